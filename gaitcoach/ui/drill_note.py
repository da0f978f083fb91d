"""What may be noted of a drill once it is done: something that was held, and words."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from gaitcoach.language import tr

LONGEST_NOTES = 1000
"""Characters; a few lines on paper."""


class DrillNote(QWidget):
    """A line to note in; there is no button: what is changed is told at once.

    held_on : whether something was held, as far as it is known; None where nobody can: lying

    Signals
    -------
    noted(fields) : what has changed, as the store names it
    """

    noted = pyqtSignal(dict)

    def __init__(self, place: int, held_on: bool | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"drill_note_{place}")
        self._held = QCheckBox(tr("Held on to a chair or a bar"), self)
        self._held.setObjectName(f"drill_held_on_{place}")
        self._held.setChecked(bool(held_on))
        self._held.setVisible(held_on is not None)
        self._words = QLineEdit(self)
        self._words.setObjectName(f"drill_notes_{place}")
        self._words.setAccessibleName(tr("Notes"))
        self._words.setPlaceholderText(tr("Notes"))
        self._words.setMaxLength(LONGEST_NOTES)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addWidget(self._held)
        row.addWidget(self._words, 1)
        self._told = ""
        self._held.toggled.connect(lambda on: self.noted.emit({"held_on": on}))
        self._words.editingFinished.connect(self._tell_words)

    def _tell_words(self) -> None:
        """Tell words once: the line ends its editing with the key and again when it is left."""
        words = self._words.text().strip()
        if words != self._told:
            self._told = words
            self.noted.emit({"notes": words})
