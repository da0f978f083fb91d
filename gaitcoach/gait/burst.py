"""Stills in order become steps: one leg carrying in consecutive pictures is one step.

Of each step the picture nearest to mid-stance gives the number. A burst has few steps a side, and
no mean is told before `MIN_STEPS` of them, as everywhere.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gaitcoach.gait.stats import MIN_STEPS, Z975, t_quantile
from gaitcoach.gait.still import Still
from gaitcoach.types import Side, SideStats, Stance

MAX_CONTACT_S = 0.45
"""A foot that carries again later than this carries in another step: slow running has 0.3 s."""


@dataclass(frozen=True, slots=True)
class BurstStep:
    """One step across pictures.

    pictures : their places in the burst
    best : the one nearest to mid-stance that has a number, None when none has
    drop_deg, sigma_deg : of that one
    """

    side: Side
    pictures: tuple[int, ...]
    best: int | None = None
    drop_deg: float | None = None
    sigma_deg: float | None = None


def burst_steps(
    stills: Sequence[Still], times_s: Sequence[float] | None = None
) -> tuple[BurstStep, ...]:
    """Return the steps of stills in order; times that grow tell apart steps of the same leg.

    A picture in which it is not clear who carries neither ends a step nor belongs to one.
    """
    runs: list[tuple[Side, list[int]]] = []
    in_contact = False
    for place, still in enumerate(stills):
        leg = still.stance.leg
        if leg is None:
            in_contact = in_contact and still.stance is Stance.UNKNOWN
            continue
        goes_on = in_contact and runs[-1][0] is leg
        if goes_on and times_s is not None:
            goes_on = times_s[place] - times_s[runs[-1][1][0]] <= MAX_CONTACT_S
        if goes_on:
            runs[-1][1].append(place)
        else:
            runs.append((leg, [place]))
        in_contact = True
    return tuple(_step(side, places, stills) for side, places in runs)


def _step(side: Side, places: list[int], stills: Sequence[Still]) -> BurstStep:
    told = [place for place in places if stills[place].usable]
    if not told:
        return BurstStep(side, tuple(places))
    best = max(told, key=lambda i: stills[i].mid_stance * stills[i].stance_sure)
    return BurstStep(side, tuple(places), best, stills[best].drop_deg, stills[best].sigma_deg)


def burst_side(steps: Sequence[BurstStep], side: Side) -> SideStats:
    """Return the statistics of one stance leg; no mean before `MIN_STEPS` steps with a number.

    What one picture's number may be wrong by, its level too, stays in the mean: the camera and the
    runner are the same in all of them.
    """
    own = [step for step in steps if step.side is side]
    drops_deg = np.array([step.drop_deg for step in own if step.drop_deg is not None])
    if len(drops_deg) < MIN_STEPS:
        return SideStats(n=len(own), usable=len(drops_deg))
    variance_deg2 = np.mean([step.sigma_deg**2 for step in own if step.sigma_deg is not None])
    sd_deg, mean_deg = float(drops_deg.std(ddof=1)), float(drops_deg.mean())
    scatter_deg = t_quantile(Z975, len(drops_deg) - 1) * sd_deg / math.sqrt(len(drops_deg))
    half_width_deg = math.hypot(scatter_deg, Z975 * math.sqrt(variance_deg2))
    interval = mean_deg - half_width_deg, mean_deg + half_width_deg
    return SideStats(len(own), len(drops_deg), mean_deg, sd_deg, interval)
