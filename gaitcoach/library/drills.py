"""Questions about the drills of a person."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from gaitcoach.drills.done import DoneDrill
from gaitcoach.drills.programme import PlannedDrill, todays_session
from gaitcoach.library.asking import Answer, Questions

if TYPE_CHECKING:  # SQLAlchemy loads in the worker
    from gaitcoach.storage.store.store import Store


class DrillQuestions(Questions):
    """What was done, and what is wanted today."""

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

    def annotate_drill(self, number: int, **fields: object) -> Answer[None]:
        """Change notes of a drill, or whether one held on."""

        def work(store: Store) -> None:
            from gaitcoach.storage.store.drills import annotate_drill

            annotate_drill(store, number, **fields)

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
