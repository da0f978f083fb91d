"""Deleting: of a run or a person nothing is left, neither in the database nor beside it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from pathlib import Path

import sqlalchemy as sa

from gaitcoach.errors import StorageError
from gaitcoach.language import tr
from gaitcoach.storage.store.schema import metadata, person, run
from gaitcoach.storage.store.signal_files import files_of
from gaitcoach.storage.store.store import Store

_log = logging.getLogger(__name__)


def delete_runs(store: Store, run_ids: Sequence[int], records: Sequence[Path]) -> None:
    """Delete runs with everything that belongs to them.

    Parameters
    ----------
    records : folders where their plain records may lie

    Raises
    ------
    StorageError
        A file could not be deleted; it is named. The database forgot the runs by then.
    """
    with store.writing() as connection:
        files = _files(store, connection, run.c.id.in_(run_ids), records)
        connection.execute(run.delete().where(run.c.id.in_(run_ids)))
    _wipe(store)
    _unlink(files)


def delete_person(store: Store, person_id: int, records: Sequence[Path]) -> None:
    """Delete a person and all their runs; see `delete_runs`."""
    with store.writing() as connection:
        files = _files(store, connection, run.c.person_id == person_id, records)
        connection.execute(person.delete().where(person.c.id == person_id))
    _wipe(store)
    _unlink(files)


def _files(
    store: Store, connection: sa.Connection, which: sa.ColumnElement, records: Sequence[Path]
) -> list[Path]:
    found: list[Path] = []
    for uid, record in connection.execute(sa.select(run.c.uid, run.c.record).where(which)):
        found += files_of(store.signals, uid)
        found += files_of(store.pictures, uid)
        if record is not None:
            found += [folder / record for folder in records]
    return [path for path in found if path.exists()]


def _wipe(store: Store) -> None:
    """Let no page keep what was deleted. A full disk may refuse: it is logged, and tried later."""
    try:
        if store.is_sqlite:
            _statement(store, "VACUUM")
            _statement(store, "PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            for table in metadata.sorted_tables:
                _statement(store, f'VACUUM (FULL) "{table.name}"')
    except sa.exc.DBAPIError as error:
        _log.warning("deleted rows may still lie in unused pages: %s", error)


def _statement(store: Store, text: str) -> None:
    """Run what must stand outside of a transaction."""
    raw = store.engine.raw_connection()
    try:
        driver = raw.driver_connection
        if store.is_sqlite:
            driver.execute(text).fetchall()
            return
        driver.rollback()
        driver.autocommit = True
        try:
            driver.execute(text)
        finally:
            driver.autocommit = False
    finally:
        raw.close()


def _unlink(files: Iterable[Path]) -> None:
    refused = []
    for path in files:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            refused.append(f"{path} ({error.strerror})")
    if refused:
        raise StorageError(
            tr("These files could not be deleted: {files}.", files=", ".join(refused)),
            tr("Delete them by hand."),
        )
