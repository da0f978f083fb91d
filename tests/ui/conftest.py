"""A window with fakes behind it, closed and checked for leftovers after each test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from kept_house import House
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from tidy import no_widget_left
from ui_fakes import FakeControls, FakeSession, gait, running_view

from gaitcoach.live.view import LiveView
from gaitcoach.settings import Settings
from gaitcoach.types import Side, SideStats, StanceRecord
from gaitcoach.ui.window import MainWindow


@dataclass
class Desk:
    """The window under test, what is behind it, and short ways to look at both."""

    window: MainWindow
    controls: FakeControls
    qtbot: QtBot

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key where the focus is."""
        self.qtbot.keyClick(self.window.focusWidget() or self.window, key, modifier)

    @property
    def session(self) -> FakeSession:
        return self.controls.started[-1]

    def show(self, view: LiveView | None = None, **changes: object) -> LiveView:
        """Let the session show a view and wait until the window has taken it."""
        view = view or running_view(self.session.shown.sequence + 1)
        self.session.shown = replace(view, **changes)
        self.qtbot.waitUntil(lambda: self.window.picture.view is self.session.shown)
        return self.session.shown

    def show_steps(self, *steps: StanceRecord, **changes: object) -> None:
        """Let the session have done these steps, all of them."""
        count = {side: sum(step.side is side for step in steps) for side in Side}
        self.session.steps = steps
        sides = {side.value: SideStats(count[side], count[side]) for side in Side}
        self.show(update=gait(**sides, **changes))

    def text(self, name: str) -> str:
        """The text of a label that can be seen."""
        label = self.window.findChild(QLabel, name)
        assert label is not None, f"no label {name}"
        assert label.isVisible(), f"{name} is not visible"
        return label.text()

    def widget(self, name: str) -> QWidget:
        found = self.window.findChild(QWidget, name)
        assert found is not None, f"no widget {name}"
        return found


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    """A shown window whose session runs on the demo."""
    with no_widget_left():
        controls = FakeControls()
        window = MainWindow(controls, Settings(source="demo"))
        window.show()
        qtbot.waitExposed(window)
        window.start()
        yield Desk(window, controls, qtbot)
        window.close()
        window.deleteLater()


@pytest.fixture
def house(qtbot: QtBot, tmp_path: Path) -> Iterator[House]:
    with no_widget_left():
        made = House(qtbot, tmp_path)
        yield made
        made.shell.close()
        made.shell.deleteLater()
        made.library.close(10.0)
        made.store.close()


@pytest.fixture
def yes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whoever is asked says yes; the questions."""
    asked: list[str] = []

    def answer(parent, title, question, *more):
        asked.append(question)
        return QMessageBox.StandardButton.Yes

    monkeypatch.setattr(QMessageBox, "question", answer)
    return asked
