"""What is read of a drill from three metres: a word, a ring with a number, each leg's count."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PyQt6.QtWidgets import QSizePolicy, QWidget

from gaitcoach.language import tr
from gaitcoach.ui import theme
from gaitcoach.ui.drill_texts import DrillWords, LegWords, Tone

WORD_REL, LEG_REL, GAP_REL = 0.17, 0.21, 0.03
"""Heights of the word's plate, of a leg's row and of what is between, of the board's height."""
NUMBER_REL, BELOW_REL = 0.44, 0.13
"""Of the ring's width: the figures are some 15 % of the window's height, read at 3 m."""
STROKE_REL = 0.075
FULL_REL = 0.95
"""What would be wider than its place is written smaller, and fills this share of it."""
TONES = {
    Tone.WAIT: (theme.PANEL_HIGH, theme.INK),
    Tone.WORK: (theme.LEVEL, theme.GROUND),
    Tone.REST: (theme.MARK, theme.GROUND),
}
"""Plate and ink of the word; the sign beside it says the same without colour."""
_CENTRE = Qt.AlignmentFlag.AlignCenter
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class DrillBoard(QWidget):
    """Paints words; asks nobody."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("drill_board")
        self.setAccessibleName(tr("The drill now"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumWidth(260)
        self.words: DrillWords | None = None

    def show_words(self, words: DrillWords) -> None:
        """Show these."""
        if words != self.words:
            self.words = words
            self.setAccessibleDescription(words.spoken)
            self.update()

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802 - Qt's name
        if self.words is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = float(self.width()), float(self.height())
        gap = height * GAP_REL
        word = QRectF(0, 0, width, height * WORD_REL)
        legs = QRectF(0, height * (1 - LEG_REL), width, height * LEG_REL)
        _paint_word(painter, word, self.words)
        ring = QRectF(0, word.bottom(), width, legs.top() - word.bottom())
        _paint_ring(painter, _square(ring.adjusted(0, gap, 0, -gap)), self.words)
        _paint_legs(painter, legs, gap, self.words.legs)
        painter.end()


def _square(area: QRectF) -> QRectF:
    side = min(area.width(), area.height())
    square = QRectF(0, 0, side, side)
    square.moveCenter(area.center())
    return square


def _paint_word(painter: QPainter, area: QRectF, words: DrillWords) -> None:
    plate, ink = (theme.colour(role) for role in TONES[words.tone])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(plate)
    painter.drawRoundedRect(area, area.height() * 0.18, area.height() * 0.18)
    side = area.height() * 0.34
    sign = QRectF(area.left() + side * 0.8, area.center().y() - side / 2, side, side)
    painter.setBrush(ink)
    _paint_sign(painter, sign, words.tone)
    room = area.adjusted(side * 2.2, 0, -side * 0.6, 0)
    painter.setPen(ink)
    painter.setFont(fitting_font(words.word, area.height() * 0.56, room.width(), bold=True))
    painter.drawText(room, _MIDDLE | Qt.AlignmentFlag.AlignLeft, words.word)


def _paint_sign(painter: QPainter, area: QRectF, tone: Tone) -> None:
    """Work: a triangle to the right. Rest: two bars. Waiting: a disc."""
    if tone is Tone.WORK:
        corners = [area.topLeft(), area.bottomLeft(), QPointF(area.right(), area.center().y())]
        painter.drawPolygon(QPolygonF(corners))
    elif tone is Tone.REST:
        bar = area.width() * 0.34
        for left in (area.left(), area.right() - bar):
            painter.drawRect(QRectF(left, area.top(), bar, area.height()))
    else:
        painter.drawEllipse(area)


def _paint_ring(painter: QPainter, area: QRectF, words: DrillWords) -> None:
    stroke = area.width() * STROKE_REL
    circle = area.adjusted(stroke, stroke, -stroke, -stroke)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour(theme.GRID), stroke))
    painter.drawEllipse(circle)
    part = theme.MARK if words.tone is Tone.REST else theme.LEVEL
    pen = QPen(theme.colour(part), stroke)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    if words.share > 0.0:  # clockwise from the top, in sixteenths of a degree
        painter.drawArc(circle, 90 * 16, -round(360 * 16 * words.share))
    painter.setPen(theme.colour(theme.INK))
    inside = circle.width() * 0.78
    painter.setFont(fitting_font(words.number, area.width() * NUMBER_REL, inside, bold=True))
    painter.drawText(area.adjusted(0, 0, 0, -area.height() * 0.10), _CENTRE, words.number)
    painter.setPen(theme.colour(theme.SOFT))
    painter.setFont(fitting_font(words.below, area.width() * BELOW_REL, inside * 0.8))
    painter.drawText(area.adjusted(0, area.height() * 0.44, 0, 0), _CENTRE, words.below)


def _paint_legs(painter: QPainter, area: QRectF, gap: float, legs: tuple[LegWords, ...]) -> None:
    """A plate for each leg, side by side, in letters of one size."""
    wide = (area.width() + gap) / len(legs)
    room_px = wide - gap - area.height() * 0.24
    title = fitting_font(max((_title(leg) for leg in legs), key=len), area.height() * 0.26, room_px)
    count = fitting_font(max((leg.count for leg in legs), key=len), area.height() * 0.46, room_px)
    for place, leg in enumerate(legs):
        plate = QRectF(area.left() + place * wide, area.top(), wide - gap, area.height())
        _paint_leg(painter, plate, leg, title, count)


def _title(leg: LegWords) -> str:
    return f"▲ {leg.title}"


def _paint_leg(painter: QPainter, area: QRectF, leg: LegWords, title: QFont, count: QFont) -> None:
    """The leg's name over its count; the one that stands has a frame and a sign."""
    high = area.height()
    painter.setBrush(theme.colour(theme.CHOSEN if leg.stands else theme.PANEL))
    edge = QPen(theme.colour(theme.LEVEL if leg.stands else theme.OUTLINE))
    edge.setWidthF(max(2.0, high * 0.04) if leg.stands else 1.0)
    painter.setPen(edge)
    inset = edge.widthF() / 2
    plate = area.adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(plate, high * 0.12, high * 0.12)
    for text, font, top, share, role in (
        (_title(leg) if leg.stands else leg.title, title, 0.08, 0.30,
         theme.INK if leg.stands else theme.SOFT),
        (leg.count, count, 0.38, 0.54, theme.INK),
    ):  # fmt: skip
        line = QRectF(area.left(), area.top() + top * high, area.width(), share * high)
        painter.setPen(theme.colour(role))
        painter.setFont(font)
        painter.drawText(line, _CENTRE, text)


def fitting_font(text: str, height_px: float, width_px: float, bold: bool = False) -> QFont:
    """Return a font of this height, or a smaller one in which the text is not wider than that."""
    font = _font(height_px, bold)
    wide = QFontMetricsF(font).horizontalAdvance(text)
    full_px = FULL_REL * width_px
    return font if wide <= full_px else _font(height_px * full_px / wide, bold)


def _font(height_px: float, bold: bool) -> QFont:
    font = QFont()
    font.setPixelSize(max(8, int(height_px)))
    font.setBold(bold)
    return font
