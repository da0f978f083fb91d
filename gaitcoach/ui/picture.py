"""The picture: the newest frame, pixel for pixel where it fits, with what is known drawn on it."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PyQt6.QtCore import QRect, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PyQt6.QtWidgets import QLabel, QSizePolicy, QWidget
from PyQt6.sip import voidptr

from gaitcoach.language import tr
from gaitcoach.live.view import LiveView, SessionState
from gaitcoach.types import Frame
from gaitcoach.ui import theme
from gaitcoach.ui.calm import SMOOTHING_S, CalmAngle
from gaitcoach.ui.fit import Fit, fit_picture
from gaitcoach.ui.messages import Message
from gaitcoach.ui.overlay import XY, Look, draw_overlay, draw_rings

KEPT_PAINTS = 4096
"""Bounded: two minutes at 30 pictures a second are plenty for a bench."""
MESSAGE_SHARE = 0.84
"""Width of the message over the picture."""


@dataclass(frozen=True, slots=True)
class Painted:
    """One frame that reached the screen. Both times from `time.monotonic()`."""

    sequence: int
    taken_s: float
    painted_s: float


class PictureWidget(QWidget):
    """Shows views; paints only when the view's `sequence` changed or something about it did.

    Signals
    -------
    first_painted(float) : the monotonic time, once in the widget's life
    clicked(float, float) : a click inside the picture, in its own pixels, never mirrored
    """

    first_painted = pyqtSignal(float)
    clicked = pyqtSignal(float, float)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("picture")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 240)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(tr("Picture of the runner"))
        self.view = LiveView()
        self.paints: deque[Painted] = deque(maxlen=KEPT_PAINTS)
        self._look = look
        self._calm = CalmAngle()
        self._drawn = self.view
        self._mirrored = False
        self._image: QImage | None = None
        self._painted_sequence = -1
        self._painted_once = False
        self._message = _message_label(self)
        self._message_place: object = None
        self._rings: tuple[XY, ...] = ()
        self._under: Callable[[QPainter, Fit], None] = lambda painter, fit: None

    def show_view(self, view: LiveView) -> None:
        """Take the newest view; asks for a repaint when there is something new to see."""
        known, self.view = self.view, view
        self._drawn = self._calm.push(view)
        if view.frame is not None and view.frame is not known.frame:
            resized = known.frame is None or known.frame.size_px != view.frame.size_px
            self._image = image_of(view.frame)
            self.update() if resized else self.update(self.fit().rect)
        elif view.state is not known.state:
            self.update()

    def clear(self) -> None:
        """Forget the picture: a new session begins."""
        self.view, self._image, self._painted_sequence = LiveView(), None, -1
        self._drawn = self.view
        self.update()

    @property
    def look(self) -> Look:
        """What the painting depends on besides the view."""
        return self._look

    @property
    def is_mirrored(self) -> bool:
        """True while it is shown like a mirror."""
        return self._mirrored

    def set_look(self, look: Look) -> None:
        """Paint with another viewpoint, threshold or text size."""
        if look != self._look:
            self._look = look
            self.update()

    def set_smoothing(self, name: str) -> None:
        """Draw the pelvic line more calmly; see `gaitcoach.ui.calm.SMOOTHING_S`."""
        self._calm = CalmAngle(SMOOTHING_S[name])

    def set_mirrored(self, on: bool) -> None:
        """Show the picture like a mirror. Paint only: no pixel and no number changes."""
        self._mirrored = on
        self.update()

    def set_rings(self, points_px: tuple[XY, ...]) -> None:
        """Draw a ring around each of these points, pixels of the picture."""
        if points_px != self._rings:
            self._rings = points_px
            self.update()

    def draw_under(self, draw: Callable[[QPainter, Fit], None]) -> None:
        """Let this be called at every paint, between the picture and what is known of it."""
        self._under = draw

    def set_message(self, message: Message | None) -> None:
        """Say something over the picture, None to say nothing."""
        text = "" if message is None else _message_html(message)
        around = (text, self.size(), self.fit().rect)
        if around == self._message_place:
            return  # to measure rich text again is to paint it, and the picture below it, again
        self._message_place = around
        self._message.setText(text)
        self._message.setVisible(message is not None)
        if message is not None:
            self._place_message(message.small)

    def paint_latencies_s(self) -> list[float]:
        """Return frame taken -> painted for the last frames painted, seconds."""
        return [paint.painted_s - paint.taken_s for paint in self.paints]

    def fit(self) -> Fit:
        """Return how the picture lies in the widget now."""
        size_px = self.view.frame.size_px if self.view.frame else (640, 480)
        return fit_picture(
            size_px,
            (self.width(), self.height()),
            pixel_ratio=self.devicePixelRatioF(),
            mirrored=self._mirrored,
        )

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802 - Qt's name
        fit = self.fit()
        painter = QPainter(self)
        _fill_around(painter, self.rect(), fit.rect if self._image else QRect())
        if self._image is not None:
            painter.setClipRect(fit.rect)
            _draw_image(painter, self._image, fit)
            self._under(painter, fit)
            draw_overlay(painter, self._drawn, fit, self._look)
            draw_rings(painter, self._rings, fit, self._look.unit_px)
            if self.view.state is not SessionState.RUNNING:
                painter.fillRect(fit.rect, _veil())
        painter.end()
        self._note_painted()

    def mousePressEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802 - Qt's name
        super().mousePressEvent(event)
        fit, at = self.fit(), event.position()
        if self._image is not None and QRectF(fit.rect).contains(at):
            self.clicked.emit(*fit.picture_point(at.x(), at.y()))

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._message_place = None
        self._place_message(small=False)

    def _note_painted(self) -> None:
        frame, sequence = self.view.frame, self.view.sequence
        if frame is None or sequence == self._painted_sequence:
            return
        now_s = time.monotonic()
        self._painted_sequence = sequence
        self.paints.append(Painted(sequence, frame.taken_s, now_s))
        if not self._painted_once:
            self._painted_once = True
            self.first_painted.emit(now_s)

    def _place_message(self, small: bool) -> None:
        # A narrow picture would cut one line off: it may reach over the picture's edges.
        around = self.fit().rect if self._image and not small else self.rect()
        width = round(around.width() * MESSAGE_SHARE)
        if small:
            width = min(width, self._message.sizeHint().width())
        height = self._message.heightForWidth(width)
        gap = self._look.unit_px // 2
        top = self.fit().rect.top() + gap if small else around.bottom() - height - gap
        if not self._image:
            top = around.center().y() - height // 2
        self._message.setGeometry(around.center().x() - width // 2, top, width, height)


def image_of(frame: Frame) -> QImage:
    """Return the frame as an image of its own, in the format that is painted without a detour.

    Painting three bytes a pixel as they came costs 0.54 ms at 640 x 480 and 2.6 ms stretched by
    1.5; four bytes cost 0.21 and 0.72, this conversion included.
    """
    pixels = np.ascontiguousarray(frame.image_bgr)  # copies only what a camera never delivers
    height, width, channels = pixels.shape
    # An address, because Qt's binding takes no read-only buffer; nothing is ever painted into it.
    memory = voidptr(pixels.ctypes.data)
    borrowed = QImage(memory, width, height, channels * width, QImage.Format.Format_RGB888)
    # Qt is quick at adding a byte to R, G, B, not at turning B, G, R round: the bytes keep their
    # order, and B, G, R, 255 is what it calls RGB32 on every processor that it runs on here.
    image = borrowed.convertToFormat(QImage.Format.Format_RGBX8888)
    image.reinterpretAsFormat(QImage.Format.Format_RGB32)
    return image


def _draw_image(painter: QPainter, image: QImage, fit: Fit) -> None:
    width, height = (side * fit.scale for side in fit.size_px)
    stretched = abs(fit.scale * painter.device().devicePixelRatioF() - 1.0) > 1e-6
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, stretched)
    painter.save()
    painter.translate(fit.left_px, fit.top_px)
    if fit.mirrored:
        painter.translate(width, 0.0)
        painter.scale(-1.0, 1.0)
    painter.drawImage(QRectF(0.0, 0.0, width, height), image)
    painter.restore()


def _fill_around(painter: QPainter, whole: QRect, picture: QRect) -> None:
    painter.setClipRegion(QRegion(whole) - QRegion(picture))
    painter.fillRect(whole, theme.colour(theme.GROUND))
    painter.setClipping(False)


def _veil() -> QColor:
    veil = theme.colour(theme.GROUND)
    veil.setAlpha(theme.VEIL_ALPHA)
    return veil


def _message_label(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setObjectName("picture_message")
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setWordWrap(True)
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    label.hide()
    return label


def _message_html(message: Message) -> str:
    if message.small:
        return f"<p style='margin:0; white-space:nowrap'>{_safe(message.title)}</p>"
    title = f'<p style="font-size:x-large; font-weight:600; margin:0">{_safe(message.title)}</p>'
    body = "<br>".join(_safe(line) for line in message.body.splitlines())
    return title + (f'<p style="margin:4px 0 0 0; color:{theme.SOFT}">{body}</p>' if body else "")


def _safe(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
