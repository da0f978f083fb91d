"""Notices when the pelvis is measured too vaguely for a number that helps anybody."""

from __future__ import annotations

from collections import deque
from statistics import median

from gaitcoach.types import PelvisAngle
from gaitcoach.words import UNSURE

WINDOW_S, LEAST_S = 4.0, 2.0
VAGUE_SIGMA_DEG, CLEAR_SIGMA_DEG = 5.0, 4.0
"""Over the first, a whole interval of 20 degrees, it is said; under the second no longer."""


class Doubt:
    """push(angle); `notice` is what to tell the user, "" while the measure is sharp enough."""

    def __init__(self) -> None:
        self._sigmas: deque[tuple[float, float]] = deque()
        self.notice = ""

    def push(self, angle: PelvisAngle | None) -> None:
        """Take the newest angle; None is no answer, not a vague one."""
        if angle is None:
            return
        self._sigmas.append((angle.t_s, angle.sigma_deg))
        while self._sigmas[0][0] < angle.t_s - WINDOW_S:
            self._sigmas.popleft()
        if angle.t_s - self._sigmas[0][0] < LEAST_S:
            return
        usual_deg = median(sigma_deg for _, sigma_deg in self._sigmas)
        if usual_deg > VAGUE_SIGMA_DEG:
            self.notice = UNSURE
        elif usual_deg < CLEAR_SIGMA_DEG:
            self.notice = ""
