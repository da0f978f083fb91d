"""The points of the set-up beside the picture, in place of the gauges while they last."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QPushButton

from gaitcoach.live.view import Check, State
from gaitcoach.types import Side

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
