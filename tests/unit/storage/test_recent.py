"""The newest runs: told from the ends of their records, whole or cut."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from gaitcoach.storage.recent import TAIL_BYTES, recent_runs

STEP = {"event": "step", "t_s": 1.0, "side": "left", "drop_deg": 4.2}
SUMMARY = {
    "event": "summary",
    "duration_s": 600.5,
    "left": {"n": 900, "mean_deg": 4.2},
    "right": {"n": 2, "mean_deg": None},
    "cues": 3,
}


def header(**settings: object) -> dict:
    return {
        "event": "header",
        "format": "gaitcoach-run",
        "version": 1,
        "started": "2026-11-20T18:30:00+01:00",
        "source": "camera 0",
        "settings": {"threshold_deg": 5.5, "runner": "Ida"} | settings,
    }


def write(path: Path, *lines: dict) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def test_a_run_is_told_in_one_line(tmp_path: Path):
    path = write(
        tmp_path / "2026-11-20_183000_run.jsonl", header(), STEP, SUMMARY, {"event": "end"}
    )
    (run,) = recent_runs(tmp_path)
    assert run.path == path
    assert run.started == datetime.fromisoformat("2026-11-20T18:30:00+01:00")
    assert (run.runner, run.source, run.threshold_deg) == ("Ida", "camera 0", 5.5)
    assert (run.duration_s, run.left_deg, run.right_deg, run.cues) == (600.5, 4.2, None, 3)
    assert run.ended


def test_the_newest_come_first_and_no_more_than_wanted(tmp_path: Path):
    for day in (18, 20, 19):
        write(tmp_path / f"2026-11-{day}_120000_run.jsonl", header(), SUMMARY, {"event": "end"})
    names = [run.path.name[:10] for run in recent_runs(tmp_path, newest=2)]
    assert names == ["2026-11-20", "2026-11-19"]


def test_a_run_that_was_cut_is_there_without_its_end(tmp_path: Path):
    path = write(tmp_path / "2026-11-20_1_run.jsonl", header(), STEP)
    path.write_bytes(path.read_bytes() + b'{"event": "summ')
    (run,) = recent_runs(tmp_path)
    assert (run.ended, run.duration_s, run.cues, run.runner) == (False, None, None, "Ida")


def test_a_long_record_is_not_read_whole(tmp_path: Path):
    # GIVEN a record whose middle would break whoever read it
    path = tmp_path / "2026-11-20_1_run.jsonl"
    middle = b"\xff" * (4 * TAIL_BYTES) + b"\n"
    ends = [json.dumps(line).encode() + b"\n" for line in (header(), SUMMARY, {"event": "end"})]
    path.write_bytes(ends[0] + middle + ends[1] + ends[2])
    (run,) = recent_runs(tmp_path)
    assert (run.ended, run.cues) == (True, 3)


def test_what_is_no_record_is_passed(tmp_path: Path):
    (tmp_path / "empty.jsonl").write_bytes(b"")
    (tmp_path / "other.jsonl").write_text('{"event": "step"}\n[1, 2]\n')
    (tmp_path / "picture.jsonl").write_bytes(b"\x89PNG\x00\xff")
    write(tmp_path / "odd.jsonl", header() | {"settings": [], "started": 7}, {"event": "summary"})
    (odd,) = recent_runs(tmp_path)
    assert (odd.started, odd.runner, odd.threshold_deg) == (None, "", None)


def test_no_folder_no_runs(tmp_path: Path):
    assert recent_runs(tmp_path / "none") == ()
