"""Where the pose says the hips are: what a sticker's place is remembered against."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gaitcoach.landmarks import Landmark as L
from gaitcoach.types import Pose

Floats = NDArray[np.float64]

MIN_TORSO_PX = 20.0
"""Shoulders to hips; in a smaller runner a sticker has no pixels left."""


@dataclass(frozen=True, slots=True)
class BodyFrame:
    """Middle of the hips (x, y), shoulders-to-hips length, and the unit vector up the trunk."""

    hips_px: Floats
    torso_px: float
    up: Floats

    @property
    def right_in_picture(self) -> Floats:
        """Unit vector across the trunk, towards the picture's right."""
        return np.array([-self.up[1], self.up[0]])

    def place(self, xy_px: Floats) -> Floats:
        """Return (across, up) of a point from the hips' middle, in torso lengths."""
        off = (xy_px - self.hips_px) / self.torso_px
        return np.array([off @ self.right_in_picture, off @ self.up])

    def point_px(self, place: Floats) -> Floats:
        """Return the point in the picture at (across, up) torso lengths from the hips' middle."""
        off = place[0] * self.right_in_picture + place[1] * self.up
        return self.hips_px + self.torso_px * off


def body_frame(pose: Pose) -> BodyFrame | None:
    """Return the frame of the trunk, None when shoulders or hips are missing or too small."""
    xy_px = pose.xy_px
    hips_px = (xy_px[L.LEFT_HIP] + xy_px[L.RIGHT_HIP]) / 2
    up = (xy_px[L.LEFT_SHOULDER] + xy_px[L.RIGHT_SHOULDER]) / 2 - hips_px
    torso_px = math.hypot(*up)
    if not torso_px >= MIN_TORSO_PX:  # NaN fails too
        return None
    return BodyFrame(hips_px, torso_px, up / torso_px)
