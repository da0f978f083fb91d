"""Pictures made small enough to keep many of them in memory."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gaitcoach.opencv import cv2

LONGEST_PX = 640
"""Larger pictures are kept smaller: ten seconds stay under 20 MB, and cost 1 ms a frame."""
JPEG_QUALITY = 80


@dataclass(frozen=True, slots=True)
class Packed:
    """One picture as JPEG. size_px : (width, height) that it had and will have again."""

    jpeg: bytes
    size_px: tuple[int, int]

    def unpack(self) -> NDArray[np.uint8]:
        """Return the picture, (H, W, 3) uint8 BGR, as large as it was."""
        small = cv2.imdecode(np.frombuffer(self.jpeg, np.uint8), cv2.IMREAD_COLOR)
        return cv2.resize(small, self.size_px, interpolation=cv2.INTER_LINEAR)


def pack(image_bgr: NDArray[np.uint8]) -> Packed:
    """Pack a picture, (H, W, 3) uint8 BGR."""
    height, width = image_bgr.shape[:2]
    scale = LONGEST_PX / max(height, width)
    if scale < 1.0:
        image_bgr = cv2.resize(image_bgr, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    _, jpeg = cv2.imencode(".jpg", image_bgr, (cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY))
    return Packed(jpeg.tobytes(), (width, height))
