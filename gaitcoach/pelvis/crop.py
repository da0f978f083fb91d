"""Cuts the pelvis out of a picture: centred, at one size, turned upright with the body.

Turning the crop with the body leaves the network a small angle to read, whatever the camera's
roll and however far the runner leans; the turn is added back, so errors in it cancel.
Everything here is in picture terms: left and right are the picture's, y points down.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gaitcoach.landmarks import Landmark as L
from gaitcoach.opencv import cv2
from gaitcoach.types import Pose, Viewpoint

SIDE_TORSOS = 1.4
"""Side of the crop in torso lengths: waist to mid-thigh, with room for a wrong centre."""
TORSO_WINDOW_S = 1.0
TRUNK_WEIGHT = 0.45
"""The hip points lie this many torso lengths apart: trunk and hips then count alike."""
MIN_TORSO_PX = 12.0
SHRINK_FROM = 1.5
"""Pictures larger than the crop by more than this are averaged down first, against aliasing."""


@dataclass(frozen=True, slots=True)
class Crop:
    """Where to cut. centre_px : (x, y); turn_deg : + = the body's picture-left side is higher."""

    centre_px: tuple[float, float]
    side_px: float
    turn_deg: float


class CropFinder:
    """Places the crop by the pose: find(pose) -> Crop, None when shoulders or hips are missing."""

    def __init__(self, viewpoint: Viewpoint) -> None:
        order = (L.LEFT_HIP, L.RIGHT_HIP)
        self._hips = order if viewpoint.left_is_image_left else order[::-1]
        self._torsos: deque[tuple[float, float]] = deque()

    def find(self, pose: Pose) -> Crop | None:
        left, right = (pose.xy_px[hip] for hip in self._hips)
        middle = (left + right) / 2
        up = (pose.xy_px[L.LEFT_SHOULDER] + pose.xy_px[L.RIGHT_SHOULDER]) / 2 - middle
        torso_px = math.hypot(*up)
        if not torso_px >= MIN_TORSO_PX:  # NaN fails too
            return None
        across = (right - left) / torso_px + TRUNK_WEIGHT * np.array([-up[1], up[0]]) / torso_px
        turn_deg = math.degrees(math.atan2(across[1], across[0]))
        side_px = SIDE_TORSOS * self._usual_torso_px(pose.t_s, torso_px)
        return Crop((float(middle[0]), float(middle[1])), side_px, turn_deg)

    def _usual_torso_px(self, t_s: float, torso_px: float) -> float:
        self._torsos.append((t_s, torso_px))
        while self._torsos[0][0] < t_s - TORSO_WINDOW_S:
            self._torsos.popleft()
        return float(np.median([length for _, length in self._torsos]))


def cut(image_bgr: NDArray[np.uint8], crop: Crop, out_px: int) -> NDArray[np.uint8]:
    """Return the crop as (out_px, out_px, 3) BGR; outside the picture its edge goes on."""
    image_bgr, crop = _averaged_down(image_bgr, crop, out_px)
    scale = out_px / crop.side_px
    matrix = cv2.getRotationMatrix2D(crop.centre_px, crop.turn_deg, scale)
    # Pixel centres lie at whole numbers: the middle of the crop is half a pixel before out/2.
    matrix[:, 2] += (out_px - 1) / 2 - np.array(crop.centre_px)
    return cv2.warpAffine(
        image_bgr,
        matrix,
        (out_px, out_px),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )


def _averaged_down(
    image_bgr: NDArray[np.uint8], crop: Crop, out_px: int
) -> tuple[NDArray[np.uint8], Crop]:
    factor = crop.side_px / out_px
    if factor <= SHRINK_FROM:
        return image_bgr, crop
    reach_px = 0.75 * crop.side_px  # the corners of a turned square
    height_px, width_px = image_bgr.shape[:2]
    x0, x1 = (int(np.clip(crop.centre_px[0] + d, 0, width_px)) for d in (-reach_px, reach_px))
    y0, y1 = (int(np.clip(crop.centre_px[1] + d, 0, height_px)) for d in (-reach_px, reach_px))
    if x1 - x0 < factor or y1 - y0 < factor:
        return image_bgr, crop
    # A large picture is thinned out first: averaging all of 4K would cost more than the network.
    every = max(1, int(factor / 2))
    patch = np.ascontiguousarray(image_bgr[y0:y1:every, x0:x1:every])
    rows, columns = patch.shape[:2]
    size = (max(1, round(columns * every / factor)), max(1, round(rows * every / factor)))
    small = cv2.resize(patch, size, interpolation=cv2.INTER_AREA)
    fx, fy = size[0] / columns, size[1] / rows
    centre_px = (
        ((crop.centre_px[0] - x0) / every + 0.5) * fx - 0.5,
        ((crop.centre_px[1] - y0) / every + 0.5) * fy - 0.5,
    )
    return small, Crop(centre_px, crop.side_px / every * (fx + fy) / 2, crop.turn_deg)
