"""True steps from a constructed truth, and how found steps are scored against them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from made_up import step

from gaitcoach.types import Side, StanceRecord, View
from gaitcoach.validation.score import (
    gather_steps,
    match_steps,
    pool_steps,
    scorable,
    score_steps,
    step_figures,
)
from gaitcoach.validation.truth import TrueStep, Truth

FPS = 50.0
STRIDE, ON_GROUND = 36, 14
"""Frames: 0.72 s a stride, 0.28 s of them on the ground."""
LEFT_DEG, RIGHT_DEG = 3.0, 6.0


def made_up_truth(n_frames: int = 400) -> Truth:
    """A runner whose right foot lands at frame 0, 36, 72, ... and whose left 18 frames later."""
    frame = np.arange(n_frames)
    right = frame % STRIDE < ON_GROUND
    left = (frame - STRIDE // 2) % STRIDE < ON_GROUND
    obliquity_deg = np.where(left, LEFT_DEG, 0.0) - np.where(right, RIGHT_DEG, 0.0)
    return Truth(
        name="made_up",
        view=View.BEHIND,
        fps=FPS,
        t_s=frame / FPS,
        image_obliquity_deg=obliquity_deg,
        obliquity_deg=obliquity_deg,
        on_ground={Side.LEFT: left, Side.RIGHT: right},
    )


def found_as(true: TrueStep, **changes: object) -> StanceRecord:
    """Return the step that a perfect pipeline would find, changed."""
    perfect = replace(step(true.side, true.t_end_s, true.drop_deg), t_start_s=true.t_start_s)
    return replace(perfect, **changes)


def test_true_steps_lie_wholly_inside_and_after_the_tracker_has_settled():
    truth = made_up_truth(400)
    steps = truth.steps()
    # frames 0-13 begin before 0.5 s, 18-31 too; the last right one (396-399) is cut by the end
    assert steps[0].t_start_s == pytest.approx(36 / FPS - 0.5 / FPS)
    assert steps[-1].t_start_s == pytest.approx(378 / FPS - 0.5 / FPS)
    assert steps[-1].t_end_s == pytest.approx(391 / FPS + 0.5 / FPS)
    assert [one.side for one in steps] == [Side.RIGHT, Side.LEFT] * (len(steps) // 2)
    assert len(steps) == 20


def test_a_true_drop_has_the_stance_legs_sign():
    for one in made_up_truth().steps():
        assert one.drop_deg == pytest.approx(LEFT_DEG if one.side is Side.LEFT else RIGHT_DEG)


def test_the_true_drop_of_walking_is_that_of_single_support():
    # GIVEN stances that overlap by 4 frames, in which the angle is far off
    truth = made_up_truth()
    frame = np.arange(400)
    right = frame % STRIDE < 22
    left = (frame - STRIDE // 2) % STRIDE < 22
    obliquity_deg = np.where(left, LEFT_DEG, -RIGHT_DEG) + np.where(left & right, 50.0, 0.0)
    walking = replace(
        truth, image_obliquity_deg=obliquity_deg, on_ground={Side.LEFT: left, Side.RIGHT: right}
    )
    for one in walking.steps():
        assert one.drop_deg == pytest.approx(LEFT_DEG if one.side is Side.LEFT else RIGHT_DEG)


def test_without_feet_there_are_no_true_steps():
    assert replace(made_up_truth(), on_ground=None).steps() == ()


def test_a_perfect_result_scores_perfectly():
    true = made_up_truth().steps()
    score = score_steps(true, [found_as(one) for one in true])
    assert (score.n_true, score.n_found, score.n_matched) == (20, 20, 20)
    assert (score.step_f1, score.stance_rate) == (1.0, 1.0)
    assert score.contact_error_ms == pytest.approx(0.0)
    assert score.step_mae_deg == pytest.approx(0.0)


def test_a_side_swap_lowers_the_stance_rate_alone():
    true = made_up_truth().steps()
    found = [found_as(one) for one in true]
    found[3] = replace(found[3], side=found[3].side.other)
    score = score_steps(true, found)
    assert score.stance_rate == pytest.approx(19 / 20)
    assert score.step_f1 == 1.0


def test_missed_and_invented_steps_lower_f1():
    true = made_up_truth().steps()
    found = [found_as(one) for one in true]
    missed = score_steps(true, found[:10] + found[12:])
    assert missed.step_f1 == pytest.approx(2 * 18 / 38)
    invented = found_as(true[4], t_start_s=true[4].t_start_s + 0.02)
    assert score_steps(true, [*found, invented]).step_f1 == pytest.approx(2 * 20 / 41)


def test_steps_are_paired_one_to_one_nearest_first():
    true = made_up_truth().steps()
    near = found_as(true[5], t_start_s=true[5].t_start_s + 0.01)
    nearer = found_as(true[5], t_start_s=true[5].t_start_s - 0.005)
    assert match_steps(true, [near, nearer]) == [(true[5], nearer)]
    assert match_steps([true[5], true[5]], [nearer]) == [(true[5], nearer)]


@pytest.mark.parametrize(("late_s", "matched"), [(0.09, 20), (0.11, 0)])
def test_a_pair_lies_within_a_tenth_of_a_second(late_s: float, matched: int):
    true = made_up_truth().steps()
    found = [found_as(one, t_start_s=one.t_start_s + late_s) for one in true]
    score = score_steps(true, found)
    assert score.n_matched == matched
    if matched:
        assert score.contact_error_ms == pytest.approx(90.0)


def test_the_drops_of_unusable_steps_are_not_scored():
    true = made_up_truth().steps()
    found = [found_as(one, drop_deg=one.drop_deg + 1.0) for one in true]
    found[0] = replace(found[0], drop_deg=float("nan"), usable=False)
    assert score_steps(true, found).step_mae_deg == pytest.approx(1.0)


def test_nothing_is_held_against_steps_where_truth_is_silent():
    true = made_up_truth().steps()
    found = [found_as(one) for one in true]
    early, late = (found_as(true[0], t_start_s=t_s) for t_s in (0.1, 7.9))
    assert scorable(true, [early, *found, late]) == found
    assert score_steps(true, [early, *found, late]).step_f1 == 1.0


def test_nothing_to_score_is_none_and_not_zero():
    score = score_steps([], [])
    assert (score.step_f1, score.stance_rate, score.step_mae_deg) == (None, None, None)
    assert score_steps(made_up_truth().steps(), []).step_f1 == 0.0


def gathered(found: list[StanceRecord], truth: Truth | None = None, **options: object):
    return step_figures(gather_steps((truth or made_up_truth()).steps(), found, **options))


def test_the_sides_means_forgive_what_averages_out():
    # GIVEN errors of +2 and -2 degrees in turn on each side
    true = made_up_truth().steps()
    found = [
        found_as(one, drop_deg=one.drop_deg + (2.0 if i % 4 < 2 else -2.0))
        for i, one in enumerate(true)
    ]
    # THEN each step is 2 degrees off, and the means of 10 steps are right
    score = gathered(found)
    assert score.step_mae_deg == pytest.approx(2.0)
    assert score.side_mean_mae_deg == pytest.approx(0.0)


def test_the_sides_means_are_taken_apart():
    # left +1, right -1: were the sides thrown together, nothing would be left
    true = made_up_truth().steps()
    found = [
        found_as(one, drop_deg=one.drop_deg + (1.0 if one.side is Side.LEFT else -1.0))
        for one in true
    ]
    assert gathered(found).side_mean_mae_deg == pytest.approx(1.0)


def test_a_side_with_two_steps_has_no_mean():
    found = [
        found_as(one) for one in made_up_truth().steps()[:5]
    ]  # right, left, right, left, right
    found[1] = replace(found[1], drop_deg=99.0)
    assert gathered(found).side_mean_mae_deg == pytest.approx(0.0)
    assert gathered(found[:4]).side_mean_mae_deg is None


def test_the_sign_is_asked_only_of_clear_drops():
    # GIVEN true drops of 3 (left) and 1.9 degrees (right)
    truth = made_up_truth()
    assert truth.on_ground is not None
    left, right = truth.on_ground[Side.LEFT], truth.on_ground[Side.RIGHT]
    faint = replace(truth, image_obliquity_deg=np.where(left, 3.0, 0.0) - np.where(right, 1.9, 0.0))
    true = faint.steps()
    # WHEN every sign on the right is wrong, and one on the left
    found = [found_as(one, drop_deg=-1.0 if one.side is Side.RIGHT else 1.0) for one in true]
    first_left = next(i for i, one in enumerate(true) if one.side is Side.LEFT)
    found[first_left] = replace(found[first_left], drop_deg=-1.0)
    # THEN one of ten is wrong
    assert gathered(found, faint).sign_rate == pytest.approx(0.9)


def test_a_hike_that_is_told_as_a_hike_has_the_right_sign():
    truth = made_up_truth()
    hike = replace(truth, image_obliquity_deg=-truth.image_obliquity_deg)
    assert gathered([found_as(one) for one in hike.steps()], hike).sign_rate == 1.0


def test_declined_steps_are_those_without_a_usable_match():
    found = [found_as(one) for one in made_up_truth().steps()]
    found[2] = replace(found[2], usable=False)
    assert gathered(found[:-1]).declined_steps == pytest.approx(2 / 20)
    assert gathered(found[:-1]).step_f1 == pytest.approx(2 * 19 / 39)
    assert gathered([]).declined_steps == 1.0


def test_walking_contacts_are_not_timed():
    found = [found_as(one) for one in made_up_truth().steps()]
    assert gathered(found, timed=True).contact_error_ms == pytest.approx(0.0)
    walked = gathered(found, timed=False)
    assert walked.contact_error_ms is None
    assert walked.step_f1 == 1.0


def test_the_contact_error_forgets_the_sign():
    true = made_up_truth().steps()
    found = [
        found_as(one, t_start_s=one.t_start_s + (0.02 if i % 2 else -0.02))
        for i, one in enumerate(true)
    ]
    assert gathered(found).contact_error_ms == pytest.approx(20.0)


def rolled_truth(roll_deg: float) -> Truth:
    """The camera rolls the picture; gravity does not care."""
    truth = made_up_truth()
    return replace(truth, image_obliquity_deg=truth.obliquity_deg + roll_deg)


def test_with_a_level_steps_are_compared_in_the_picture_and_means_against_gravity():
    # GIVEN a camera rolled by 5 degrees and a baseline of 4.5: half a degree is left in each mean
    truth = rolled_truth(5.0)
    found = [found_as(one, drop_deg=one.drop_deg - one.side.drop_deg(4.5)) for one in truth.steps()]
    score = gathered(found, truth, level_deg=4.5)
    # THEN the estimator is right in the picture, and the runner is told half a degree too much
    assert score.step_mae_deg == pytest.approx(0.0)
    assert score.sign_rate == 1.0
    assert score.side_mean_mae_deg == pytest.approx(0.5)


def test_without_a_level_the_means_are_compared_in_the_picture():
    truth = rolled_truth(5.0)
    score = gathered([found_as(one) for one in truth.steps()], truth)
    assert score.side_mean_mae_deg == pytest.approx(0.0)


def test_steps_of_several_clips_are_pooled():
    # 20 steps without error and 2 with 11 degrees: 1, and not 5.5 as the mean of two clips
    true = made_up_truth().steps()
    good = gather_steps(true, [found_as(one) for one in true])
    bad = gather_steps(true[:2], [found_as(one, drop_deg=one.drop_deg + 11.0) for one in true[:2]])
    both = step_figures(pool_steps([good, bad]))
    assert (both.n_true, both.n_found, both.n_matched) == (22, 22, 22)
    assert both.step_mae_deg == pytest.approx(1.0)
    assert both.side_mean_mae_deg == pytest.approx(0.0)
    assert both.declined_steps == 0.0


def test_steps_where_nothing_was_true_score_nothing():
    invented = [found_as(made_up_truth().steps()[0])]
    assert step_figures(gather_steps([], invented)).step_f1 is None
