"""The code that a phone scans, with what to do, beside the picture."""

from __future__ import annotations

from PyQt6.QtCore import QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QPainter, QPaintEvent
from PyQt6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gaitcoach.language import tr
from gaitcoach.types import PhoneStage, PhoneView
from gaitcoach.ui.panels import make_label
from gaitcoach.words import PHONE_MESSAGES, PHONE_MOVED, PHONE_STEPS

Code = tuple[tuple[bool, ...], ...]


class CodeWidget(QWidget):
    """Paints a QR code, dark on light: many phones do not read the reverse."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("phone_code")
        self.setAccessibleName("Code to scan with the phone")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._code: Code = ()

    def show_code(self, code: Code) -> None:
        """Show this code."""
        if code != self._code:
            self._code = code
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(320, 320)

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802 - Qt's name
        if not self._code:
            return
        painter = QPainter(self)
        # Whole pixels a field: a blurred code is read less far.
        field_px = max(1, min(self.width(), self.height()) // len(self._code))
        side_px = field_px * len(self._code)
        left, top = (self.width() - side_px) // 2, (self.height() - side_px) // 2
        painter.fillRect(QRectF(left, top, side_px, side_px), QColor("white"))
        for row, fields in enumerate(self._code):
            for column, dark in enumerate(fields):
                if dark:
                    x, y = left + column * field_px, top + row * field_px
                    painter.fillRect(QRectF(x, y, field_px, field_px), QColor("black"))
        painter.end()


class PhonePanel(QFrame):
    """Shown while a phone may come in; hidden while its pictures come, or there is no phone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("phone_panel")
        self.setProperty("role", "panel")
        self._title = make_label(self, "phone_title", "title")
        self._title.setWordWrap(True)
        self._code = CodeWidget(self)
        self._link = make_label(self, "phone_link", "soft")
        self._link.setWordWrap(True)
        self._link.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.addWidget(self._title)
        column.addWidget(self._code, 1)
        column.addWidget(self._link)
        self._steps = [self._step(place, tr(text)) for place, text in enumerate(PHONE_STEPS)]
        for step in self._steps:
            column.addWidget(step)
        self.hide()

    def _step(self, place: int, text: str) -> QLabel:
        label = make_label(self, f"phone_step_{place}", "soft", text)
        label.setWordWrap(True)
        return label

    def set_unit(self, unit_px: int) -> None:
        """Follow the window's text size, pixels."""
        self.setFixedWidth(unit_px * 30)

    def show_phone(self, phone: PhoneView | None) -> None:
        """Show how to come in, or hide."""
        wanted = phone is not None and phone.stage not in (
            PhoneStage.STREAMING,
            PhoneStage.CLOSED,
        )
        self.setVisible(wanted)
        if phone is None or not wanted:
            return
        self._title.setText(tr(PHONE_MOVED if phone.moved else PHONE_MESSAGES[phone.stage]))
        self._code.show_code(phone.code)
        for widget in (self._code, self._link, *self._steps):
            widget.setVisible(bool(phone.code))
        self._link.setText("\n".join(phone.urls))
