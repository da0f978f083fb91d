"""What a start was told besides the settings, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gaitcoach.capture.discovery import list_cameras
from gaitcoach.capture.source import DEMO
from gaitcoach.drills import Drill
from gaitcoach.drills.done import Load
from gaitcoach.errors import GaitCoachError
from gaitcoach.language import tr
from gaitcoach.live.drill_watch import Seen
from gaitcoach.settings import Settings
from gaitcoach.storage.places import (
    runs_path,
)


@dataclass(frozen=True, slots=True)
class DrillWish:
    """An exercise that a window is opened with, and what holds for those that follow it.

    seen : from where the camera looks; None = found out
    load : what is worked against, as the store knows it
    keeps : what is done goes into the store
    store : its file or address; None = the usual
    noted : of this drill, beside what is measured; see `drilling.noted`
    """

    drill: Drill
    seen: Seen | None = None
    load: str = Load.NONE
    keeps: bool = True
    store: str | None = None
    noted: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How to run, besides the settings.

    source : as typed; None = the first camera, or the demo when there is none
    out_dir : folder of the record; None = the user's data folder
    video_path : keep the picture there; None = do not keep it
    faces : leave faces in a kept picture as they are
    drill : an exercise to begin with, in place of a run
    """

    source: str | None = None
    as_live: bool = False
    loop: bool = False
    max_s: float | None = None
    out_dir: Path | None = None
    video_path: Path | None = None
    as_json: bool = False
    faces: bool = False
    drill: DrillWish | None = None


def choose_source(typed: str | None) -> str:
    """Return the source as typed, else the first camera, else the demo."""
    if typed is not None:
        return typed
    cameras = list_cameras()
    return str(cameras[0].index) if cameras else DEMO


def records_dir(options: RunOptions, settings: Settings) -> Path:
    """Return the folder of records: as given for this start, else the user's, else the usual."""
    if options.out_dir is not None:
        return options.out_dir
    return runs_path() if settings.records_dir is None else Path(settings.records_dir)


def check_video_path(path: Path | None) -> None:
    """Raise `GaitCoachError` when a recording must not, or cannot, be written there."""
    if path is not None and path.exists():
        raise GaitCoachError(
            tr("{path} exists already.", path=path), "Choose another name for --record."
        )
    if path is not None and path.suffix.lower() != ".mp4":
        raise GaitCoachError(f"{path} is not an .mp4 name.", "Use --record NAME.mp4.")
