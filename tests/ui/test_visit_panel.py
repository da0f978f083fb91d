"""One visit: before, with the cue, after. What the table says, and what the key does."""

from __future__ import annotations

import pytest
from PyQt6.QtWidgets import QLabel
from ui_fakes import gait, running_view, step

from gaitcoach.gait.blocks import BlockMean
from gaitcoach.live.view import LiveStats
from gaitcoach.types import Block, BlockStart, Side, SideStats
from gaitcoach.ui import theme
from gaitcoach.ui.change_plot import Change, ChangePlot
from gaitcoach.ui.visit_panel import VisitPanel
from gaitcoach.ui.visit_texts import change_text

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


@pytest.fixture
def panel(qtbot):
    made = VisitPanel()
    qtbot.addWidget(made)
    return made


def said(panel: VisitPanel, name: str) -> str:
    return panel.findChild(QLabel, name).text()


def test_each_leg_and_block_has_its_cell(panel):
    """Mutants: sides swapped; blocks swapped."""
    panel.show_run(*visit(), running_view())
    assert said(panel, "visit_right_before") == "9.1°"
    assert said(panel, "visit_right_cue") == "5.1°"
    assert said(panel, "visit_right_after") == "8.1°"
    assert said(panel, "visit_left_cue") == "2.1°"
    assert said(panel, "visit_left_cue_sure") == "10 steps"
    assert "Too short" in said(panel, "trend_left")
    assert "After" in said(panel, "visit_note")


def test_the_whole_run_stands_on_its_side_with_its_interval(panel):
    """Mutant: sides swapped."""
    update = gait(left=SideStats(9, 9, 4.14, 0.9, (3.4, 4.9)), right=SideStats(4, 3))
    panel.show_run(visit()[0], (), running_view(update=update))
    assert said(panel, "visit_left_run") == "4.1°"
    assert said(panel, "visit_left_run_sure") == "mean, 95 % sure 3.4° to 4.9°"
    assert said(panel, "visit_right_run") == "–"


def test_rhythm_and_quality_are_told(panel):
    """Mutants: seconds for milliseconds; all steps for the newest ones."""
    steps = visit()[0] + tuple(step(LEFT, 1.0, 60.0 + i, usable=i % 4 != 0) for i in range(20))
    panel.show_run(steps, (), running_view(stats=LiveStats(active_s=75.9, duration_s=99.0)))
    assert said(panel, "visit_time") == "1:15"
    assert said(panel, "visit_contact") == "272 ms"
    assert said(panel, "visit_usable") == "15 of 20"
    assert said(panel, "visit_error") == "± 0.8°"


def test_without_blocks_it_says_how_to_begin(panel):
    panel.show_run(visit()[0], (), running_view())
    assert said(panel, "visit_left_before") == "–"
    assert said(panel, "visit_note").startswith("G begins a block")


def test_before_the_first_step_there_are_dashes(panel):
    panel.show_run((), (), running_view(update=None))
    assert {said(panel, f"visit_{name}") for name in ("contact", "usable", "error")} == {"–"}


# -- what the blocks changed --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change_deg", "text"),
    [
        (-4.0, "−4.0° (−4.5° to −3.5°), beyond noise"),
        (2.7, "+2.7° (+2.2° to +3.2°), within noise"),
        (None, ""),
    ],
)
def test_a_change_in_words(change_deg, text: str):
    """Mutants: the noise of one side only; sign lost."""
    interval = None if change_deg is None else (change_deg - 0.5, change_deg + 0.5)
    assert change_text(BlockMean(Block.CUE, 9, 4.0, change_deg, interval)) == text


@pytest.fixture
def plot(qtbot):
    made = ChangePlot()
    qtbot.addWidget(made)
    made.set_unit(15)
    made.resize(700, made.height())
    made.show()
    qtbot.waitExposed(made)
    return made


def change(side: Side, block: Block, deg: float) -> Change:
    return Change(side, BlockMean(block, 9, 4.0, deg, (deg - 0.5, deg + 0.5)))


def coloured(plot: ChangePlot, name: str) -> tuple[float, float]:
    """Return the middle of what has a colour, (x, y)."""
    image, wanted = plot.grab().toImage(), theme.colour(name)
    found = [
        (x, y)
        for y in range(image.height())
        for x in range(image.width())
        if image.pixelColor(x, y) == wanted
    ]
    assert found
    return tuple(sum(values) / len(values) for values in zip(*found, strict=True))


def test_less_drop_lies_left_of_zero_and_each_leg_on_its_row(plot):
    """Mutants: sign lost; rows swapped."""
    plot.show_changes([change(LEFT, Block.CUE, -4.0), change(RIGHT, Block.CUE, +4.0)])
    left, right = coloured(plot, theme.LEVEL), coloured(plot, theme.MARK)
    assert left[0] == pytest.approx(plot.x_px(-4.0), abs=1.5)
    assert right[0] == pytest.approx(plot.x_px(4.0), abs=1.5)
    assert left[1] < right[1]
    assert "left leg, with cue: −4.0°" in plot.accessibleDescription()


def test_the_band_of_noise_is_what_two_visits_differ_by(plot):
    """Mutant: a band of another width."""
    image = plot.grab().toImage()
    inside = image.pixelColor(int(plot.x_px(2.7)), 5)
    assert inside == image.pixelColor(int(plot.x_px(-2.7)), 5)
    assert inside != image.pixelColor(int(plot.x_px(2.9)) + 1, 5)


def test_a_large_change_widens_the_scale(plot):
    plot.show_changes([change(LEFT, Block.CUE, -11.0)])
    assert plot.x_px(-11.0) < plot.x_px(-6.0) < plot.x_px(0.0)


# -- keys ---------------------------------------------------------------------------------------


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
