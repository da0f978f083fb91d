"""A drawn runner from behind and from the front, with the two places of the stickers.

Its own unit: a body of `BODY_HEIGHT`, the middle line at x = 0, y downwards from the crown.
"""

from __future__ import annotations

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QFont, QPainter, QPainterPath, QPainterPathStroker, QPen, QTransform

from gaitcoach.types import View

BODY_HEIGHT = 172.0
SKIN, CLOTH, LINE = QColor(246, 234, 224), QColor(205, 214, 226), QColor(70, 70, 70)
STICKER, LEVEL = QColor(240, 0, 130), QColor(240, 0, 130)
STICKER_RADIUS = 3.4
"""40 mm on hips 36 cm wide would be 2.7; a little larger, to be seen."""
HIP_Y, WAISTBAND_Y = 100.0, 104.5
PLACES = {View.BEHIND: (7.5, 100.0), View.FRONT: (16.0, 106.5)}
"""x of each side and y: dimples (PSIS) 10 cm apart, front points (ASIS) 23 cm."""


def draw_body(painter: QPainter, top_middle: QPointF, scale: float, view: View) -> None:
    """Draw the runner as the camera of this view sees it."""
    painter.save()
    painter.translate(top_middle)
    painter.scale(scale, scale)
    body = _outline()
    _fill(painter, body, SKIN)
    _fill(painter, body.intersected(_box(-40, WAISTBAND_Y, 80, 38).subtracted(_arms())), CLOTH)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(0.35))
    painter.drawPath(_back_lines() if view is View.BEHIND else _front_lines())
    _draw_stickers(painter, *PLACES[view])
    _draw_sides(painter, "L R" if view is View.BEHIND else "R L")
    painter.restore()


def _outline() -> QPainterPath:
    half = QPainterPath(QPointF(0, 22))
    half.lineTo(5.5, 22)
    half.cubicTo(6, 32, 8, 33, 17, 35.5)  # neck to shoulder
    half.cubicTo(24, 37.5, 25, 42, 23.5, 52)  # shoulder to armpit
    half.cubicTo(22.5, 66, 17.5, 74, 17.5, 85)  # to the waist
    half.cubicTo(17.5, 96, 24, 104, 24.5, 118)  # to the hip
    half.cubicTo(25, 135, 21, 150, 19.5, BODY_HEIGHT)  # thigh
    half.lineTo(7.5, BODY_HEIGHT)
    half.cubicTo(5, 155, 2.5, 142, 0.8, 131)  # inside of the thigh
    half.lineTo(0, 131)
    half.closeSubpath()
    head = QPainterPath()
    head.addEllipse(QPointF(0, 13), 9.5, 13)
    return half.united(_mirrored(half)).united(head).united(_arms())


def _arms() -> QPainterPath:
    """Upper arms a little away from the trunk, forearms bent outwards."""
    bone = QPainterPath(QPointF(21, 42))
    bone.lineTo(32, 72)
    bone.lineTo(36, 97)
    stroker = QPainterPathStroker()
    stroker.setWidth(8.5)
    stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    arm = stroker.createStroke(bone).simplified()
    return arm.united(_mirrored(arm))


def _back_lines() -> QPainterPath:
    path = QPainterPath(QPointF(0, 42))
    path.lineTo(0, 92)  # spine
    path.moveTo(0, 108)
    path.lineTo(0, 131)  # between the buttocks
    _both_sides(path, (3, 133), (9, 137), (17, 132))  # folds under them
    _both_sides(path, (7, 48), (15, 52), (14, 63))  # shoulder blades
    return path


def _front_lines() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(0, 93), 0.8, 1.2)  # navel
    _both_sides(path, (2, 37), (8, 37), (15, 36))  # collar bones
    _both_sides(path, (3, 59), (12, 63), (19, 57))  # chest
    _both_sides(path, (2, 129), (8, 124), (16, 113))  # groin
    return path


def _both_sides(path: QPainterPath, *points: tuple[float, float]) -> None:
    for sign in (-1, 1):
        start, bend, end = (QPointF(sign * x, y) for x, y in points)
        path.moveTo(start)
        path.quadTo(bend, end)


def _draw_stickers(painter: QPainter, x: float, y: float) -> None:
    painter.setPen(_pen(0.4, LEVEL, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(-29, y), QPointF(29, y))
    painter.setPen(_pen(0.5, QColor("white")))
    painter.setBrush(STICKER)
    for sign in (-1, 1):
        painter.drawEllipse(QPointF(sign * x, y), STICKER_RADIUS, STICKER_RADIUS)


def _draw_sides(painter: QPainter, letters: str) -> None:
    """Name the runner's own sides, beside the hands."""
    font = QFont("sans-serif")
    font.setPixelSize(7)
    painter.setFont(font)
    painter.setPen(LINE)
    for x, letter in zip((-37, 37), letters.split(), strict=True):
        painter.drawText(QRectF(x - 6, 103, 12, 9), Qt.AlignmentFlag.AlignCenter, letter)


def _fill(painter: QPainter, path: QPainterPath, colour: QColor) -> None:
    painter.setPen(_pen(0.5))
    painter.setBrush(colour)
    painter.drawPath(path)


def _pen(width: float, colour: QColor = LINE, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    return QPen(colour, width, style, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _box(x: float, y: float, width: float, height: float) -> QPainterPath:
    path = QPainterPath()
    path.addRect(QRectF(x, y, width, height))
    return path


def _mirrored(path: QPainterPath) -> QPainterPath:

    return QTransform.fromScale(-1, 1).map(path)
