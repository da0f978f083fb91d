"""Questions about people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gaitcoach.library.asking import Answer, Questions
from gaitcoach.storage.store.values import Person

if TYPE_CHECKING:
    from gaitcoach.storage.store.store import Store


class PeopleQuestions(Questions):
    """Who runs."""

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
            from gaitcoach.storage.store.deleting import delete_person

            delete_person(store, person.id, [self._records])
            self._on_deleted(person.name)

        return self._ask(work)
