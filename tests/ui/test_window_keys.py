"""Every key of the window, and what starts again when it is pressed."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QComboBox, QDoubleSpinBox, QTextBrowser

from gaitcoach.ui.actions import ENTRIES
from gaitcoach.ui.help import NUMBERS

Key = Qt.Key


def test_space_stops_and_starts(desk):
    desk.press(Key.Key_Space)
    assert desk.controls.stopped == desk.controls.started
    assert "Stopped" in desk.text("picture_message")
    desk.press(Key.Key_Space)
    assert len(desk.controls.started) == 2


@pytest.mark.parametrize(
    ("key", "told"),
    [
        (Key.Key_Plus, ("threshold", 5.5)),
        (Key.Key_Equal, ("threshold", 5.5)),
        (Key.Key_Minus, ("threshold", 4.5)),
        (Key.Key_V, ("voice", False)),
        (Key.Key_T, ("step_tone", True)),
        (Key.Key_N, ("metronome", 5)),
    ],
)
def test_key_tells_the_session_once(desk, key, told):
    desk.press(key)
    assert desk.session.told == [told]
    assert len(desk.controls.started) == 1  # none of these starts anything again


@pytest.mark.parametrize("key", [Key.Key_V, Key.Key_T, Key.Key_N, Key.Key_Plus, Key.Key_Space])
def test_keys_work_while_the_threshold_is_edited(desk, key):
    desk.widget("threshold").setFocus()
    desk.press(key)
    assert desk.session.told or desk.controls.stopped


def test_digits_stay_in_the_threshold_field(desk):
    box = desk.window.findChild(QDoubleSpinBox, "threshold")
    box.setFocus()
    box.selectAll()
    desk.qtbot.keyClicks(box, "7")
    desk.qtbot.keyClick(box, Key.Key_Return)
    assert desk.session.told[-1] == ("threshold", 7.0)


def test_metronome_goes_round(desk):
    for _ in range(3):
        desk.press(Key.Key_N)
    assert desk.session.told == [("metronome", 5), ("metronome", 10), ("metronome", 0)]


@pytest.mark.parametrize("key", [Key.Key_H, Key.Key_F1, Key.Key_Question])
def test_help_comes_and_goes_and_leaves_the_safety_line_visible(desk, key):
    desk.press(key)
    page = desk.widget("help")
    assert page.isVisible()
    assert page.geometry().bottom() <= desk.widget("footer").geometry().top()
    desk.press(Key.Key_Escape)
    assert not page.isVisible()


def test_help_explains_every_number_and_every_key(desk):
    desk.press(Key.Key_H)
    numbers = desk.window.findChild(QTextBrowser, "help_numbers").toPlainText()
    keys = desk.window.findChild(QTextBrowser, "help_keys").toPlainText()
    for title, *parts in NUMBERS:
        assert title in numbers
        assert all(part in numbers for part in parts)
    assert all(entry.keys[0] in keys for entry in ENTRIES)


def test_full_screen_and_back(desk):
    desk.press(Key.Key_F)
    assert desk.window.isFullScreen()
    desk.press(Key.Key_Escape)
    assert not desk.window.isFullScreen()


def test_escape_leaves_help_before_full_screen(desk):
    desk.press(Key.Key_F)
    desk.press(Key.Key_H)
    desk.press(Key.Key_Escape)
    assert desk.window.isFullScreen()


def test_every_action_shows_its_key(desk):
    for entry in ENTRIES:
        action = desk.window.findChild(QAction, f"action_{entry.name}")
        assert entry.keys[0] in action.toolTip()
        assert [key.toString() for key in action.shortcuts()] == list(entry.keys)


def test_no_key_is_taken_twice():
    keys = [key for entry in ENTRIES for key in entry.keys]
    assert len(keys) == len(set(keys))


def test_view_key_starts_again_from_the_front(desk):
    desk.press(Key.Key_B)
    assert desk.controls.stopped == desk.controls.started[:1]
    assert desk.session.settings.view == "front"
    assert desk.window.findChild(QComboBox, "view").currentData() == "front"


def test_source_is_mirrored_starts_again(desk):
    desk.press(Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert desk.session.settings.mirror is True
    assert len(desk.controls.started) == 2


def test_mirror_display_changes_paint_and_nothing_else(desk):
    desk.press(Key.Key_M)
    assert desk.window.picture.fit().mirrored
    assert len(desk.controls.started) == 1
    assert desk.window.settings.mirror is False
    assert desk.session.told == []


@pytest.mark.qt_log_ignore("This plugin does not support")  # the offscreen platform has no popups
def test_source_key_opens_the_list(desk):
    desk.press(Key.Key_S)
    box = desk.window.findChild(QComboBox, "source")
    assert box.view().isVisible()
    assert "Front desk camera" in [box.itemText(place) for place in range(box.count())]
    box.hidePopup()
