"""What was done, leg by leg: what was wrong, for whom it is kept, and what may come next."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gaitcoach.drills import Place
from gaitcoach.drills.words import TITLES
from gaitcoach.language import tr
from gaitcoach.live.drill_view import DoneNow
from gaitcoach.ui.drill_note import DrillNote
from gaitcoach.ui.drill_texts import faults_text, findings_text, side_line, summary_heads
from gaitcoach.ui.page import scrolled
from gaitcoach.ui.panels import make_label
from gaitcoach.ui.press_button import PressButton


class DrillSummary(QFrame):
    """Shows drills that are over.

    Signals
    -------
    again() : the same once more
    following() : the next drill
    noted(place, fields) : something about the drill that is shown there
    """

    again, following = pyqtSignal(), pyqtSignal()
    noted = pyqtSignal(int, dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("drill_summary")
        self._title = make_label(self, "drill_summary_title", "huge")
        self._kept = make_label(self, "drill_kept", "title")
        self._area, self._blocks = scrolled(self, "drill_blocks", tr("What was done"))
        self._notes: list[DrillNote] = []
        self._kept_places: frozenset[int] = frozenset()
        self._again = self._button("again", tr("Again (A)"), "A", self.again)
        self._next = self._button("following", "", "N", self.following)
        self._next.setProperty("role", "primary")
        row = QHBoxLayout()
        for button in (self._again, self._next):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        for widget in (self._title, self._kept):
            column.addWidget(widget)
        column.addWidget(self._area, 1)
        column.addLayout(row)

    def show_done(self, done: Sequence[DoneNow], following: str | None, why: str = "") -> None:
        """Show what was done.

        following : name of the drill that may come next
        why : what was told last when nothing could be counted
        """
        did = [one for one in done if one.did_something]
        self._title.setText(tr("Done") if did else tr("Nothing was counted"))
        if not did:
            self.tell(why or tr("Stand in view with your whole body, and begin when told."))
        self._next.setVisible(following is not None)
        if following is not None:
            self._next.setText(tr("Next: {drill} (N)", drill=tr(TITLES[following])))
        self._clear()
        self._notes = []
        for place, one in enumerate(did):
            self._blocks.addWidget(self._block(place, one, alone=len(did) == 1))
        self._blocks.addStretch(1)
        self.offer_notes(self._kept_places)
        self._again.setFocus()

    def tell(self, sentence: str) -> None:
        """Say for whom it is kept, or why it could not be."""
        self._kept.setText(sentence)

    def offer_notes(self, kept: Collection[int]) -> None:
        """Let these places be noted upon: the store has their drills."""
        self._kept_places = frozenset(kept)
        for place, note in enumerate(self._notes):
            note.setVisible(place in self._kept_places)

    def _block(self, place: int, one: DoneNow, alone: bool) -> QFrame:
        """Return what one drill brought; alone on the page it is written larger."""
        figures, findings = ("huge", "door_title") if alone else ("value", "title")
        frame = QFrame(self)
        frame.setObjectName(f"drill_block_{place}")
        frame.setProperty("role", "panel")
        grid = QGridLayout(frame)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(32)
        title = tr(TITLES[one.drill.name])
        grid.addWidget(make_label(frame, f"drill_name_{place}", "door_title", title), 0, 0, 1, 5)
        for column, head in enumerate(summary_heads(one.drill)):
            grid.addWidget(make_label(frame, f"drill_head_{column}", "soft", head), 1, column)
        for row, side in enumerate(one.summary["by_side"], start=2):
            for column, text in enumerate(side_line(one.drill, side, one.summary)):
                label = make_label(frame, f"drill_{place}_{side}_{column}", figures, text)
                grid.addWidget(label, row, column)
        told = make_label(frame, f"drill_faults_{place}", findings, faults_text(one.summary))
        found = make_label(frame, f"drill_findings_{place}", findings, findings_text(one.summary))
        for label, row in ((told, 9), (found, 10)):
            label.setWordWrap(True)
            label.setVisible(bool(label.text()))
            grid.addWidget(label, row, 0, 1, 5)
        grid.addWidget(self._note(place, one), 11, 0, 1, 5)
        grid.setColumnStretch(4, 1)
        return frame

    def _note(self, place: int, one: DoneNow) -> DrillNote:
        lies = one.drill.place is Place.SIDE or one.summary.get("position") == "lying"
        note = DrillNote(place, None if lies else bool(one.summary.get("held_on")), self)
        note.noted.connect(lambda fields: self.noted.emit(place, fields))
        self._notes.append(note)
        return note

    def _clear(self) -> None:
        while (item := self._blocks.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().deleteLater()

    def _button(self, name: str, text: str, key: str, signal: pyqtSignal) -> PressButton:
        button = PressButton(f"drill_{name}", text, "", self)
        button.clicked.connect(lambda: signal.emit())
        button.give_key(key)
        return button
