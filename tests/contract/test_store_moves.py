"""What leaves a store, and what comes into one: deletion, backup, records from before it."""

from __future__ import annotations

from pathlib import Path

import pytest
from kept_runs import CUE, RARE, head, keep_run, step_events, steps, summary

from gaitcoach.errors import StorageError
from gaitcoach.storage.plain import json_line
from gaitcoach.storage.record import RecordWriter
from gaitcoach.storage.store.backup import back_up, restore
from gaitcoach.storage.store.deleting import delete_person, delete_runs
from gaitcoach.storage.store.importing import import_record, import_records
from gaitcoach.storage.store.people import add_person, change_person, find_person, people
from gaitcoach.storage.store.runs import find_run, list_runs, load_run
from gaitcoach.storage.store.signal_files import read_signals, signals_path
from gaitcoach.storage.store.values import RunFilter, RunState
from gaitcoach.types import Side

RUNS = 6


def _everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_of_a_deleted_person_nothing_is_left(shelf, store):
    """Proved by a search of the files. Mutants: signals, records or pages stay; others go too."""
    # GIVEN two people with runs, records and notes
    secret, other = "Zacharias-Quux-17", "Otherwise-23"
    for name in (secret, other):
        for number in range(RUNS):
            note = {"event": "marker", "t_s": 1.0, "text": f"note of {name} {number}"}
            made = head(name, record=f"{name}_{number}.jsonl")
            _record(shelf.records / f"{name}_{number}.jsonl", made, [note])
            keep_run(shelf.both, [*step_events(10), note, summary()], frames=3, of=made)
    change_person(store, find_person(store, secret).id, notes=f"{secret} has a knee")
    gone = [row.uid for row in list_runs(store, RunFilter(text=secret))]
    assert len(gone) == RUNS
    # WHEN one is deleted
    delete_person(store, find_person(store, secret).id, [shelf.records])
    # THEN no table and no file knows them any more, and the other has everything
    assert [who.name for who in people(store)] == [other]
    assert len(list_runs(store)) == RUNS
    left = _everything(shelf.files)
    assert other.encode() in left
    assert secret.encode() not in left
    assert not any(uid.encode() in left for uid in gone)
    names = " ".join(path.name for path in shelf.files.rglob("*"))
    assert secret not in names
    assert not any(uid in names for uid in gone)
    assert len(list(store.signals.glob("*.parquet"))) == RUNS


def _record(path: Path, made, events) -> Path:
    header = {
        "uid": made.uid, "started": made.started.isoformat(), "source": made.source,
        "settings": dict(made.settings), "versions": dict(made.versions),
    }  # fmt: skip
    writer = RecordWriter(path, header, on_problem=lambda sentence: None)
    for event in events:
        writer.append(event)
    assert writer.close(30.0)
    return path


def test_one_run_is_deleted_alone_and_leaves_nothing(shelf, store):
    """Mutant: its pages are let go of and not emptied."""
    kept = keep_run(shelf.both, [summary()], frames=3)
    note = {"event": "marker", "t_s": 1.0, "text": "Quux-and-nothing-else"}
    gone = keep_run(shelf.both, [*step_events(400), note, summary()], frames=3)
    delete_runs(store, [find_run(store, gone.uid).id], [shelf.records])
    assert [row.uid for row in list_runs(store)] == [kept.uid]
    assert [path.stem for path in store.signals.glob("*.parquet")] == [kept.uid]
    left = _everything(shelf.files)
    assert b"Quux-and-nothing-else" not in left
    assert gone.uid.encode() not in left


def test_a_backup_brings_everything_into_an_empty_store(shelf, store, empty, tmp_path):
    """Mutant: a table, the signals or the records left out; numbers begin anew in PostgreSQL."""
    made = head(record="r.jsonl")
    _record(shelf.records / "r.jsonl", made, step_events(40))
    keep_run(shelf.both, [*step_events(40), *RARE, summary()], frames=40, of=made)
    before = load_run(store, list_runs(store)[0].id)
    assert back_up(store, tmp_path / "b.zip", shelf.records) == 1
    with pytest.raises(StorageError, match="already"):
        back_up(store, tmp_path / "b.zip", shelf.records)
    # WHEN it is restored elsewhere
    assert restore(empty, tmp_path / "b.zip", empty.files / "runs") == 1
    # THEN run, signals and record are there, and the next run gets a number of its own
    assert load_run(empty, before.row.id) == before
    assert len(read_signals(signals_path(empty.signals, made.uid)).t_s) == 40
    assert (empty.files / "runs" / "r.jsonl").read_bytes() == (
        shelf.records / "r.jsonl"
    ).read_bytes()
    add_person(empty, "Max")
    with pytest.raises(StorageError, match="not empty"):
        restore(empty, tmp_path / "b.zip", empty.files / "runs")


@pytest.mark.parametrize("damage", [b"", b"PK no zip", None])
def test_what_is_no_backup_is_refused(store, shelf, empty, tmp_path, damage):
    path = tmp_path / "b.zip"
    if damage is None:
        keep_run(shelf.both, step_events(200))
        back_up(store, path, shelf.records)
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 0xFF
        damage = bytes(data)
    path.write_bytes(damage)
    with pytest.raises(StorageError, match="cannot be restored"):
        restore(empty, path, empty.files / "runs")
    assert list_runs(empty) == ()


def test_records_from_before_the_store_are_found_once(shelf, store):
    """Mutant: imported twice, or a cut record left out."""
    # GIVEN a whole record, a cut one and a file that is none
    old = head()
    _record(shelf.records / "a.jsonl", old, [*step_events(40), CUE, summary()])
    cut = _record(shelf.records / "b.jsonl", head(), step_events(40))
    cut.write_bytes(cut.read_bytes()[:-700])
    (shelf.records / "c.jsonl").write_text('{"a": 1}\n')
    # WHEN they are imported, twice
    assert import_records(store, shelf.records) == 2
    assert import_records(store, shelf.records) == 0
    # THEN both are runs with figures
    whole, kept = sorted(list_runs(store), key=lambda row: row.state)
    assert (whole.state, kept.state) == (RunState.ENDED, RunState.KEPT)
    assert whole.left.mean_deg == pytest.approx(6.0)
    assert kept.left.mean_deg == pytest.approx(6.0)
    assert whole.uid == old.uid
    assert load_run(store, whole.id).cues[0].phrase == "hips_level"
    assert 0 < kept.duration_s < 14


def test_a_record_of_the_first_version_without_uid_is_imported(shelf, store):
    shelf.records.mkdir()
    lines = [
        {"event": "header", "format": "gaitcoach-record", "version": 1, "source": "camera 0",
         "started": "2026-11-20T18:30:00+01:00", "settings": {"runner": "Ida"}},
        *({k: v for k, v in e.items() if k not in ("level_deg", "n_frames")}
          for e in step_events(40)),
        summary(), {"event": "end"},
    ]  # fmt: skip
    path = shelf.records / "old.jsonl"
    path.write_bytes(b"".join(json_line(line) for line in lines))
    number = import_record(store, path)
    row = find_run(store, str(number))
    assert row.started.isoformat() == "2026-11-20T18:30:00+01:00"
    assert (row.runner, row.left.n) == ("Ida", 20)
    assert import_record(store, path) is None


def test_steps_before_a_late_baseline_are_levelled_when_nobody_settled_them(shelf, store):
    """A killed run's first steps. Mutant: the sign of a side wrong, or later steps shifted too."""
    baseline = {"event": "baseline", "t_s": 8.0, "baseline_deg": 1.0, "sigma_deg": 0.2,
                "level_by": "standing"}  # fmt: skip
    late = [e | {"level_deg": 1.0} for e in step_events(60)[30:]]
    record = _record(shelf.records / "r.jsonl", head(), [*step_events(24), baseline, *late])
    data = load_run(store, import_record(store, record))
    first = {one.side: one for one in data.steps[:2]}
    told = {one.side: one for one in steps(2)}
    assert first[Side.LEFT].drop_deg == pytest.approx(told[Side.LEFT].drop_deg - 1.0)
    assert first[Side.RIGHT].drop_deg == pytest.approx(told[Side.RIGHT].drop_deg + 1.0)
    assert data.steps[-1].drop_deg == pytest.approx(steps(60)[-1].drop_deg)
    assert data.row.baseline_sigma_deg == 0.2
