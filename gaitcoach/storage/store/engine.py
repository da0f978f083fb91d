"""Opening a store: SQLite in a file or PostgreSQL by its address, brought up to date."""

from __future__ import annotations

import logging
import sqlite3
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.engine import URL, Engine, make_url

from gaitcoach.errors import StorageError
from gaitcoach.extras import install_line
from gaitcoach.language import tr
from gaitcoach.privacy import hide_credentials

if TYPE_CHECKING:
    from alembic.config import Config

BUSY_S = 5.0
"""So long one program waits for another that is just writing."""
SQLITE, POSTGRES = "sqlite", "postgresql"
WRITABLE = "mode=rwc"
WAL_PAGES = 250
"""The write-ahead log is folded in after 1 MB, so that it does not fill a small disk."""
_PACKAGE = "gaitcoach.storage.store"
_VERSIONS = sa.table("alembic_version", sa.column("version_num"))
logging.getLogger("alembic").setLevel(logging.WARNING)
"""It tells each step of every opening."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An engine that is ready.

    why_read_only : a sentence or two when nothing can be written
    copy : folder of a copy that is read in place of the store; goes with the store's closing
    """

    engine: Engine
    why_read_only: str = ""
    copy: TemporaryDirectory | None = None


def url_of(place: str | Path) -> URL:
    """Return the address of a store given as a path or as an address.

    Raises
    ------
    StorageError
        An address of another kind.
    """
    text = str(place)
    if "://" not in text:
        return URL.create(SQLITE, database=str(Path(text).expanduser().absolute()))
    try:
        url = make_url(text)
    except sa.exc.ArgumentError as error:
        raise StorageError(f"{hide_credentials(text)} is no address of a store.", _KINDS) from error
    kind = url.get_backend_name()
    if kind == SQLITE:
        return url
    if kind != POSTGRES:
        raise StorageError(f"gaitcoach cannot keep runs in {kind}.", _KINDS)
    return url.set(drivername="postgresql+psycopg")


_KINDS = "Give a file name, or an address that begins with postgresql://"


def open_engine(url: URL, *, create: bool = True) -> Opened:
    """Open a store, make or renew its tables, and fall back to reading where writing fails.

    Parameters
    ----------
    create : make a store that is not there yet

    Raises
    ------
    StorageError
        It cannot be opened at all, is not there, or was made by a newer gaitcoach.
    """
    if url.get_backend_name() == SQLITE:
        return _open_sqlite(Path(str(url.database)), create)
    engine = sa.create_engine(url, pool_pre_ping=True)
    try:
        bring_up_to_date(engine)
    except sa.exc.OperationalError as error:
        where = hide_credentials(url.render_as_string(hide_password=True))
        raise StorageError(
            tr(
                "The store {path} does not answer ({reason}).", path=where, reason=first_line(error)
            ),
            tr("Start the database, or check address, name and password."),
        ) from error
    except ImportError as error:
        raise _no_driver() from error
    return Opened(engine)


def _no_driver() -> StorageError:
    return StorageError(
        tr("PostgreSQL needs one more package."),
        tr("Install it, then start again: {command}", command=install_line("postgres")),
    )


def _open_sqlite(path: Path, create: bool) -> Opened:
    if not path.exists() and not create:
        raise StorageError(f"There is no store at {path}.", "Check the name, or run once.")
    engine = sqlite_engine(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        bring_up_to_date(engine)
        with engine.execution_options(writes=True).begin() as connection:
            # A file that only looks writable is found out here and not in the midst of a run.
            connection.execute(sa.text("UPDATE alembic_version SET version_num = version_num"))
    except (sa.exc.DatabaseError, OSError) as error:
        engine.dispose()
        from gaitcoach.storage.store.reading import open_for_reading

        return open_for_reading(path, error)
    return Opened(engine)


def sqlite_engine(path: Path, mode: str = WRITABLE) -> Engine:
    """Return an engine for a file. What is committed has reached the disk.

    A connection with the execution option `writes` takes the write lock at once: two programs
    then wait for each other instead of failing in the midst of a transaction.
    """

    def connect() -> sqlite3.Connection:
        made = sqlite3.connect(
            f"{path.absolute().as_uri()}?{mode}",
            uri=True,
            timeout=BUSY_S,
            isolation_level=None,
            check_same_thread=False,
        )
        _prepare(made, mode)
        return made

    engine = sa.create_engine("sqlite://", creator=connect, poolclass=sa.pool.QueuePool)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _prepare(connection: sqlite3.Connection, mode: str) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    if mode == WRITABLE:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA wal_autocheckpoint = {WAL_PAGES}")
        # What is deleted is overwritten, not only let go of.
        connection.execute("PRAGMA secure_delete = ON")


def bring_up_to_date(engine: Engine, revision: str = "head") -> None:
    """Make the tables, or bring those of an older version up to date.

    Raises
    ------
    StorageError
        The store was made by a newer gaitcoach.
    """
    with engine.connect() as connection:
        found = check_not_newer(connection)
    if found == latest_revision() and revision == "head":
        return
    # Only here: loading Alembic holds every thread for 70 ms, and most openings do not need it.
    from alembic import command

    with engine.execution_options(writes=True).begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def check_not_newer(connection: sa.Connection) -> str | None:
    """Return the store's version, None when it is empty.

    Raises
    ------
    StorageError
        A version this program does not know.
    """
    found = None
    if sa.inspect(connection).has_table(_VERSIONS.name):
        found = connection.execute(sa.select(_VERSIONS.c.version_num)).scalar()
    if found is not None and found not in revisions():
        raise StorageError(
            tr("The store was made by a newer gaitcoach (version {found}).", found=found),
            tr("Update gaitcoach."),
        )
    return found


def revisions() -> tuple[str, ...]:
    """Return every version of the tables, newest first; their scripts are named after them."""
    names = [script.name for script in (_folder() / "versions").iterdir()]
    numbers = {name.split("_")[0] for name in names if name.endswith(".py")}
    return tuple(sorted((number for number in numbers if number.isdecimal()), reverse=True))


def latest_revision() -> str:
    """Return the version of the tables that this program writes."""
    return revisions()[0]


def _folder() -> Traversable:
    return resources.files(_PACKAGE) / "migrations"


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_folder()).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def first_line(error: Exception) -> str:
    """Return what a database says went wrong, in one line and without a password."""
    cause = getattr(error, "orig", None) or error
    return hide_credentials(str(cause).strip().split("\n")[0]) or type(cause).__name__
