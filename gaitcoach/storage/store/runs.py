"""Runs as the store has them: one line each for lists, and whole for reports and exports."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import sqlalchemy as sa

from gaitcoach.errors import StorageError
from gaitcoach.gait.putright import PutRight, correction_from_plain, put_right
from gaitcoach.storage.store.schema import (
    block,
    correction,
    cue,
    fact,
    gap,
    marker,
    person,
    run,
    step,
)
from gaitcoach.storage.store.store import Store
from gaitcoach.storage.store.values import RunData, RunFilter, RunRow, RunState, SideFigures
from gaitcoach.types import (
    Block,
    BlockStart,
    Cue,
    CueKind,
    CueReason,
    Quality,
    Side,
    StanceRecord,
    View,
)
from gaitcoach.words import DEFAULT_CUE, PHRASES

_FIGURES = tuple(SideFigures.__dataclass_fields__)
_PLAIN = tuple(
    name
    for name in RunRow.__dataclass_fields__
    if name not in ("runner", "started", "state", "left", "right")
)
_COLUMNS = (
    *(run.c[name] for name in _PLAIN),
    run.c.state,
    run.c.started_utc,
    run.c.offset_min,
    sa.func.coalesce(person.c.name, "").label("runner"),
    *(run.c[f"{side}_{name}"] for side in ("left", "right") for name in _FIGURES),
)
_LINES = sa.select(*_COLUMNS).join_from(run, person, isouter=True)
_IN_TIME = (run.c.started_utc, run.c.id)
_PLACES = FIRST, LAST = "first", "last"
_SEE = "See: gaitcoach runs"


def list_runs(
    store: Store, wanted: RunFilter | None = None, newest: int | None = None
) -> tuple[RunRow, ...]:
    """Return runs, the newest first."""
    query = _filtered(_LINES, wanted or RunFilter())
    query = query.order_by(*(column.desc() for column in _IN_TIME))
    with store.reading() as connection:
        rows = connection.execute(query.limit(newest)).mappings().all()
    return tuple(_row(row) for row in rows)


def _filtered(query: sa.Select, wanted: RunFilter) -> sa.Select:
    conditions = []
    if wanted.person_id is not None:
        conditions.append(run.c.person_id == wanted.person_id)
    if wanted.guests_only:
        conditions.append(run.c.person_id.is_(None))
    if wanted.since is not None:
        conditions.append(run.c.started_utc >= _utc(wanted.since))
    if wanted.until is not None:
        conditions.append(run.c.started_utc < _utc(wanted.until))
    if wanted.shoes is not None:
        conditions.append(run.c.shoes == wanted.shoes)
    if wanted.speed_kmh is not None:
        conditions.append(run.c.speed_kmh.between(*wanted.speed_kmh))
    if wanted.text:
        places = (run.c.notes, run.c.shoes, run.c.source, person.c.name)
        conditions.append(sa.or_(*(_holds(place, wanted.text) for place in places)))
    if wanted.with_means:
        conditions.append(
            sa.or_(run.c.left_mean_deg.is_not(None), run.c.right_mean_deg.is_not(None))
        )
    return query.where(*conditions)


def _holds(place: sa.Column, text: str) -> sa.ColumnElement[bool]:
    return sa.func.lower(place).contains(text.lower(), autoescape=True)


def _utc(when: datetime) -> datetime:
    return when.astimezone(UTC).replace(tzinfo=None)


def id_of(store: Store, uid: str) -> int | None:
    """Return the number of a run by its uid, None when it is not there."""
    with store.reading() as connection:
        return connection.execute(sa.select(run.c.id).where(run.c.uid == uid)).scalar()


def find_run(store: Store, name: str) -> RunRow:
    """Return the run with a number, the beginning of a uid, or a place in the order of time.

    name : "last" and "first" are of all runs, NAME:last and NAME:first of one person's

    Raises
    ------
    StorageError
        There is none, or more than one.
    """
    who, _, place = name.rpartition(":")
    if place in _PLACES:
        order = (column.desc() if place == LAST else column for column in _IN_TIME)
        query = _LINES.where(person.c.name == who.strip()) if who else _LINES
        query = query.order_by(*order).limit(1)
    else:
        by_number = run.c.id == int(name) if name.isdecimal() and len(name) < 10 else sa.false()
        by_uid = (
            run.c.uid.startswith(name.lower(), autoescape=True) if len(name) >= 6 else sa.false()
        )
        query = _LINES.where(sa.or_(by_number, by_uid))
    with store.reading() as connection:
        found = [_row(row) for row in connection.execute(query).mappings()]
    if not found:
        raise StorageError(f"There is no run {name}.", _SEE)
    if len(found) > 1:
        raise StorageError(f"More than one run is called {name}.", _SEE)
    return found[0]


def _row(row: sa.RowMapping) -> RunRow:
    zone = timezone(timedelta(minutes=row["offset_min"]))
    started = row["started_utc"].replace(tzinfo=UTC).astimezone(zone)
    sides = {
        side: SideFigures(**{name: row[f"{side}_{name}"] for name in _FIGURES})
        for side in ("left", "right")
    }
    plain = {name: row[name] for name in _PLAIN}
    state = RunState(row["state"])
    return RunRow(**plain, runner=row["runner"], started=started, state=state, **sides)


def load_run(store: Store, run_id: int) -> RunData:
    """Return everything about a run; raises `StorageError` when it is not there."""
    with store.reading() as connection:
        return load_in(connection, run_id)


def load_in(connection: sa.Connection, run_id: int) -> RunData:
    """Return everything about a run over an open connection."""
    row = connection.execute(_LINES.where(run.c.id == run_id)).mappings().first()
    if row is None:
        raise StorageError(f"There is no run {run_id}.", "See: gaitcoach runs")
    about = sa.select(run.c.settings, run.c.versions, run.c.summary).where(run.c.id == run_id)
    settings, versions, summary = connection.execute(about).one()
    measured = steps_of(connection, run_id)
    return RunData(
        row=_row(row),
        steps=put_right_of(connection, run_id, measured, settings or {}, summary or {}).steps,
        measured=measured,
        cues=tuple(_cue(r) for r in _facts(connection, cue, run_id)),
        markers=tuple((r["t_s"], r["text"]) for r in _facts(connection, marker, run_id)),
        blocks=tuple(_block(r) for r in _facts(connection, block, run_id)),
        gaps=tuple((r["t_s"], r["t_end_s"], r["cause"]) for r in _facts(connection, gap, run_id)),
        facts=tuple((r["t_s"], r["event"], r["body"]) for r in _facts(connection, fact, run_id)),
        settings=settings or {},
        versions=versions or {},
        summary=summary or {},
    )


def _facts(connection: sa.Connection, table: sa.Table, run_id: int) -> list[sa.RowMapping]:
    query = sa.select(table).where(table.c.run_id == run_id).order_by(table.c.n)
    return list(connection.execute(query).mappings())


def put_right_of(
    connection: sa.Connection,
    run_id: int,
    measured: tuple[StanceRecord, ...],
    settings: dict[str, Any],
    summary: dict[str, Any],
) -> PutRight:
    """Return a run's steps, limit and view with its corrections."""
    bodies = (
        sa.select(correction.c.body)
        .where((correction.c.run_id == run_id) & correction.c.revoked_utc.is_(None))
        .order_by(correction.c.id)
    )
    made = [correction_from_plain(body) for body in connection.execute(bodies).scalars()]
    limit_deg = summary.get("threshold_deg") or settings.get("threshold_deg") or 5.0
    view = str(settings.get("view") or View.BEHIND)
    return put_right(measured, float(limit_deg), view, made)


_STEP = (
    step.c.side, step.c.t_s, step.c.contact_time_s, step.c.drop_deg, step.c.drop_peak_deg,
    step.c.sigma_deg, step.c.n_frames, step.c.reason, step.c.cadence_spm, step.c.level_deg,
)  # fmt: skip


def steps_of(connection: sa.Connection, run_id: int) -> tuple[StanceRecord, ...]:
    """Return the steps of a run as they were measured, in their order."""
    query = sa.select(*_STEP).where(step.c.run_id == run_id).order_by(step.c.n)
    return tuple(_step(*row) for row in connection.execute(query))


def _step(
    side: str, t_s: float, contact_s: float | None, drop_deg: float | None, peak_deg: float | None,
    sigma_deg: float | None, n_frames: int | None, reason: str | None, cadence_spm: float | None,
    level_deg: float | None,
) -> StanceRecord:  # fmt: skip
    return StanceRecord(
        Side(side),
        t_s,
        t_s + (contact_s or 0.0),
        _nan(drop_deg),
        _nan(peak_deg),
        _nan(sigma_deg),
        n_frames or 0,
        reason is None,
        Quality.OK if reason is None else _quality(reason),
        cadence_spm,
        level_deg,
    )


def _quality(reason: str) -> Quality:
    return Quality(reason) if reason in set(Quality) else Quality.NO_ANGLE


def _nan(value: float | None) -> float:
    return math.nan if value is None else value


def _cue(row: sa.RowMapping) -> Cue:
    why = row["reason"] or {}
    reason = CueReason(
        rule=str(why.get("rule", "")),
        metric=str(why.get("metric", "")),
        value_deg=_nan(why.get("value_deg")),
        lower_bound_deg=_nan(why.get("lower_bound_deg")),
        threshold_deg=_nan(why.get("threshold_deg")),
        n_steps=int(why.get("n_steps") or 0),
    )
    side = None if row["side"] is None else Side(row["side"])
    return Cue(row["t_s"], CueKind(row["kind"]), _phrase(row["text"]), side, reason, row["said"])


def _phrase(text: str) -> str:
    """Return the key of what was said: older records hold the words."""
    if text in PHRASES:
        return text
    return next((key for key, words in PHRASES.items() if words == text), DEFAULT_CUE)


def _block(row: sa.RowMapping) -> BlockStart:
    name = row["block"]
    return BlockStart(row["t_s"], None if name is None else Block(name))
