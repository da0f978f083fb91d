"""Plain records into the store: those of before there was one, and those it could not take."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from gaitcoach.errors import GaitCoachError
from gaitcoach.storage.record_reading import Record, read_record
from gaitcoach.storage.store.booking import Booking, summary_figures
from gaitcoach.storage.store.desk import insert_run
from gaitcoach.storage.store.figures import refigure
from gaitcoach.storage.store.frame import RunHead
from gaitcoach.storage.store.schema import run
from gaitcoach.storage.store.store import Store, insert_new
from gaitcoach.storage.store.unfinished import conclude, take_level_off
from gaitcoach.storage.store.values import RunState

_log = logging.getLogger(__name__)


def import_records(
    store: Store, folder: Path, progress: Callable[[int, int], None] = lambda done, of: None
) -> int:
    """Import the records of a folder that the store does not know yet; returns how many.

    Files that are no records, or cannot be read, are passed over and logged.
    """
    new = new_records(store, folder)
    imported = 0
    for done, path in enumerate(new):
        progress(done, len(new))
        try:
            imported += import_record(store, path) is not None
        except (GaitCoachError, ValueError, KeyError) as error:
            _log.warning("%s was not imported: %s", path, error)
    return imported


def new_records(store: Store, folder: Path) -> tuple[Path, ...]:
    """Return the records of a folder that the store does not know by their name."""
    paths = sorted(folder.glob("*.jsonl")) if folder.is_dir() else ()
    with store.reading() as connection:
        known = set(connection.execute(sa.select(run.c.record)).scalars())
    return tuple(path for path in paths if path.name not in known)


def import_record(store: Store, path: Path) -> int | None:
    """Import one record; returns the run's number, None when the store has it already.

    Raises
    ------
    StorageError
        It cannot be read, or the store cannot be written.
    """
    record = read_record(path)
    head = head_of(record)
    with store.writing() as connection:
        if connection.execute(sa.select(run.c.id).where(run.c.uid == head.uid)).scalar():
            return None
        run_id = insert_run(connection, head)
        book_events(connection, run_id, record.events)
    return run_id


def head_of(record: Record) -> RunHead:
    """Return what a run was from its record; older ones have no uid, so one is made from them."""
    header = record.header
    uid = header.get("uid") or hashlib.sha256(_identity(record)).hexdigest()[:32]
    return RunHead(
        started=_started(record),
        source=str(header.get("source", "")),
        settings=header.get("settings") or {},
        versions=header.get("versions") or {},
        record=record.path.name,
        uid=str(uid),
    )


def _identity(record: Record) -> bytes:
    header = record.header
    return f"{header.get('started')}|{header.get('source')}|{record.path.name}".encode()


def _started(record: Record) -> datetime:
    try:
        started = datetime.fromisoformat(str(record.header.get("started")))
        return started if started.tzinfo is not None else started.astimezone()
    except ValueError:
        return datetime.fromtimestamp(record.path.stat().st_mtime).astimezone()


def book_events(
    connection: sa.Connection, run_id: int, events: Sequence[Mapping[str, Any]]
) -> None:
    """Put all events of a run into the store, and an end to it."""
    booking = Booking(run_id)
    rows: dict[sa.Table, list[dict[str, Any]]] = {}
    for event in events:
        if (booked := booking.row(event)) is not None:
            rows.setdefault(booked[0], []).append(booked[1])
    for table, of_table in rows.items():
        insert_new(connection, table, of_table)
    summary = next((e for e in reversed(events) if e.get("event") == "summary"), None)
    if summary is None:
        conclude(connection, run_id, _span_s(events))
        return
    values = summary_figures(summary) | {"state": RunState.ENDED.value}
    connection.execute(run.update().where(run.c.id == run_id).values(values))
    take_level_off(connection, run_id)
    refigure(connection, run_id)


def _span_s(events: Sequence[Mapping[str, Any]]) -> float:
    times_s = [event["t_s"] for event in events if isinstance(event.get("t_s"), float)]
    return max(times_s) - min(times_s) if times_s else 0.0
