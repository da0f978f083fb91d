"""The run over time: every step of both legs, the limit, the cues and the marks."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PyQt6.QtCore import QLineF, QPointF, QRectF, Qt
from PyQt6.QtGui import QFont, QPainter, QPaintEvent, QPen, QPolygonF
from PyQt6.QtWidgets import QSizePolicy, QWidget

from gaitcoach.types import Cue, CueKind, Limits, Side, StanceRecord
from gaitcoach.ui import theme
from gaitcoach.ui.texts import time_text

SPAN_S = 120.0
"""Two minutes are shown until the run is longer; then all of it."""
TOP_DEG, BOTTOM_DEG = -3.0, 10.0
SMOOTH_STEPS = 8
"""The line is the mean of the last steps, which the coach looks at."""
MAX_POINTS = 600
"""More points than pixels are thinned out: an hour's run is drawn as fast as a minute's."""
COLOURS = {Side.LEFT: theme.LEVEL, Side.RIGHT: theme.MARK}
SIGNS = {Side.LEFT: "●", Side.RIGHT: "■"}
MARKS = {Side.LEFT: "left leg ●", Side.RIGHT: "right leg ■"}
Mark = tuple[float, str]


class StripChart(QWidget):
    """Paints what it is given; asks nobody."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip_chart")
        self.setAccessibleName("Drop of every step over the run")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._steps: Sequence[StanceRecord] = ()
        self._cues: Sequence[Cue] = ()
        self._marks: Sequence[Mark] = ()
        self._limits, self._unit_px = Limits.both(5.0), theme.UNIT_MIN_PX
        self.hide()

    def set_unit(self, unit_px: int) -> None:
        """Follow the window's text size, pixels."""
        self._unit_px = unit_px
        self.setFixedHeight(unit_px * 11)

    def show_run(
        self,
        steps: Sequence[StanceRecord],
        cues: Sequence[Cue],
        marks: Sequence[Mark],
        limits: Limits,
    ) -> None:
        """Show a run; marks : (time, words)."""
        new = (len(steps), len(cues), len(marks), limits)
        old = (len(self._steps), len(self._cues), len(self._marks), self._limits)
        self._steps, self._cues, self._marks = steps, cues, marks
        self._limits = limits
        if new != old:
            self.update()

    def x_px(self, t_s: float) -> float:
        """Return where a time lies, widget pixels."""
        area, (begin_s, end_s) = self._area(), self.span_s()
        return area.left() + area.width() * (t_s - begin_s) / (end_s - begin_s)

    def y_px(self, drop_deg: float) -> float:
        """Return where a drop lies, widget pixels; a deeper one lies lower."""
        area = self._area()
        inside = min(max(drop_deg, TOP_DEG), self._bottom_deg())
        share = (inside - TOP_DEG) / (self._bottom_deg() - TOP_DEG)
        return area.top() + area.height() * share

    def span_s(self) -> tuple[float, float]:
        """Return the first and the last time that is shown."""
        if not self._steps:
            return 0.0, SPAN_S
        begin_s = self._steps[0].t_start_s
        return begin_s, max(begin_s + SPAN_S, self._steps[-1].t_end_s)

    def _bottom_deg(self) -> float:
        deepest = max((s.drop_deg for s in self._steps if s.usable), default=0.0)
        highest = max(self._limits.left_deg, self._limits.right_deg)
        return max(BOTTOM_DEG, highest + 2.0, min(deepest + 1.0, 25.0))

    def _area(self) -> QRectF:
        edge = self._unit_px * 0.6
        return QRectF(self.rect()).adjusted(self._unit_px * 2.2, edge, -edge, -1.6 * self._unit_px)

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour(theme.PANEL))
        font = QFont(self.font())
        font.setPixelSize(max(9, round(self._unit_px * 0.85)))
        painter.setFont(font)
        self._draw_axes(painter)
        for t_s, words in self._marks:
            self._draw_tick(painter, t_s, theme.INK, words)
        for cue in self._cues:
            if cue.kind is CueKind.CORRECT and cue.spoken:
                self._draw_tick(painter, cue.t_s, theme.OVER, "")
        for side in (Side.LEFT, Side.RIGHT):
            self._draw_side(painter, side)
        painter.end()

    def _draw_axes(self, painter: QPainter) -> None:
        area = self._area()
        for drop_deg in range(0, math.floor(self._bottom_deg()) + 1, 5):
            y = self.y_px(drop_deg)
            painter.setPen(QPen(theme.colour(theme.GRID), 1.0))
            painter.drawLine(QLineF(area.left(), y, area.right(), y))
            painter.setPen(theme.colour(theme.SOFT))
            painter.drawText(QPointF(self._unit_px * 0.4, y + self._unit_px * 0.3), f"{drop_deg}°")
        self._draw_limits(painter)
        begin_s, end_s = self.span_s()
        foot = area.bottom() + self._unit_px * 1.2
        painter.setPen(theme.colour(theme.SOFT))
        painter.drawText(QPointF(area.left(), foot), "0:00")
        end = QPointF(area.right() - 2.5 * self._unit_px, foot)
        painter.drawText(end, time_text(end_s - begin_s))
        for place, side in enumerate((Side.LEFT, Side.RIGHT)):
            painter.setPen(theme.colour(COLOURS[side]))
            at = QPointF(area.center().x() + (place - 0.6) * 8 * self._unit_px, foot)
            painter.drawText(at, MARKS[side])

    def _draw_limits(self, painter: QPainter) -> None:
        """One line for both legs, or one for each, marked by the leg's own sign at its end."""
        area, width = self._area(), max(1.5, self._unit_px * 0.1)
        limits = self._limits
        apart = limits.left_deg != limits.right_deg
        for side in Side if apart else (Side.LEFT,):
            y = self.y_px(limits.of(side))
            painter.setPen(QPen(theme.colour(theme.OVER), width, Qt.PenStyle.DashLine))
            painter.drawLine(QLineF(area.left(), y, area.right(), y))
            if apart:
                painter.setPen(theme.colour(COLOURS[side]))
                painter.drawText(QPointF(area.right() - self._unit_px, y - 3), SIGNS[side])

    def _draw_tick(self, painter: QPainter, t_s: float, part: theme.Role, words: str) -> None:
        area, x = self._area(), self.x_px(t_s)
        painter.setPen(QPen(theme.colour(part, 0.7), 1.5))
        painter.drawLine(QLineF(x, area.top(), x, area.bottom()))
        if words:
            painter.drawText(QPointF(x + 3, area.top() + self._unit_px * 0.9), words)

    def _draw_side(self, painter: QPainter, side: Side) -> None:
        own = [step for step in self._steps if step.side is side and step.usable]
        colour = theme.colour(COLOURS[side])
        every = max(1, len(own) // MAX_POINTS)
        painter.setPen(Qt.PenStyle.NoPen)
        faint = theme.colour(COLOURS[side], 0.55)
        painter.setBrush(faint)
        size = max(1.5, self._unit_px * 0.16)
        for step in own[::every]:
            at = QPointF(self.x_px(step.t_start_s), self.y_px(step.drop_deg))
            if side is Side.LEFT:
                painter.drawEllipse(at, size, size)
            else:
                painter.drawRect(QRectF(at.x() - size, at.y() - size, 2 * size, 2 * size))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, max(1.5, self._unit_px * 0.14)))
        painter.drawPolyline(QPolygonF(self._means(own)[::every]))

    def _means(self, own: Sequence[StanceRecord]) -> list[QPointF]:
        """Return the moving mean as points; it begins once there are enough steps."""
        points, total = [], 0.0
        for i, step in enumerate(own):
            total += step.drop_deg - (own[i - SMOOTH_STEPS].drop_deg if i >= SMOOTH_STEPS else 0.0)
            if i >= SMOOTH_STEPS - 1:
                mean_deg = total / SMOOTH_STEPS
                points.append(QPointF(self.x_px(step.t_start_s), self.y_px(mean_deg)))
        return points
