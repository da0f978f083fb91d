"""What the store says of drills that were done, and what is noted of them afterwards."""

from __future__ import annotations

from functools import partial
from typing import Any

from PyQt6.QtCore import QObject

from gaitcoach.language import tr
from gaitcoach.ui.controls import Controls, DrillHandle
from gaitcoach.ui.drill_summary import DrillSummary
from gaitcoach.ui.texts import runner_text
from gaitcoach.ui.waiter import Waiter


class KeptDrills(QObject):
    """Tells on the summary for whom each drill was kept; what is noted there goes to the store."""

    def __init__(self, controls: Controls, summary: DrillSummary, parent: QObject) -> None:
        super().__init__(parent)
        self._controls, self._summary, self._waiter = controls, summary, Waiter(self)
        self._runner = ""
        self._asked = 0
        self._numbers: dict[int, int] = {}
        self._waiter.trouble.connect(summary.tell)
        summary.noted.connect(self._note)

    def begin(self, runner: str) -> None:
        """Begin with drills of somebody; notes of earlier ones are still written."""
        self._runner, self._asked, self._numbers = runner, 0, {}
        self._summary.tell("")
        self._summary.offer_notes(())

    def look(self, handle: DrillHandle) -> None:
        """Wait for what was handed to the store since the last look."""
        kept = handle.kept
        for place in range(self._asked, len(kept)):
            self._waiter.ask(kept[place], partial(self._take, self._numbers, place))
        self._asked = len(kept)

    def _take(self, numbers: dict[int, int], place: int, number: int) -> None:
        numbers[place] = number
        if numbers is self._numbers:
            self._summary.tell(tr("Kept for {name}.", name=runner_text(self._runner)))
            self._summary.offer_notes(numbers)

    def _note(self, place: int, fields: dict[str, Any]) -> None:
        """Write what was noted of one of the drills that are shown."""
        answer = self._controls.library.annotate_drill(self._numbers[place], **fields)
        self._waiter.ask(answer, lambda _: self._summary.tell(tr("Noted.")))
