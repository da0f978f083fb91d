"""The points of the set-up beside the picture, in place of the gauges while they last."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel, QPushButton

from gaitcoach.live.view import Check, State
from gaitcoach.types import Side
from gaitcoach.ui import theme

POINTS = (
    Check("body", State.GOOD, "Your whole body is in the picture."),
    Check("light", State.MEND, "Too dark: add light."),
    Check("sides", State.WAITING, "Raise your left hand."),
)


def test_every_point_has_its_sign_and_its_sentence(desk):
    desk.show(checks=POINTS)
    desk.qtbot.waitUntil(desk.widget("setup_panel").isVisible)
    signs = [desk.text(f"setup_sign_{check.name}") for check in POINTS]
    assert signs == ["✓", "▲", "○"], "a shape each: colour alone says nothing"
    assert desk.text("setup_light") == "Too dark: add light."


def test_in_a_low_window_a_point_is_whole_or_counted(desk):
    """Mutants: a sentence cut at half its height; what comes later is not mentioned."""
    long = "Not sharp: clean the lens, or let it focus on you, and wait until it has."
    to_do = tuple(Check(f"point_{i}", State.MEND, f"{i}: {long}") for i in range(12))
    desk.window.resize(*theme.MIN_SIZE_PX)
    desk.show(checks=(POINTS[0], *to_do))
    desk.qtbot.waitUntil(desk.widget("setup_panel").isVisible)
    panel = desk.window._room.setup
    room = panel._scroll.viewport()
    seen = [label for label in panel._inside.findChildren(QLabel) if label.isVisible()]
    assert seen
    desk.qtbot.waitUntil(lambda: all(label.mapTo(room, label.rect().bottomLeft()).y()
                                     <= room.height() for label in seen))  # fmt: skip
    shown = [check for check in to_do if desk.widget(f"setup_{check.name}").isVisible()]
    assert desk.text("setup_folded") == "1 already right."
    assert desk.text("setup_later") == f"{len(to_do) - len(shown)} more to do."
    assert shown == list(to_do[: len(shown)])
    # AND all come back where there is room
    desk.window.resize(1600, 1400)
    desk.qtbot.waitUntil(lambda: not desk.widget("setup_later").isVisible())
    assert all(desk.widget(f"setup_{check.name}").isVisible() for check in to_do)


def test_points_and_gauges_take_turns(desk):
    desk.show(checks=POINTS)
    desk.qtbot.waitUntil(desk.widget("setup_panel").isVisible)
    assert not any(desk.widget(f"side_{side}").isVisible() for side in Side)
    desk.show(checks=())
    desk.qtbot.waitUntil(lambda: desk.widget("side_left").isVisible())
    assert not desk.widget("setup_panel").isVisible()


def test_a_point_that_is_gone_is_not_shown(desk):
    desk.show(checks=POINTS)
    desk.qtbot.waitUntil(desk.widget("setup_panel").isVisible)
    assert desk.text("setup_light")
    desk.show(checks=POINTS[:1])
    desk.qtbot.waitUntil(lambda: not desk.widget("setup_light").isVisible())


def test_it_can_be_skipped_by_button_and_by_key(desk):
    desk.show(checks=POINTS)
    button = desk.window.findChild(QPushButton, "setup_skip")
    desk.qtbot.waitUntil(button.isVisible)
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    desk.window._actions["skip_setup"].trigger()
    assert desk.session.told == [("skip_setup", None)] * 2


def test_a_run_that_is_over_has_nothing_to_set_up(desk):
    desk.show(checks=POINTS)
    desk.qtbot.waitUntil(desk.widget("setup_panel").isVisible)
    desk.window.stop()
    assert not desk.widget("setup_panel").isVisible()


ASKING = Check("sound", State.WAITING, "Cues play on Loudspeaker.")


def sound_buttons(desk) -> dict[str, QPushButton]:
    return {
        name: desk.window.findChild(QPushButton, f"sound_{name}") for name in ("ask", "yes", "no")
    }


@pytest.mark.parametrize(("answer", "heard"), [("yes", True), ("no", False)])
def test_a_cue_is_played_then_yes_or_no_is_asked(desk, answer: str, heard: bool):
    """Mutant: yes and no swapped."""
    desk.show(checks=(*POINTS, ASKING))
    buttons = sound_buttons(desk)
    desk.qtbot.waitUntil(buttons["ask"].isVisible)
    assert not buttons[answer].isVisible(), "nothing was played yet"
    desk.qtbot.mouseClick(buttons["ask"], Qt.MouseButton.LeftButton)
    assert desk.session.told == [("ask_sound", None)]
    desk.qtbot.mouseClick(buttons[answer], Qt.MouseButton.LeftButton)
    assert desk.session.told[1:] == [("answer_sound", heard)]
    assert not buttons[answer].isVisible()


@pytest.mark.parametrize(
    "check", [Check("sound", State.GOOD, "You hear."), Check("no_sound", State.MEND, "No device.")]
)
def test_nothing_is_asked_when_it_was_heard_or_nothing_plays(desk, check: Check):
    desk.show(checks=(*POINTS, ASKING))
    desk.qtbot.waitUntil(sound_buttons(desk)["ask"].isVisible)
    desk.show(checks=(*POINTS, check))
    desk.qtbot.waitUntil(lambda: not sound_buttons(desk)["ask"].isVisible())


def test_the_keyboard_presses_a_button_it_went_to_and_else_stops_the_run(desk):
    """Mutant: Space on the button stops the run."""
    desk.show(checks=(*POINTS, ASKING))
    button = sound_buttons(desk)["ask"]
    desk.qtbot.waitUntil(button.isVisible)
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not button.hasFocus()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    desk.qtbot.keyClick(button, Qt.Key.Key_Space)
    assert desk.session.told == [("ask_sound", None)] * 2
    assert desk.controls.stopped == []
    desk.window.picture.setFocus()
    desk.qtbot.keyClick(desk.window.picture, Qt.Key.Key_Space)
    assert desk.controls.stopped == desk.controls.started
