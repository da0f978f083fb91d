"""A run that was exported as JSON comes back into a store."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from gaitcoach.errors import StorageError
from gaitcoach.report.tables import events_of, read_json
from gaitcoach.storage.store.desk import insert_run
from gaitcoach.storage.store.frame import RunHead
from gaitcoach.storage.store.importing import book_events
from gaitcoach.storage.store.schema import run
from gaitcoach.storage.store.store import Store

NOTED = ("notes", "shoes", "speed_kmh", "incline_percent")


def import_json(store: Store, path: Path) -> int:
    """Import a run and return its number.

    What was put right before the export is part of the steps now: the original stays where it was.

    Raises
    ------
    StorageError
        The file is no exported run, or the store has that run already.
    """
    found = read_json(path)
    try:
        head, events = _head(found), events_of(found)
        summary = found.get("summary") or {}
        with store.writing() as connection:
            if connection.execute(sa.select(run.c.id).where(run.c.uid == head.uid)).scalar():
                raise StorageError("The store has this run already.", "Nothing was changed.")
            run_id = insert_run(connection, head)
            told = summary | {"event": "summary", "threshold_deg": found["run"]["threshold_deg"],
                              "level_by": found["run"].get("level_by")}  # fmt: skip
            book_events(connection, run_id, [*events, told])
            noted = {name: found["run"][name] for name in NOTED if found["run"].get(name)}
            if noted:
                connection.execute(run.update().where(run.c.id == run_id).values(noted))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise StorageError(
            f"{path} is damaged ({error!r}).", "Export the run again where it came from."
        ) from error
    return run_id


def _head(found: dict[str, Any]) -> RunHead:
    about = found["run"]
    settings = dict(found.get("settings") or {})
    settings |= {"runner": about.get("runner") or "guest", "view": about.get("view", "behind"),
                 "threshold_deg": float(about["threshold_deg"])}  # fmt: skip
    uid = str(about["uid"])
    if len(uid) != 32 or not uid.isalnum():
        uid = hashlib.sha256(uid.encode("utf-8", "replace")).hexdigest()[:32]
    started = datetime.fromisoformat(about["started"])
    if started.tzinfo is None:
        started = started.astimezone()
    return RunHead(started, str(about["source"]), settings, found.get("versions") or {}, None, uid)
