"""Follows two stickers together: motion, mutual distance and place on the trunk.

The stickers are kept in the picture's order (left one first); whose side is which is the
estimator's business.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.typing import NDArray

from gaitcoach.pelvis.body_frame import BodyFrame
from gaitcoach.pelvis.sticker import Floats, Spot
from gaitcoach.pelvis.sticker_tracker import StickerTracker

MAX_ANGLE_DEG = 50.0
"""Of the line against the picture: a pelvis with a tilted camera stays below."""
APART_REL = (0.75, 1.3)
"""Distance between the stickers against the usual one."""
APART_FRAMES = 31
NEAR_HIPS_TORSOS = 0.8
"""The stickers' middle lies no farther than this from the middle of the pose's hips."""
STEP_REL, SEEK_REL = 0.33, 0.6
"""How far from where they are expected stickers are looked for, of the distance between them:
from one picture to the next, and after they were lost."""
PREDICT_FOR_S = 0.2
"""Motion is carried on over gaps up to this; later only the pose tells where to look."""
NOISE_FRAMES = 8
"""Distances needed before their scatter is believed."""
UPRIGHT_NOISE_REL = 1.6
"""A runner moves up and down: blur and compression disturb heights more than the distance across;
measured 1.5-1.7 on four drawn runs with exact truth, whatever colour, picture size and blur."""
MEDIAN_TO_SIGMA = 1.4826
"""Of the median size of normal noise; outliers do not move it."""
HALF_EXPOSURE_S = 0.005
"""A picture's stamp may name any moment of its exposure, its content the middle: up to half of the
10 ms that a camera takes under room light."""
USUAL_S = 0.5
"""Time constant with which the stickers' usual place on the trunk follows what is seen."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Both stickers in one picture, the picture's left one first."""

    t_s: float
    left: Spot
    right: Spot

    @property
    def across_px(self) -> Floats:
        return self.right.xy_px - self.left.xy_px

    @property
    def apart_px(self) -> float:
        return math.hypot(*self.across_px)

    @property
    def middle_px(self) -> Floats:
        return (self.left.xy_px + self.right.xy_px) / 2

    @property
    def points_px(self) -> Floats:
        """(2, 2)."""
        return np.array([self.left.xy_px, self.right.xy_px])

    @property
    def angle_deg(self) -> float:
        """Of the line in the picture; + = the picture's left one is higher."""
        return math.degrees(math.atan2(self.across_px[1], self.across_px[0]))


class PairTracker:
    """find(image, t_s, body) -> Pair or None.

    Parameters
    ----------
    pair : the stickers as they were first seen
    body : the trunk in that picture, where it is known
    """

    def __init__(self, pair: Pair, body: BodyFrame | None = None) -> None:
        self._one = StickerTracker(pair.left, pair.t_s)
        self._other = StickerTracker(pair.right, pair.t_s)
        self._aparts_px: deque[float] = deque([pair.apart_px], maxlen=APART_FRAMES)
        self._last = pair
        self._velocity_px_s: Floats | None = None
        self._moved_px = 0.0
        self._turning_deg_s = 0.0
        self._places = None if body is None else _places(pair, body)
        self._body = body
        self._apart_torsos = 0.0

    @property
    def colours_bgr(self) -> tuple[Floats, Floats]:
        """The usual colours."""
        return self._one.colour_bgr, self._other.colour_bgr

    @property
    def last(self) -> Pair:
        """The stickers when they were last seen."""
        return self._last

    def find(self, image_bgr: NDArray[np.uint8], t_s: float, body: BodyFrame | None) -> Pair | None:
        """Return both stickers, None unless both are seen and belong together."""
        apart_px = self._usual_apart_px(body)
        for points_px, reach_px in self._where(t_s, body, apart_px):
            spots = [
                tracker.find(image_bgr, point_px, reach_px)
                for tracker, point_px in zip((self._one, self._other), points_px, strict=True)
            ]
            if spots[0] is None or spots[1] is None:
                continue
            pair = Pair(t_s, spots[0], spots[1])
            if self._belongs_together(pair, body, apart_px):
                self._accept(pair, body)
                return pair
        return None

    def sigma_deg(self, pair: Pair) -> float:
        """Return the standard deviation of the angle of the pair last found."""
        sigmas_px = (
            self._one.sigma_px(pair.left, self._moved_px),
            self._other.sigma_px(pair.right, self._moved_px),
        )
        sigma_px = max(math.hypot(*sigmas_px), UPRIGHT_NOISE_REL * scatter_px(self._aparts_px))
        timing_deg = HALF_EXPOSURE_S * abs(self._turning_deg_s)
        return math.hypot(math.degrees(sigma_px / pair.apart_px), timing_deg)

    def _where(
        self, t_s: float, body: BodyFrame | None, apart_px: float
    ) -> Iterator[tuple[Floats, float]]:
        """Yield where to look and how far around: by motion first, then by the pose."""
        gap_s = t_s - self._last.t_s
        if 0 <= gap_s <= PREDICT_FOR_S:
            yield self._last.points_px + self._moved_since(gap_s, body), STEP_REL * apart_px
        if body is not None and self._places is not None:
            points_px = np.array([body.point_px(place) for place in self._places])
            yield points_px, SEEK_REL * apart_px

    def _moved_since(self, gap_s: float, body: BodyFrame | None) -> Floats:
        if self._velocity_px_s is not None:
            return self._velocity_px_s * gap_s
        if body is not None and self._body is not None:
            return body.hips_px - self._body.hips_px
        return np.zeros(2)

    def _usual_apart_px(self, body: BodyFrame | None) -> float:
        """Return the usual distance, scaled with the runner when that one is long ago."""
        usual_px = median(self._aparts_px)
        if body is None or self._body is None:
            return usual_px
        return usual_px * min(max(body.torso_px / self._body.torso_px, 0.5), 2.0)

    def _belongs_together(self, pair: Pair, body: BodyFrame | None, apart_px: float) -> bool:
        apart_rel = pair.apart_px / apart_px
        if not APART_REL[0] <= apart_rel <= APART_REL[1]:
            return False
        if abs(pair.angle_deg) > MAX_ANGLE_DEG:
            return False
        if body is None:
            return True
        off = float(np.linalg.norm(pair.middle_px - body.hips_px))
        return off <= NEAR_HIPS_TORSOS * body.torso_px

    def _accept(self, pair: Pair, body: BodyFrame | None) -> None:
        gap_s = pair.t_s - self._last.t_s
        moved = pair.middle_px - self._last.middle_px
        self._moved_px = math.hypot(*moved)
        if 0 < gap_s <= PREDICT_FOR_S:
            self._velocity_px_s = moved / gap_s
            self._turning_deg_s = (pair.angle_deg - self._last.angle_deg) / gap_s
        elif gap_s > 0:
            self._velocity_px_s = None
        self._one.accept(pair.left, pair.t_s)
        self._other.accept(pair.right, pair.t_s)
        self._aparts_px.append(pair.apart_px)
        if body is not None:
            places = _places(pair, body)
            share = 1.0 if self._places is None else 1.0 - math.exp(-max(gap_s, 0.0) / USUAL_S)
            before = places if self._places is None else self._places
            self._places = before + share * (places - before)
            self._body = body
        self._last = pair


def scatter_px(distances_px: Sequence[float]) -> float:
    """Return the standard deviation of the noise in a distance that itself changes smoothly.

    Stickers keep their distance from one picture to the next: what bends in its course, the second
    differences, is noise, in whatever way the camera and its compression made it. 0 when too few.
    """
    if len(distances_px) < NOISE_FRAMES:
        return 0.0
    d = list(distances_px)
    bends = [abs(a - 2 * b + c) for a, b, c in zip(d, d[1:], d[2:], strict=False)]
    return MEDIAN_TO_SIGMA * median(bends) / math.sqrt(6)


def _places(pair: Pair, body: BodyFrame) -> Floats:
    return np.array([body.place(point_px) for point_px in pair.points_px])
