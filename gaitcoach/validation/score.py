"""Steps found against true steps: matched one to one by foot contact."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from gaitcoach.types import Side, StanceRecord
from gaitcoach.validation.truth import SETTLE_S, TrueStep

MATCH_S = 0.1
"""A found step belongs to a true one when their contacts lie within 100 ms."""
MIN_SIDE_STEPS = 3
"""The mean of fewer steps of a side is not scored."""
CLEAR_SIGN_DEG = 2.0
"""Nearer to level than this, the sign of a drop is nobody's business."""

Match = tuple[TrueStep, StanceRecord]
Pair = tuple[float, float]
"""(true, measured) drop, degrees."""


@dataclass(frozen=True, slots=True)
class StepEvidence:
    """The steps of one clip, or of several together, beside the true ones.

    n_usable : true steps matched to a usable step
    side_right : for each match
    contact_errors_s : late is +; empty where contacts cannot be timed
    drops_deg : of usable matches
    side_means_deg : mean of the usable matches of each side with at least 3 of them
    """

    n_true: int = 0
    n_found: int = 0
    n_matched: int = 0
    n_usable: int = 0
    side_right: tuple[bool, ...] = ()
    contact_errors_s: tuple[float, ...] = ()
    drops_deg: tuple[Pair, ...] = ()
    side_means_deg: tuple[Pair, ...] = ()


@dataclass(frozen=True, slots=True)
class StepScore:
    """How well steps were found and measured; shares are 0-1, None = nothing to score.

    step_f1 : on matched steps
    stance_rate : share of matches with the right side
    contact_error_ms : median of the absolute errors
    step_mae_deg : of the drops of usable matches, in the image plane
    side_mean_mae_deg : of the sides' means
    sign_rate : share of drops with the right sign, of those truly over 2 degrees
    declined_steps : share of true steps without a usable step
    """

    n_true: int
    n_found: int
    n_matched: int
    step_f1: float | None
    stance_rate: float | None
    contact_error_ms: float | None
    step_mae_deg: float | None
    side_mean_mae_deg: float | None
    sign_rate: float | None
    declined_steps: float | None


def match_steps(true: Sequence[TrueStep], found: Sequence[StanceRecord]) -> list[Match]:
    """Pair steps by contact time, nearest pairs first."""
    pairs = sorted(
        (abs(t.t_start_s - f.t_start_s), i, j)
        for i, t in enumerate(true)
        for j, f in enumerate(found)
        if abs(t.t_start_s - f.t_start_s) <= MATCH_S
    )
    used_true: set[int] = set()
    used_found: set[int] = set()
    matches: list[Match] = []
    for _, i, j in pairs:
        if i in used_true or j in used_found:
            continue
        used_true.add(i)
        used_found.add(j)
        matches.append((true[i], found[j]))
    return matches


def scorable(true: Sequence[TrueStep], found: Sequence[StanceRecord]) -> list[StanceRecord]:
    """Leave out found steps where truth tells nothing: the clip's first and last moments."""
    if not true:
        return []
    last_s = true[-1].t_start_s + MATCH_S
    first_s = max(SETTLE_S, true[0].t_start_s - MATCH_S)
    return [step for step in found if first_s <= step.t_start_s <= last_s]


def gather_steps(
    true: Sequence[TrueStep],
    found: Sequence[StanceRecord],
    *,
    level_deg: float | None = None,
    timed: bool = True,
) -> StepEvidence:
    """Put the found steps of one clip beside the true ones.

    Parameters
    ----------
    level_deg : what was taken off the found drops as level; None = nothing was
    timed : contacts are physical, as in running

    Notes
    -----
    Single steps are compared in the image plane, so the level is put back. The sides' means are
    compared as a runner is told them: against gravity once a level was taken off.
    """
    found = scorable(true, found)
    matches = match_steps(true, found)
    usable = [(t, f) for t, f in matches if f.usable and math.isfinite(f.drop_deg)]
    seen = [(t.drop_deg, f.drop_deg + f.side.drop_deg(level_deg or 0.0)) for t, f in usable]
    told = seen if level_deg is None else [(t.gravity_drop_deg, f.drop_deg) for t, f in usable]
    return StepEvidence(
        n_true=len(true),
        n_found=len(found),
        n_matched=len(matches),
        n_usable=len(usable),
        side_right=tuple(t.side is f.side for t, f in matches),
        contact_errors_s=tuple(f.t_start_s - t.t_start_s for t, f in matches) if timed else (),
        drops_deg=tuple(pair for pair in seen if math.isfinite(pair[0])),
        side_means_deg=_side_means([t.side for t, _ in usable], told),
    )


def _side_means(sides: Sequence[Side], drops_deg: Sequence[Pair]) -> tuple[Pair, ...]:
    means = []
    for side in Side:
        own = [
            pair
            for of, pair in zip(sides, drops_deg, strict=True)
            if of is side and math.isfinite(pair[0])
        ]
        if len(own) >= MIN_SIDE_STEPS:
            true_deg, measured_deg = np.mean(own, axis=0).tolist()
            means.append((true_deg, measured_deg))
    return tuple(means)


def pool_steps(evidence: Iterable[StepEvidence]) -> StepEvidence:
    """Put the steps of several clips together."""
    every = tuple(evidence)
    return StepEvidence(
        n_true=sum(one.n_true for one in every),
        n_found=sum(one.n_found for one in every),
        n_matched=sum(one.n_matched for one in every),
        n_usable=sum(one.n_usable for one in every),
        side_right=tuple(right for one in every for right in one.side_right),
        contact_errors_s=tuple(error for one in every for error in one.contact_errors_s),
        drops_deg=tuple(pair for one in every for pair in one.drops_deg),
        side_means_deg=tuple(pair for one in every for pair in one.side_means_deg),
    )


def step_figures(seen: StepEvidence) -> StepScore:
    """Turn evidence into figures."""
    clear = [(true, drop) for true, drop in seen.drops_deg if abs(true) > CLEAR_SIGN_DEG]
    total = seen.n_true + seen.n_found
    contact_error_s = _median([abs(error_s) for error_s in seen.contact_errors_s])
    return StepScore(
        n_true=seen.n_true,
        n_found=seen.n_found,
        n_matched=seen.n_matched,
        # Without true steps nothing is known about found ones either.
        step_f1=2 * seen.n_matched / total if seen.n_true else None,
        stance_rate=_mean(seen.side_right),
        contact_error_ms=None if contact_error_s is None else contact_error_s * 1000.0,
        step_mae_deg=_mean([abs(drop - true) for true, drop in seen.drops_deg]),
        side_mean_mae_deg=_mean([abs(drop - true) for true, drop in seen.side_means_deg]),
        sign_rate=_mean([true * drop > 0 for true, drop in clear]),
        declined_steps=1.0 - seen.n_usable / seen.n_true if seen.n_true else None,
    )


def score_steps(true: Sequence[TrueStep], found: Sequence[StanceRecord]) -> StepScore:
    """Score the steps of one clip."""
    return step_figures(gather_steps(true, found))


def _mean(values: Sequence[float]) -> float | None:
    return float(np.mean(values)) if values else None


def _median(values: Sequence[float]) -> float | None:
    return float(np.median(values)) if values else None
