"""How frames pass from the capture thread to the analysis: the newest only, or every one."""

from __future__ import annotations

import threading
from collections import deque
from typing import Generic, Protocol, TypeVar

T = TypeVar("T")


class Slot(Protocol[T]):
    """One thread puts, one takes. Items arrive in order and never twice."""

    @property
    def replaced(self) -> int:
        """Items that were overwritten before they were taken."""
        ...

    @property
    def finished(self) -> bool:
        """True when it is closed and the last item was taken."""
        ...

    def put(self, item: T) -> bool:
        """Hand an item over; False, and the item is dropped, when closed."""
        ...

    def take(self, timeout_s: float | None = None) -> T | None:
        """Wait for an item; None when the time is up or nothing can come any more."""
        ...

    def close(self) -> None:
        """Accept nothing more and wake everybody; what was put before can still be taken."""
        ...


class _Waiting(Generic[T]):
    """Items that wait to be taken, and an end after which none come."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._items: deque[T] = deque()
        self._closed = False

    @property
    def finished(self) -> bool:
        with self._changed:
            return self._closed and not self._items

    def take(self, timeout_s: float | None = None) -> T | None:
        with self._changed:
            self._changed.wait_for(lambda: self._items or self._closed, timeout_s)
            if not self._items:
                return None
            self._changed.notify_all()
            return self._items.popleft()

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify_all()


class LatestSlot(_Waiting[T]):
    """Holds one item: `put` never waits and replaces what was not taken. For live sources."""

    def __init__(self) -> None:
        super().__init__()
        self._replaced = 0

    @property
    def replaced(self) -> int:
        return self._replaced

    def put(self, item: T) -> bool:
        with self._changed:
            if self._closed:
                return False
            self._replaced += len(self._items)
            self._items.clear()
            self._items.append(item)
            self._changed.notify()
            return True


class HandOff(_Waiting[T]):
    """Holds a few items: `put` waits for room, nothing is dropped. For files.

    Parameters
    ----------
    capacity : int
        Items that may wait, 1 to 4: enough to decode while the last one is analysed.
    """

    replaced = 0

    def __init__(self, capacity: int = 2) -> None:
        if not 1 <= capacity <= 4:
            raise ValueError(f"capacity must be 1 to 4, not {capacity}")
        super().__init__()
        self._capacity = capacity

    def put(self, item: T) -> bool:
        with self._changed:
            self._changed.wait_for(lambda: len(self._items) < self._capacity or self._closed)
            if self._closed:
                return False
            self._items.append(item)
            self._changed.notify_all()
            return True
