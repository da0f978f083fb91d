"""An archive from its folders to its tables: what is not done yet is done, then all is written."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from gaitcoach.batch.journal import Journal
from gaitcoach.batch.manifest import Clip, Manifest, find_clips
from gaitcoach.batch.row import Row
from gaitcoach.batch.work import How, Measured, Workers
from gaitcoach.errors import GaitCoachError
from gaitcoach.storage.export import write_atomically


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked. steps_csv : a table of steps for each clip; again : failed clips once more"""

    places: tuple[str, ...]
    folder: Path
    how: How
    limit_deg: float
    steps_csv: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """How far an archive is.

    done, of : clips; failed : of those done; bytes_rel : share of the bytes; eta_s : None = unknown
    row : of the clip that was done just now
    """

    done: int
    of: int
    failed: int
    bytes_rel: float
    fps: float
    eta_s: float | None
    row: Row


@dataclass(frozen=True, slots=True)
class Ended:
    """How it ended. left : clips not measured; why : of what stopped it, None = nothing did"""

    manifest: Manifest
    done: int
    failed: int
    left: int
    why: GaitCoachError | KeyboardInterrupt | None = None


class Pace:
    """How fast it goes, by frames and by bytes; time is data."""

    def __init__(self, start_s: float) -> None:
        self._start_s = start_s
        self._frames = 0
        self._bytes = 0

    def took(self, frames: int, size_bytes: int) -> None:
        """Book a clip."""
        self._frames += frames
        self._bytes += size_bytes

    def fps(self, now_s: float) -> float:
        """Return frames a second since the start."""
        return self._frames / max(now_s - self._start_s, 1e-3)

    def eta_s(self, now_s: float, left_bytes: int) -> float | None:
        """Return seconds to go by the bytes so far; None before the first clip."""
        if not self._bytes:
            return None
        return left_bytes * (now_s - self._start_s) / self._bytes


def measure_archive(
    plan: Plan,
    make_workers: Callable[[], Workers],
    tell: Callable[[Told], None] = lambda told: None,
    on_begin: Callable[[Manifest, int], None] = lambda manifest, done: None,
    clock: Callable[[], float] = time.monotonic,
) -> Ended:
    """Measure what is not measured yet and write the tables, also when something stops it.

    Parameters
    ----------
    make_workers : called once there is something to measure
    tell : after each clip; on_begin : once it is known what there is, and how much of it is done

    Raises
    ------
    GaitCoachError
        A place cannot be found, or the folder of the results cannot be written.
    """
    found = find_clips(plan.places)
    measured_by = dict(plan.how.settings) | {"find_view": plan.how.find_view}
    with closing(Journal(plan.folder, measured_by)) as journal:
        _write_manifest(found, plan.folder)
        todo = [
            clip for clip in found.clips if not journal.is_done(clip, failed_too=not plan.again)
        ]
        on_begin(found, len(found.clips) - len(todo))
        why: GaitCoachError | KeyboardInterrupt | None = None
        try:
            if todo:
                _measure(todo, found, journal, plan, make_workers, tell, clock)
        except (GaitCoachError, KeyboardInterrupt) as stop:
            why = stop
        left = sum(not journal.is_done(clip) for clip in found.clips)
        _write(journal, found, plan, left, quietly=why is not None)
        return Ended(found, len(journal), journal.failed, left, why)


def _measure(
    todo: Sequence[Clip],
    found: Manifest,
    journal: Journal,
    plan: Plan,
    make_workers: Callable[[], Workers],
    tell: Callable[[Told], None],
    clock: Callable[[], float],
) -> None:
    total = sum(clip.size_bytes for clip in found.clips)
    left = sum(clip.size_bytes for clip in todo)
    done = len(found.clips) - len(todo)
    failed, pace = 0, Pace(clock())
    with closing(make_workers()) as workers, closing(workers.run(todo, plan.how)) as measured:
        for one in measured:
            journal.append(one.clip, one.row)
            done, left = done + 1, left - one.clip.size_bytes
            failed += bool(one.row["error"])
            pace.took(one.row["frames"] or 0, one.clip.size_bytes)
            share = 1.0 - left / total if total else 1.0
            now_s = clock()
            tell(
                Told(
                    done, len(found.clips), failed, share, pace.fps(now_s),
                    pace.eta_s(now_s, left), _named(one),
                )
            )  # fmt: skip


def _named(one: Measured) -> Row:
    return {k: v for k, v in one.row.items() if k != "step_table"} | {
        "file": one.clip.place,
        "size_bytes": one.clip.size_bytes,
    }


def _write_manifest(found: Manifest, folder: Path) -> None:
    from gaitcoach.batch.tables import write_manifest

    write_manifest(found, folder / "manifest.csv")


def _write(journal: Journal, found: Manifest, plan: Plan, left: int, quietly: bool) -> None:
    """Write everything that is made of the journal. quietly : what stopped it is told instead"""
    from gaitcoach.batch.overview import page
    from gaitcoach.batch.tables import write_steps_csv, write_tables

    try:
        write_tables(journal.rows, plan.folder)
        if plan.steps_csv:
            write_steps_csv(journal.rows(), plan.folder / "steps")
        text = page(journal.rows(), same=len(found.same), left=left, limit_deg=plan.limit_deg)
        write_atomically(
            plan.folder / "overview.html", text.encode("utf-8", errors="backslashreplace")
        )
    except GaitCoachError:
        if not quietly:
            raise
