"""One visit: before, with the cue, after. What the table says, and what the key does."""

from __future__ import annotations

import pytest
from PyQt6.QtWidgets import QLabel
from ui_fakes import step

from gaitcoach.gait.blocks import BlockMean
from gaitcoach.types import Block, BlockStart, Side
from gaitcoach.ui.visit_panel import VisitPanel, cell_text

LEFT, RIGHT = Side.LEFT, Side.RIGHT


def visit() -> tuple[tuple, list[BlockStart]]:
    """Ten steps a side and block: the right leg goes from 9 to 5 to 8, the left one stays at 2."""
    steps = tuple(
        step(side, deg + 0.2 * (i % 2), 10.0 * part + 0.7 * i)
        for part, right_deg in enumerate((9.0, 5.0, 8.0))
        for i in range(10)
        for side, deg in ((LEFT, 2.0), (RIGHT, right_deg))
    )
    return steps, [BlockStart(10.0 * i - 1.0, block) for i, block in enumerate(Block)]


def said(panel: VisitPanel, name: str) -> str:
    return panel.findChild(QLabel, name).text()


def test_each_leg_and_block_has_its_cell(qtbot):
    """Mutants: sides swapped; blocks swapped."""
    panel = VisitPanel()
    qtbot.addWidget(panel)
    panel.show_run(*visit())
    assert said(panel, "visit_right_before") == "9.1°"
    assert said(panel, "visit_right_cue").startswith("5.1°  (−4.0°, 95 % −4.1° to −3.9°)")
    assert said(panel, "visit_right_after").startswith("8.1°  (−1.0°")
    assert "within noise" in said(panel, "visit_right_after")
    assert said(panel, "visit_left_cue").startswith("2.1°  (+0.0°")
    assert "Too short" in said(panel, "trend_left")
    assert "after" in said(panel, "visit_note")


def test_without_blocks_it_says_how_to_begin(qtbot):
    panel = VisitPanel()
    qtbot.addWidget(panel)
    panel.show_run(visit()[0], ())
    assert said(panel, "visit_left_before") == "–"
    assert said(panel, "visit_note").startswith("G begins a block")


@pytest.mark.parametrize(
    ("mean", "text"),
    [
        (None, "–"),
        (BlockMean(Block.CUE, 3), "3 steps"),
        (BlockMean(Block.CUE, 9, 4.0), "4.0°"),
        (
            BlockMean(Block.CUE, 9, 4.0, -3.0, (-3.5, -2.5)),
            "4.0°  (−3.0°, 95 % −3.5° to −2.5°)",
        ),
    ],
)
def test_cells(mean, text: str):
    assert cell_text(mean) == text


def test_one_key_leads_through_the_visit_and_out_of_it(desk):
    blocks = []
    for _ in range(4):
        desk.window._actions["block"].trigger()
        blocks.append(desk.session.notebook.block)
    assert blocks == [Block.BEFORE, Block.CUE, Block.AFTER, None]
    assert desk.window.chart.isVisible(), "what it is for is shown"
    assert desk.widget("visit_panel").isVisible()
    words = [mark[1] for mark in desk.window.chart._marks]
    assert words == ["before", "cue", "after", "plain run"]


def test_the_picture_is_kept_with_what_is_drawn_on_it(desk, tmp_path):
    told = []
    desk.window.told.connect(told.append)
    desk.show()
    desk.window._actions["keep_picture"].trigger()
    assert told == ["Picture kept: runs/pictures/one.png"]
    (save,) = desk.controls.kept_pictures
    path = tmp_path / "one.png"
    assert save(str(path))
    assert path.stat().st_size > 2000
    assert not save(str(tmp_path / "missing" / "one.png"))
