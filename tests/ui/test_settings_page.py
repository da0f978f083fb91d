"""The settings page: every setting of the one table, and only values that can be."""

from __future__ import annotations

from dataclasses import fields, replace

from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QWheelEvent
from PyQt6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QSpinBox,
    QWidget,
)
from test_shell import App, app

from gaitcoach.settings import CAMERA, COACHING, FOLDERS, SCREEN, SOUND, Settings
from gaitcoach.settings_table import OfARun
from gaitcoach.types import Limits
from gaitcoach.voice.voices import VoiceName

__all__ = ["app"]  # the fixture


def test_every_setting_of_the_table_has_its_row_and_its_name(app: App):
    """Mutant: a new setting that the page forgets."""
    app.press("door_settings")
    of_the_run = {spec.name for spec in fields(OfARun)}
    wanted = [spec for spec in fields(Settings) if spec.name not in of_the_run]
    for spec in wanted:
        widget = app.find(QWidget, f"setting_{spec.name}")
        assert widget.accessibleName() == spec.metadata["name"]
        assert widget.toolTip() == spec.metadata["help"]


def test_what_is_saved_is_kept_and_used_by_the_next_run(app: App):
    app.press("door_settings")
    app.find(QDoubleSpinBox, "setting_threshold_deg").setValue(6.5)
    app.find(QDoubleSpinBox, "setting_baseline_s").setValue(0.0)
    box = app.find(QComboBox, "setting_cue")
    box.setCurrentIndex(box.findData("belt_line_level"))
    app.find(QCheckBox, "setting_voice").setChecked(False)
    app.press("settings_save")
    (saved,) = app.controls.saved
    assert (saved.threshold_deg, saved.baseline_s, saved.cue) == (6.5, None, "belt_line_level")
    assert app.shell.currentWidget() is app.shell.home
    app.press("door_run")
    assert app.session.settings == saved
    assert app.session.settings.voice is False


def test_going_back_changes_nothing(app: App):
    app.press("door_settings")
    app.find(QDoubleSpinBox, "setting_threshold_deg").setValue(6.5)
    app.press("settings_back")
    app.press("door_run")
    assert app.session.settings.threshold_deg == 5.0
    assert app.controls.saved == []


def test_the_page_shows_what_holds_now(app: App):
    app.shell.next_run.settings = replace(
        app.shell.next_run.settings, baseline_s=None, model="lite"
    )
    app.press("door_settings")
    assert app.find(QDoubleSpinBox, "setting_baseline_s").text() == "none"
    assert app.find(QComboBox, "setting_model").currentData() == "lite"
    app.press("settings_save")
    assert (app.controls.saved[0].baseline_s, app.controls.saved[0].model) == (None, "lite")


def test_a_disk_that_refuses_is_said_and_nothing_is_lost(app: App):
    """What was chosen holds for this evening; that it will not tomorrow is said."""
    app.press("door_settings")
    app.find(QDoubleSpinBox, "setting_threshold_deg").setValue(6.5)
    app.controls.trouble_later = ["The settings file cannot be written (disk full)."]
    app.press("settings_save")
    app.qtbot.waitUntil(lambda: any("disk full" in told for told in app.shell.toasts.shown))
    app.press("door_run")
    assert app.session.settings.threshold_deg == 6.5


def test_the_settings_stand_under_their_headings(app: App):
    """Mutant: a heading that is missing, or comes twice."""
    app.press("door_settings")
    shown = [label.text() for label in app.shell.settings.findChildren(QLabel, "settings_group")]
    assert shown == [CAMERA, COACHING, SOUND, SCREEN, FOLDERS]


def test_own_words_are_kept_and_an_empty_field_means_the_usual_ones(app: App):
    """Mutants: an empty field says nothing; the words of another phrase."""
    app.shell.next_run.settings = replace(app.shell.next_run.settings, phrases={"one": "uno"})
    app.press("door_settings")
    assert app.find(QLineEdit, "phrase_one").text() == "uno"
    assert app.find(QLineEdit, "phrase_better").placeholderText() == "better"
    app.find(QLineEdit, "phrase_one").clear()
    app.find(QLineEdit, "phrase_better").setText("  well done ")
    app.press("settings_save")
    assert app.controls.saved[0].phrases == (("better", "well done"),)


def test_words_are_tried_as_they_stand_on_the_page(app: App):
    """Mutant: what was saved last is heard, not what was typed."""
    app.press("door_settings")
    app.find(QLineEdit, "phrase_better").setText("well done")
    app.find(QSpinBox, "setting_voice_rate_wpm").setValue(120)
    app.press("try_better")
    ((tried, key),) = app.controls.voice_desk.tried
    assert (key, tried.words["better"], tried.voice_rate_wpm) == ("better", "well done", 120)
    assert app.controls.saved == []


def test_words_that_cannot_be_heard_are_said_on_the_page(app: App):
    """Mutant: a missing engine is kept to itself, and the button seems dead."""
    app.press("door_settings")
    app.controls.voice_desk.trouble = "No speech engine."
    app.qtbot.waitUntil(lambda: app.find(QLabel, "settings_trouble").text() == "No speech engine.")


def test_voices_of_the_language_are_offered_once_they_are_known(app: App):
    """Mutants: a voice of another language; a list that grows with every look."""
    app.press("door_settings")
    box = app.find(QComboBox, "setting_voice_name")
    assert box.count() == 1
    app.controls.voice_desk.known = [
        VoiceName("gmw/de", "German", ("de",)),
        VoiceName("gmw/en-us", "English (America)", ("en-us",)),
    ]
    app.qtbot.waitUntil(lambda: box.count() == 2)
    app.qtbot.wait(0)
    app.shell._show_voices()
    assert [box.itemText(i) for i in range(box.count())][1:] == ["English (America)"]
    box.setCurrentIndex(1)
    app.press("settings_save")
    assert app.controls.saved[0].voice_name == "gmw/en-us"


def test_a_voice_that_is_not_known_yet_stays_chosen(app: App):
    """Mutant: who opens the page before the engine has answered loses his voice."""
    app.shell.next_run.settings = replace(app.shell.next_run.settings, voice_name="gmw/en-gb-x-rp")
    app.press("door_settings")
    app.press("settings_save")
    assert app.controls.saved[0].voice_name == "gmw/en-gb-x-rp"


def test_saved_words_are_spoken_from_then_on(app: App):
    app.press("door_settings")
    app.press("settings_save")
    assert app.controls.voice_desk.used == app.controls.saved


def test_a_folder_is_chosen_or_typed_and_empty_is_the_usual_one(app: App, monkeypatch):
    app.press("door_settings")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "/home/kim/runs")
    app.press("folder_choose")
    app.press("settings_save")
    app.press("door_settings")
    assert app.find(QLineEdit, "folder_line").text() == "/home/kim/runs"
    app.find(QLineEdit, "folder_line").clear()
    app.press("settings_save")
    assert [saved.records_dir for saved in app.controls.saved] == ["/home/kim/runs", None]


def test_a_leg_s_limit_below_the_least_is_none(app: App):
    app.press("door_settings")
    box = app.find(QDoubleSpinBox, "setting_threshold_left_deg")
    assert box.text() == "like the limit"
    box.setValue(7.0)
    app.press("settings_save")
    assert app.controls.saved[0].limits == Limits(7.0, 5.0)


def test_the_wheel_scrolls_the_page_and_changes_no_field_below_it(app: App):
    """Mutant: who scrolls past the limit leaves it at 12 degrees."""
    app.press("door_settings")
    box = app.find(QDoubleSpinBox, "setting_threshold_deg")
    app.shell.settings.setFocus()
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, wheel)
    assert box.value() == 5.0


def test_the_last_set_up_keeps_the_app_as_it_is_now(app: App):
    """Mutant: "same as last time" brings back the words and the folder of last time."""
    app.controls.setup = Settings(source="demo", view="front", phrases={"better": "old"})
    app.press("door_settings")
    app.find(QLineEdit, "phrase_better").setText("new")
    app.press("settings_save")
    app.controls.setup = Settings(source="demo", view="front", phrases={"better": "old"})
    app.shell.go_home()
    app.press("door_again")
    assert app.session.settings.view == "front"
    assert app.session.settings.words["better"] == "new"
