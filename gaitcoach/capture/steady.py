"""Whether the camera still looks where it looked: the background is compared with a reference."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gaitcoach.opencv import cv2

LOOK_EVERY_S = 1.0
LOOK_WIDTH_PX = 240
"""Enough for a shift of 1.5 % (3.6 px) and cheap: 2 ms a look."""

MAX_SHIFT_REL = 0.015
"""Shift of the picture's middle, part of its width; the runner's own sway is masked out."""
MAX_ROLL_DEG = 1.0
"""Roll enters the drop one to one: 1 degree is a fifth of the default threshold."""
MAX_SCALE_REL = 0.03
LOOKS_TO_BE_SURE = 2
"""A push that swings back within a second is not a move."""
LOOKS_LOST = 3
"""After 3 s without anything of the old picture in a picture full of detail, it is another one."""

MIN_SPREAD = 6.0
"""Standard deviation of the grey levels (of 255) below which a picture is too dark to compare."""
MIN_POINTS = 8
"""Fewer that move alike tell nothing: a plain wall or a dark room."""
MIN_REFERENCE_POINTS = 20
"""Some are always behind the runner: a reference needs more than the least that must be found."""
MIN_AGREE_REL = 0.5
"""Part of the points that must move together: less is a belt, a fan or people, not the camera."""
MAX_POINTS = 60
MIN_APART_PX = 8
"""Spreads the points over the picture, or the runner's sharp outline would take them all."""
CORNER_QUALITY = 0.005
"""Against the best corner in view; a poster's corners must not outshine a bare wall's texture."""
BOX_GROW_REL = 0.25

_FOLLOW = {"winSize": (15, 15), "maxLevel": 3}
"""Windows of 15 px on four scales follow up to some 50 of 240 px."""

Box = tuple[float, float, float, float]
"""(left, top, right, bottom), pixels."""


@dataclass(frozen=True, slots=True)
class _Look:
    """One small grey picture with the corners of its background."""

    grey: NDArray[np.uint8]
    points_px: NDArray[np.float32]


class CameraWatch:
    """Tells when the camera moved, from its pictures.

    Lighting, the runner and a running belt do not count; with too little background to see it
    says nothing.
    """

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget the reference; the next picture becomes the new one."""
        self._reference: _Look | None = None
        self._box_px: Box | None = None
        self._next_look_s = -math.inf
        self._looks_moved = 0
        self._looks_lost = 0

    def is_due(self, t_s: float) -> bool:
        """Tell whether `push` would look at a picture of this time."""
        return t_s >= self._next_look_s

    def push(self, image_bgr: NDArray[np.uint8], person_box_px: Box | None, t_s: float) -> bool:
        """Look at a picture, if it is time to.

        Parameters
        ----------
        image_bgr : (H, W, 3) uint8
        person_box_px : (left, top, right, bottom) or None
            Where the runner is; left out, somewhat enlarged. None: where it was last.
        t_s : float
            Time of the picture, seconds.

        Returns
        -------
        bool
            True once for every move; the picture then becomes the reference.
        """
        if not self.is_due(t_s):
            return False
        self._next_look_s = t_s + LOOK_EVERY_S
        self._box_px = person_box_px or self._box_px
        grey = _small_grey(image_bgr)
        if grey is None:
            return False
        mask = _background(grey, self._box_px, LOOK_WIDTH_PX / image_bgr.shape[1])
        if self._reference is not None and self._reference.grey.shape != grey.shape:
            self._take_reference(grey, mask)  # a phone was turned: another picture altogether
            return True
        if self._reference is None:
            self._take_reference(grey, mask)
            return False
        if not self._is_sure(self._reference, grey, mask):
            return False
        self._take_reference(grey, mask)
        return True

    def _is_sure(self, reference: _Look, grey: NDArray[np.uint8], mask: NDArray[np.uint8]) -> bool:
        motion = _motion(reference, grey, mask)
        moved = motion is not None and _is_move(motion, grey.shape[1], grey.shape[0])
        lost = motion is None and len(_corners(grey, mask)) >= MIN_REFERENCE_POINTS
        self._looks_moved = self._looks_moved + 1 if moved else 0
        self._looks_lost = self._looks_lost + 1 if lost else 0
        return self._looks_moved >= LOOKS_TO_BE_SURE or self._looks_lost >= LOOKS_LOST

    def _take_reference(self, grey: NDArray[np.uint8], mask: NDArray[np.uint8]) -> None:
        points_px = _corners(grey, mask)
        enough = len(points_px) >= MIN_REFERENCE_POINTS
        self._reference = _Look(grey, points_px) if enough else None
        self._looks_moved = self._looks_lost = 0


def _small_grey(image_bgr: NDArray[np.uint8]) -> NDArray[np.uint8] | None:
    """Return a small grey picture that does not depend on the light; None when it is too dark."""
    height = max(1, round(image_bgr.shape[0] * LOOK_WIDTH_PX / image_bgr.shape[1]))
    small = cv2.resize(image_bgr, (LOOK_WIDTH_PX, height), interpolation=cv2.INTER_AREA)
    grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY).astype(np.float32)
    spread = float(grey.std())
    if spread < MIN_SPREAD:
        return None  # noise and rounding would be blown up into corners
    even = 128.0 + 48.0 * (grey - grey.mean()) / spread
    return np.clip(even, 0, 255).astype(np.uint8)


def _background(grey: NDArray[np.uint8], box_px: Box | None, scale: float) -> NDArray[np.uint8]:
    """Return 255 where the runner is not."""
    mask = np.full(grey.shape, 255, np.uint8)
    if box_px is None or not np.all(np.isfinite(box_px)):
        return mask
    left, top, right, bottom = (value * scale for value in box_px)
    grow_x, grow_y = BOX_GROW_REL * (right - left) / 2, BOX_GROW_REL * (bottom - top) / 2
    rows = slice(max(0, int(top - grow_y)), max(0, math.ceil(bottom + grow_y)))
    columns = slice(max(0, int(left - grow_x)), max(0, math.ceil(right + grow_x)))
    mask[rows, columns] = 0
    return mask


def _corners(grey: NDArray[np.uint8], mask: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return (N, 1, 2) points of the background that can be followed."""
    points_px = cv2.goodFeaturesToTrack(grey, MAX_POINTS, CORNER_QUALITY, MIN_APART_PX, mask=mask)
    return np.empty((0, 1, 2), np.float32) if points_px is None else points_px


def _motion(
    reference: _Look, grey: NDArray[np.uint8], mask: NDArray[np.uint8]
) -> NDArray[np.float64] | None:
    """Return the (2, 3) similarity that most of the background followed, None if it is unclear."""
    start_px = reference.points_px
    end_px, found, _ = cv2.calcOpticalFlowPyrLK(reference.grey, grey, start_px, None, **_FOLLOW)
    back_px, found_back, _ = cv2.calcOpticalFlowPyrLK(grey, reference.grey, end_px, None, **_FOLLOW)
    there_and_back = np.linalg.norm(back_px - start_px, axis=2).ravel() < 1.0
    good = there_and_back & (found.ravel() == 1) & (found_back.ravel() == 1)
    good &= _inside(mask, end_px.reshape(-1, 2))
    if good.sum() < MIN_POINTS:
        return None
    motion, agree = cv2.estimateAffinePartial2D(
        start_px[good], end_px[good], method=cv2.RANSAC, ransacReprojThreshold=1.0
    )
    if motion is None or agree.sum() < max(MIN_POINTS, MIN_AGREE_REL * good.sum()):
        return None
    return motion


def _inside(mask: NDArray[np.uint8], points_px: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Return which points lie in the picture and outside the runner's box."""
    height, width = mask.shape
    columns, rows = np.rint(points_px).astype(int).T
    in_picture = (columns >= 0) & (columns < width) & (rows >= 0) & (rows < height)
    at = mask[np.clip(rows, 0, height - 1), np.clip(columns, 0, width - 1)]
    return in_picture & (at > 0)


def _is_move(motion: NDArray[np.float64], width_px: int, height_px: int) -> bool:
    middle = np.array([width_px / 2, height_px / 2])
    shift_px = float(np.linalg.norm(motion[:, :2] @ middle + motion[:, 2] - middle))
    roll_deg = abs(math.degrees(math.atan2(motion[1, 0], motion[0, 0])))
    scale = math.hypot(motion[0, 0], motion[1, 0])
    return (
        shift_px > MAX_SHIFT_REL * width_px
        or roll_deg > MAX_ROLL_DEG
        or abs(scale - 1.0) > MAX_SCALE_REL
    )
