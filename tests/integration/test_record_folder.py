"""Where records go: as given for this start, else as the settings say, else the usual folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gaitcoach.app.controls import WindowControls
from gaitcoach.app.kept_run import KeptRun
from gaitcoach.app.options import RunOptions
from gaitcoach.capture.source import parse_source
from gaitcoach.settings import Settings
from gaitcoach.voice.silent import SilentSpeaker


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    return tmp_path


def record_of(options: RunOptions, settings: Settings) -> Path:
    run = KeptRun(settings, parse_source("demo"), options, SilentSpeaker())
    run.record.close(5.0)
    return run.record.path


def test_the_folder_of_the_settings_is_used_unless_one_is_given(home: Path):
    """Mutants: the setting is not read; it wins over what was typed."""
    own = Settings(records_dir=str(home / "own"), phrases={"better": "prima"})
    path = record_of(RunOptions(), own)
    assert path.parent == home / "own"
    assert record_of(RunOptions(out_dir=home / "typed"), own).parent == home / "typed"
    assert record_of(RunOptions(), Settings()).parent == home / "XDG_DATA_HOME/gaitcoach/runs"
    header = json.loads(path.read_text(encoding="utf-8").splitlines()[0])
    assert header["settings"]["phrases"] == {"better": "prima"}


def test_pictures_and_the_history_follow_the_folder_that_is_saved(home: Path):
    """Mutant: the history goes on looking where nothing new comes."""
    controls = WindowControls(RunOptions(), Settings(), SilentSpeaker())
    try:
        controls.save_settings(Settings(records_dir=str(home / "own")))
        picture = controls.keep_picture(lambda path: Path(path).write_text("x") > 0)
        assert Path(picture).parent == home / "own" / "pictures"
        assert controls._shelf.folder == home / "own"
        record_of(RunOptions(), Settings(records_dir=str(home / "own")))
        waiting = controls.library.waiting_records()
        assert waiting.wait(10.0)
        assert [path.parent for path in waiting.value] == [home / "own"]
    finally:
        controls.close()
