"""Poses turned by quarters of a circle: who lies on their side is upright in a turned picture.

The pose model finds a lying body as it is; only its points are turned, never the pixels.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from gaitcoach.pose.sides import frozen
from gaitcoach.types import Pose, Turn


def turned_pose(pose: Pose, turn: Turn) -> Pose:
    """Return a pose as the turned picture would show it; left and right stay what they were."""
    if turn is Turn.NONE:
        return pose
    width_px, height_px = pose.image_size_px
    world = pose.world_m.copy()
    world[:, :2] = _turned(world[:, :2], turn)
    return replace(
        pose,
        xy_px=frozen(turned_points(pose.xy_px, pose.image_size_px, turn)),
        world_m=frozen(world),
        image_size_px=(height_px, width_px),
    )


def turned_points(
    xy_px: NDArray[np.float64], size_px: tuple[int, int], turn: Turn
) -> NDArray[np.float64]:
    """Return points, (N, 2) pixels, of a picture of this size (width, height) in the turned one."""
    middle = np.array(size_px) / 2
    return _turned(xy_px - middle, turn) + (middle if turn is Turn.NONE else middle[::-1])


def _turned(xy: NDArray[np.float64], turn: Turn) -> NDArray[np.float64]:
    """Turn vectors clockwise, y + = down."""
    for _ in range(turn):
        xy = np.column_stack((-xy[:, 1], xy[:, 0]))
    return xy
