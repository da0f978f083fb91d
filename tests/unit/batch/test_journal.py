"""The journal: each clip exactly once, whatever byte the program was killed at."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gaitcoach.batch.journal import Journal
from gaitcoach.batch.manifest import Clip
from gaitcoach.errors import SettingsError, StorageError

HOW = {"view": "behind", "threshold_deg": 5.0}


def clip(n: int, stamp: str = "1") -> Clip:
    return Clip(f"/a/{n}.mp4", 100 + n, stamp)


def row(n: int, error: str = "") -> dict[str, object]:
    return {"frames": n, "error": error, "step_table": {}}


def filled(folder: Path, n: int = 3) -> bytes:
    journal = Journal(folder, HOW)
    for one in range(n):
        journal.append(clip(one), row(one))
    journal.close()
    return journal.path.read_bytes()


def test_what_was_appended_is_there_at_the_next_start(tmp_path):
    filled(tmp_path)
    journal = Journal(tmp_path, HOW)
    assert [one["frames"] for one in journal.rows()] == [0, 1, 2]
    assert [journal.is_done(clip(one)) for one in (0, 2, 3)] == [True, True, False]
    journal.close()


def test_cut_anywhere_it_holds_the_whole_lines_and_takes_more(tmp_path):
    """Mutants: a half line that is kept, or that the next line is written behind."""
    whole = filled(tmp_path / "whole", 2)
    ends = [place + 1 for place, byte in enumerate(whole) if byte == ord("\n")]
    near = [end + shift for end in ends for shift in (-1, 0, 1) if end + shift < len(whole)]
    for cut in sorted({0, 1, *near, *range(0, len(whole), 31)}):
        folder = tmp_path / f"{cut}"
        folder.mkdir()
        (folder / "results.jsonl").write_bytes(whole[:cut])
        journal = Journal(folder, HOW)
        before = max(0, sum(end <= cut for end in ends) - 1)
        assert len(journal) == before
        for n in range(2):
            if not journal.is_done(clip(n)):
                journal.append(clip(n), row(n))
        assert [one["frames"] for one in journal.rows()] == [0, 1]
        journal.close()
        assert journal.path.read_bytes() == whole


def test_a_damaged_line_costs_its_clip_alone(tmp_path):
    whole = filled(tmp_path)
    lines = whole.splitlines(keepends=True)
    lines[2] = lines[2][:10] + b"\xff" + lines[2][11:]
    (tmp_path / "results.jsonl").write_bytes(b"".join(lines))
    journal = Journal(tmp_path, HOW)
    assert [journal.is_done(clip(n)) for n in range(3)] == [True, False, True]
    journal.close()


def test_a_clip_that_changed_is_measured_again_and_there_once(tmp_path):
    """Mutants: the place alone counts; the old row stays beside the new one."""
    filled(tmp_path)
    journal = Journal(tmp_path, HOW)
    assert not journal.is_done(clip(1, "2"))
    journal.append(clip(1, "2"), row(77))
    assert [one["frames"] for one in journal.rows()] == [0, 77, 2]
    journal.close()


def test_failed_clips_may_be_tried_again(tmp_path):
    journal = Journal(tmp_path, HOW)
    journal.append(clip(0), row(0, "broken"))
    assert journal.is_done(clip(0))
    assert not journal.is_done(clip(0), failed_too=False)
    assert journal.failed == 1
    journal.append(clip(0), row(5))
    assert journal.failed == 0
    journal.close()


def test_other_settings_are_refused(tmp_path):
    """Numbers of two ways of measuring must not stand in one table."""
    filled(tmp_path)
    with pytest.raises(SettingsError, match="threshold_deg was 5"):
        Journal(tmp_path, HOW | {"threshold_deg": 7.0})
    Journal(tmp_path, HOW).close()  # and the lock was let go of


def test_one_program_at_a_time(tmp_path):
    journal = Journal(tmp_path, HOW)
    with pytest.raises(StorageError, match="Another program writes"):
        Journal(tmp_path, HOW)
    journal.close()


def test_a_folder_with_another_file_of_that_name(tmp_path):
    (tmp_path / "results.jsonl").write_text('{"mine": 1}\n')
    with pytest.raises(StorageError, match="no journal of gaitcoach"):
        Journal(tmp_path, HOW)
    assert (tmp_path / "results.jsonl").read_text() == '{"mine": 1}\n'


def test_a_line_the_disk_refuses_half_way_leaves_nothing(tmp_path, monkeypatch):
    """GIVEN a disk that takes ten bytes more THEN the journal is as before, and goes on later."""
    before = filled(tmp_path)
    journal = Journal(tmp_path, HOW)
    write = os.write

    with monkeypatch.context() as patch:
        calls = iter([True, False])

        def once(fd: int, data: bytes) -> int:
            if next(calls):
                return write(fd, data[:10])
            raise OSError(28, "No space left on device")

        patch.setattr("os.write", once)
        with pytest.raises(StorageError, match="is full: 3 clips are done") as told:
            journal.append(clip(3), row(3))
    assert "same command again" in str(told.value)
    assert journal.path.read_bytes() == before
    journal.append(clip(3), row(3))
    assert [one["frames"] for one in journal.rows()] == [0, 1, 2, 3]
    journal.close()
