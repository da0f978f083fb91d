"""What the coach says, and when it keeps quiet."""

from __future__ import annotations

import math

from gaitcoach.drills.definitions import Drill
from gaitcoach.drills.values import DrillEvent, DrillState, Entered, Fault, FaultKind, Rep
from gaitcoach.words import COUNTS

AGAIN_S = 4.0
"""The same correction is not said again sooner."""
PRAISE_EVERY = 5
"""Repetitions without a fault that earn a word; more often it wears off."""
_OWN_PHRASES = {FaultKind.TOO_FAST: "slower", FaultKind.SAME_SIDE: "switch_legs"}
_LAST_SECONDS = ((0.0, "rest"), (1.0, "one"), (2.0, "two"), (3.0, "three"))
_STATE_PHRASES = {
    DrillState.WORK: "go",
    DrillState.REST: "rest",
    DrillState.PAUSED: "rest",
    DrillState.SWITCH_SIDES: "switch_legs",
    DrillState.DONE: "well_done",
}


class Prompter:
    """push(t_s, events, hold_s) -> phrase keys to say now."""

    def __init__(self, drill: Drill) -> None:
        self._drill, self.lies = drill, False
        self._phrases = {rule.kind: rule.phrase for rule in drill.faults} | _OWN_PHRASES
        self._said_s: dict[str, float] = {}
        self._clean = 0
        self._half_said = False
        self._held_s, self._rest_said = 0.0, False

    def push(self, t_s: float, events: list[DrillEvent], hold_s: float | None) -> tuple[str, ...]:
        """Take what one frame brought."""
        said = [phrase for event in events for phrase in self._about(t_s, event, events)]
        return (*said, *self._half_time(hold_s), *self._last_seconds(hold_s or 0.0))

    def _about(self, t_s: float, event: DrillEvent, all_of_them: list[DrillEvent]) -> list[str]:
        if isinstance(event, Entered):
            if event.state is DrillState.POSITION:
                return [self._drill.start_lying if self.lies else self._drill.start]
            if event.state is DrillState.REST and self._rest_said:
                return []
            phrase = _STATE_PHRASES.get(event.state)
            return [] if phrase is None else [phrase]
        if isinstance(event, Fault):
            return self._correction(t_s, event)
        if isinstance(event, Rep):
            return self._count(event, any(isinstance(other, Fault) for other in all_of_them))
        return []

    def _count(self, rep: Rep, has_fault: bool) -> list[str]:
        self._clean = 0 if has_fault else self._clean + 1
        number = [COUNTS[rep.count - 1]] if rep.count <= len(COUNTS) else []
        praise = self._clean > 0 and self._clean % PRAISE_EVERY == 0
        return [*number, "better"] if praise else number

    def _correction(self, t_s: float, fault: Fault) -> list[str]:
        phrase = self._phrases.get(fault.kind)
        if phrase is None or t_s - self._said_s.get(phrase, -math.inf) < AGAIN_S:
            return []
        self._said_s[phrase] = t_s
        return [phrase]

    def _half_time(self, hold_s: float | None) -> list[str]:
        half = hold_s is not None and hold_s >= self._drill.hold_s / 2
        first = half and not self._half_said
        self._half_said = half
        return ["half_time"] if first else []

    def _last_seconds(self, hold_s: float) -> list[str]:
        """Count down to the target, and say "rest" once it is held: nobody looks at a clock."""
        before_s, self._held_s = self._held_s, hold_s
        if hold_s < before_s:
            self._rest_said = False
        left_s = self._drill.hold_s - hold_s
        for at_s, phrase in _LAST_SECONDS:
            if hold_s and left_s <= at_s < self._drill.hold_s - before_s:
                self._rest_said = self._rest_said or at_s == 0.0
                return [phrase]
        return []
