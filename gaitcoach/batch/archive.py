"""An archive from its folders to its tables: what is not done yet is done, then all is written."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, fields
from pathlib import Path

from gaitcoach.batch.journal import Journal
from gaitcoach.batch.manifest import Clip, Manifest, find_clips
from gaitcoach.batch.progress import Pace, Underway
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
class Running:
    """A clip that is being measured. frames : analysed so far; share : of the file, None = unknown

    fps : frames a second of this clip
    """

    file: str
    frames: int
    share: float | None
    fps: float


@dataclass(frozen=True, slots=True)
class Far:
    """How far an archive is.

    done, of : clips; failed : of those done; eta_s : None = unknown
    bytes_rel : share of the bytes; it and fps count clips that are being measured too
    """

    done: int
    of: int
    failed: int
    bytes_rel: float
    fps: float
    eta_s: float | None
    running: tuple[Running, ...]


@dataclass(frozen=True, slots=True)
class Told(Far):
    """A clip was done just now. row : of it"""

    row: Row


@dataclass(frozen=True, slots=True)
class Ended:
    """How it ended. left : clips not measured; why : of what stopped it, None = nothing did"""

    manifest: Manifest
    done: int
    failed: int
    left: int
    why: GaitCoachError | KeyboardInterrupt | None = None


def measure_archive(
    plan: Plan,
    make_workers: Callable[[], Workers],
    tell: Callable[[Told], None] = lambda told: None,
    on_begin: Callable[[Manifest, int], None] = lambda manifest, done: None,
    on_look: Callable[[Far], None] = lambda far: None,
    clock: Callable[[], float] = time.monotonic,
) -> Ended:
    """Measure what is not measured yet and write the tables, also when something stops it.

    Parameters
    ----------
    make_workers : called once there is something to measure
    tell : after each clip; on_begin : once it is known what there is, and how much of it is done
    on_look : after each second in which no clip was done

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
                with closing(make_workers()) as workers:
                    course = _Course(found, todo, workers.underway, clock)
                    _measure(todo, journal, plan.how, workers, course, tell, on_look)
        except (GaitCoachError, KeyboardInterrupt) as stop:
            why = stop
        left = sum(not journal.is_done(clip) for clip in found.clips)
        _write(journal, found, plan, left, quietly=why is not None)
        return Ended(found, len(journal), journal.failed, left, why)


def _measure(
    todo: Sequence[Clip],
    journal: Journal,
    how: How,
    workers: Workers,
    course: _Course,
    tell: Callable[[Told], None],
    on_look: Callable[[Far], None],
) -> None:
    with closing(workers.run(todo, how)) as measured:
        for one in measured:
            if one is None:
                on_look(course.far())
                continue
            journal.append(one.clip, one.row)
            tell(course.took(one))


class _Course:
    """Keeps count of an archive while it is measured."""

    def __init__(
        self,
        found: Manifest,
        todo: Sequence[Clip],
        underway: Callable[[], tuple[Underway, ...]],
        clock: Callable[[], float],
    ) -> None:
        self._of, self._done = len(found.clips), len(found.clips) - len(todo)
        self._total_bytes = sum(clip.size_bytes for clip in found.clips)
        self._left_bytes = sum(clip.size_bytes for clip in todo)
        self._underway, self._clock = underway, clock
        self._failed, self._pace = 0, Pace(clock())

    def took(self, one: Measured) -> Told:
        """Book a clip and tell of it."""
        self._done += 1
        self._left_bytes -= one.clip.size_bytes
        self._failed += bool(one.row["error"])
        self._pace.took(one.row["frames"] or 0, one.clip.size_bytes)
        far = self.far()
        return Told(**{spec.name: getattr(far, spec.name) for spec in fields(Far)}, row=_named(one))

    def far(self) -> Far:
        """Tell how far it is now."""
        now_s, underway, pace = self._clock(), self._underway(), self._pace
        pace.look(underway, now_s)
        left_bytes = self._left_bytes - pace.underway_bytes
        return Far(
            done=self._done,
            of=self._of,
            failed=self._failed,
            bytes_rel=1.0 - left_bytes / self._total_bytes if self._total_bytes else 1.0,
            fps=pace.fps(now_s),
            eta_s=pace.eta_s(now_s, self._left_bytes),
            running=tuple(
                Running(
                    one.clip.place, one.reached.frames, one.reached.share, pace.clip_fps(one, now_s)
                )
                for one in underway
            ),
        )


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
