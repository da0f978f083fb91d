"""The store for the window: every question is answered by a worker, nothing blocks."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from gaitcoach.drills.done import DoneDrill
from gaitcoach.drills.programme import PlannedDrill, todays_session
from gaitcoach.errors import GaitCoachError
from gaitcoach.gait.programme import Schedule
from gaitcoach.gait.putright import Correction
from gaitcoach.language import tr
from gaitcoach.report.clinic import Clinic, load_clinic, save_clinic
from gaitcoach.storage.store.values import (
    Logged,
    Person,
    Programme,
    RunFilter,
    RunRow,
    SessionScore,
    Unfinished,
)

if TYPE_CHECKING:  # SQLAlchemy loads in the worker
    from gaitcoach.report.facts import Report
    from gaitcoach.storage.store.store import Store

T = TypeVar("T")
_log = logging.getLogger(__name__)


class Answer(Generic[T]):
    """What a question will bring. is_ready : then `value`, or `error`, is there"""

    def __init__(self) -> None:
        self._ready = threading.Event()
        self.value: T | None = None
        self.error: GaitCoachError | None = None

    @property
    def is_ready(self) -> bool:
        return self._ready.is_set()

    def wait(self, timeout_s: float) -> bool:
        """Wait; only for those who may."""
        return self._ready.wait(timeout_s)

    def give(self, value: T | None, error: GaitCoachError | None = None) -> None:
        """Answer, once."""
        self.value, self.error = value, error
        self._ready.set()


@dataclass(frozen=True, slots=True)
class Found:
    """What the start found. imported : older records; why_read_only : "" when all is well"""

    unfinished: tuple[Unfinished, ...] = ()
    imported: int = 0
    why_read_only: str = ""


@dataclass(frozen=True, slots=True)
class KeptRunView:
    """A kept run for the screen. log : everything that was put right, and taken back"""

    report: Report
    log: tuple[Logged, ...] = field(default=())


class Library:
    """Asks the store in a thread of its own; one question after the other.

    Parameters
    ----------
    place : file name or address of the store
    files : folder beside it
    records : folder of the plain records
    clinic : file of the clinic's name and logo
    """

    def __init__(self, place: str, files: Path, records: Path, clinic: Path) -> None:
        self._place, self._files, self._records, self._clinic = place, files, records, clinic
        self._questions: queue.Queue[tuple[Answer, Callable[[Store], Any]] | None] = queue.Queue()
        self._store: Store | None = None
        self._worker: threading.Thread | None = None
        self._lock = threading.Lock()

    def close(self, timeout_s: float = 1.0) -> None:
        """End the worker once it has answered; a long answer is not waited for."""
        with self._lock:
            worker = self._worker
        if worker is not None:
            self._questions.put(None)
            worker.join(timeout_s)

    def _ask(self, work: Callable[[Store], T]) -> Answer[T]:
        answer: Answer[T] = Answer()
        self._questions.put((answer, work))
        with self._lock:
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="library", daemon=True)
                self._worker.start()
        return answer

    def _work(self) -> None:
        while (asked := self._questions.get()) is not None:
            answer, work = asked
            try:
                answer.give(work(self._open()))
            except GaitCoachError as error:
                answer.give(None, error)
            except Exception as error:
                _log.exception("the store could not answer")
                what = tr("The store could not answer ({error}).", error=error)
                answer.give(None, GaitCoachError(what, tr("See the log file.")))
        if self._store is not None:
            self._store.close()

    def _open(self) -> Store:
        from gaitcoach.storage.store.store import Store

        if self._store is None:
            self._store = Store(self._place, self._files)
        return self._store

    # -- the start -------------------------------------------------------------------------------

    def tidy(self) -> Answer[Found]:
        """Bring in older records, finish what was cut off, tell what waits for a decision."""
        return self._ask(self._tidy)

    def _tidy(self, store: Store) -> Found:
        from gaitcoach.storage.store.importing import import_records
        from gaitcoach.storage.store.unfinished import find_unfinished, tidy_streams

        if store.why_read_only:
            return Found(why_read_only=store.why_read_only)
        unfinished = find_unfinished(store)
        imported = import_records(store, self._records)
        tidy_streams(store, [found.uid for found in unfinished])
        return Found(unfinished, imported)

    def keep(self, found: Unfinished) -> Answer[None]:
        """Keep an unfinished run."""

        def work(store: Store) -> None:
            from gaitcoach.storage.store.unfinished import keep_unfinished

            keep_unfinished(store, found)

        return self._ask(work)

    # -- people and runs -------------------------------------------------------------------------

    def people(self) -> Answer[tuple[Person, ...]]:
        """Return everybody."""

        def work(store: Store) -> tuple[Person, ...]:
            from gaitcoach.storage.store.people import people

            return people(store)

        return self._ask(work)

    def add_person(self, name: str) -> Answer[int]:
        """Add a person."""

        def work(store: Store) -> int:
            from gaitcoach.storage.store.people import add_person

            return add_person(store, name)

        return self._ask(work)

    def change_person(self, person_id: int, **changes: object) -> Answer[None]:
        """Change what is kept of a person."""

        def work(store: Store) -> None:
            from gaitcoach.storage.store.people import change_person

            change_person(store, person_id, **changes)

        return self._ask(work)

    def delete_person(self, person: Person) -> Answer[None]:
        """Delete a person and everything of theirs."""

        def work(store: Store) -> None:
            from gaitcoach.storage.setup import forget_runner
            from gaitcoach.storage.store.deleting import delete_person

            delete_person(store, person.id, [self._records])
            forget_runner(person.name)

        return self._ask(work)

    def runs(self, wanted: RunFilter) -> Answer[tuple[RunRow, ...]]:
        """Return runs, the newest first."""

        def work(store: Store) -> tuple[RunRow, ...]:
            from gaitcoach.storage.store.runs import list_runs

            return list_runs(store, wanted)

        return self._ask(work)

    def run(self, run_id: int) -> Answer[KeptRunView]:
        """Return a whole run with its report."""

        def work(store: Store) -> KeptRunView:
            from gaitcoach.report.facts import gather
            from gaitcoach.storage.store.putright import corrections_of
            from gaitcoach.storage.store.runs import find_run

            report = gather(store, find_run(store, str(run_id)), Clinic())
            return KeptRunView(report, corrections_of(store, run_id))

        return self._ask(work)

    def annotate(self, run_id: int, **fields: object) -> Answer[None]:
        """Change notes, shoes, speed, incline or person of a run."""

        def work(store: Store) -> None:
            from gaitcoach.storage.store.putright import annotate

            annotate(store, run_id, **fields)

        return self._ask(work)

    def correct(self, run_id: int, what: Correction) -> Answer[int]:
        """Put a run right."""

        def work(store: Store) -> int:
            from gaitcoach.storage.store.putright import correct

            return correct(store, run_id, what)

        return self._ask(work)

    def take_back(self, numbers: Sequence[int]) -> Answer[None]:
        """Take corrections back."""

        def work(store: Store) -> None:
            from gaitcoach.storage.store.putright import take_back

            take_back(store, numbers)

        return self._ask(work)

    def delete_runs(self, run_ids: Sequence[int]) -> Answer[None]:
        """Delete runs with everything that belongs to them."""

        def work(store: Store) -> None:
            from gaitcoach.storage.store.deleting import delete_runs

            delete_runs(store, run_ids, [self._records])

        return self._ask(work)

    def delete_uid(self, uid: str) -> Answer[None]:
        """Delete a run by its name in the store; one that is not there is no error."""

        def work(store: Store) -> None:
            from gaitcoach.storage.store.deleting import delete_runs
            from gaitcoach.storage.store.runs import id_of

            run_id = id_of(store, uid)
            if run_id is not None:
                delete_runs(store, [run_id], [self._records])

        return self._ask(work)

    # -- what is handed on -----------------------------------------------------------------------

    def report(self, run_id: int, path: Path) -> Answer[Path]:
        """Write a report."""

        def work(store: Store) -> Path:
            from gaitcoach.report.facts import gather
            from gaitcoach.report.render import write_report
            from gaitcoach.storage.store.runs import find_run

            row = find_run(store, str(run_id))
            write_report(gather(store, row, load_clinic(self._clinic)), path)
            return path

        return self._ask(work)

    def export(self, run_id: int, kind: str, path: Path, video: Path | None = None) -> Answer[Path]:
        """Write a run in another format."""

        def work(store: Store) -> Path:
            from gaitcoach.report.exports import export_run

            export_run(store, run_id, kind, path, video)
            return path

        return self._ask(work)

    def clinic(self) -> Clinic:
        """Return the clinic's name and logo; a small file, read here and now."""
        return load_clinic(self._clinic)

    def save_clinic(self, clinic: Clinic) -> Answer[None]:
        """Keep the clinic's name and logo."""
        return self._ask(lambda store: save_clinic(clinic, self._clinic))

    # -- drills ----------------------------------------------------------------------------------

    def keep_drill(
        self, person: str, started: datetime, summary: dict[str, Any], load: str = "none"
    ) -> Answer[int]:
        """Keep a finished drill; answers its number.

        Parameters
        ----------
        person : name, added when new; "" or "guest" for nobody's
        summary : see `gaitcoach.drills.summary_of`
        load : a `gaitcoach.drills.done.Load`
        """

        def work(store: Store) -> int:
            from gaitcoach.storage.store.drills import keep_drill

            return keep_drill(store, person, started, summary, load)

        return self._ask(work)

    def drills_of(self, person: str) -> Answer[tuple[DoneDrill, ...]]:
        """Return everything a person has done, the oldest first; nobody's for a guest."""

        def work(store: Store) -> tuple[DoneDrill, ...]:
            from gaitcoach.storage.store.drills import drills_of

            return drills_of(store, person)

        return self._ask(work)

    def today(self, person: str) -> Answer[tuple[PlannedDrill, ...]]:
        """Return what is wanted of a person today, by the clock of this computer."""

        def work(store: Store) -> tuple[PlannedDrill, ...]:
            from gaitcoach.storage.store.drills import drills_of

            return todays_session(drills_of(store, person), datetime.now().astimezone().date())

        return self._ask(work)

    # -- the programme ---------------------------------------------------------------------------

    def programme(
        self, person_id: int
    ) -> Answer[tuple[Programme | None, tuple[SessionScore, ...]]]:
        """Return a person's programme with the scores of what was done."""

        def work(store: Store) -> tuple[Programme | None, tuple[SessionScore, ...]]:
            from gaitcoach.storage.store.programmes import programme_of, scores

            found = programme_of(store, person_id)
            return found, () if found is None else scores(store, found)

        return self._ask(work)

    def begin_programme(self, person_id: int, schedule: Schedule) -> Answer[int]:
        """Begin a programme."""

        def work(store: Store) -> int:
            from gaitcoach.storage.store.programmes import begin_programme

            return begin_programme(store, person_id, schedule)

        return self._ask(work)

    def edit_schedule(self, programme_id: int, schedule: Schedule) -> Answer[None]:
        """Change the sessions of a programme."""

        def work(store: Store) -> None:
            from gaitcoach.storage.store.programmes import edit_schedule

            edit_schedule(store, programme_id, schedule)

        return self._ask(work)

    def end_programme(self, programme_id: int) -> Answer[None]:
        """End a programme."""

        def work(store: Store) -> None:
            from gaitcoach.storage.store.programmes import end_programme

            end_programme(store, programme_id)

        return self._ask(work)

    def count_newest(self, programme_id: int) -> Answer[int | None]:
        """Count the person's newest run as the next session."""

        def work(store: Store) -> int | None:
            from gaitcoach.storage.store.programmes import count_newest

            return count_newest(store, programme_id)

        return self._ask(work)
