"""What a runner reads from three metres: two hips, cadence, time. Nothing else, and calm."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence

from PyQt6.QtCore import QPointF, QRectF, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QCloseEvent, QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PyQt6.QtWidgets import QWidget

from gaitcoach.language import tr
from gaitcoach.live.view import LiveView
from gaitcoach.types import Limits, StanceRecord
from gaitcoach.ui import theme
from gaitcoach.ui.overlay import draw_marker
from gaitcoach.ui.runner_face import CalmFace, Face, Hip
from gaitcoach.ui.screens import fill_screen_beside

LOOK_MS = 100
"""It looks this often; how often it changes is `runner_face.CALM_S`."""
NUMBER_REL, LABEL_REL, STRIP_REL = 0.44, 0.115, 0.2
"""Heights of the text, of the whole. Capital letters are 0.7 of it: 8 % of a 13-inch screen, which
can be read at 3 m."""
FULL_REL = 0.95
"""What would be wider than its place is written smaller, and fills this share of it."""


_CENTRE = Qt.AlignmentFlag.AlignCenter


class RunnerDisplay(QWidget):
    """A window of its own: on the second screen while the desk stays on the first.

    Parameters
    ----------
    look : returns the newest view, all steps, and the limits
    now_s : a clock

    Signals
    -------
    closed() : the user closed it
    """

    closed = pyqtSignal()

    def __init__(
        self,
        look: Callable[[], tuple[LiveView, Sequence[StanceRecord], Limits]],
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName("runner_display")
        self.setWindowTitle(tr("gaitcoach – runner"))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.resize(960, 600)
        self._look, self._now_s = look, now_s
        self._calm = CalmFace()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.take)
        self._timer.start()
        self.take()

    @property
    def face(self) -> Face:
        """What is shown."""
        return self._calm.face

    def take(self) -> None:
        """Look, and paint what is new."""
        if self._calm.push(self._now_s(), *self._look()):
            self.setAccessibleDescription(self.face.spoken)
            self.update()

    def show_on_other_screen(self, beside: QWidget) -> None:
        """Fill the screen that the desk is not on; a plain window where there is but one."""
        self.show()
        fill_screen_beside(self, beside)

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
        for place, hip in enumerate(self.face.hips):
            area = QRectF(place * width / 2, 0, width / 2, height - strip)
            _paint_hip(painter, hip, area, height)
        painter.fillRect(QRectF(0, height - strip, width, strip), theme.colour(theme.GROUND))
        painter.fillRect(QRectF(width / 2 - 2, 0, 4, height - strip), theme.colour(theme.GROUND))
        foot = QRectF(0, height - strip, width, strip).adjusted(width * 0.03, 0, -width * 0.03, 0)
        _paint_foot(painter, self.face, foot, height)
        painter.end()


def _paint_foot(painter: QPainter, face: Face, area: QRectF, height: float) -> None:
    """Write word or cadence at the left, the time at the right; the time keeps its width."""
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.setPen(theme.colour(theme.INK))
    painter.setFont(_font(height * LABEL_REL))
    painter.drawText(area, middle | Qt.AlignmentFlag.AlignRight, face.elapsed)
    taken = QFontMetricsF(painter.font()).horizontalAdvance(face.elapsed) + height * 0.04
    left = area.adjusted(0, 0, -taken, 0)
    painter.setFont(_fitting(face.foot, height * LABEL_REL, left.width()))
    painter.drawText(left, middle | Qt.AlignmentFlag.AlignLeft, face.foot)


def _paint_hip(painter: QPainter, hip: Hip, area: QRectF, height: float) -> None:
    name = {None: theme.PANEL_HIGH, True: theme.OVER, False: theme.LEVEL}[hip.over]
    ink = theme.INK if hip.over is None else theme.GROUND
    painter.fillRect(area, theme.colour(name))
    painter.setPen(theme.colour(ink))
    painter.setFont(_fitting(hip.label, height * LABEL_REL, area.width()))
    top = area.adjusted(0, height * 0.03, 0, 0)
    painter.drawText(top, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter, hip.label)
    font = _fitting(hip.number, height * NUMBER_REL, area.width(), bold=True)
    painter.setFont(font)
    painter.drawText(area.adjusted(0, height * 0.02, 0, 0), _CENTRE, hip.number)
    if hip.over is not None:
        at = QPointF(area.center().x(), area.bottom() - height * 0.07)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(theme.GROUND))
        draw_marker(painter, at, height * 0.05, hip.over)


def _fitting(text: str, height_px: float, width_px: float, bold: bool = False) -> QFont:
    """Return a font of this height, or a smaller one in which the text is not wider than that."""
    font = _font(height_px, bold)
    wide = QFontMetricsF(font).horizontalAdvance(text)
    full_px = FULL_REL * width_px
    return font if wide <= full_px else _font(height_px * full_px / wide, bold)


def _font(height_px: float, bold: bool = False) -> QFont:
    font = QFont()
    font.setPixelSize(max(8, math.floor(height_px)))
    font.setBold(bold)
    return font
