"""Steps found against true steps: matched one to one by foot contact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gaitcoach.types import StanceRecord
from gaitcoach.validation.truth import SETTLE_S, TrueStep

MATCH_S = 0.1
"""A found step belongs to a true one when their contacts lie within 100 ms."""


@dataclass(frozen=True, slots=True)
class StepScore:
    """How well the steps of one clip were found; shares are 0-1, None = nothing to score."""

    n_true: int
    n_found: int
    n_matched: int
    step_f1: float | None
    stance_rate: float | None
    contact_error_ms: float | None
    step_mae_deg: float | None


Match = tuple[TrueStep, StanceRecord]


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


def score_steps(true: Sequence[TrueStep], found: Sequence[StanceRecord]) -> StepScore:
    """Score the steps of one clip."""
    found = scorable(true, found)
    matches = match_steps(true, found)
    total = len(true) + len(found)
    errors_deg = [abs(t.drop_deg - f.drop_deg) for t, f in matches if f.usable]
    return StepScore(
        n_true=len(true),
        n_found=len(found),
        n_matched=len(matches),
        step_f1=2 * len(matches) / total if total else None,
        stance_rate=_mean([t.side is f.side for t, f in matches]),
        contact_error_ms=_median([abs(t.t_start_s - f.t_start_s) * 1000 for t, f in matches]),
        step_mae_deg=_mean(errors_deg),
    )


def _mean(values: Sequence[float]) -> float | None:
    return float(np.mean(values)) if values else None


def _median(values: Sequence[float]) -> float | None:
    return float(np.median(values)) if values else None
