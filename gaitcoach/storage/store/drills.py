"""Drills in the store: each finished one is a row, and belongs to a person or to nobody."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import sqlalchemy as sa

from gaitcoach.drills.done import DoneDrill, Load, done_drill
from gaitcoach.storage.store.booking import clean_json, clean_text
from gaitcoach.storage.store.people import GUEST, person_id_of
from gaitcoach.storage.store.schema import drill, person
from gaitcoach.storage.store.store import Store
from gaitcoach.versions import versions

_AS_THEY_ARE = (
    "drill", "side", "reps", "good_reps", "hold_s", "good_s", "score_percent", "range_deg",
    "good_deg", "target_reps", "target_hold_s", "view", "method", "held_on",
)  # fmt: skip
_AS_JSON = ("faults", "findings", "settings", "versions")


def keep_drill(
    store: Store, runner: str, started: datetime, summary: Mapping[str, Any], load: str = "none"
) -> int:
    """Keep a finished drill and return its number.

    Parameters
    ----------
    runner : name of a person, added when new; "" or "guest" for nobody's
    started : without a zone it is this computer's time
    summary : see `gaitcoach.drills.summary_of`
    load : a `Load`

    Raises
    ------
    StorageError
        The store cannot be written.
    KeyError, ValueError
        It is no summary of a drill.
    """
    local = started if started.tzinfo is not None else started.astimezone()
    done = done_drill(summary, local, load, versions())
    offset = done.started.utcoffset() or timedelta()
    row = {name: getattr(done, name) for name in _AS_THEY_ARE}
    row |= {name: clean_json(getattr(done, name)) for name in _AS_JSON}
    row |= {
        "uid": uuid.uuid4().hex,
        "started_utc": done.started.astimezone(UTC).replace(tzinfo=None),
        "offset_min": round(offset.total_seconds() / 60),
        "load": str(done.load),
        "summary": clean_json(summary),
        "notes": clean_text(done.notes),
    }
    with store.writing() as connection:
        row["person_id"] = person_id_of(connection, runner)
        return connection.execute(drill.insert().values(row)).inserted_primary_key[0]


def annotate_drill(store: Store, number: int, **fields: object) -> None:
    """Change what is noted of a drill: notes, held_on."""
    known = {"notes", "held_on"}
    if not set(fields) <= known:
        raise ValueError(f"no fields of a drill: {sorted(set(fields) - known)}")
    if "notes" in fields:
        fields["notes"] = clean_text(str(fields["notes"]))
    with store.writing() as connection:
        connection.execute(drill.update().where(drill.c.id == number).values(fields))


def drills_of(store: Store, runner: str) -> tuple[DoneDrill, ...]:
    """Return all drills of a person, the oldest first; of a guest, those of nobody."""
    name = runner.strip()
    is_guest = not name or name.casefold() == GUEST
    theirs = drill.c.person_id.is_(None) if is_guest else person.c.name == name
    query = sa.select(drill).join_from(drill, person, isouter=True).where(theirs)
    query = query.order_by(drill.c.started_utc, drill.c.id)
    with store.reading() as connection:
        return tuple(_done(row) for row in connection.execute(query).mappings())


def _done(row: sa.RowMapping) -> DoneDrill:
    zone = timezone(timedelta(minutes=row["offset_min"]))
    values = {name: row[name] for name in (*_AS_THEY_ARE, *_AS_JSON, "notes")}
    findings = {leg: tuple(found) for leg, found in row["findings"].items()}
    return DoneDrill(
        **values | {"findings": findings},
        started=row["started_utc"].replace(tzinfo=UTC).astimezone(zone),
        load=Load(row["load"]),
        id=row["id"],
    )
