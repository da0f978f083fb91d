"""The standing baseline: the pelvis as the camera sees it while the runner stands quietly."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

import numpy as np

from gaitcoach.gait.legs import N_JOINTS, N_SIDE, Legs
from gaitcoach.types import Level, LevelBy, Stance

MAX_BASELINE_S = 5.0
"""The baseline goes on improving over the first 5 s of standing, then stays."""
STILL_REL = 0.02
"""Ankles and hips may wander this share of a leg length (about 2 cm) while standing quietly."""
FEET_LEVEL_REL = 0.1
"""Feet that differ less in height, in leg lengths, may both carry: a camera rolled by 10 degrees
makes up to 0.09 of it, and the stance network then takes standing for one leg's."""
NOISE_PX = 4.0
"""So much landmarks of a still person waver: much of a leg in a small picture."""
ALIKE_S = 0.5
"""Frames of quiet standing nearer in time than this see the same picture and err alike."""
FLOOR_DEG = 0.5
"""Weight shifts from leg to leg: standing again differs by this much. Assumed, not measured."""
LASTING_REL = 0.3
"""Share of the estimator's variance that stays as long as runner, clothes and camera do. Standing
and running have it in common and it goes away with the difference; the rest comes anew (0.30 on 37
drawn clips held back from training, 0.28 on 30 drawn runs)."""
MEDIAN_COST = 1.2533
"""A median's standard error against a mean's, of normal values (square root of pi / 2)."""
_FEET_Y = np.array([N_JOINTS + 1, N_JOINTS + 2])
_IN_PICTURE = np.r_[: 2 * N_JOINTS, N_SIDE : N_SIDE + 2 * N_JOINTS]


@dataclass(frozen=True, slots=True)
class _Moment:
    """One frame. points, still_rel : in leg lengths; the points may wander by `still_rel`."""

    t_s: float
    obliquity_deg: float
    sigma_deg: float
    points: np.ndarray
    still_rel: float


def _feet_level(legs: Legs) -> bool:
    """Tell whether neither foot is lifted clearly, by ankles and heels."""
    left, right = legs.joints[_FEET_Y], legs.joints[_FEET_Y + N_SIDE]
    return abs(float(np.mean(left - right))) < FEET_LEVEL_REL * legs.leg_px


class BaselineFinder:
    """Watches for quiet two-leg standing. push(...) -> the level, when it is found or refined.

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

    @property
    def standing_s(self) -> float:
        """How long the runner has stood quietly by now."""
        return self._moments[-1].t_s - self._moments[0].t_s if self._moments else 0.0

    def push(
        self, t_s: float, obliquity_deg: float, sigma_deg: float, legs: Legs, stance: Stance
    ) -> Level | None:
        """Take one frame; return the level once there is enough standing."""
        if stance is not Stance.DOUBLE and not _feet_level(legs):
            self._moments.clear()
            return None
        points = np.append(legs.joints[_IN_PICTURE], legs.hip_y_px) / legs.leg_px
        still_rel = 2 * STILL_REL + NOISE_PX / legs.leg_px
        self._moments.append(_Moment(t_s, obliquity_deg, sigma_deg, points, still_rel))
        self._drop_restless()
        lasted_s = t_s - self._moments[0].t_s
        if lasted_s > max(MAX_BASELINE_S, self._needed_s + 1.0):
            self._moments.pop()
            return None
        if lasted_s < self._needed_s:
            return None
        return self._level(lasted_s)

    def _level(self, lasted_s: float) -> Level:
        """Return the median with its standard error.

        The estimator's systematic share is left out: it is in the steps as well and counted
        there; what standing and running have of it in common goes away with the difference.
        """
        values_deg = np.array([moment.obliquity_deg for moment in self._moments])
        variance_deg2 = float(np.mean([moment.sigma_deg**2 for moment in self._moments]))
        scatter_deg = max(float(values_deg.std()), math.sqrt((1.0 - LASTING_REL) * variance_deg2))
        error_deg = MEDIAN_COST * scatter_deg / math.sqrt(max(1.0, lasted_s / ALIKE_S))
        sigma_deg = math.hypot(error_deg, FLOOR_DEG)
        return Level(LevelBy.STANDING, float(np.median(values_deg)), sigma_deg)

    def _drop_restless(self) -> None:
        newest = self._moments[-1]
        while np.max(np.abs(self._moments[0].points - newest.points)) > newest.still_rel:
            self._moments.popleft()
