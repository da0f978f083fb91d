"""Who runs: names or codes, notes, consent, a limit of their own."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from gaitcoach.errors import StorageError
from gaitcoach.language import tr
from gaitcoach.storage.store.booking import clean_text
from gaitcoach.storage.store.schema import person, run
from gaitcoach.storage.store.store import Store
from gaitcoach.storage.store.values import Conditions, Person

GUEST = "guest"
"""Runs of a guest belong to nobody."""
LONGEST_NAME = 200


def utc_now() -> datetime:
    """Return now, without a zone, as the store keeps times."""
    return datetime.now(UTC).replace(tzinfo=None)


def check_name(name: str) -> str:
    """Return a name as it is kept.

    Raises
    ------
    StorageError
        Empty, too long, or the word for nobody.
    """
    kept = clean_text(name).strip()
    if not 0 < len(kept) <= LONGEST_NAME:
        raise StorageError(
            tr("This name cannot be kept."),
            tr("Give 1 to {longest} letters.", longest=LONGEST_NAME),
        )
    if kept.casefold() == GUEST:
        raise StorageError(
            tr('"{name}" stands for nobody.', name=kept), tr("Give a name or a code.")
        )
    return kept


def person_id_of(connection: sa.Connection, name: str) -> int | None:
    """Return who has a name, made when new; None for a guest."""
    kept = clean_text(name).strip()[:LONGEST_NAME]
    if not kept or kept.casefold() == GUEST:
        return None
    found = connection.execute(sa.select(person.c.id).where(person.c.name == kept)).scalar()
    return found if found is not None else _insert(connection, kept)


def _insert(connection: sa.Connection, name: str) -> int:
    row = {"uid": uuid.uuid4().hex, "name": name, "created_utc": utc_now()}
    return connection.execute(person.insert().values(row)).inserted_primary_key[0]


def add_person(store: Store, name: str) -> int:
    """Add a person and return their number; raises `StorageError` when the name is taken."""
    kept = check_name(name)
    with store.writing() as connection:
        if connection.execute(sa.select(person.c.id).where(person.c.name == kept)).scalar():
            raise StorageError(
                tr("There is a person named {name} already.", name=kept), tr("Choose another name.")
            )
        return _insert(connection, kept)


def change_person(store: Store, person_id: int, **changes: object) -> None:
    """Change name, notes, consent_utc or threshold_deg; raises `StorageError`."""
    if "name" in changes:
        changes["name"] = check_name(str(changes["name"]))
    if "notes" in changes:
        changes["notes"] = clean_text(str(changes["notes"]))
    try:
        with store.writing() as connection:
            connection.execute(person.update().where(person.c.id == person_id).values(changes))
    except sa.exc.IntegrityError as error:
        raise StorageError(
            tr("There is a person named {name} already.", name=changes["name"]),
            tr("Choose another name."),
        ) from error


def people(store: Store) -> tuple[Person, ...]:
    """Return everybody with the number of their runs, by name."""
    runs = _runs_of_people()
    wanted = sa.select(
        person.c.id,
        person.c.name,
        person.c.notes,
        person.c.consent_utc,
        person.c.threshold_deg,
        sa.func.coalesce(runs.c.n_runs, 0).label("n_runs"),
        runs.c.last_run_utc,
        runs.c.speed_kmh,
        runs.c.incline_percent,
        sa.func.coalesce(runs.c.shoes, "").label("shoes"),
    ).join_from(
        person, runs, (runs.c.person_id == person.c.id) & (runs.c.from_newest == 1), isouter=True
    )
    with store.reading() as connection:
        rows = connection.execute(wanted.order_by(person.c.name)).mappings().all()
    return tuple(_person(dict(row)) for row in rows)


def _runs_of_people() -> sa.Subquery:
    """Return each run with its place among its person's, the newest being 1, and their number."""
    own, newest = run.c.person_id, (run.c.started_utc.desc(), run.c.id.desc())
    return sa.select(
        own,
        run.c.started_utc.label("last_run_utc"),
        run.c.speed_kmh,
        run.c.incline_percent,
        run.c.shoes,
        sa.func.count().over(partition_by=own).label("n_runs"),
        sa.func.row_number().over(partition_by=own, order_by=newest).label("from_newest"),
    ).subquery()


def _person(row: dict[str, Any]) -> Person:
    usual = Conditions(row.pop("speed_kmh"), row.pop("incline_percent"), row.pop("shoes"))
    return Person(**row, usual=usual)


def find_person(store: Store, name: str) -> Person:
    """Return the person with a name; raises `StorageError` when nobody has it."""
    found = next((who for who in people(store) if who.name == name.strip()), None)
    if found is None:
        raise StorageError(f"Nobody named {name} is in the store.", "See: gaitcoach people")
    return found
