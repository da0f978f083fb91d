"""When the coach speaks, for whom, and why: made-up steps with known drops."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from made_up import FIVE, step, update

from gaitcoach.coaching import Coach
from gaitcoach.coaching.rules import COOLDOWN_S, WINDOW_S
from gaitcoach.types import CameraRoll, Cue, CueKind, Limits, Quality, Side, StanceRecord
from gaitcoach.words import PHRASES

STEP_S = 0.36
LEFT, RIGHT = Side.LEFT, Side.RIGHT


class Run:
    """Feeds a coach one step at a time, left and right in turn, and keeps what it said.

    jitter_deg : the steps of a side differ by this much in turn, as real ones do
    """

    def __init__(self, coach: Coach, **how: object) -> None:
        self.coach = coach
        self.how = how
        self.t_s = 0.0
        self.cues: list[Cue] = []
        self.usable = dict.fromkeys(Side, 0)
        self.said_after: list[int] = []

    def go(self, n_steps: int, left_deg: float, right_deg: float, **change: object) -> Run:
        """Add `n_steps` of each side."""
        usable = bool(change.pop("usable", True))
        for i in range(n_steps):
            jitter_deg = 0.3 if i % 2 else -0.3
            for side, drop_deg in ((LEFT, left_deg), (RIGHT, right_deg)):
                self.t_s += STEP_S
                one = step(side, self.t_s, drop_deg + jitter_deg, usable)
                self.push(one, **change)
        return self

    def push(self, one: StanceRecord, **change: object) -> None:
        self.usable[one.side] += one.usable
        cues = self.coach.push(update(self.t_s, one, **(self.how | change)))
        self.cues.extend(cues)
        self.said_after.extend(self.usable[cue.side] for cue in cues)

    def wait(self, wait_s: float) -> Run:
        self.t_s += wait_s
        return self

    @property
    def corrections(self) -> list[Cue]:
        return [cue for cue in self.cues if cue.kind is CueKind.CORRECT]

    @property
    def spoken(self) -> list[Cue]:
        return [cue for cue in self.cues if cue.spoken]

    @property
    def praise(self) -> list[Cue]:
        return [cue for cue in self.cues if cue.kind is CueKind.PRAISE]


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


def test_between_two_corrections_there_is_time():
    run = Run(Coach(FIVE)).go(60, 1.0, 9.0)
    times_s = [cue.t_s for cue in run.cues]
    waits_s = [b - a for a, b in pairwise(times_s)]
    assert len(waits_s) >= 3
    assert all(COOLDOWN_S <= wait_s < COOLDOWN_S + 2 * STEP_S + 1e-6 for wait_s in waits_s)
    assert COOLDOWN_S == 8.0


def test_both_sides_get_their_turn():
    run = Run(Coach(FIVE)).go(60, 9.0, 9.0)
    sides = [cue.side for cue in run.spoken]
    assert len(sides) >= 4
    assert all(a is not b for a, b in pairwise(sides))


def test_better_is_said_once_after_a_corrected_run_and_only_then():
    # GIVEN a runner who is corrected
    run = Run(Coach(FIVE)).go(8, 1.0, 8.0)
    assert len(run.corrections) == 1
    # WHEN the next steps are level
    run.go(40, 1.0, 2.0)
    # THEN "better", once, for that side, after at least eight of its steps
    (praise,) = run.praise
    assert (praise.side, praise.phrase) == (RIGHT, "better")
    assert run.said_after[-1] >= run.said_after[0] + 8
    assert praise.reason.rule == "corrected"
    assert len(run.corrections) == 1


def test_nobody_is_praised_who_was_not_corrected():
    assert Run(Coach(FIVE)).go(60, 1.0, 2.0).praise == []


def test_a_side_that_goes_on_dropping_is_not_praised():
    assert Run(Coach(FIVE)).go(60, 1.0, 8.0).praise == []


def test_just_under_the_threshold_is_not_yet_corrected():
    """Hysteresis: half a degree under it, so that words do not flicker."""
    run = Run(Coach(FIVE)).go(8, 1.0, 8.0)
    assert run.go(40, 1.0, 4.6).praise == []
    assert run.go(10, 1.0, 4.1).praise


def test_praise_waits_after_the_other_sides_correction():
    # GIVEN a right side that is almost corrected while the left one begins to drop
    run = Run(Coach(FIVE)).go(8, 1.0, 8.0).go(12, 1.0, 4.6).go(7, 9.0, 4.6)
    assert [cue.side for cue in run.cues] == [RIGHT, LEFT]
    # WHEN the right one is level at once
    run.go(12, 1.0, 2.0)
    # THEN it is praised, but not right after the words for the left one
    praise = run.praise[0]
    assert praise.side is RIGHT
    assert 4.0 <= praise.t_s - run.corrections[-1].t_s < 6.0


def test_a_second_lapse_is_corrected_and_praised_again():
    run = Run(Coach(FIVE))
    for _ in range(2):
        run.go(8, 1.0, 8.0).go(24, 1.0, 2.0)
    kinds = [cue.kind for cue in run.cues]
    assert kinds == [CueKind.CORRECT, CueKind.PRAISE] * 2


def test_a_new_threshold_holds_from_the_next_step():
    run = Run(Coach(FIVE)).go(8, 1.0, 4.0)
    assert run.cues == []
    run.coach.set_limits(Limits.both(3.0))
    (cue,) = run.go(1, 1.0, 4.0).cues
    assert cue.reason.threshold_deg == 3.0
    assert cue.reason.value_deg == pytest.approx(4.0, abs=0.2)


def test_old_steps_say_nothing_about_now():
    # GIVEN six steps over the threshold, then a pause longer than the window
    run = Run(Coach(FIVE)).go(6, 1.0, 9.0).wait(WINDOW_S)
    # THEN they are not counted with the ones after the pause
    assert run.go(6, 1.0, 9.0).cues == []
    assert run.go(1, 1.0, 9.0).cues


def test_a_short_pause_forgets_nothing():
    run = Run(Coach(FIVE)).go(6, 1.0, 9.0).wait(WINDOW_S / 2)
    assert run.go(1, 1.0, 9.0).cues


def test_another_baseline_forgets_the_steps():
    run = Run(Coach(FIVE)).go(6, 1.0, 9.0)
    run.how["baseline_deg"] = 2.0
    assert run.go(6, 1.0, 9.0).cues == []
    assert run.go(1, 1.0, 9.0).cues


def test_only_a_new_step_makes_it_speak():
    """Mutant: the same steps are judged again with every frame."""
    run = Run(Coach(FIVE)).go(8, 1.0, 9.0)
    later_s = run.t_s + COOLDOWN_S + 1.0
    assert run.coach.push(update(later_s)) == ()


def test_reset_forgets_steps_and_cooldown():
    run = Run(Coach(FIVE)).go(8, 1.0, 9.0)
    run.coach.reset()
    assert len(run.go(6, 1.0, 9.0).cues) == 1
    assert len(run.go(1, 1.0, 9.0).cues) == 2


def test_an_update_says_one_thing_at_a_time():
    run = Run(Coach(FIVE)).go(6, 9.0, 9.0)
    both = update(run.t_s, step(LEFT, run.t_s, 9.0), step(RIGHT, run.t_s, 9.0), baseline_deg=0.0)
    assert [cue.spoken for cue in run.coach.push(both)] == [True]
    assert [cue.spoken for cue in run.coach.push(replace(both, t_s=run.t_s + 0.1))] == [False]
    assert run.coach.push(replace(both, t_s=run.t_s + 0.2)) == ()


# -- only measuring ---------------------------------------------------------------------------


def test_a_quiet_coach_says_nothing_and_begins_with_fresh_steps():
    """Mutants: speaks all the same; speaks of steps from the quiet time."""
    coach = Coach()
    coach.set_quiet(True)
    run = Run(coach).go(20, 2.0, 9.0)
    assert run.cues == []
    coach.set_quiet(False)
    run.go(6, 2.0, 9.0)
    assert run.cues == [], "seven steps of this block are needed"
    run.go(4, 2.0, 9.0)
    assert [cue.side for cue in run.corrections] == [RIGHT]


@pytest.mark.parametrize(("limits", "cued"), [(Limits(9.0, 5.0), RIGHT), (Limits(5.0, 9.0), LEFT)])
def test_each_leg_is_held_against_its_own_limit(limits: Limits, cued: Side):
    """Mutants: one limit for both; the legs' limits swapped."""
    run = Run(Coach(limits)).go(16, left_deg=7.0, right_deg=7.0)
    assert {cue.side for cue in run.corrections} == {cued}
    assert run.corrections[0].reason.threshold_deg == 5.0


def test_limits_change_from_the_next_step_on():
    run = Run(Coach(Limits.both(9.0))).go(8, 7.0, 7.0)
    assert run.cues == []
    run.coach.set_limits(Limits(9.0, 5.0))
    assert {cue.side for cue in run.go(2, 7.0, 7.0).cues} == {RIGHT}
