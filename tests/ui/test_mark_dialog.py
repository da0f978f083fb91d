"""A key marks a moment: the usual words by one more key, others typed."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QDialog, QLineEdit
from ui_fakes import gait

from gaitcoach.ui.mark_dialog import USUAL_MARKS, MarkDialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen has no hints


def ask(desk) -> MarkDialog:
    desk.window._actions["mark"].trigger()
    dialog = desk.window.findChild(QDialog, "mark_dialog")
    assert dialog.isVisible()
    return dialog


def is_gone(desk) -> bool:
    found = desk.window.findChild(QDialog, "mark_dialog")
    return found is None or not found.isVisible()


@pytest.mark.parametrize("number", [1, 3])
def test_a_digit_chooses_usual_words(desk, number: int):
    desk.show(update=gait(t_s=12.0))
    desk.qtbot.keyClick(ask(desk), Qt.Key(Qt.Key.Key_0 + number))
    assert desk.session.marks == ((12.0, USUAL_MARKS[number - 1]),)
    assert is_gone(desk)
    assert {"changed speed", "new shoes"} <= set(USUAL_MARKS)


def test_letters_are_words_of_ones_own(desk):
    """Mutant: letters need a click into the field first."""
    desk.show(update=gait(t_s=12.0))
    dialog = ask(desk)
    desk.qtbot.keyClick(dialog, "t")
    field = dialog.findChild(QLineEdit, "mark_words")
    desk.qtbot.keyClicks(field, "ape 2")
    desk.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert desk.session.marks == ((12.0, "tape 2"),)


def test_the_moment_is_that_of_the_key_and_the_run_goes_on(desk):
    """Mutants: the time of the answer; a dialog that holds the window up."""
    desk.show(update=gait(t_s=12.0))
    dialog = ask(desk)
    desk.show(update=gait(t_s=19.0))
    desk.qtbot.keyClick(dialog, Qt.Key.Key_1)
    assert desk.session.marks == ((12.0, "changed speed"),)


def test_nothing_said_is_no_mark(desk):
    desk.show(update=gait(t_s=12.0))
    dialog = ask(desk)
    desk.qtbot.keyClick(dialog.findChild(QLineEdit, "mark_words"), Qt.Key.Key_Return)
    assert dialog.isVisible()
    desk.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert desk.session.marks == ()
    assert is_gone(desk)


def test_without_a_run_there_is_no_moment(desk):
    desk.window.stop()
    desk.window._actions["mark"].trigger()
    assert desk.window.findChild(QDialog, "mark_dialog") is None
