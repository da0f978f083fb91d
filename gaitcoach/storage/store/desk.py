"""Where a run is written: rows into the database, frames into the stream. Used by one thread."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from filelock import FileLock

from gaitcoach.storage.safe_file import SafeFile
from gaitcoach.storage.store.booking import (
    Booking,
    clean_json,
    clean_text,
    number,
    step_figures,
    summary_figures,
)
from gaitcoach.storage.store.figures import refigure
from gaitcoach.storage.store.frame import FrameSignals, RunHead
from gaitcoach.storage.store.people import person_id_of
from gaitcoach.storage.store.schema import run, step
from gaitcoach.storage.store.signal_files import STREAM_SUFFIX, to_parquet
from gaitcoach.storage.store.signals import END_OF_STREAM, SignalStream
from gaitcoach.storage.store.store import Store, insert_new
from gaitcoach.storage.store.values import RunState
from gaitcoach.types import StanceRecord

MOST_FRAMES = 3600
"""Two minutes of frames wait for a store that cannot be opened: 5 MB."""
MOST_SIGNAL_BYTES = 32 * 1024 * 1024
"""Kept while the disk refuses: more than an hour and a half of frames."""
LONGEST_SHOES = 60


def lock_of(folder: Path, uid: str) -> FileLock:
    """Return the lock that a run holds while it is written; a killed program lets go of it."""
    return FileLock(folder / f"{uid}.lock")


class Desk:
    """take events and frames, save() once a second, end() at the end.

    Nothing is given up before the disk confirmed it; `save` may be tried again after any error.

    Parameters
    ----------
    open_store : called at the first save, and again until it succeeds
    """

    def __init__(self, open_store: Callable[[], Store], head: RunHead) -> None:
        self._open_store = open_store
        self._store: Store | None = None
        self._head = head
        self._run_id: int | None = None
        self._booking: Booking | None = None
        self._events: list[Mapping[str, Any]] = []
        self._summary: Mapping[str, Any] | None = None
        self._frames: list[FrameSignals] = []
        self._stream: SignalStream | None = None
        self._file: SafeFile | None = None
        self._lock: FileLock | None = None
        self.lost_frames = 0

    @property
    def waiting_events(self) -> int:
        """Events that are in memory alone."""
        return len(self._events)

    def take_event(self, event: Mapping[str, Any]) -> None:
        """Keep an event for the next save."""
        if event.get("event") == "summary":
            self._summary = event
        self._events.append(event)

    def take_frame(self, frame: FrameSignals) -> None:
        """Keep a frame for the next save."""
        if len(self._frames) < MOST_FRAMES:
            self._frames.append(frame)
        else:
            self.lost_frames += 1

    def save(self) -> None:
        """Commit what came; raises `StorageError` or `OSError` when something has to wait."""
        self._begin()
        self._store.check_in_place()
        try:
            self._save_rows()
        finally:
            self._save_frames()

    def end(self, steps: Sequence[StanceRecord] | None) -> None:
        """Save the rest and close the run. steps : as they are known at the end"""
        self.save()
        if self._stream is not None:
            self._file.add(END_OF_STREAM)
            self._stream = None
            self._file.save()
        with self._store.writing() as connection:
            if steps is not None:
                settle(connection, self._run_id, steps)
            figures = {} if self._summary is None else summary_figures(self._summary)
            values = figures | {"state": RunState.ENDED.value}
            connection.execute(run.update().where(run.c.id == self._run_id).values(values))
            refigure(connection, self._run_id)
        self._file.close()

    def tidy(self) -> None:
        """Turn the stream into Parquet; the run is not let go of yet."""
        path = self._stream_path()
        if path.exists():
            to_parquet(path)

    def close(self) -> None:
        """Let go of files and locks as they are."""
        if self._file is not None:
            self._file.close()
        if self._lock is not None:
            self._lock.release()
            Path(self._lock.lock_file).unlink(missing_ok=True)
        if self._store is not None:
            self._store.close()

    def _stream_path(self) -> Path:
        return self._store.signals / f"{self._head.uid}{STREAM_SUFFIX}"

    def _begin(self) -> None:
        if self._run_id is not None:
            return
        self._store = self._store or self._open_store()
        self._store.signals.mkdir(parents=True, exist_ok=True)
        if self._lock is None:
            lock = lock_of(self._store.signals, self._head.uid)
            lock.acquire(blocking=False)
            self._lock = lock
        self._file = self._file or SafeFile(self._stream_path())
        with self._store.writing() as connection:
            self._run_id = insert_run(connection, self._head)
        self._booking = Booking(self._run_id)

    def _save_rows(self) -> None:
        events, rows = self._events, defaultdict(list)
        if not events:
            return
        before = self._booking.counts()
        try:
            for event in events:
                if (booked := self._booking.row(event)) is not None:
                    rows[booked[0]].append(booked[1])
            with self._store.writing() as connection:
                for table, of_table in rows.items():
                    insert_new(connection, table, of_table)
        except BaseException:
            self._booking.set_counts(before)
            raise
        self._events = []

    def _save_frames(self) -> None:
        if self._frames:
            self._add_frames()
        self._file.save()

    def _add_frames(self) -> None:
        frames, self._frames = self._frames, []
        if self._file.waiting_bytes > MOST_SIGNAL_BYTES:
            self.lost_frames += len(frames)
            return
        if self._stream is None:
            self._stream = SignalStream(frames[0].size_px)
            self._file.add(self._stream.header())
        self._file.add(self._stream.batch(frames))


def insert_run(connection: sa.Connection, head: RunHead) -> int:
    """Add a run and return its number; one that is there already is left as it is."""
    found = connection.execute(sa.select(run.c.id).where(run.c.uid == head.uid)).scalar()
    if found is not None:
        return found
    offset = head.started.utcoffset()
    settings = clean_json(head.settings)
    shoes = str(head.settings.get("shoes") or "")
    row = {
        "uid": head.uid,
        "person_id": person_id_of(connection, str(head.settings.get("runner") or "")),
        "state": RunState.RUNNING.value,
        "machine": clean_text(head.machine),
        "record": None if head.record is None else clean_text(head.record),
        "started_utc": head.started.astimezone(UTC).replace(tzinfo=None),
        "offset_min": 0 if offset is None else round(offset.total_seconds() / 60),
        "source": clean_text(head.source),
        "view": str(head.settings.get("view", "behind")),
        "threshold_deg": float(head.settings.get("threshold_deg", 5.0)),
        "speed_kmh": number(head.settings.get("speed_kmh")),
        "incline_percent": number(head.settings.get("incline_percent")),
        "shoes": clean_text(shoes)[:LONGEST_SHOES],
        "settings": settings,
        "versions": clean_json(head.versions),
    }
    return connection.execute(run.insert().values(row)).inserted_primary_key[0]


def settle(connection: sa.Connection, run_id: int, steps: Sequence[StanceRecord]) -> None:
    """Bring the steps to what is known at the end: a baseline that came later changed them."""
    columns = ("drop_deg", "drop_peak_deg", "level_deg", "reason")
    query = sa.select(*(step.c[name] for name in columns))
    kept = connection.execute(query.where(step.c.run_id == run_id).order_by(step.c.n)).all()
    changes = []
    for n, (row, record) in enumerate(zip(kept, steps, strict=False)):
        figures = step_figures(record)
        if any(_differs(figures[name], value) for name, value in zip(columns, row, strict=True)):
            changes.append(figures | {"at": n})
    if changes:
        place = (step.c.run_id == run_id) & (step.c.n == sa.bindparam("at"))
        connection.execute(step.update().where(place), changes)


def _differs(new: Any, kept: Any) -> bool:
    """Tell whether a figure is another one: events are rounded to four digits."""
    if isinstance(new, float) and isinstance(kept, float):
        return abs(new - kept) > 1e-4
    return new != kept
