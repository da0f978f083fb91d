"""The run over time: every step in its place, cues and marks on the axis."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from made_up import FIVE
from PyQt6.QtGui import QImage
from ui_fakes import cue, step

from gaitcoach.types import CueKind, Limits, Side
from gaitcoach.ui.strip_chart import SMOOTH_STEPS, SPAN_S, StripChart, moving_means, pieces

LEFT, RIGHT = Side.LEFT, Side.RIGHT


@pytest.fixture
def chart(qtbot):
    made = StripChart()
    qtbot.addWidget(made)
    made.set_unit(15)
    made.resize(900, 165)
    made.show()
    qtbot.waitExposed(made)
    return made


def steps(n: int, left_deg: float = 2.0, right_deg: float = 8.0) -> tuple:
    both = ((LEFT, left_deg), (RIGHT, right_deg))
    return tuple(step(side, deg, 0.7 * i) for i in range(n) for side, deg in both)


def painted(chart: StripChart) -> np.ndarray:
    image = chart.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    memory = image.constBits().asarray(image.sizeInBytes())
    return np.array(memory, np.uint8).reshape(image.height(), image.width(), 4)[..., :3].astype(int)


def changed(chart: StripChart, before: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return np.nonzero((painted(chart) != before).any(axis=2))


def test_a_deeper_drop_lies_lower_and_a_later_step_more_to_the_right(chart):
    """Mutants: upside down; time runs backwards."""
    chart.show_run((), (), (), FIVE)
    before = painted(chart)
    chart.show_run((step(LEFT, 2.0, 10.0),), (), (), FIVE)
    first = changed(chart, before)
    chart.show_run((step(LEFT, 2.0, 10.0), step(LEFT, 9.0, 70.0)), (), (), FIVE)
    both = changed(chart, before)
    assert both[0].max() > first[0].max() + 20
    assert both[1].max() > first[1].max() + 200


def test_the_line_is_the_mean_of_the_last_steps():
    """Mutant: the mean of all steps so far."""
    own = [step(LEFT, 4.0, float(i)) for i in range(12)] + [
        step(LEFT, 8.0, 12.0 + i) for i in range(8)
    ]
    means = moving_means(own)
    assert len(means) == 20 - SMOOTH_STEPS + 1
    assert means[0] == (SMOOTH_STEPS - 1, 4.0)
    assert means[-1] == (19, pytest.approx(8.0))


def test_where_steps_are_missing_no_line_is_drawn():
    """Mutant: one line over a break, as if somebody had run on."""
    means = [(step(LEFT, 4.0, t_s), 4.0) for t_s in (0.0, 0.7, 1.4, 30.0, 30.7)]
    assert [len(piece) for piece in pieces(means)] == [3, 2]


def test_each_step_has_its_band_of_uncertainty(chart):
    """Mutants: no whisker; the same whisker for every step."""
    chart.show_run((), (), (), FIVE)
    before = painted(chart)
    heights = []
    for sigma_deg in (0.3, 3.0):
        one = replace(step(LEFT, 4.0, 60.0), sigma_deg=sigma_deg)
        chart.show_run((step(RIGHT, 0.0, 0.0), one, step(RIGHT, 0.0, 119.0)), (), (), FIVE)
        rows, columns = changed(chart, before)
        near = np.abs(columns - chart.x_px(60.0)) <= 3
        heights.append(rows[near].max() - rows[near].min())
        chart.show_run((), (), (), FIVE)
    assert heights[1] == pytest.approx(chart.y_px(7.0) - chart.y_px(1.0), abs=3)
    assert heights[0] < heights[1] / 3


def test_marks_close_to_each_other_can_all_be_read(chart):
    """Mutant: every word on the first row."""
    chart.show_run(steps(10), (), (), FIVE)
    before = painted(chart)
    rows = []
    for marks in (((60.0, "new shoes"),), ((60.0, "new shoes"), (61.0, "before"))):
        chart.show_run(steps(10), (), marks, FIVE)
        right_of = changed(chart, before)[0][changed(chart, before)[1] > chart.x_px(61.0) + 4]
        rows.append(right_of.max())
    assert rows[1] > rows[0] + 12


def test_a_long_run_is_drawn_from_a_bounded_number_of_points(chart, monkeypatch):
    """Mutant: every step drawn, each of which looks through all of them."""
    calls = []
    real = StripChart.y_px
    monkeypatch.setattr(StripChart, "y_px", lambda self, deg: (calls.append(1), real(self, deg))[1])
    chart.show_run(steps(5000), (), (), FIVE)
    chart.grab()
    assert 2000 < len(calls) < 12000


def test_two_minutes_are_shown_until_the_run_is_longer(chart):
    chart.show_run(steps(10), (), (), FIVE)
    assert chart.span_s() == (0.0, SPAN_S)
    chart.show_run(steps(1000), (), (), FIVE)
    assert chart.span_s()[1] == pytest.approx(999 * 0.7 + 0.27)


def test_cues_and_marks_stand_at_their_time(chart):
    chart.show_run(steps(10), (), (), FIVE)
    before = painted(chart)
    said = cue(RIGHT)
    chart.show_run(steps(10), (said,), (), FIVE)
    columns = changed(chart, before)[1]
    assert columns.mean() == pytest.approx(chart.x_px(said.t_s), abs=2)
    chart.show_run(steps(10), (), ((60.0, "new shoes"),), FIVE)
    assert changed(chart, before)[1].min() == pytest.approx(chart.x_px(60.0), abs=3)


def test_praise_is_no_tick(chart):
    chart.show_run(steps(10), (), (), FIVE)
    before = painted(chart)
    chart.show_run(steps(10), (cue(RIGHT, CueKind.PRAISE),), (), FIVE)
    assert len(changed(chart, before)[0]) == 0


def test_the_key_shows_the_layout_and_hides_the_gauges(desk):
    desk.show_steps(*steps(9))
    desk.window._actions["strip_chart"].trigger()
    assert desk.window.chart.isVisible()
    assert not desk.widget("side_left").isVisible()
    desk.window._actions["strip_chart"].trigger()
    assert not desk.window.chart.isVisible()
    assert desk.widget("side_left").isVisible()


def test_legs_with_limits_of_their_own_have_a_line_each(chart):
    """Mutants: only one line; the legs' lines swapped."""
    chart.show_run(steps(2), (), (), FIVE)
    one = painted(chart)
    chart.show_run(steps(2), (), (), Limits(left_deg=3.0, right_deg=8.0))
    rows = changed(chart, one)[0]
    for drop_deg in (3.0, 5.0, 8.0):  # the old line is gone, two new ones are there
        assert (np.abs(rows - chart.y_px(drop_deg)) <= 2).sum() > 300
