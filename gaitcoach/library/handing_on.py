"""Questions whose answer is a file: reports and exports; the clinic's name on them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gaitcoach.library.asking import Answer, Questions
from gaitcoach.report.clinic import Clinic, load_clinic, save_clinic
from gaitcoach.storage.store.values import RunRow

if TYPE_CHECKING:
    from gaitcoach.report.exports import Exported
    from gaitcoach.storage.store.store import Store


class HandingOnQuestions(Questions):
    """What leaves the store."""

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

    def export_several(
        self, rows: Sequence[RunRow], kind: str, path: Path, *, one_table: bool
    ) -> Answer[Exported]:
        """Write several runs into a folder, or their steps into one table."""

        def work(store: Store) -> Exported:
            from gaitcoach.report.exports import export_runs, export_table

            return (export_table if one_table else export_runs)(store, rows, kind, path)

        return self._ask(work)

    def clinic(self) -> Clinic:
        """Return the clinic's name and logo; a small file, read here and now."""
        return load_clinic(self._clinic)

    def save_clinic(self, clinic: Clinic) -> Answer[None]:
        """Keep the clinic's name and logo."""
        return self._ask(lambda store: save_clinic(clinic, self._clinic))
