"""The shell on a real store, answered by the library's own worker."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import (
    QLabel,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from ui_fakes import FakeControls

from gaitcoach.library import Library
from gaitcoach.settings import Settings
from gaitcoach.storage.store.store import Store
from gaitcoach.ui.run_table import HEADINGS, RunTable
from gaitcoach.ui.shell import Shell

WAIT_MS = 10_000


class House:
    """The shell on a real store, and short ways to use it."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot, self.folder = qtbot, folder
        self.store = Store(folder / "store.sqlite")
        self.library = Library(
            str(folder / "store.sqlite"), folder, folder / "runs", folder / "clinic.toml"
        )
        self.controls = FakeControls()
        self.controls.library = self.library
        self.shell = Shell(self.controls, Settings(source="demo"))
        self.shell.show()
        qtbot.waitExposed(self.shell)

    def find(self, kind: type, name: str) -> QWidget:
        found = self.shell.findChild(kind, name)
        assert found is not None, f"no {name}"
        return found

    def press(self, name: str) -> None:
        button = self.find(QPushButton, name)
        assert button.isVisible(), name
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def text(self, name: str) -> str:
        return self.find(QLabel, name).text()

    def until(self, true) -> None:
        self.qtbot.waitUntil(lambda: bool(true()), timeout=WAIT_MS)

    @property
    def table(self) -> RunTable:
        return self.find(RunTable, "history_table")

    def shown(self, column: str) -> list[str]:
        model = self.table.model()
        place = HEADINGS.index(column)
        return [model.index(row, place).data() for row in range(model.rowCount())]

    def open_history(self, n_runs: int) -> None:
        self.press("door_history")
        self.until(lambda: self.table.model().rowCount() == n_runs)

    def open_run(self) -> None:
        """Open the newest run."""
        self.table.selectRow(0)
        self.press("history_open")
        self.until(lambda: self.text("kept_run_findings"))
