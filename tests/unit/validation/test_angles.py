"""Each figure of the angle on numbers whose answer is known without a computer."""

from __future__ import annotations

import numpy as np
import pytest

from gaitcoach.validation.angles import (
    FrameEvidence,
    accepted_figures,
    angle_figures,
    declined_frames,
    gather_frames,
    pool_frames,
)

NAN = float("nan")
TRUTH_DEG = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])


def frames(
    estimate_deg,
    truth_deg=TRUTH_DEG,
    *,
    sigma_deg: float = 1.0,
    gravity_deg=None,
    accepted=None,
) -> FrameEvidence:
    estimate_deg, truth_deg = np.array(estimate_deg, float), np.array(truth_deg, float)
    return gather_frames(
        estimate_deg,
        np.full(len(estimate_deg), sigma_deg),
        truth_deg,
        truth_deg if gravity_deg is None else np.array(gravity_deg, float),
        np.ones(len(truth_deg), bool) if accepted is None else np.array(accepted, bool),
    )


def test_a_perfect_estimate():
    score = angle_figures(frames(TRUTH_DEG))
    assert (score.n, score.mae_deg, score.bias_deg, score.true_mae_deg) == (5, 0, 0, 0)
    assert (score.slope, score.r, score.true_r) == pytest.approx((1.0, 1.0, 1.0))
    assert score.coverage == 1.0


def test_half_the_angle_and_one_degree_too_high():
    # errors are 2, 1.5, 1, 0.5, 0
    score = angle_figures(frames(0.5 * TRUTH_DEG + 1.0))
    assert score.slope == pytest.approx(0.5)
    assert score.bias_deg == pytest.approx(1.0)
    assert score.mae_deg == pytest.approx(1.0)
    assert score.r == pytest.approx(1.0)


def test_bias_has_the_sign_of_estimate_less_truth():
    assert angle_figures(frames(TRUTH_DEG - 0.7)).bias_deg == pytest.approx(-0.7)


def test_slope_is_that_of_the_estimate_on_the_truth_and_not_the_other_way():
    # x = -1, 0, 1 and y = 0, 0, 3: slope 1.5; of x on y it would be 0.5
    score = angle_figures(frames([0.0, 0.0, 3.0], [-1.0, 0.0, 1.0]))
    assert score.slope == pytest.approx(1.5)
    assert score.r == pytest.approx(np.sqrt(0.75))


def test_the_opposite_sign():
    score = angle_figures(frames(-TRUTH_DEG))
    assert score.slope == pytest.approx(-1.0)
    assert score.r == pytest.approx(-1.0)
    assert score.mae_deg == pytest.approx(2.4)


def test_a_constant_has_slope_nought_and_no_correlation():
    score = angle_figures(frames(np.full(5, 3.0)))
    assert (score.slope, score.r, score.true_r) == (pytest.approx(0.0), None, None)


def test_a_level_truth_tells_neither_slope_nor_correlation():
    score = angle_figures(frames([0.0, 1.0, 2.0], [1.0, 1.0, 1.0]))
    assert (score.slope, score.r) == (None, None)
    assert score.mae_deg == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("sigma_deg", "coverage"),
    [(0.5 / 1.96 + 1e-9, 0.4), (1.0 / 1.96 + 1e-9, 0.6), (2.0 / 1.96 + 1e-9, 1.0)],
)
def test_coverage_is_the_share_of_errors_within_196_sigma(sigma_deg: float, coverage: float):
    score = angle_figures(frames(0.5 * TRUTH_DEG + 1.0, sigma_deg=sigma_deg))
    assert score.coverage == pytest.approx(coverage)
    assert score.half_width_deg == pytest.approx(1.96 * sigma_deg)


def test_the_half_width_is_a_median():
    seen = gather_frames(
        np.zeros(3), np.array([1.0, 2.0, 30.0]), np.zeros(3), np.zeros(3), np.ones(3, bool)
    )
    assert angle_figures(seen).half_width_deg == pytest.approx(3.92)


def test_against_gravity_the_clips_median_difference_is_off():
    # GIVEN a camera that rolls everything by 5 degrees, and an estimate of half the angle
    rolled = frames(0.5 * TRUTH_DEG + 5.0, TRUTH_DEG + 5.0, gravity_deg=TRUTH_DEG)
    score = angle_figures(rolled)
    # THEN what is left is half of each angle: 1, 0.5, 0, 0.5, 1
    assert score.true_mae_deg == pytest.approx(0.6)
    assert score.true_r == pytest.approx(1.0)


def test_one_wild_frame_does_not_move_the_median_difference():
    estimate_deg = TRUTH_DEG + np.array([0.0, 0.0, 0.0, 0.0, 50.0])
    assert angle_figures(frames(estimate_deg)).true_mae_deg == pytest.approx(10.0)


def test_each_clip_has_its_own_difference_to_gravity():
    one = frames(TRUTH_DEG + 5.0, TRUTH_DEG + 5.0, gravity_deg=TRUTH_DEG)
    two = frames(TRUTH_DEG - 5.0, TRUTH_DEG - 5.0, gravity_deg=TRUTH_DEG)
    assert angle_figures(pool_frames([one, two])).true_mae_deg == pytest.approx(0.0)


def test_frames_are_pooled_and_not_clips():
    # 5 frames without error, 15 with 4 degrees: 3, and not 2 as the mean of two clips
    long = frames(np.tile(TRUTH_DEG, 3) + 4.0, np.tile(TRUTH_DEG, 3))
    score = angle_figures(pool_frames([frames(TRUTH_DEG), long]))
    assert score.n == 20
    assert score.mae_deg == pytest.approx(3.0)


def test_what_the_gates_declined_counts_in_the_estimators_figures():
    gate = [True, False, True, True, True]
    seen = frames(TRUTH_DEG + np.array([0.0, 5.0, 0.0, 0.0, 0.0]), accepted=gate)
    assert angle_figures(seen).mae_deg == pytest.approx(1.0)
    assert accepted_figures(seen).mae_deg == pytest.approx(0.0)
    assert accepted_figures(seen).n == 4
    assert declined_frames(seen) == pytest.approx(0.2)


def test_a_frame_without_an_angle_is_declined_and_not_scored():
    seen = frames([NAN, -1.0, 0.0, 1.0, 2.0])
    assert angle_figures(seen).n == 4
    assert declined_frames(seen) == pytest.approx(0.2)


def test_a_frame_without_truth_is_not_there():
    seen = frames(TRUTH_DEG, [NAN, -1.0, 0.0, 1.0, 2.0], accepted=[False] + 4 * [True])
    assert len(seen) == 4
    assert declined_frames(seen) == 0.0


def test_gravity_may_be_unknown():
    score = angle_figures(frames(TRUTH_DEG, gravity_deg=np.full(5, NAN)))
    assert (score.true_mae_deg, score.true_r) == (None, None)
    assert score.mae_deg == 0.0


def test_nothing_to_score_is_none():
    nothing = frames([], [])
    score = angle_figures(nothing)
    assert (score.n, score.mae_deg, score.slope, score.coverage) == (0, None, None, None)
    assert (score.half_width_deg, declined_frames(nothing)) == (None, None)
