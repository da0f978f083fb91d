"""Statistics of steps: mean, SD and the 95 % interval of the mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from gaitcoach.types import Side, SideStats, StanceRecord

MIN_STEPS = 7
"""No mean before 7 usable steps a side: stable from 6.3 steps (Dingenen 2018)."""
_Z975 = 1.959964


def t_quantile_975(degrees_of_freedom: int) -> float:
    """Return Student's t for a two-sided 95 % interval.

    Cornish-Fisher expansion around the normal quantile (Abramowitz & Stegun 26.7.5); exact to
    0.005 from 5 degrees of freedom.
    """
    z, n = _Z975, degrees_of_freedom
    terms = (
        z,
        (z**3 + z) / (4 * n),
        (5 * z**5 + 16 * z**3 + 3 * z) / (96 * n**2),
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * n**3),
    )
    return sum(terms)


@dataclass(frozen=True, slots=True)
class Spread:
    """Mean, standard deviation and half-width of the 95 % interval of the mean, degrees."""

    mean_deg: float
    sd_deg: float
    half_width_deg: float


def spread(drops_deg: Sequence[float]) -> Spread:
    """Return mean, SD and the half-width of Student's 95 % interval of at least two drops."""
    values = np.asarray(drops_deg, dtype=float)
    sd_deg = float(values.std(ddof=1))
    half_deg = t_quantile_975(len(values) - 1) * sd_deg / float(np.sqrt(len(values)))
    return Spread(float(values.mean()), sd_deg, half_deg)


def side_stats(steps: Iterable[StanceRecord], side: Side) -> SideStats:
    """Return the statistics of one stance leg; no mean before `MIN_STEPS` usable steps."""
    own = [step for step in steps if step.side is side]
    drops_deg = [step.drop_deg for step in own if step.usable]
    if len(drops_deg) < MIN_STEPS:
        return SideStats(n=len(own), usable=len(drops_deg))
    all_of_it = spread(drops_deg)
    interval = (
        all_of_it.mean_deg - all_of_it.half_width_deg,
        all_of_it.mean_deg + all_of_it.half_width_deg,
    )
    return SideStats(len(own), len(drops_deg), all_of_it.mean_deg, all_of_it.sd_deg, interval)
