"""The points of the set-up beside the picture, each with a sign and a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gaitcoach.live.view import Check, State
from gaitcoach.ui import theme
from gaitcoach.ui.panels import make_label
from gaitcoach.ui.press_button import PressButton
from gaitcoach.ui.sound_row import SoundRow

SIGNS = {State.GOOD: "✓", State.MEND: "▲", State.WAITING: "○"}
"""A shape says it without any colour."""
COLOURS = {State.GOOD: theme.LEVEL, State.MEND: theme.OVER, State.WAITING: theme.SOFT}


class SetupPanel(QFrame):
    """Shows what it is given; hidden while there is nothing.

    Signals
    -------
    skipped() : the user wants to run as it is
    sound_wanted(), sound_answered(bool) : as of `SoundRow`
    """

    skipped = pyqtSignal()
    sound_wanted = pyqtSignal()
    sound_answered = pyqtSignal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("setup_panel")
        self.setProperty("role", "panel")
        self._rows: dict[str, tuple[QLabel, QLabel]] = {}
        self._column = QVBoxLayout(self)
        self._column.addWidget(make_label(self, "setup_title", "title", "Set up"))
        self._points = QVBoxLayout()
        self._column.addLayout(self._points)
        self._sound = SoundRow(self)
        self._sound.wanted.connect(self.sound_wanted)
        self._sound.answered.connect(self.sound_answered)
        self._column.addWidget(self._sound)
        self._column.addStretch(1)
        tip = "Leave the rest out; the record keeps what was left out.  (K)"
        skip = PressButton("setup_skip", "Run as it is", tip, self)
        skip.clicked.connect(self.skipped)
        self._column.addWidget(skip)
        self.hide()

    def set_unit(self, unit_px: int) -> None:
        """Follow the window's text size, pixels."""
        self.setFixedWidth(unit_px * 19)
        self._points.setSpacing(unit_px // 2)

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Show these points."""
        self.setVisible(bool(checks))
        wanted = {check.name: check for check in checks}
        self._sound.show_check(wanted.get("sound"))
        for check in checks:
            sign, sentence = self._rows.get(check.name) or self._add(check.name)
            sign.setText(SIGNS[check.state])
            sign.setStyleSheet(f"color: {COLOURS[check.state]}; font-weight: 700;")
            sentence.setText(check.sentence)
        for name, labels in self._rows.items():
            for label in labels:
                label.setVisible(name in wanted)

    def _add(self, name: str) -> tuple[QLabel, QLabel]:
        sign = make_label(self, f"setup_sign_{name}")
        sentence = make_label(self, f"setup_{name}")
        sentence.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(sign)
        row.addWidget(sentence, 1)
        self._points.addLayout(row)
        self._rows[name] = sign, sentence
        return self._rows[name]
