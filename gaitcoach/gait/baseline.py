"""The standing baseline: the pelvis as the camera sees it while the runner stands quietly."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np

from gaitcoach.gait.legs import N_JOINTS, N_SIDE, Legs
from gaitcoach.types import Stance

MAX_BASELINE_S = 5.0
"""The baseline goes on improving over the first 5 s of standing, then stays."""
STILL_REL = 0.02
"""Ankles and hips may wander this share of a leg length (about 2 cm) while standing quietly."""
_IN_PICTURE = np.r_[: 2 * N_JOINTS, N_SIDE : N_SIDE + 2 * N_JOINTS]


@dataclass(frozen=True, slots=True)
class _Moment:
    t_s: float
    obliquity_deg: float
    points: np.ndarray


class BaselineFinder:
    """Watches for quiet two-leg standing. push(...) -> the baseline, when it is found or refined.

    Parameters
    ----------
    needed_s : seconds of quiet standing that are enough
    """

    def __init__(self, needed_s: float) -> None:
        self._needed_s = needed_s
        self._moments: deque[_Moment] = deque()

    def reset(self) -> None:
        """Start again, as after the camera moved."""
        self._moments.clear()

    def push(self, t_s: float, obliquity_deg: float, legs: Legs, stance: Stance) -> float | None:
        """Take one frame; return the baseline in degrees once there is enough standing."""
        if stance is not Stance.DOUBLE:
            self._moments.clear()
            return None
        points = np.append(legs.joints[_IN_PICTURE], legs.hip_y_px) / legs.leg_px
        self._moments.append(_Moment(t_s, obliquity_deg, points))
        self._drop_restless()
        lasted_s = t_s - self._moments[0].t_s
        if lasted_s > max(MAX_BASELINE_S, self._needed_s + 1.0):
            self._moments.pop()
            return None
        if lasted_s < self._needed_s:
            return None
        return float(np.median([moment.obliquity_deg for moment in self._moments]))

    def _drop_restless(self) -> None:
        newest = self._moments[-1].points
        while np.max(np.abs(self._moments[0].points - newest)) > STILL_REL * 2:
            self._moments.popleft()
