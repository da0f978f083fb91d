"""Every format a run can be handed on in, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gaitcoach.errors import StorageError
from gaitcoach.language import tr
from gaitcoach.report.tables import to_csv, to_json, to_parquet
from gaitcoach.storage.store.runs import load_run
from gaitcoach.storage.store.signal_files import read_signals, signals_path
from gaitcoach.storage.store.signals import Signals
from gaitcoach.storage.store.store import Store
from gaitcoach.storage.store.values import RunData


@dataclass(frozen=True, slots=True)
class Kind:
    """One format. meaning : in a few words; needs_signals : of every frame"""

    suffix: str
    meaning: str
    needs_signals: bool = False
    needs_video: bool = False


KINDS: dict[str, Kind] = {
    "csv": Kind(".csv", "one row a step"),
    "parquet": Kind(".parquet", "one row a step, columns described inside"),
    "json": Kind(".json", "the whole run; can be imported again"),
    "png": Kind(".png", "a picture of the run"),
    "mot": Kind(".mot", "OpenSim motion: pelvis_list", needs_signals=True),
    "trc": Kind(".trc", "OpenSim markers: the landmarks", needs_signals=True),
    "c3d": Kind(".c3d", "landmarks and pelvis angle", needs_signals=True),
    "frames": Kind(".parquet", "the signals of every frame", needs_signals=True),
    "mp4": Kind(".mp4", "the video with the measurement drawn in", True, True),
}


def export_run(
    store: Store,
    run_id: int,
    kind: str,
    path: Path,
    video: Path | None = None,
    progress: Callable[[int], None] = lambda frames: None,
) -> None:
    """Write a run in one of `KINDS`; an older file is replaced only by a whole new one.

    Raises
    ------
    GaitCoachError
        Something is missing for this format, or the file cannot be written.
    """
    data = load_run(store, run_id)
    if KINDS[kind].needs_video and video is None:
        raise StorageError("The video of the run is needed.", "Give it with --video FILE.")
    signals = signals_of_run(store, data) if KINDS[kind].needs_signals else None
    if signals is None:
        _PLAIN[kind](data, path)
    elif kind == "mp4" and video is not None:
        from gaitcoach.report.film import FilmOptions, to_mp4

        options = FilmOptions(
            mirrored=bool(data.settings.get("mirror")), real_fps=data.settings.get("real_fps")
        )
        to_mp4(data, signals, video, path, options, progress)
    else:
        _motion(kind, data, signals, store, path)


def signals_of_run(store: Store, data: RunData) -> Signals:
    """Return the signals of a run; raises `StorageError` when there are none."""
    found = signals_path(store.signals, data.row.uid)
    if found is None:
        raise StorageError(
            tr("This run has no signals of single frames: it was recorded before they were kept."),
            tr("Export its steps: csv, json or parquet."),
        )
    return read_signals(found)


def _png(data: RunData, path: Path) -> None:
    from gaitcoach.report.plots import to_png  # matplotlib loads slowly

    to_png(data, path)


_PLAIN: dict[str, Callable[[RunData, Path], None]] = {
    "csv": to_csv,
    "parquet": to_parquet,
    "json": to_json,
    "png": _png,
}


def _motion(kind: str, data: RunData, signals: Signals, store: Store, path: Path) -> None:
    from gaitcoach.report import motion
    from gaitcoach.storage.store.signal_files import copy_as_parquet

    if kind == "mot":
        motion.to_mot(signals, path, f"{data.row.runner or 'guest'} {data.row.started:%Y-%m-%d}")
    elif kind == "trc":
        motion.to_trc(signals, path)
    elif kind == "c3d":
        motion.to_c3d(signals, path)
    else:
        copy_as_parquet(signals_path(store.signals, data.row.uid), path)
