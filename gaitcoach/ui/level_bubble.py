"""A spirit level for the pelvis: the bubble goes to the higher hip, and has a band to stay in."""

from __future__ import annotations

import math

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy, QWidget

from gaitcoach.language import tr
from gaitcoach.types import Side
from gaitcoach.ui import theme
from gaitcoach.ui.drill_board import fitting_font
from gaitcoach.ui.overlay import draw_marker
from gaitcoach.ui.texts import DASH, angle_text

CALM_S = 0.25
"""Time constant: the sway of standing stays, the noise of single pictures goes."""
JUMP_S = 0.5
FULL_LIMITS = 2.2
"""The tube ends at so many limits: beyond, the bubble rests at its end."""
STEADY_DEG = 0.5
"""Back inside by so much before it is level again: no flicker at the limit."""


class LevelBubble(QWidget):
    """Shows the pelvis's angle above level. Paint only: it asks nobody."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("level_bubble")
        self.setAccessibleName(tr("How level the hips are"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.limit_deg, self._left_is_left = 5.0, True
        self.tilt_deg: float | None = None
        self.is_over, self._judges = False, True
        self._last_s = -math.inf
        self._shown: tuple[int, bool] | None = None

    def begin(self, limit_deg: float, judges: bool = True) -> None:
        """Forget what was shown. limit_deg : drop that is too much; judges : whether a drop is bad

        In a hip hike the drop is the exercise.
        """
        self.limit_deg, self.tilt_deg, self._last_s = limit_deg, None, -math.inf
        self.is_over, self._judges = False, judges
        self.update()

    def take(
        self, t_s: float, tilt_deg: float | None, side: Side | None, left_is_left: bool
    ) -> None:
        """Take what one frame shows.

        tilt_deg : obliquity above level, + = left hip higher; None = not seen
        side : leg that stands; while it is not known nothing is too much
        left_is_left : the runner's left is at the left of the screen
        """
        step_s, self._last_s = t_s - self._last_s, t_s
        self._left_is_left = left_is_left
        if tilt_deg is None or self.tilt_deg is None or not 0.0 <= step_s < JUMP_S:
            self.tilt_deg = tilt_deg
        else:
            self.tilt_deg += -math.expm1(-step_s / CALM_S) * (tilt_deg - self.tilt_deg)
        self.is_over = self._judges and self._drop_deg(side) > self._bound_deg

    @property
    def _bound_deg(self) -> float:
        return self.limit_deg - (STEADY_DEG if self.is_over else 0.0)

    def _drop_deg(self, side: Side | None) -> float:
        known = side is not None and self.tilt_deg is not None
        return side.drop_deg(self.tilt_deg) if known else -math.inf

    def show_now(self) -> None:
        """Paint what was taken, if it looks different; called seldom, so that it stays calm."""
        shown = None if self.tilt_deg is None else (round(4 * self.tilt_deg), self.is_over)
        if shown != self._shown:
            self._shown = shown
            self.setAccessibleDescription(self.text)
            self.update()

    @property
    def text(self) -> str:
        """The angle in words."""
        return DASH if self.tilt_deg is None else angle_text(self.tilt_deg)

    def place_rel(self) -> float:
        """Return where the bubble is, -1 = left end, 0 = middle, 1 = right end."""
        if self.tilt_deg is None:
            return 0.0
        toward = -1.0 if self._left_is_left else 1.0  # a bubble goes up, to the higher hip
        share = toward * self.tilt_deg / (FULL_LIMITS * self.limit_deg)
        return min(1.0, max(-1.0, share))

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high = float(self.height())
        words = QRectF(self.rect()).adjusted(self.width() * 0.62, 0, 0, 0)
        tube = QRectF(self.rect()).adjusted(2, high * 0.18, -self.width() * 0.40, -high * 0.18)
        self._paint_tube(painter, tube)
        part = theme.OVER if self.is_over else theme.INK
        painter.setPen(theme.colour(part))
        painter.setFont(fitting_font(self.text, high * 0.55, words.width(), bold=True))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, middle | Qt.AlignmentFlag.AlignLeft, self.text)
        painter.end()

    def _paint_tube(self, painter: QPainter, tube: QRectF) -> None:
        radius = tube.height() / 2
        painter.setPen(QPen(theme.colour(theme.FAINT), 2.0))
        painter.setBrush(theme.colour(theme.PANEL))
        painter.drawRoundedRect(tube, radius, radius)
        reach = tube.width() / 2 - radius
        for side in (-1, 1):
            x = tube.center().x() + side * (reach / FULL_LIMITS + radius)
            painter.setPen(QPen(theme.colour(theme.INK), 3.0))
            painter.drawLine(QPointF(x, tube.top()), QPointF(x, tube.bottom()))
        if self.tilt_deg is None:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(theme.OVER if self.is_over else theme.LEVEL))
        at = QPointF(tube.center().x() + self.place_rel() * reach, tube.center().y())
        draw_marker(painter, at, radius * 0.72, self.is_over)
