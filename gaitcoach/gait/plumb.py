"""The runner as a plumb line: over whole strides a body stands straight above its feet.

Who runs or walks without falling to a side has, on the mean over whole strides, the centre of mass
above the points that carry it: else the ground would turn the body over. In the picture the line
from the carrying feet to the body then leans by the camera's roll, and by nothing else.
"""

from __future__ import annotations

import math
from collections import deque

import numpy as np
from numpy.typing import NDArray

from gaitcoach.landmarks import Landmark as L
from gaitcoach.types import CameraRoll, Pose, Side, Viewpoint

Floats = NDArray[np.float64]

BODY_REL = 0.5
"""Where the centre of mass is taken to be, from mid-hip to mid-shoulder. A hip that drops is
shifted to its own side and the trunk leans to the other: half-way the two cancel best."""
MIN_STEPS = 5
"""Usable steps of each leg. Both legs count alike, however many steps each has."""
MAX_STEPS = 40
"""The newest of each leg: the camera's roll stays, noise does not get less from there."""
FLOOR_DEG = 0.85
"""What no number of steps takes away: half a degree of where the pose model sees feet and trunk,
and what a camera that looks obliquely down adds to the pelvis's tilt (on the training clips, with
cameras wilder than ours, the roll was told to 0.56, a level pelvis's tilt to 0.99 degrees)."""
COLUMNS = 4


def posture_of(pose: Pose, viewpoint: Viewpoint) -> Floats:
    """Return (4,): from the left and from the right foot to the body, pixels, (x, y) each.

    x + = to the runner's right, y + = down; feet are half-way between ankle and heel.
    """
    xy = pose.xy_px
    hips = (xy[L.LEFT_HIP] + xy[L.RIGHT_HIP]) / 2
    shoulders = (xy[L.LEFT_SHOULDER] + xy[L.RIGHT_SHOULDER]) / 2
    body = hips + BODY_REL * (shoulders - hips)
    left = body - (xy[L.LEFT_ANKLE] + xy[L.LEFT_HEEL]) / 2
    right = body - (xy[L.RIGHT_ANKLE] + xy[L.RIGHT_HEEL]) / 2
    both = np.concatenate([left, right])
    if not viewpoint.left_is_image_left:
        both[[0, 2]] *= -1.0
    return both


class PlumbLine:
    """push(side, from foot to body) for each usable step; then `roll`."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget the steps: the camera moved."""
        self._up_px: dict[Side, deque[Floats]] = {side: deque(maxlen=MAX_STEPS) for side in Side}
        self.roll: CameraRoll | None = None

    def push(self, side: Side, up_px: Floats) -> None:
        """Take one step's mean vector from the carrying foot to the body, (2,) as `posture_of`."""
        if not np.isfinite(up_px).all():
            return
        self._up_px[side].append(up_px)
        if min(len(vectors) for vectors in self._up_px.values()) >= MIN_STEPS:
            self.roll = self._lean()

    def _lean(self) -> CameraRoll:
        sides = [np.array(self._up_px[side]) for side in Side]
        x_px, y_px = sum(vectors.mean(axis=0) for vectors in sides) / len(sides)
        # Each leg's scatter around its own mean: the feet stand apart, and that is no noise.
        shares = [vectors[:, 0].var(ddof=1) / len(vectors) for vectors in sides]
        scatter_deg = math.degrees(math.sqrt(sum(shares)) / len(sides) / -y_px)
        return CameraRoll(math.degrees(math.atan2(x_px, -y_px)), math.hypot(scatter_deg, FLOOR_DEG))
