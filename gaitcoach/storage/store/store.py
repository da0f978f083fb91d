"""A store that is open: the database and the folder of signals beside it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from gaitcoach.errors import StorageError
from gaitcoach.language import tr
from gaitcoach.privacy import hide_credentials
from gaitcoach.storage.store.engine import SQLITE, first_line, open_engine, url_of
from gaitcoach.storage.store.frame import PICTURES, SIGNALS


class Store:
    """One store. Connections may be asked for from any thread.

    Parameters
    ----------
    place : a file name, or the address of a PostgreSQL database
    files : folder for what is no table; None = beside the database file
    create : make the store when it is not there

    Raises
    ------
    StorageError
        It cannot be opened; see `engine.open_engine`.
    """

    def __init__(
        self, place: str | Path, files: Path | None = None, *, create: bool = True
    ) -> None:
        url = url_of(place)
        self._shown = hide_credentials(str(place))
        self.is_sqlite = url.get_backend_name() == SQLITE
        if files is None:
            if not self.is_sqlite:
                raise StorageError("A database needs a folder for its files.", "Give one.")
            files = Path(str(url.database)).parent
        self.files = files
        self.signals, self.pictures = files / SIGNALS, files / PICTURES
        opened = open_engine(url, create=create)
        self.engine, self.why_read_only = opened.engine, opened.why_read_only
        self._copy = opened.copy
        self._path = Path(str(url.database)) if self.is_sqlite else None
        self._made = None if self._path is None else self._path.stat()

    def check_in_place(self) -> None:
        """Raise `StorageError` when the database file was removed: it would still take rows."""
        if self._path is None or self._made is None:
            return
        try:
            in_place = os.path.samestat(self._path.stat(), self._made)
        except OSError:
            in_place = False
        if not in_place:
            raise StorageError(
                tr("The store {path} was removed.", path=self._shown),
                tr("Leave its folder and disk in place."),
            )

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Give a connection that sees one moment of the store."""
        try:
            with self.engine.connect() as connection:
                yield connection
        except sa.exc.DBAPIError as error:
            raise StorageError(
                tr(
                    "The store {path} cannot be read here ({reason}).",
                    path=self._shown,
                    reason=first_line(error),
                ),
                tr("Restore a backup: gaitcoach backup --restore FILE.zip"),
            ) from error

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Give a connection whose changes are kept together, or not at all.

        Raises
        ------
        StorageError
            The store cannot be written.
        """
        if self.why_read_only:
            # Why was told when it was opened.
            raise StorageError(
                tr("The store {path} can only be read: nothing was changed.", path=self._shown),
                tr("Allow writing there, or give another one."),
            )
        try:
            with self.engine.execution_options(writes=True).begin() as connection:
                yield connection
        except sa.exc.IntegrityError:
            raise
        except sa.exc.DBAPIError as error:
            raise StorageError(
                tr(
                    "The store {path} cannot be written ({reason}).",
                    path=self._shown,
                    reason=first_line(error),
                ),
                tr("Free some space, or end the program that holds it."),
            ) from error

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()
        if self._copy is not None:
            self._copy.cleanup()


def insert_new(connection: sa.Connection, table: sa.Table, rows: list[dict]) -> None:
    """Insert rows; those that are there already stay, so that a try may be repeated."""
    if not rows:
        return
    kind = sqlite if connection.dialect.name == SQLITE else postgresql
    connection.execute(kind.insert(table).on_conflict_do_nothing(), rows)
