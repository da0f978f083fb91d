"""How far the camera looks down or up, from the fan of what stands upright in the room.

Upright edges run towards one point below (above) a camera that looks down (up). How steeply they do
so for a given angle depends on the lens, which nobody tells us: the angle is rough, its sign sure.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from gaitcoach.capture.upright import Box, leans_by_edges

FOCAL_REL = 0.75
"""Focal length against the picture's width: 67 degrees across. Webcams and phones have 55 to 78,
0.62 to 0.96: the angle is right to about a quarter."""
MAX_FAN_DEG = 32.0
"""By a camera that looks down by 23 degrees; steeper ones hardly see a runner whole."""
MIN_TOTAL_REL = 1.0
"""Length of the edges that agree, in picture heights. Of 60 drawn rooms, 3 with less told an angle
that was wrong by 10 degrees and more; none with more did."""
LOOK_EVERY_S = 1.5
LOOKS_AGREE_DEG = 3.0


def pitch_by_edges(image_bgr: NDArray[np.uint8], person_box_px: Box | None) -> float | None:
    """Return about how far the camera looks down (+) or up (-), degrees; None = nothing tells.

    An angle is told nearer to level by its own standard deviation, never beyond level.
    """
    leans = leans_by_edges(image_bgr, person_box_px, MAX_FAN_DEG)
    if leans is None or leans.length_rel < MIN_TOTAL_REL:
        return None
    sure_deg = max(0.0, abs(leans.fan_deg) - leans.fan_sigma_deg)
    return math.degrees(math.atan(math.radians(math.copysign(sure_deg, leans.fan_deg)) * FOCAL_REL))


class PitchWatch:
    """push(picture) -> the pitch in degrees, while two looks in a row agree on it.

    A look takes some 15 ms, so there are few: the camera of a set-up is looked at again and again
    only as long as it is being put right.
    """

    def __init__(self) -> None:
        self._next_s = -math.inf
        self._before: float | None = None
        self._pitch_deg: float | None = None

    def push(
        self, image_bgr: NDArray[np.uint8], person_box_px: Box | None, t_s: float
    ) -> float | None:
        """Look at a picture, if it is time to; times must grow."""
        if t_s >= self._next_s and person_box_px is not None:
            self._next_s = t_s + LOOK_EVERY_S
            now, before = pitch_by_edges(image_bgr, person_box_px), self._before
            self._before = now
            agree = None not in (now, before) and abs(now - before) <= LOOKS_AGREE_DEG
            self._pitch_deg = now if agree else None
        return self._pitch_deg
