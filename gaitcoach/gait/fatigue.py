"""Whether the drop drifts while the runner tires, and from when on: of one leg over one run."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gaitcoach.gait.activity import active_times_s
from gaitcoach.gait.review import Trend, trend_of
from gaitcoach.gait.stats import MIN_STEPS
from gaitcoach.types import StanceRecord

BIN_S = 30.0
"""Steps are taken together over so long: some forty of a leg."""
LEAST_BINS = 10
"""In less than five minutes no change can be told from the scatter."""
EDGE_REL = 0.15
"""A change is not looked for in the first and the last so much of the run (Andrews 1993)."""
CRITICAL_F = 8.85
"""5 % of runs without a change show a larger statistic (Andrews 1993, one parameter, 15 %)."""
LEAST_SHIFT_DEG = 0.5
"""A smaller change is of no use to anybody, however sure it is."""


@dataclass(frozen=True, slots=True)
class ChangePoint:
    """From when on the drop is another one. at_s : of the run; shift_deg : + = it drops more"""

    at_s: float
    shift_deg: float


@dataclass(frozen=True, slots=True)
class Drift:
    """How one leg's drop went over a run.

    trend : slope in 10 minutes with its interval; None when the run is too short
    change : a sudden change, None when there is none or a steady drift says it better
    """

    trend: Trend | None
    change: ChangePoint | None

    @property
    def drifts(self) -> bool:
        """False is the normal result of a moderate run."""
        return self.change is not None or (self.trend is not None and self.trend.drifts)


def drift_of(usable: Sequence[StanceRecord]) -> Drift:
    """Return the drift of one leg's usable steps, oldest first."""
    return Drift(trend_of(usable), change_point(usable))


def change_point(usable: Sequence[StanceRecord]) -> ChangePoint | None:
    """Return the moment from which the mean drop is another one, None when there is none.

    Notes
    -----
    The largest F of a split into two means over the middle 70 % of the run, against Andrews's
    critical value; bins that follow each other are alike, which counts them for fewer. It must
    also describe the run better than a straight line does (by the Bayesian criterion).
    """
    t_s, drop_deg = _binned(usable)
    n = len(t_s)
    if n < LEAST_BINS:
        return None
    edge = max(2, math.ceil(EDGE_REL * n))
    places = np.arange(edge, n - edge + 1)
    sums = np.concatenate([[0.0], np.cumsum(drop_deg)])
    before = sums[places] / places
    after = (sums[n] - sums[places]) / (n - places)
    around = float(((drop_deg - drop_deg.mean()) ** 2).sum())
    explained = places * (n - places) / n * (after - before) ** 2
    best = int(np.argmax(explained))
    rest = max(around - float(explained[best]), 1e-12)
    n_real = _independent(drop_deg, int(places[best]))
    strength = float(explained[best]) / rest * max(n_real - 2.0, 1.0)
    shift_deg = float(after[best] - before[best])
    if strength < CRITICAL_F or abs(shift_deg) < LEAST_SHIFT_DEG:
        return None
    if n * math.log(_rest_of_line(t_s, drop_deg) / rest) <= math.log(n):
        return None
    return ChangePoint(float(_begin_s(usable, t_s, int(places[best]))), shift_deg)


def _binned(usable: Sequence[StanceRecord]) -> tuple[NDArray, NDArray]:
    """Return the middle and the mean of each stretch of `BIN_S` that has enough steps."""
    if not usable:
        return np.empty(0), np.empty(0)
    t_s = np.array(active_times_s(usable))
    drop_deg = np.array([step.drop_deg for step in usable])
    number = ((t_s - t_s[0]) // BIN_S).astype(int)
    counts = np.bincount(number)
    sums = np.bincount(number, weights=drop_deg)
    full = counts >= MIN_STEPS
    middles = t_s[0] + (np.arange(len(counts)) + 0.5) * BIN_S
    return middles[full], sums[full] / counts[full]


def _independent(drop_deg: NDArray, place: int) -> float:
    """Return how many of the bins are independent, by what the two means leave over."""
    rest = drop_deg.copy()
    rest[:place] -= rest[:place].mean()
    rest[place:] -= rest[place:].mean()
    squares = float(rest @ rest)
    alike = float(rest[1:] @ rest[:-1]) / squares if squares else 0.0
    alike = min(max(alike, 0.0), 0.9)
    return len(rest) * (1.0 - alike) / (1.0 + alike)


def _rest_of_line(t_s: NDArray, drop_deg: NDArray) -> float:
    line = np.polyval(np.polyfit(t_s, drop_deg, 1), t_s)
    return max(float(((drop_deg - line) ** 2).sum()), 1e-12)


def _begin_s(usable: Sequence[StanceRecord], middles_s: NDArray, place: int) -> float:
    """Return the run's own time at which a bin begins, the breaks counted in again."""
    active_s = np.array(active_times_s(usable))
    first = int(np.searchsorted(active_s, middles_s[place] - BIN_S / 2))
    return usable[min(first, len(usable) - 1)].t_start_s
