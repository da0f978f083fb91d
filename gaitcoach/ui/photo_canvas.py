"""A still on the screen: everybody in a box to click on, and the clicks of an upright edge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PyQt6.QtCore import QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy, QWidget

from gaitcoach.language import tr
from gaitcoach.ui import theme
from gaitcoach.ui.fit import Fit, fit_picture
from gaitcoach.ui.overlay import XY, draw_rings

if TYPE_CHECKING:
    from gaitcoach.live.photo_desk import PhotoShown

RING_UNIT_PX = 14


class PhotoCanvas(QWidget):
    """Shows one still.

    Signals
    -------
    clicked(float, float) : a click inside the picture, pixels of the picture at its full size
    """

    clicked = pyqtSignal(float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("photo_canvas")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 240)
        self.setAccessibleName(tr("The picture"))
        self._shown: PhotoShown | None = None
        self._image: QImage | None = None
        self._rings: tuple[XY, ...] = ()
        self._empty = ""

    def say(self, sentence: str) -> None:
        """Show words in place of a picture."""
        self._shown = self._image = None
        self._rings, self._empty = (), sentence
        self.update()

    def show_photo(self, shown: PhotoShown) -> None:
        """Show a picture that was read."""
        pixels = shown.preview_bgr
        height, width = pixels.shape[:2]
        # The array is kept with `shown`: Qt does not copy it.
        self._shown = shown
        self._image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_BGR888)
        self._rings = ()
        self.update()

    def set_rings(self, points_px: Sequence[XY]) -> None:
        """Draw a ring around each of these points, full-size pixels."""
        self._rings = tuple(points_px)
        self.update()

    def fit(self) -> Fit:
        """Return how the preview lies in the widget now."""
        size_px = (self._image.width(), self._image.height()) if self._image else (640, 480)
        return fit_picture(
            size_px, (self.width(), self.height()), pixel_ratio=self.devicePixelRatioF()
        )

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour(theme.PANEL))
        if self._image is None or self._shown is None:
            painter.setPen(theme.colour(theme.SOFT))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(24, 24, -24, -24), int(flags), self._empty)
            painter.end()
            return
        fit = self.fit()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        width, height = (side * fit.scale for side in fit.size_px)
        painter.drawImage(QRectF(fit.left_px, fit.top_px, width, height), self._image)
        if len(self._shown.boxes_px) > 1:
            self._draw_boxes(painter, fit)
        scale = self._shown.scale
        rings = tuple((x * scale, y * scale) for x, y in self._rings)
        draw_rings(painter, rings, fit, RING_UNIT_PX)
        painter.end()

    def _draw_boxes(self, painter: QPainter, fit: Fit) -> None:
        """Draw everybody's box; the runner's is blue and thick."""
        assert self._shown is not None
        for number, box_px in enumerate(self._shown.boxes_px):
            chosen = number == self._shown.result.person
            left, top, right, bottom = (edge * self._shown.scale * fit.scale for edge in box_px)
            place = QRectF(fit.left_px + left, fit.top_px + top, right - left, bottom - top)
            role = theme.PICTURE_LEVEL if chosen else theme.CHALK
            for colour, pen in ((theme.SHADE, 5 if chosen else 4), (role, 3 if chosen else 2)):
                painter.setPen(QPen(theme.colour(colour), pen))
                painter.drawRect(place)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:  # noqa: N802 - Qt's name
        fit, at = self.fit(), event.position()
        if self._shown is not None and QRectF(fit.rect).contains(at):
            x, y = fit.picture_point(at.x(), at.y())
            self.clicked.emit(x / self._shown.scale, y / self._shown.scale)
