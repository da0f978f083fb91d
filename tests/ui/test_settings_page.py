"""The settings page: every setting of the one table, and only values that can be."""

from __future__ import annotations

from dataclasses import fields, replace

from PyQt6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QWidget
from test_shell import App, app

from gaitcoach.errors import StorageError
from gaitcoach.settings import Settings

__all__ = ["app"]  # the fixture


def test_every_setting_of_the_table_has_its_row_and_its_name(app: App):
    """Mutant: a new setting that the page forgets."""
    app.press("door_settings")
    of_the_run = {"source", "runner", "stickers", "vertical"}
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
    app.shell._run_settings = replace(app.shell._run_settings, baseline_s=None, model="lite")
    app.press("door_settings")
    assert app.find(QDoubleSpinBox, "setting_baseline_s").text() == "none"
    assert app.find(QComboBox, "setting_model").currentData() == "lite"
    app.press("settings_save")
    assert (app.controls.saved[0].baseline_s, app.controls.saved[0].model) == (None, "lite")


def test_a_disk_that_refuses_is_said_and_nothing_is_lost(app: App):
    app.press("door_settings")
    app.find(QDoubleSpinBox, "setting_threshold_deg").setValue(6.5)
    app.controls.refuse = StorageError("The disk is full.", "Free some space.")
    app.press("settings_save")
    assert "The disk is full." in app.text("settings_trouble")
    app.controls.refuse = None
    app.press("settings_save")
    assert app.controls.saved[0].threshold_deg == 6.5
