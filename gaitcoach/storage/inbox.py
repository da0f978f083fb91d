"""The way into a writer's thread, and the way its troubles come out."""

from __future__ import annotations

import logging
import queue
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Generic, TypeVar

T = TypeVar("T")
_END = object()
_log = logging.getLogger(__name__)


class Inbox(Generic[T]):
    """Anybody puts, one thread takes, in order, until it was closed and is empty.

    Parameters
    ----------
    size : so many may wait
    """

    def __init__(self, size: int) -> None:
        self._queue: queue.Queue[object] = queue.Queue(size)
        self._closed = False
        self._over = False

    @property
    def is_full(self) -> bool:
        return self._queue.full()

    @property
    def is_closed(self) -> bool:
        """True when nothing more is expected; what waits is still taken."""
        return self._closed

    @property
    def is_over(self) -> bool:
        """True when everything was taken. For the thread that takes."""
        return self._over

    def put(self, item: T, wait_s: float = 0.0) -> bool:
        """Hand an item over; False when there was no room within `wait_s`."""
        try:
            self._queue.put(item, timeout=wait_s) if wait_s else self._queue.put_nowait(item)
        except queue.Full:
            return False
        return True

    def close(self) -> None:
        """Expect nothing more; may be called again."""
        if not self._closed:
            self._closed = True
            with suppress(queue.Full):  # the thread sees `_closed` once the queue is empty
                self._queue.put_nowait(_END)

    def take(self, wait_s: float) -> T | None:
        """Wait for the next item; None when there was none in time, or at the end."""
        # Looked at first: an item may come between an empty queue and the closing.
        closed = self._closed
        try:
            item = self._queue.get(timeout=wait_s)
        except queue.Empty:
            self._over = closed
            return None
        self._over = item is _END
        return None if self._over else item  # type: ignore[return-value]

    def take_all(self, span_s: float, keep: Callable[[T], None]) -> bool:
        """Take what comes for `span_s` seconds; True when that was the end."""
        until_s = time.monotonic() + span_s
        while not self._over and (left_s := until_s - time.monotonic()) > 0:
            item = self.take(left_s)
            if item is not None:
                keep(item)
        return self._over


def tell(listener: Callable[[str], None], sentence: str, about: str) -> None:
    """Tell of a trouble. Whoever listens may fail; the writer goes on."""
    try:
        listener(sentence)
    except Exception:
        _log.exception("the listener for %s problems failed", about)
