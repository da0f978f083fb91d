"""What happened lately: the last rows of a growing table, and sums over the last seconds."""

from __future__ import annotations

from collections import deque
from math import fsum

import numpy as np
from numpy.typing import NDArray

_ROOM = 1024
_ANEW_EVERY = 1024
"""Sums are made anew after so many changes: adding and taking off leaves rounding behind."""


class RollingRows:
    """Rows of numbers whose first column is time. new_row, drop_before, rows.

    Parameters
    ----------
    columns : numbers in a row, the time included
    """

    def __init__(self, columns: int) -> None:
        self._store = np.empty((_ROOM, columns))
        self.clear()

    def clear(self) -> None:
        """Drop every row."""
        self._first = self._end = 0

    def new_row(self, t_s: float) -> NDArray[np.float64]:
        """Add a row for this time and return it, to be filled."""
        if self._end == len(self._store):
            self._make_room()
        row = self._store[self._end]
        row[0] = t_s
        self._end += 1
        return row

    def drop_before(self, t_s: float) -> None:
        """Drop the rows that are older than a time."""
        while self._first < self._end and self._store[self._first, 0] < t_s:
            self._first += 1

    def __len__(self) -> int:
        return self._end - self._first

    @property
    def rows(self) -> NDArray[np.float64]:
        """(n, columns) view; valid until the next row."""
        return self._store[self._first : self._end]

    @property
    def t_s(self) -> NDArray[np.float64]:
        """(n,) times."""
        return self.rows[:, 0]

    def _make_room(self) -> None:
        kept = self.rows.copy()
        size = max(_ROOM, 2 * len(kept))
        self._store = np.empty((size, self._store.shape[1]))
        self._store[: len(kept)] = kept
        self._first, self._end = 0, len(kept)


class MovingSums:
    """Sums of a few numbers over the last seconds. push(t_s, ...) -> the sums.

    Parameters
    ----------
    columns : numbers a time
    window_s : how long they count
    """

    def __init__(self, columns: int, window_s: float) -> None:
        self._window_s = window_s
        self._rows: deque[tuple[float, ...]] = deque()
        self._sums = [0.0] * columns
        self._changes = 0

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def span_s(self) -> float:
        """Time from the oldest row to the newest."""
        return self._rows[-1][0] - self._rows[0][0] if self._rows else 0.0

    def push(self, t_s: float, *values: float) -> list[float]:
        """Add numbers, drop the old ones, and return the sums."""
        self._rows.append((t_s, *values))
        self._add(values, +1.0)
        while self._rows[0][0] < t_s - self._window_s:
            self._add(self._rows.popleft()[1:], -1.0)
        self._changes += 1
        if self._changes % _ANEW_EVERY == 0:
            columns = zip(*self._rows, strict=True)
            self._sums = [fsum(column) for column in list(columns)[1:]]
        return self._sums

    def _add(self, values: tuple[float, ...], sign: float) -> None:
        for i, value in enumerate(values):
            self._sums[i] += sign * value
