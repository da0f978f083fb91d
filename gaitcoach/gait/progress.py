"""Runs of one person compared over weeks: what changed, and whether it is more than noise."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from gaitcoach.gait.review import NOISE_DEG
from gaitcoach.gait.stats import Z975
from gaitcoach.types import Side

LEAST_PAIRS = 10
"""From so many repeats on the own noise is used in place of the published one."""
REPEAT_DAYS = 2.0
"""Runs that lie no further apart count as repeats: nobody changes in two days."""
SAME_SPEED_KMH = 0.5
SAME_INCLINE_PERCENT = 0.5
AT_AN_END = 3
"""So many runs at the beginning and at the end are taken together, where there are enough."""


class Other(StrEnum):
    """What else differs between two runs, to be named beside a change of the drop."""

    SPEED = "speed"
    INCLINE = "incline"
    SHOES = "shoes"
    VIEW = "view"
    METHOD = "method"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class RunPoint:
    """One run of a person, as far as progress goes. None = not known, or too few steps.

    day : days since any fixed moment
    left_deg, right_deg : mean drops; the half widths are those of their 95 % intervals
    left_over_rel, right_over_rel : share of steps over the limit
    level_by : what counted as level
    """

    day: float
    left_deg: float | None = None
    right_deg: float | None = None
    left_half_deg: float | None = None
    right_half_deg: float | None = None
    left_over_rel: float | None = None
    right_over_rel: float | None = None
    difference_deg: float | None = None
    cadence_spm: float | None = None
    speed_kmh: float | None = None
    incline_percent: float | None = None
    shoes: str = ""
    view: str = ""
    method: str = ""
    level_by: str = ""

    def mean_deg(self, side: Side) -> float | None:
        return self.left_deg if side is Side.LEFT else self.right_deg

    def half_deg(self, side: Side) -> float | None:
        return self.left_half_deg if side is Side.LEFT else self.right_half_deg


@dataclass(frozen=True, slots=True)
class NoiseBand:
    """Smallest change between two runs that is more than noise.

    n_pairs : repeats it was measured on; 0 = the published figure
    """

    deg: float
    n_pairs: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """One leg between two runs, or two groups of runs.

    change_deg : negative = it drops less
    others : what else differs
    """

    before_deg: float
    after_deg: float
    band: NoiseBand
    others: tuple[Other, ...] = ()

    @property
    def change_deg(self) -> float:
        return self.after_deg - self.before_deg

    @property
    def is_noise(self) -> bool:
        return abs(self.change_deg) < self.band.deg


def noise_band(points: Sequence[RunPoint], side: Side) -> NoiseBand:
    """Return the smallest detectable difference of one leg.

    Notes
    -----
    1.96 * sqrt(2) * the standard error of measurement, which is what repeats differ by over
    sqrt(2). A run is part of one pair at most: pairs that share one are not independent.
    """
    differences = _repeats_deg(points, side)
    if len(differences) < LEAST_PAIRS:
        return NoiseBand(NOISE_DEG)
    error_deg = math.sqrt(float(np.mean(np.square(differences))) / 2.0)
    return NoiseBand(Z975 * math.sqrt(2.0) * error_deg, len(differences))


def _repeats_deg(points: Sequence[RunPoint], side: Side) -> list[float]:
    known = [p for p in sorted(points, key=lambda p: p.day) if p.mean_deg(side) is not None]
    found, place = [], 0
    while place + 1 < len(known):
        one, other = known[place], known[place + 1]
        if other.day - one.day <= REPEAT_DAYS and not differing(one, other):
            found.append(float(other.mean_deg(side)) - float(one.mean_deg(side)))
            place += 1
        place += 1
    return found


def differing(one: RunPoint, other: RunPoint) -> tuple[Other, ...]:
    """Return what differs between two runs besides the drop; what is not known does not count."""
    found = []
    for kind, a, b, near in (
        (Other.SPEED, one.speed_kmh, other.speed_kmh, SAME_SPEED_KMH),
        (Other.INCLINE, one.incline_percent, other.incline_percent, SAME_INCLINE_PERCENT),
    ):
        if a is not None and b is not None and abs(a - b) > near:
            found.append(kind)
    for kind, a, b in (
        (Other.SHOES, one.shoes, other.shoes),
        (Other.VIEW, one.view, other.view),
        (Other.METHOD, one.method, other.method),
        (Other.LEVEL, one.level_by, other.level_by),
    ):
        if a and b and a != b:
            found.append(kind)
    return tuple(found)


def compare(before: RunPoint, after: RunPoint, side: Side, band: NoiseBand) -> Change | None:
    """Compare one leg of two runs; None when either has no mean."""
    one, other = before.mean_deg(side), after.mean_deg(side)
    if one is None or other is None:
        return None
    return Change(one, other, band, differing(before, after))


def first_to_last(points: Sequence[RunPoint], side: Side) -> Change | None:
    """Compare the first runs with the last ones; None with fewer than two.

    Three of each are taken together where there are six. The mean of three is less noisy than one
    run; the band stays that of single runs, which is on the safe side.
    """
    known = [p for p in sorted(points, key=lambda p: p.day) if p.mean_deg(side) is not None]
    if len(known) < 2:
        return None
    n = min(AT_AN_END, len(known) // 2)
    before, after = known[:n], known[-n:]
    others = {kind for one in before for other in after for kind in differing(one, other)}
    return Change(
        float(np.mean([p.mean_deg(side) for p in before])),
        float(np.mean([p.mean_deg(side) for p in after])),
        noise_band(points, side),
        tuple(kind for kind in Other if kind in others),
    )
