"""The history: every kept run with filters, and a person's progress above it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import Qt, QTimer, pyqtSignal
from PyQt6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QMessageBox,
    QWidget,
)

from gaitcoach.gait.progress import first_to_last, noise_band
from gaitcoach.language import tr, tr_later
from gaitcoach.library import Library, TakenIn
from gaitcoach.report import trends
from gaitcoach.report.points import point_of
from gaitcoach.storage.store.values import Person, RunFilter, RunRow
from gaitcoach.types import Side
from gaitcoach.ui.bar import ChoiceBox
from gaitcoach.ui.export_dialog import ExportDialog
from gaitcoach.ui.history_texts import change_text
from gaitcoach.ui.news import RecordsPanel
from gaitcoach.ui.page import Page
from gaitcoach.ui.panels import make_label
from gaitcoach.ui.run_table import RunTable
from gaitcoach.ui.svg_chart import SvgChart

if TYPE_CHECKING:
    from gaitcoach.report.exports import Exported

GUESTS = "guests"
SPANS = (
    (tr_later("All time"), None),
    (tr_later("Last 30 days"), 30),
    (tr_later("Last 90 days"), 90),
    (tr_later("Last year"), 365),
)
MEASURES = (
    (tr_later("Drop of both legs"), ""),
    (tr_later("Left less right, degrees"), "difference_deg"),
    (tr_later("Cadence, steps per minute"), "cadence_spm"),
    (tr_later("Steps over the limit, left leg, percent"), "left_over_rel"),
    (tr_later("Steps over the limit, right leg, percent"), "right_over_rel"),
)
TYPING_MS = 250
MOST_LINES = 5
"""Of what could not be exported: the first ones tell why."""


class HistoryPage(Page):
    """Shows runs.

    Signals
    -------
    opened(int) : a run was chosen to be looked at
    compared(int, int) : two runs were chosen, the earlier one first
    """

    opened = pyqtSignal(int)
    compared = pyqtSignal(int, int)

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        super().__init__("history", tr("History"), tr("‹ Home"), parent)
        self._library = library
        self._rows: Sequence[RunRow] = ()
        self._people: Sequence[Person] = ()
        self._wanted_person: int | None = None
        self.table = RunTable("history_table", self)
        self.table.setAccessibleName(tr("Kept runs, the newest first"))
        self.table.doubleClicked.connect(lambda _: self._open())
        self.chart = SvgChart("history_chart", self)
        self._change = make_label(self, "history_change", "soft")
        self._change.setWordWrap(True)
        self._nothing = make_label(
            self,
            "history_nothing",
            "empty",
            tr("No kept run fits. Every run is kept as it happens."),
        )
        self._waiting = RecordsPanel(self)
        self._waiting.wanted.connect(self._take_in)
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for widget in (self._nothing, self.table):  # until the store has answered
            widget.hide()
        self._make_filters()
        self._lay_out()

    def _make_filters(self) -> None:
        self._who, self._span, self._measure = (ChoiceBox(self) for _ in range(3))
        for box, name, words in (
            (self._who, "history_who", tr("Whose runs")),
            (self._span, "history_span", tr("From when on")),
            (self._measure, "history_measure", tr("What the chart shows")),
        ):
            box.setObjectName(name)
            box.setAccessibleName(words)
        self._span.addItems([tr(label) for label, _ in SPANS])
        self._measure.addItems([tr(label) for label, _ in MEASURES])
        self._text = QLineEdit(self)
        self._text.setObjectName("history_text")
        self._text.setPlaceholderText(tr("Search notes, shoes, source, name"))
        self._text.setAccessibleName(tr("Search notes, shoes, source, name"))
        self._text.setClearButtonEnabled(True)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self.refresh)
        self._text.textChanged.connect(lambda _: self._typing.start())
        self._who.activated.connect(self._take_person)
        self._span.activated.connect(lambda _: self.refresh())
        self._measure.activated.connect(lambda _: self._draw())

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        filters.addWidget(self._who, 1)
        filters.addWidget(self._span)
        filters.addWidget(self._text, 2)
        filters.addWidget(self._measure)
        self.column.addWidget(self._waiting)
        self.column.addLayout(filters)
        self.column.addWidget(self.chart)
        self.column.addWidget(self._change)
        self.column.addWidget(self._nothing, 1)
        self.column.addWidget(self.table, 1)
        self.column.addStretch(0)
        self.column.addLayout(
            self.buttons(
                self.button("open", tr("Open"), self._open),
                self.button("compare", tr("Compare two"), self._compare),
                self.button("export", tr("Export …"), self._ask_export),
                self.button("delete", tr("Delete …"), self._delete),
            )
        )

    def show_person(self, person_id: int | None) -> None:
        """Show one person's runs; None = everybody's."""
        self._wanted_person = person_id
        self.tell("")
        self.waiter.ask(self._library.people(), self._take_people)
        self.waiter.ask(self._library.waiting_records(), self._waiting.show_records)

    def _take_people(self, people: Sequence[Person]) -> None:
        self._people = people
        self._who.clear()
        self._who.addItem(tr("Everybody"), None)
        for person in people:
            self._who.addItem(f"{person.name} ({person.n_runs})", person.id)
        self._who.addItem(tr("Guests"), GUESTS)
        self._who.setCurrentIndex(max(0, self._who.findData(self._wanted_person)))
        self.refresh()

    def _take_in(self) -> None:
        self.waiter.ask(self._library.take_in_records(), self._taken_in)

    def _taken_in(self, done: TakenIn) -> None:
        self.show_person(self._wanted_person)
        text = tr("Runs taken in: {n}.", n=done.imported)
        if done.left:
            named = ", ".join(path.name for path in done.left[:MOST_LINES])
            left = tr("Left as they are, unreadable or known already: {named}.", named=named)
            text = f"{text} {left}"
        self.tell(text)

    def _take_person(self) -> None:
        chosen = self._who.currentData()
        self._wanted_person = chosen if isinstance(chosen, int) else None
        self.refresh()

    def refresh(self) -> None:
        """Ask for the runs anew."""
        self.waiter.ask(self._library.runs(self.wanted()), self._take_runs)

    def wanted(self) -> RunFilter:
        """Return what the filters say."""
        days = SPANS[self._span.currentIndex()][1]
        since = None if days is None else datetime.now().astimezone() - timedelta(days=days)
        chosen = self._who.currentData()
        return RunFilter(
            person_id=chosen if isinstance(chosen, int) else None,
            guests_only=chosen == GUESTS,
            since=since,
            text=self._text.text().strip(),
        )

    def _take_runs(self, rows: Sequence[RunRow]) -> None:
        self._rows = rows
        self.table.show_runs(rows)
        self._nothing.setVisible(not rows)
        self.table.setVisible(bool(rows))
        self._draw()

    def _draw(self) -> None:
        """Draw the progress of one person; of several people together it would say nothing."""
        own = self._rows[::-1] if isinstance(self._who.currentData(), int) else ()
        points = [point_of(row) for row in own]
        starts = [row.started for row in own]
        words, field = MEASURES[self._measure.currentIndex()]
        label = tr(words)
        if len(points) < 2:
            self.chart.show_drawing(lambda inks: "", "")
            self._change.setText("")
            return
        if field:
            scale = 100.0 if field.endswith("_rel") else 1.0
            values = [None if (v := getattr(p, field)) is None else scale * v for p in points]
            self.chart.show_drawing(
                lambda inks: trends.measure(points, starts, values, label, inks), label
            )
        else:
            bands = {side: noise_band(points, side) for side in Side}
            limit_deg = own[-1].threshold_deg
            self.chart.show_drawing(
                lambda inks: trends.progress(points, starts, limit_deg, bands, inks), label
            )
        changes = {side: first_to_last(points, side) for side in Side}
        lines = [change_text(change, side) for side, change in changes.items() if change]
        self._change.setText("\n".join(lines))

    def _open(self) -> None:
        chosen = self.table.chosen
        if len(chosen) == 1:
            self.opened.emit(chosen[0].id)
        else:
            self.tell(tr("Choose one run in the table."))

    def _compare(self) -> None:
        chosen = sorted(self.table.chosen, key=lambda row: (row.started, row.id))
        if len(chosen) == 2:
            self.compared.emit(chosen[0].id, chosen[1].id)
        else:
            self.tell(tr("Choose two runs in the table (the second with Ctrl held)."))

    def _ask_export(self) -> None:
        chosen = self.table.chosen
        if not chosen:
            self.tell(tr("Choose the runs in the table first."))
            return
        dialog = ExportDialog(len(chosen), self)
        dialog.accepted.connect(lambda: self._export(chosen, dialog.kind, dialog.one_table))
        dialog.open()

    def _export(self, chosen: Sequence[RunRow], kind: str, one_table: bool) -> None:
        title = tr("Export runs")
        if one_table:
            path, _ = QFileDialog.getSaveFileName(self, title, f"runs.{kind}")
        else:
            path = QFileDialog.getExistingDirectory(self, title)
        if path:
            self.tell(tr("Exporting …"))
            # In the order of time, whatever the order of the table.
            answer = self._library.export_several(
                chosen[::-1], kind, Path(path), one_table=one_table
            )
            self.waiter.ask(answer, lambda done: self._exported(done, Path(path)))

    def _exported(self, done: Exported, path: Path) -> None:
        lines = list(done.refused)
        if done.paths:
            lines.insert(0, tr("Written: {path}", path=path))
        self.tell("\n".join(lines[:MOST_LINES]))

    def _delete(self) -> None:
        chosen = self.table.chosen
        if not chosen:
            self.tell(tr("Choose the runs in the table first."))
            return
        question = tr(
            "Delete {n} runs with all that belongs to them? They cannot be brought back.",
            n=len(chosen),
        )
        asked = QMessageBox.question(self, tr("Delete runs"), question)
        if asked == QMessageBox.StandardButton.Yes:
            answer = self._library.delete_runs([row.id for row in chosen])
            self.waiter.ask(answer, lambda _: self.show_person(self._wanted_person))
