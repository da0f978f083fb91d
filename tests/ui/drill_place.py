"""The room of the drills by itself, with fakes behind it, for its tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt6.QtCore import QCoreApplication, QEvent, Qt
from PyQt6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from ui_fakes import FakeControls, FakeDrills, drill_view

from gaitcoach.drills import drill_named
from gaitcoach.live.drill_face import Face
from gaitcoach.live.drill_view import DoneNow
from gaitcoach.live.view import SessionState
from gaitcoach.settings import Settings
from gaitcoach.ui.drill_room import DrillRoom

HOLD = drill_named("mirror_stance")


class Room:
    """The room by itself, with fakes behind it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot, self.controls = qtbot, FakeControls()
        self.widget = DrillRoom(self.controls)
        self.widget.resize(1000, 560)
        self.widget.show()
        self.widget.activateWindow()
        qtbot.waitUntil(self.widget.isActiveWindow)  # else no key is its own

    def begin(self, *names: str, load: str = "none", runner: str = "Kim") -> FakeDrills:
        drills = [drill_named(name) for name in names or ("mirror_stance",)]
        self.widget.open(drills, Settings(runner=runner), load)
        return self.controls.drills[-1]

    def show(self, face: Face | None = None, **changes: object) -> None:
        handle = self.controls.drills[-1]
        before = handle.shown.sequence if handle.shown else 0
        faced = {} if face is None else {"face": face}
        handle.shown = drill_view(handle.drills, before + 1, **faced, **changes)
        self.widget._pull()
        self.widget._show_panels()

    def end(self, *done: DoneNow) -> None:
        self.show(state=SessionState.ENDED, done=done)

    def press(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(self.widget, key)

    def text(self, name: str) -> str:
        label = self.widget.findChild(QLabel, name)
        assert label.isVisible(), f"{name} is not visible"
        return label.text()


@pytest.fixture
def room(qtbot: QtBot) -> Iterator[Room]:
    made = Room(qtbot)
    yield made
    made.widget.close()
    made.widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
