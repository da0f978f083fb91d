"""When the runner runs: counting begins with the first step and rests while none comes."""

from __future__ import annotations

from collections.abc import Sequence

from gaitcoach.types import StanceRecord

BREAK_S = 3.0
"""Without a step for so long the runner has stepped off; single steps may be missed."""


class Activity:
    """push(t_s, new steps); then `active_s`, `is_active` and `on_break`.

    active_s : time spent running or walking so far, breaks left out, seconds
    is_active : steps are coming
    """

    def __init__(self) -> None:
        self.active_s = 0.0
        self.is_active = False
        self._last_end_s: float | None = None

    @property
    def on_break(self) -> bool:
        """True when steps have come and come no more."""
        return self._last_end_s is not None and not self.is_active

    def push(self, t_s: float, new: Sequence[StanceRecord]) -> None:
        """Take one frame's time and the steps that were finished by it."""
        for step in new:
            begin_s = _counts_from_s(step, self._last_end_s)
            self.active_s += max(0.0, step.t_end_s - begin_s)
            self._last_end_s = max(step.t_end_s, self._last_end_s or step.t_end_s)
        last_s = self._last_end_s
        self.is_active = last_s is not None and t_s - last_s < BREAK_S


def _counts_from_s(step: StanceRecord, last_end_s: float | None) -> float:
    """Return since when a step's time counts: its own start after a break, else the last end."""
    if last_end_s is None or step.t_start_s - last_end_s >= BREAK_S:
        return step.t_start_s
    return last_end_s


def active_times_s(steps: Sequence[StanceRecord]) -> list[float]:
    """Return for each step the time at its foot contact with the breaks before it left out.

    steps : of one leg or both, oldest first
    """
    times_s: list[float] = []
    rested_s, last_end_s = 0.0, None
    for step in steps:
        if last_end_s is not None and step.t_start_s - last_end_s >= BREAK_S:
            rested_s += step.t_start_s - last_end_s
        times_s.append(step.t_start_s - rested_s)
        last_end_s = step.t_end_s
    return times_s
