"""Looking back at a run: known slopes, known responses, and noise that is no trend."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from made_up import FIVE, step

from gaitcoach.gait.review import RESPONSE_STEPS, TREND_MIN_S, review, trend_of
from gaitcoach.types import Cue, CueKind, CueReason, Limits, Side, StanceRecord

LEFT, RIGHT = Side.LEFT, Side.RIGHT
STRIDE_S = 0.72


def run_of(drops_deg, side: Side = RIGHT, stride_s: float = STRIDE_S) -> list[StanceRecord]:
    return [step(side, 1.0 + i * stride_s, float(drop)) for i, drop in enumerate(drops_deg)]


def cue_at(t_s: float, side: Side = RIGHT, kind: CueKind = CueKind.CORRECT) -> Cue:
    reason = CueReason("drops_too_far", "drop_deg", 7.0, 6.0, 5.0, 8)
    return Cue(t_s, kind, "hips_level", side, reason)


def test_a_drop_that_grows_is_a_drift_of_so_many_degrees_in_ten_minutes():
    # GIVEN ten minutes in which the drop grows by 3 degrees, with noise
    noise = np.random.default_rng(1).normal(0, 1.0, 833)
    trend = trend_of(run_of(4.0 + 3.0 * np.arange(833) * STRIDE_S / 600.0 + noise))
    assert trend is not None
    assert trend.slope_deg == pytest.approx(3.0, abs=0.5)
    assert trend.low_deg < 3.0 < trend.high_deg
    assert trend.drifts


def test_a_drop_that_shrinks_drifts_the_other_way():
    """Mutant: the size of the slope instead of the slope."""
    trend = trend_of(run_of(np.linspace(9.0, 3.0, 500)))
    assert trend is not None
    assert trend.slope_deg == pytest.approx(-6.0 * 600.0 / (499 * STRIDE_S))
    assert trend.high_deg < 0.0


@pytest.mark.parametrize("alike", [0.0, 0.6], ids=["each by itself", "alike neighbours"])
def test_noise_is_no_drift(alike: float):
    """Mutant: neighbours that are alike count as if each were news."""
    rng = np.random.default_rng(2)
    drifts = 0
    for _ in range(200):
        drops = rng.normal(0, 1.0, 400)
        for i in range(1, 400):
            drops[i] += alike * drops[i - 1]
        trend = trend_of(run_of(5.0 + drops))
        assert trend is not None
        drifts += trend.drifts
    assert drifts <= 22, "95 % of the intervals hold"


def test_a_short_run_has_no_trend():
    n = int(TREND_MIN_S / STRIDE_S)
    assert trend_of(run_of(np.linspace(0, 9, n - 2))) is None
    assert trend_of(run_of(np.linspace(0, 9, n + 2))) is not None


def test_few_steps_over_a_long_time_have_no_trend():
    assert trend_of(run_of(np.linspace(0, 9, 13), stride_s=60.0)) is None


def test_each_side_has_its_mean_its_share_over_the_limit_and_its_extremes():
    rights = [2.0, 9.0, 3.0, 8.0, 4.0, 7.0, 4.5, 6.0]
    steps = run_of(rights) + run_of([1.0] * 8, LEFT)
    steps[1] = replace(steps[1], usable=False)  # the 9 does not count
    seen = review(steps, (), FIVE)
    assert seen.side(RIGHT) is seen.right
    assert seen.right.stats.mean_deg == pytest.approx(np.mean([2, 3, 8, 4, 7, 4.5, 6]))
    assert seen.right.over_rel == pytest.approx(3 / 7)
    assert [one.drop_deg for one in seen.right.worst] == [8.0, 7.0, 6.0]
    assert [one.drop_deg for one in seen.right.best] == [2.0, 3.0, 4.0]
    assert (seen.left.over_rel, seen.left.stats.mean_deg) == (0.0, pytest.approx(1.0))


def test_a_side_without_steps_has_nothing_to_say():
    seen = review(run_of([1.0] * 8), (), FIVE)
    assert (seen.left.over_rel, seen.left.trend, seen.left.worst) == (None, None, ())


def test_what_a_cue_brought_is_the_change_of_its_own_side():
    """Mutants: sides swapped, before and after swapped, praise counted."""
    # GIVEN right stances that drop 8 degrees until the cue and 5 after it; left ones stay at 1
    n = RESPONSE_STEPS
    steps = run_of([8.0] * n + [5.0] * n) + run_of([1.0] * 2 * n, LEFT)
    at_s = steps[n - 1].t_end_s + 0.01
    seen = review(steps, (cue_at(at_s), cue_at(at_s, kind=CueKind.PRAISE)), FIVE)
    (response,) = seen.responses
    assert (response.before_deg, response.after_deg) == (8.0, 5.0)
    assert response.change_deg == -3.0
    assert response.side is RIGHT


def test_a_cue_with_too_few_steps_around_it_proves_nothing():
    n = RESPONSE_STEPS
    steps = run_of([8.0] * n + [5.0] * (n - 1))
    assert review(steps, (cue_at(steps[n - 1].t_end_s),), FIVE).responses == ()


def test_steps_over_the_limit_are_counted_by_each_leg_s_own():
    """Mutant: the legs' limits swapped."""
    seen = review(run_of([6.0] * 8) + run_of([6.0] * 8, LEFT), (), Limits(5.0, 7.0))
    assert (seen.left.over_rel, seen.right.over_rel) == (1.0, 0.0)
