"""Questions of the start: older records, runs that were cut off."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gaitcoach.errors import StorageError
from gaitcoach.library.asking import Answer, Questions
from gaitcoach.storage.store.values import Unfinished

if TYPE_CHECKING:
    from gaitcoach.storage.store.store import Store


@dataclass(frozen=True, slots=True)
class Found:
    """What the start found. imported : older records; why_read_only : "" when all is well"""

    unfinished: tuple[Unfinished, ...] = ()
    imported: int = 0
    why_read_only: str = ""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of records. left : those that cannot be read, or are copies of known ones"""

    imported: int
    left: tuple[Path, ...]


class TidyingQuestions(Questions):
    """What the store needs once the window stands."""

    def tidy(self) -> Answer[Found]:
        """Bring in older records, finish what was cut off, tell what waits for a decision."""
        return self._ask(self._tidy)

    def _tidy(self, store: Store) -> Found:
        from gaitcoach.storage.store.unfinished import find_unfinished, tidy_streams

        if store.why_read_only:
            return Found(why_read_only=store.why_read_only)
        unfinished = find_unfinished(store)
        imported = self._take_in(store)
        tidy_streams(store, [found.uid for found in unfinished])
        return Found(unfinished, imported)

    def waiting_records(self) -> Answer[tuple[Path, ...]]:
        """Return the records on the disk that the store does not have and nobody tried to add."""

        def work(store: Store) -> tuple[Path, ...]:
            from gaitcoach.storage.store.importing import new_records

            found = new_records(store, self._records)
            return tuple(path for path in found if path not in self._passed_over)

        return self._ask(work)

    def take_in_records(self) -> Answer[TakenIn]:
        """Bring the records on the disk into the store."""

        def work(store: Store) -> TakenIn:
            return TakenIn(self._take_in(store), tuple(sorted(self._passed_over)))

        return self._ask(work)

    def _take_in(self, store: Store) -> int:
        from gaitcoach.storage.store.importing import import_records, new_records

        if store.why_read_only:
            raise StorageError(store.why_read_only)
        imported = import_records(store, self._records)
        self._passed_over = set(new_records(store, self._records))
        return imported

    def keep(self, found: Unfinished) -> Answer[None]:
        """Keep an unfinished run."""

        def work(store: Store) -> None:
            from gaitcoach.storage.store.unfinished import keep_unfinished

            keep_unfinished(store, found)

        return self._ask(work)
