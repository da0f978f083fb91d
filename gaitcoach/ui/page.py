"""What every page of the history has: a way back, a title, buttons, a line that tells."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gaitcoach.ui.flow import FlowRow
from gaitcoach.ui.panels import make_label
from gaitcoach.ui.waiter import Waiter


class Page(QWidget):
    """A page that asks a library.

    Signals
    -------
    left() : back to where one came from
    """

    left = pyqtSignal()

    def __init__(self, name: str, title: str, back: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._page_name = name
        self.waiter = Waiter(self)
        self.waiter.trouble.connect(self.tell)
        self._title = make_label(self, f"{name}_title", "title", title)
        self._told = make_label(self, f"{name}_told", "soft")
        self._told.setWordWrap(True)
        self._told.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.head = QHBoxLayout()
        self.head.addWidget(self.button("back", back, self.left.emit))
        self.head.addWidget(self._title)
        self.head.addStretch(1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 12, 16, 12)
        self.column.addLayout(self.head)

    def button(self, name: str, text: str, pressed: Callable[[], object]) -> QPushButton:
        """Make a button whose name begins with that of the page."""
        made = QPushButton(text, self)
        made.setObjectName(f"{self._page_name}_{name}")
        made.clicked.connect(lambda: pressed())
        return made

    def buttons(self, *made: QWidget) -> FlowRow:
        """Lay buttons in a row with the telling line behind them."""
        row = FlowRow()
        for button in made:
            row.addWidget(button)
        row.addWidget(self._told)
        return row

    def tell(self, sentence: str) -> None:
        """Say what happened."""
        self._told.setText(sentence)


def scrolled(parent: QWidget, name: str, words: str) -> tuple[QScrollArea, QVBoxLayout]:
    """Return an area that scrolls down, and the column inside it. words : what is in it"""
    area = QScrollArea(parent)
    area.setAccessibleName(words)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inside = QWidget(area)
    inside.setObjectName(name)
    inside.setProperty("role", "page")
    inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 8, 0)
    area.setWidget(inside)
    return area, column
