"""What a runner reads from three metres: two hips, cadence, time. Nothing else, and calm."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PyQt6.QtCore import QPointF, QRectF, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QCloseEvent, QFont, QKeyEvent, QPainter, QPaintEvent
from PyQt6.QtWidgets import QWidget

from gaitcoach.live.view import LiveView
from gaitcoach.types import Limits, Quality, Side, StanceRecord
from gaitcoach.ui import theme
from gaitcoach.ui.overlay import draw_marker
from gaitcoach.ui.texts import DASH, STEPS_FOR_A_MEAN, cadence_text, time_text

CALM_MS = 500
"""It changes twice a second at most."""
RECENT_STEPS = 8
"""A hip's number is the mean of its last steps: what the coach looks at."""
NUMBER_REL, LABEL_REL, STRIP_REL = 0.34, 0.115, 0.2
"""Heights of the text, of the whole. Capital letters are 0.7 of it: 8 % of a 13-inch screen, which
can be read at 3 m."""


_CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class Hip:
    """One half of the field. over : None while there is no number."""

    label: str
    number: str
    over: bool | None


def hip_of(side: Side, steps: Sequence[StanceRecord], limits: Limits) -> Hip:
    """Return a hip by the steps in which it may hang: those on the other leg."""
    own = [step for step in steps if step.side is side.other and step.usable][-RECENT_STEPS:]
    label = f"{side.value.upper()} HIP"
    if len(own) < STEPS_FOR_A_MEAN:
        return Hip(label, DASH, None)
    mean_deg = sum(step.drop_deg for step in own) / len(own)
    number = f"{round(mean_deg) + 0}°".replace("-", "−")
    return Hip(label, number, mean_deg > limits.of(side.other))


class RunnerDisplay(QWidget):
    """A window of its own: on the second screen while the desk stays on the first.

    Parameters
    ----------
    look : returns the newest view, all steps, and the limits

    Signals
    -------
    closed() : the user closed it
    """

    closed = pyqtSignal()

    def __init__(self, look: Callable[[], tuple[LiveView, Sequence[StanceRecord], Limits]]) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName("runner_display")
        self.setWindowTitle("gaitcoach – runner")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.resize(960, 600)
        self._look = look
        self.hips: tuple[Hip, Hip] = tuple(
            hip_of(side, (), Limits.both(5.0)) for side in (Side.LEFT, Side.RIGHT)
        )
        self.cadence, self.elapsed, self.word = DASH, time_text(0), ""
        self._timer = QTimer(self)
        self._timer.setInterval(CALM_MS)
        self._timer.timeout.connect(self.take)
        self._timer.start()
        self.take()

    def take(self) -> None:
        """Look, and paint what is new."""
        view, steps, limits = self._look()
        update = view.update
        before = self._shown
        left, right = (hip_of(side, steps, limits) for side in (Side.LEFT, Side.RIGHT))
        self.hips = left, right
        self.cadence = cadence_text(update)
        self.elapsed = time_text(view.stats.active_s)
        trouble = update is not None and update.quality not in (Quality.OK, Quality.TOO_FEW_STEPS)
        self.word = "cannot tell now" if trouble else ""
        if view.stats.on_break:
            self.word = "paused"
        if before != self._shown:
            self.update()

    @property
    def _shown(self) -> tuple:
        return self.hips, self.cadence, self.elapsed, self.word

    def show_on_other_screen(self, beside: QWidget) -> None:
        """Fill the screen that the desk is not on; a plain window where there is but one."""
        here = beside.screen()
        others = [screen for screen in here.virtualSiblings() if screen is not here]
        self.show()
        if others:
            self.setGeometry(others[0].geometry())
            self.showFullScreen()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802 - Qt's name
        """F fills the screen, Esc leaves it, or closes the window."""
        if event.key() in (Qt.Key.Key_F, Qt.Key.Key_F11):
            self.showNormal() if self.isFullScreen() else self.showFullScreen()
        elif event.key() == Qt.Key.Key_Escape:
            self.showNormal() if self.isFullScreen() else self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent | None) -> None:  # noqa: N802 - Qt's name
        self._timer.stop()
        self.closed.emit()
        event.accept()

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = float(self.width()), float(self.height())
        strip = height * STRIP_REL
        for place, hip in enumerate(self.hips):
            area = QRectF(place * width / 2, 0, width / 2, height - strip)
            _paint_hip(painter, hip, area, height)
        painter.fillRect(QRectF(0, height - strip, width, strip), theme.colour(theme.GROUND))
        painter.fillRect(QRectF(width / 2 - 2, 0, 4, height - strip), theme.colour(theme.GROUND))
        painter.setPen(theme.colour(theme.INK))
        painter.setFont(_font(height * LABEL_REL))
        foot = QRectF(0, height - strip, width, strip).adjusted(width * 0.03, 0, -width * 0.03, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(foot, middle | Qt.AlignmentFlag.AlignLeft, f"{self.cadence} /min")
        painter.drawText(foot, middle | Qt.AlignmentFlag.AlignHCenter, self.word)
        painter.drawText(foot, middle | Qt.AlignmentFlag.AlignRight, self.elapsed)
        painter.end()


def _paint_hip(painter: QPainter, hip: Hip, area: QRectF, height: float) -> None:
    name = {None: theme.PANEL_HIGH, True: theme.OVER, False: theme.LEVEL}[hip.over]
    ink = theme.INK if hip.over is None else theme.GROUND
    painter.fillRect(area, theme.colour(name))
    painter.setPen(theme.colour(ink))
    painter.setFont(_font(height * LABEL_REL))
    top = area.adjusted(0, height * 0.04, 0, 0)
    painter.drawText(top, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter, hip.label)
    painter.setFont(_font(height * NUMBER_REL, bold=True))
    painter.drawText(area.adjusted(0, height * 0.02, 0, 0), _CENTRE, hip.number)
    if hip.over is not None:
        at = QPointF(area.center().x(), area.bottom() - height * 0.09)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(theme.GROUND))
        draw_marker(painter, at, height * 0.05, hip.over)


def _font(height_px: float, bold: bool = False) -> QFont:
    font = QFont()
    font.setPixelSize(max(8, math.floor(height_px)))
    font.setBold(bold)
    return font
