"""Programmes in the store: a person's schedule, and which run was which session of it."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from gaitcoach.errors import StorageError
from gaitcoach.gait.programme import (
    Schedule,
    SessionPlan,
    cued_stretches_s,
    retention,
    schedule_from_plain,
    schedule_to_plain,
)
from gaitcoach.language import tr
from gaitcoach.storage.store.people import utc_now
from gaitcoach.storage.store.runs import load_run
from gaitcoach.storage.store.schema import programme, programme_session, run
from gaitcoach.storage.store.store import Store
from gaitcoach.storage.store.values import Programme, RunData, SessionScore
from gaitcoach.types import Side


def begin_programme(store: Store, person_id: int, schedule: Schedule) -> int:
    """Begin a programme; an older one of the person ends."""
    row = {
        "person_id": person_id,
        "created_utc": utc_now(),
        "schedule": schedule_to_plain(schedule),
    }
    with store.writing() as connection:
        running = (programme.c.person_id == person_id) & programme.c.ended_utc.is_(None)
        connection.execute(programme.update().where(running).values(ended_utc=utc_now()))
        return connection.execute(programme.insert().values(row)).inserted_primary_key[0]


def programme_of(store: Store, person_id: int) -> Programme | None:
    """Return the programme a person is in, None when there is none."""
    running = (programme.c.person_id == person_id) & programme.c.ended_utc.is_(None)
    with store.reading() as connection:
        row = connection.execute(sa.select(programme).where(running)).mappings().first()
        if row is None:
            return None
        done = (
            sa.select(programme_session.c.run_id)
            .where(programme_session.c.programme_id == row["id"])
            .order_by(programme_session.c.number)
        )
        run_ids = tuple(connection.execute(done).scalars())
    return Programme(
        row["id"],
        person_id,
        row["created_utc"],
        row["ended_utc"],
        schedule_from_plain(row["schedule"]),
        run_ids,
    )


def edit_schedule(store: Store, programme_id: int, schedule: Schedule) -> None:
    """Change the sessions of a programme; those that were done stay done."""
    with store.writing() as connection:
        connection.execute(
            programme.update()
            .where(programme.c.id == programme_id)
            .values(schedule=schedule_to_plain(schedule))
        )


def end_programme(store: Store, programme_id: int) -> None:
    """End a programme; its sessions stay what they were."""
    with store.writing() as connection:
        connection.execute(
            programme.update().where(programme.c.id == programme_id).values(ended_utc=utc_now())
        )


def count_session(store: Store, programme_id: int, run_id: int) -> int:
    """Count a run as the next session and return its number, 1 the first; raises `StorageError`."""
    with store.writing() as connection:
        of_it = programme_session.c.programme_id == programme_id
        done = sa.select(sa.func.coalesce(sa.func.max(programme_session.c.number), 0)).where(of_it)
        number = int(connection.execute(done).scalar() or 0) + 1
        row = {"run_id": run_id, "programme_id": programme_id, "number": number}
        taken = sa.select(programme_session.c.run_id).where(programme_session.c.run_id == run_id)
        if connection.execute(taken).scalar() is not None:
            raise StorageError(tr("This run is a session already."), tr("Choose another run."))
        connection.execute(programme_session.insert().values(row))
    return number


def count_newest(store: Store, programme_id: int) -> int | None:
    """Count the person's newest run as the next session; None = it is one already."""
    of_it = sa.select(programme.c.person_id).where(programme.c.id == programme_id)
    newest = (
        sa.select(run.c.id)
        .where(run.c.person_id == of_it.scalar_subquery())
        .order_by(run.c.started_utc.desc(), run.c.id.desc())
        .limit(1)
    )
    taken = sa.select(programme_session.c.run_id)
    with store.reading() as connection:
        run_id = connection.execute(newest).scalar()
        known = connection.execute(taken.where(programme_session.c.run_id == run_id)).scalar()
    if run_id is None or known is not None:
        return None
    return count_session(store, programme_id, run_id)


def scores(store: Store, found: Programme) -> tuple[SessionScore, ...]:
    """Return what each session that was done left over without cues."""
    plans: Sequence[SessionPlan | None] = found.schedule.sessions
    made = []
    for place, run_id in enumerate(found.run_ids):
        plan = plans[place] if place < len(plans) else None
        made.append(score_of(load_run(store, run_id), place + 1, plan))
    return tuple(made)


def score_of(data: RunData, number: int, plan: SessionPlan | None) -> SessionScore:
    """Return the score of one run. When cues were given is in its record."""
    changes = [(t_s, bool(body.get("on"))) for t_s, event, body in data.facts if event == "cueing"]
    end_s = max((step.t_end_s for step in data.steps), default=0.0)
    cued_s = cued_stretches_s(changes, end_s)
    left, right = (retention(data.steps, cued_s, side, data.row.limit_deg(side)) for side in Side)
    return SessionScore(number, data.row.id, plan, left, right)
