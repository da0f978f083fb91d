"""Which leg carries in a movement: a standing foot stays, a free leg hangs from the pelvis."""

from __future__ import annotations

from collections import deque

import numpy as np
from numpy.typing import NDArray

from gaitcoach.drills.body import Body
from gaitcoach.types import Side

KEPT_S = 45.0
"""Longer than the slowest movement."""
N_COLUMNS = 9
_POINTS = [1, 2, 3, 4, 5, 6, 8]
_SIDES = (Side.LEFT, Side.RIGHT)


class Track:
    """Where both legs were in the last seconds. push(body, signal); then ask about a time span."""

    def __init__(self) -> None:
        self._rows: deque[NDArray[np.float64]] = deque()
        self._leg_px = np.nan

    def push(self, body: Body) -> None:
        """Take one frame."""
        feet = [body.legs[side].foot for side in _SIDES]
        knees = [body.legs[side].knee[1] for side in _SIDES]
        drop = np.nan if body.tilt_deg is None else body.tilt_deg
        self._leg_px = body.leg_px
        self._rows.append(np.array([body.t_s, *feet[0], *feet[1], *knees, drop, body.hip[1]]))
        while self._rows[0][0] < body.t_s - KEPT_S:
            self._rows.popleft()

    def _between(self, t_start_s: float, t_end_s: float) -> NDArray[np.float64]:
        """Return the frames of a span; points in leg lengths, all by the same length of a leg."""
        rows = np.array([row for row in self._rows if t_start_s <= row[0] <= t_end_s])
        rows = rows.reshape(-1, N_COLUMNS)
        rows[:, _POINTS] /= self._leg_px
        return rows[np.isfinite(rows[:, _POINTS]).all(axis=1)]

    def wander_rel(self, side: Side, t_start_s: float, t_end_s: float) -> float:
        """How far a foot went from its middle place, in leg lengths; a tenth of frames left out."""
        rows = self._between(t_start_s, t_end_s)
        if len(rows) == 0:
            return 0.0
        at = 1 + 2 * _SIDES.index(side)
        low, high = np.percentile(rows[:, at : at + 2], [5, 95], axis=0)
        return float(np.hypot(*(high - low)))

    def hangs_on_drop(self, free: Side, t_start_s: float, t_end_s: float) -> float:
        """Leg lengths that a leg goes down while its hip drops by its standard deviation."""
        rows = self._between(t_start_s, t_end_s)
        rows = rows[np.isfinite(rows[:, 7])]
        drop = rows[:, 7] if free is Side.RIGHT else -rows[:, 7]
        return _follows(self._leg_y(rows, free), drop)

    def hangs_on_hips(self, free: Side, t_start_s: float, t_end_s: float) -> float:
        """Leg lengths that a leg goes down, and the other does not, while the hips go down."""
        rows = self._between(t_start_s, t_end_s)
        more = self._leg_y(rows, free) - self._leg_y(rows, free.other)
        return _follows(more, rows[:, 8])

    def lift_rel(self, free: Side, t_start_s: float, t_end_s: float) -> float:
        """How high one foot is above the other in the picture, median, in leg lengths."""
        rows = self._between(t_start_s, t_end_s)
        up = rows[:, 4] - rows[:, 2] if free is Side.LEFT else rows[:, 2] - rows[:, 4]
        return float(np.median(up)) if len(up) else 0.0

    @staticmethod
    def _leg_y(rows: NDArray[np.float64], side: Side) -> NDArray[np.float64]:
        at = _SIDES.index(side)
        return (rows[:, 2 + 2 * at] + rows[:, 5 + at]) / 2


def _follows(values: NDArray[np.float64], signal: NDArray[np.float64]) -> float:
    """Slope of the values on the signal, times the signal's standard deviation."""
    spread = float(np.std(signal)) if len(signal) > 2 else 0.0
    if spread == 0.0:
        return 0.0
    return float(np.mean((values - values.mean()) * (signal - signal.mean()))) / spread
