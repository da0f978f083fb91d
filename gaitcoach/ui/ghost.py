"""The ghost: the outline of the right position over the picture, in the person's place and size."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QImage, QPainter, QPainterPath, QPainterPathStroker, QPen, QTransform

from gaitcoach.drills.body import Body, BodyReader
from gaitcoach.landmarks import Landmark
from gaitcoach.pose.turns import turned_points
from gaitcoach.types import Pose, Side, Turn, Viewpoint
from gaitcoach.ui import theme
from gaitcoach.ui.fit import Fit
from gaitcoach.ui.ghost_figures import TRUNK_REL, figure_of, lies

CALM_S = 0.4
"""Time constant of its place: it stands still while the body sways."""
JUMP_S = 0.5
"""After so long without a body it stands at once where the body is."""
FILL_ALPHA, LINE_ALPHA = 0.16, 0.85
STEP_REL, TRUNK_RANGE_REL = 0.04, (0.44, 0.76)
"""A trunk grows by so much at a time, between these: beyond, the pose model errs."""
SIZE_STEP_PX = 4
"""A leg on the screen grows by so much at a time, so that the figure is painted seldom."""
UNIT = 200.0
"""A leg in the figure's own numbers, about what it is on the screen: at 1000 the curves have four
times as many points."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the figure stands in the picture, its own pixels.

    toward : sign of x in the picture; trunk_rel : hips to shoulders, in lengths of a leg
    turn : of a body on its side; all the rest is of the picture turned so
    """

    x_px: float
    y_px: float
    leg_px: float
    toward: float
    trunk_rel: float = TRUNK_REL
    turn: Turn = Turn.NONE


class GhostPlace:
    """push(pose, side) -> where the ghost stands; None before a body was seen."""

    def __init__(self, drill: str, viewpoint: Viewpoint) -> None:
        self._lies, self._viewpoint = lies(drill), viewpoint
        self._turn = 1.0 if viewpoint.left_is_image_left else -1.0
        self._reader = BodyReader(viewpoint)
        self._last_s = -math.inf
        self.now: Place | None = None

    def push(self, pose: Pose, side: Side | None) -> Place | None:
        """Take one frame; of who lies on their side, the pose turned upright.

        side : leg that stands; unknown, the figure stands on the left one, or lies as the body does
        """
        side = self._viewpoint.lies_on or side or Side.LEFT
        wanted = self._wanted(self._reader.read(pose, None), pose, side)
        if wanted is None:
            return self.now
        step_s, self._last_s = pose.t_s - self._last_s, pose.t_s
        before = self.now
        if before is None or before.toward != wanted.toward or not 0.0 <= step_s < JUMP_S:
            self.now = wanted
        else:
            self.now = _between(before, wanted, -math.expm1(-step_s / CALM_S))
        return self.now

    def _wanted(self, body: Body, pose: Pose, side: Side) -> Place | None:
        if self._lies:
            return self._lying(body)
        x, turn = self._turn * float(body.hip[0]), self._viewpoint.turn
        # The knee below may be bent: the foot is no place to lie on.
        on_side = turn is not Turn.NONE
        y = float(body.hip[1]) + body.leg_px if on_side else _sole_px(pose, side)
        toward = self._turn * (1.0 if side is Side.RIGHT else -1.0)
        trunk_px = math.dist(body.hip.tolist(), body.shoulder.tolist())
        return _known(Place(x, y, body.leg_px, toward, trunk_px / body.leg_px, turn))

    def _lying(self, body: Body) -> Place | None:
        """Shoulders and feet stay where they are when the hips rise."""
        x, y = self._turn * float(body.shoulder[0]), float(body.shoulder[1])
        toward = math.copysign(1.0, self._turn * float(body.hip[0]) - x)
        return _known(Place(x, y + 0.10 * body.leg_px, body.leg_px, toward))


def _sole_px(pose: Pose, side: Side) -> float:
    """Return the height of the standing foot's ankle, which the figure stands on."""
    return float(pose.xy_px[Landmark[f"{side.name}_ANKLE"], 1])


def _known(place: Place) -> Place | None:
    parts = place.x_px, place.y_px, place.leg_px, place.trunk_rel
    return place if all(map(math.isfinite, parts)) else None


def _between(a: Place, b: Place, share: float) -> Place:
    def mixed(one: float, other: float) -> float:
        return one + share * (other - one)

    return Place(
        mixed(a.x_px, b.x_px),
        mixed(a.y_px, b.y_px),
        mixed(a.leg_px, b.leg_px),
        b.toward,
        mixed(a.trunk_rel, b.trunk_rel),
        b.turn,
    )


@cache
def outline(drill: str, trunk_steps: int = round(TRUNK_REL / STEP_REL)) -> QPainterPath:
    """Return the figure as one closed outline; y points down, a leg is `UNIT` long.

    trunk_steps : the trunk's length in steps, so that few outlines are made
    """
    figure = figure_of(drill, trunk_steps * STEP_REL)
    whole = QPainterPath()
    whole.addEllipse(_point(figure.head), figure.head_radius * UNIT, figure.head_radius * UNIT)
    for thickness, points in figure.limbs:
        line = QPainterPath(_point(points[0]))
        for point in points[1:]:
            line.lineTo(_point(point))
        stroker = QPainterPathStroker()
        stroker.setWidth(thickness * UNIT)
        stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
        stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        whole = whole.united(stroker.createStroke(line).simplified())
        if points[0] == points[-1]:
            whole = whole.united(line)
    return whole.simplified()


def _point(xy: tuple[float, float]) -> QPointF:
    return QPointF(xy[0] * UNIT, -xy[1] * UNIT)


@lru_cache(maxsize=12)
def _picture(
    drill: str, trunk_steps: int, leg_px: int, sign: int, pen_px: float, ratio: float, ink: str
) -> tuple[QImage, QPointF]:
    """Return the figure painted once, and where in it the figure stands.

    A dashed outline costs 15 ms to paint and 0.3 ms to copy. ink : the theme's colours
    """
    size = leg_px / UNIT
    path = QTransform(sign * size, 0, 0, size, 0, 0).map(outline(drill, trunk_steps))
    edge = pen_px + 2.0
    area = path.boundingRect().adjusted(-edge, -edge, edge, edge)
    image = QImage((area.size() * ratio).toSize(), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(-area.topLeft())
    painter.setBrush(theme.colour(theme.PICTURE_LEVEL, FILL_ALPHA))
    painter.setPen(QPen(theme.colour(theme.SHADE, 0.5), pen_px + 2.0))
    painter.drawPath(path)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour(theme.CHALK, LINE_ALPHA), pen_px, Qt.PenStyle.DashLine))
    painter.drawPath(path)
    painter.end()
    return image, -area.topLeft()


def draw_ghost(painter: QPainter, drill: str, place: Place, fit: Fit, unit_px: int) -> None:
    """Draw the figure over the picture, mirrored with it."""
    trunk_rel = min(TRUNK_RANGE_REL[1], max(TRUNK_RANGE_REL[0], place.trunk_rel))
    leg_px = SIZE_STEP_PX * round(place.leg_px * fit.scale / SIZE_STEP_PX)
    sign = round(-place.toward if fit.mirrored else place.toward)
    image, foot = _picture(
        drill,
        round(trunk_rel / STEP_REL),
        max(SIZE_STEP_PX, leg_px),
        sign,
        max(1.5, unit_px * 0.14),
        painter.device().devicePixelRatioF(),
        f"{theme.PICTURE_LEVEL} {theme.SHADE} {theme.CHALK}",
    )
    at = fit.points(_in_picture(place, fit))[0]
    if place.turn is Turn.NONE:
        painter.drawImage(QPointF(*np.round(at - [foot.x(), foot.y()]).tolist()), image)
        return
    painter.save()
    painter.translate(*at.tolist())
    back_deg = 90.0 * place.turn.back
    painter.rotate(-back_deg if fit.mirrored else back_deg)
    painter.drawImage(-foot, image)
    painter.restore()


def _in_picture(place: Place, fit: Fit) -> NDArray[np.float64]:
    """Return where the figure stands, (1, 2) pixels of the picture as it came."""
    at = np.array([[place.x_px, place.y_px]])
    size_px = fit.size_px if place.turn is Turn.NONE else fit.size_px[::-1]
    return turned_points(at, size_px, place.turn.back)
