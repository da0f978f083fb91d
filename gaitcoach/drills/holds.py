"""Times holds: from the moment a position is taken to the moment it is left."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from gaitcoach.types import Side

MIN_HOLD_S = 0.8
"""A running step is over by then: only who stands longer stands on one leg."""
MAX_BREAK_S = 0.4
"""A foot that seems to touch for less than this has not: the hold goes on."""
EARLY_BREAK_S = 0.1
"""A camera's roll makes one foot of a runner look up for longer than the other: only a frame or two
may be missing until the foot has been up for longer than any step lasts."""
LOST_S = 1.0
"""Unseen for longer, a hold has ended when it was last seen."""


@dataclass(frozen=True, slots=True)
class Running:
    """A hold that lasts. hold_s : time that the clock has counted."""

    side: Side | None
    t_start_s: float
    t_last_s: float
    hold_s: float

    @property
    def is_real(self) -> bool:
        """Longer than any step of running or walking."""
        return self.t_last_s - self.t_start_s >= MIN_HOLD_S


class HoldClock:
    """push(t_s, measures) -> the hold that has just ended, else None; `now` is the one that lasts.

    up, down : the position is taken above `up` and left below `down`
    """

    def __init__(self, up: float, down: float) -> None:
        self._up, self._down = up, down
        self._before: tuple[float, dict[Side | None, float]] | None = None
        self._counted_s = 0.0
        self.now: Running | None = None

    def push(
        self, t_s: float, measures: dict[Side | None, float], counts: bool = True
    ) -> Running | None:
        """Take one frame.

        measures : by the leg that would stand; NaN where it is not seen
        counts : the clock may run now
        """
        ended = None
        if self.now is not None:
            ended = self._go_on(t_s, measures, counts)
        if self.now is None:
            self._begin(t_s, measures)
        self._before = t_s, measures
        return ended

    def finish(self) -> Running | None:
        """End the hold that lasts, as at the end of a file."""
        ended, self.now = self.now, None
        return ended if ended is not None and ended.is_real else None

    def _begin(self, t_s: float, measures: dict[Side | None, float]) -> None:
        side, value = max(measures.items(), key=lambda item: _or_low(item[1]))
        if not value >= self._up:
            return
        start_s = self._crossing(t_s, side, value, self._up)
        self.now = Running(side, start_s, t_s, t_s - start_s)

    def _go_on(
        self, t_s: float, measures: dict[Side | None, float], counts: bool
    ) -> Running | None:
        assert self.now is not None
        value = measures[self.now.side]
        other_up = any(measures[side] >= self._up for side in measures if side != self.now.side)
        held = value >= self._down and not other_up
        gap_s = t_s - self.now.t_last_s
        if held and gap_s <= LOST_S:
            step_s = gap_s if counts else 0.0
            self.now = replace(self.now, t_last_s=t_s, hold_s=self.now.hold_s + step_s)
            return None
        if not other_up and gap_s <= self._patience_s(value):
            return None
        return self.finish()

    def _patience_s(self, value: float) -> float:
        """Return how long a break may last; before a hold is sure, running must not add up."""
        assert self.now is not None
        if not self.now.is_real:
            return EARLY_BREAK_S
        return MAX_BREAK_S if math.isfinite(value) else LOST_S

    def _crossing(self, t_s: float, side: Side | None, value: float, level: float) -> float:
        if self._before is None or t_s - self._before[0] > MAX_BREAK_S:
            return t_s
        before_s, before = self._before[0], self._before[1].get(side, math.nan)
        if not before < level:
            return t_s
        return t_s - (t_s - before_s) * (value - level) / (value - before)


def _or_low(value: float) -> float:
    return value if math.isfinite(value) else -math.inf
