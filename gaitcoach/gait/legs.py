"""The legs as numbers that do not depend on camera distance: input of the stance detector."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gaitcoach.landmarks import Landmark as L
from gaitcoach.types import Pose, View, Viewpoint

_LEFT = np.array([L.LEFT_KNEE, L.LEFT_ANKLE, L.LEFT_HEEL, L.LEFT_FOOT_INDEX])
_RIGHT = np.array([L.RIGHT_KNEE, L.RIGHT_ANKLE, L.RIGHT_HEEL, L.RIGHT_FOOT_INDEX])
N_JOINTS = len(_LEFT)
N_SIDE = 4 * N_JOINTS
"""Numbers a leg: image x and y, world height and depth of knee, ankle, heel and toe."""


@dataclass(frozen=True, slots=True)
class Legs:
    """Both legs in one frame, seen as if from behind and unmirrored.

    left, right : (16,) image x (+ = to the runner's right) and y (+ = down) from the mid-hip in
        leg lengths once divided by `leg_px`; world height (+ = down) and depth in metres
    hip_y_px : image height of the mid-hip (+ = down)
    leg_px : hip to ankle, the longer leg
    """

    t_s: float
    left: NDArray[np.float64]
    right: NDArray[np.float64]
    hip_y_px: float
    leg_px: float


def mid_hip_px(pose: Pose) -> NDArray[np.float64]:
    """Return the (x, y) point half-way between the hip landmarks."""
    return (pose.xy_px[L.LEFT_HIP] + pose.xy_px[L.RIGHT_HIP]) / 2


def legs_of(pose: Pose, viewpoint: Viewpoint) -> Legs:
    """Read both legs from a pose.

    Mirrored or seen from the front, x is turned round so that + is always the runner's right;
    depth is turned round for the front, so that + is always forward.
    """
    hip = mid_hip_px(pose)
    across = 1.0 if viewpoint.left_is_image_left else -1.0
    along = 1.0 if viewpoint.view is View.BEHIND else -1.0

    def leg(joints: NDArray[np.int64]) -> NDArray[np.float64]:
        xy = pose.xy_px[joints] - hip
        world = pose.world_m[joints]
        return np.concatenate([xy[:, 0] * across, xy[:, 1], world[:, 1], world[:, 2] * along])

    lengths = [
        np.linalg.norm(pose.xy_px[ankle] - pose.xy_px[hip_joint])
        for ankle, hip_joint in ((L.LEFT_ANKLE, L.LEFT_HIP), (L.RIGHT_ANKLE, L.RIGHT_HIP))
    ]
    return Legs(pose.t_s, leg(_LEFT), leg(_RIGHT), float(hip[1]), float(max(lengths)))
