"""A disk of one megabyte that is full: said in two lines, and nothing recorded is lost."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_up import step

from gaitcoach.app.controls import WindowControls
from gaitcoach.app.options import RunOptions
from gaitcoach.errors import SettingsError, StorageError
from gaitcoach.settings import Settings
from gaitcoach.settings_file import save_settings
from gaitcoach.storage.export import steps_to_csv
from gaitcoach.storage.record import RecordWriter
from gaitcoach.storage.record_reading import read_record
from gaitcoach.types import Side
from gaitcoach.ui.window_memory import WindowMemory
from gaitcoach.voice.silent import SilentSpeaker

pytestmark = pytest.mark.slow
STEPS = [step(Side.LEFT, 0.4 * i, 4.0) for i in range(200)]


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk without any room; `free` in it takes up the room."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(disk)]
    done = subprocess.run(mount, capture_output=True, text=True)
    if done.returncode != 0:
        pytest.skip(f"a disk cannot be mounted here: {done.stderr.strip()}")
    try:
        fill(disk)
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def fill(disk: Path) -> None:
    with (disk / "filler").open("wb", buffering=0) as file:
        for size in (65536, 4096, 1):
            try:
                while file.write(b"x" * size) == size:
                    pass
            except OSError:
                continue


def test_an_export_says_so_and_leaves_the_old_table(full: Path):
    (full / "filler").unlink()
    steps_to_csv(STEPS[:3], full / "steps.csv", method="learned")
    old = (full / "steps.csv").read_bytes()
    fill(full)
    with pytest.raises(StorageError, match="No space left") as told:
        steps_to_csv(STEPS, full / "steps.csv", method="learned")
    assert told.value.todo == "Free some space or choose another folder."
    assert (full / "steps.csv").read_bytes() == old
    assert sorted(one.name for one in full.iterdir()) == ["filler", "steps.csv"]


def test_a_record_waits_for_room_or_is_rescued(
    full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    told: list[str] = []
    record = RecordWriter(full / "run.jsonl", {"source": "test"}, on_problem=told.append)
    for i in range(300):
        record.append({"event": "step", "t_s": float(i)})
    assert not record.close(10.0)
    assert "is full: free some space" in told[0]
    kept = read_record(record.rescued)
    assert not kept.cut
    assert [event["t_s"] for event in kept.events] == [float(i) for i in range(300)]


def test_settings_say_so(full: Path):
    with pytest.raises(SettingsError, match="free some space"):
        save_settings(Settings(threshold_deg=7.0), full / "settings.toml")
    assert [one.name for one in full.iterdir()] == ["filler"]


def test_the_window_does_not_wait_for_the_settings_and_is_told(
    full: Path, monkeypatch: pytest.MonkeyPatch
):
    """Mutants: a part of a file is left; nobody is told."""
    for name in ("DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(full.parent / name.lower()))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(full))
    controls = WindowControls(RunOptions(), Settings(), SilentSpeaker())
    controls.save_settings(Settings(threshold_deg=7.0))
    controls.close()
    (told,) = controls.news()
    assert "free some space" in told
    assert [one.name for one in full.rglob("*") if one.is_file()] == ["filler"]


def test_the_windows_memory_stops_nothing(full: Path, qtbot):
    from PyQt6.QtWidgets import QWidget

    window = QWidget()
    window.setObjectName("shell")
    qtbot.addWidget(window)
    memory = WindowMemory(full / "windows.ini")
    memory.note_read("first_steps")
    memory.keep(window)
    assert memory.has_read("first_steps")
