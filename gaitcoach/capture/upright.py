"""Camera roll from what stands upright in the room: walls, door frames, posts.

Upright edges lean by the camera's roll in the middle of the picture, and more to either side when
the camera looks up or down. Both are fitted to the edges that agree; too few, or edges that do not
agree, tell nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gaitcoach.opencv import cv2

LOOK_HEIGHT_PX = 480
"""Larger pictures are averaged down first: an edge's direction needs its length, not its pixels."""
MIN_LENGTH_REL = 0.05
"""Shorter edges, against the picture's height, tell their lean no better than to a degree."""
MAX_LEAN_DEG = 15.0
MAX_ROLL_DEG = 12.0
MAX_FAN_DEG = 14.0
"""Difference of the leans at the left and right margin, by looking up or down."""
AGREE_DEG = 1.0
MIN_EDGES = 4
MIN_PLACES = 3
"""The edges must stand at so many places of the picture: one tilted poster has four edges."""
PLACE_REL = 0.06
MIN_TOTAL_REL = 0.5
"""Their lengths together, in picture heights."""
MIN_AGREE_REL = 0.6
"""Share of all near-upright length that must agree."""
MIN_SIDE_REL = 0.15
SIDE_FROM_REL = 0.05
"""So much of it left and right of the middle each: from one side alone, roll and fan cannot be
told apart."""
ROUNDS = 200
LEAST_SPREAD_DEG = 0.3
LEAST_SIGMA_DEG = 0.7
"""What a camera that looks obliquely down adds to the pelvis's tilt, edges cannot tell: 95 % of 90
drawn rooms lay within 1.4 degrees."""
BOX_GROW_REL = 0.15

FIRST_LOOKS_S, LATER_LOOKS_S = 0.3, 5.0
"""A look takes some 12 ms: three at the start, then rarely, until two agree."""
FIRST_LOOKS = 3
LOOKS_AGREE_DEG = 1.0

Box = tuple[float, float, float, float]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Roll:
    """Camera roll. roll_deg : + = the picture's left side looks higher; sigma_deg : how sure."""

    roll_deg: float
    sigma_deg: float


@dataclass(frozen=True, slots=True)
class Leans:
    """How upright edges lean.

    roll_deg : in the middle of the picture, as in `Roll`; sigma_deg : of the fit alone
    fan_deg : by how much more the edges at the right margin lean to the right than those at the
        left; + = they come together below: the camera looks down
    length_rel : of all of them together, in picture heights
    """

    roll_deg: float
    fan_deg: float
    sigma_deg: float
    fan_sigma_deg: float
    length_rel: float


class UprightWatch:
    """push(picture) -> the roll, once two looks agree on it; `reset` when the camera moved."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget what was seen."""
        self.roll: Roll | None = None
        self._seen: list[Roll] = []
        self._looks = 0
        self._next_look_s = -math.inf

    def push(
        self, image_bgr: NDArray[np.uint8], person_box_px: Box | None, t_s: float
    ) -> Roll | None:
        """Look at a picture, if it is time to; times must grow.

        image_bgr : (H, W, 3) uint8; person_box_px : (left, top, right, bottom) of the runner
        """
        if self.roll is not None or t_s < self._next_look_s or person_box_px is None:
            return self.roll
        self._looks += 1
        self._next_look_s = t_s + (FIRST_LOOKS_S if self._looks < FIRST_LOOKS else LATER_LOOKS_S)
        found = roll_by_edges(image_bgr, person_box_px)
        if found is not None:
            near = [one for one in self._seen if _alike(one, found)]
            self._seen.append(found)
            if near:
                self.roll = max(near[-1], found, key=lambda one: one.sigma_deg)
        return self.roll


def _alike(one: Roll, other: Roll) -> bool:
    return abs(one.roll_deg - other.roll_deg) < LOOKS_AGREE_DEG


def roll_by_edges(image_bgr: NDArray[np.uint8], person_box_px: Box | None) -> Roll | None:
    """Return the roll that a picture's upright edges tell, None when they tell none."""
    leans = leans_by_edges(image_bgr, person_box_px)
    if leans is None:
        return None
    return Roll(leans.roll_deg, math.hypot(leans.sigma_deg, LEAST_SIGMA_DEG))


def leans_by_edges(
    image_bgr: NDArray[np.uint8], person_box_px: Box | None, max_fan_deg: float = MAX_FAN_DEG
) -> Leans | None:
    """Return how the upright edges that agree lean, None when too few do."""
    edges = _upright_edges(image_bgr, person_box_px)
    if len(edges) < MIN_EDGES:
        return None
    x_rel, lean_deg, length_rel = edges.T
    agree = _largest_agreement(x_rel, lean_deg, length_rel, max_fan_deg)
    if agree is None:
        return None
    total = length_rel[agree].sum()
    places = np.unique(np.floor(x_rel[agree] / PLACE_REL))
    if total < max(MIN_TOTAL_REL, MIN_AGREE_REL * length_rel.sum()) or len(places) < MIN_PLACES:
        return None
    sides = [length_rel[agree & (way * x_rel > SIDE_FROM_REL)].sum() for way in (-1, 1)]
    if min(sides) < MIN_SIDE_REL:
        return None
    leans = _fit(x_rel[agree], lean_deg[agree], length_rel[agree])
    if abs(leans.roll_deg) > MAX_ROLL_DEG or abs(leans.fan_deg) > max_fan_deg:
        return None
    return leans


def _upright_edges(image_bgr: NDArray[np.uint8], box_px: Box | None) -> Floats:
    """Return (n, 3): place across the picture (-0.5..0.5), lean (+ = to the right), length."""
    grey = cv2.cvtColor(image_bgr, cv2.COLOR_BGR2GRAY)
    scale = min(1.0, LOOK_HEIGHT_PX / grey.shape[0])
    if scale < 1.0:
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    lines = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD).detect(grey)[0]
    if lines is None:
        return np.zeros((0, 3))
    height, width = grey.shape
    ends = lines.reshape(-1, 4).astype(float)
    upper = ends[:, 1] <= ends[:, 3]
    top = np.where(upper[:, None], ends[:, :2], ends[:, 2:])
    foot = np.where(upper[:, None], ends[:, 2:], ends[:, :2])
    along = top - foot
    lean_deg = np.degrees(np.arctan2(along[:, 0], -along[:, 1]))
    length_rel = np.hypot(along[:, 0], along[:, 1]) / height
    middle = (top + foot) / 2
    good = (np.abs(lean_deg) < MAX_LEAN_DEG) & (length_rel > MIN_LENGTH_REL)
    if box_px is not None:
        good &= ~_inside(middle / scale, box_px)
    return np.column_stack([middle[:, 0] / width - 0.5, lean_deg, length_rel])[good]


def _inside(points_px: Floats, box_px: Box) -> NDArray[np.bool_]:
    left, top, right, bottom = box_px
    grow = BOX_GROW_REL * (right - left)
    x, y = points_px.T
    return (x > left - grow) & (x < right + grow) & (y > top) & (y < bottom)


def _largest_agreement(
    x_rel: Floats, lean_deg: Floats, length_rel: Floats, max_fan_deg: float
) -> NDArray[np.bool_] | None:
    """Return which edges agree with the pair of edges that most length agrees with."""
    rng = np.random.default_rng(0)
    pairs = rng.integers(len(x_rel), size=(ROUNDS, 2))
    apart = x_rel[pairs[:, 1]] - x_rel[pairs[:, 0]]
    pairs, apart = pairs[np.abs(apart) > PLACE_REL], apart[np.abs(apart) > PLACE_REL]
    if not len(pairs):
        return None
    fan = (lean_deg[pairs[:, 1]] - lean_deg[pairs[:, 0]]) / apart
    roll = lean_deg[pairs[:, 0]] - fan * x_rel[pairs[:, 0]]
    off = np.abs(roll[:, None] + fan[:, None] * x_rel - lean_deg)
    weight = (off < AGREE_DEG) @ length_rel
    weight[(np.abs(fan) > max_fan_deg) | (np.abs(roll) > MAX_ROLL_DEG)] = 0.0
    best = int(weight.argmax())
    return off[best] < AGREE_DEG if weight[best] > 0 else None


def _fit(x_rel: Floats, lean_deg: Floats, length_rel: Floats) -> Leans:
    """Fit roll and fan; longer edges count more."""
    weight = length_rel**2
    design = np.column_stack([np.ones_like(x_rel), x_rel])
    # Few edges leave the fan open: looking up or down by much is rare.
    prior = np.diag([0.0, (LEAST_SPREAD_DEG / MAX_FAN_DEG) ** 2])
    normal = design.T @ (weight[:, None] * design) / weight.mean() + prior
    answer = np.linalg.solve(normal, design.T @ (weight * lean_deg) / weight.mean())
    rest = lean_deg - design @ answer
    spread = math.sqrt(float((weight * rest**2).sum() / weight.sum())) + LEAST_SPREAD_DEG
    sigma_deg, fan_sigma_deg = (spread * np.sqrt(np.diag(np.linalg.inv(normal)))).tolist()
    return Leans(
        float(answer[0]), float(answer[1]), sigma_deg, fan_sigma_deg, float(length_rel.sum())
    )
