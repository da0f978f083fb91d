"""The session record: nothing recorded is lost, whatever the disk does."""

import json
import math
import shutil
import threading
from pathlib import Path

import numpy as np
import pytest

from gaitcoach.errors import StorageError
from gaitcoach.storage import places
from gaitcoach.storage import record as record_module
from gaitcoach.storage.record import RecordWriter
from gaitcoach.storage.record_reading import Record, read_record
from gaitcoach.types import Quality, Side, SideStats

WAIT_S = 10.0
HEADER = {"source": "démo ✓", "threshold_deg": 5.0}


@pytest.fixture(autouse=True)
def data_folder(tmp_path, monkeypatch):
    """Where records are rescued to."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home" / "data"))
    return places.data_dir()


class Problems:
    """Collects what the writer tells and lets a test wait for it."""

    def __init__(self):
        self.told = []
        self.arrived = threading.Event()

    def __call__(self, sentence):
        self.told.append(sentence)
        self.arrived.set()


def _step(number):
    return {"event": "step", "n": number, "t_s": number / 3, "drop_deg": 4.2, "note": "Hüfte ↓"}


def _wait_for_events(path: Path, count: int) -> Record:
    """Wait until `count` events can be read from the disk."""
    tick = threading.Event()
    for _ in range(int(WAIT_S / 0.02)):
        if path.exists() and len((found := read_record(path)).events) >= count:
            return found
        tick.wait(0.02)
    raise AssertionError(f"{count} events never reached the disk")


def _written(path, events):
    problems = Problems()
    writer = RecordWriter(path, HEADER, on_problem=problems)
    for event in events:
        writer.append(event)
    assert writer.close(WAIT_S)
    assert problems.told == []
    return path


def test_what_was_written_is_read_back_in_order(tmp_path):
    # WHEN a run is recorded and closed, in a folder that is not there yet
    found = read_record(_written(tmp_path / "new" / "r.jsonl", [_step(n) for n in range(500)]))
    # THEN header and events come back as given, and the record is whole
    assert found.header["event"] == "header"
    assert found.header["format"] == "gaitcoach-record"
    assert found.header["version"] == 1
    assert found.header["source"] == "démo ✓"
    assert list(found.events) == [_step(n) for n in range(500)]
    assert not found.cut


def test_every_line_is_json_and_the_header_is_first(tmp_path):
    lines = _written(tmp_path / "r.jsonl", [_step(1)]).read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["event"] for line in lines] == ["header", "step", "end"]


def test_a_record_cut_at_any_byte_is_read_up_to_the_cut(tmp_path):
    # GIVEN a real record with characters of two and three bytes
    events = [_step(n) for n in range(4)]
    data = _written(tmp_path / "whole.jsonl", events).read_bytes()
    ends = [n for n, byte in enumerate(data) if byte == ord("\n")]
    cut_file = tmp_path / "cut.jsonl"
    for length in range(len(data)):
        # WHEN only its first bytes are there
        cut_file.write_bytes(data[:length])
        found = read_record(cut_file)
        # THEN every complete line is read (the newline itself may be missing), and the cut is seen
        complete = sum(1 for end in ends if length >= end)
        assert list(found.events) == events[: max(0, complete - 1)], length
        assert bool(found.header) == (complete > 0), length
        assert found.cut, length


def test_events_reach_the_disk_while_the_run_goes_on(tmp_path):
    writer = RecordWriter(tmp_path / "r.jsonl", HEADER, on_problem=Problems())
    writer.append(_step(1))
    # THEN the step is readable although nobody closed the record
    assert _wait_for_events(writer.path, 1).cut
    assert writer.close(WAIT_S)


def test_values_json_lacks_become_null_or_text(tmp_path):
    event = {
        "event": "summary",
        "nan": math.nan,
        "inf": [np.float32("inf")],
        "numpy": np.float64(1.5),
        "array": np.array([1, 2]),
        "side": Side.LEFT,
        "quality": {Quality.OK: 1},
        "stats": SideStats(n=3, ci95_deg=(1.0, math.nan)),
        "path": Path("a"),
        "bad_name": "\udcff",
    }
    (found,) = read_record(_written(tmp_path / "r.jsonl", [event])).events
    assert found["nan"] is None
    assert found["inf"] == [None]
    assert found["numpy"] == 1.5
    assert found["array"] == [1, 2]
    assert found["side"] == "left"
    assert found["quality"] == {"ok": 1}
    assert found["stats"]["n"] == 3
    assert found["stats"]["ci95_deg"] == [1.0, None]
    assert found["path"] == "a"
    assert found["bad_name"] == "\udcff"


def test_an_older_record_is_never_overwritten(tmp_path):
    path = _written(tmp_path / "r.jsonl", [_step(1)])
    with pytest.raises(StorageError, match="exists already"):
        RecordWriter(path, HEADER, on_problem=Problems())
    assert len(read_record(path).events) == 1


@pytest.mark.parametrize(
    "content", [b"hello\n", b'{"event":"step"}\n', b"\x00" * 64, b"[1]\n", b"\n"]
)
def test_a_file_that_is_no_record_is_refused(tmp_path, content):
    path = tmp_path / "other.jsonl"
    path.write_bytes(content)
    if content == b"\n":
        assert read_record(path).cut
        return
    with pytest.raises(StorageError, match="not a record") as caught:
        read_record(path)
    assert caught.value.todo


def test_a_newer_record_and_a_missing_one_say_what_to_do(tmp_path):
    path = tmp_path / "newer.jsonl"
    path.write_bytes(b'{"event":"header","format":"gaitcoach-record","version":2}\n')
    with pytest.raises(StorageError, match="Update"):
        read_record(path)
    with pytest.raises(StorageError, match="cannot be read"):
        read_record(tmp_path / "none.jsonl")


def test_a_damaged_line_in_the_middle_costs_only_itself(tmp_path):
    path = _written(tmp_path / "r.jsonl", [_step(n) for n in range(3)])
    lines = path.read_bytes().splitlines(keepends=True)
    lines[2] = b"\x00" * 20 + b"\n"
    path.write_bytes(b"".join(lines))
    found = read_record(path)
    assert [event["n"] for event in found.events] == [0, 2]
    assert found.cut


def test_a_removed_folder_is_told_once_and_nothing_is_lost(tmp_path):
    # GIVEN a run with a step on disk
    problems = Problems()
    writer = RecordWriter(tmp_path / "runs" / "r.jsonl", HEADER, on_problem=problems)
    writer.append(_step(0))
    _wait_for_events(writer.path, 1)
    # WHEN somebody removes the folder and the run goes on
    shutil.rmtree(tmp_path / "runs")
    writer.append(_step(1))
    assert problems.arrived.wait(WAIT_S)
    # THEN it is told once, and old and new steps are on disk again
    found = _wait_for_events(writer.path, 2)
    assert [event["n"] for event in found.events] == [0, 1]
    assert writer.close(WAIT_S)
    assert writer.problem is None
    assert len(problems.told) == 1
    assert "removed" in problems.told[0]


def test_a_full_disk_is_told_once_and_nothing_is_lost(small_disk):
    # GIVEN a disk with room for a few steps only
    filler = small_disk / "filler"
    problems = Problems()
    writer = RecordWriter(small_disk / "r.jsonl", HEADER, on_problem=problems)
    writer.append(_step(0))
    _wait_for_events(writer.path, 1)
    _fill(filler)
    # WHEN the run goes on
    steps = [_step(n) | {"pad": "x" * 100} for n in range(1, 200)]
    for step in steps:
        writer.append(step)
    assert problems.arrived.wait(WAIT_S)
    assert "full" in problems.told[0]
    assert "free some space" in problems.told[0]
    assert writer.problem == problems.told[0]
    # THEN what is on disk can be read, and after space returns all of it is there
    read_record(writer.path)
    filler.unlink()
    _wait_for_events(writer.path, 200)
    assert writer.problem is None
    assert writer.close(WAIT_S)
    assert [event["n"] for event in read_record(writer.path).events] == list(range(200))
    assert len(problems.told) == 1


def test_a_disk_that_stays_full_loses_nothing_at_the_end(small_disk, data_folder):
    # GIVEN a run whose disk fills up after the first step
    problems = Problems()
    writer = RecordWriter(small_disk / "r.jsonl", HEADER, on_problem=problems)
    writer.append(_step(0))
    _wait_for_events(writer.path, 1)
    _fill(small_disk / "filler")
    steps = [_step(n) | {"pad": "x" * 100} for n in range(1, 100)]
    for step in steps:
        writer.append(step)
    # WHEN it ends and the disk is still full
    assert writer.close(WAIT_S) is False
    assert len(problems.told) == 1
    # THEN the whole record is in the data folder
    assert writer.rescued.parent.parent == data_folder
    found = read_record(writer.rescued)
    assert list(found.events) == [_step(0), *steps]
    assert not found.cut


def _fill(path):
    with path.open("wb", buffering=0) as filler:
        try:
            while True:
                filler.write(b"x" * 4096)
        except OSError:
            return


def test_a_read_only_folder_is_told_and_the_run_goes_on(read_only_folder):
    problems = Problems()
    writer = RecordWriter(read_only_folder / "r.jsonl", HEADER, on_problem=problems)
    writer.append(_step(0))
    assert problems.arrived.wait(WAIT_S)
    assert "Nothing may be written" in problems.told[0]
    assert writer.close(WAIT_S) is False
    assert len(problems.told) == 1
    assert list(read_record(writer.rescued).events) == [_step(0)]


def test_a_hanging_disk_never_holds_the_caller(tmp_path, monkeypatch):
    # GIVEN a disk that never answers, and a queue that is soon full
    release = threading.Event()
    inside = threading.Event()

    def hang(_fd):
        inside.set()
        release.wait(WAIT_S)

    monkeypatch.setattr(record_module, "QUEUE_EVENTS", 3)
    monkeypatch.setattr("gaitcoach.storage.safe_file.os.fsync", hang)
    problems = Problems()
    writer = RecordWriter(tmp_path / "r.jsonl", HEADER, on_problem=problems)
    assert inside.wait(WAIT_S)
    # WHEN more steps come than it holds
    for number in range(5):
        writer.append(_step(number))
    # THEN they are counted and told, and closing gives up at its deadline
    assert writer.lost == 2
    assert len(problems.told) == 1
    assert writer.close(0.05) is False
    # AND when the disk answers again, all that waited is written to the end
    release.set()
    assert writer.close(WAIT_S) is False
    found = read_record(writer.path)
    assert [event["n"] for event in found.events] == [0, 1, 2]
    assert not found.cut


def test_memory_is_bounded_while_the_disk_refuses(tmp_path, monkeypatch):
    monkeypatch.setattr(record_module, "MEMORY_LIMIT_BYTES", 1000)
    (tmp_path / "runs").write_text("a file in the place of the folder")
    problems = Problems()
    writer = RecordWriter(tmp_path / "runs" / "r.jsonl", HEADER, on_problem=problems)
    for number in range(100):
        writer.append(_step(number))
    assert writer.close(WAIT_S) is False
    assert 80 < writer.lost < 100


def test_where_nothing_can_be_written_at_all_the_end_still_comes(tmp_path, monkeypatch):
    blocker = tmp_path / "file"
    blocker.write_text("a file in the place of every folder")
    monkeypatch.setenv("XDG_DATA_HOME", str(blocker))
    monkeypatch.setenv("HOME", str(blocker))
    monkeypatch.setattr(record_module.tempfile, "tempdir", str(blocker))
    writer = RecordWriter(blocker / "runs" / "r.jsonl", HEADER, on_problem=Problems())
    assert writer.close(WAIT_S) is False
    assert writer.rescued is None


def test_a_listener_that_fails_does_not_stop_the_record(tmp_path):
    def fail(_sentence):
        raise RuntimeError("boom")

    blocker = tmp_path / "runs"
    blocker.write_text("a file in the place of the folder")
    writer = RecordWriter(blocker / "r.jsonl", HEADER, on_problem=fail)
    writer.append(_step(0))
    blocker.unlink()
    assert writer.close(WAIT_S)
    assert len(read_record(writer.path).events) == 1


def test_events_after_the_end_are_counted_not_raised(tmp_path):
    writer = RecordWriter(tmp_path / "r.jsonl", HEADER, on_problem=Problems())
    assert writer.close(WAIT_S)
    writer.append(_step(0))
    assert writer.lost == 1
    assert writer.close(WAIT_S) is False
