"""A backup is one zip: the tables as an SQLite file, and every file beside them.

The same zip restores into SQLite and into PostgreSQL, whichever it was made from.
"""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import sqlalchemy as sa

from gaitcoach import __version__
from gaitcoach.errors import StorageError
from gaitcoach.storage.store.engine import bring_up_to_date, latest_revision, sqlite_engine
from gaitcoach.storage.store.frame import PICTURES, SIGNALS
from gaitcoach.storage.store.schema import metadata, run
from gaitcoach.storage.store.store import Store

FORMAT = "gaitcoach-backup"
_HEADER, _TABLES, _RECORDS = "backup.json", "store.sqlite", "runs"
_ROWS_AT_ONCE = 5_000


def back_up(store: Store, target: Path, records: Path) -> int:
    """Write a backup and return how many runs are in it; an older file is never replaced.

    Runs that are just being written are in it as far as they have come.

    Parameters
    ----------
    records : folder of the plain records

    Raises
    ------
    StorageError
        The file is there already, or cannot be written.
    """
    if target.exists():
        raise StorageError(f"{target} is there already.", "Choose another name.")
    part = target.with_name(f".{target.name}.part")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            tables = Path(folder) / _TABLES
            n_runs = _copy_out(store, tables)
            with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr(_HEADER, json.dumps(_header(n_runs), indent=1))
                archive.write(tables, _TABLES)
                for path, name in _files(store, records):
                    archive.write(path, name)
            with part.open("rb") as file:
                os.fsync(file.fileno())
            part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise StorageError(
            f"The backup {target} cannot be written ({error.strerror}).",
            "Free some space or choose another folder.",
        ) from error
    return n_runs


def _header(n_runs: int) -> dict[str, object]:
    return {
        "format": FORMAT,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "gaitcoach": __version__,
        "tables": latest_revision(),
        "runs": n_runs,
    }


def _copy_out(store: Store, tables: Path) -> int:
    if store.is_sqlite:
        _copy_sqlite(store, tables)
        engine = sqlite_engine(tables)
    else:
        engine = sqlite_engine(tables)
        bring_up_to_date(engine)
        with store.reading() as source, engine.begin() as target:
            _copy_rows(source, target)
    with engine.connect() as connection:
        n_runs = connection.execute(sa.select(sa.func.count()).select_from(run)).scalar()
    with engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return int(n_runs or 0)


def _copy_sqlite(store: Store, tables: Path) -> None:
    """Copy the file while others may write: SQLite sees to it that the copy is of one moment."""
    with store.reading() as connection:
        source = connection.connection.driver_connection
        target = sqlite3.connect(tables)
        try:
            source.backup(target)
        finally:
            target.close()


def _copy_rows(source: sa.Connection, target: sa.Connection) -> None:
    for table in metadata.sorted_tables:
        rows = source.execution_options(stream_results=True).execute(sa.select(table)).mappings()
        for some in rows.partitions(_ROWS_AT_ONCE):
            target.execute(table.insert(), [dict(row) for row in some])


def _files(store: Store, records: Path) -> Iterator[tuple[Path, str]]:
    for folder, name in ((store.signals, SIGNALS), (store.pictures, PICTURES), (records, _RECORDS)):
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.is_file() and path.suffix not in (".lock", ".part"):
                yield path, f"{name}/{path.relative_to(folder).as_posix()}"


def restore(store: Store, source: Path, records: Path) -> int:
    """Bring a backup into an empty store and return how many runs came.

    Raises
    ------
    StorageError
        The store holds runs or people already, or the file is no backup or damaged.
    """
    with store.reading() as connection:
        for table in metadata.sorted_tables:
            if connection.execute(sa.select(sa.func.count()).select_from(table)).scalar():
                raise StorageError(
                    "The store is not empty: nothing was restored.",
                    "Restore into a new place with --store, or move the old store away.",
                )
    try:
        with zipfile.ZipFile(source) as archive:
            return _restore(store, archive, records)
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, sa.exc.DatabaseError) as error:
        raise StorageError(
            f"{source} cannot be restored ({error}).", "Give a zip made by: gaitcoach backup"
        ) from error


def _restore(store: Store, archive: zipfile.ZipFile, records: Path) -> int:
    header = json.loads(archive.read(_HEADER))
    if header.get("format") != FORMAT or archive.testzip() is not None:
        raise ValueError("no whole backup of gaitcoach")
    with tempfile.TemporaryDirectory() as folder:
        archive.extract(_TABLES, folder)
        engine = sqlite_engine(Path(folder) / _TABLES)
        try:
            bring_up_to_date(engine)
            with engine.connect() as source, store.writing() as target:
                _copy_rows(source, target)
                _count_on(target)
                n_runs = target.execute(sa.select(sa.func.count()).select_from(run)).scalar()
        finally:
            engine.dispose()
    places = {SIGNALS: store.signals, PICTURES: store.pictures, _RECORDS: records}
    for name in archive.namelist():
        room, *inside = PurePosixPath(name).parts
        if inside and room in places and ".." not in inside:
            target = places[room].joinpath(*inside)
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.exists():
                target.write_bytes(archive.read(name))
    return int(n_runs or 0)


def _count_on(connection: sa.Connection) -> None:
    """Let PostgreSQL number new rows after those that were brought with their numbers."""
    if connection.dialect.name == "sqlite":
        return
    for name in (table.name for table in metadata.sorted_tables if "id" in table.c):
        connection.execute(
            sa.text(
                f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), "
                f"(SELECT coalesce(max(id), 0) + 1 FROM {name}), false)"
            )
        )
