"""What is said, phrase by phrase: own words in place of the usual ones, and a button that tries."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from gaitcoach.language import language_code, tr
from gaitcoach.words import SPOKEN


class PhraseRows(QWidget):
    """One row a phrase; an empty field means the usual words, which stand in it faintly.

    Signals
    -------
    tried(str) : a phrase shall be heard, by its key
    """

    tried = pyqtSignal(str)

    def __init__(self, longest: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[str, QLineEdit] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        for place, (key, usual) in enumerate(SPOKEN[language_code()].items()):
            line = QLineEdit(self)
            line.setObjectName(f"phrase_{key}")
            line.setMaxLength(longest)
            line.setPlaceholderText(usual)
            line.setAccessibleName(tr("Own words for: {words}", words=usual))
            self._lines[key] = line
            grid.addWidget(QLabel(usual, self), place, 0)
            grid.addWidget(line, place, 1)
            grid.addWidget(self._try_button(key, usual), place, 2)
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(16)

    def read(self) -> dict[str, str]:
        """Return key -> own words, of the phrases that have some."""
        typed = {key: line.text().strip() for key, line in self._lines.items()}
        return {key: words for key, words in typed.items() if words}

    def show_words(self, pairs: tuple[tuple[str, str], ...]) -> None:
        """Show these own words."""
        own = dict(pairs)
        for key, line in self._lines.items():
            line.setText(own.get(key, ""))

    def _try_button(self, key: str, usual: str) -> QPushButton:
        button = QPushButton(tr("▶ Try"), self)
        button.setObjectName(f"try_{key}")
        button.setAccessibleName(tr("Try: {words}", words=usual))
        button.clicked.connect(lambda: self.tried.emit(key))
        return button
