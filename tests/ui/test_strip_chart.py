"""The run over time: every step in its place, cues and marks on the axis."""

from __future__ import annotations

import numpy as np
import pytest
from made_up import FIVE
from PyQt6.QtGui import QImage
from ui_fakes import cue, gait, step

from gaitcoach.types import CueKind, Limits, Side
from gaitcoach.ui import window as window_module
from gaitcoach.ui.strip_chart import SMOOTH_STEPS, SPAN_S, StripChart

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


def test_the_line_is_the_mean_of_the_last_steps(chart):
    chart.show_run(steps(20, left_deg=4.0), (), (), FIVE)
    points = chart._means([one for one in chart._steps if one.side is LEFT])
    assert len(points) == 20 - SMOOTH_STEPS + 1
    assert {round(point.y(), 6) for point in points} == {round(chart.y_px(4.0), 6)}


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


def test_an_hour_is_painted_as_fast_as_a_minute(chart):
    chart.show_run(steps(5000), (), (), FIVE)
    assert chart.grab().width() == 900


def test_the_key_shows_it_and_a_mark_is_told_to_the_run(desk, monkeypatch):
    answers = ["", "new shoes"]
    monkeypatch.setattr(window_module, "ask_mark", lambda parent: answers.pop(0))
    desk.show_steps(*steps(9))
    desk.window._actions["strip_chart"].trigger()
    assert desk.window.chart.isVisible()
    desk.show(update=gait(t_s=12.0))
    desk.window._actions["mark"].trigger()
    assert desk.session.marks == ()
    desk.window._actions["mark"].trigger()
    assert desk.session.marks == ((12.0, "new shoes"),)
    desk.qtbot.waitUntil(lambda: desk.window.chart._marks == desk.session.marks)
    desk.window._actions["strip_chart"].trigger()
    assert not desk.window.chart.isVisible()


def test_legs_with_limits_of_their_own_have_a_line_each(chart):
    """Mutants: only one line; the legs' lines swapped."""
    chart.show_run(steps(2), (), (), FIVE)
    one = painted(chart)
    chart.show_run(steps(2), (), (), Limits(left_deg=3.0, right_deg=8.0))
    rows = changed(chart, one)[0]
    for drop_deg in (3.0, 5.0, 8.0):  # the old line is gone, two new ones are there
        assert (np.abs(rows - chart.y_px(drop_deg)) <= 2).sum() > 300
