"""What counts as level: quiet standing, an upright edge in the picture, or a phone's sensor."""

from __future__ import annotations

import math

from gaitcoach.errors import SettingsError
from gaitcoach.gait.baseline import BaselineFinder
from gaitcoach.gait.legs import Legs
from gaitcoach.types import Level, LevelBy, Stance, Viewpoint

Points = tuple[float, float, float, float]
"""x1, y1, x2, y2: two points of an upright edge, pixels of the picture as it came."""

CLICK_SIGMA_PX = 1.5
"""How well a point of an edge is placed by hand."""
PLUMB_SIGMA_DEG = 0.3
"""Door frames and corners of rooms stand that true."""
MIN_EDGE_PX = 100.0
"""On a shorter edge two points tell its lean no better than to 1.2 degrees."""
GRAVITY_SIGMA_DEG = 0.7
"""A phone's motion sensor is off by some tenths of a degree, its camera in the case by as many.
Assumed, not measured."""
NEW_GRAVITY_DEG = 0.1
"""The sensor tells tenths; less is not worth a new level."""
MAX_LEAN_DEG = 45.0
"""An edge that leans more is no upright one, whatever the camera does."""


def level_from_vertical(points_px: Points, viewpoint: Viewpoint) -> Level:
    """Return the level that an edge upright in the world gives: its lean is the camera's roll.

    Raises
    ------
    SettingsError
        The points lie too near each other, or not above one another.
    """
    x1, y1, x2, y2 = points_px
    length_px = math.hypot(x2 - x1, y2 - y1)
    if length_px < MIN_EDGE_PX:
        raise SettingsError(
            f"The upright edge is only {length_px:.0f} pixels long.",
            f"Choose two points at least {MIN_EDGE_PX:.0f} pixels apart.",
        )
    right_px, up_px = (x1 - x2, y2 - y1) if y1 < y2 else (x2 - x1, y1 - y2)
    lean_deg = math.degrees(math.atan2(right_px, up_px))
    if abs(lean_deg) > MAX_LEAN_DEG:
        raise SettingsError(
            "The two points are not above one another.",
            "Choose two points of an upright edge, such as a door frame.",
        )
    click_deg = math.degrees(math.sqrt(2.0) * CLICK_SIGMA_PX / length_px)
    sigma_deg = math.hypot(click_deg, PLUMB_SIGMA_DEG)
    return Level(LevelBy.VERTICAL, _offset_deg(lean_deg, viewpoint), sigma_deg)


def level_from_lean(lean_deg: float, viewpoint: Viewpoint) -> Level:
    """Return the level by a camera's own motion sensor: upright leans that much, + = right."""
    return Level(LevelBy.GRAVITY, _offset_deg(lean_deg, viewpoint), GRAVITY_SIGMA_DEG)


def _offset_deg(lean_deg: float, viewpoint: Viewpoint) -> float:
    """What is upright leans to the right when the picture's left side looks higher."""
    return lean_deg if viewpoint.left_is_image_left else -lean_deg


class Leveller:
    """Keeps what counts as level now. push(...) while the runner may stand; camera_moved().

    Parameters
    ----------
    baseline_s : seconds of quiet standing that are enough; None = do not look for standing
    vertical : level from an upright edge; holds until the camera moves, in place of standing
    """

    def __init__(self, baseline_s: float | None, vertical: Level | None = None) -> None:
        self._finder = None if baseline_s is None else BaselineFinder(baseline_s)
        self.level = vertical

    @property
    def is_looking(self) -> bool:
        """Quiet standing would be taken."""
        by_edge = self.level is not None and self.level.by is LevelBy.VERTICAL
        return self._finder is not None and not by_edge

    @property
    def standing_s(self) -> float | None:
        """How long the runner has stood quietly; None when that is not looked for."""
        return self._finder.standing_s if self._finder is not None and self.is_looking else None

    @property
    def offset_deg(self) -> float:
        """Obliquity to take off; 0 while nothing is known."""
        return 0.0 if self.level is None else self.level.offset_deg

    @property
    def sigma_deg(self) -> float:
        """Standard deviation of the level; 0 while there is none."""
        return 0.0 if self.level is None else self.level.sigma_deg

    def push(
        self, t_s: float, obliquity_deg: float, sigma_deg: float, legs: Legs, stance: Stance
    ) -> Level | None:
        """Take one frame; return the level that standing gives by now. It is not taken yet."""
        if self._finder is None or not self.is_looking:
            return None
        return self._finder.push(t_s, obliquity_deg, sigma_deg, legs, stance)

    def takes_gravity(self, gravity: Level) -> bool:
        """Tell whether a motion sensor's level would be new and nothing better is known."""
        if self.level is None:
            return True
        by_sensor = self.level.by is LevelBy.GRAVITY
        return by_sensor and abs(gravity.offset_deg - self.level.offset_deg) > NEW_GRAVITY_DEG

    def camera_moved(self) -> None:
        """Forget the level, whatever gave it, and look for quiet standing again."""
        self.level = None
        self.forget_standing()

    def forget_standing(self) -> None:
        """Look for quiet standing again; an upright edge stays what it is."""
        if self.level is not None and self.level.by is LevelBy.STANDING:
            self.level = None
        if self._finder is not None:
            self._finder.reset()
