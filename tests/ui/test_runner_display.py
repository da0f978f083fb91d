"""The runner's window: two hips, readable from three metres, changing twice a second at most."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from made_up import FIVE
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QColor, QFontMetrics
from ui_fakes import gait, running_view, step

from gaitcoach.types import Limits, Quality, Side
from gaitcoach.ui import runner_display, theme
from gaitcoach.ui.runner_display import RunnerDisplay
from gaitcoach.ui.runner_face import CALM_S, CalmFace, Hip, hip_of
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


def test_a_hip_at_the_limit_does_not_flicker():
    """Mutant: no hysteresis."""
    assert hip_of(LEFT, steps(0.0, 4.8), FIVE, was_over=True).over is True
    assert hip_of(LEFT, steps(0.0, 4.8), FIVE, was_over=False).over is False
    assert hip_of(LEFT, steps(0.0, 4.4), FIVE, was_over=True).over is False


def test_it_changes_twice_a_second_at_most():
    """A clock as data, and a run in which everything is another at each of 30 looks a second.

    Mutants: changes at every look; counts from the last look in place of the last change.
    """
    calm, changed_s = CalmFace(), []
    for look in range(300):
        now_s = look / 30
        view = running_view(look, update=gait(cadence_spm=150.0 + look % 40))
        if calm.push(now_s, view, steps(float(look % 9), float(look % 7)), FIVE):
            changed_s.append(now_s)
    gaps_s = [later - sooner for sooner, later in pairwise(changed_s)]
    assert min(gaps_s) >= CALM_S >= 0.5
    assert 18 <= len(changed_s) <= 20, "twice a second, but not frozen either"


def test_a_word_that_does_not_last_is_not_said():
    """Mutant: each lost picture says "cannot tell now" for half a second."""
    calm, said = CalmFace(), set()
    for look in range(200):
        quality = Quality.LOW_FPS if look % 5 == 0 else Quality.OK
        view = running_view(look, update=gait(t_s=look / 10, quality=quality))
        calm.push(look / 10, view, steps(2.0, 7.4), FIVE)
        said.add(calm.face.foot)
    assert said == {"164 /min"}


class Stage:
    def lasting(self, quality: Quality, **changes) -> None:
        """Let a quality have lasted for a while."""
        for t_s in (10.0, 10.2, 10.6):
            self.now_s += 1.0
            self.view = replace(self.view, update=gait(t_s=t_s, quality=quality), **changes)
            self.display.take()

    def __init__(self) -> None:
        self.view, self.steps, self.now_s = running_view(), steps(2.0, 7.4), 0.0

    def look(self):
        return self.view, self.steps, FIVE


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
def display(qtbot, stage: Stage):
    shown = RunnerDisplay(stage.look, lambda: stage.now_s)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitExposed(shown)
    stage.display = shown
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
    y = int(height * (0.8 - 0.07 + 0.04))
    dark = [
        sum(image.pixelColor(x, y) == ground for x in range(int(a * width) + 8, int(b * width) - 8))
        for a, b in ((0.0, 0.5), (0.5, 1.0))
    ]
    assert dark[0] < 0.6 * dark[1]


FAINT = 8
"""Levels of an edge that nobody sees; fonts of an earlier test decide whether it is there."""
SIZES_PX = [(640, 360), (1024, 600), (1280, 720), (1366, 768), (1920, 1080), (1024, 768)]


@pytest.mark.parametrize("size_px", SIZES_PX)
@pytest.mark.parametrize(("left_deg", "right_deg"), [(2.0, 7.4), (-12.0, -15.0)])
def test_text_can_be_read_at_three_metres(display, stage, size_px, left_deg, right_deg):
    """Every text as it is really written has capitals of 8 % of the height, and fits its place.

    Mutants: a smaller font; a text shrunk to fit its place.
    """
    width, height = size_px
    stage.steps, stage.now_s = steps(left_deg, right_deg), 9.0
    display.take()
    for text, share, place_px, bold in (
        *((hip.number, runner_display.NUMBER_REL, width / 2, True) for hip in display.face.hips),
        *((hip.label, runner_display.LABEL_REL, width / 2, False) for hip in display.face.hips),
        (display.face.foot, runner_display.LABEL_REL, 0.7 * width, False),
        ("100:00", runner_display.LABEL_REL, 0.35 * width, False),
    ):
        metrics = QFontMetrics(runner_display._fitting(text, share * height, place_px, bold))
        assert metrics.capHeight() >= 0.08 * height - 1, text
        assert metrics.horizontalAdvance(text) <= place_px, text


@pytest.mark.parametrize("size_px", SIZES_PX)
def test_nothing_is_written_over_anything(display, stage, size_px):
    """The foot with its longest word and time: a gap of bare ground stays between the two.

    Mutant: the word in the middle, over the cadence.
    """
    display.resize(*size_px)
    stats = replace(stage.view.stats, active_s=3599.0)
    stage.lasting(Quality.NOBODY, stats=stats)
    image = display.grab().toImage()
    width, height = image.width(), image.height()
    ground = theme.colour(theme.GROUND)
    inked = [
        any(
            abs(image.pixelColor(x, y).green() - ground.green()) > FAINT
            for y in range(int(0.83 * height), int(0.97 * height))
        )
        for x in range(width)
    ]
    word_ends = max(x for x in range(int(0.8 * width)) if inked[x])
    gap = next(x for x in range(int(0.5 * width), width) if not any(inked[x : x + width // 50]))
    assert gap <= word_ends + 1 or not any(inked[word_ends + 1 : word_ends + width // 50])
    assert not inked[0]
    assert not inked[width - 1]


def test_never_red_against_green():
    """Both colours differ in lightness and along blue and yellow, which every eye keeps apart."""
    over, level = theme.colour(theme.OVER), theme.colour(theme.LEVEL)
    blue_minus_yellow = [c.blue() - (c.red() + c.green()) / 2 for c in (over, level)]
    assert abs(blue_minus_yellow[0] - blue_minus_yellow[1]) > 120


def test_trouble_is_said_and_the_clock_is_the_runs_own(display: RunnerDisplay, stage: Stage):
    assert (display.face.foot, display.face.elapsed) == ("164 /min", "0:00")
    stats = replace(stage.view.stats, duration_s=99.0, active_s=75.9)
    stage.lasting(Quality.NOBODY, stats=stats)
    assert (display.face.foot, display.face.elapsed) == ("cannot tell now", "1:15")
    stage.view = replace(stage.view, stats=replace(stats, on_break=True))
    stage.now_s += 1.0
    display.take()
    assert (display.face.foot, display.face.elapsed) == ("paused", "1:15")


def test_a_break_says_nothing_by_colour(display: RunnerDisplay, stage: Stage):
    """Mutant: the field stays orange for somebody who stands beside the belt."""
    assert colour_at(display, 0.02, 0.5) == theme.colour(theme.OVER)
    stage.view = replace(stage.view, stats=replace(stage.view.stats, on_break=True))
    stage.now_s = 1.0
    display.take()
    assert colour_at(display, 0.02, 0.5) == theme.colour(theme.PANEL_HIGH)
    assert display.face.hips[0].number == "7°"


def test_it_opens_and_closes_with_its_key_and_with_the_window(desk):
    desk.show_steps(*steps(2.0, 7.4))
    desk.window._actions["runner_display"].trigger()
    display = desk.window._beside.get("runner_display")
    assert display.isVisible()
    desk.qtbot.waitUntil(lambda: display.face.hips[0].number == "7°")
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
