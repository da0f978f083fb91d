"""Faces in pictures that are kept: blurred unless the user wants them."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from gaitcoach.landmarks import Landmark
from gaitcoach.opencv import cv2
from gaitcoach.types import Frame, Pose

FACE = tuple(Landmark)[: Landmark.MOUTH_RIGHT + 1]
REMEMBER_S = 2.0
"""A face that is not found for a moment is blurred where it was last."""


class FaceBlur:
    """push(frame, pose) -> the frame with its face blurred, in a copy."""

    def __init__(self) -> None:
        self._points: NDArray[np.float64] | None = None
        self._seen_s = -math.inf

    def push(self, frame: Frame, pose: Pose | None) -> Frame:
        """Take the next frame; while nobody was ever found it is given back as it is."""
        if pose is not None:
            self._points, self._seen_s = pose.xy_px, frame.t_s
        if self._points is None or frame.t_s - self._seen_s > REMEMBER_S:
            return frame
        image = frame.image_bgr.copy()
        blur_face(image, self._points)
        return replace(frame, image_bgr=image)


def blur_face(image: NDArray[np.uint8], points: NDArray) -> None:
    """Blur the head, in place, where the landmarks of the face lie; unknown ones do nothing."""
    head = points[list(FACE)]
    head = head[np.isfinite(head).all(axis=1)]
    if not len(head):
        return
    shoulders = points[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]]
    wide = float(np.hypot(*(shoulders[0] - shoulders[1])))
    spread = float(np.ptp(head, axis=0).max())
    radius = max(spread, 0.45 * wide if math.isfinite(wide) else 0.0, 8.0)
    middle = head.mean(axis=0)
    height, width = image.shape[:2]
    left, top = (max(0, int(c - radius)) for c in middle)
    right, foot = min(width, int(middle[0] + radius) + 1), min(height, int(middle[1] + radius) + 1)
    if right - left < 2 or foot - top < 2:
        return
    part = image[top:foot, left:right]
    tiny = cv2.resize(part, (6, 6), interpolation=cv2.INTER_AREA)
    image[top:foot, left:right] = cv2.resize(
        tiny, (right - left, foot - top), interpolation=cv2.INTER_LINEAR
    )
