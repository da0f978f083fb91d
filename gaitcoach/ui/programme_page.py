"""The programme of eight sessions: what comes next, what was done, what stays without cues."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import (
    QComboBox,
    QHeaderView,
    QMessageBox,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from gaitcoach.gait.programme import (
    DEFAULT_SCHEDULE,
    FREE,
    MOST_SESSIONS,
    Schedule,
    SessionPlan,
)
from gaitcoach.language import tr, tr_later
from gaitcoach.library import Library
from gaitcoach.storage.store.values import Person, Programme, SessionScore
from gaitcoach.types import Side
from gaitcoach.ui.history_texts import retention_text, session_text
from gaitcoach.ui.page import Page
from gaitcoach.ui.panels import make_label

HEADINGS = (
    tr_later("Session no."),
    tr_later("Minutes"),
    tr_later("Cues, %"),
    tr_later("Left leg"),
    tr_later("Right leg"),
)
MINUTES, SHARE = 1, 2
WHY = tr_later(
    "Cues all the time at first, then less and less: what was learned must hold without them. "
    "Everything is measured silently, so the stretches without cues tell how much stays."
)


class ProgrammePage(Page):
    """Shows a person's programme; the schedule is edited in its table.

    Signals
    -------
    session_wanted(str, int, int) : who runs the next session, cues for so many percent, programme
    """

    session_wanted = pyqtSignal(str, int, int)

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        super().__init__("programme", tr("Programme"), tr("‹ Home"), parent)
        self._library = library
        self._people: Sequence[Person] = ()
        self._found: Programme | None = None
        self._wanted_person: int | None = None
        self._who = QComboBox(self)
        self._who.setObjectName("programme_who")
        self._who.setAccessibleName(tr("Whose programme"))
        self._who.activated.connect(lambda _: self._ask())
        self.head.addWidget(self._who)
        why = make_label(self, "programme_why", "soft", tr(WHY))
        why.setWordWrap(True)
        self._state = make_label(self, "programme_state", "title")
        self._state.setWordWrap(True)
        self._table = self._make_table()
        for widget in (why, self._state):
            self.column.addWidget(widget)
        self.column.addWidget(self._table, 1)
        self.column.addStretch(0)
        self._buttons = self._make_buttons()
        self.column.addLayout(self.buttons(*self._buttons.values()))
        self._show(None, ())  # until the store has answered nothing can be pressed

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, len(HEADINGS), self)
        table.setObjectName("programme_table")
        table.setAccessibleName(tr("Sessions"))
        table.setHorizontalHeaderLabels([tr(heading) for heading in HEADINGS])
        table.verticalHeader().hide()
        table.setShowGrid(False)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        return table

    def _make_buttons(self) -> dict[str, QPushButton]:
        made = {
            name: self.button(name, text, pressed)
            for name, text, pressed in (
                ("run", tr("Run the next session"), self._run),
                ("begin", tr("Begin the programme"), lambda: self._begin(DEFAULT_SCHEDULE)),
                ("free", tr("Free mode"), lambda: self._begin(FREE)),
                ("save", tr("Save the schedule"), self._save),
                ("more", tr("Add a session"), self._more),
                ("fewer", tr("Remove the last"), self._fewer),
                ("end", tr("End it …"), self._end),
            )
        }
        made["run"].setProperty("role", "primary")
        return made

    def show_person(self, person_id: int | None) -> None:
        """Show a person's programme; None = whoever comes first."""
        self._wanted_person = person_id
        self.tell("")
        self.waiter.ask(self._library.people(), self._take_people)

    def _take_people(self, people: Sequence[Person]) -> None:
        self._people = people
        self._who.clear()
        for person in people:
            self._who.addItem(person.name, person.id)
        self._who.setCurrentIndex(max(0, self._who.findData(self._wanted_person)))
        if people:
            self._ask()
        else:
            self._found = None
            self._show(None, ())
            self._state.setText(tr("A programme belongs to a person: add one under People first."))

    @property
    def person(self) -> Person | None:
        """Whose programme is shown."""
        place = self._who.currentIndex()
        return self._people[place] if 0 <= place < len(self._people) else None

    def _ask(self) -> None:
        if self.person is not None:
            self._wanted_person = self.person.id
            answer = self._library.programme(self.person.id)
            self.waiter.ask(answer, lambda found: self._show(*found))

    def _show(self, found: Programme | None, scores: Sequence[SessionScore]) -> None:
        self._found = found
        sessions = () if found is None else found.schedule.sessions
        self._table.setRowCount(0)
        self._table.setVisible(found is not None)
        for plan in sessions:
            self._add_row(plan)
        for score in scores[: len(sessions)]:
            for column, side in ((3, Side.LEFT), (4, Side.RIGHT)):
                self._table.item(score.number - 1, column).setText(retention_text(score.side(side)))
            self._table.item(score.number - 1, 0).setText(f"{score.number} ✓")
        self._state.setText(_state_text(found))
        running = found is not None
        for name in ("run", "save", "more", "fewer", "end"):
            self._buttons[name].setEnabled(running)
        self._buttons["run"].setEnabled(running and (found.next is not None or not sessions))
        self._buttons["begin"].setEnabled(self.person is not None)
        self._buttons["free"].setEnabled(self.person is not None)

    def _add_row(self, plan: SessionPlan) -> None:
        row = self._table.rowCount()
        self._table.insertRow(row)
        cells = (str(row + 1), f"{plan.minutes:g}", f"{100 * plan.cue_rel:g}", "", "")
        for column, text in enumerate(cells):
            item = QTableWidgetItem(text)
            if column not in (MINUTES, SHARE):
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            self._table.setItem(row, column, item)

    def _schedule(self) -> Schedule:
        """Return what stands in the table; raises ValueError when it is no schedule."""
        rows = range(self._table.rowCount())
        plans = (
            SessionPlan(self._number(row, MINUTES), self._number(row, SHARE) / 100) for row in rows
        )
        return Schedule(tuple(plans))

    def _number(self, row: int, column: int) -> float:
        return float(self._table.item(row, column).text().replace(",", ".").strip(" %"))

    def _save(self) -> None:
        if self._found is None:
            return
        try:
            schedule = self._schedule()
        except ValueError:
            self.tell(tr("Give minutes from 1 to 120 and a share from 0 to 100 in every line."))
            return
        answer = self._library.edit_schedule(self._found.id, schedule)
        self.waiter.ask(answer, lambda _: self._changed(tr("Saved.")))

    def _changed(self, sentence: str) -> None:
        self.tell(sentence)
        self._ask()

    def _more(self) -> None:
        if self._table.rowCount() < MOST_SESSIONS:
            self._add_row(SessionPlan(30.0, 0.1))

    def _fewer(self) -> None:
        done = 0 if self._found is None else len(self._found.run_ids)
        if self._table.rowCount() > done:
            self._table.removeRow(self._table.rowCount() - 1)

    def _begin(self, schedule: Schedule) -> None:
        if self.person is None or not self._may_replace():
            return
        answer = self._library.begin_programme(self.person.id, schedule)
        self.waiter.ask(answer, lambda _: self._changed(tr("Begun.")))

    def _may_replace(self) -> bool:
        if self._found is None or not self._found.run_ids:
            return True
        question = tr("End the programme that is under way? Its sessions stay in the history.")
        asked = QMessageBox.question(self, tr("Another programme"), question)
        return asked == QMessageBox.StandardButton.Yes

    def _end(self) -> None:
        if self._found is not None and self._may_replace():
            answer = self._library.end_programme(self._found.id)
            self.waiter.ask(answer, lambda _: self._changed(tr("Ended.")))

    def _run(self) -> None:
        found, who = self._found, self.person
        if found is None or who is None:
            return
        share = 100 if found.next is None else round(100 * found.next.cue_rel)
        self.session_wanted.emit(who.name, share, found.id)


def _state_text(found: Programme | None) -> str:
    if found is None:
        return tr("No programme yet.")
    if found.schedule.is_free:
        return tr("Free mode: no sessions, cues all the time.")
    if found.next is None:
        return tr("All sessions are done. Run without cues now and then, to see whether it stays.")
    return tr("Next: {session}.", session=session_text(len(found.run_ids) + 1, found.next))
