"""Runs that a killed program left behind: found at the next start, kept or discarded."""

from __future__ import annotations

import logging
import platform
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import sqlalchemy as sa
from filelock import Timeout

from gaitcoach.errors import StorageError
from gaitcoach.storage.store.desk import lock_of
from gaitcoach.storage.store.figures import refigure
from gaitcoach.storage.store.runs import load_in
from gaitcoach.storage.store.schema import fact, person, run, step
from gaitcoach.storage.store.signal_files import (
    read_signals,
    signals_path,
    to_parquet,
    unfinished_streams,
)
from gaitcoach.storage.store.store import Store
from gaitcoach.storage.store.values import RunState, Unfinished
from gaitcoach.types import Side

_log = logging.getLogger(__name__)


def told(found: Unfinished) -> str:
    """Return what to say of an unfinished run."""
    whole = round(found.duration_s)
    return "An unfinished run of {length} was found ({who}, {n} steps).".format(
        length=f"{whole // 60}:{whole % 60:02d}", who=found.runner or "guest", n=found.n_steps
    )


def find_unfinished(store: Store, machine: str | None = None) -> tuple[Unfinished, ...]:
    """Return the runs of this computer that nobody writes any more, oldest first."""
    wanted = (
        sa.select(run.c.id, run.c.uid, run.c.started_utc, sa.func.coalesce(person.c.name, ""))
        .join_from(run, person, isouter=True)
        .where(run.c.state == RunState.RUNNING.value)
        .where(run.c.machine == (platform.node() if machine is None else machine))
        .order_by(run.c.id)
    )
    with store.reading() as connection:
        rows = connection.execute(wanted).all()
        left = [row for row in rows if is_left(store, row.uid)]
        return tuple(_told(store, connection, *row) for row in left)


def is_left(store: Store, uid: str) -> bool:
    """Tell whether no program holds a run."""
    if not store.signals.is_dir():
        return True
    lock = lock_of(store.signals, uid)
    try:
        with lock.acquire(blocking=False):
            pass
    except Timeout:
        return False
    except OSError:  # a read-only disk: nobody can write there
        return True
    Path(lock.lock_file).unlink(missing_ok=True)
    return True


def _told(
    store: Store, connection: sa.Connection, run_id: int, uid: str, started: datetime, who: str
) -> Unfinished:
    counted = sa.select(sa.func.count(), sa.func.max(step.c.t_s)).where(step.c.run_id == run_id)
    n_steps, last_s = connection.execute(counted).one()
    first = sa.select(sa.func.min(step.c.t_s)).where(step.c.run_id == run_id)
    first_s = connection.execute(first).scalar()
    span_s = 0.0 if last_s is None else last_s - first_s
    return Unfinished(run_id, uid, who, started, max(span_s, _seen_s(store, uid)), n_steps)


def _seen_s(store: Store, uid: str) -> float:
    """Return how long frames came, as the signals tell."""
    path = signals_path(store.signals, uid)
    try:
        t_s = [] if path is None else read_signals(path).t_s
    except StorageError as error:
        _log.warning("%s", error)
        return 0.0
    return float(t_s[-1] - t_s[0]) if len(t_s) else 0.0


def keep_unfinished(store: Store, found: Unfinished) -> None:
    """Keep a run as far as it goes: its figures are computed as if it had ended there."""
    with store.writing() as connection:
        conclude(connection, found.run_id, found.duration_s)
    path = signals_path(store.signals, found.uid)
    if path is not None:
        _tidy(path)


def conclude(connection: sa.Connection, run_id: int, duration_s: float) -> None:
    """Put an end to a run that has none: level, method and figures from what is known."""
    data = load_in(connection, run_id)
    level = [body for _, event, body in data.facts if event == "baseline"]
    methods = [body for _, event, body in data.facts if event == "method"]
    values: dict[str, Any] = {
        "state": RunState.KEPT.value,
        "duration_s": duration_s,
        "cues": sum(cue.spoken for cue in data.cues),
        "gaps": len(data.gaps),
    }
    if level:
        values |= {name: level[-1].get(name) for name in ("baseline_deg", "level_by")}
        values["baseline_sigma_deg"] = level[-1].get("sigma_deg")
    if methods:
        values |= {name: methods[-1].get(name) for name in ("method", "validated")}
    cadences = sorted(step.cadence_spm for step in data.steps if step.cadence_spm is not None)
    values["cadence_spm"] = cadences[len(cadences) // 2] if cadences else None
    connection.execute(run.update().where(run.c.id == run_id).values(values))
    take_level_off(connection, run_id)
    refigure(connection, run_id)


def take_level_off(connection: sa.Connection, run_id: int) -> None:
    """Take the first baseline off the steps that came before it was known.

    Only a program that ends by itself writes them so; a lost level or another method in between
    starts afresh, and steps before it stay as they are.
    """
    query = sa.select(fact.c.t_s, fact.c.event, fact.c.body).where(fact.c.run_id == run_id)
    breaks = sa.or_(fact.c.event == "baseline", fact.c.event == "method")
    first = connection.execute(query.where(breaks).order_by(fact.c.n)).first()
    if first is None or first.event != "baseline" or first.body.get("baseline_deg") is None:
        return
    level_deg = float(first.body["baseline_deg"])
    for side in Side:
        own = (step.c.run_id == run_id) & (step.c.side == side.value)
        early = own & (step.c.t_s < first.t_s) & step.c.level_deg.is_(None)
        off_deg = side.drop_deg(level_deg)
        connection.execute(
            step.update()
            .where(early)
            .values(
                drop_deg=step.c.drop_deg - off_deg,
                drop_peak_deg=step.c.drop_peak_deg - off_deg,
                level_deg=level_deg,
            )
        )


def tidy_streams(store: Store, open_uids: Sequence[str] = ()) -> int:
    """Turn streams of runs that are over into Parquet; returns how many.

    open_uids : runs that still wait for a decision keep their stream
    """
    done = 0
    for path in unfinished_streams(store.signals):
        if path.stem not in open_uids and is_left(store, path.stem):
            done += _tidy(path)
    return done


def _tidy(path: Path) -> bool:
    if path.suffix == ".parquet":
        return False
    try:
        to_parquet(path)
    except (OSError, pa.ArrowException) as error:
        # The stream is read as well as the Parquet file; the next start tries again.
        _log.warning("%s was not turned into Parquet: %s", path, error)
        return False
    return True
