"""A moment gets its words: one key for the usual ones, or a few of one's own."""

from __future__ import annotations

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gaitcoach.language import tr, tr_later
from gaitcoach.ui.panels import make_label

USUAL_MARKS = (
    tr_later("changed speed"),
    tr_later("changed incline"),
    tr_later("new shoes"),
    tr_later("felt tired"),
    tr_later("said to relax"),
)


class MarkDialog(QDialog):
    """Over the live window, which goes on. Open it with `open()`; it forgets itself when closed.

    Signals
    -------
    chosen(str) : the words, never empty
    """

    chosen = pyqtSignal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("mark_dialog")
        self.setWindowTitle(tr("Mark this moment"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.addWidget(make_label(self, "mark_title", "title", tr("What happened just now?")))
        for number, words in enumerate(USUAL_MARKS, start=1):
            column.addWidget(self._button(number, words))
        self._own = QLineEdit(self)
        self._own.setObjectName("mark_words")
        self._own.setAccessibleName(tr("Words of your own"))
        self._own.setPlaceholderText(tr("or words of your own, then Enter"))
        self._own.setMaxLength(80)
        self._own.returnPressed.connect(lambda: self._take(self._own.text()))
        column.addWidget(self._own)

    def _button(self, number: int, words: str) -> QPushButton:
        button = QPushButton(f"{number}   {tr(words)}", self)
        button.setObjectName(f"mark_{number}")
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._take(words))
        return button

    def _take(self, words: str) -> None:
        if words.strip():
            self.chosen.emit(words.strip())
            self.accept()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802 - Qt's name
        """A digit chooses; letters go to the words of one's own, wherever the focus is."""
        typed = event.text()
        if typed.isdigit() and 1 <= int(typed) <= len(USUAL_MARKS):
            self._take(USUAL_MARKS[int(typed) - 1])
        elif typed.isalpha():
            self._own.setFocus()
            self._own.insert(typed)
        else:
            super().keyPressEvent(event)
