"""The sentence under the mirror: what to do, what is wrong, or why nothing can be told."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QFont, QFontMetricsF
from PyQt6.QtWidgets import QLabel, QWidget

HIGH_REL, TEXT_REL = 0.10, 0.05
"""Heights of the plate and of its letters, of the room's: read at 3 m."""
TWO_LINES_REL = 0.72
"""How much smaller the letters are where the sentence takes two lines."""
LINE_REL = 0.94
"""A line may fill so much of the plate's width."""


class DrillBanner(QLabel):
    """Shows one sentence; a fault has a plate and a sign of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("drill_banner")
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._room_px = 0

    def set_room(self, height_px: int) -> None:
        """Follow the height of the room, pixels."""
        self._room_px = height_px
        self.setFixedHeight(round(height_px * HIGH_REL))

    def say(self, sentence: str, is_fault: bool) -> None:
        """Say this."""
        self.setText(f"▼ {sentence}" if is_fault else sentence)
        role = "fault" if is_fault else "said" if sentence else "none"
        if self.property("role") != role:
            self.setProperty("role", role)
            self.style().polish(self)
        style = f"font-size: {self._letters_px()}px"
        if style != self.styleSheet():
            self.setStyleSheet(style)

    def _letters_px(self) -> int:
        large_px = max(8, round(self._room_px * TEXT_REL))
        font = QFont(self.font())
        font.setBold(True)
        font.setPixelSize(large_px)
        long = QFontMetricsF(font).horizontalAdvance(self.text()) > LINE_REL * self.width()
        return round(large_px * TWO_LINES_REL) if long else large_px
