"""Notices a hand that holds on: it stays where it is while the body goes down and up.

Only where the body does so, as in a squat. Standing still, a hand that hangs moves as little as one
that holds a bar: then nobody can tell from the picture, and whoever held on notes it.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gaitcoach.drills.body import MIN_VISIBILITY
from gaitcoach.drills.carrying import KEPT_S
from gaitcoach.landmarks import Landmark as L
from gaitcoach.types import Pose

LEAST_WAY_REL = 0.10
"""The shoulders must go so far down, in leg lengths; a standing body sways by half of it."""
STAYS_REL = 0.5
"""A hand that goes less than this share of the shoulder's way holds on. By the pose model those of
drawn squats go 0.1 to 0.4 of it on a chair, 0.8 to 1.2 when they are free."""
MOSTLY_REL = 0.5
"""More than this share of the repetitions: a touch to catch one's balance is no support."""
LEAST_REPS = 2
_WRISTS = (L.LEFT_WRIST, L.RIGHT_WRIST)
_SHOULDERS = (L.LEFT_SHOULDER, L.RIGHT_SHOULDER)


@dataclass(frozen=True, slots=True)
class _Arms:
    """Both arms in one frame, left and right. wrists (2, 2), shoulders_y (2,): leg lengths"""

    t_s: float
    wrists: NDArray[np.float64]
    shoulders_y: NDArray[np.float64]
    seen: NDArray[np.float64]


class SupportWatch:
    """push(pose, leg_px) with every frame, judge(from, to) with every repetition; `holds_on`."""

    def __init__(self) -> None:
        self._rows: deque[_Arms] = deque()
        self._n_reps = self._n_held = 0

    @property
    def holds_on(self) -> bool:
        """A hand has held on to something in most of the repetitions."""
        return self._n_held >= LEAST_REPS and self._n_held > MOSTLY_REL * self._n_reps

    def push(self, pose: Pose, leg_px: float) -> None:
        """Take one frame (times must grow); leg_px : length of a leg, pixels."""
        wrists, shoulders = pose.xy_px[list(_WRISTS)], pose.xy_px[list(_SHOULDERS)]
        seen = pose.visibility[list(_WRISTS)]
        self._rows.append(_Arms(pose.t_s, wrists / leg_px, shoulders[:, 1] / leg_px, seen))
        while self._rows[0].t_s < pose.t_s - KEPT_S:
            self._rows.popleft()

    def judge(self, t_start_s: float, t_end_s: float) -> None:
        """Take a repetition into account, from rest to rest."""
        rows = [row for row in self._rows if t_start_s <= row.t_s <= t_end_s]
        self._n_reps += 1
        self._n_held += bool(rows) and any(_stays(rows, side) for side in (0, 1))


def _stays(rows: list[_Arms], side: int) -> bool:
    """Tell whether one hand kept its place while its shoulder went down and up."""
    if np.median([row.seen[side] for row in rows]) < MIN_VISIBILITY:
        return False
    way = _spread(np.array([row.shoulders_y[side] for row in rows]))
    hand = np.hypot(*_spread(np.array([row.wrists[side] for row in rows])))
    return bool(way >= LEAST_WAY_REL and hand <= STAYS_REL * way)


def _spread(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how far values go along the first axis; a tenth of the frames left out."""
    low, high = np.percentile(values, [5, 95], axis=0)
    return high - low
