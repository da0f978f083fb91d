"""A store on a disk that cannot be written is really read: lists, report, exports, a backup."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from kept_runs import keep_run, step_events, summary
from made_history import make_history

from gaitcoach import cli
from gaitcoach.errors import StorageError
from gaitcoach.library import Library
from gaitcoach.storage.store.people import people
from gaitcoach.storage.store.putright import annotate
from gaitcoach.storage.store.runs import list_runs, load_run
from gaitcoach.storage.store.store import Store
from gaitcoach.storage.store.values import RunFilter

OLD = Path(__file__).parents[2] / "data" / "stores" / "0001.sql"
WAIT_S = 30.0


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A folder with a store of three runs, one of them with signals."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    place = folder / "store.sqlite"
    store = Store(place)
    make_history(store, "Ida", 2, 2.0)
    store.close()
    keep_run((place, None), [*step_events(40), summary()], frames=40)
    return folder


def _everything(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def _runs(place: Path) -> list[int]:
    store = Store(place, create=False)
    assert "cannot be written" in store.why_read_only
    try:
        return [len(load_run(store, row.id).steps) for row in list_runs(store)]
    finally:
        store.close()


def test_a_read_only_store_is_read_and_not_changed(shelf: Path, make_read_only):
    """Mutants: opened for writing only; the error does not say that nothing was changed."""
    before = _everything(shelf)
    assert len(_runs(make_read_only(shelf) / "store.sqlite")) == 3
    store = Store(shelf / "store.sqlite")
    with pytest.raises(StorageError, match="nothing was changed") as caught:
        annotate(store, 1, notes="x")
    assert caught.value.todo
    store.close()
    assert _everything(shelf) == before


def test_what_a_killed_program_left_in_the_log_is_read_too(shelf: Path, tmp_path, make_read_only):
    """Mutant: opened as `immutable` first, which does not look into the log."""
    store = Store(shelf / "store.sqlite")
    make_history(store, "Max", 1, 1.0)
    left = tmp_path / "left"
    shutil.copytree(shelf, left)
    store.close()
    assert (left / "store.sqlite-wal").stat().st_size > 0
    assert len(_runs(make_read_only(left) / "store.sqlite")) == 4


def test_a_read_only_store_of_an_older_version_is_read_from_a_copy(tmp_path, make_read_only):
    """Mutant: asked for columns that it does not have."""
    folder = tmp_path / "old"
    folder.mkdir()
    with sqlite3.connect(folder / "store.sqlite") as connection:
        connection.executescript(OLD.read_text("utf-8"))
    connection.close()
    make_read_only(folder)
    store = Store(folder / "store.sqlite")
    copy = Path(store._copy.name)
    assert [who.name for who in people(store)]
    assert list_runs(store)
    store.close()
    assert not copy.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("runs",),
        ("report", "last", "--out", "r.html"),
        ("export", "1", "2", "--format", "csv", "--out", "out"),
        ("export", "Ida:first", "--format", "json"),
        ("export", "3", "--format", "frames"),
        ("backup", "b.zip"),
    ],
    ids=" ".join,
)
def test_the_commands_work_and_say_once_why_nothing_is_kept(
    shelf: Path, tmp_path, make_read_only, monkeypatch, capsys, words
):
    """Mutants: refused as a whole; said by every room once more."""
    make_read_only(shelf)
    monkeypatch.chdir(tmp_path)
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    code = cli.run([*words, "--store", str(shelf / "store.sqlite")])
    out, err = capsys.readouterr()
    assert code == 0, err
    assert out
    assert err.count("cannot be written") == 1


def test_the_library_reads_it_and_tells_why(shelf: Path, tmp_path, make_read_only):
    """Mutant: the start tries to tidy, fails, and nothing is shown."""
    make_read_only(shelf)
    library = Library(
        str(shelf / "store.sqlite"), shelf, tmp_path / "runs", tmp_path / "clinic.toml"
    )
    try:
        found, rows = library.tidy(), library.runs(RunFilter())
        path = library.report(1, tmp_path / "r.html")
        for answer in (found, rows, path):
            assert answer.wait(WAIT_S)
            assert answer.error is None
        assert "cannot be written" in found.value.why_read_only
        assert len(rows.value) == 3
        assert path.value.exists()
    finally:
        library.close(WAIT_S)
