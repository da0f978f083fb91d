"""When the coach speaks, for whom, and why: made-up steps with known drops."""

from __future__ import annotations

import pytest
from coached import LEFT, RIGHT, STEP_S, Run
from made_up import FIVE, step

from gaitcoach.coaching import Coach
from gaitcoach.types import CameraRoll, Limits, Quality, Side
from gaitcoach.words import PHRASES


def test_the_side_that_drops_is_cued_as_soon_as_its_mean_is_known():
    # GIVEN right stances that drop 7 degrees, left ones that are level
    run = Run(Coach(FIVE)).go(8, left_deg=1.0, right_deg=7.0)
    # THEN one cue, at the seventh usable right stance, and it names the hip that hangs: the left
    (cue,) = run.cues
    assert run.said_after == [7]
    assert cue.side is RIGHT
    assert PHRASES[cue.phrase] == "left hip"


def test_left_stance_names_the_right_hip():
    # GIVEN a right stance first, so that both sides' means are known at the seventh left one
    run = Run(Coach(FIVE))
    run.push(step(RIGHT, 0.0, 1.0))
    (cue,) = run.go(8, left_deg=7.0, right_deg=1.0).cues
    assert (cue.side, PHRASES[cue.phrase]) == (LEFT, "right hip")


def test_no_hip_is_named_while_the_other_side_is_not_known():
    (cue,) = Run(Coach(FIVE)).go(7, left_deg=7.0, right_deg=1.0).cues
    assert (cue.side, cue.phrase) == (LEFT, "hips_level")


def test_both_sides_alike_hear_the_general_words():
    (cue,) = Run(Coach(FIVE, "belt_line_level")).go(8, 7.0, 7.2).spoken
    assert cue.phrase == "belt_line_level"


def test_words_for_both_sides_are_spoken_once_and_booked_for_each():
    """Mutants: the second side waits for the cooldown; it is spoken to a second time."""
    run = Run(Coach(FIVE)).go(8, 9.0, 9.0)
    assert [(cue.side, cue.spoken) for cue in run.cues] == [(LEFT, True), (RIGHT, False)]
    assert run.said_after == [7, 7]
    assert {cue.phrase for cue in run.cues} == {"hips_level"}


def test_the_worse_hip_is_not_named_while_both_drop_too_far():
    run = Run(Coach(FIVE))
    run.push(step(LEFT, 0.0, 6.0))
    assert {cue.phrase for cue in run.go(8, 6.0, 12.0).cues} == {"hips_level"}


def test_a_named_hip_is_not_meant_for_the_other_side():
    # GIVEN the left hip alone is named, and then the other one begins to drop
    run = Run(Coach(FIVE)).go(8, 1.0, 7.0)
    assert PHRASES[run.cues[0].phrase] == "left hip"
    assert len(run.go(4, 30.0, 7.0).cues) == 1


def test_words_do_not_hold_for_ever():
    # GIVEN general words for the right side, known before the left
    run = Run(Coach(FIVE), baseline_deg=None).go(8, 1.0, 9.0)
    assert [cue.side for cue in run.cues] == [RIGHT]
    # WHEN the left one begins to drop more than 4 seconds later
    run.go(6, 1.0, 9.0).go(4, 30.0, 9.0)
    assert len(run.cues) == 1


def test_a_hip_is_named_only_when_it_is_clearly_the_worse_one():
    (cue,) = Run(Coach(FIVE)).go(7, left_deg=4.5, right_deg=5.8).cues
    assert (cue.side, cue.phrase) == (RIGHT, "hips_level")


def test_a_cue_carries_its_reason():
    (cue,) = Run(Coach(FIVE)).go(7, 1.0, 7.0).cues
    reason = cue.reason
    assert reason.rule == "drops_too_far"
    assert reason.metric == "drop_deg"
    assert reason.value_deg == pytest.approx(7.0, abs=0.1)
    assert reason.threshold_deg < reason.lower_bound_deg < reason.value_deg
    assert (reason.threshold_deg, reason.n_steps) == (5.0, 7)


def test_level_hips_hear_nothing():
    assert Run(Coach(FIVE)).go(60, 4.0, 3.0).cues == []


def test_a_hike_is_no_drop():
    """Mutant: the size of the drop is compared instead of the drop."""
    assert Run(Coach(FIVE)).go(20, -9.0, -9.0).cues == []


def test_the_lower_bound_must_be_over_the_threshold():
    # GIVEN six of seven steps, and their mean, over 5, but so uneven that it may be chance
    run = Run(Coach(FIVE))
    for drop_deg in (5.2, 5.2, 5.2, 12.0, 5.2, -3.0, 5.2):
        run.t_s += 2 * STEP_S
        run.push(step(RIGHT, run.t_s, drop_deg))
    assert run.cues == []
    assert Run(Coach(FIVE)).go(8, 0.0, 5.5).cues


@pytest.mark.parametrize(
    ("sigma_deg", "level_sigma_deg", "spoken"),
    [(0.2, 0.2, True), (2.3, 0.2, True), (2.6, 0.2, False), (0.2, 2.6, False)],
    ids=["sure", "less sure", "unsure estimator", "unsure level"],
)
def test_what_all_steps_may_have_wrong_in_common_keeps_it_silent(
    sigma_deg: float, level_sigma_deg: float, spoken: bool
):
    """Mutant: the bound rests on the steps' scatter alone, which more steps make small."""
    # GIVEN ever so many steps that agree on 7 degrees
    run = Run(Coach(FIVE), level_sigma_deg=level_sigma_deg)
    for i in range(40):
        run.t_s += 2 * STEP_S
        run.push(step(RIGHT, run.t_s, 7.3 if i % 2 else 6.7, sigma_deg=sigma_deg))
    # THEN the coach speaks only if they can be trusted together
    assert bool(run.cues) == spoken


@pytest.mark.parametrize(("drop_deg", "spoken"), [(8.4, False), (9.5, True)])
def test_a_vague_measure_must_be_sure_that_the_pelvis_is_not_level(drop_deg: float, spoken: bool):
    """Mutant: four to one about the limit is enough, however wide the rest of the doubt."""
    # GIVEN steps known to 3.4 degrees: 8.4 is over 5 with 80 %, but over 3 not with 95 %
    run = Run(Coach(FIVE), level_sigma_deg=0.0)
    for _ in range(8):
        run.t_s += 2 * STEP_S
        run.push(step(RIGHT, run.t_s, drop_deg, sigma_deg=3.4))
    assert bool(run.cues) == spoken


def test_one_stumble_does_not_speak():
    """k of n: a mean pulled over the threshold by few steps is no reason."""
    coach = Coach(FIVE)
    run = Run(coach)
    for i in range(8):
        run.t_s += 2 * STEP_S
        run.push(step(RIGHT, run.t_s, 7.0 if i < 5 else 4.9))
    assert run.cues == []


@pytest.mark.parametrize(("right_deg", "spoken"), [(6.9, False), (7.5, True)])
def test_without_a_baseline_two_degrees_more_are_asked_for(right_deg: float, spoken: bool):
    run = Run(Coach(FIVE), baseline_deg=None).go(8, 0.0, right_deg)
    assert bool(run.cues) == spoken


@pytest.mark.parametrize(
    ("roll_deg", "right_deg", "spoken"),
    [(0.0, 6.5, True), (0.0, 4.9, False), (-2.0, 6.5, False), (-2.0, 8.5, True), (2.0, 4.0, True)],
)
def test_a_roll_that_edges_tell_takes_the_place_of_the_margin(
    roll_deg: float, right_deg: float, spoken: bool
):
    """Mutants: the roll's sign; the margin stays; the roll is not taken off.

    A camera that shows the runner's left side too low (-) shows right stances as dropping.
    """
    how = {"baseline_deg": None, "roll": CameraRoll(roll_deg, 0.2)}
    run = Run(Coach(FIVE), **how).go(8, -9.0, right_deg)
    assert bool(run.cues) == spoken
    for cue in run.cues:
        assert cue.side is RIGHT
        assert cue.reason.value_deg == pytest.approx(right_deg + roll_deg, abs=0.1)


def test_a_roll_counts_the_other_way_for_the_other_leg():
    how = {"baseline_deg": None, "roll": CameraRoll(3.0, 0.2)}
    assert Run(Coach(FIVE), **how).go(8, 7.5, -9.0).cues == []
    assert Run(Coach(FIVE), **how).go(8, 8.6, -9.0).cues


def test_an_unsure_roll_keeps_it_silent():
    how = {"baseline_deg": None, "roll": CameraRoll(0.0, 2.5)}
    assert Run(Coach(FIVE), **how).go(8, -9.0, 7.0).cues == []


def test_a_standing_baseline_makes_the_roll_forgotten():
    how = {"baseline_deg": 1.0, "roll": CameraRoll(-9.0, 0.2)}
    assert Run(Coach(FIVE), **how).go(8, -9.0, 7.0).cues


def test_without_a_baseline_no_hip_is_named():
    (cue,) = Run(Coach(FIVE), baseline_deg=None).go(8, 0.0, 12.0).cues
    assert cue.phrase == "hips_level"


def test_steps_that_do_not_count_never_speak():
    run = Run(Coach(FIVE)).go(40, 9.0, 9.0, usable=False)
    assert run.cues == []
    # AND they are not among the seven: six usable ones more are still too few
    assert run.go(6, 9.0, 9.0).cues == []
    assert run.go(1, 9.0, 9.0).cues


@pytest.mark.parametrize(
    "quality", [q for q in Quality if q not in (Quality.OK, Quality.TOO_FEW_STEPS)], ids=str
)
def test_bad_quality_is_silence(quality: Quality):
    run = Run(Coach(FIVE)).go(20, 1.0, 9.0, quality=quality)
    assert run.cues == []
    # AND the first step of good quality may speak again
    assert run.go(1, 1.0, 9.0).cues


def test_too_few_steps_of_the_other_side_do_not_silence_this_one():
    assert Run(Coach(FIVE)).go(8, 1.0, 9.0, quality=Quality.TOO_FEW_STEPS).cues


@pytest.mark.parametrize(("limits", "cued"), [(Limits(9.0, 5.0), RIGHT), (Limits(5.0, 9.0), LEFT)])
def test_each_leg_is_held_against_its_own_limit(limits: Limits, cued: Side):
    """Mutants: one limit for both; the legs' limits swapped."""
    run = Run(Coach(limits)).go(16, left_deg=7.0, right_deg=7.0)
    assert {cue.side for cue in run.corrections} == {cued}
    assert run.corrections[0].reason.threshold_deg == 5.0
