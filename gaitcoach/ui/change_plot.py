"""What the blocks of a visit changed: each difference with its interval, over the band of noise."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PyQt6.QtCore import QLineF, QPointF, QRectF, Qt
from PyQt6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy, QWidget

from gaitcoach.gait.blocks import BlockMean
from gaitcoach.gait.review import NOISE_DEG
from gaitcoach.language import in_digits, tr, tr_later
from gaitcoach.types import Block, Side
from gaitcoach.ui import theme
from gaitcoach.ui.strip_chart import COLOURS, draw_step_mark
from gaitcoach.ui.visit_texts import NOTHING_YET, change_text

SPAN_DEG = 6.0
"""This far is shown to both sides; more when a change reaches further."""
ROW_UNITS = 1.3
"""Height of a row, in text sizes."""
ROWS = tuple((side, block) for side in Side for block in (Block.CUE, Block.AFTER))
NAMES = {
    (Side.LEFT, Block.CUE): tr_later("left leg, with cue"),
    (Side.LEFT, Block.AFTER): tr_later("left leg, after"),
    (Side.RIGHT, Block.CUE): tr_later("right leg, with cue"),
    (Side.RIGHT, Block.AFTER): tr_later("right leg, after"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One leg in one block; `mean` holds its change against the block before the cue."""

    side: Side
    mean: BlockMean


class ChangePlot(QWidget):
    """Paints what it is given; less drop lies at the left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("change_plot")
        self.setAccessibleName(tr("Change of the drop against the block before the cue"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._unit_px = theme.UNIT_MIN_PX
        self._changes: dict[tuple[Side, Block], BlockMean] = {}
        self.set_unit(theme.UNIT_MIN_PX)

    def set_unit(self, unit_px: int) -> None:
        """Follow the window's text size, pixels."""
        self._unit_px = unit_px
        self.setFixedHeight(round(unit_px * (ROW_UNITS * len(ROWS) + 1.6)))

    def show_changes(self, changes: Sequence[Change]) -> None:
        """Show these; those that are not known yet leave their row empty."""
        known = {
            (change.side, change.mean.block): change.mean
            for change in changes
            if change.mean.change_ci95_deg is not None
        }
        self.setAccessibleDescription(
            "; ".join(f"{tr(NAMES[row])}: {change_text(mean)}" for row, mean in known.items())
        )
        if known != self._changes:
            self._changes = known
            self.update()

    def x_px(self, change_deg: float) -> float:
        """Return where a change lies, widget pixels."""
        area, span_deg = self._area(), self._span_deg()
        inside = min(max(change_deg, -span_deg), span_deg)
        return area.center().x() + area.width() / 2 * inside / span_deg

    def _span_deg(self) -> float:
        reach = [abs(bound) for mean in self._changes.values() for bound in mean.change_ci95_deg]
        return max([SPAN_DEG, *(math.ceil(deg) for deg in reach)])

    def _area(self) -> QRectF:
        unit = self._unit_px
        names, words = 9.0 * unit, max(16.0 * unit, 0.36 * self.width())
        width = max(6.0 * unit, self.width() - names - words)
        return QRectF(names, 0.0, width, self.height() - 1.4 * unit)

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPixelSize(max(9, round(self._unit_px * 0.85)))
        painter.setFont(font)
        self._draw_axis(painter)
        if not self._changes:
            unit = self._unit_px
            words = QRectF(self._area()).adjusted(self._area().width() + unit, 0, self.width(), 0)
            words.setRight(self.width())
            painter.drawText(words, Qt.TextFlag.TextWordWrap, tr(NOTHING_YET))
        for place, row in enumerate(ROWS):
            self._draw_row(painter, (place + 0.5) * ROW_UNITS * self._unit_px, row)
        painter.end()

    def _draw_axis(self, painter: QPainter) -> None:
        area = self._area()
        band = QRectF(area)
        band.setLeft(self.x_px(-NOISE_DEG))
        band.setRight(self.x_px(+NOISE_DEG))
        painter.fillRect(band, theme.colour(theme.INK, 0.12))
        painter.setPen(QPen(theme.colour(theme.FAINT), 1.0))
        painter.drawLine(QLineF(self.x_px(0.0), area.top(), self.x_px(0.0), area.bottom()))
        foot = QRectF(0.0, area.bottom(), 3.0 * self._unit_px, 1.4 * self._unit_px)
        painter.setPen(theme.colour(theme.SOFT))
        for deg, text in (
            (-NOISE_DEG, in_digits(f"−{NOISE_DEG}°")),
            (0.0, "0°"),
            (NOISE_DEG, in_digits(f"+{NOISE_DEG}°")),
        ):
            foot.moveCenter(QPointF(self.x_px(deg), foot.center().y()))
            painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, text)

    def _draw_row(self, painter: QPainter, y_px: float, row: tuple[Side, Block]) -> None:
        unit, mean = self._unit_px, self._changes.get(row)
        middle = Qt.AlignmentFlag.AlignVCenter
        line = QRectF(0.0, y_px - unit, self._area().left() - 0.5 * unit, 2.0 * unit)
        painter.setPen(theme.colour(theme.SOFT if mean is None else theme.INK))
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignLeft, tr(NAMES[row]))
        if mean is None:
            return
        words = QRectF(self._area().right() + 0.8 * unit, line.top(), self.width(), line.height())
        painter.drawText(words, middle | Qt.AlignmentFlag.AlignLeft, change_text(mean))
        colour = theme.colour(COLOURS[row[0]])
        low, high = (self.x_px(bound_deg) for bound_deg in mean.change_ci95_deg)
        painter.setPen(QPen(colour, max(1.5, unit * 0.12)))
        painter.drawLine(QLineF(low, y_px, high, y_px))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        draw_step_mark(painter, row[0], QPointF(self.x_px(mean.change_deg), y_px), unit * 0.32)
