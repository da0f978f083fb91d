"""One kept run: its numbers, its course, its notes, what was put right; report and exports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from PyQt6.QtCore import QUrl
from PyQt6.QtGui import QDesktopServices
from PyQt6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from gaitcoach.gait.putright import Correction
from gaitcoach.language import tr
from gaitcoach.library import KeptRunView, Library
from gaitcoach.report import charts
from gaitcoach.report.clinic import Clinic
from gaitcoach.report.words import HIP, SIDE_TITLE, degrees, findings, minutes, setup_lines
from gaitcoach.types import Side
from gaitcoach.ui.bar import ChoiceBox
from gaitcoach.ui.clinic_dialog import ClinicDialog
from gaitcoach.ui.export_dialog import fill_formats
from gaitcoach.ui.page import Page, scrolled
from gaitcoach.ui.panels import make_label
from gaitcoach.ui.put_right import PutRight
from gaitcoach.ui.svg_chart import SvgChart
from gaitcoach.ui.texts import mean_text, runner_text
from gaitcoach.ui.who_runs import ConditionFields

if TYPE_CHECKING:
    from gaitcoach.report.facts import Report

LONGEST_NOTES = 5000
SUFFIX = {"frames": ".parquet"}


class KeptRunPage(Page):
    """Shows a run of the store and lets it be annotated and put right."""

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        super().__init__("kept_run", tr("A run"), tr("‹ History"), parent)
        self._library = library
        self._run_id = 0
        self._shown: KeptRunView | None = None
        area, inside = scrolled(self, "kept_run_inside", tr("What the run showed"))
        self.column.addWidget(area, 1)
        self._cards = {side: _SideCard(side, self) for side in Side}
        cards = QHBoxLayout()
        for card in self._cards.values():
            cards.addWidget(card, 1)
        inside.addLayout(cards)
        self.chart = SvgChart("kept_run_chart", self)
        inside.addWidget(self.chart)
        self._findings = make_label(self, "kept_run_findings")
        self._setup = make_label(self, "kept_run_setup", "soft")
        for label in (self._findings, self._setup):
            label.setWordWrap(True)
            inside.addWidget(label)
        inside.addWidget(self._make_fields())
        self.put_right = PutRight(self)
        self.put_right.wanted.connect(self._correct)
        self.put_right.taken_back.connect(self._take_back)
        self.put_right.refused.connect(self.tell)
        inside.addWidget(self.put_right)
        inside.addStretch(1)
        self._formats = ChoiceBox(self)
        self._formats.setObjectName("kept_run_format")
        fill_formats(self._formats)
        self.column.addLayout(
            self.buttons(
                self.button("report", tr("Report …"), self._report),
                self._formats,
                self.button("export", tr("Export …"), self._export),
                self.button("clinic", tr("Clinic …"), self._ask_clinic),
            )
        )

    def _make_fields(self) -> QWidget:
        frame = QFrame(self)
        frame.setProperty("role", "panel")
        grid = QGridLayout(frame)
        grid.setContentsMargins(16, 12, 16, 12)
        self._fields = ConditionFields("kept_run", self)
        self._notes = QPlainTextEdit(self)
        self._notes.setMaximumHeight(90)
        for place, (title, field) in enumerate(self._fields.titled):
            label = make_label(self, f"{field.objectName()}_title", "soft", title)
            grid.addWidget(label, 0, place)
            grid.addWidget(field, 1, place)
        self._notes.setObjectName("kept_run_notes")
        self._notes.setAccessibleName(tr("Notes"))
        grid.addWidget(make_label(self, "kept_run_notes_title", "soft", tr("Notes")), 2, 0)
        grid.addWidget(self._notes, 3, 0, 1, 3)
        grid.addWidget(self.button("save", tr("Save notes"), self._save), 4, 0)
        return frame

    def show_run(self, run_id: int) -> None:
        """Show a run."""
        self._run_id = run_id
        self.tell("")
        self.waiter.ask(self._library.run(run_id), self._take)

    def _take(self, seen: KeptRunView) -> None:
        self._shown = seen
        report, row = seen.report, seen.report.row
        data = report.data
        self._title.setText(f"{runner_text(row.runner)}, {row.started:%Y-%m-%d %H:%M}")
        for card in self._cards.values():
            card.show_side(report)
        self.chart.show_drawing(
            lambda inks: charts.over_time(
                data.steps, data.cues, data.markers, row.threshold_deg, inks
            ),
            tr("Every step over the run"),
        )
        self._findings.setText("\n".join(f"• {line}" for line in findings(report)))
        length = minutes(row.duration_s or 0.0)
        self._setup.setText(" · ".join((f"{length} min", *setup_lines(report))))
        self._fields.show(row.conditions)
        self._notes.setPlainText(row.notes)
        level_deg = next((s.level_deg for s in data.steps if s.level_deg is not None), None)
        self.put_right.show_run(row, data.measured, level_deg, seen.log)

    def _again(self, sentence: str) -> Callable[[object], None]:
        def then(_: object) -> None:
            self.show_run(self._run_id)
            self.tell(sentence)

        return then

    def _save(self) -> None:
        notes = self._notes.toPlainText()[:LONGEST_NOTES].strip()
        fields = asdict(self._fields.conditions)
        answer = self._library.annotate(self._run_id, notes=notes, **fields)
        self.waiter.ask(answer, self._again(tr("Saved.")))

    def _correct(self, what: Correction) -> None:
        self.waiter.ask(
            self._library.correct(self._run_id, what),
            self._again(tr("Put right; all numbers were computed anew.")),
        )

    def _take_back(self, numbers: list[int]) -> None:
        self.waiter.ask(self._library.take_back(numbers), self._again(tr("Taken back.")))

    def _report(self) -> None:
        name = self._file_name("report", ".pdf")
        kinds = tr("PDF (*.pdf);;Page (*.html)")
        path, _ = QFileDialog.getSaveFileName(self, tr("Write the report"), name, kinds)
        if path:
            self.tell(tr("Writing the report …"))
            self.waiter.ask(self._library.report(self._run_id, Path(path)), self._written)

    def _written(self, path: Path) -> None:
        self.tell(tr("Written: {path}", path=path))
        if path.suffix in (".pdf", ".html"):
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _export(self) -> None:
        kind = self._formats.currentData()
        name = self._file_name("run", SUFFIX.get(kind, f".{kind}"))
        path, _ = QFileDialog.getSaveFileName(self, tr("Export the run"), name)
        if not path:
            return
        video = None
        if kind == "mp4":
            chosen, _ = QFileDialog.getOpenFileName(self, tr("The video of the run"))
            if not chosen:
                return
            video = Path(chosen)
        self.tell(tr("Exporting …"))
        answer = self._library.export(self._run_id, kind, Path(path), video)
        self.waiter.ask(answer, lambda path: self.tell(tr("Written: {path}", path=path)))

    def _file_name(self, what: str, suffix: str) -> str:
        if self._shown is None:
            return f"{what}{suffix}"
        return f"{self._shown.report.row.started:%Y-%m-%d}_{what}_{self._run_id}{suffix}"

    def _ask_clinic(self) -> None:
        dialog = ClinicDialog(self._library.clinic(), self)
        dialog.accepted.connect(lambda: self._save_clinic(dialog.clinic))
        dialog.finished.connect(lambda _: dialog.deleteLater())
        dialog.open()

    def _save_clinic(self, clinic: Clinic) -> None:
        answer = self._library.save_clinic(clinic)
        self.waiter.ask(answer, lambda _: self.tell(tr("Kept for every report.")))


class _SideCard(QFrame):
    """One stance leg: a large mean, its gauge, two lines."""

    def __init__(self, side: Side, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._side = side
        self._mean = make_label(self, f"kept_run_mean_{side.value}", "huge")
        self._gauge = SvgChart(f"kept_run_gauge_{side.value}", self)
        self._lines = QLabel(self)
        self._lines.setObjectName(f"kept_run_lines_{side.value}")
        self._lines.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(make_label(self, "kept_run_side", "door_title", tr(SIDE_TITLE[side])))
        column.addWidget(make_label(self, "kept_run_hip", "soft", tr(HIP[side])))
        for widget in (self._mean, self._gauge, self._lines):
            column.addWidget(widget)

    def show_side(self, report: Report) -> None:
        """Show this leg of a run."""
        own, limit_deg = report.review.side(self._side), report.row.limit_deg(self._side)
        stats, last = own.stats, report.side(self._side).last
        self._mean.setText(mean_text(stats))
        before_deg = None if last is None else last.before_deg
        self._gauge.show_drawing(
            lambda inks: charts.gauge(stats, self._side, limit_deg, before_deg, inks),
            tr("{leg} against the limit", leg=tr(SIDE_TITLE[self._side])),
        )
        if stats.ci95_deg is None:
            self._lines.setText(tr("Too few steps for a mean: {n}.", n=stats.usable))
            return
        low, high = (degrees(bound) for bound in stats.ci95_deg)
        self._lines.setText(
            tr(
                "95 % sure {low} to {high} · {percent} % of {n} steps over the limit",
                low=low,
                high=high,
                percent=f"{100 * (own.over_rel or 0):.0f}",
                n=stats.usable,
            )
        )
