"""The last set-up: what the runner chose for the latest run, so that it is one click away."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict
from pathlib import Path

from gaitcoach.errors import GaitCoachError, SettingsError
from gaitcoach.settings import Settings
from gaitcoach.storage.export import write_atomically
from gaitcoach.storage.places import setup_path

_log = logging.getLogger(__name__)


def keep_setup(settings: Settings, path: Path) -> None:
    """Keep a set-up. A disk that refuses is no reason to stop: it is logged."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(asdict(settings), indent=1, ensure_ascii=False)
        write_atomically(path, text.encode("utf-8"))
    except (OSError, GaitCoachError) as error:
        _log.warning("the set-up was not kept: %s", error)


def forget_runner(name: str) -> None:
    """Take a person, and in what they ran, out of the last set-up, if they are there."""
    path = setup_path()
    kept = last_setup(path)
    if kept is not None and kept.runner == name:
        keep_setup(without_runner(kept), path)


def without_runner(setup: Settings) -> Settings:
    """Return a set-up for a guest: nothing in it tells who ran."""
    return setup.with_changes(runner="guest", speed_kmh=None, incline_percent=None, shoes=None)


def last_setup(path: Path) -> Settings | None:
    """Return the set-up kept there; None when there is none that can be used."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return Settings(**kept)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, SettingsError) as error:
        _log.warning("the last set-up cannot be used: %s", error)
        return None
