"""Questions of the start: older records, runs that were cut off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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


class TidyingQuestions(Questions):
    """What the store needs once the window stands."""

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
