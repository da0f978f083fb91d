"""The last rows of a growing table, held in one array so that a look at them costs no copy."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_ROOM = 1024


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
