"""A button that the keyboard reaches in a window whose keys mean something else."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, Qt
from PyQt6.QtGui import QKeySequence, QShortcut
from PyQt6.QtWidgets import QPushButton, QWidget

_PRESSING = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PressButton(QPushButton):
    """Tab reaches it, and then Space and Enter press it instead of stopping the run.

    A click gives it no focus: after it Space starts and stops again.
    """

    def __init__(self, name: str, text: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setObjectName(name)
        self.setToolTip(tip)
        self.setAutoDefault(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def give_key(self, key: str) -> None:
        """Let a key press it while it is seen, at once and whatever its text is by then."""
        QShortcut(QKeySequence(key), self).activated.connect(self.click)

    def event(self, event: QEvent | None) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and event.key() in _PRESSING:
            event.accept()
            return True
        return super().event(event)
