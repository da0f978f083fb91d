"""The question of the set-up that only the runner can answer: do you hear the cues?"""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QGridLayout, QWidget

from gaitcoach.language import tr
from gaitcoach.live.view import Check, State
from gaitcoach.ui.press_button import PressButton


class SoundRow(QWidget):
    """A button that plays a cue, then yes and no.

    Signals
    -------
    wanted() : a cue shall be played
    answered(bool) : it was heard, or not
    """

    wanted = pyqtSignal()
    answered = pyqtSignal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sound_row")
        self._ask = PressButton("sound_ask", tr("Can you hear me?"), tr("Plays a cue"), self)
        self._yes = PressButton("sound_yes", tr("Yes"), tr("I heard it"), self)
        self._no = PressButton("sound_no", tr("No"), tr("I did not hear it"), self)
        self._ask.clicked.connect(self._play)
        self._yes.clicked.connect(lambda: self._answer(True))
        self._no.clicked.connect(lambda: self._answer(False))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self._ask, 0, 0, 1, 2)
        grid.addWidget(self._yes, 1, 0)
        grid.addWidget(self._no, 1, 1)
        self._offer_answers(False)
        self.hide()

    def show_check(self, check: Check | None) -> None:
        """Follow the point: nothing to ask once the cue was heard, or when nothing plays."""
        self.setVisible(check is not None and check.state is not State.GOOD)
        if self.isHidden():
            self._offer_answers(False)

    def _play(self) -> None:
        self.wanted.emit()
        self._offer_answers(True)

    def _answer(self, heard: bool) -> None:
        self._offer_answers(False)
        self.answered.emit(heard)

    def _offer_answers(self, offered: bool) -> None:
        for button in (self._yes, self._no):
            button.setVisible(offered)
