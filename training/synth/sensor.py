"""From a clean drawing to what a camera and its file make of it."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray


def backdrop(rng: Generator, side_px: int, photos: list[NDArray]) -> NDArray[np.float32]:
    """Return (side, side, 3) RGB 0..1: a piece of a photograph, or shapes, or a soft wall."""
    kind = rng.random()
    if photos and kind < 0.55:
        return _photo_piece(rng, side_px, photos[rng.integers(len(photos))])
    return _shapes(rng, side_px) if kind < 0.85 else _wall(rng, side_px)


def _photo_piece(rng: Generator, side_px: int, photo: NDArray) -> NDArray[np.float32]:
    size = int(rng.uniform(0.15, 0.9) * min(photo.shape[:2]))
    y, x = (rng.integers(photo.shape[axis] - size) for axis in (0, 1))
    piece = cv2.resize(
        photo[y : y + size, x : x + size], (side_px, side_px), interpolation=cv2.INTER_AREA
    )
    return np.rot90(piece, rng.integers(4) if rng.random() < 0.3 else 0).astype(np.float32) / 255


def _wall(rng: Generator, side_px: int) -> NDArray[np.float32]:
    corners = rng.uniform(0, 1) + rng.normal(0, 0.12, (2, 2, 3))
    wall = cv2.resize(
        corners.astype(np.float32), (side_px, side_px), interpolation=cv2.INTER_LINEAR
    )
    return np.clip(wall, 0, 1)


def _shapes(rng: Generator, side_px: int) -> NDArray[np.float32]:
    """Rooms are made of straight things: boxes, bars, frames, in all sizes."""
    picture = _wall(rng, side_px)
    for _ in range(rng.integers(2, 18)):
        centre = rng.uniform(-0.1, 1.1, 2) * side_px
        size = np.exp(rng.uniform(np.log(0.01), np.log(0.9), 2)) * side_px
        turn_deg = rng.normal(0, 6) if rng.random() < 0.7 else rng.uniform(0, 90)
        box = cv2.boxPoints((tuple(centre), tuple(size), turn_deg)).astype(np.int32)
        cv2.fillConvexPoly(picture, box, tuple(rng.uniform(0, 1, 3)), cv2.LINE_AA)
    if rng.random() < 0.5:
        picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.5, side_px / 60))
    return picture


def compose(rng: Generator, drawing: NDArray[np.uint8], behind: NDArray) -> NDArray[np.float32]:
    """Lay the drawing over what is behind it; blur the moving runner."""
    layer = drawing.astype(np.float32) / 255
    layer[..., :3] *= layer[..., 3:]
    if rng.random() < 0.5:
        layer = _motion_blur(rng, layer)
    picture = layer[..., :3] + behind * (1 - layer[..., 3:])
    if rng.random() < 0.12:
        picture = _bars(rng, picture)
    return picture


def _motion_blur(rng: Generator, picture: NDArray) -> NDArray:
    length_px = rng.uniform(1, 0.05 * picture.shape[0])
    angle, half = rng.uniform(0, np.pi), int(length_px / 2) + 1
    kernel = np.zeros((2 * half + 1, 2 * half + 1), np.float32)
    reach = length_px / 2 * np.array([np.cos(angle), np.sin(angle)])
    for share in np.linspace(-1, 1, 4 * half + 1):
        x, y = np.rint(half + share * reach).astype(int)
        kernel[y, x] += 1
    return cv2.filter2D(picture, -1, kernel / kernel.sum())


def _bars(rng: Generator, picture: NDArray) -> NDArray:
    """Handrails and frames in front of the runner."""
    side_px = picture.shape[0]
    picture = np.ascontiguousarray(picture)
    for _ in range(rng.integers(1, 3)):
        ends = (rng.uniform(-0.2, 1.2, (2, 2)) * side_px).astype(int)
        width_px = int(rng.uniform(0.01, 0.06) * side_px) + 1
        cv2.line(
            picture,
            tuple(ends[0].tolist()),
            tuple(ends[1].tolist()),
            tuple(rng.uniform(0, 1, 3)),
            width_px,
            cv2.LINE_AA,
        )
    return picture


def sense(rng: Generator, picture: NDArray, side_px: int) -> NDArray[np.uint8]:
    """Return (side_px, side_px, 3) RGB: resolution, light, colour, noise and compression."""
    seen_px = int(
        np.clip(np.exp(rng.uniform(np.log(0.35), np.log(2.2))) * side_px, 40, picture.shape[0])
    )
    picture = cv2.resize(picture, (seen_px, seen_px), interpolation=cv2.INTER_AREA)
    if rng.random() < 0.4:
        picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.3, 1.2))
    picture = _exposed(rng, picture)
    picture = picture + _noise(rng, picture.shape)
    picture = (np.clip(picture, 0, 1) * 255).astype(np.uint8)
    if rng.random() < 0.8:
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.uniform(18, 95))]
        picture = cv2.imdecode(cv2.imencode(".jpg", picture, quality)[1], cv2.IMREAD_COLOR)
    way = cv2.INTER_AREA if seen_px > side_px else cv2.INTER_LINEAR
    return cv2.resize(picture, (side_px, side_px), interpolation=way)


def _exposed(rng: Generator, picture: NDArray) -> NDArray:
    gain = np.exp(rng.normal(0.1, 0.25)) * np.exp(rng.normal(0, 0.07, 3))
    if rng.random() < 0.3:
        across, down = np.meshgrid(*[np.linspace(-1, 1, n) for n in picture.shape[1::-1]])
        gain = gain * (1 + 0.35 * (rng.normal() * across + rng.normal() * down))[..., None].clip(
            -1.5, 2
        )
    return np.clip(picture * gain, 0, 1) ** np.exp(rng.normal(0, 0.2))


def _noise(rng: Generator, shape: tuple) -> NDArray:
    strength = abs(rng.normal(0, 0.025))
    grey = rng.standard_normal(shape[:2], np.float32)[..., None]
    return strength * (grey + 0.4 * rng.standard_normal(shape, np.float32))
