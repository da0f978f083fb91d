"""What is level in a still. Nobody stood quietly before it: an edge tells, or next to nothing."""

from __future__ import annotations

import math
from dataclasses import dataclass

from gaitcoach.errors import SettingsError
from gaitcoach.gait.level import CLICK_SIGMA_PX, MIN_EDGE_PX, Points, level_from_vertical
from gaitcoach.language import tr
from gaitcoach.types import StillLevelBy, Viewpoint

HAND_SIGMA_DEG = 3.0
"""How far a camera in the hand is rolled. Assumed, not measured; twice that is plainly seen."""
FAN_SIGMA_DEG = 4.0
"""A camera that looks up or down fans uprights out by so much from the picture's middle to a
picture's width beside it; where the camera looks is not known."""
HORIZON_SIGMA_DEG = 0.5
"""Shores, kerbs and lines across the road lie that level."""
OBLIQUE_SIGMA_DEG = 0.7
"""A camera that stands aside and looks down tilts a level pelvis by this beside the roll."""
SENSOR_SIGMA_DEG = 1.5
"""A hand that moves by a fortieth of g while the picture is taken. Assumed, not measured."""
PANORAMA_SIGMA_DEG = 2.0
"""Where pictures were put together, level lines bend. Assumed, not measured."""
MAX_SLOPE_DEG = 45.0


@dataclass(frozen=True, slots=True)
class StillLevel:
    """Level in a still.

    by : a clicked vertical or horizon, upright edges that were found, a phone's sensor, or nothing
    offset_deg : obliquity in the picture that counts as level, + = the runner's left looks higher
    sigma_deg : its standard deviation
    """

    by: StillLevelBy
    offset_deg: float
    sigma_deg: float


UNKNOWN_LEVEL = StillLevel(StillLevelBy.NONE, 0.0, HAND_SIGMA_DEG)


def still_level_from_vertical(
    points_px: Points, viewpoint: Viewpoint, width_px: float
) -> StillLevel:
    """Return the level by two points of an upright edge.

    Raises
    ------
    SettingsError
        The points lie too near each other, or not above one another.
    """
    level = level_from_vertical(points_px, viewpoint)
    beside_rel = (points_px[0] + points_px[2]) / 2 / width_px - 0.5
    sigma_deg = math.hypot(level.sigma_deg, FAN_SIGMA_DEG * beside_rel, OBLIQUE_SIGMA_DEG)
    return StillLevel(StillLevelBy.VERTICAL, level.offset_deg, sigma_deg)


def still_level_from_horizon(points_px: Points, viewpoint: Viewpoint) -> StillLevel:
    """Return the level by two points of a line that is level in the world.

    Raises
    ------
    SettingsError
        The points lie too near each other, or above one another.
    """
    x1, y1, x2, y2 = points_px
    (x1, y1), (x2, y2) = sorted([(x1, y1), (x2, y2)])
    length_px = math.hypot(x2 - x1, y2 - y1)
    if length_px < MIN_EDGE_PX:
        raise SettingsError(
            tr("The horizon is only {length} pixels long.", length=round(length_px)),
            tr("Choose two points at least {least} pixels apart.", least=round(MIN_EDGE_PX)),
        )
    left_higher_deg = math.degrees(math.atan2(y2 - y1, x2 - x1))
    if abs(left_higher_deg) > MAX_SLOPE_DEG:
        raise SettingsError(
            tr("The two points are not beside one another."),
            tr("Choose two points of a line that is level, such as the horizon."),
        )
    click_deg = math.degrees(math.sqrt(2.0) * CLICK_SIGMA_PX / length_px)
    sigma_deg = math.hypot(click_deg, HORIZON_SIGMA_DEG, OBLIQUE_SIGMA_DEG)
    offset_deg = left_higher_deg if viewpoint.left_is_image_left else -left_higher_deg
    return StillLevel(StillLevelBy.HORIZON, offset_deg, sigma_deg)


def still_level_from_sensor(roll_deg: float, viewpoint: Viewpoint) -> StillLevel:
    """Return the level by the phone's motion sensor. roll_deg : + = the picture's left is higher"""
    offset_deg = roll_deg if viewpoint.left_is_image_left else -roll_deg
    sigma_deg = math.hypot(SENSOR_SIGMA_DEG, OBLIQUE_SIGMA_DEG)
    return StillLevel(StillLevelBy.SENSOR, offset_deg, sigma_deg)
