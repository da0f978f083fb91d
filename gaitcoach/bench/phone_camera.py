"""A fake phone camera: a clip whose pictures carry their number, as a file that Chromium plays."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gaitcoach.opencv import cv2

BITS = 12
BLOCK_REL = 1 / 30
"""Side of a bit's square, against the picture's width: survives a picture a quarter as wide."""
JPEG_QUALITY = 95
Image = NDArray[np.uint8]


def numbered(image_bgr: Image, number: int) -> Image:
    """Return a copy with a number of 12 bits in its upper left corner, and their check bit."""
    marked = image_bgr.copy()
    for place, bit in enumerate(_bits_of(number)):
        x0, x1, y1 = _block(place, image_bgr.shape[1])
        marked[:y1, x0:x1] = 255 if bit else 0
    return marked


def number_of(image: Image) -> int | None:
    """Return the number that a picture carries, None when it cannot be read.

    image : (H, W) brightness or (H, W, 3)
    """
    bits = []
    for place in range(BITS + 2):
        x0, x1, y1 = _block(place, image.shape[1])
        margin = max(1, (x1 - x0) // 4)
        bits.append(float(image[margin : y1 - margin, x0 + margin : x1 - margin].mean()) > 128)
    if not bits[0] or sum(bits[1:]) % 2:
        return None
    return sum(bit << place for place, bit in enumerate(bits[1:-1]))


def _bits_of(number: int) -> list[bool]:
    """A light square that says a number follows, the bits, and one that makes them even."""
    bits = [bool(number >> place & 1) for place in range(BITS)]
    return [True, *bits, sum(bits) % 2 == 1]


def _block(place: int, width: int) -> tuple[int, int, int]:
    side = width * BLOCK_REL
    return round(place * side), round((place + 1) * side), round(side)


def write_camera(
    path: Path, images: Iterable[Image], size_px: tuple[int, int], *, marked: bool = True
) -> Path:
    """Write pictures, scaled and numbered from 0, as the JPEGs in a row that Chromium plays."""
    with path.open("wb") as file:
        for number, image in enumerate(images):
            picture = fitted(image, size_px)
            if marked:
                picture = numbered(picture, number)
            done, coded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
            assert done
            file.write(coded.tobytes())
    return path


def fitted(image_bgr: Image, size_px: tuple[int, int]) -> Image:
    """Return the picture scaled to fit and centred on grey: bodies keep their shape."""
    width, height = size_px
    if image_bgr.shape[:2] == (height, width):
        return image_bgr
    scale = min(width / image_bgr.shape[1], height / image_bgr.shape[0])
    small = cv2.resize(image_bgr, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    frame = np.full((height, width, 3), 128, np.uint8)
    top, left = (height - small.shape[0]) // 2, (width - small.shape[1]) // 2
    frame[top : top + small.shape[0], left : left + small.shape[1]] = small
    return frame
