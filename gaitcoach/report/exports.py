"""Every format a run can be handed on in, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gaitcoach.errors import GaitCoachError, StorageError
from gaitcoach.language import tr
from gaitcoach.report.tables import all_to_csv, all_to_parquet, to_csv, to_json, to_parquet
from gaitcoach.storage.store.runs import load_run
from gaitcoach.storage.store.signal_files import read_signals, signals_path
from gaitcoach.storage.store.signals import Signals
from gaitcoach.storage.store.store import Store
from gaitcoach.storage.store.values import RunData, RunRow


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


@dataclass(frozen=True, slots=True)
class Exported:
    """What came of several runs. refused : one or two sentences for each run that could not"""

    paths: tuple[Path, ...]
    refused: tuple[str, ...] = ()


def file_name(row: RunRow, kind: str) -> str:
    """Return the usual name of an exported run: its day and number.

    The frames say so: else they would replace the table of steps, which is Parquet too.
    """
    what = "_frames" if kind == "frames" else ""
    return f"{row.started:%Y-%m-%d}_run_{row.id}{what}{KINDS[kind].suffix}"


def export_runs(store: Store, rows: Sequence[RunRow], kind: str, folder: Path) -> Exported:
    """Write each run into a file of a folder, which is made; a run that cannot be is told.

    Raises
    ------
    GaitCoachError
        The folder cannot be made, or a format that needs a video for each run.
    """
    if KINDS[kind].needs_video:
        raise StorageError(
            tr("A video with drawing needs the recording of its run."),
            tr("Export such runs one by one."),
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            tr("The folder {path} cannot be made ({reason}).", path=folder, reason=error.strerror),
            tr("Choose another folder."),
        ) from error
    paths, refused = [], []
    for row in rows:
        path = folder / file_name(row, kind)
        try:
            export_run(store, row.id, kind, path)
            paths.append(path)
        except GaitCoachError as error:
            refused.append(tr("Run {n}: {why}", n=row.id, why=error))
    return Exported(tuple(paths), tuple(refused))


def export_table(store: Store, rows: Sequence[RunRow], kind: str, path: Path) -> Exported:
    """Write the steps of several runs into one table of a kind in `TABLES`.

    Raises
    ------
    GaitCoachError
        Another kind, or the file cannot be written.
    """
    if kind not in TABLES:
        raise StorageError(
            tr("Only steps as CSV or Parquet make one table."), tr("Export into a folder.")
        )
    # Run after run: years of steps are not in memory as objects at once.
    TABLES[kind]((load_run(store, row.id) for row in rows), path)
    return Exported((path,))


TABLES: dict[str, Callable[[Iterable[RunData], Path], None]] = {
    "csv": all_to_csv,
    "parquet": all_to_parquet,
}


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
