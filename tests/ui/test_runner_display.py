"""The runner's window: two hips, readable from three metres, changing twice a second at most."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_up import FIVE
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QColor, QFontMetrics
from ui_fakes import gait, running_view, step

from gaitcoach.types import Limits, Quality, Side
from gaitcoach.ui import runner_display, theme
from gaitcoach.ui.runner_display import CALM_MS, Hip, RunnerDisplay, hip_of
from gaitcoach.ui.texts import time_text

LEFT, RIGHT = Side.LEFT, Side.RIGHT


def steps(left_deg: float, right_deg: float, n: int = 8) -> list:
    """Left and right stances in turn."""
    return [
        step(side, deg) for _ in range(n) for side, deg in ((LEFT, left_deg), (RIGHT, right_deg))
    ]


def test_a_hip_is_told_by_the_steps_on_the_other_leg():
    """Mutant: sides swapped. The words say: right stance -> "left hip"."""
    made = steps(left_deg=2.0, right_deg=7.4)
    assert hip_of(LEFT, made, FIVE) == Hip("LEFT HIP", "7°", True)
    assert hip_of(RIGHT, made, FIVE) == Hip("RIGHT HIP", "2°", False)


def test_too_few_steps_have_no_number_and_no_colour():
    assert hip_of(LEFT, steps(9.0, 9.0, n=6), FIVE) == Hip("LEFT HIP", "–", None)


def test_only_the_last_steps_count_and_only_usable_ones():
    made = steps(0.0, 12.0, n=20) + steps(0.0, 3.0, n=8)
    made += [step(RIGHT, 40.0, usable=False)]
    assert hip_of(LEFT, made, FIVE) == Hip("LEFT HIP", "3°", False)


def test_a_lifted_hip_has_a_real_minus_and_zero_has_none():
    assert hip_of(LEFT, steps(0.0, -2.0), FIVE).number == "−2°"
    assert hip_of(LEFT, steps(0.0, -0.2), FIVE).number == "0°"


@pytest.mark.parametrize(("seconds", "text"), [(0, "0:00"), (59.9, "0:59"), (605, "10:05")])
def test_time(seconds: float, text: str):
    assert time_text(seconds) == text


class Stage:
    def __init__(self) -> None:
        self.view, self.steps, self.looks = running_view(), steps(2.0, 7.4), 0

    def look(self):
        self.looks += 1
        return self.view, self.steps, FIVE


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
def display(qtbot, stage: Stage):
    shown = RunnerDisplay(stage.look)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitExposed(shown)
    return shown


def colour_at(display: RunnerDisplay, x_rel: float, y_rel: float) -> QColor:
    image = display.grab().toImage()
    return image.pixelColor(int(x_rel * image.width()), int(y_rel * image.height()))


def test_each_half_has_the_colour_of_its_hip(display: RunnerDisplay):
    assert colour_at(display, 0.02, 0.5) == theme.colour(theme.OVER)
    assert colour_at(display, 0.98, 0.5) == theme.colour(theme.LEVEL)


def test_a_shape_says_the_same_without_colour(display: RunnerDisplay):
    """A triangle hangs below its middle, a disc is as wide above as below."""
    image = display.grab().toImage()
    width, height = image.width(), image.height()
    ground = theme.colour(theme.GROUND)
    y = int(height * (0.8 - 0.09 + 0.04))
    dark = [
        sum(image.pixelColor(x, y) == ground for x in range(int(a * width) + 8, int(b * width) - 8))
        for a, b in ((0.0, 0.5), (0.5, 1.0))
    ]
    assert dark[0] < 0.6 * dark[1]


def test_text_can_be_read_at_three_metres(display: RunnerDisplay):
    for share in (runner_display.LABEL_REL, runner_display.NUMBER_REL):
        font = runner_display._font(display.height() * share)
        assert QFontMetrics(font).capHeight() >= 0.08 * display.height()


@pytest.mark.parametrize("size_px", [(640, 360), (1024, 600), (1280, 800), (1920, 1080)])
def test_the_words_fit_at_every_size(display: RunnerDisplay, size_px):
    display.resize(*size_px)
    font = runner_display._font(size_px[1] * runner_display.LABEL_REL)
    assert QFontMetrics(font).horizontalAdvance("RIGHT HIP") < size_px[0] / 2
    assert (
        QFontMetrics(font).horizontalAdvance("188 /min cannot tell now 100:00") < 1.2 * size_px[0]
    )


def test_it_changes_twice_a_second_at_most(display: RunnerDisplay, stage: Stage, qtbot):
    assert CALM_MS >= 500
    before = stage.looks
    stage.steps = steps(9.0, 9.0)
    qtbot.waitUntil(lambda: display.hips[1].over is True)
    assert stage.looks - before <= 2


def test_trouble_is_said_and_the_clock_is_the_runs_own(display: RunnerDisplay, stage: Stage):
    assert (display.cadence, display.elapsed, display.word) == ("164", "0:00", "")
    stats = replace(stage.view.stats, duration_s=99.0, active_s=75.9)
    stage.view = replace(stage.view, update=gait(quality=Quality.NOBODY), stats=stats)
    display.take()
    assert (display.elapsed, display.word) == ("1:15", "cannot tell now")
    stage.view = replace(stage.view, stats=replace(stats, on_break=True))
    display.take()
    assert (display.elapsed, display.word) == ("1:15", "paused")


def test_it_opens_and_closes_with_its_key_and_with_the_window(desk):
    desk.show_steps(*steps(2.0, 7.4))
    desk.window._actions["runner_display"].trigger()
    display = desk.window._beside.get("runner_display")
    assert display.isVisible()
    desk.qtbot.waitUntil(lambda: display.hips[0].number == "7°")
    desk.window._actions["runner_display"].trigger()
    assert desk.window._beside.get("runner_display") is None
    # AND Esc closes it as well, and closing the desk leaves none behind (see the fixture)
    desk.window._actions["runner_display"].trigger()
    with desk.qtbot.waitActive(desk.window._beside.get("runner_display")):
        desk.window._beside.get("runner_display").activateWindow()
    desk.qtbot.keyClick(desk.window._beside.get("runner_display"), Qt.Key.Key_Escape)
    assert desk.window._beside.get("runner_display") is None
    desk.window._actions["runner_display"].trigger()


def test_a_hip_is_held_against_the_limit_of_the_leg_that_stands():
    """Mutant: the limit of the hip's own side. Left hip: it drops while the right leg stands."""
    made = steps(6.0, 6.0)
    assert hip_of(LEFT, made, Limits(left_deg=9.0, right_deg=5.0)).over is True
    assert hip_of(RIGHT, made, Limits(left_deg=9.0, right_deg=5.0)).over is False
