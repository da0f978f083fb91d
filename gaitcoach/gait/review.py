"""A finished run looked back at: each side's mean and trend, and what the cues brought."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gaitcoach.gait.activity import active_times_s
from gaitcoach.gait.stats import MIN_STEPS, Z975, side_stats, t_quantile
from gaitcoach.types import Cue, CueKind, Limits, Side, SideStats, StanceRecord

NOISE_DEG = 2.8
"""Smallest detectable difference between two sessions (Dingenen 2018, two-dimensional video)."""
TREND_MIN_S = 180.0
"""Over a shorter run a slope says nothing about tiring."""
RESPONSE_STEPS = 8
"""So many usable steps before a cue are compared with as many after it."""
EXTREMES = 3
"""So many worst and best steps are shown."""
_TEN_MIN_S = 600.0


@dataclass(frozen=True, slots=True)
class Trend:
    """Change of the drop over the run, degrees in 10 minutes, with its 95 % interval."""

    slope_deg: float
    low_deg: float
    high_deg: float

    @property
    def drifts(self) -> bool:
        """True when zero lies outside the interval."""
        return self.low_deg > 0.0 or self.high_deg < 0.0


@dataclass(frozen=True, slots=True)
class SideReview:
    """One stance leg.

    over_rel : share of its usable steps over the threshold, None without any
    trend : None when the run is too short, or has too few steps
    worst, best : its steps with the largest and the smallest drop, the extreme one first
    """

    stats: SideStats
    over_rel: float | None
    trend: Trend | None
    worst: tuple[StanceRecord, ...]
    best: tuple[StanceRecord, ...]


@dataclass(frozen=True, slots=True)
class Response:
    """Mean drop of a side before a correction and after it, degrees."""

    t_s: float
    side: Side
    before_deg: float
    after_deg: float

    @property
    def change_deg(self) -> float:
        """Negative = the hip was held higher afterwards."""
        return self.after_deg - self.before_deg


@dataclass(frozen=True, slots=True)
class Review:
    """The whole run."""

    left: SideReview
    right: SideReview
    responses: tuple[Response, ...]

    def side(self, side: Side) -> SideReview:
        return self.left if side is Side.LEFT else self.right


def review(
    steps: Sequence[StanceRecord],
    cues: Sequence[Cue],
    limits: Limits,
    level_sigma_deg: float = 0.0,
) -> Review:
    """Look back at a run.

    Parameters
    ----------
    steps : all steps, oldest first
    cues : all cues, oldest first
    limits : drop that is too much on each leg
    level_sigma_deg : standard deviation of the level that was taken off
    """
    sides = {side: _side(steps, side, limits.of(side), level_sigma_deg) for side in Side}
    found = [_response(cue, steps) for cue in cues if cue.kind is CueKind.CORRECT]
    responses = tuple(response for response in found if response is not None)
    return Review(sides[Side.LEFT], sides[Side.RIGHT], responses)


def _side(
    steps: Sequence[StanceRecord], side: Side, threshold_deg: float, level_sigma_deg: float
) -> SideReview:
    usable = [step for step in steps if step.side is side and step.usable]
    worst, best = extremes(usable)
    over = sum(step.drop_deg > threshold_deg for step in usable)
    return SideReview(
        stats=side_stats(steps, side, level_sigma_deg),
        over_rel=over / len(usable) if usable else None,
        trend=trend_of(usable),
        worst=worst,
        best=best,
    )


def extremes(
    usable: Sequence[StanceRecord],
) -> tuple[tuple[StanceRecord, ...], tuple[StanceRecord, ...]]:
    """Return the steps with the largest and those with the smallest drop, the extreme first."""
    ordered = sorted(usable, key=lambda step: step.drop_deg)
    return tuple(ordered[: -EXTREMES - 1 : -1]), tuple(ordered[:EXTREMES])


def trend_of(usable: Sequence[StanceRecord]) -> Trend | None:
    """Return the slope of one leg's drop over the time spent running, by least squares.

    Breaks do not count as time: nobody tires while resting.

    Steps that follow each other are alike: the interval counts only as many of them as are
    independent by their lag-one correlation (Santer 2000).
    """
    t_s = np.array(active_times_s(usable))
    if len(usable) < 2 * MIN_STEPS or t_s[-1] - t_s[0] < TREND_MIN_S:
        return None
    drop_deg = np.array([step.drop_deg for step in usable])
    t_s = t_s - t_s.mean()
    spread = float(t_s @ t_s)
    slope = float(t_s @ drop_deg) / spread
    rest = drop_deg - drop_deg.mean() - slope * t_s
    squares = float(rest @ rest)
    alike = float(rest[1:] @ rest[:-1]) / squares if squares else 0.0
    alike = min(max(alike, 0.0), 0.99)
    n = max(4.0, len(rest) * (1.0 - alike) / (1.0 + alike))
    error = math.sqrt(squares / (n - 2.0) / spread)
    half = t_quantile(Z975, max(2, round(n) - 2)) * error
    low, middle, high = ((slope + way * half) * _TEN_MIN_S for way in (-1, 0, 1))
    return Trend(middle, low, high)


def _response(cue: Cue, steps: Sequence[StanceRecord]) -> Response | None:
    """Compare the steps around a correction; None when either side of it has too few."""
    own = [step for step in steps if step.side is cue.side and step.usable]
    before = [step.drop_deg for step in own if step.t_end_s <= cue.t_s][-RESPONSE_STEPS:]
    after = [step.drop_deg for step in own if step.t_start_s > cue.t_s][:RESPONSE_STEPS]
    if cue.side is None or min(len(before), len(after)) < RESPONSE_STEPS:
        return None
    return Response(cue.t_s, cue.side, float(np.mean(before)), float(np.mean(after)))
