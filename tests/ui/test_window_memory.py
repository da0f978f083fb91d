"""Size, place, full screen and splitters come back; a file that cannot be used stops nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PyQt6.QtCore import QRect, Qt
from PyQt6.QtWidgets import QSplitter, QWidget
from pytestqt.qtbot import QtBot
from test_first_steps import started

from gaitcoach.ui import theme
from gaitcoach.ui.window_memory import WindowMemory

__all__ = ["started"]  # the fixture
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def window(qtbot: QtBot) -> tuple[QWidget, QSplitter]:
    made = QWidget()
    made.setObjectName("shell")
    splitter = QSplitter(made)
    splitter.setObjectName("parts")
    for _ in range(2):
        splitter.addWidget(QWidget())
    splitter.resize(400, 100)
    qtbot.addWidget(made)
    return made, splitter


def test_size_place_and_parts_come_back(qtbot: QtBot, tmp_path: Path):
    """Mutant: anything of it is not kept."""
    path = tmp_path / "windows.ini"
    before, parts = window(qtbot)
    before.setGeometry(QRect(40, 50, 700, 480))
    parts.setSizes([100, 300])
    WindowMemory(path).keep(before)
    after, parts_after = window(qtbot)
    assert WindowMemory(path).restore(after)
    assert after.size() == before.size()
    assert after.pos() == before.pos()
    assert parts_after.sizes() == parts.sizes()


def test_the_app_opens_as_it_was_closed(started):
    shell = started()
    shell.resize(1000, 575)
    shell.close()
    assert started().height() == 575


def test_full_screen_comes_back_and_f_leaves_it(started, qtbot: QtBot):
    """Mutant: F asks the page inside the frame, which has no screen to fill."""
    shell = started()
    shell._leave_first_steps()
    shell.run(shell.next_run.settings)
    qtbot.keyClick(shell.live, Qt.Key.Key_F)
    assert shell.isFullScreen()
    shell.close()
    again = started()
    assert again.isFullScreen()
    again.run(again.next_run.settings)
    qtbot.keyClick(again.live, Qt.Key.Key_Escape)
    assert not again.isFullScreen()


@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff garbage", b"[shell]\ngeometry=@ByteArray(x)\n"]
)
def test_a_damaged_file_is_as_good_as_none(qtbot: QtBot, tmp_path: Path, content: bytes):
    path = tmp_path / "windows.ini"
    path.write_bytes(content)
    memory, made = WindowMemory(path), window(qtbot)[0]
    assert not memory.restore(made)
    assert not memory.has_read("first_steps")
    memory.note_read("first_steps")
    assert memory.has_read("first_steps")


def test_a_folder_that_cannot_be_written_stops_nothing(qtbot: QtBot, tmp_path: Path):
    (tmp_path / "file").touch()
    memory, made = WindowMemory(tmp_path / "file" / "windows.ini"), window(qtbot)[0]
    memory.note_read("first_steps")
    memory.keep(made)
    assert memory.has_read("first_steps"), "this start at least remembers"


def test_without_a_place_nothing_is_kept_and_nobody_is_asked(qtbot: QtBot):
    memory, made = WindowMemory(None), window(qtbot)[0]
    memory.keep(made)
    memory.note_read("first_steps")
    assert not memory.restore(made)
    assert memory.has_read("first_steps")
    assert os.environ["QT_QPA_PLATFORM"], "nothing of the user's own is touched"


def test_the_first_size_fits_the_screen(started):
    shell = started()
    room = shell.screen().availableGeometry().size()
    assert shell.width() <= max(room.width(), theme.MIN_SIZE_PX[0])
    assert shell.height() <= max(room.height(), theme.MIN_SIZE_PX[1])
