"""The last steps of each side, as the gauges show them."""

from __future__ import annotations

from collections import deque

from gaitcoach.live.view import LiveView
from gaitcoach.types import Side, StanceRecord

SHOWN_STEPS = 10
"""Ten steps a side, about seven seconds: more would be too small to read while running."""


class StepHistory:
    """Collects the newest steps by stance leg. Push every new view once."""

    def __init__(self) -> None:
        self._steps = {side: deque[StanceRecord](maxlen=SHOWN_STEPS) for side in Side}

    def push(self, view: LiveView) -> bool:
        """Take over the view's new steps; returns True when there were any."""
        new_steps = view.update.new_steps if view.update else ()
        for step in new_steps:
            self._steps[step.side].append(step)
        return bool(new_steps)

    def of(self, side: Side) -> tuple[StanceRecord, ...]:
        """Return the steps standing on this leg, oldest first."""
        return tuple(self._steps[side])

    def clear(self) -> None:
        """Forget everything: a new session begins."""
        for steps in self._steps.values():
            steps.clear()
