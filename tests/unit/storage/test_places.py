"""Folders and names of what is kept."""

from datetime import datetime

import pytest

from gaitcoach.errors import StorageError
from gaitcoach.storage import places

WHEN = datetime(2026, 11, 22, 23, 5, 1)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    return tmp_path


@pytest.mark.parametrize(
    "folder", [places.data_dir, places.log_dir, places.cache_dir, places.config_dir]
)
def test_each_folder_is_made_and_named_after_the_program(folder, home):
    found = folder()
    assert found.is_dir()
    assert "gaitcoach" in found.parts
    assert list(found.iterdir()) == []


def test_a_folder_that_cannot_be_made_says_what_to_do(home):
    blocker = home / "file"
    blocker.write_text("")
    with pytest.raises(StorageError, match="Nothing can be written") as caught:
        places.writable_folder(blocker / "gaitcoach")
    assert caught.value.todo


def test_a_read_only_folder_says_what_to_do(read_only_folder):
    with pytest.raises(StorageError, match="Nothing can be written"):
        places.writable_folder(read_only_folder)


def test_records_are_named_by_their_start_and_never_twice(home):
    first = places.new_record_path(None, WHEN)
    assert first == places.data_dir() / "runs" / "2026-11-22_230501_run.jsonl"
    first.parent.mkdir()
    first.touch()
    second = places.new_record_path(None, WHEN)
    assert second.name == "2026-11-22_230501_run_2.jsonl"
    second.touch()
    assert places.new_record_path(None, WHEN).name == "2026-11-22_230501_run_3.jsonl"


def test_a_folder_of_ones_own_is_taken_as_it_is(home):
    assert places.new_record_path(home / "mine", WHEN).parent == home / "mine"
