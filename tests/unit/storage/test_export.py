"""Steps as CSV."""

import csv
import math
from pathlib import Path

import pytest

from gaitcoach.errors import StorageError
from gaitcoach.storage.export import COLUMNS, steps_to_csv, write_atomically
from gaitcoach.types import Quality, Side, StanceRecord

GOOD = StanceRecord(Side.RIGHT, 1.0, 1.25, -2.5, 3.0, 0.5, 6, True, Quality.OK, 171.0)
BAD = StanceRecord(
    Side.LEFT, 1.5, 1.75, math.nan, math.inf, math.nan, 0, False, Quality.FRAME_GAP, None
)


def test_a_step_is_a_row_and_unknown_numbers_are_empty(tmp_path):
    steps_to_csv([GOOD, BAD], tmp_path / "s.csv", method="hip_line")
    with (tmp_path / "s.csv").open(newline="", encoding="utf-8") as file:
        good, bad = csv.DictReader(file)
    assert tuple(good) == COLUMNS
    assert good == {
        "t_s": "1.0000",
        "side": "right",
        "drop_deg": "-2.5000",
        "drop_peak_deg": "3.0000",
        "sigma_deg": "0.5000",
        "usable": "true",
        "reason": "ok",
        "cadence_spm": "171.0000",
        "contact_time_s": "0.2500",
        "n_frames": "6",
        "method": "hip_line",
    }
    assert bad["drop_deg"] == bad["drop_peak_deg"] == bad["cadence_spm"] == ""
    assert (bad["usable"], bad["reason"]) == ("false", "frame_gap")


def test_a_full_disk_leaves_the_older_table_and_no_rubbish(small_disk):
    path = small_disk / "s.csv"
    write_atomically(path, b"old")
    with pytest.raises(StorageError, match="cannot be written") as caught:
        write_atomically(path, b"x" * 2_000_000)
    assert caught.value.todo
    assert path.read_bytes() == b"old"
    assert list(small_disk.iterdir()) == [path]


def test_a_missing_folder_says_what_to_do(tmp_path):
    with pytest.raises(StorageError, match="cannot be written"):
        steps_to_csv([GOOD], tmp_path / "none" / "s.csv", method="hip_line")


def test_it_tells_how_far_it_is_and_called_off_it_leaves_the_old_table(tmp_path: Path):
    """Mutants: no word about the progress; half a table in place of the whole old one."""
    path, told = tmp_path / "s.csv", []
    path.write_text("old")
    steps_to_csv([GOOD] * 500, path, method="learned", reached=told.append)
    assert told == [0.0, 0.4, 0.8, 1.0]
    whole = path.read_text()

    def stop(share: float) -> None:
        if share > 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        steps_to_csv([BAD] * 500, path, method="learned", reached=stop)
    assert path.read_text() == whole
    assert list(tmp_path.iterdir()) == [path]
