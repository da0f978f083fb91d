"""People: who has runs, what is noted of them, their own limit; deleting takes everything."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QInputDialog,
    QLineEdit,
    QListWidget,
    QMessageBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from gaitcoach.language import tr
from gaitcoach.library import Library
from gaitcoach.settings import THRESHOLD_MAX_DEG
from gaitcoach.storage.store.values import Person
from gaitcoach.ui.flow import FlowRow
from gaitcoach.ui.page import Page
from gaitcoach.ui.panels import make_label


class PeoplePage(Page):
    """Lists people and changes what is kept of one.

    Signals
    -------
    history_wanted(int) : the runs of this person
    programme_wanted(int) : the programme of this person
    """

    history_wanted = pyqtSignal(int)
    programme_wanted = pyqtSignal(int)

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        super().__init__("people", tr("People"), tr("‹ Home"), parent)
        self._library = library
        self._people: Sequence[Person] = ()
        self._wanted: str = ""
        self._list = QListWidget(self)
        self._list.setObjectName("people_list")
        self._list.setAccessibleName(tr("People"))
        self._list.currentRowChanged.connect(self._show)
        body = QHBoxLayout()
        body.addWidget(self._list, 1)
        body.addWidget(self._make_card(), 2)
        self.column.addLayout(body, 1)
        self.column.addLayout(
            self.buttons(
                self.button("add", tr("Add …"), self._add),
                self.button("delete", tr("Delete …"), self._delete),
            )
        )

    def _make_card(self) -> QWidget:
        card = QFrame(self)
        card.setProperty("role", "panel")
        self._card = card
        self._name, self._notes = QLineEdit(self), QPlainTextEdit(self)
        self._name.setMaxLength(200)
        self._consent = QCheckBox(tr("Agreed that runs are kept"), self)
        self._limit = QDoubleSpinBox(self)
        self._limit.setRange(0.0, THRESHOLD_MAX_DEG)
        self._limit.setSingleStep(0.5)
        self._limit.setDecimals(1)
        self._limit.setSuffix(" °")
        self._limit.setSpecialValueText(tr("as in the settings"))
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 12)
        for name, words, widget in (
            ("name", tr("Name or code"), self._name),
            ("notes", tr("Notes"), self._notes),
            ("limit", tr("Own limit"), self._limit),
            ("consent", "", self._consent),
        ):
            widget.setObjectName(f"people_{name}")
            if words:
                widget.setAccessibleName(words)
                column.addWidget(make_label(self, f"people_{name}_title", "soft", words))
            column.addWidget(widget)
        self._notes.setMaximumHeight(220)
        self._facts = make_label(self, "people_facts", "soft")
        column.addWidget(self._facts)
        row = FlowRow()
        for button in (
            self.button("save", tr("Save"), self._save),
            self.button("history", tr("Runs and progress"), lambda: self._go(self.history_wanted)),
            self.button("programme", tr("Programme"), lambda: self._go(self.programme_wanted)),
        ):
            row.addWidget(button)
        column.addLayout(row)
        column.addStretch(1)
        return card

    @property
    def person(self) -> Person | None:
        """Who is chosen."""
        row = self._list.currentRow()
        return self._people[row] if 0 <= row < len(self._people) else None

    def refresh(self, name: str = "") -> None:
        """Ask for everybody anew; `name` is chosen then."""
        self._wanted = name or (self.person.name if self.person else "")
        self.waiter.ask(self._library.people(), self._take)

    def _take(self, people: Sequence[Person]) -> None:
        self._people = people
        names = [person.name for person in people]
        self._list.blockSignals(True)
        self._list.clear()
        self._list.addItems(names)
        self._list.blockSignals(False)
        self._card.setVisible(bool(people))
        if people:
            self._list.setCurrentRow(names.index(self._wanted) if self._wanted in names else 0)
            self._show()
        else:
            self.tell(tr("Nobody yet: add a person, or name who is running on the first page."))

    def _show(self, _row: int = 0) -> None:
        who = self.person
        if who is None:
            return
        self._name.setText(who.name)
        self._notes.setPlainText(who.notes)
        self._limit.setValue(who.threshold_deg or 0.0)
        self._consent.setChecked(who.consent_utc is not None)
        self._facts.setText(_facts_text(who))

    def _save(self) -> None:
        who = self.person
        if who is None:
            return
        agreed, had = self._consent.isChecked(), who.consent_utc
        now = datetime.now(UTC).replace(tzinfo=None)
        changes = {
            "name": self._name.text(),
            "notes": self._notes.toPlainText().strip(),
            "threshold_deg": self._limit.value() or None,
            "consent_utc": (had or now) if agreed else None,
        }
        answer = self._library.change_person(who.id, **changes)
        self.waiter.ask(answer, lambda _: self._changed(tr("Saved."), self._name.text().strip()))

    def _changed(self, sentence: str, name: str = "") -> None:
        self.tell(sentence)
        self.refresh(name)

    def _add(self) -> None:
        name, accepted = QInputDialog.getText(self, tr("Add a person"), tr("Name or code:"))
        if accepted and name.strip():
            answer = self._library.add_person(name)
            self.waiter.ask(answer, lambda _: self._changed(tr("Added."), name.strip()))

    def _delete(self) -> None:
        who = self.person
        if who is None:
            return
        question = tr(
            "Delete {name} with {n} runs, their records, signals and pictures? Nothing of it can "
            "be brought back.",
            name=who.name,
            n=who.n_runs,
        )
        asked = QMessageBox.question(self, tr("Delete a person"), question)
        if asked == QMessageBox.StandardButton.Yes:
            self.tell(tr("Deleting …"))
            self.waiter.ask(
                self._library.delete_person(who), lambda _: self._changed(tr("Deleted."))
            )

    def _go(self, wanted: object) -> None:
        if self.person is not None:
            wanted.emit(self.person.id)


def _facts_text(who: Person) -> str:
    if not who.last_run_utc:
        return tr("No run yet.")
    day = f"{who.last_run_utc:%Y-%m-%d}"
    return tr("{n} runs, the last on {day}.", n=who.n_runs, day=day)
