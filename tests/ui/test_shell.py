"""The app's frame: the first page, its doors, and what is remembered between rooms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QInputDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from tidy import no_widget_left
from ui_fakes import FakeControls, FakeSession

from gaitcoach.settings import Settings
from gaitcoach.ui.home import DOORS
from gaitcoach.ui.shell import Shell


class App:
    """The shell under test with fakes behind it."""

    def __init__(self, qtbot: QtBot, controls: FakeControls, settings: Settings) -> None:
        self.qtbot, self.controls = qtbot, controls
        self.shell = Shell(controls, settings)
        self.shell.show()
        qtbot.waitExposed(self.shell)

    @property
    def session(self) -> FakeSession:
        return self.controls.started[-1]

    def find(self, kind: type, name: str):
        found = self.shell.findChild(kind, name)
        assert found is not None, f"no {name}"
        return found

    def press(self, name: str) -> None:
        self.qtbot.mouseClick(self.find(QPushButton, name), Qt.MouseButton.LeftButton)

    def text(self, name: str) -> str:
        label = self.find(QLabel, name)
        assert label.isVisible(), f"{name} is not visible"
        return label.text()


@pytest.fixture
def app(qtbot: QtBot) -> Iterator[App]:
    with no_widget_left():
        made = App(qtbot, FakeControls(), Settings(source="demo", view="behind"))
        yield made
        made.shell.close()
        made.shell.deleteLater()


def test_it_begins_at_home_and_nothing_runs(app: App):
    assert app.shell.currentWidget() is app.shell.home
    assert app.controls.started == []


def test_every_door_has_a_button_with_its_name_and_a_handler(app: App):
    """Mutant: a door without a room."""
    for door in DOORS:
        button = app.find(QPushButton, f"door_{door.name}")
        assert button.isVisible()
        assert button.accessibleName() == door.title
        app.press(f"door_{door.name}")
        assert app.shell.currentWidget() is not app.shell.home
        app.shell.go_home()


def name_new(app: App, monkeypatch, typed: str) -> None:
    """Type a name that is not in the list."""
    monkeypatch.setattr(QInputDialog, "getText", lambda *asked: (typed, True))
    app.press("runner_new")


def test_the_run_door_starts_a_run_for_who_was_named(app: App, monkeypatch):
    name_new(app, monkeypatch, "  Ida ")
    app.press("door_run")
    assert app.shell.currentWidget() is app.shell.live
    assert (app.session.settings.runner, app.session.settings.view) == ("Ida", "behind")
    # AND the name stands there again on the way back
    app.shell.live.home_wanted.emit()
    assert app.find(QComboBox, "runner").currentText() == "Ida"


@pytest.mark.parametrize("typed", ["   ", "Guest"])
def test_nobody_named_is_a_guest(app: App, monkeypatch, typed: str):
    name_new(app, monkeypatch, typed)
    app.press("door_run")
    assert app.session.settings.runner == "guest"


def test_a_name_is_chosen_by_its_first_letter(app: App):
    """Mutants: the list is typed into; who was chosen is lost when the list is made anew."""
    app.shell.home.runner.offer(["Ida", "Max"])
    app.qtbot.keyClicks(app.find(QComboBox, "runner"), "m")
    app.shell.home.runner.offer(["Anna", "Ida", "Max"])
    app.press("door_run")
    assert app.session.settings.runner == "Max"


def test_who_is_gone_is_not_chosen_any_more(app: App):
    """Mutant: a person who was deleted stands there for the next run."""
    app.shell.home.runner.choose("Ida")
    app.shell.home.runner.offer(["Max"], {"Ida"})
    app.press("door_run")
    assert app.session.settings.runner == "guest"


def test_speed_incline_and_shoes_go_into_the_run_and_stay_on_the_page(app: App):
    """Mutants: a field that is not read; a level treadmill of unknown speed that is "known"."""
    app.find(QLineEdit, "home_shoes").setText(" Red ")
    app.press("door_run")
    assert (app.session.settings.speed_kmh, app.session.settings.incline_percent) == (None, None)
    app.shell.go_home()
    app.find(QDoubleSpinBox, "home_speed").setValue(10.5)
    # Looking at another page forgets nothing
    app.press("door_settings")
    app.shell.go_home()
    app.press("door_again")
    session = app.session.settings
    assert (session.speed_kmh, session.incline_percent, session.shoes) == (10.5, 0.0, "Red")


def test_going_home_stops_the_run(app: App):
    app.press("door_run")
    app.find(QWidget, "button_home").click()
    assert app.shell.currentWidget() is app.shell.home
    assert app.controls.stopped == app.controls.started


def test_the_last_set_up_is_one_click_away(app: App):
    # GIVEN no run yet
    assert not app.find(QPushButton, "door_again").isVisible()
    # WHEN there was one
    app.controls.setup = Settings(source="1", view="front", threshold_deg=6.5, runner="Ida")
    app.shell.go_home()
    assert app.text("door_again_sentence") == "Ida · Camera 1 · from the front · limit 6.5°"
    app.press("door_again")
    # THEN the same begins, for who stands there now
    assert app.session.settings == replace(app.controls.setup, runner="guest")


def test_the_password_of_a_stream_is_not_shown(app: App):
    app.controls.setup = Settings(source="rtsp://me:secret@cam.local/live")
    app.shell.go_home()
    assert "secret" not in app.text("door_again_sentence")


def test_the_mirror_check_is_the_standing_test_and_leaves_the_set_up_alone(app: App):
    """Mutants: another drill; a way back to a page one did not come from; a set-up changed."""
    app.shell.home.runner.offer(["Ida", "Max"])
    app.shell.home.runner.choose("Ida")
    app.press("door_mirror_check")
    (handle,) = app.controls.drills
    assert [drill.name for drill in handle.drills] == ["single_leg_stance"]
    assert handle.settings.runner == "Ida"
    assert app.controls.started == []
    assert app.controls.setup is None
    app.find(QPushButton, "drill_leave").click()
    assert app.shell.currentWidget() is app.shell.home
    assert app.controls.stopped_drills == [handle]
    # THEN the next run is seen from where runs are seen
    app.press("door_run")
    assert app.session.settings.view == "behind"


def test_what_was_changed_in_a_run_is_kept_for_the_next(app: App):
    app.press("door_run")
    app.shell.live.set_threshold(7.0)
    app.shell.go_home()
    assert app.controls.setup.threshold_deg == 7.0
    app.press("door_run")
    assert app.session.settings.threshold_deg == 7.0


def test_keys_alone_lead_from_home_to_a_run_and_back(app: App):
    app.shell.home.focus_first()
    app.qtbot.keyClick(app.shell.focusWidget(), Qt.Key.Key_Space)
    assert len(app.controls.started) == 1
    app.qtbot.keyClick(app.shell.live, Qt.Key.Key_Home)
    assert app.shell.currentWidget() is app.shell.home


def test_a_double_click_opens_a_door_once(app: App):
    button = app.find(QPushButton, "door_run")
    app.qtbot.mouseDClick(button, Qt.MouseButton.LeftButton)
    app.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(app.controls.started) <= 1
