"""The body in one frame as the drills see it: points as if from behind, and one scale."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gaitcoach.gait.legs import distance_px
from gaitcoach.landmarks import Landmark as L
from gaitcoach.types import Pose, Side, Viewpoint

SCALE_WINDOW_S = 1.0
"""A leg's length is its median over so long: single frames err by a tenth."""
MIN_VISIBILITY = 0.5
"""As in `gait.quality`: below this the pose model guesses."""
Point = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Leg:
    """One leg's joints, (x, y) pixels; x + = to the runner's right, y + = down.

    foot : mean of ankle, heel and toe
    """

    hip: Point
    knee: Point
    ankle: Point
    foot: Point


@dataclass(frozen=True, slots=True)
class Body:
    """Everything a drill may measure in one frame.

    legs : by the runner's side
    hip, shoulder : half-way between left and right
    leg_px : length of a straight leg, the scale of every `_rel`
    obliquity_deg : pelvic obliquity above level, + = left hip higher; None = not seen
    tilt_deg : the same with the camera's roll in it: what is taken for level may change, this not
    """

    t_s: float
    legs: dict[Side, Leg]
    hip: Point
    shoulder: Point
    leg_px: float
    obliquity_deg: float | None
    tilt_deg: float | None

    def drop_deg(self, standing: Side) -> float:
        """Drop of the free side's hip, degrees; NaN while the pelvis is not seen."""
        seen = self.obliquity_deg is not None
        return standing.drop_deg(self.obliquity_deg) if seen else math.nan


def uncrossed(left: Leg, right: Leg) -> tuple[Leg, Leg]:
    """Give each leg its own knee and foot again where the pose model exchanged them.

    A lifted knee in front of a body whose head is out of the picture did it for seconds. Knees and
    ankles together are on their own side in every drill, also where the free foot goes behind.
    """
    across_px = left.knee[0] - right.knee[0] + left.ankle[0] - right.ankle[0]
    if not across_px > 0:
        return left, right
    return (
        replace(left, knee=right.knee, ankle=right.ankle, foot=right.foot),
        replace(right, knee=left.knee, ankle=left.ankle, foot=left.foot),
    )


class BodyReader:
    """read(pose, obliquity_deg) -> Body. Keeps the length of a straight leg.

    The longest leg seen so far is the straight one: bent, it looks shorter from in front.
    """

    def __init__(self, viewpoint: Viewpoint) -> None:
        self._turn = np.array([1.0 if viewpoint.left_is_image_left else -1.0, 1.0])
        self._lengths: deque[tuple[float, float]] = deque()
        self._leg_px = 0.0

    def read(self, pose: Pose, tilt_deg: float | None) -> Body:
        """Take one pose (times must grow); nothing is known of level yet."""
        left, right = uncrossed(self._leg(pose, Side.LEFT), self._leg(pose, Side.RIGHT))
        legs = {Side.LEFT: left, Side.RIGHT: right}
        return Body(
            pose.t_s,
            legs,
            (legs[Side.LEFT].hip + legs[Side.RIGHT].hip) / 2,
            (self._at(pose, L.LEFT_SHOULDER) + self._at(pose, L.RIGHT_SHOULDER)) / 2,
            self._scale_px(pose),
            None,
            tilt_deg,
        )

    def _at(self, pose: Pose, *landmarks: L) -> Point:
        return pose.xy_px[list(landmarks)].mean(axis=0) * self._turn

    def _leg(self, pose: Pose, side: Side) -> Leg:
        hip, knee, ankle, heel, toe = (
            L[f"{side.name}_{joint}"] for joint in ("HIP", "KNEE", "ANKLE", "HEEL", "FOOT_INDEX")
        )
        return Leg(
            self._at(pose, hip),
            self._at(pose, knee),
            self._at(pose, ankle),
            self._at(pose, ankle, heel, toe),
        )

    def _scale_px(self, pose: Pose) -> float:
        longest = max(
            distance_px(pose, L[f"{side.name}_HIP"], L[f"{side.name}_KNEE"])
            + distance_px(pose, L[f"{side.name}_KNEE"], L[f"{side.name}_ANKLE"])
            for side in Side
        )
        if math.isfinite(longest):
            self._lengths.append((pose.t_s, longest))
        while self._lengths and self._lengths[0][0] < pose.t_s - SCALE_WINDOW_S:
            self._lengths.popleft()
        if self._lengths:
            self._leg_px = max(self._leg_px, float(np.median([px for _, px in self._lengths])))
        return self._leg_px or math.nan
