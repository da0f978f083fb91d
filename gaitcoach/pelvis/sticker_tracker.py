"""Follows one sticker from picture to picture by its colour and size."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from gaitcoach.pelvis.sticker import (
    RADIUS_LOCATE_PX,
    Floats,
    Spot,
    close_half_px,
    cut_window,
    locate,
    measure,
    step_for,
)

MAX_UNREST = 0.4
"""Where the surroundings vary more, of their difference to the sticker, an edge cannot be told."""
MAX_STRAY_REL = 0.25
"""With more of its surroundings in its own colour, a sticker's edge cannot be told."""
AREA_REL = (0.6, 1.6)
"""An area outside this, against the usual one, is covered in part or something else."""
GAIN = (0.35, 2.8)
"""How much darker or brighter than usual a sticker may become."""
MAX_OFF_COLOUR_REL = 0.22
"""Difference of colour, light aside, as a share of the colour itself."""
NEAR_BLACK_BGR = 8.0
"""Added to colours that are compared: near black every colour is alike."""
USUAL_S = 0.7
"""Time constant with which the usual size and colour follow what is seen."""
PATTERN_PX, BLUR_NOISE_REL = 0.125, 0.015
"""Errors of a centroid that no noise model knows, measured on small drawn stickers with exact
truth: pixel grid, compression and texture; and what motion blur adds, of the way moved since the
last picture."""
AREA_WAVERS_REL, CUT_SHIFT_REL = 0.06, 0.85
"""A straight fold that hides a share f of a disc moves its centroid by 0.8 to 0.9 f radii (geometry
of a circle's segment, f up to 0.4). Areas waver a little by themselves."""


class StickerTracker:
    """find(...) -> Spot or None; accept(spot) when it was believed.

    Parameters
    ----------
    spot : the sticker as it was first seen
    t_s : when
    """

    def __init__(self, spot: Spot, t_s: float) -> None:
        self._look = spot.look
        self._colour_bgr = spot.look.sticker_bgr
        self._area_px = spot.area_px
        self._t_s = t_s
        self.spot = spot

    @property
    def radius_px(self) -> float:
        return math.sqrt(self._area_px / math.pi)

    @property
    def colour_bgr(self) -> Floats:
        """The usual colour."""
        return self._colour_bgr

    def find(
        self, image_bgr: NDArray[np.uint8], expected_px: Floats, reach_px: float
    ) -> Spot | None:
        """Return the sticker when it is within reach of where it is expected, else None."""
        radius_px = self.radius_px
        coarse = step_for(radius_px, RADIUS_LOCATE_PX)
        wide = cut_window(image_bgr, expected_px, reach_px + 2 * radius_px, coarse)
        if wide is None:
            return None
        about_px = locate(wide, self._look, radius_px, expected_px)
        half_px = close_half_px(radius_px)
        close = cut_window(image_bgr, about_px, half_px, step_for(radius_px))
        spot = None if close is None else measure(close, self._look, radius_px, about_px)
        return spot if spot is not None and self._is_it(spot) else None

    def accept(self, spot: Spot, t_s: float) -> None:
        """Take over what the sticker looks like now."""
        share = 1.0 - math.exp(-max(0.0, t_s - self._t_s) / USUAL_S)
        self._area_px += share * (spot.area_px - self._area_px)
        self._colour_bgr = self._colour_bgr + share * (spot.look.sticker_bgr - self._colour_bgr)
        self._look, self._t_s, self.spot = spot.look, t_s, spot

    def sigma_px(self, spot: Spot, moved_px: float) -> float:
        """Return the standard deviation of a spot's middle, of each coordinate."""
        hidden = max(0.0, abs(spot.area_px / self._area_px - 1.0) - AREA_WAVERS_REL)
        hidden_px = CUT_SHIFT_REL * hidden * self.radius_px
        return math.hypot(spot.sigma_px, PATTERN_PX, BLUR_NOISE_REL * moved_px, hidden_px)

    def _is_it(self, spot: Spot) -> bool:
        return (
            spot.unrest <= MAX_UNREST
            and spot.stray_rel <= MAX_STRAY_REL
            and AREA_REL[0] <= spot.area_px / self._area_px <= AREA_REL[1]
            and same_colour(spot.look.sticker_bgr, self._colour_bgr)
        )


def same_colour(one_bgr: Floats, other_bgr: Floats) -> bool:
    """True when two colours differ in little but light."""
    one = [float(v) + NEAR_BLACK_BGR for v in one_bgr]
    other = [float(v) + NEAR_BLACK_BGR for v in other_bgr]
    gain = sum(a * b for a, b in zip(one, other, strict=True)) / sum(b * b for b in other)
    off = math.dist(one, [gain * v for v in other]) / math.hypot(*one)
    return GAIN[0] <= gain <= GAIN[1] and off <= MAX_OFF_COLOUR_REL
