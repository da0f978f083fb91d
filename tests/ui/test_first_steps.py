"""The first start explains itself once; the same page and the licences are in the help."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import QCoreApplication, QEvent, Qt
from PyQt6.QtGui import QImage
from PyQt6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QTextBrowser
from pytestqt.qtbot import QtBot
from test_shell import App, app
from ui_fakes import FakeControls

from gaitcoach.settings import Settings
from gaitcoach.ui import theme
from gaitcoach.ui.first_steps import FirstSteps
from gaitcoach.ui.first_steps_drawing import Drawing
from gaitcoach.ui.shell import Shell
from gaitcoach.ui.window_memory import WindowMemory

__all__ = ["app"]  # the fixture
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # windows of their own


@pytest.fixture
def started(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[], Shell]]:
    """Starts the app with what an earlier start has left."""
    shells: list[Shell] = []

    def start() -> Shell:
        memory = WindowMemory(tmp_path / "config" / "windows.ini")
        shells.append(Shell(FakeControls(), Settings(source="demo"), memory))
        shells[-1].show()
        qtbot.waitExposed(shells[-1])
        shells[-1].activateWindow()
        qtbot.waitUntil(shells[-1].isActiveWindow)
        return shells[-1]

    yield start
    for shell in shells:
        shell.close()
        shell.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_first_start_shows_it_and_no_later_one(started, qtbot: QtBot):
    """Mutants: shown at every start; never shown; forgotten when the window is only closed."""
    first = started()
    assert first.currentWidget() is first.first_steps
    # WHEN it was closed unread, it comes again
    first.close()
    second = started()
    assert second.currentWidget() is second.first_steps
    qtbot.keyClick(second.focusWidget(), Qt.Key.Key_Return)
    assert second.currentWidget() is second.home
    second.close()
    third = started()
    assert third.currentWidget() is third.home


def test_it_says_camera_standing_and_running(app: App):
    app.press("home_first_steps")
    page = app.shell.first_steps
    assert app.shell.currentWidget() is page
    words = " ".join(label.text() for label in page.findChildren(QLabel))
    for wanted in ("behind the treadmill", "hips", "Three seconds", "7 steps", "Not a medical"):
        assert wanted in words
    app.press("first_steps_read")
    assert app.shell.currentWidget() is app.shell.home


@pytest.mark.parametrize("size_px", [(1000, 560), (1280, 720), (1920, 1080)])
def test_the_drawings_are_drawn_large_and_their_floors_are_one_line(app: App, size_px):
    """Mutants: an empty picture; sentences of different length push the floors apart."""
    app.shell.resize(*size_px)
    app.press("home_first_steps")
    drawings = app.shell.first_steps.findChildren(Drawing)
    app.qtbot.waitUntil(lambda: min(one.height() for one in drawings) > 0.4 * size_px[1])
    assert len(drawings) == 3
    assert len({one.geometry().bottom() for one in drawings}) == 1
    for one in drawings:
        assert one.accessibleName()
        assert _painted(one.grab().toImage()) > 0.05


def _painted(image: QImage) -> float:
    """Share of the picture that is the drawing's own colours."""
    inks = {theme.colour(name).rgb() for name in (theme.INK, theme.LEVEL, theme.OVER, theme.SOFT)}
    spots = [(x, y) for x in range(0, image.width(), 5) for y in range(0, image.height(), 5)]
    return sum(image.pixel(x, y) in inks for x, y in spots) / len(spots)


@pytest.mark.parametrize("key", [Qt.Key.Key_F2, Qt.Key.Key_F3])
def test_both_pages_are_reached_from_a_run_that_goes_on(app: App, key: Qt.Key):
    """Mutant: reading the help stops the run."""
    app.press("door_run")
    app.qtbot.keyClick(app.shell.live, key)
    name = {Qt.Key.Key_F2: "beside_first_steps", Qt.Key.Key_F3: "about"}[key]
    dialog = app.shell.findChild(QDialog, name)
    assert dialog.isVisible()
    assert not dialog.isModal()
    assert app.controls.stopped == []
    assert app.shell.currentWidget() is app.shell.live
    dialog.activateWindow()
    app.qtbot.waitUntil(dialog.isActiveWindow)
    app.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert app.shell.findChild(QDialog, name) is None


def test_a_page_beside_a_run_leaves_by_its_button(app: App):
    app.press("door_run")
    app.shell.live.page_wanted.emit("first_steps")
    dialog = app.shell.findChild(QDialog, "beside_first_steps")
    button = dialog.findChild(FirstSteps).findChild(QPushButton, "first_steps_read")
    app.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    assert app.shell.currentWidget() is app.shell.live


def test_about_names_licences_and_what_it_is_not(app: App):
    """Mutants: packages or models are left out; "not a medical device" is."""
    app.press("home_about")
    about = app.shell.findChild(QDialog, "about")
    text = about.findChild(QTextBrowser, "about_text")
    app.qtbot.waitUntil(lambda: "mediapipe" in text.toPlainText())
    for wanted in ("PyQt6", "GPL-3.0", "Apache-2.0", "pose_landmarker_full.task", "CC0"):
        assert wanted in text.toPlainText()
    labels = " ".join(label.text() for label in about.findChildren(QLabel))
    assert "Not a medical device" in labels
    assert "does not diagnose" in labels
    about.close()


def test_about_that_is_closed_while_it_reads_leaves_nothing(app: App):
    app.press("home_about")
    app.shell.findChild(QDialog, "about").close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert app.shell.findChild(QDialog, "about") is None
    assert QApplication.activeModalWidget() is None
