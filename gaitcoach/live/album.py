"""Pictures of the steps with the largest and the smallest drop."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from gaitcoach.capture.packed import pack
from gaitcoach.gait.review import extremes
from gaitcoach.live.memory import Moment, PictureMemory
from gaitcoach.live.view import LiveView
from gaitcoach.types import Side, StanceRecord, StepKey


class StepAlbum:
    """push(new steps, all steps) keeps the pictures of each leg's extreme steps.

    Parameters
    ----------
    at : returns the picture nearest to a time, None when there is none
    """

    def __init__(self, at: Callable[[float], Moment | None]) -> None:
        self._at = at
        self._kept: dict[StepKey, Moment] = {}

    @property
    def pictures(self) -> dict[StepKey, Moment]:
        """The pictures by leg and foot contact time."""
        return dict(self._kept)

    def push(self, new: Iterable[StanceRecord], steps: Iterable[StanceRecord]) -> None:
        """Look at steps that were just finished; all steps so far tell which are extreme.

        The drops are read anew each time: a baseline that came later has changed them.
        """
        found = {step.key: self._at(step.mid_stance_s) for step in new if step.usable}
        found = {key: moment for key, moment in found.items() if moment is not None}
        if not found:
            return
        candidates = self._kept | found
        pictured = [step for step in steps if step.usable and step.key in candidates]
        wanted = {step.key for side in Side for step in _both_ends(pictured, side)}
        self._kept = {key: moment for key, moment in candidates.items() if key in wanted}


def _both_ends(pictured: list[StanceRecord], side: Side) -> tuple[StanceRecord, ...]:
    worst, best = extremes([step for step in pictured if step.side is side])
    return worst + best


class RunPictures:
    """The pictures of a run: its last seconds and its extreme steps. In memory, never on disk."""

    def __init__(self) -> None:
        self._memory = PictureMemory(pack)
        self._album = StepAlbum(self._memory.at)

    @property
    def moments(self) -> tuple[Moment, ...]:
        """The last seconds, oldest first."""
        return self._memory.moments()

    @property
    def of_steps(self) -> dict[StepKey, Moment]:
        """Each leg's extreme steps."""
        return self._album.pictures

    def push(self, view: LiveView, steps: Callable[[], Iterable[StanceRecord]]) -> None:
        """Take a newly analysed frame; `steps` returns all steps so far."""
        self._memory.push(view)
        if view.update.new_steps:
            self._album.push(view.update.new_steps, steps())

    def close(self) -> None:
        """Stop the worker; the pictures stay."""
        self._memory.close()
