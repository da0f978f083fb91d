"""Questions about a person's programme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gaitcoach.gait.programme import Schedule
from gaitcoach.library.asking import Answer, Questions
from gaitcoach.storage.store.values import Programme, SessionScore

if TYPE_CHECKING:
    from gaitcoach.storage.store.store import Store


class ProgrammeQuestions(Questions):
    """Sessions, done and to come."""

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
