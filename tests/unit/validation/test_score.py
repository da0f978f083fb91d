"""True steps from a constructed truth, and how found steps are scored against them."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from made_up import step

from gaitcoach.errors import GaitCoachError
from gaitcoach.types import Side, StanceRecord, View
from gaitcoach.validation.score import match_steps, scorable, score_steps
from gaitcoach.validation.truth import TrueStep, Truth, load_truth

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


def write_truth(path, **changes: object):
    table = {
        "fps": 30,
        "view": "front-oblique",
        "time_s": [0.0, 0.033],
        "obliquity_deg": [1.0, 2.0],
        "image_obliquity_deg": [1.5, 2.5],
        "left_stance": [1, 0],
        "right_stance": [0, 1],
    }
    path.write_text(json.dumps({k: v for k, v in (table | changes).items() if v is not None}))
    return path


def test_a_truth_file_is_read(tmp_path):
    truth = load_truth(write_truth(tmp_path / "clip.json"))
    assert (truth.name, truth.fps, truth.view) == ("clip", 30.0, View.FRONT)
    assert truth.image_obliquity_deg.tolist() == [1.5, 2.5]
    assert truth.obliquity_deg.tolist() == [1.0, 2.0]
    assert truth.on_ground is not None
    assert truth.on_ground[Side.LEFT].tolist() == [True, False]
    assert truth.on_ground[Side.RIGHT].tolist() == [False, True]


def test_feet_may_be_unknown(tmp_path):
    assert load_truth(write_truth(tmp_path / "a.json", left_stance=None)).on_ground is None


@pytest.mark.parametrize("missing", ["fps", "view", "time_s", "image_obliquity_deg"])
def test_a_truth_file_that_lacks_something_is_an_error(tmp_path, missing: str):
    with pytest.raises(GaitCoachError, match="not a truth file"):
        load_truth(write_truth(tmp_path / "clip.json", **{missing: None}))


def test_what_is_no_truth_file_is_an_error(tmp_path):
    (tmp_path / "a.json").write_text("not json")
    for name in ("a.json", "none.json"):
        with pytest.raises(GaitCoachError, match="not a truth file"):
            load_truth(tmp_path / name)
