"""One sticker in one picture: which pixels are sticker, where its middle is, how sure that is.

Every pixel gets a cover: 0 = surroundings, 1 = sticker, between at the edge, where the camera mixed
both. Cover is read along the colour direction that tells the two apart best and is blind to how the
surroundings vary (Fisher's linear discriminant), so that white on grey works like yellow on blue.
The surroundings may change across the sticker (a shadow, a waistband's hem): they are learned as a
plane. The centroid of the cover is sub-pixel, and
motion blur, which smears both stickers alike, moves it little.
Work is done in a small window; large pictures are thinned out, so that the cost stays the same.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gaitcoach.opencv import cv2

Floats = NDArray[np.float64]

RADIUS_WORK_PX, RADIUS_LOCATE_PX = 5.0, 3.0
"""Stickers with a larger radius are averaged down to about this, to measure and to find them."""
NOISE_BGR = 8.0
"""Differences of colour below this are camera noise and folds, of 255."""
NOISE_COV = NOISE_BGR**2 * np.eye(3)
CORE_REL = 0.6
"""Inside this many radii all is sticker, even when it is blurred."""
REACH_REL, REACH_MARGIN_PX = 1.2, 1.2
"""Pixels that may belong to the sticker: this many radii and some pixels of blur."""
RING_REL, RING_PX = 2.2, 2.5
"""From there to this many radii, or this much farther, the surroundings are learned."""
SHIFTS = 3
"""Rounds in which the window follows the centroid; it mostly stands still after two."""
STILL_PX = 0.02
FLOOR, CEILING = 0.15, 0.85
"""Cover below and above these counts as nothing and all: texture and noise then pull less."""
MAX_SLOPE = 0.5
"""Surroundings nearer to the sticker's colour than this leave too little to read a cover from."""
FAR_COST = 0.25
"""What a place at the window's edge loses against one where the sticker is expected."""


@dataclass(frozen=True, slots=True)
class Look:
    """Colours of a sticker and of what is around it, BGR 0-255.

    to_cover : (1, 4) float32, cover = to_cover . (b, g, r, 1)
    """

    sticker_bgr: Floats
    ground_bgr: Floats
    to_cover: NDArray[np.float32]

    @property
    def contrast_bgr(self) -> float:
        """Distance between the two colours."""
        return math.dist(self.sticker_bgr, self.ground_bgr)


def look_of(sticker_bgr: Floats, ground_bgr: Floats, ground_cov: Floats) -> Look:
    """Return the look; ground_cov : (3, 3) how the surroundings vary."""
    apart = sticker_bgr - ground_bgr
    w = np.linalg.solve(ground_cov + NOISE_COV, apart)
    w = w / max(float(w @ apart), 1e-9)
    to_cover = np.array([[*w, -float(w @ ground_bgr)]], np.float32)
    return Look(sticker_bgr, ground_bgr, to_cover)


@dataclass(frozen=True, slots=True)
class Spot:
    """A sticker found. xy_px : its middle; sigma_px : of each coordinate, from noise.

    unrest : standard deviation of the cover of its surroundings; 1 = as different as the sticker
    stray_rel : share of the surroundings that has the sticker's colour
    """

    xy_px: Floats
    area_px: float
    sigma_px: float
    unrest: float
    stray_rel: float
    look: Look

    @property
    def radius_px(self) -> float:
        return math.sqrt(self.area_px / math.pi)


@dataclass(frozen=True, slots=True)
class Window:
    """A piece of the picture, averaged down `step` times. pixels : (h, w, 3) float32."""

    pixels: NDArray[np.float32]
    x0_px: int
    y0_px: int
    step: int

    def cover(self, look: Look) -> NDArray[np.float32]:
        """Return how much of each pixel is sticker, (h, w), not clipped."""
        return cv2.transform(self.pixels, look.to_cover)

    def to_window(self, xy_px: Floats) -> tuple[float, float]:
        # The middle of the first averaged pixel lies half a step after the corner's own middle.
        half = (self.step - 1) / 2
        x, y = float(xy_px[0]) - self.x0_px, float(xy_px[1]) - self.y0_px
        return (x - half) / self.step, (y - half) / self.step

    def to_picture(self, x: float, y: float) -> Floats:
        half = (self.step - 1) / 2
        return np.array([self.x0_px + half + x * self.step, self.y0_px + half + y * self.step])


def cut_window(
    image_bgr: NDArray[np.uint8], xy_px: Floats, half_px: float, step: int
) -> Window | None:
    """Return the window around a point, None when hardly anything of it is in the picture."""
    height, width = image_bgr.shape[:2]
    x0, x1 = max(0, int(xy_px[0] - half_px)), min(width, int(xy_px[0] + half_px) + 2)
    y0, y1 = max(0, int(xy_px[1] - half_px)), min(height, int(xy_px[1] + half_px) + 2)
    columns, rows = (x1 - x0) // step, (y1 - y0) // step
    if columns < 5 or rows < 5:
        return None
    piece = image_bgr[y0 : y0 + rows * step, x0 : x0 + columns * step]
    if step > 1:
        piece = cv2.resize(piece, (columns, rows), interpolation=cv2.INTER_AREA)
    return Window(piece.astype(np.float32), x0, y0, step)


def step_for(radius_px: float, work_px: float = RADIUS_WORK_PX) -> int:
    """Return how many times a picture is averaged down for a sticker of this radius."""
    return max(1, round(radius_px / work_px))


def close_half_px(radius_px: float) -> float:
    """Return half the side of the window in which a sticker is measured."""
    step = step_for(radius_px)
    reach = _reach(radius_px / step)
    return (max(RING_REL * radius_px / step, reach + RING_PX) + 1.0) * step


def locate(window: Window, look: Look, radius_px: float, expected_px: Floats) -> Floats:
    """Return where in the window a disc of this colour and size fits best, in whole pixels."""
    cover = window.cover(look)
    # More or less light shifts all covers alike.
    cover = np.clip(cover - cv2.mean(cover)[0], 0.0, 1.0)
    radius = radius_px / window.step
    inner = 2 * round(0.8 * radius) + 1
    outer = 2 * round(1.8 * radius) + 1
    # What is around a disc is not disc: a stripe or a shirt of its colour fits badly.
    fit = 1.5 * cv2.blur(cover, (inner, inner)) - cv2.blur(cover, (outer, outer))
    x, y = window.to_window(expected_px)
    rows, columns = fit.shape
    far = FAR_COST / max(columns, rows) ** 2
    fit -= (far * (np.arange(columns) - x) ** 2)[None, :]
    fit -= (far * (np.arange(rows) - y) ** 2)[:, None]
    row, column = divmod(int(fit.argmax()), columns)
    return window.to_picture(column, row)


def measure(window: Window, look: Look, radius_px: float, xy_px: Floats) -> Spot | None:
    """Return the sticker that lies about at `xy_px`, None when none is there.

    The colours are learned anew from this picture: light may change from one to the next.
    """
    radius = radius_px / window.step
    reach = _reach(radius)
    rows, columns = window.pixels.shape[:2]
    xs, ys = np.arange(columns, dtype=np.float32), np.arange(rows, dtype=np.float32)
    x, y = window.to_window(xy_px)
    x, y, _ = _centroid(np.clip(window.cover(look), 0.0, 1.0), x, y, xs, ys, reach)
    away2 = (xs - x) ** 2 + ((ys - y) ** 2)[:, None]
    core = away2 < max(1.0, CORE_REL * radius) ** 2
    ring = (away2 > reach**2) & (away2 < max(RING_REL * radius, reach + RING_PX) ** 2)
    ring_at = ring.ravel().nonzero()[0]
    colours = window.pixels.reshape(-1, 3)
    ring_y = ring_at // columns
    ring_x = ring_at - columns * ring_y
    ground = _ground(colours.take(ring_at, axis=0), ring_x, ring_y)
    now = _look_here(colours.take(core.ravel().nonzero()[0], axis=0), ground)
    if now is None or now.contrast_bgr < 2 * NOISE_BGR:
        return None
    cover = _cover_on(ground, window, now, xs, ys)
    around = cover.ravel().take(ring_at)
    clipped = np.clip(cover - FLOOR, 0.0, CEILING - FLOOR)
    x, y, area = _centroid(clipped, x, y, xs, ys, reach)
    area /= CEILING - FLOOR
    if area <= 0:
        return None
    # The mean cover of the surroundings is 0 by definition.
    unrest = math.sqrt(float(around @ around) / len(around))
    return Spot(
        xy_px=window.to_picture(x, y),
        area_px=area * window.step**2,
        sigma_px=unrest * _pull(reach) / area * window.step,
        unrest=unrest,
        stray_rel=int(np.count_nonzero(around > 0.5)) / len(around),
        look=now,
    )


def _reach(radius: float) -> float:
    return REACH_REL * radius + REACH_MARGIN_PX


def _pull(reach: float) -> float:
    """Return how independent noise of each pixel within reach adds up to move a centroid.

    Root of the sum of x squared over a disc.
    """
    return math.sqrt(math.pi / 4) * reach**2


@dataclass(frozen=True, slots=True)
class _Ground:
    """Colours around a sticker: their mean at the middle (x, y), how they change (2, 3) a pixel to
    the right and down, and how they vary beyond that (3, 3)."""

    mean_bgr: Floats
    middle: tuple[float, float]
    slopes_bgr: Floats
    cov: Floats


def _ground(
    colours: NDArray[np.float32], at_x: NDArray[np.intp], at_y: NDArray[np.intp]
) -> _Ground | None:
    """Fit a plane to the colours (n, 3) found at places (n,); None with too few."""
    if len(colours) < 8:
        return None
    mean = cv2.reduce(colours, 0, cv2.REDUCE_AVG)[0]
    n = len(colours)
    middle = float(at_x.sum()) / n, float(at_y.sum()) / n
    x = (at_x - middle[0]).astype(np.float32)
    y = (at_y - middle[1]).astype(np.float32)
    spread = colours - mean
    # Two unknowns a channel: solved by hand, in a tenth of the time of a library's call.
    xx, xy, yy = float(x @ x), float(x @ y), float(y @ y)
    to_right, to_down = x @ spread, y @ spread
    size = xx * yy - xy * xy + 1e-6
    slopes = np.stack(((yy * to_right - xy * to_down), (xx * to_down - xy * to_right))) / size
    rest = spread - np.stack((x, y), axis=1) @ slopes
    return _Ground(mean, middle, slopes, rest.T @ rest / n)


def _look_here(core: NDArray[np.float32], ground: _Ground | None) -> Look | None:
    if len(core) == 0 or ground is None:
        return None
    sticker = cv2.reduce(core, 0, cv2.REDUCE_AVG)[0]
    return look_of(sticker, ground.mean_bgr, ground.cov)


def _cover_on(
    ground: _Ground, window: Window, look: Look, xs: Floats, ys: Floats
) -> NDArray[np.float32]:
    """Return how much of each pixel is sticker, against the ground's colour at that pixel."""
    right, down = (ground.slopes_bgr @ look.to_cover[0, :3]).tolist()
    slope = right * (xs - ground.middle[0]) + (down * (ys - ground.middle[1]))[:, None]
    np.clip(slope, -MAX_SLOPE, MAX_SLOPE, out=slope)
    return (window.cover(look) - slope) / (1.0 - slope)


def _centroid(
    cover: NDArray[np.float32], x: float, y: float, xs: Floats, ys: Floats, reach: float
) -> tuple[float, float, float]:
    """Return (x, y, area) of the cover within reach, following it until it stands still."""
    area = 0.0
    for _ in range(SHIFTS):
        near = (xs - x) ** 2 + ((ys - y) ** 2)[:, None] < reach**2
        sums = cv2.moments(cover * near)
        area = sums["m00"]
        if area <= 0:
            return x, y, 0.0
        before = x, y
        x, y = sums["m10"] / area, sums["m01"] / area
        if abs(x - before[0]) + abs(y - before[1]) < STILL_PX:
            break
    return x, y, area
