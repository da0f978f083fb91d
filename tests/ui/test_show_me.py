"""The last ten seconds again: slowly, picture by picture, two stances side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import SimpleNamespace

import numpy as np
import pytest
from made_up import FIVE
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel, QPushButton, QSlider
from ui_fakes import gait, running_view, step

from gaitcoach.live.memory import NO_PIXELS, Moment
from gaitcoach.types import Side, Stance, Viewpoint
from gaitcoach.ui.overlay import Look
from gaitcoach.ui.show_me import SLOWNESS, ShowMe, still_view

FPS = 25.0
LEFT, RIGHT = Side.LEFT, Side.RIGHT
LOOK = Look(Viewpoint(), FIVE, 14)


@dataclass(frozen=True)
class Plain:
    level: int

    def unpack(self) -> np.ndarray:
        return np.full((480, 640, 3), self.level, np.uint8)


def moment(index: int) -> Moment:
    view = running_view(index, update=gait(obliquity_deg=float(index), drop_now_deg=99.0))
    frame = replace(view.frame, t_s=index / FPS, image_bgr=NO_PIXELS)
    return Moment(index / FPS, Plain(index), replace(view, frame=frame))


class Run:
    """A run that goes on while it is shown."""

    def __init__(self) -> None:
        self.moments = tuple(moment(index) for index in range(50))
        sides = (LEFT, RIGHT)
        self.steps = tuple(step(sides[i % 2], 5.0 + i, 0.4 * i) for i in range(5))

    def fetch(self):
        return self.moments, self.steps


@pytest.fixture
def run() -> Run:
    return Run()


@pytest.fixture
def shown(qtbot, run) -> Iterator[ShowMe]:
    window = ShowMe(run.fetch, LOOK)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()


def press(window: ShowMe, name: str) -> None:
    window.findChild(QPushButton, name).click()


def text(window: ShowMe, name: str) -> str:
    return window.findChild(QLabel, name).text()


def test_it_plays_from_the_oldest_to_the_newest_and_stands_still(shown: ShowMe, qtbot, run):
    assert shown.is_playing
    assert shown.moment is run.moments[0]
    shown.go_to(47)
    shown.play()
    qtbot.waitUntil(lambda: not shown.is_playing)
    assert shown.moment is run.moments[-1]


def test_it_plays_at_a_quarter_of_the_speed(shown: ShowMe):
    shown.go_to(10)
    shown.play()
    assert shown._timer.interval() == pytest.approx(1000 * SLOWNESS / FPS, abs=1)


def test_it_goes_on_and_back_by_one_picture_and_stays_inside(shown: ShowMe, run):
    """Mutants: forward and back swapped; it goes round."""
    shown.go_to(5)
    press(shown, "show_me_on")
    assert shown.moment is run.moments[6]
    assert not shown.is_playing
    press(shown, "show_me_back")
    press(shown, "show_me_back")
    assert shown.moment is run.moments[4]
    shown.go_to(0)
    press(shown, "show_me_back")
    assert shown.moment is run.moments[0]
    shown.go_to(999)
    assert shown.moment is run.moments[-1]
    assert text(shown, "show_me_time") == "−0.00 s"


def test_keys_and_slider_do_the_same(shown: ShowMe, qtbot, run):
    shown.pause()
    shown.findChild(QSlider, "show_me_slider").setValue(20)
    assert shown.moment is run.moments[20]
    with qtbot.waitActive(shown):
        shown.activateWindow()
    qtbot.keyClick(shown, Qt.Key.Key_Period)
    assert shown.moment is run.moments[21]
    qtbot.keyClick(shown, Qt.Key.Key_Space)
    assert shown.is_playing
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible()


def test_the_run_goes_on_and_the_newest_seconds_can_be_fetched(shown: ShowMe, run):
    run.moments = tuple(moment(index) for index in range(100, 150))
    assert shown.moment.t_s < 4.0, "what is looked at stays"
    press(shown, "show_me_anew")
    assert shown.moment is run.moments[0]


def test_two_stances_stand_side_by_side_each_with_its_own_drop(shown: ShowMe, run):
    """Mutants: sides swapped; the oldest instead of the newest."""
    press(shown, "show_me_both")
    assert not shown.picture.isVisible()
    assert all(stance.isVisible() for stance in shown.stances.values())
    # the newest left step is at 0.4 * 4 s, the newest right one at 0.4 * 3 s
    assert text(shown, "show_me_drop_left").startswith("9.0°")
    assert text(shown, "show_me_drop_right").startswith("8.0°")
    newest_left = shown.stances[LEFT].picture.view
    assert newest_left.frame.t_s == pytest.approx(run.steps[4].mid_stance_s, abs=0.5 / FPS + 1e-9)
    assert newest_left.update.stance is Stance.LEFT
    press(shown, "show_me_back")
    assert text(shown, "show_me_drop_left").startswith("7.0°")
    assert text(shown, "show_me_drop_right").startswith("6.0°")


def test_a_step_that_was_not_measured_is_shown_without_a_number(shown: ShowMe, run):
    """Mutants: an empty window; a number for a step that has none."""
    run.steps = tuple(replace(one, usable=False) for one in run.steps[::2])
    press(shown, "show_me_anew")
    press(shown, "show_me_both")
    assert text(shown, "show_me_drop_left") == "this step could not be measured"
    assert shown.stances[LEFT].picture.view.frame is not None
    assert text(shown, "show_me_drop_right") == "no step in these seconds"


def test_of_steps_some_of_which_were_not_measured_the_newest_measured_one_comes_first(shown, run):
    run.steps = (*run.steps[:4], replace(run.steps[4], usable=False))
    press(shown, "show_me_anew")
    press(shown, "show_me_both")
    assert text(shown, "show_me_drop_left").startswith("7.0°")
    press(shown, "show_me_on")
    assert text(shown, "show_me_drop_left") == "this step could not be measured"


def test_with_two_stances_there_is_nothing_to_play(shown: ShowMe):
    press(shown, "show_me_both")
    assert not shown.findChild(QPushButton, "show_me_play").isEnabled()
    press(shown, "show_me_both")
    assert shown.findChild(QPushButton, "show_me_play").isEnabled()


def test_without_pictures_it_says_so(qtbot):
    window = ShowMe(lambda: ((), ()), LOOK)
    qtbot.addWidget(window)
    window.show()
    assert "Nothing to show yet" in text(window, "show_me_told")
    for name in ("show_me_play", "show_me_on", "show_me_back", "show_me_both", "show_me_anew"):
        press(window, name)
    assert window.moment is None
    window.close()


def test_what_is_known_by_now_is_drawn_not_what_was_told_late(run):
    """Mutant: the drop that the live view told in that frame, of 0.13 s before."""
    during = moment(35)  # 1.4 s, inside the right step from 1.2 to 1.47 s
    view = still_view(during, run.steps)
    assert (view.update.stance, view.update.drop_now_deg) == (Stance.RIGHT, -35.0)
    between = moment(38)  # 1.52 s
    view = still_view(between, run.steps)
    assert (view.update.stance, view.update.drop_now_deg) == (Stance.FLIGHT, None)


def test_it_opens_by_its_key_over_the_live_window_and_closes_with_it(desk, run):
    desk.session.pictures = SimpleNamespace(moments=run.moments, of_steps={})
    desk.session.steps = run.steps
    desk.window._actions["show_me"].trigger()
    window = desk.window._beside.get("show_me")
    assert window.moment is run.moments[0]
    assert desk.window._run.handle is desk.session, "the run goes on"
    desk.window._actions["show_me"].trigger()
    assert desk.window._beside.get("show_me") is window, "one is enough"
    desk.window.close()
    assert desk.window._beside.get("show_me") is None
