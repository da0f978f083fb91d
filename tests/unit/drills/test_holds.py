"""Holds: timed from foot up to foot down, judged second by second; bridges from the side."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from exerciser import Exerciser, done, exerciser, times_s, watched

from gaitcoach.drills.holds import HoldClock
from gaitcoach.drills.values import DrillState, Entered, Fault, FaultKind, HeldFor
from gaitcoach.types import Quality, Side

HOLD_S = ((2.0, 14.0),)


def holds_of(events) -> list[HeldFor]:
    return [event for event in events if isinstance(event, HeldFor)]


def faults_of(events, kind: FaultKind) -> list[Fault]:
    return [event for event in events if isinstance(event, Fault) and event.kind is kind]


@pytest.mark.parametrize("standing", [Side.LEFT, Side.RIGHT])
@pytest.mark.parametrize("kind", ["single_leg_stance", "mirror_stance"])
def test_a_hold_lasts_from_foot_up_to_foot_down(kind, standing):
    """Mutant: the lifted leg is named; the clock starts when the hold is sure to be one."""
    (hold,) = holds_of(done(exerciser(kind, standing, segments_s=HOLD_S))[1])

    assert hold.side is standing
    assert hold.hold_s == pytest.approx(12.0, abs=0.4)
    assert (hold.t_start_s, hold.t_end_s) == (
        pytest.approx(2.0, abs=0.25),
        pytest.approx(14.0, abs=0.25),
    )


def test_the_mirror_clock_runs_only_while_the_hips_are_level():
    """Mutant: the clock ignores the drop; a lifted hip stops it; the sign is flipped."""
    drops = {"dropped": 9.0, "lifted": -9.0}
    held = {}
    for name, drop in drops.items():
        body = exerciser(
            "mirror_stance", Side.LEFT, segments_s=HOLD_S,
            drop_deg=lambda t_s, drop=drop: drop if 6.0 < t_s < 10.0 else 0.0,
        )  # fmt: skip
        (hold,) = holds_of(done(body)[1])
        held[name] = hold.hold_s

    assert held["lifted"] == pytest.approx(12.0, abs=0.4)
    assert held["dropped"] == pytest.approx(8.0, abs=0.6)


@pytest.mark.parametrize("roll_deg", [-8.0, 0.0, 8.0])
def test_seconds_with_a_drop_are_told_whatever_the_camera_s_roll(roll_deg):
    """Mutant: standing is not taken off; the last second is left out."""
    body = exerciser(
        "single_leg_stance", segments_s=HOLD_S, roll_deg=roll_deg,
        drop_deg=lambda t_s: 8.0 if 6.0 < t_s < 10.0 else 1.0,
    )  # fmt: skip
    coach, events, phrases = done(body)

    told = faults_of(events, FaultKind.DROP)
    assert 3 <= len(told) <= 5
    assert all(5.5 <= fault.t_s <= 10.5 for fault in told)
    assert all(fault.side is Side.RIGHT for fault in told)
    assert phrases.count("hips_level") in (1, 2)
    assert "drop" in coach.tally.score(Side.RIGHT).findings


def test_a_drop_held_by_the_trunk_is_told_as_a_lean():
    coach, _, _ = done(exerciser("single_leg_stance", segments_s=HOLD_S, lean_deg=12.0))

    assert "lean" in coach.tally.score(Side.RIGHT).findings
    assert "level" in coach.tally.score(Side.RIGHT).findings


def test_thirty_level_seconds_pass_and_a_foot_that_comes_down_does_not():
    full, _, phrases = done(exerciser("single_leg_stance", segments_s=((2.0, 33.0),)))
    short, _, _ = done(exerciser("single_leg_stance", segments_s=HOLD_S))

    assert full.tally.score(Side.RIGHT).findings == ("level", "held")
    assert full.tally.score(Side.RIGHT).score_percent == 100.0
    assert phrases.count("half_time") == 1
    assert "switch_legs" in phrases
    assert "touched_down" in short.tally.score(Side.RIGHT).findings
    assert short.tally.score(Side.RIGHT).score_percent == pytest.approx(40.0, abs=3.0)


def test_a_short_touch_does_not_end_a_hold():
    body = exerciser("single_leg_stance", segments_s=((2.0, 8.0), (8.2, 14.0)), ramp_s=0.1)

    (hold,) = holds_of(done(body)[1])

    assert hold.t_end_s - hold.t_start_s == pytest.approx(12.0, abs=0.3)


def test_both_legs_make_a_test_and_the_same_leg_twice_does_not():
    """Mutant: a second hold of the same leg fills the other one's part."""
    right = exerciser("single_leg_stance", Side.RIGHT, segments_s=((2.0, 33.0),))
    left = exerciser("single_leg_stance", Side.LEFT, segments_s=((2.0, 33.0),))

    def one_after_another(*bodies: Exerciser):
        for n, body in enumerate(bodies):
            for t_s in times_s(body.until_s):
                sample = body.sample(float(t_s))
                later_s = n * 40.0 + float(t_s)
                yield replace(sample, t_s=later_s, pose=replace(sample.pose, t_s=later_s))

    _, both, _ = watched("single_leg_stance", one_after_another(right, left))
    _, same, phrases = watched("single_leg_stance", one_after_another(right, right))

    states = [event.state for event in both if isinstance(event, Entered)]
    assert DrillState.SWITCH_SIDES in states
    assert states[-1] is DrillState.DONE
    assert [hold.side for hold in holds_of(both)] == [Side.RIGHT, Side.LEFT]
    assert faults_of(same, FaultKind.SAME_SIDE) != []
    assert phrases.count("switch_legs") == 2


def test_steps_do_not_add_up_to_a_hold():
    """Mutant: a break is bridged before a hold is sure. A rolled camera shows one foot lifted."""
    clock = HoldClock(0.10, 0.07)

    for t_s in times_s(6.0):
        lift = 0.2 if t_s % 0.75 < 0.45 else 0.0
        clock.push(float(t_s), {Side.RIGHT: lift, Side.LEFT: -lift})
        assert clock.now is None or not clock.now.is_real


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"n_people": 2}, Quality.TWO_PEOPLE),
        ({"pose": None, "angle": None}, Quality.NOBODY),
    ],
)
def test_what_cannot_be_seen_is_said_and_not_counted(changes, reason):
    body = exerciser("single_leg_stance", segments_s=HOLD_S)
    samples = [body.sample(float(t_s), **changes) for t_s in times_s(body.until_s)]

    _, events, _ = watched("single_leg_stance", samples)

    assert holds_of(events) == []
    assert reason in [event.reason for event in events if isinstance(event, Entered)]


def test_a_body_cut_off_at_the_hips_is_said():
    body = exerciser("single_leg_stance", segments_s=HOLD_S)
    samples = []
    for t_s in times_s(body.until_s):
        sample = body.sample(float(t_s))
        below = sample.pose.xy_px + np.array([0.0, 200.0])
        samples.append(replace(sample, pose=replace(sample.pose, xy_px=below)))

    _, events, _ = watched("single_leg_stance", samples)

    reasons = {event.reason for event in events if isinstance(event, Entered)}
    assert reasons & {Quality.ANKLES_HIDDEN, Quality.HIPS_HIDDEN}
    assert holds_of(events) == []


def test_the_last_seconds_are_counted_and_rest_is_said_once():
    """GIVEN a hold of 31 s where 30 are wanted WHEN the foot comes down a second later
    THEN "rest" was said at the target; mutants: said again as the foot comes down; never."""
    body = exerciser("mirror_stance", segments_s=((2.0, 33.2),))
    _, _, phrases = done(body, fps=10.0)
    assert phrases[-5:] == ["three", "two", "one", "rest", "well_done"]
    assert phrases.count("rest") == 1
