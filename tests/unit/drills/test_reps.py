"""Repetitions: exact in number, time and leg, and never invented."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from exerciser import FIVE, REP_DRILLS, done, exerciser, mirrored, times_s, watched
from stick import StickRunner
from stick import times_s as stick_times_s

from gaitcoach.drills import DRILLS
from gaitcoach.drills.values import FaultKind, HeldFor, Rep
from gaitcoach.types import Side, View, Viewpoint

SIDES = (Side.LEFT, Side.RIGHT)
VIEWPOINTS = [Viewpoint(view, mirrored) for view in View for mirrored in (False, True)]


def reps_of(events) -> list[Rep]:
    return [event for event in events if isinstance(event, Rep)]


def check(reps: list[Rep], segments_s, side: Side, within_s: float = 0.1) -> None:
    assert len(reps) == len(segments_s)
    for rep, (start_s, end_s) in zip(reps, segments_s, strict=True):
        assert rep.side is side
        assert rep.t_start_s == pytest.approx(start_s, abs=within_s)
        assert rep.t_end_s == pytest.approx(end_s, abs=within_s)


@pytest.mark.parametrize("viewpoint", VIEWPOINTS, ids=str)
@pytest.mark.parametrize("standing", SIDES)
@pytest.mark.parametrize("kind", REP_DRILLS)
def test_each_drill_counts_its_reps_on_the_leg_that_stands(kind, standing, viewpoint):
    """Mutant: sides swapped; the sign of the pelvis flipped; image left taken for the left leg."""
    _, events, _ = done(exerciser(kind, standing, viewpoint=viewpoint))

    check(reps_of(events), FIVE, standing)


@pytest.mark.parametrize("kind", REP_DRILLS)
def test_a_mirrored_input_that_nobody_told_of_swaps_the_leg(kind):
    """Mutant: the side is taken from somewhere that the picture does not decide."""
    body = exerciser(kind, Side.RIGHT)

    _, events, _ = watched(kind, [mirrored(body.sample(float(t))) for t in times_s(body.until_s)])

    check(reps_of(events), FIVE, Side.LEFT)


@pytest.mark.parametrize("speed", [0.5, 2.0])
@pytest.mark.parametrize("kind", REP_DRILLS)
def test_half_and_double_speed_count_alike(kind, speed):
    segments_s = tuple((a / speed, b / speed) for a, b in FIVE)
    body = exerciser(kind, segments_s=segments_s, ramp_s=0.6 / speed)

    _, events, _ = done(body)

    check(reps_of(events), segments_s, Side.RIGHT)


@pytest.mark.parametrize("kind", REP_DRILLS)
def test_frames_dropped_and_uneven_stamps_change_nothing(kind):
    """Mutant: frames are counted in place of seconds."""
    body = exerciser(kind)
    even_s = times_s(body.until_s)
    chance = np.random.default_rng(7)
    uneven_s = even_s[chance.random(len(even_s)) > 0.4] + chance.uniform(0, 0.01)

    _, events, _ = watched(kind, [body.sample(float(t_s)) for t_s in uneven_s])

    check(reps_of(events), FIVE, Side.RIGHT)


@pytest.mark.parametrize("kind", REP_DRILLS)
@pytest.mark.parametrize("gap_s", [(3.0, 5.5), (2.6, 3.4)], ids=["rest", "out"])
def test_a_gap_invents_no_rep(kind, gap_s):
    """Mutant: NaN or nobody is read as rest. The rep that was cut may be lost, never doubled."""
    body = exerciser(kind)
    samples = [
        body.sample(float(t_s), **({"pose": None, "angle": None} if lost else {}))
        for t_s in times_s(body.until_s)
        for lost in [gap_s[0] < t_s < gap_s[1]]
    ]

    _, events, _ = watched(kind, samples)

    reps = reps_of(events)
    assert 3 <= len(reps) <= 5
    check(reps[-3:], FIVE[2:], Side.RIGHT)


def test_nan_joints_are_no_movement():
    body = exerciser("hip_abduction", segments_s=((99.0, 100.0),))
    samples = []
    for t_s in times_s(8.0):
        sample = body.sample(float(t_s))
        if 3.0 < t_s < 3.6:
            xy = np.full_like(sample.pose.xy_px, np.nan)
            sample = replace(sample, pose=replace(sample.pose, xy_px=xy))
        samples.append(sample)

    assert reps_of(watched("hip_abduction", samples)[1]) == []


@pytest.mark.parametrize("kind", REP_DRILLS)
def test_who_stops_mid_rep_has_not_done_it(kind):
    body = exerciser(kind, segments_s=(*FIVE[:2], (8.0, 99.0)))
    samples = [body.sample(float(t_s)) for t_s in times_s(14.0)]

    check(reps_of(watched(kind, samples)[1]), FIVE[:2], Side.RIGHT)


@pytest.mark.parametrize("name", DRILLS)
@pytest.mark.parametrize("roll_deg", [0.0, 12.0])
@pytest.mark.parametrize("stride_s", [0.72, 1.1])
def test_running_is_no_drill(name, stride_s, roll_deg):
    """Mutant: the standing foot need not stand; a break between two steps is bridged (with a rolled
    camera one foot alone seems to lift)."""
    runner = StickRunner(stride_s=stride_s, pose_roll_deg=roll_deg)
    samples = [runner.sample(float(t_s)) for t_s in stick_times_s(8.0, 30.0)]

    _, events, _ = watched(name, samples)

    assert [event for event in events if isinstance(event, Rep | HeldFor)] == []


@pytest.mark.parametrize("shown", [*REP_DRILLS, "single_leg_stance"])
@pytest.mark.parametrize("name", REP_DRILLS)
def test_another_drill_shown_counts_nothing(name, shown):
    _, events, _ = done(exerciser(shown), name)

    assert len(reps_of(events)) == (5 if name == shown else 0)


def test_a_squat_on_both_legs_is_none():
    """Mutant: any sinking of the hips is a squat on one leg."""
    body = exerciser("single_leg_squat")
    body._free = lambda hip, out, t_s: body._standing_leg(hip)

    assert reps_of(done(body)[1]) == []


def test_a_squat_is_as_deep_as_the_knee_bends_and_good_while_the_form_lasts():
    """Mutant: the depth is counted although the hip had dropped before."""
    level = reps_of(done(exerciser("single_leg_squat"))[1])
    tilted = done(exerciser("single_leg_squat", drop_deg=lambda t_s: 20.0))[1]

    assert [rep.range_deg for rep in level] == pytest.approx([70.0] * 5, abs=3.0)
    assert all(rep.good_deg == pytest.approx(rep.range_deg) for rep in level)
    assert all(rep.good_deg < 0.7 * rep.range_deg for rep in reps_of(tilted))
    assert {event.kind for event in tilted if hasattr(event, "kind")} == {FaultKind.DROP}


def test_fast_reps_count_and_are_told():
    segments_s = tuple((2.0 + 2 * i, 2.6 + 2 * i) for i in range(3))

    coach, events, phrases = done(exerciser("hip_abduction", segments_s=segments_s, ramp_s=0.3))

    assert len(reps_of(events)) == 3
    assert coach.tally.score(Side.RIGHT).faults == {FaultKind.TOO_FAST: 3}
    assert "slower" in phrases


def test_leaning_over_the_standing_leg_is_a_fault_and_away_from_it_none():
    """Mutant: the size of the lean counts, or its sign is turned."""
    over, _, _ = done(exerciser("hip_abduction", Side.LEFT, lean_deg=12.0))
    away, _, _ = done(exerciser("hip_abduction", Side.LEFT, lean_deg=-12.0))

    assert over.tally.score(Side.LEFT).faults == {FaultKind.LEAN: 5}
    assert away.tally.score(Side.LEFT).faults == {}
