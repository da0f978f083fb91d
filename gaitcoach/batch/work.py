"""Clips through measuring processes, here: each of some threads holds one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol

from gaitcoach.batch.hand import Hand
from gaitcoach.batch.hand_child import job_of
from gaitcoach.batch.manifest import Clip
from gaitcoach.batch.progress import TELL_EVERY_S, OnReached, Reached, Underway
from gaitcoach.batch.remote import local_copy
from gaitcoach.batch.row import Row, failed_row
from gaitcoach.errors import GaitCoachError

AHEAD = 4
"""Clips a worker that wait: none runs dry, and a stop has little to call off."""


@dataclass(frozen=True, slots=True)
class How:
    """How clips are measured. settings : of `Settings`, by name"""

    settings: Mapping[str, Any]
    find_view: bool = True


@dataclass(frozen=True, slots=True)
class Measured:
    """One clip and its row."""

    clip: Clip
    row: Row


class Workers(Protocol):
    """Whoever measures: processes here, or a cluster."""

    def run(self, clips: Iterable[Clip], how: How) -> Iterator[Measured | None]:
        """Yield every clip as it is done, in any order; None when a second went by without one."""
        ...

    def underway(self) -> tuple[Underway, ...]:
        """Return the clips that are being measured now."""
        ...

    def close(self) -> None:
        """Stop at once."""
        ...


def measure_clip(hand: Hand, clip: Clip, how: How, on_reached: OnReached) -> Row:
    """Measure a clip from wherever it is; a failed one has its reason."""
    try:
        with local_copy(clip.place) as path:
            return hand.measure(job_of(path, dict(how.settings), how.find_view), on_reached)
    except GaitCoachError as error:
        return failed_row(str(error))
    except OSError as error:
        return failed_row(f"The clip cannot be copied to this disk ({error.strerror}).")


class LocalWorkers:
    """Processes on this machine.

    Parameters
    ----------
    n : how many
    make_hand : makes a measuring process
    """

    def __init__(self, n: int, make_hand: Callable[[], Hand] = Hand) -> None:
        self._n, self._make_hand = n, make_hand
        self._own = threading.local()
        self._underway: dict[Clip, Underway] = {}
        self.hands: list[Hand] = []
        self._stopping = False

    def run(self, clips: Iterable[Clip], how: How) -> Iterator[Measured | None]:
        """Yield every clip as it is done; see `Workers`."""
        waiting, running = iter(clips), set[Future[Measured]]()
        pool = ThreadPoolExecutor(self._n, thread_name_prefix="hand")
        try:
            while True:
                room = self._n * AHEAD - len(running)
                running |= {pool.submit(self._one, c, how) for c in islice(waiting, room)}
                if not running:
                    return
                done, running = wait(running, TELL_EVERY_S, return_when=FIRST_COMPLETED)
                if not done:
                    yield None
                yield from (future.result() for future in done)
        finally:
            self.close()
            pool.shutdown(wait=True, cancel_futures=True)

    def underway(self) -> tuple[Underway, ...]:
        """Return the clips that are being measured now; see `Workers`."""
        return tuple(self._underway.copy().values())

    def close(self) -> None:
        """End every process, also in the middle of a clip."""
        self._stopping = True
        for hand in self.hands:
            hand.close()

    def _one(self, clip: Clip, how: How) -> Measured:
        if not hasattr(self._own, "hand"):
            self._own.hand = self._make_hand()
            self.hands.append(self._own.hand)
            if self._stopping:
                self._own.hand.close()

        def tell(reached: Reached) -> None:
            self._underway[clip] = Underway(clip, reached)

        tell(Reached())
        try:
            return Measured(clip, measure_clip(self._own.hand, clip, how, tell))
        finally:
            del self._underway[clip]
