"""The clinician's table: each leg over the run and in each block, and what the blocks changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PyQt6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gaitcoach.gait.blocks import BlockMean, compare_blocks
from gaitcoach.gait.review import trend_of
from gaitcoach.language import tr, tr_later
from gaitcoach.live.view import LiveView
from gaitcoach.types import Block, BlockStart, GaitUpdate, Side, StanceRecord
from gaitcoach.ui import theme
from gaitcoach.ui.change_plot import Change, ChangePlot
from gaitcoach.ui.panels import make_label
from gaitcoach.ui.review_texts import trend_text
from gaitcoach.ui.texts import interval_text, mean_text, side_subtitle, side_title, time_text
from gaitcoach.ui.visit_texts import (
    BLOCK_TITLES,
    block_mean_text,
    block_steps_text,
    contact_text,
    note_text,
    step_error_text,
    usable_text,
)

NEXT_BLOCK = {
    None: Block.BEFORE,
    Block.BEFORE: Block.CUE,
    Block.CUE: Block.AFTER,
    Block.AFTER: None,
}
"""One key leads through a visit and out of it."""
FACTS: tuple[tuple[str, str, Callable], ...] = (
    (
        "time",
        tr_later("running, breaks left out"),
        lambda view, steps: time_text(view.stats.active_s),
    ),
    (
        "contact",
        tr_later("on the ground, both feet"),
        lambda view, steps: contact_text(view.update),
    ),
    ("usable", tr_later("of the newest steps usable"), lambda view, steps: usable_text(steps)),
    ("error", tr_later("a single step is known to"), lambda view, steps: step_error_text(steps)),
)
"""(name, what it is, its text)"""
FACTS_APART_PX = 12


class VisitPanel(QFrame):
    """Shows what it is given; stands beside the picture in the clinician's layout."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("visit_panel")
        self.setProperty("role", "panel")
        self._known: object = None
        self._facts = {name: make_label(self, f"visit_{name}", "title") for name, _, _ in FACTS}
        self._labels: dict[tuple[Side, Block | None, bool], QLabel] = {}
        self._trends = {side: make_label(self, f"trend_{side}", "soft") for side in Side}
        self._plot = ChangePlot(self)
        self._note = make_label(self, "visit_note", "soft")
        self._note.setWordWrap(True)
        column = QVBoxLayout(self)
        column.addLayout(self._fact_row())
        column.addLayout(self._table())
        column.addWidget(self._plot)
        column.addStretch(1)
        column.addWidget(self._note)
        self.set_unit(theme.UNIT_MIN_PX)
        self.hide()

    def set_unit(self, unit_px: int) -> None:
        """Follow the window's text size, pixels."""
        edge = round(unit_px * 0.7)
        self.layout().setContentsMargins(edge, edge, edge, edge)
        self.layout().setSpacing(round(unit_px * 0.4))
        self._plot.set_unit(unit_px)

    def show_run(
        self, steps: Sequence[StanceRecord], blocks: Sequence[BlockStart], view: LiveView
    ) -> None:
        """Show a run; `view` is the newest look at it."""
        update = view.update
        known = (len(steps), len(blocks), update and (update.left, update.right))
        if known == self._known:
            return
        self._known = known
        for name, _, text_of in FACTS:
            self._facts[name].setText(text_of(view, steps))
        self._note.setText(note_text(blocks[-1].block if blocks else None))
        changes: list[Change] = []
        for side in Side:
            means = compare_blocks(steps, blocks, side)
            self._show_side(side, update, means)
            self._trends[side].setText(trend_text(trend_of(_usable(steps, side))))
            changes += (Change(side, mean) for mean in means)
        self._plot.show_changes(changes)

    def _show_side(self, side: Side, update: GaitUpdate | None, means: Sequence[BlockMean]) -> None:
        if update is not None:
            self._labels[side, None, True].setText(mean_text(update.side(side)))
            self._labels[side, None, False].setText(interval_text(update.side(side)))
        found = {mean.block: mean for mean in means}
        for block in Block:
            self._labels[side, block, True].setText(block_mean_text(found.get(block)))
            self._labels[side, block, False].setText(block_steps_text(found.get(block)))

    def _fact_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(FACTS_APART_PX)
        for name, what, _ in FACTS:
            fact = QVBoxLayout()
            fact.setSpacing(0)
            fact.addWidget(self._facts[name])
            fact.addWidget(make_label(self, f"visit_{name}_title", "soft", tr(what)))
            row.addLayout(fact, 1)
        return row

    def _table(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(0)
        titles = {None: tr("Whole run"), **BLOCK_TITLES}
        for column, (block, title) in enumerate(titles.items(), start=1):
            name = "visit_run" if block is None else f"block_{block}"
            grid.addWidget(make_label(self, name, "soft", tr(title)), 0, column)
        for place, side in enumerate((Side.LEFT, Side.RIGHT)):
            row = 1 + 4 * place
            grid.addWidget(make_label(self, f"visit_{side}", "title", side_title(side)), row, 0)
            hip = make_label(self, f"visit_hip_{side}", "soft", side_subtitle(side))
            grid.addWidget(hip, row + 1, 0)
            grid.addWidget(self._trends[side], row + 2, 0, 1, 5)
            for column, block in enumerate(titles, start=1):
                self._add_cell(grid, row, column, (side, block))
        grid.setColumnStretch(1, 1)
        grid.setRowMinimumHeight(4, theme.UNIT_MIN_PX // 2)
        return grid

    def _add_cell(
        self, grid: QGridLayout, row: int, column: int, place: tuple[Side, Block | None]
    ) -> None:
        name = f"visit_{place[0]}_{place[1] or 'run'}"
        number = "value" if place[1] is None else "title"
        for below, role in enumerate((number, "soft")):
            label = make_label(self, name + ("_sure" if below else ""), role)
            self._labels[(*place, not below)] = label
            grid.addWidget(label, row + below, column)


BLOCK_MARKS = {
    Block.BEFORE: tr_later("before"),
    Block.CUE: tr_later("cue"),
    Block.AFTER: tr_later("after"),
    None: tr_later("plain run"),
}


def block_marks(blocks: Sequence[BlockStart]) -> list[tuple[float, str]]:
    """Return the beginnings of blocks as marks on the chart."""
    return [(start.t_s, tr(BLOCK_MARKS[start.block])) for start in blocks]


def _usable(steps: Sequence[StanceRecord], side: Side) -> list[StanceRecord]:
    return [step for step in steps if step.side is side and step.usable]
