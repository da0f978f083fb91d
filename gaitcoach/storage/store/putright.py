"""Corrections of a run: made and taken back, figures computed anew, steps never changed."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from gaitcoach.errors import StorageError
from gaitcoach.gait.putright import Correction, correction_from_plain, correction_to_plain
from gaitcoach.storage.store.figures import refigure
from gaitcoach.storage.store.people import utc_now
from gaitcoach.storage.store.schema import correction, run
from gaitcoach.storage.store.store import Store
from gaitcoach.storage.store.values import Logged


def corrections_of(store: Store, run_id: int) -> tuple[Logged, ...]:
    """Return the log of a run, oldest first, with what was taken back."""
    query = sa.select(correction).where(correction.c.run_id == run_id).order_by(correction.c.id)
    with store.reading() as connection:
        rows = connection.execute(query).mappings().all()
    return tuple(
        Logged(row["id"], row["made_utc"], row["revoked_utc"], correction_from_plain(row["body"]))
        for row in rows
    )


def correct(store: Store, run_id: int, what: Correction) -> int:
    """Put one thing right and return the number of the change; raises `StorageError`."""
    row = {"run_id": run_id, "made_utc": utc_now(), "body": correction_to_plain(what)}
    with store.writing() as connection:
        if connection.execute(sa.select(run.c.id).where(run.c.id == run_id)).scalar() is None:
            raise StorageError(f"There is no run {run_id}.", "See: gaitcoach runs")
        number = connection.execute(correction.insert().values(row)).inserted_primary_key[0]
        refigure(connection, run_id)
    return number


def take_back(store: Store, numbers: Sequence[int]) -> None:
    """Take corrections back; they stay in the log."""
    which = correction.c.id.in_(numbers) & correction.c.revoked_utc.is_(None)
    with store.writing() as connection:
        query = sa.select(correction.c.run_id).where(which).distinct()
        touched = list(connection.execute(query).scalars())
        connection.execute(correction.update().where(which).values(revoked_utc=utc_now()))
        for run_id in touched:
            refigure(connection, run_id)


def annotate(store: Store, run_id: int, **fields: object) -> None:
    """Change what is noted of a run: notes, shoes, speed_kmh, incline_percent, person_id."""
    known = {"notes", "shoes", "speed_kmh", "incline_percent", "person_id"}
    if not set(fields) <= known:
        raise ValueError(f"no fields of a run: {sorted(set(fields) - known)}")
    with store.writing() as connection:
        connection.execute(run.update().where(run.c.id == run_id).values(fields))
