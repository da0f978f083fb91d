"""The clinician's table: each leg before, with the cue and after; and how it drifts."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtWidgets import QFrame, QGridLayout, QWidget

from gaitcoach.gait.blocks import BlockMean, compare_blocks
from gaitcoach.gait.review import NOISE_DEG, trend_of
from gaitcoach.types import Block, BlockStart, Side, StanceRecord
from gaitcoach.ui.panels import make_label
from gaitcoach.ui.review_texts import trend_text
from gaitcoach.ui.texts import DASH, degrees_text, side_title, signed_text

NEXT_BLOCK = {
    None: Block.BEFORE,
    Block.BEFORE: Block.CUE,
    Block.CUE: Block.AFTER,
    Block.AFTER: None,
}
"""One key leads through a visit and out of it."""
BLOCK_TITLES = {
    Block.BEFORE: "Before (no cues)",
    Block.CUE: "With cue",
    Block.AFTER: "After (no cues)",
}


class VisitPanel(QFrame):
    """Shows what it is given; hidden with the chart of the run."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("visit_panel")
        self.setProperty("role", "panel")
        self._known: object = None
        grid = QGridLayout(self)
        for column, block in enumerate(Block, start=1):
            grid.addWidget(
                make_label(self, f"block_{block}", "soft", BLOCK_TITLES[block]), 0, column
            )
        grid.addWidget(make_label(self, "trend_title", "soft", "Over the run"), 0, 4)
        self._cells = {}
        self._trends = {}
        for row, side in enumerate((Side.LEFT, Side.RIGHT), start=1):
            grid.addWidget(make_label(self, f"visit_{side}", "", side_title(side)), row, 0)
            for column, block in enumerate(Block, start=1):
                self._cells[side, block] = make_label(self, f"visit_{side}_{block}", "", DASH)
                grid.addWidget(self._cells[side, block], row, column)
            self._trends[side] = make_label(self, f"trend_{side}", "soft")
            grid.addWidget(self._trends[side], row, 4)
        self._note = make_label(self, "visit_note", "soft")
        grid.addWidget(self._note, 3, 0, 1, 5)
        grid.setColumnStretch(4, 1)
        self.hide()

    def show_run(self, steps: Sequence[StanceRecord], blocks: Sequence[BlockStart]) -> None:
        """Show a run."""
        if (len(steps), len(blocks)) == self._known:
            return
        self._known = len(steps), len(blocks)
        now = blocks[-1].block if blocks else None
        self._note.setText(_note(now))
        for side in (Side.LEFT, Side.RIGHT):
            found = {mean.block: mean for mean in compare_blocks(steps, blocks, side)}
            for block in Block:
                self._cells[side, block].setText(cell_text(found.get(block)))
            own = [step for step in steps if step.side is side and step.usable]
            self._trends[side].setText(trend_text(trend_of(own)))


def cell_text(mean: BlockMean | None) -> str:
    """Return a block's mean and its change against the first block."""
    if mean is None:
        return DASH
    if mean.mean_deg is None:
        return f"{mean.n} steps"
    text = degrees_text(mean.mean_deg)
    if mean.change_deg is None or mean.change_ci95_deg is None:
        return text
    low, high = (signed_text(bound_deg) for bound_deg in mean.change_ci95_deg)
    noise = ", within noise" if abs(mean.change_deg) < NOISE_DEG else ""
    return f"{text}  ({signed_text(mean.change_deg)}, 95 % {low} to {high}{noise})"


def block_marks(blocks: Sequence[BlockStart]) -> list[tuple[float, str]]:
    """Return the beginnings of blocks as marks on the chart."""
    return [(start.t_s, str(start.block or "plain run")) for start in blocks]


def _note(now: Block | None) -> str:
    if now is None:
        return (
            "G begins a block: before, with cue, after. Changes are against “before”; noise is "
            f"what two visits differ by without any change, {NOISE_DEG}°."
        )
    return f"Now: {BLOCK_TITLES[now].lower()}. G goes on."
