"""Another language or theme takes effect at once: the window is made anew."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt6.QtCore import QCoreApplication, QEvent, Qt
from PyQt6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from ui_fakes import FakeControls

from gaitcoach.settings import Settings
from gaitcoach.ui import runner_display, theme
from gaitcoach.ui.shell_keeper import ShellKeeper
from gaitcoach.ui.translator import use_language


class Desk:
    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot, self.controls = qtbot, FakeControls()
        self.keeper = ShellKeeper(self.controls, Settings(source="demo", language="en"))
        self.first = self.keeper.window
        self.first.resize(1111, 777)
        self.first.show()
        qtbot.waitExposed(self.first)

    def press(self, name: str) -> None:
        button = self.keeper.window.findChild(QPushButton, name)
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def choose(self, **wanted: object) -> None:
        """Choose in the settings and save."""
        self.press("door_settings")
        for name, value in wanted.items():
            box = self.keeper.window.findChild(QComboBox, f"setting_{name}")
            box.setCurrentIndex(box.findData(value))
        self.press("settings_save")


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    before = set(QApplication.topLevelWidgets())
    made = Desk(qtbot)
    yield made
    made.keeper.window.close()
    made.keeper.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    use_language("en")
    theme.use_text_size(100)
    theme.use_theme("dark")
    left = set(QApplication.topLevelWidgets()) - before
    assert not left, f"widgets left behind: {left}"


def test_another_language_makes_the_window_anew_where_the_old_one_stood(desk: Desk):
    """Mutants: half of the window stays English; the old window stays open; the name is lost."""
    desk.first.home.runner.choose("Kim")
    desk.choose(language="de")
    desk.qtbot.waitUntil(lambda: desk.keeper.window is not desk.first)
    window = desk.keeper.window
    assert window.isVisible()
    assert not desk.first.isVisible()
    assert (window.width(), window.height()) == (1111, 777)
    assert window.findChild(QComboBox, "runner").currentText() == "Kim"
    desk.press("door_settings")
    assert window.findChild(QLabel, "settings_title").text() == "Einstellungen"


def test_the_voice_speaks_the_new_language(desk: Desk):
    """Mutant: the words are taken before the language is."""
    heard = []
    desk.controls.voice_desk.use = lambda settings: heard.append(settings.words["hips_level"])
    desk.choose(language="de")
    desk.qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["Hüfte gerade"]


def test_another_theme_makes_it_anew_and_a_second_change_too(desk: Desk):
    desk.choose(theme="light")
    desk.qtbot.waitUntil(lambda: desk.keeper.window is not desk.first)
    second = desk.keeper.window
    assert theme.THEMES["light"]["ground"] in second.home.styleSheet()
    desk.choose(theme="contrast")
    desk.qtbot.waitUntil(lambda: desk.keeper.window is not second)
    assert theme.THEMES["contrast"]["ground"] in desk.keeper.window.home.styleSheet()


def test_what_needs_no_new_window_makes_none(desk: Desk):
    """Mutant: every change of a limit makes the window blink."""
    desk.choose(smoothing="strong")
    desk.qtbot.wait(0)
    assert desk.keeper.window is desk.first
    assert desk.controls.saved[0].smoothing == "strong"


def test_larger_text_makes_the_window_anew_and_leaves_the_runners_numbers(desk: Desk):
    """The runner's display follows its own height, not the letters of the desk.

    Mutants: a size that takes effect at the next start; numbers that no longer fit their place.
    """
    small_px = desk.first.home.findChild(QLabel, "home_line").fontInfo().pixelSize()
    share = runner_display.NUMBER_REL
    before = runner_display._fitting("7.4°", share * 600, 480, True).pixelSize()
    desk.choose(text_percent=200)
    desk.qtbot.waitUntil(lambda: desk.keeper.window is not desk.first)
    line = desk.keeper.window.home.findChild(QLabel, "home_line")
    desk.qtbot.waitUntil(lambda: line.fontInfo().pixelSize() > 1.8 * small_px)
    assert runner_display._fitting("7.4°", share * 600, 480, True).pixelSize() == before
