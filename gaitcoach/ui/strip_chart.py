"""The run over time: every step of both legs, the limit, the cues and the marks."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PyQt6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PyQt6.QtWidgets import QSizePolicy, QWidget

from gaitcoach.language import tr, tr_later
from gaitcoach.types import Cue, CueKind, Limits, Side, StanceRecord
from gaitcoach.ui import theme
from gaitcoach.ui.texts import time_text

SPAN_S = 120.0
"""Two minutes are shown until the run is longer; then all of it."""
TOP_DEG, BOTTOM_DEG = -3.0, 10.0
DEEPEST_DEG = 25.0
"""The scale grows with the steps, but never for one beyond this."""
SMOOTH_STEPS = 8
"""The line is the mean of the last steps, which the coach looks at."""
MAX_POINTS = 600
"""More points than pixels are thinned out: an hour's run is drawn as fast as a minute's."""
TICKS_S = (15, 30, 60, 120, 300, 600, 900, 1800, 3600)
MAX_TICKS = 9
LOW_UNITS, HIGH_UNITS = 8, 11
"""Height in text sizes: in a low window, and where there is room."""
WORD_ROWS = 3
"""Marks close to each other write their words below one another."""
COLOURS = {Side.LEFT: theme.LEVEL, Side.RIGHT: theme.MARK}
LEGEND = {Side.LEFT: tr_later("left leg ●"), Side.RIGHT: tr_later("right leg ■")}
BAND_LEGEND = tr_later("│ ± one standard deviation of a step")
CUE_LEGEND = tr_later("▲ cue")
GAP_S = 5.0
"""Over a longer time without a usable step no line is drawn."""
SIGNS = {Side.LEFT: "●", Side.RIGHT: "■"}
Mark = tuple[float, str]
StepMean = tuple[StanceRecord, float]


class StripChart(QWidget):
    """Paints what it is given; asks nobody."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip_chart")
        self.setAccessibleName(tr("Drop of every step over the run"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._steps: Sequence[StanceRecord] = ()
        self._own: dict[Side, list[StanceRecord]] = {side: [] for side in Side}
        self._cues: Sequence[Cue] = ()
        self._marks: Sequence[Mark] = ()
        self._limits, self._unit_px = Limits.both(5.0), theme.UNIT_MIN_PX
        self._bottom_deg = BOTTOM_DEG
        self.hide()

    def set_unit(self, unit_px: int) -> None:
        """Follow the window's text size, pixels."""
        self._unit_px = unit_px
        self.setMinimumHeight(unit_px * LOW_UNITS)
        self.setMaximumHeight(unit_px * HIGH_UNITS)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(0, self._unit_px * HIGH_UNITS)

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
        if new == old:
            return
        self._steps, self._cues, self._marks = steps, cues, marks
        self._limits = limits
        self._own = {side: _usable(steps, side) for side in Side}
        deepest = max((s.drop_deg for own in self._own.values() for s in own), default=0.0)
        highest = max(limits.left_deg, limits.right_deg)
        self._bottom_deg = max(BOTTOM_DEG, highest + 2.0, min(deepest + 1.0, DEEPEST_DEG))
        self.update()

    def x_px(self, t_s: float) -> float:
        """Return where a time lies, widget pixels."""
        area, (begin_s, end_s) = self._area(), self.span_s()
        return area.left() + area.width() * (t_s - begin_s) / (end_s - begin_s)

    def y_px(self, drop_deg: float) -> float:
        """Return where a drop lies, widget pixels; a deeper one lies lower."""
        area = self._area()
        inside = min(max(drop_deg, TOP_DEG), self._bottom_deg)
        share = (inside - TOP_DEG) / (self._bottom_deg - TOP_DEG)
        return area.top() + area.height() * share

    def span_s(self) -> tuple[float, float]:
        """Return the first and the last time that is shown."""
        if not self._steps:
            return 0.0, SPAN_S
        begin_s = self._steps[0].t_start_s
        return begin_s, max(begin_s + SPAN_S, self._steps[-1].t_end_s)

    def _area(self) -> QRectF:
        edge = self._unit_px * 0.6
        return QRectF(self.rect()).adjusted(self._unit_px * 2.2, edge, -edge, -2.9 * self._unit_px)

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour(theme.PANEL))
        font = QFont(self.font())
        font.setPixelSize(max(9, round(self._unit_px * 0.85)))
        painter.setFont(font)
        self._draw_axes(painter)
        self._draw_times(painter)
        self._draw_legend(painter)
        for side in (Side.LEFT, Side.RIGHT):
            self._draw_side(painter, side)
        self._draw_marks(painter)
        self._draw_cues(painter)
        painter.end()

    # -- axes --------------------------------------------------------------------------------

    def _draw_axes(self, painter: QPainter) -> None:
        area = self._area()
        for drop_deg in range(0, math.floor(self._bottom_deg) + 1, 5):
            y = self.y_px(drop_deg)
            painter.setPen(QPen(theme.colour(theme.GRID), 1.0))
            painter.drawLine(QLineF(area.left(), y, area.right(), y))
            painter.setPen(theme.colour(theme.SOFT))
            painter.drawText(QPointF(self._unit_px * 0.4, y + self._unit_px * 0.3), f"{drop_deg}°")
        self._draw_limits(painter)

    def _draw_limits(self, painter: QPainter) -> None:
        """One line for both legs, or one for each, marked by the leg's own sign at its end."""
        area, width = self._area(), max(1.5, self._unit_px * 0.1)
        apart = self._limits.left_deg != self._limits.right_deg
        for side in Side if apart else (Side.LEFT,):
            y = self.y_px(self._limits.of(side))
            painter.setPen(QPen(theme.colour(theme.OVER), width, Qt.PenStyle.DashLine))
            painter.drawLine(QLineF(area.left(), y, area.right(), y))
            if apart:
                painter.setPen(theme.colour(COLOURS[side]))
                painter.drawText(QPointF(area.right() - self._unit_px, y - 3), SIGNS[side])

    def _draw_times(self, painter: QPainter) -> None:
        area, (begin_s, end_s) = self._area(), self.span_s()
        every_s = next((t for t in TICKS_S if (end_s - begin_s) / t <= MAX_TICKS), TICKS_S[-1])
        painter.setPen(theme.colour(theme.SOFT))
        place = QRectF(0.0, area.bottom(), 6.0 * self._unit_px, 1.4 * self._unit_px)
        for count in range(math.floor((end_s - begin_s) / every_s) + 1):
            x = self.x_px(begin_s + count * every_s)
            left = min(max(x - place.width() / 2, area.left() - 2.0 * self._unit_px), area.right())
            place.moveLeft(min(left, self.width() - 4.2 * self._unit_px))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, time_text(count * every_s))

    def _draw_legend(self, painter: QPainter) -> None:
        y, x = self.height() - 0.55 * self._unit_px, self._area().left()
        for text, name in (
            *((tr(LEGEND[side]), COLOURS[side]) for side in (Side.LEFT, Side.RIGHT)),
            (tr(CUE_LEGEND), theme.OVER),
            (tr(BAND_LEGEND), theme.SOFT),
        ):
            painter.setPen(theme.colour(name))
            painter.drawText(QPointF(x, y), text)
            x += QFontMetricsF(painter.font()).horizontalAdvance(text) + 1.6 * self._unit_px

    # -- what happened -------------------------------------------------------------------------

    def _draw_marks(self, painter: QPainter) -> None:
        area, metrics = self._area(), QFontMetricsF(painter.font())
        ends = [-math.inf] * WORD_ROWS
        for t_s, mark in sorted(self._marks):
            words = tr(mark)  # the usual marks are ours, a word of the user's own stays
            x = self.x_px(t_s)
            painter.setPen(QPen(theme.colour(theme.INK, 0.7), 1.5))
            painter.drawLine(QLineF(x, area.top(), x, area.bottom()))
            row = next((i for i, end in enumerate(ends) if end < x), WORD_ROWS - 1)
            width = metrics.horizontalAdvance(words)
            left = x + 4 if x + 4 + width < area.right() else x - 4 - width
            ends[row] = left + width + self._unit_px
            plate = QRectF(
                left - 2, area.top() + row * 1.2 * self._unit_px, width + 4, metrics.height()
            )
            painter.fillRect(plate, theme.colour(theme.PANEL, 0.8))
            painter.setPen(theme.colour(theme.INK))
            painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, words)

    def _draw_cues(self, painter: QPainter) -> None:
        """Draw each cue as a triangle that stands on the time axis, with a thin line above it."""
        area, size = self._area(), self._unit_px * 0.42
        for cue in self._cues:
            if cue.kind is not CueKind.CORRECT or not cue.spoken:
                continue
            x = self.x_px(cue.t_s)
            painter.setPen(QPen(theme.colour(theme.OVER, 0.4), 1.0))
            painter.drawLine(QLineF(x, area.top(), x, area.bottom()))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(theme.OVER))
            foot, tip = area.bottom(), area.bottom() - 2 * size
            corners = (QPointF(x - size, foot), QPointF(x + size, foot), QPointF(x, tip))
            painter.drawPolygon(QPolygonF(corners))

    def _draw_side(self, painter: QPainter, side: Side) -> None:
        own = self._own[side]
        every = max(1, len(own) // MAX_POINTS)
        size = max(1.5, self._unit_px * 0.16)
        places = [QPointF(self.x_px(s.t_start_s), self.y_px(s.drop_deg)) for s in own[::every]]
        whiskers = [
            QLineF(
                at.x(),
                self.y_px(s.drop_deg - s.sigma_deg),
                at.x(),
                self.y_px(s.drop_deg + s.sigma_deg),
            )
            for at, s in zip(places, own[::every], strict=True)
        ]
        painter.setPen(QPen(theme.colour(COLOURS[side], 0.28), max(1.2, self._unit_px * 0.12)))
        painter.drawLines(whiskers)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(COLOURS[side], 0.7))
        for at in places:
            draw_step_mark(painter, side, at, size)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour(COLOURS[side]), max(1.5, self._unit_px * 0.14)))
        for piece in pieces([(own[i], mean_deg) for i, mean_deg in moving_means(own)[::every]]):
            line = [QPointF(self.x_px(s.t_start_s), self.y_px(mean_deg)) for s, mean_deg in piece]
            painter.drawPolyline(QPolygonF(line))


def pieces(means: Sequence[StepMean]) -> list[list[StepMean]]:
    """Return the line in pieces: where steps are missing, nothing is drawn."""
    made: list[list[StepMean]] = []
    for step, mean_deg in means:
        if not made or step.t_start_s - made[-1][-1][0].t_end_s > GAP_S:
            made.append([])
        made[-1].append((step, mean_deg))
    return made


def moving_means(own: Sequence[StanceRecord]) -> list[tuple[int, float]]:
    """Return (place of the step, mean of the last steps); it begins once there are enough."""
    means, total = [], 0.0
    for i, step in enumerate(own):
        total += step.drop_deg - (own[i - SMOOTH_STEPS].drop_deg if i >= SMOOTH_STEPS else 0.0)
        if i >= SMOOTH_STEPS - 1:
            means.append((i, total / SMOOTH_STEPS))
    return means


def draw_step_mark(painter: QPainter, side: Side, at: QPointF, size_px: float) -> None:
    """Draw a leg's mark with the painter's brush: left a disc, right a square."""
    if side is Side.LEFT:
        painter.drawEllipse(at, size_px, size_px)
    else:
        painter.drawRect(QRectF(at.x() - size_px, at.y() - size_px, 2 * size_px, 2 * size_px))


def _usable(steps: Sequence[StanceRecord], side: Side) -> list[StanceRecord]:
    return [step for step in steps if step.side is side and step.usable]
