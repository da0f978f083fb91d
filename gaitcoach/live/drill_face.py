"""What the screen shows of a drill, frame by frame: one state, one number, one word. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from gaitcoach.drills import Drill
from gaitcoach.drills.values import (
    DrillEvent,
    DrillState,
    DrillUpdate,
    Entered,
    Fault,
    FaultKind,
    HeldFor,
    Rep,
)
from gaitcoach.types import Quality, Side

REST_S = 20.0
"""Ours, between two holds and between two drills: breath comes back; the source names no rest."""
REASON_SHOWN_S = 6.0
"""A sentence about another drill comes once, and stays while whoever does it can read it."""
FAULT_SHOWN_S = 2.5
"""A word of two or three syllables can be read and done in that time."""


class Step(StrEnum):
    """What whoever exercises does now, or should do."""

    LOOKING = "looking"
    GET_READY = "get_ready"
    POSITION = "position"
    GO = "go"
    HOLD = "hold"
    REP = "rep"
    REST = "rest"
    SWITCH = "switch"
    PAUSED = "paused"
    CANNOT_TELL = "cannot_tell"
    NEXT = "next"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Face:
    """One look at a drill.

    side : leg that stands, None while it is not known or both carry
    reps : of this leg; done : by leg, what counts towards the target (full holds, or repetitions)
    hold_s : of the hold that lasts, or lasted last; rest_left_s : None while nobody rests
    fault : the newest, while it is to be read; reason : why nothing can be told
    """

    step: Step
    side: Side | None = None
    reps: int = 0
    hold_s: float = 0.0
    rest_left_s: float | None = None
    fault: FaultKind | None = None
    reason: Quality = Quality.OK
    done: Mapping[Side | None, int] = field(default_factory=dict)


_STEPS = {
    DrillState.GET_READY: Step.GET_READY,
    DrillState.POSITION: Step.POSITION,
    DrillState.WORK: Step.GO,
    DrillState.REST: Step.REST,
    DrillState.SWITCH_SIDES: Step.SWITCH,
    DrillState.DONE: Step.DONE,
    DrillState.CANNOT_TELL: Step.CANNOT_TELL,
    DrillState.PAUSED: Step.PAUSED,
}


class FaceKeeper:
    """push(update) -> Face. `phrases` is what the last push wants said, the drill's own first."""

    def __init__(self, drill: Drill) -> None:
        self._drill = drill
        self._done: dict[Side | None, int] = {}
        self._fault: tuple[float, FaultKind] | None = None
        self._rest_until_s: float | None = None
        self._reason, self._reason_s = Quality.OK, -math.inf
        self._last_hold_s = 0.0
        self._go_said = False
        self.phrases: tuple[str, ...] = ()

    def push(self, update: DrillUpdate) -> Face:
        """Take what one frame brought."""
        for event in update.events:
            self._note(event)
        holds = update.hold_s > 0.0
        if holds:
            self._last_hold_s, self._rest_until_s = update.hold_s, None
        rest_left_s = self._rest_left_s(update.t_s)
        self.phrases = self._words(update, rest_left_s)
        step = _STEPS[update.state]
        if step in (Step.GO, Step.REST) and holds:
            step = Step.HOLD
        elif step is Step.GO and self._drill.wave is not None and update.reps:
            step = Step.REP
        elif step is Step.REST and rest_left_s is None:
            step = Step.GO
        return Face(
            step,
            update.side,
            update.reps,
            update.hold_s if holds else self._last_hold_s,
            rest_left_s,
            self._fault_now(update.t_s),
            self._reason_now(step, update.t_s),
            dict(self._done),
        )

    def _note(self, event: DrillEvent) -> None:
        if isinstance(event, Entered):
            if event.reason is not Quality.OK:
                self._reason, self._reason_s = event.reason, event.t_s
            rests = event.state is DrillState.REST
            self._rest_until_s = event.t_s + REST_S if rests else None
            self._go_said = False
        elif isinstance(event, Fault):
            self._fault = event.t_end_s, event.kind
        elif isinstance(event, Rep) and self._drill.wave is not None:
            self._done[event.side] = event.count
        elif isinstance(event, HeldFor) and self._drill.wave is None:
            full = event.hold_s >= self._drill.hold_s
            self._done[event.side] = self._done.get(event.side, 0) + full

    def _rest_left_s(self, t_s: float) -> float | None:
        if self._rest_until_s is None:
            return None
        left_s = self._rest_until_s - t_s
        return left_s if left_s > 0.0 else None

    def _words(self, update: DrillUpdate, rest_left_s: float | None) -> tuple[str, ...]:
        """Return the drill's own words, "go" once a rest is over, and none to who has begun."""
        holds = update.hold_s > 0.0
        own = tuple(word for word in update.phrases if not (holds and word == "go"))
        rested = update.state is DrillState.REST and rest_left_s is None
        if not rested or holds or self._go_said:
            return own
        self._go_said = True
        return (*own, "go")

    def _reason_now(self, step: Step, t_s: float) -> Quality:
        lasts = step is Step.CANNOT_TELL
        told = self._reason is Quality.OTHER_DRILL and t_s - self._reason_s < REASON_SHOWN_S
        return self._reason if lasts or told else Quality.OK

    def _fault_now(self, t_s: float) -> FaultKind | None:
        if self._fault is None or not t_s - self._fault[0] <= FAULT_SHOWN_S:
            return None
        return self._fault[1]


def ring_share(face: Face, drill: Drill) -> float:
    """Return how full the ring is, 0..1: of a hold, of a rest that is left, or of the count."""
    if face.rest_left_s is not None:
        return min(1.0, face.rest_left_s / REST_S)
    whole, part = (drill.hold_s, face.hold_s) if drill.hold is not None else (drill.reps, face.reps)
    return min(1.0, part / whole) if whole and math.isfinite(part) else 0.0
