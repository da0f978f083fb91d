"""Two runs side by side, and each leg of both over each other."""

from __future__ import annotations

from PyQt6.QtWidgets import QFrame, QGridLayout, QWidget

from gaitcoach.gait.progress import compare
from gaitcoach.language import tr, tr_later
from gaitcoach.library import KeptRunView, Library
from gaitcoach.report import charts
from gaitcoach.report.points import point_of
from gaitcoach.report.words import SIDE_TITLE, degrees, minutes
from gaitcoach.types import Side, StanceRecord
from gaitcoach.ui.history_texts import change_text
from gaitcoach.ui.page import Page, scrolled
from gaitcoach.ui.panels import make_label
from gaitcoach.ui.run_table import cells
from gaitcoach.ui.svg_chart import SvgChart
from gaitcoach.words import METHOD_WORDS

LINES = (
    tr_later("When"), tr_later("Who"), tr_later("Running"), tr_later("Left drop, 95 % sure"),
    tr_later("Right drop, 95 % sure"), tr_later("Left over the limit"),
    tr_later("Right over the limit"), tr_later("Cadence"), tr_later("Cues"), tr_later("Limit"),
    tr_later("Speed"), tr_later("Incline"), tr_later("Shoes"), tr_later("Measured by"),
)  # fmt: skip


class ComparePage(Page):
    """Shows the earlier run at the left."""

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        super().__init__("compare", tr("Two runs"), tr("‹ History"), parent)
        self._library = library
        self._seen: dict[int, KeptRunView] = {}
        self._wanted = (0, 0)
        area, inside = scrolled(self, "compare_inside", tr("Two runs"))
        self.column.addWidget(area, 1)
        self.column.addWidget(self._told)
        panel = QFrame(self)
        panel.setProperty("role", "panel")
        grid = QGridLayout(panel)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        self._cells = {}
        for row, words in enumerate(LINES):
            grid.addWidget(make_label(self, f"compare_line_{row}", "soft", tr(words)), row, 0)
            for place in (0, 1):
                label = make_label(self, f"compare_{row}_{place}")
                grid.addWidget(label, row, 1 + place)
                self._cells[row, place] = label
        inside.addWidget(panel)
        self._changes, self.charts = {}, {}
        for side in Side:
            self._changes[side] = make_label(self, f"compare_change_{side.value}")
            self._changes[side].setWordWrap(True)
            self.charts[side] = SvgChart(f"compare_chart_{side.value}", self)
            inside.addWidget(self._changes[side])
            inside.addWidget(self.charts[side])
        note = tr("Dashed: the earlier run. Lines are means of 20 steps over the time of the run.")
        inside.addWidget(make_label(self, "compare_note", "soft", note))
        inside.addStretch(1)

    def show_runs(self, before_id: int, after_id: int) -> None:
        """Show two runs."""
        self._wanted, self._seen = (before_id, after_id), {}
        self.tell("")
        for run_id in self._wanted:
            answer = self._library.run(run_id)
            self.waiter.ask(answer, lambda seen, run_id=run_id: self._take(run_id, seen))

    def _take(self, run_id: int, seen: KeptRunView) -> None:
        self._seen[run_id] = seen
        if all(wanted in self._seen for wanted in self._wanted):
            self._show(*(self._seen[wanted] for wanted in self._wanted))

    def _show(self, before: KeptRunView, after: KeptRunView) -> None:
        for place, seen in enumerate((before, after)):
            for row, text in enumerate(_facts(seen)):
                self._cells[row, place].setText(text)
        runs = [seen.report.data.steps for seen in (before, after)]
        limit_deg = after.report.row.threshold_deg
        points = [point_of(seen.report.row) for seen in (before, after)]
        for side in Side:
            band = after.report.side(side).band
            change = compare(*points, side, band)
            leg = tr(SIDE_TITLE[side])
            none = tr("{leg}: one of the runs has too few steps.", leg=leg)
            text = none if change is None else change_text(change, side)
            self._changes[side].setText(text)
            self._draw(side, runs[0], runs[1], limit_deg)

    def _draw(
        self, side: Side, before: tuple[StanceRecord, ...], after: tuple[StanceRecord, ...],
        limit_deg: float,
    ) -> None:  # fmt: skip
        self.charts[side].show_drawing(
            lambda inks: charts.before_after(before, after, side, limit_deg, inks),
            tr("{leg} in both runs", leg=tr(SIDE_TITLE[side])),
        )


def _facts(seen: KeptRunView) -> tuple[str, ...]:
    row = seen.report.row
    shown = cells(row)
    incline = "–" if row.incline_percent is None else f"{row.incline_percent:g} %"
    return (
        shown[0],
        shown[1],
        minutes(row.active_s or row.duration_s or 0.0),
        *(_mean(row.side(side)) for side in Side),
        *(_share(row.side(side).over_rel) for side in Side),
        shown[6],
        shown[8],
        shown[7],
        shown[9],
        incline,
        row.shoes or "–",
        tr(METHOD_WORDS.get(row.method, row.method)) if row.method else "–",
    )


def _mean(side: object) -> str:
    if side.mean_deg is None:
        return "–"
    mean, low, high = (degrees(v) for v in (side.mean_deg, side.low_deg, side.high_deg))
    return tr("{mean}   ({low} to {high})", mean=mean, low=low, high=high)


def _share(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f} %"
