"""When the coach speaks again: praise, cool-down, old steps, another limit, and only measuring."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from coached import LEFT, RIGHT, STEP_S, Run
from made_up import FIVE, step, update

from gaitcoach.coaching import Coach
from gaitcoach.coaching.rules import COOLDOWN_S, WINDOW_S
from gaitcoach.types import CueKind, Limits


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


def test_limits_change_from_the_next_step_on():
    run = Run(Coach(Limits.both(9.0))).go(8, 7.0, 7.0)
    assert run.cues == []
    run.coach.set_limits(Limits(9.0, 5.0))
    assert {cue.side for cue in run.go(2, 7.0, 7.0).cues} == {RIGHT}
