"""A store in trouble: full, read-only and vanished disks, damage, files cut at any byte."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa
from kept_runs import WAIT_S, frame, head, keep_run, step_events, summary

from gaitcoach.errors import StorageError
from gaitcoach.storage.store import engine as engine_module
from gaitcoach.storage.store.drills import drills_of
from gaitcoach.storage.store.people import add_person
from gaitcoach.storage.store.runs import list_runs, load_run
from gaitcoach.storage.store.signal_files import read_signals, signals_path, to_parquet
from gaitcoach.storage.store.signals import END_OF_STREAM, SignalStream
from gaitcoach.storage.store.store import Store
from gaitcoach.storage.store.unfinished import find_unfinished, keep_unfinished, tidy_streams
from gaitcoach.storage.store.values import RunState
from gaitcoach.storage.store.writer import StoreWriter


class Problems:
    """Collects what the writer tells and lets a test wait for it."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.arrived = threading.Event()

    def __call__(self, sentence: str) -> None:
        self.told.append(sentence)
        self.arrived.set()


def _wait_until(true) -> None:
    tick = threading.Event()
    for _ in range(int(WAIT_S / 0.02)):
        if true():
            return
        tick.wait(0.02)
    raise AssertionError("it never came true")


# -- signals ------------------------------------------------------------------------------------


def _stream(n_batches: int = 4, rows: int = 5) -> list[bytes]:
    made = SignalStream((640, 480))
    header = made.header()
    seconds = [
        made.batch([frame(second * rows + i) for i in range(rows)]) for second in range(n_batches)
    ]
    return [header, *seconds, END_OF_STREAM]


def test_a_stream_cut_at_any_byte_is_read_up_to_the_last_whole_second(tmp_path: Path):
    """Mutant: one cut batch spoils the whole file, or a part of a batch is taken for a whole."""
    parts = _stream(2, 1)
    data, path = b"".join(parts), tmp_path / "s.arrow"
    ends = np.cumsum([len(part) for part in parts])
    for size in range(len(data) + 1):
        path.write_bytes(data[:size])
        found = read_signals(path)
        whole = int(np.sum(ends[1:-1] <= size))
        assert found.frame.tolist() == list(range(whole)), f"cut at {size}"
        assert found.cut == (size < len(data)), f"cut at {size}"


def test_a_damaged_stream_gives_what_lies_before_the_damage(tmp_path: Path):
    path = tmp_path / "s.arrow"
    parts = _stream()
    data = bytearray(b"".join(parts))
    begin = len(parts[0]) + len(parts[1]) + len(parts[2])
    data[begin : begin + 400] = bytes(400)
    path.write_bytes(data)
    found = read_signals(path)
    assert found.cut
    assert found.frame.tolist() == list(range(10))


def test_a_damaged_parquet_file_is_told_and_not_believed(tmp_path: Path):
    """Mutant: page checksums not written or not looked at."""
    path = tmp_path / "s.arrow"
    path.write_bytes(b"".join(_stream(20, 30)))
    made = to_parquet(path)
    data = bytearray(made.read_bytes())
    data[len(data) // 3] ^= 0x10
    made.write_bytes(data)
    with pytest.raises(StorageError, match="cannot be read"):
        read_signals(made)


def test_parquet_holds_what_the_stream_held(tmp_path: Path):
    path = tmp_path / "s.arrow"
    path.write_bytes(b"".join(_stream()))
    before = read_signals(path)
    after = read_signals(to_parquet(path))
    assert not path.exists()
    for name in ("t_s", "frame", "obliquity_deg", "xy_px", "visibility", "stance", "quality"):
        np.testing.assert_array_equal(getattr(after, name), getattr(before, name))
    assert after.size_px == before.size_px


@pytest.mark.parametrize("size_px", [(640, 480), (3840, 2160), (7680, 4320)])
def test_landmarks_of_large_pictures_and_those_beyond_the_edge_are_kept(tmp_path, size_px):
    """Mutant: an int16 that wraps around."""
    xy_px = np.full((33, 2), np.nan)
    xy_px[0] = (-0.2 * size_px[0], 1.2 * size_px[1])
    xy_px[1] = (1.2 * size_px[0], 0.0)
    stream = SignalStream(size_px)
    path = tmp_path / "s.arrow"
    path.write_bytes(stream.header() + stream.batch([frame(0, size_px=size_px, xy_px=xy_px)]))
    found = read_signals(path).xy_px[0]
    np.testing.assert_allclose(found[:2], xy_px[:2], atol=size_px[0] / 640 / 16)
    assert np.isnan(found[2:]).all()


def test_a_person_who_is_not_in_view_is_missing_and_not_at_zero(tmp_path: Path):
    stream = SignalStream((640, 480))
    nobody = frame(0, xy_px=None, visibility=None, obliquity_deg=None, sigma_deg=None)
    path = tmp_path / "s.arrow"
    path.write_bytes(stream.header() + stream.batch([nobody]))
    found = read_signals(path)
    assert np.isnan(found.xy_px).all()
    assert np.isnan(found.obliquity_deg).all()


# -- the database -------------------------------------------------------------------------------


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
    _wait_until(lambda: Path(f"{place}-wal").exists() and _n_steps(place) == 100)
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


def _n_steps(place: Path) -> int:
    try:
        with sqlite3.connect(f"file:{place}?mode=ro", uri=True) as connection:
            return connection.execute("SELECT count(*) FROM step").fetchone()[0]
    except sqlite3.Error:
        return -1


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


# -- the writer ---------------------------------------------------------------------------------


def test_a_full_disk_is_told_and_nothing_is_lost_once_there_is_room(small_disk: Path):
    """Mutant: events of a failed commit are dropped, or numbered twice."""
    place = small_disk / "store.sqlite"
    Store(place).close()
    filler = small_disk / "filler"
    problems = Problems()
    writer = StoreWriter(place, None, head(), on_problem=problems)
    writer.append(step_events(1)[0])
    _wait_until(lambda: _n_steps(place) == 1)
    _fill(filler)
    events = step_events(4000)
    for event in events[1:]:
        writer.append(event)
    for index in range(600):
        writer.push(frame(index))
    assert problems.arrived.wait(WAIT_S)
    assert "full" in problems.told[0] or "space" in problems.told[0]
    filler.unlink()
    assert writer.close(None, WAIT_S)
    store = Store(place)
    (row,) = list_runs(store)
    assert len(load_run(store, row.id).steps) == 4000
    with store.reading() as connection:
        last = connection.execute(sa.text("SELECT max(n) FROM step")).scalar()
    assert last == 3999
    store.close()


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            file.flush()


def test_a_disk_that_stays_full_leaves_a_store_that_opens_clean(small_disk: Path):
    place = small_disk / "store.sqlite"
    problems = Problems()
    writer = StoreWriter(place, None, head(), on_problem=problems)
    for event in step_events(30):
        writer.append(event)
    _wait_until(lambda: _n_steps(place) == 30)
    _fill(small_disk / "filler")
    for event in step_events(9000)[30:]:
        writer.append(event)
    assert problems.arrived.wait(WAIT_S)
    assert not writer.close(None, 0.5)
    assert writer.wait(WAIT_S)
    (small_disk / "filler").unlink()
    store = Store(place)
    (found,) = find_unfinished(store)
    assert found.n_steps >= 30
    keep_unfinished(store, found)
    assert list_runs(store)[0].state is RunState.KEPT
    store.close()


def test_a_folder_that_vanishes_is_told(tmp_path: Path):
    """The disk was unplugged. Mutant: rows go into a file that has no name any more."""
    folder = tmp_path / "disk"
    problems = Problems()
    writer = StoreWriter(folder / "store.sqlite", None, head(), on_problem=problems)
    writer.append(step_events(1)[0])
    writer.push(frame(0))
    _wait_until(lambda: _n_steps(folder / "store.sqlite") == 1)
    shutil.rmtree(folder)
    for index in range(1, 60):
        writer.push(frame(index))
    assert problems.arrived.wait(WAIT_S)
    writer.close(None, 0.2)
    assert writer.wait(WAIT_S)


def test_an_address_that_never_answers_is_told_and_the_run_ends_in_time(tmp_path: Path):
    problems = Problems()
    place = "postgresql://a:geheim@127.0.0.1:1/x"
    writer = StoreWriter(place, tmp_path, head(), on_problem=problems)
    writer.append(step_events(1)[0])
    assert problems.arrived.wait(WAIT_S)
    assert "geheim" not in problems.told[0]
    assert not writer.close(None, WAIT_S)


def test_a_run_that_is_being_written_is_not_taken_for_a_dead_one(tmp_path: Path):
    """Mutant: unfinished is told by the state alone."""
    place = tmp_path / "store.sqlite"
    writer = StoreWriter(place, None, head(), on_problem=print)
    writer.append(step_events(1)[0])
    writer.push(frame(0))
    _wait_until(lambda: _n_steps(place) == 1)
    store = Store(place)
    assert find_unfinished(store) == ()
    assert tidy_streams(store) == 0
    assert writer.close(None, WAIT_S)
    assert writer.wait(WAIT_S)
    store.close()


def test_only_the_computer_that_measured_looks_for_its_unfinished_runs(tmp_path: Path):
    place = tmp_path / "store.sqlite"
    made = head(machine="another")
    writer = StoreWriter(place, None, made, on_problem=print)
    writer.append(step_events(1)[0])
    _wait_until(lambda: _n_steps(place) == 1)
    writer._queue.put(object())  # what nobody expects: the writer's thread fails
    assert writer.wait(WAIT_S)
    store = Store(place)
    assert find_unfinished(store) == ()
    (found,) = find_unfinished(store, "another")
    assert (found.runner, found.n_steps) == ("Ida", 1)
    store.close()


# -- migrations ---------------------------------------------------------------------------------


def test_the_tables_are_what_the_migrations_make(tmp_path: Path):
    """Mutant: a column in schema.py without a migration."""
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    from gaitcoach.storage.store.schema import metadata

    store = Store(tmp_path / "store.sqlite")
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    store.close()


def test_the_versions_are_those_of_the_scripts():
    """They are told from the files' names. Mutant: a script whose name is not its version."""
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(engine_module._config()).walk_revisions()
    assert engine_module.revisions() == tuple(script.revision for script in scripts)


def test_an_ordinary_opening_loads_no_alembic(tmp_path: Path):
    """It holds the window for 70 ms. Mutant: the version is asked of Alembic."""
    Store(tmp_path / "store.sqlite").close()
    program = (
        "import sys; from gaitcoach.storage.store.store import Store;"
        "Store(sys.argv[1]).close(); sys.exit('alembic' in sys.modules)"
    )
    command = [sys.executable, "-c", program, tmp_path / "store.sqlite"]
    assert subprocess.run(command, check=False).returncode == 0


def test_every_version_can_be_gone_back_to_and_forth(tmp_path: Path):
    from alembic import command

    made = engine_module.sqlite_engine(tmp_path / "store.sqlite")
    config = engine_module._config()
    with made.connect() as connection:
        config.attributes["connection"] = connection
        for revision in reversed(engine_module.revisions()):
            command.upgrade(config, revision)
        for revision in (*engine_module.revisions()[1:], "base"):
            command.downgrade(config, revision)
        command.upgrade(config, "head")
        assert engine_module.check_not_newer(connection) == engine_module.latest_revision()
    made.dispose()


def test_people_and_runs_live_through_every_migration(tmp_path: Path):
    """A store of each version, with what was in it then, is opened by today's program."""
    folder = Path(__file__).parents[2] / "data" / "stores"
    dumps = sorted(folder.glob("*.sql"))
    assert [path.stem for path in dumps] == sorted(engine_module.revisions())
    for dump in dumps:
        place = tmp_path / dump.stem / "store.sqlite"
        place.parent.mkdir()
        with sqlite3.connect(place) as connection:
            connection.executescript(dump.read_text(encoding="utf-8"))
        connection.close()
        store = Store(place)
        (row,) = list_runs(store)
        data = load_run(store, row.id)
        assert (row.runner, len(data.steps), len(data.cues)) == ("Ida", 24, 1)
        assert row.left.mean_deg == pytest.approx(6.0, abs=0.2)
        assert data.markers == ((13.0, "tired"),)
        kept = [(drill.drill, drill.load) for drill in drills_of(store, "Ida")]
        since = [("hip_abduction", "band"), ("mirror_stance", "none")]
        assert kept == (since if dump.stem >= "0003" else [])
        noted = [(drill.held_on, drill.notes) for drill in drills_of(store, "Ida")]
        blank = [(False, "")] * len(kept)
        written = [(True, "back of a chair"), (False, "")]
        assert noted == (written if dump.stem >= "0004" else blank)
        add_person(store, "Max")
        store.close()


def test_signals_path_of_a_run_without_signals_is_none(tmp_path: Path):
    assert signals_path(tmp_path / "none", "x") is None
