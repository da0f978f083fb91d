"""Proposes two stickers near the hips: small round spots of one colour, level with each other.

Nothing is known of their colour. A proposal counts when it stays at the same place of the trunk.
"""

from __future__ import annotations

import itertools
from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gaitcoach.opencv import cv2
from gaitcoach.pelvis.body_frame import BodyFrame
from gaitcoach.pelvis.sticker import Floats
from gaitcoach.types import Frame

TORSO_WORK_PX = 130.0
"""Large runners are shrunk to this length from shoulders to hips: a sticker is then 10 pixels."""
ACROSS_TORSOS = 0.45
BELOW_TORSOS, ABOVE_TORSOS = 0.2, 0.5
"""Where stickers are looked for around the middle of the pose's hips."""
DIAMETER_TORSOS = (0.035, 0.16)
"""A sticker of 30-40 mm on a trunk of half a metre is 0.06-0.08; blur and small pictures
widen the range."""
SURROUND_TORSOS = 0.24
LEVELS_LAB = (12, 18, 26, 36, 50, 68)
"""Differences of colour from the surroundings that may mark an edge."""
MIN_ROUND = 0.62
APART_TORSOS = (0.14, 0.6)
MAX_TILT_DEG = 28.0
"""Of the line between the stickers against the trunk."""
OFF_MIDDLE_TORSOS = 0.16
ALIKE_LAB = 24.0
ALIKE_SIZE = 2.2
CLEARLY_BETTER = 1.3
WATCH_S = 1.0
EVERY_S = 0.09
"""Looking takes a few milliseconds: ten times a second is enough to see what stays."""
SEEN_REL = 0.7
STEADY_TORSOS = 0.05


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two spots that may be the stickers, the picture's left one first."""

    left_px: Floats
    right_px: Floats
    score: float


@dataclass(frozen=True, slots=True)
class _Blob:
    xy: Floats
    diameter: float
    lab: Floats
    contrast: float
    round_rel: float


def propose(image_bgr: NDArray[np.uint8], body: BodyFrame) -> Proposal | None:
    """Return the pair that looks like stickers, None when there is none or several."""
    patch, corner_px, scale = _hip_patch(image_bgr, body)
    if patch is None:
        return None
    torso = body.torso_px * scale
    blobs = _blobs(patch, torso)
    pairs = []
    for one, other in itertools.combinations(blobs, 2):
        points = [corner_px + (blob.xy + 0.5) / scale - 0.5 for blob in (one, other)]
        score = _pair_score(one, other, *points, body)
        if score > 0:
            points.sort(key=lambda point: point[0])
            pairs.append(Proposal(points[0], points[1], score))
    pairs.sort(key=lambda pair: -pair.score)
    if not pairs or (len(pairs) > 1 and pairs[0].score < CLEARLY_BETTER * pairs[1].score):
        return None
    return pairs[0]


class ProposalWatch:
    """push(frame, body) -> the proposal, once it stayed at one place of the trunk."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, Floats | None]] = deque()

    def reset(self) -> None:
        """Forget what was seen."""
        self._seen.clear()

    def push(self, frame: Frame, body: BodyFrame) -> Proposal | None:
        """Take a picture; most are passed over."""
        if self._seen and 0 <= frame.t_s - self._seen[-1][0] < EVERY_S:
            return None
        found = propose(frame.image_bgr, body)
        place = None
        if found is not None:
            place = np.concatenate([body.place(found.left_px), body.place(found.right_px)])
        self._seen.append((frame.t_s, place))
        while frame.t_s - self._seen[0][0] > WATCH_S or self._seen[0][0] > frame.t_s:
            self._seen.popleft()
        return found if found is not None and self._stayed(place) else None

    def _stayed(self, place: Floats) -> bool:
        first_s, last_s = self._seen[0][0], self._seen[-1][0]
        if last_s - first_s < 0.8 * WATCH_S:
            return False
        usual = np.median([p for _, p in self._seen if p is not None], axis=0)
        near = [p is not None and _steady(p, usual) for _, p in self._seen]
        return sum(near) >= SEEN_REL * len(near) and _steady(place, usual)


def _steady(place: Floats, usual: Floats) -> bool:
    """True when distance and direction are the usual ones; the pose itself wavers more."""
    line, usual_line = place[2:] - place[:2], usual[2:] - usual[:2]
    moved = (place - usual).reshape(2, 2).mean(axis=0)
    return (
        float(np.linalg.norm(line - usual_line)) < STEADY_TORSOS * 1.5
        and float(np.linalg.norm(moved)) < STEADY_TORSOS * 2
    )


def _hip_patch(
    image_bgr: NDArray[np.uint8], body: BodyFrame
) -> tuple[NDArray[np.uint8] | None, Floats, float]:
    """Return (patch, its corner in the picture, patch pixels per picture pixel)."""
    corners = np.array(
        [
            body.point_px(np.array([across, up]))
            for across in (-ACROSS_TORSOS, ACROSS_TORSOS)
            for up in (-BELOW_TORSOS, ABOVE_TORSOS)
        ]
    )
    height, width = image_bgr.shape[:2]
    x0, y0 = np.clip(corners.min(axis=0), 0, (width, height)).astype(int)
    x1, y1 = np.clip(corners.max(axis=0), 0, (width, height)).astype(int)
    corner_px = np.array([x0, y0], float)
    if x1 - x0 < 12 or y1 - y0 < 8:
        return None, corner_px, 1.0
    patch = image_bgr[y0:y1, x0:x1]
    scale = min(1.0, TORSO_WORK_PX / body.torso_px)
    if scale < 1.0:
        size = max(1, round((x1 - x0) * scale)), max(1, round((y1 - y0) * scale))
        patch = cv2.resize(patch, size, interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray(patch), corner_px, scale


def _blobs(patch_bgr: NDArray[np.uint8], torso: float) -> list[_Blob]:
    lab = cv2.cvtColor(patch_bgr, cv2.COLOR_BGR2LAB)
    kernel = min(
        2 * round(SURROUND_TORSOS * torso / 2) + 1, 2 * ((min(lab.shape[:2]) - 1) // 2) + 1
    )
    ground = cv2.medianBlur(lab, max(3, kernel))
    diff = cv2.GaussianBlur(lab, (3, 3), 0).astype(np.float32) - ground.astype(np.float32)
    contrast = np.sqrt((diff**2).sum(axis=2))
    found: list[_Blob] = []
    for level in LEVELS_LAB:
        for blob in _blobs_at(contrast, lab, level, torso):
            twins = [b for b in found if np.linalg.norm(b.xy - blob.xy) < 0.5 * blob.diameter + 1]
            if any(
                twin.round_rel * twin.contrast >= blob.round_rel * blob.contrast for twin in twins
            ):
                continue
            found = [b for b in found if all(b is not twin for twin in twins)] + [blob]
    return found


def _blobs_at(
    contrast: NDArray[np.float32], lab: NDArray[np.uint8], level: float, torso: float
) -> list[_Blob]:
    mask = (contrast > level).astype(np.uint8)
    n, labels, stats, centroids = cv2.connectedComponentsWithStats(mask, connectivity=4)
    rows, columns = mask.shape
    blobs = []
    for i in range(1, n):
        x, y, w, h, area = (int(v) for v in stats[i])
        diameter = 2 * np.sqrt(area / np.pi)
        if not DIAMETER_TORSOS[0] <= diameter / torso <= DIAMETER_TORSOS[1] or area < 4:
            continue
        if x == 0 or y == 0 or x + w == columns or y + h == rows:
            continue
        round_rel = min(1.0, area / (np.pi / 4 * w * h)) * (min(w, h) / max(w, h)) ** 0.7
        if round_rel < MIN_ROUND:
            continue
        own = labels[y : y + h, x : x + w] == i
        strong = contrast[y : y + h, x : x + w][own]
        colours = lab[y : y + h, x : x + w][own].astype(float)
        core = strong >= np.median(strong)
        blobs.append(
            _Blob(
                centroids[i], diameter, colours[core].mean(0), float(strong[core].mean()), round_rel
            )
        )
    return blobs


def _pair_score(one: _Blob, other: _Blob, a_px: Floats, b_px: Floats, body: BodyFrame) -> float:
    """Return how much two spots look like a pair of stickers, 0 = not at all."""
    a, b = body.place(a_px), body.place(b_px)
    across, up = b - a
    apart = float(np.hypot(across, up))
    tilt_deg = np.degrees(np.arctan2(abs(up), abs(across)))
    middle = (a + b) / 2
    unlike = np.abs(one.lab - other.lab)
    off_colour = float(np.hypot(np.hypot(unlike[1], unlike[2]), 0.5 * unlike[0]))
    size = max(one.diameter, other.diameter) / min(one.diameter, other.diameter)
    possible = (
        APART_TORSOS[0] <= apart <= APART_TORSOS[1]
        and tilt_deg <= MAX_TILT_DEG
        and abs(middle[0]) <= OFF_MIDDLE_TORSOS
        and off_colour <= ALIKE_LAB
        and size <= ALIKE_SIZE**0.5 * 1.1
    )
    if not possible:
        return 0.0
    contrast = min(one.contrast, other.contrast)
    likeness = (1 - off_colour / ALIKE_LAB / 1.5) * (1 - abs(middle[0]) / OFF_MIDDLE_TORSOS / 2)
    return contrast * min(one.round_rel, other.round_rel) * likeness / size
