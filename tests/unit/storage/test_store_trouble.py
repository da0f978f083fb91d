"""A store in trouble: damage, files cut at any byte, and places where there can be none."""

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from kept_runs import WAIT_S, count_steps, head, keep_run, step_events, summary
from waiting import until

from gaitcoach.errors import StorageError
from gaitcoach.storage.store.runs import list_runs, load_run
from gaitcoach.storage.store.store import Store
from gaitcoach.storage.store.writer import StoreWriter


def test_a_store_cut_at_any_page_opens_or_says_what_to_do(tmp_path: Path):
    """Never a traceback. Mutant: an exception of the database library comes through."""
    place = tmp_path / "store.sqlite"
    keep_run((place, None), [*step_events(600), summary()], frames=5)
    store = Store(place)
    store.close()
    data = place.read_bytes()
    chance = random.Random(1)
    for _ in range(30):
        place.write_bytes(data[: chance.randrange(len(data))])
        for extra in ("-wal", "-shm"):
            Path(f"{place}{extra}").unlink(missing_ok=True)
        assert _look_through(place) in ("read", "told")


def _look_through(place: Path) -> str:
    """Read everything; anything but an error that says what to do comes through."""
    try:
        store = Store(place)
        for row in list_runs(store):
            load_run(store, row.id)
        store.close()
    except StorageError as error:
        return "told" if error.todo else "told without what to do"
    return "read"


def test_a_log_cut_at_any_byte_loses_its_end_only(tmp_path: Path):
    """The write-ahead log after a power cut. Mutant: journal kept in memory, or not synced."""
    place = tmp_path / "live" / "store.sqlite"
    writer = StoreWriter(place, None, head(), on_problem=print)
    for event in step_events(100):
        writer.append(event)
    until(lambda: Path(f"{place}-wal").exists() and count_steps(place) == 100, WAIT_S)
    names = ("store.sqlite", "store.sqlite-wal")
    whole = {name: (place.parent / name).read_bytes() for name in names}
    writer.close(None, WAIT_S)
    copy = tmp_path / "copy"
    for size in random.Random(2).sample(range(len(whole[names[1]])), 40):
        shutil.rmtree(copy, ignore_errors=True)
        copy.mkdir()
        (copy / names[0]).write_bytes(whole[names[0]])
        (copy / names[1]).write_bytes(whole[names[1]][:size])
        store = Store(copy / names[0])
        with store.reading() as connection:
            assert connection.execute(sa.text("PRAGMA integrity_check")).scalar() == "ok"
        assert store.why_read_only == ""
        store.close()


def test_a_damaged_page_is_said_and_the_rest_can_be_read(tmp_path: Path):
    """Mutant: opened for writing over damage, or not opened at all."""
    place = tmp_path / "store.sqlite"
    keep_run((place, None), [*step_events(20), summary()])
    Store(place).close()
    with sqlite3.connect(place) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        root = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'alembic_version'"
        ).fetchone()[0]
    connection.close()
    data = bytearray(place.read_bytes())
    page = int.from_bytes(data[16:18], "big")
    data[(root - 1) * page : (root - 1) * page + 100] = b"\xab" * 100
    place.write_bytes(data)
    with pytest.raises(StorageError, match="damaged"):
        Store(place)


def test_damage_in_the_midst_of_the_steps_leaves_the_other_runs_readable(tmp_path: Path):
    place = tmp_path / "store.sqlite"
    made = [keep_run((place, None), [*step_events(2000), summary()]) for _ in range(3)]
    Store(place).close()
    with sqlite3.connect(place) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    data = bytearray(place.read_bytes())
    page = int.from_bytes(data[16:18], "big")
    at = data.rindex(b"left") // page
    data[at * page : at * page + 64] = b"\xab" * 64
    place.write_bytes(data)
    store = Store(place)
    rows = list_runs(store)
    assert len(rows) == len(made)
    told = [_steps_or_todo(store, row.id) for row in rows]
    store.close()
    assert sorted(map(str, told)) == ["2000", "2000", "Restore a backup: " + RESTORE]


RESTORE = "gaitcoach backup --restore FILE.zip"


def _steps_or_todo(store: Store, run_id: int) -> int | str:
    try:
        return len(load_run(store, run_id).steps)
    except StorageError as error:
        return error.todo


def test_a_file_that_is_no_database_is_refused(tmp_path: Path):
    place = tmp_path / "store.sqlite"
    place.write_bytes(b"hello" * 1000)
    with pytest.raises(StorageError, match="damaged") as caught:
        Store(place)
    assert caught.value.todo
    assert place.read_bytes() == b"hello" * 1000


def test_a_store_of_a_newer_gaitcoach_is_left_alone(tmp_path: Path):
    place = tmp_path / "store.sqlite"
    Store(place).close()
    with sqlite3.connect(place) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(StorageError, match="newer gaitcoach") as caught:
        Store(place)
    assert caught.value.todo == "Update gaitcoach."


def test_a_store_is_not_made_where_nothing_can_be_written(read_only_folder):
    with pytest.raises(StorageError, match="cannot be made"):
        Store(read_only_folder / "store.sqlite")


@pytest.mark.parametrize(
    "place", ["mysql://a@b/c", "nonsense://", "postgresql://user:geheim@127.0.0.1:1/x"]
)
def test_an_address_that_leads_nowhere_says_what_to_do_and_hides_the_password(place, tmp_path):
    with pytest.raises(StorageError) as caught:
        Store(place, tmp_path)
    assert caught.value.todo
    assert "geheim" not in str(caught.value)


def test_a_store_that_is_not_there_is_not_made_by_looking(tmp_path: Path):
    with pytest.raises(StorageError, match="no store"):
        Store(tmp_path / "none.sqlite", create=False)
    assert list(tmp_path.iterdir()) == []
