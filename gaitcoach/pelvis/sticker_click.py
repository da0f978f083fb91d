"""From a click to a sticker: how large it is, and whether it stands out at all."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from gaitcoach.opencv import cv2
from gaitcoach.pelvis.sticker import (
    Floats,
    Spot,
    close_half_px,
    cut_window,
    look_of,
    measure,
    step_for,
)

WINDOW_REL = 0.45
"""Looked at around a click, of the distance between the clicks: never as far as the other one."""
MAX_RADIUS_REL, MIN_RADIUS_REL, MIN_RADIUS_PX = 0.36, 0.03, 1.3
"""A sticker's radius, of the distance between the two."""
LEVELS_BGR = (16, 24, 34, 46, 60, 76, 96, 120)
"""Differences of colour that may mark the sticker's edge: the one that moves it least does."""
CLEAR_UNREST = 0.15
"""With quieter surroundings than this no better place is tried."""
BESIDE_REL = 0.08
"""A click may miss a small sticker by this much of the distance between the two."""


def spot_at(image_bgr: NDArray[np.uint8], click_px: Floats, apart_px: float) -> Spot | None:
    """Return the sticker under a click; None when nothing round stands out there."""
    found: Spot | None = None
    for x, y in _places_to_try(click_px, BESIDE_REL * apart_px):
        piece = _piece_under(image_bgr, np.array([x, y]), apart_px)
        spot = None if piece is None else _measured(image_bgr, *piece)
        if spot is not None and (found is None or spot.unrest < found.unrest):
            found = spot
        if found is not None and found.unrest < CLEAR_UNREST:
            break
    return found


def _places_to_try(click_px: Floats, beside_px: float) -> list[tuple[float, float]]:
    x, y = (float(v) for v in click_px)
    around = [(dx, dy) for dx in (0, -1, 1) for dy in (0, -1, 1)]
    return [(x + beside_px * dx, y + beside_px * dy) for dx, dy in around]


def _piece_under(
    image_bgr: NDArray[np.uint8], seed_px: Floats, apart_px: float
) -> tuple[float, Floats, Floats] | None:
    """Return (radius, middle, colour) of the most stable piece of one colour under a point."""
    window = cut_window(image_bgr, seed_px, WINDOW_REL * apart_px, step_for(0.15 * apart_px))
    if window is None:
        return None
    x, y = (round(v) for v in window.to_window(seed_px))
    rows, columns = window.pixels.shape[:2]
    if not (0 <= x < columns and 0 <= y < rows):
        return None
    core = window.pixels[max(0, y - 1) : y + 2, max(0, x - 1) : x + 2].reshape(-1, 3)
    colour = np.median(core, axis=0)
    away = np.linalg.norm(window.pixels - colour, axis=2)
    pieces = [piece for level in LEVELS_BGR if (piece := _piece(away < level, x, y))]
    limits = [
        np.pi * (rel * apart_px / window.step) ** 2 for rel in (MIN_RADIUS_REL, MAX_RADIUS_REL)
    ]
    least = max(limits[0], np.pi * (MIN_RADIUS_PX / window.step) ** 2)
    best: tuple[float, tuple[float, Floats]] | None = None
    for (area, middle, round_rel), (next_area, _, _) in pairwise(pieces):
        growth = (next_area - area) / area
        if least <= area <= limits[1] and round_rel > 0.5 and (best is None or growth < best[0]):
            best = growth, (area, middle)
    if best is None:
        return None
    area, middle = best[1]
    return float(np.sqrt(area / np.pi)) * window.step, window.to_picture(*middle), colour


def _piece(mask: NDArray[np.bool_], x: int, y: int) -> tuple[float, Floats, float] | None:
    """Return (area, middle, fill of the ellipse around it) of the piece at a point."""
    _, labels, stats, centroids = cv2.connectedComponentsWithStats(mask.astype(np.uint8))
    label = labels[y, x]
    if label == 0:
        return None
    width, height, area = (float(v) for v in stats[label, 2:5])
    fill = area / (np.pi / 4 * width * height)
    slim = min(width, height) / max(width, height)
    return area, centroids[label], min(fill, 1.0) * slim


def _measured(
    image_bgr: NDArray[np.uint8], radius_px: float, middle_px: Floats, colour: Floats
) -> Spot | None:
    window = cut_window(image_bgr, middle_px, close_half_px(radius_px), step_for(radius_px))
    if window is None:
        return None
    away = np.linalg.norm(window.pixels - colour, axis=2)
    ground = window.pixels[away >= np.median(away)]
    look = look_of(colour, np.median(ground, axis=0), np.cov(ground.T))
    return measure(window, look, radius_px, middle_px)
