"""A store that cannot be written: what is in it is read all the same, and nothing is changed."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from gaitcoach.errors import StorageError
from gaitcoach.language import tr
from gaitcoach.storage.store.engine import (
    Opened,
    bring_up_to_date,
    check_not_newer,
    first_line,
    latest_revision,
    sqlite_engine,
)

_UNREADABLE = ("malformed", "not a database", "disk image", "corrupt")


def open_for_reading(path: Path, error: Exception) -> Opened:
    """Open a store that cannot be written; what is still readable can be read.

    error : why it cannot be written

    Raises
    ------
    StorageError
        It is not there, cannot be read either, or was made by a newer gaitcoach.
    """
    reason = first_line(error)
    todo = tr("Runs are still recorded as text; nothing is added to the history.")
    if not path.exists():
        raise StorageError(
            tr("The store {path} cannot be made ({reason}).", path=path, reason=reason),
            tr("Free space or allow writing there."),
        ) from error
    damaged = any(word in reason for word in _UNREADABLE)
    engine, copy = _up_to_date(path, *_reading_engine(path))
    if damaged:
        what = tr(
            "The store {path} is damaged ({reason}): what can be read is shown.",
            path=path,
            reason=reason,
        )
        todo = tr("Restore a backup: gaitcoach backup --restore FILE.zip")
        return Opened(engine, f"{what} {todo}", copy)
    what = tr("The store {path} cannot be written ({reason}).", path=path, reason=reason)
    return Opened(engine, f"{what} {todo}", copy)


def _reading_engine(path: Path) -> tuple[Engine, str | None]:
    """Return an engine that only reads, and the version of its tables.

    It tries harder when the first way does not work.
    """
    trouble: Exception | None = None
    # `immutable` reads where not even the files of the write-ahead log can be made; it does not
    # see what is still in that log, so it comes last.
    for mode in ("mode=ro", "mode=ro&immutable=1"):
        engine = sqlite_engine(path, mode)
        try:
            with engine.connect() as connection:
                connection.execute(sa.text("SELECT count(*) FROM run")).scalar()
                found = check_not_newer(connection)
        except sa.exc.DatabaseError as error:
            engine.dispose()
            trouble = error
        else:
            return engine, found
    raise StorageError(
        tr(
            "The store {path} is damaged and cannot be read ({reason}).",
            path=path,
            reason=first_line(trouble),
        ),
        tr("Move it away and restore a backup: gaitcoach backup --restore FILE.zip"),
    ) from trouble


def _up_to_date(
    path: Path, engine: Engine, found: str | None
) -> tuple[Engine, TemporaryDirectory | None]:
    """Return what can be asked as this program asks: tables of an older version from a copy."""
    if found == latest_revision():
        return engine, None
    folder = TemporaryDirectory(prefix="gaitcoach_", ignore_cleanup_errors=True)
    copy = Path(folder.name) / path.name
    try:
        with engine.connect() as connection:
            target = sqlite3.connect(copy)
            connection.connection.driver_connection.backup(target)
            target.close()
        renewed = sqlite_engine(copy)
        bring_up_to_date(renewed)
    except (sa.exc.DatabaseError, sqlite3.Error, OSError) as error:
        folder.cleanup()
        raise StorageError(
            tr(
                "The store {path} is of an older version and cannot be copied to be read "
                "({reason}).",
                path=path,
                reason=first_line(error),
            ),
            tr("Allow writing there, or free space for temporary files."),
        ) from error
    finally:
        engine.dispose()
    return renewed, folder
