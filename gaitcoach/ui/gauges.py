"""The two gauges: how far the other hip hung lower on the last steps of one stance leg."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PyQt6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gaitcoach.language import in_digits, tr
from gaitcoach.types import Side, SideStats, StanceRecord
from gaitcoach.ui import theme
from gaitcoach.ui.overlay import draw_marker
from gaitcoach.ui.steps import SHOWN_STEPS
from gaitcoach.ui.texts import (
    interval_text,
    last_step_text,
    mean_text,
    side_subtitle,
    side_title,
)

SCALE_TOP_DEG = -3.0
SCALE_BOTTOM_DEG = 10.0
"""Range shown: usual drops of runners lie inside; it grows when a step or the limit needs more."""
TICK_DEG = 5.0
WIDTH_UNITS = 16.5
LEAST_UNITS = 7
"""A lower gauge writes its numbers over each other."""
OLDEST_ALPHA = 0.3
WHISKER_ALPHA = 0.6


@dataclass(frozen=True, slots=True)
class Scale:
    """Degrees to pixels, drawn as hips move: a deeper drop lies lower.

    top_deg, bottom_deg : the drops at the upper and lower end of `area`
    """

    area: QRectF
    top_deg: float
    bottom_deg: float

    def y_px(self, drop_deg: float) -> float:
        """Return the height of a drop, widget pixels; beyond the scale it stays at its end."""
        inside = min(max(drop_deg, self.top_deg), self.bottom_deg)
        share = (inside - self.top_deg) / (self.bottom_deg - self.top_deg)
        return self.area.top() + share * self.area.height()

    def x_px(self, place: int) -> float:
        """Return the column of a step, widget pixels; place 0 is the newest, at the right."""
        width = self.area.width() / SHOWN_STEPS
        return self.area.right() - (place + 0.5) * width


class Gauge(QWidget):
    """Paints the last steps of one stance leg, the limit and the mean with its uncertainty."""

    def __init__(self, side: Side, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"gauge_{side.value}")
        self.setAccessibleName(f"{side_title(side)}, {side_subtitle(side)}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.side = side
        self.steps: tuple[StanceRecord, ...] = ()
        self.stats = SideStats()
        self.threshold_deg = math.nan
        self.unit_px = theme.UNIT_MIN_PX

    def show_steps(self, steps: tuple[StanceRecord, ...], stats: SideStats) -> None:
        """Show these steps, oldest first, and these statistics."""
        if (steps, stats) != (self.steps, self.stats):
            self.steps, self.stats = steps, stats
            self.update()

    def set_threshold(self, threshold_deg: float) -> None:
        """Move the limit's mark, degrees."""
        self.threshold_deg = threshold_deg
        self.update()

    def set_unit(self, unit_px: int) -> None:
        """Follow the window's text size, pixels."""
        self.unit_px = unit_px
        self.setMinimumHeight(unit_px * LEAST_UNITS)
        self.update()

    def scale(self) -> Scale:
        """Return the scale in use: it grows with what must be shown."""
        usable = [step.drop_deg for step in self.steps if step.usable]
        deepest = max([SCALE_BOTTOM_DEG, self.threshold_deg + 2.0, *(d + 1.0 for d in usable)])
        highest = min([SCALE_TOP_DEG, *(d - 1.0 for d in usable)])
        margin = self.unit_px * 0.8
        area = QRectF(self.rect()).adjusted(self.unit_px * 2.0, margin, -margin, -margin)
        return Scale(area, highest, deepest)

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802 - Qt's name
        scale = self.scale()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPixelSize(max(9, round(self.unit_px * 0.85)))
        painter.setFont(font)
        self._draw_ticks(painter, scale)
        self._draw_limit(painter, scale)
        self._draw_mean(painter, scale)
        for place, step in enumerate(reversed(self.steps)):
            self._draw_step(painter, scale, place, step)
        painter.end()

    def _draw_ticks(self, painter: QPainter, scale: Scale) -> None:
        first = math.ceil(scale.top_deg / TICK_DEG)
        for count in range(first, math.floor(scale.bottom_deg / TICK_DEG) + 1):
            drop_deg = count * TICK_DEG
            name = theme.FAINT if count == 0 else theme.GRID
            _level_line(painter, scale, drop_deg, QPen(theme.colour(name), 1.0))
            self._write(painter, f"{drop_deg:.0f}°", scale.y_px(drop_deg), theme.SOFT)

    def _draw_limit(self, painter: QPainter, scale: Scale) -> None:
        y_px = scale.y_px(self.threshold_deg)
        below = QRectF(scale.area)
        below.setTop(y_px)
        painter.fillRect(below, theme.colour(theme.OVER, 0.09))
        pen = QPen(theme.colour(theme.OVER), max(1.5, self.unit_px * 0.12), Qt.PenStyle.DashLine)
        _level_line(painter, scale, self.threshold_deg, pen)
        label = QRectF(scale.area.left(), y_px + 2, scale.area.width(), self.unit_px * 1.3)
        painter.drawText(
            label,
            Qt.AlignmentFlag.AlignLeft,
            tr("limit {limit}°", limit=in_digits(f"{self.threshold_deg:.1f}")),
        )

    def _draw_mean(self, painter: QPainter, scale: Scale) -> None:
        if self.stats.mean_deg is None or self.stats.ci95_deg is None:
            return
        low_px, high_px = (scale.y_px(bound) for bound in self.stats.ci95_deg)
        band = QRectF(scale.area.left(), low_px, scale.area.width(), max(2.0, high_px - low_px))
        painter.fillRect(band, theme.colour(theme.INK, 0.16))
        _level_line(painter, scale, self.stats.mean_deg, QPen(theme.colour(theme.INK, 0.8), 1.5))

    def _draw_step(self, painter: QPainter, scale: Scale, place: int, step: StanceRecord) -> None:
        x_px, radius_px = scale.x_px(place), min(self.unit_px * 0.45, scale.area.width() / 24)
        if not step.usable:
            _draw_unusable(painter, QPointF(x_px, scale.y_px(0.0)), radius_px * 0.7)
            return
        too_far = step.drop_deg > self.threshold_deg
        alpha = 1.0 - (1.0 - OLDEST_ALPHA) * place / (SHOWN_STEPS - 1)
        part = theme.OVER if too_far else theme.LEVEL
        whisker = theme.colour(part, alpha * WHISKER_ALPHA)
        painter.setPen(QPen(whisker, max(1.2, self.unit_px * 0.09)))
        ends = [scale.y_px(step.drop_deg + sign * step.sigma_deg) for sign in (-1, 1)]
        painter.drawLine(QLineF(x_px, ends[0], x_px, ends[1]))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(part, alpha))
        newest = 1.35 if place == 0 else 1.0
        draw_marker(painter, QPointF(x_px, scale.y_px(step.drop_deg)), radius_px * newest, too_far)

    def _write(self, painter: QPainter, text: str, y_px: float, part: theme.Role) -> None:
        high = self.unit_px * 1.4
        painter.setPen(theme.colour(part))
        place = QRectF(0.0, y_px - high / 2, self.unit_px * 1.7, high)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)


def _level_line(painter: QPainter, scale: Scale, drop_deg: float, pen: QPen) -> None:
    painter.setPen(pen)
    y_px = scale.y_px(drop_deg)
    painter.drawLine(QLineF(scale.area.left(), y_px, scale.area.right(), y_px))


def _draw_unusable(painter: QPainter, at: QPointF, half_px: float) -> None:
    painter.setPen(QPen(theme.colour(theme.FAINT), max(1.2, half_px * 0.4)))
    for slope in (1, -1):
        reach = QPointF(half_px, slope * half_px)
        painter.drawLine(QLineF(at - reach, at + reach))


class SidePanel(QFrame):
    """One stance leg: what it is, its gauge, its mean and how sure that is."""

    def __init__(self, side: Side, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"side_{side.value}")
        self.setProperty("role", "panel")
        self.side = side
        self._wide_px = round(theme.UNIT_MIN_PX * WIDTH_UNITS)
        self.gauge = Gauge(side, self)
        self._mean = _label(self, f"mean_{side.value}", "value")
        self._interval = _label(self, f"interval_{side.value}", "soft")
        self._last = _label(self, f"last_step_{side.value}", "soft")
        title = _label(self, f"title_{side.value}", "title", side_title(side))
        subtitle = _label(self, f"subtitle_{side.value}", "soft", side_subtitle(side))
        column = QVBoxLayout(self)
        column.setSpacing(1)
        for widget in (title, subtitle):
            column.addWidget(widget)
        column.addWidget(self.gauge, 1)
        for widget in (self._last, self._mean, self._interval):
            column.addWidget(widget)
        self.show_steps((), SideStats())

    def show_steps(self, steps: tuple[StanceRecord, ...], stats: SideStats) -> None:
        """Show these steps, oldest first, and these statistics."""
        self.gauge.show_steps(steps, stats)
        self._last.setText(last_step_text(steps))
        self._mean.setText(mean_text(stats))
        self._interval.setText(interval_text(stats))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for one width whatever the words: the picture must not move with the numbers."""
        return QSize(self._wide_px, super().sizeHint().height())

    def set_unit(self, unit_px: int) -> None:
        """Follow the window's text size, pixels."""
        self.gauge.set_unit(unit_px)
        self._wide_px = round(unit_px * WIDTH_UNITS)
        self.setMaximumWidth(self._wide_px)
        edge = round(unit_px * 0.7)
        self.layout().setContentsMargins(edge, edge, edge, edge)


def _label(parent: QWidget, name: str, role: str, text: str = "") -> QLabel:
    label = QLabel(text, parent)
    label.setObjectName(name)
    label.setProperty("role", role)
    return label
