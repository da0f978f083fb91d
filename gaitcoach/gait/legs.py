"""The legs as numbers that do not depend on camera distance: input of the stance detector."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gaitcoach.landmarks import Landmark as L
from gaitcoach.types import Pose, View, Viewpoint

N_JOINTS = 4
_JOINTS = np.array(
    [
        [L.LEFT_KNEE, L.LEFT_ANKLE, L.LEFT_HEEL, L.LEFT_FOOT_INDEX],
        [L.RIGHT_KNEE, L.RIGHT_ANKLE, L.RIGHT_HEEL, L.RIGHT_FOOT_INDEX],
    ]
)
N_SIDE = 4 * N_JOINTS
"""Numbers a leg: image x and y, world height and depth of knee, ankle, heel and toe."""
N_LEGS = 2 * N_SIDE


@dataclass(frozen=True, slots=True)
class Legs:
    """Both legs in one frame, seen as if from behind and unmirrored.

    joints : (32,) left leg, then right leg; of each the joints' image x (+ = to the runner's
        right) and y (+ = down) from the mid-hip in pixels, then world height (+ = down) and
        depth (+ = forward) in metres
    hip_y_px : image height of the mid-hip (+ = down)
    leg_px : hip to ankle, the longer leg
    """

    t_s: float
    joints: NDArray[np.float64]
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
    xy = pose.xy_px[_JOINTS] - hip
    world = pose.world_m[_JOINTS]
    legs = np.empty((2, 4, N_JOINTS))
    legs[:, 0] = xy[:, :, 0] if viewpoint.left_is_image_left else -xy[:, :, 0]
    legs[:, 1] = xy[:, :, 1]
    legs[:, 2] = world[:, :, 1]
    legs[:, 3] = world[:, :, 2] if viewpoint.view is View.BEHIND else -world[:, :, 2]
    leg_px = max(
        distance_px(pose, L.LEFT_HIP, L.LEFT_ANKLE), distance_px(pose, L.RIGHT_HIP, L.RIGHT_ANKLE)
    )
    return Legs(pose.t_s, legs.ravel(), float(hip[1]), leg_px)


def distance_px(pose: Pose, one: L, other: L) -> float:
    """Return the distance of two landmarks in the picture."""
    return math.dist(pose.xy_px[one].tolist(), pose.xy_px[other].tolist())


def yaw_deg(pose: Pose) -> float:
    """Return how far the body is turned from facing the camera or away from it, 0 to 90."""
    world = pose.world_m
    across = world[L.RIGHT_HIP] + world[L.RIGHT_SHOULDER] - world[L.LEFT_HIP]
    across = across - world[L.LEFT_SHOULDER]
    return math.degrees(math.atan2(abs(float(across[2])), math.hypot(*across[:2].tolist())))
