"""A drawing of the report on the screen."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QByteArray, QRectF, QSize
from PyQt6.QtGui import QPainter, QPaintEvent
from PyQt6.QtSvg import QSvgRenderer
from PyQt6.QtWidgets import QSizePolicy, QWidget

from gaitcoach.report.svg import Inks
from gaitcoach.ui import theme

MAX_SCALE = 1.9
"""Larger, its lines and letters would look coarse."""


def screen_inks() -> Inks:
    """Return the colours of the window's theme."""
    return Inks(
        ink=str(theme.INK),
        soft=str(theme.SOFT),
        edge=str(theme.EDGE),
        left=str(theme.LEVEL),
        right=str(theme.MARK),
        limit=str(theme.OVER),
        within=str(theme.PANEL_HIGH),
        beyond=str(theme.EDGE),
    )


class SvgChart(QWidget):
    """Shows one drawing as wide as there is room; hidden when there is none."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._renderer = QSvgRenderer(self)
        self.text = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_drawing(self, draw: Callable[[Inks], str], description: str) -> None:
        """Show what `draw` makes with the theme's colours; "" hides the chart."""
        self.text = draw(screen_inks())
        self._renderer.load(QByteArray(self.text.encode("utf-8")))
        self.setAccessibleName(description)
        self.setVisible(bool(self.text))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        size = self._renderer.defaultSize()
        return round(min(width, MAX_SCALE * size.width()) * size.height() / max(1, size.width()))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self._renderer.defaultSize() if self.text else QSize(0, 0)

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802 - Qt's name
        size = self._renderer.defaultSize()
        if size.isEmpty():
            return
        scale = min(self.width() / size.width(), self.height() / size.height(), MAX_SCALE)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._renderer.render(painter, QRectF(0, 0, size.width() * scale, size.height() * scale))
        painter.end()
