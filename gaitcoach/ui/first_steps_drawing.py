"""The three pictures of the first page, drawn by lines: camera, standing, running.

Each is drawn in a square of 100 x 100, y down, floor at 92; the widget scales it.
"""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QFont, QPainter, QPaintEvent, QPen, QPolygonF
from PyQt6.QtWidgets import QSizePolicy, QWidget

from gaitcoach.ui import theme

FLOOR = 92.0
HIP = 56.0
"""How high the hips are: the camera is as high, and that is what the picture says."""
BODY = 5.0
THIN = 0.9
XY = tuple[float, float]
Draw = Callable[[QPainter], None]


class Drawing(QWidget):
    """Shows one of the pictures, as large as it fits. name : what it shows, for who cannot see"""

    def __init__(self, draw: Draw, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._draw = draw
        self.setAccessibleName(name)
        self.setMinimumSize(120, 120)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802 - Qt's name
        side = min(self.width(), self.height())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate((self.width() - side) / 2, (self.height() - side) / 2)
        painter.scale(side / 100, side / 100)
        self._draw(painter)
        painter.end()


def draw_camera(painter: QPainter) -> None:
    """From the side: the camera on its stand behind the belt, as high as the hips."""
    _view_cone(painter)
    _line(painter, theme.FAINT, THIN, (2, FLOOR), (98, FLOOR))
    # The belt with its front rail.
    _line(painter, theme.SOFT, 4.0, (48, FLOOR - 3), (92, FLOOR - 3))
    _line(painter, theme.SOFT, 1.8, (90, FLOOR - 4), (94, 50), (88, 50))
    # The camera on three legs.
    for foot in (5.0, 12.0, 19.0):
        _line(painter, theme.SOFT, 1.4, (12, HIP + 4), (foot, FLOOR))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(theme.INK))
    painter.drawRoundedRect(QRectF(5, HIP - 4.5, 13, 9), 1.5, 1.5)
    painter.drawPolygon(_points((18, HIP - 2), (22, HIP - 4), (22, HIP + 4), (18, HIP + 2)))
    _runner_from_the_side(painter)
    _dashes(painter, theme.LEVEL, (23, HIP), (66, HIP))
    painter.setBrush(theme.colour(theme.LEVEL))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(QPointF(68, HIP), 2.2, 2.2)


def draw_standing(painter: QPainter) -> None:
    """From behind: both feet on the ground, the pelvis level."""
    _ground(painter)
    _from_behind(painter, lower_right=0.0, feet=((44, FLOOR - 3), (56, FLOOR - 3)))
    for i, count in enumerate("321"):
        at = QPointF(86.0, 22.0 + 17 * i)
        painter.setPen(QPen(theme.colour(theme.LEVEL), 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, 6.0, 6.0)
        _write(painter, at, 7.0, count)


def draw_running(painter: QPainter) -> None:
    """From behind: on the left leg, the right hip hangs lower than a level pelvis would."""
    _ground(painter)
    _from_behind(painter, lower_right=4.0, feet=((47, FLOOR - 3), (61, 78)), knee=(59, 74))
    _dashes(painter, theme.SOFT, (30, HIP - 2), (70, HIP - 2))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(theme.OVER))
    painter.drawPolygon(_points((73, HIP - 1), (80, HIP - 1), (76.5, HIP + 6)))


def _view_cone(painter: QPainter) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(theme.LEVEL, 0.13))
    painter.drawPolygon(_points((22, HIP), (86, 10), (86, FLOOR)))


def _runner_from_the_side(painter: QPainter) -> None:
    hip, neck = (68.0, HIP), (71.0, 31.0)
    _line(painter, theme.INK, BODY, hip, (64, 72), (54, 78))
    _line(painter, theme.INK, BODY, hip, (75, 70), (73, FLOOR - 7))
    _line(painter, theme.INK, BODY + 2, hip, neck)
    _line(painter, theme.INK, BODY - 1.5, neck, (64, 43), (72, 49))
    _head(painter, (73.5, 21))


def _from_behind(
    painter: QPainter, lower_right: float, feet: tuple[XY, XY], knee: XY | None = None
) -> None:
    left, right = (44.0, HIP - lower_right / 2), (56.0, HIP + lower_right / 2)
    for hip, foot, bend in ((left, feet[0], None), (right, feet[1], knee)):
        _line(painter, theme.INK, BODY, hip, *([bend] if bend else []), foot)
    trunk = _points((39, 31), (61, 31), right, left)
    painter.setPen(QPen(theme.colour(theme.INK), 3, join=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(theme.colour(theme.INK))
    painter.drawPolygon(trunk)
    for shoulder, elbow, hand in (((39, 32), (31, 45), (34, 58)), ((61, 32), (69, 45), (66, 58))):
        _line(painter, theme.INK, BODY - 1.5, shoulder, elbow, hand)
    _line(painter, theme.INK, BODY, (50, 31), (50, 25))
    _head(painter, (50, 19))
    _line(
        painter,
        theme.OVER if lower_right else theme.LEVEL,
        2.4,
        _out(left, right),
        _out(right, left),
    )


def _out(one: XY, other: XY) -> XY:
    """Return the end of the pelvic line, a little outside the body."""
    return one[0] + 0.7 * (one[0] - other[0]), one[1] + 0.7 * (one[1] - other[1])


def _ground(painter: QPainter) -> None:
    _line(painter, theme.FAINT, THIN, (15, FLOOR), (85, FLOOR))


def _head(painter: QPainter, at: XY) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(theme.INK))
    painter.drawEllipse(QPointF(*at), 5.6, 6.4)


def _line(painter: QPainter, name: str, width: float, *points: XY) -> None:
    pen = QPen(theme.colour(name), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolyline(_points(*points))


def _dashes(painter: QPainter, name: str, one: XY, other: XY) -> None:
    pen = QPen(theme.colour(name), 1.0)
    pen.setDashPattern([3.0, 2.5])
    painter.setPen(pen)
    painter.drawLine(QPointF(*one), QPointF(*other))


def _write(painter: QPainter, middle: QPointF, size: float, text: str) -> None:
    font = QFont(painter.font())
    font.setPixelSize(round(size))
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(theme.colour(theme.INK))
    box = QRectF(middle.x() - 10, middle.y() - 10, 20, 20)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _points(*points: XY) -> QPolygonF:
    return QPolygonF([QPointF(*point) for point in points])
