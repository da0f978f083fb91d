"""Stills in order become steps."""

from __future__ import annotations

import pytest

from gaitcoach.gait.burst import burst_side, burst_steps
from gaitcoach.gait.still import Still
from gaitcoach.types import Side, Stance, StillReason


def on(stance: Stance, drop_deg: float | None = None, mid: float = 0.5) -> Still:
    if drop_deg is None:
        return Still(stance, StillReason.STANCE_UNSURE, 0.9, mid)
    return Still(stance, StillReason.OK, 0.9, mid, drop_deg, 1.5)


L, R, F, U = Stance.LEFT, Stance.RIGHT, Stance.FLIGHT, Stance.UNKNOWN


def test_each_change_of_leg_is_a_step_and_its_best_picture_is_nearest_to_mid_stance():
    """Mutants: the first picture; the largest drop; two steps made one."""
    stills = [
        on(L, 2.0, 0.2),
        on(L, 5.0, 0.8),
        on(L, 9.0, 0.3),
        on(F),
        on(R, 1.0),
        on(F),
        on(L, 4.0),
    ]
    steps = burst_steps(stills)
    assert [(step.side, step.pictures) for step in steps] == [
        (Side.LEFT, (0, 1, 2)),
        (Side.RIGHT, (4,)),
        (Side.LEFT, (6,)),
    ]
    assert steps[0].best == 1
    assert steps[0].drop_deg == 5.0


def test_an_unclear_picture_parts_no_step_but_flight_does():
    """Mutant: one doubtful picture makes two steps of one."""
    assert len(burst_steps([on(L, 2.0), on(U), on(L, 2.0)])) == 1
    assert len(burst_steps([on(L, 2.0), on(F), on(L, 2.0)])) == 2
    assert len(burst_steps([on(L, 2.0), on(U), on(F), on(U), on(L, 2.0)])) == 2


def test_the_same_leg_half_a_second_later_is_its_next_step():
    """Mutant: times that are known are not looked at."""
    stills = [on(L, 2.0), on(L, 2.0), on(L, 2.0)]
    assert len(burst_steps(stills, (0.0, 0.2, 0.7))) == 2
    assert len(burst_steps(stills, (0.0, 0.1, 0.2))) == 1


def test_a_step_without_a_number_counts_as_seen_only():
    steps = burst_steps([on(L), on(R, 3.0)])
    assert steps[0].best is None
    stats = burst_side(steps, Side.LEFT)
    assert (stats.n, stats.usable, stats.mean_deg) == (1, 0, None)


def test_no_mean_before_seven_steps_and_its_interval_keeps_one_pictures_doubt():
    """Mutants: a mean of three; an interval that shrinks with the root of the pictures alone."""
    few = burst_steps([on(L, 4.0), on(R, 1.0)] * 6)
    many = burst_steps([on(L, 4.0), on(R, 1.0)] * 7)
    assert burst_side(few, Side.LEFT).mean_deg is None
    stats = burst_side(many, Side.LEFT)
    assert stats.mean_deg == pytest.approx(4.0)
    low, high = stats.ci95_deg
    assert high - low == pytest.approx(2 * 1.96 * 1.5, rel=1e-3)
    assert burst_side(many, Side.RIGHT).mean_deg == pytest.approx(1.0)
