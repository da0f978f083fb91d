"""A finished drill into the store, for the command line."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from gaitcoach.capture.source import Delivery, parse_source
from gaitcoach.drills.done import done_drill
from gaitcoach.storage.places import files_path, store_place

NOTHING = "Nothing was counted, so nothing was kept."


class DrillKeeper:
    """keep(summary) -> the drill's number in the store; None when nothing was done.

    Parameters
    ----------
    runner : name of a person; "guest" for nobody's
    load : see `gaitcoach.drills.done.Load`
    started : with its zone
    place : file or address of the store; None = the usual
    """

    def __init__(self, runner: str, load: str, started: datetime, place: str | None = None) -> None:
        self._runner, self._load, self._started = runner, load, started
        self._place = place

    def __call__(self, summary: dict[str, Any]) -> int | None:
        """Keep it; raises `StorageError` when the store cannot be written."""
        if not done_drill(summary, self._started, self._load).did_something:
            return None
        # SQLAlchemy takes its time: not before there is something to keep.
        from gaitcoach.storage.store.drills import keep_drill
        from gaitcoach.storage.store.store import Store

        in_file = self._place is not None and "://" not in self._place
        store = Store(self._place or store_place(), None if in_file else files_path())
        try:
            return keep_drill(store, self._runner, self._started, summary, self._load)
        finally:
            store.close()


def keeper_of(
    source: str, runner: str | None, wanted: bool | None, load: str, place: str | None
) -> DrillKeeper | None:
    """Return who keeps a drill, None when it shall not be kept.

    Parameters
    ----------
    wanted : None = what somebody who was named does before a camera, and nothing else
    """
    of_file = is_file(source)
    if wanted is False or (wanted is None and (of_file or not runner)):
        return None
    return DrillKeeper(runner or "guest", load, _when(source if of_file else None), place)


def is_file(source: str) -> bool:
    """Tell whether a source is watched again, not done now."""
    return parse_source(source).delivery is Delivery.EVERY


def _when(path: str | None) -> datetime:
    """Return now; of a file, when it was written."""
    if path is not None and Path(path).is_file():
        return datetime.fromtimestamp(Path(path).stat().st_mtime).astimezone()
    return datetime.now().astimezone()
