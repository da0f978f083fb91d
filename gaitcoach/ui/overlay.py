"""Draws what is known onto the picture: skeleton, level line, pelvis, sides. Pure painting."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QLineF, QPointF, QRectF, Qt
from PyQt6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from gaitcoach.landmarks import SKELETON, Landmark
from gaitcoach.live.view import LiveView
from gaitcoach.types import Limits, Side, Viewpoint
from gaitcoach.ui import theme
from gaitcoach.ui.fit import Fit
from gaitcoach.ui.texts import angle_text

MIN_VISIBILITY = 0.3
"""Landmarks the pose model itself doubts more than this are not drawn."""
PELVIS_LENGTH = 1.5
"""Half the drawn pelvic line, in half hip distances: it reaches a little past the hips."""
LEVEL_LENGTH = 2.4
"""Half the drawn level line: longer than the pelvic line, so that the angle shows between them."""
TRAIL_LENGTH = 2.0
TRAIL_FADES = 0.8
"""Each older step's line is fainter by this."""
MIN_HALF_PX = 34.0
RING_UNITS = 0.9
"""Radius of a ring around a sticker, in text sizes: the sticker itself stays visible."""
XY = tuple[float, float]

_HIPS = {Side.LEFT: Landmark.LEFT_HIP, Side.RIGHT: Landmark.RIGHT_HIP}
_ANKLES = {Side.LEFT: Landmark.LEFT_ANKLE, Side.RIGHT: Landmark.RIGHT_ANKLE}
_BONE_FROM = np.array([bone[0] for bone in SKELETON])
_BONE_TO = np.array([bone[1] for bone in SKELETON])


class Part(StrEnum):
    """What can be switched on and off by itself."""

    SKELETON = "skeleton"
    PELVIS = "pelvis"
    FOOT = "foot"
    TRUNK = "trunk"
    TRAIL = "trail"


ALL_PARTS = frozenset(Part)


@dataclass(frozen=True, slots=True)
class Look:
    """What the painting depends on besides the view.

    viewpoint : how picture left and right map to the runner's
    limits : drop that is too much on each leg
    unit_px : text size, logical pixels
    shown : the parts of the drawing that are switched on
    """

    viewpoint: Viewpoint
    limits: Limits
    unit_px: int
    shown: frozenset[Part] = ALL_PARTS


def draw_overlay(painter: QPainter, view: LiveView, fit: Fit, look: Look) -> None:
    """Draw everything known about the newest frame; nothing when there is no body in it."""
    if view.pose is None:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    xy_px = np.where((view.pose.visibility >= MIN_VISIBILITY)[:, None], view.pose.xy_px, np.nan)
    points = fit.points(xy_px)
    if Part.SKELETON in look.shown:
        draw_skeleton(painter, points, look.unit_px)
    if Part.TRUNK in look.shown:
        draw_trunk(painter, points, look.unit_px)
    if Part.FOOT in look.shown:
        draw_stance_foot(painter, view, points, look)
    if Part.PELVIS not in look.shown:
        return
    hips = {side: points[mark] for side, mark in _HIPS.items()}
    if view.angle is None or not np.isfinite([*hips.values()]).all():
        return
    if Part.TRAIL in look.shown:
        draw_trail(painter, view, hips, fit, look)
    draw_pelvis(painter, view, hips, fit, look)


def draw_rings(painter: QPainter, points_px: Sequence[XY], fit: Fit, unit_px: int) -> None:
    """Draw a ring around each of these points of the picture."""
    if not points_px:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for name, alpha, width in ((theme.SHADE, 0.6, 0.34), (theme.CHALK, 1.0, 0.15)):
        painter.setPen(QPen(theme.colour(name, alpha), max(1.5, unit_px * width)))
        for point in fit.points(np.array(points_px)).tolist():
            painter.drawEllipse(QPointF(*point), unit_px * RING_UNITS, unit_px * RING_UNITS)


def draw_skeleton(painter: QPainter, points: NDArray[np.float64], unit_px: int) -> None:
    """Draw the bones whose two ends are known."""
    ends = np.hstack((points[_BONE_FROM], points[_BONE_TO]))
    lines = [QLineF(*end) for end in ends[np.isfinite(ends).all(axis=1)].tolist()]
    # Round ends would cost three times as much, smooth bones that are seen through four times; the
    # dark edge may be rough, the bones are not.
    for colour, width, smooth in (
        (theme.colour(theme.SHADE, 0.5), 0.34, False),
        (theme.mixed(theme.CHALK, theme.SHADE, 0.85), 0.15, True),
    ):
        pen = QPen(colour, max(1.5, unit_px * width))
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)
        painter.setPen(pen)
        painter.drawLines(lines)


def draw_trunk(painter: QPainter, points: NDArray[np.float64], unit_px: int) -> None:
    """Draw the line from the hips' middle to the shoulders' middle, and beyond."""
    hips, shoulders = (
        (points[left] + points[right]) / 2
        for left, right in (
            (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
            (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
        )
    )
    if np.isfinite([*hips, *shoulders]).all():
        line = QLineF(*hips.tolist(), *(shoulders + 0.15 * (shoulders - hips)).tolist())
        _stroke(painter, line, theme.PICTURE_MARK, unit_px * 0.15)


def draw_stance_foot(
    painter: QPainter, view: LiveView, points: NDArray[np.float64], look: Look
) -> None:
    """Draw a flat bar under the foot that carries; none in the air or on both feet."""
    leg = view.update.stance.leg if view.update else None
    if leg is None:
        return
    ankle = points[_ANKLES[leg]]
    if not np.isfinite(ankle).all():
        return
    below = QPointF(float(ankle[0]), float(ankle[1]) + look.unit_px * 1.2)
    reach = QPointF(look.unit_px * 1.3, 0.0)
    _stroke(painter, QLineF(below - reach, below + reach), theme.CHALK, look.unit_px * 0.4)


def draw_trail(
    painter: QPainter,
    view: LiveView,
    hips: dict[Side, NDArray[np.float64]],
    fit: Fit,
    look: Look,
) -> None:
    """Draw how the pelvis lay in the last steps, the older the fainter, behind where it is now."""
    baseline_deg = (view.update.baseline_deg if view.update else None) or 0.0
    centre, half_px = _middle(hips)
    for age, step in enumerate(reversed(view.last_steps)):
        # A drop is an obliquity seen from its stance leg; the same function leads back.
        slope = _slope(baseline_deg + step.side.drop_deg(step.drop_deg), fit, look)
        over = step.drop_deg > look.limits.of(step.side)
        part = theme.PICTURE_OVER if over else theme.PICTURE_LEVEL
        colour = theme.colour(part, 0.5 * TRAIL_FADES**age)
        painter.setPen(QPen(colour, max(1.0, look.unit_px * 0.1)))
        painter.drawLine(_line(centre, half_px * TRAIL_LENGTH, slope))


def _middle(hips: dict[Side, NDArray[np.float64]]) -> tuple[QPointF, float]:
    """Return the middle between the hips and half the distance that lines are drawn with."""
    half_px = max(MIN_HALF_PX, float(np.hypot(*(hips[Side.LEFT] - hips[Side.RIGHT]))) / 2)
    return QPointF(*(sum(hips.values()) / 2).tolist()), half_px


def screen_slope_deg(obliquity_deg: float, viewpoint: Viewpoint, mirrored_display: bool) -> float:
    """Return the tilt of a line as drawn, degrees; + = its right end lies lower on the screen."""
    left_is_screen_left = viewpoint.left_is_image_left != mirrored_display
    return obliquity_deg if left_is_screen_left else -obliquity_deg


def draw_pelvis(
    painter: QPainter,
    view: LiveView,
    hips: dict[Side, NDArray[np.float64]],
    fit: Fit,
    look: Look,
) -> None:
    """Draw the level line, the measured pelvic line and the angle between them."""
    centre, half_px = _middle(hips)
    baseline_deg = (view.update.baseline_deg if view.update else None) or 0.0
    level = _line(centre, half_px * LEVEL_LENGTH, _slope(baseline_deg, fit, look))
    tilt = _slope(view.angle.obliquity_deg, fit, look)
    pelvis = _line(centre, half_px * PELVIS_LENGTH, tilt)
    _stroke(painter, level, theme.CHALK, look.unit_px * 0.1, Qt.PenStyle.DashLine)
    _stroke(painter, pelvis, _pelvis_colour(view, look.limits), look.unit_px * 0.32)
    _label_ends(painter, view, level, fit, look)


def _label_ends(painter: QPainter, view: LiveView, level: QLineF, fit: Fit, look: Look) -> None:
    """Write the runner's own L and R at the level line's ends, and the angle beyond its right."""
    gap = QPointF(look.unit_px, 0.0)
    left_is_screen_left = look.viewpoint.left_is_image_left != fit.mirrored
    letters = "LR" if left_is_screen_left else "RL"
    draw_label(painter, letters[0], level.p1() - gap, look.unit_px)
    draw_label(painter, letters[1], level.p2() + gap, look.unit_px)
    if view.update is not None and view.update.obliquity_deg is not None:
        text = angle_text(view.update.obliquity_deg)
        room_px = fit.left_px + fit.scale * fit.size_px[0] - 0.5 * look.unit_px
        draw_label(painter, text, level.p2() + 2.2 * gap, look.unit_px, ends_before_px=room_px)


def _slope(obliquity_deg: float, fit: Fit, look: Look) -> float:
    return screen_slope_deg(obliquity_deg, look.viewpoint, fit.mirrored)


def _pelvis_colour(view: LiveView, limits: Limits) -> theme.Role:
    """Return the colour of the line as it is drawn: stance is told late, the angle is of now.

    Where the carrying foot is not known yet, a tilt to either side counts: the line and the words
    beside it must never contradict the colour.
    """
    update = view.update
    if update is None or update.obliquity_deg is None:
        return theme.PICTURE_SOFT  # it is seen, but nothing can be told by it
    over = limits.are_passed_by(update.obliquity_deg, update.stance)
    return theme.PICTURE_OVER if over else theme.PICTURE_LEVEL


def _line(centre: QPointF, half_px: float, slope_deg: float) -> QLineF:
    reach = half_px * QPointF(math.cos(math.radians(slope_deg)), math.sin(math.radians(slope_deg)))
    return QLineF(centre - reach, centre + reach)


def _stroke(
    painter: QPainter,
    line: QLineF,
    name: theme.Role,
    width_px: float,
    style: Qt.PenStyle = Qt.PenStyle.SolidLine,
) -> None:
    # A dark edge keeps the line readable on any clothes.
    for colour, extra_px in ((theme.colour(theme.SHADE, 0.6), 2.0), (theme.colour(name), 0.0)):
        pen = QPen(colour, max(1.5, width_px) + extra_px, style)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawLine(line)


def draw_label(
    painter: QPainter, text: str, at: QPointF, unit_px: int, *, ends_before_px: float | None = None
) -> None:
    """Draw a short text on a dark rounded plate centred at a point.

    ends_before_px : then it starts at the point; with no room left of this, it stands above it
    """
    font = QFont(painter.font())
    font.setPixelSize(unit_px)
    font.setBold(True)
    painter.setFont(font)
    width = QFontMetricsF(font).horizontalAdvance(text) + unit_px * 0.8
    left, top = at.x() - width / 2, at.y() - unit_px * 0.75
    if ends_before_px is not None:
        left = min(at.x(), ends_before_px - width)
        top -= 0.0 if left == at.x() else unit_px * 1.7
    plate = QRectF(left, top, width, unit_px * 1.5)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(theme.SHADE, 0.72))
    painter.drawRoundedRect(plate, unit_px * 0.4, unit_px * 0.4)
    painter.setPen(theme.colour(theme.CHALK))
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)


def draw_marker(painter: QPainter, at: QPointF, radius_px: float, too_far: bool) -> None:
    """Draw one step with the painter's brush: a disc, or a triangle pointing down if too far."""
    if not too_far:
        painter.drawEllipse(at, radius_px, radius_px)
        return
    wide, high = radius_px * 1.25, radius_px * 1.15
    corners = [QPointF(-wide, -high), QPointF(wide, -high), QPointF(0.0, high)]
    painter.drawPolygon(QPolygonF([at + corner for corner in corners]))
