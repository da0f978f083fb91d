"""Questions about runs: lists, one whole run, what is put right, what is deleted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gaitcoach.gait.putright import Correction
from gaitcoach.library.asking import Answer, Questions
from gaitcoach.report.clinic import Clinic
from gaitcoach.storage.store.values import Logged, RunFilter, RunRow

if TYPE_CHECKING:
    from gaitcoach.report.facts import Report
    from gaitcoach.storage.store.store import Store


@dataclass(frozen=True, slots=True)
class KeptRunView:
    """A kept run for the screen. log : everything that was put right, and taken back"""

    report: Report
    log: tuple[Logged, ...] = field(default=())


class RunQuestions(Questions):
    """What was run."""

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
