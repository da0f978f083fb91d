"""Choosing a source by what it sees; looked at while the page is shown, and no longer."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel, QLineEdit, QPushButton
from test_shell import App, app
from ui_fakes import FakePreview, grey_frame

from gaitcoach.ui import source_picker

__all__ = ["app"]  # the fixture


@pytest.fixture
def picking(app: App) -> App:
    app.press("home_source")
    app.qtbot.waitUntil(lambda: len(app.controls.previews) == 2)
    return app


def card(app: App, place: int) -> source_picker.SourceCard:
    return app.find(QPushButton, f"source_card_{place}")


def preview(app: App, source: str) -> FakePreview:
    return next(one for one in app.controls.previews if one.source == source)


def test_every_camera_is_looked_at_under_its_name(picking: App):
    assert [one.source for one in picking.controls.previews] == ["0", "1"]
    assert card(picking, 0).accessibleName() == "Front desk camera"
    # WHEN the second delivers a picture, and the first cannot
    preview(picking, "1").frame = grey_frame(90)
    preview(picking, "0").trouble = "It is used by another program."
    picking.qtbot.waitUntil(lambda: not card(picking, 1).picture.pixmap().isNull())
    assert card(picking, 1).state.text() == "640 x 480"
    assert card(picking, 0).state.text() == "It is used by another program."
    # AND what is shown is what the camera sees: darker at the left
    shown = card(picking, 1).picture.pixmap().toImage()
    assert shown.pixelColor(20, 50).red() < shown.pixelColor(shown.width() - 20, 50).red()


def test_a_click_on_a_picture_chooses_it_for_the_next_run(picking: App):
    picking.qtbot.mouseClick(card(picking, 1), Qt.MouseButton.LeftButton)
    assert picking.shell.currentWidget() is picking.shell.home
    assert "Camera 1" in picking.find(QPushButton, "home_source").text()
    picking.press("door_run")
    assert picking.session.settings.source == "1"


def test_every_camera_is_let_go_of_when_the_page_is_left(picking: App):
    """Mutant: a preview keeps the camera that the run needs."""
    picking.press("source_back")
    assert [one.stopped for one in picking.controls.previews] == [1, 1]
    # AND looked at anew the next time
    picking.press("home_source")
    picking.qtbot.waitUntil(lambda: len(picking.controls.previews) == 4)


def test_a_camera_that_is_pulled_out_is_gone_and_said(picking: App):
    picking.qtbot.mouseClick(card(picking, 1), Qt.MouseButton.LeftButton)
    picking.press("home_source")
    assert not picking.find(QLabel, "source_vanished").isVisible()
    picking.controls.connected = picking.controls.connected[:1]
    label = picking.find(QLabel, "source_vanished")
    picking.qtbot.waitUntil(label.isVisible)
    assert label.text() == "Camera 1 is not connected any more."
    assert picking.controls.previews[-1].stopped == 1
    # AND it comes back by itself
    picking.controls.connected.append(("USB camera", "1"))
    picking.qtbot.waitUntil(lambda: not label.isVisible())
    assert len(picking.controls.previews) == 5


def test_no_camera_at_all_is_said(app: App):
    app.controls.connected = []
    app.press("home_source")
    assert "No camera is connected" in app.text("source_nothing")


def test_an_address_is_tested_by_looking_at_it(picking: App):
    address = "rtsp://me:secret@cam.local/live"
    picking.find(QLineEdit, "address").setText(f" {address} ")
    picking.press("address_test")
    picking.press("address_test")
    assert [one.source for one in picking.controls.previews][2:] == [address]
    assert "secret" not in card(picking, 2).accessibleName()
    picking.qtbot.mouseClick(card(picking, 2), Qt.MouseButton.LeftButton)
    picking.press("door_run")
    assert picking.session.settings.source == address


def test_the_demo_is_always_there(picking: App):
    picking.qtbot.mouseClick(card(picking, 0), Qt.MouseButton.LeftButton)
    picking.press("home_source")
    picking.press("source_demo")
    picking.press("door_run")
    assert picking.session.settings.source == "demo"


def test_the_phone_is_always_there(picking: App):
    """Mutant: a phone user finds only cables."""
    picking.press("source_phone")
    picking.press("door_run")
    assert picking.session.settings.source == "phone"


def test_a_file_is_asked_for_and_changing_ones_mind_changes_nothing(
    picking: App, monkeypatch: pytest.MonkeyPatch
):
    answers = ["", "/videos/run.mp4"]
    monkeypatch.setattr(source_picker, "ask_file", lambda parent: answers.pop(0))
    picking.press("source_file")
    assert picking.shell.currentWidget() is picking.shell.picker
    picking.press("source_file")
    picking.press("door_run")
    assert picking.session.settings.source == "/videos/run.mp4"
