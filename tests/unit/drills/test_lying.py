"""The abduction on one's side: noticed, turned upright, counted for the leg below, no drop told."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from exerciser import exerciser, on_the_floor, times_s

from gaitcoach.drills import DrillCoach, drill_named, summary_of
from gaitcoach.drills.lying import LyingWatch
from gaitcoach.drills.values import DrillEvent, Fault, FaultKind, Rep
from gaitcoach.landmarks import Landmark as L
from gaitcoach.pose.turns import turned_pose
from gaitcoach.types import Pose, Side, Turn, View, Viewpoint

LYING = (Turn.HEAD_AT_LEFT, Turn.HEAD_AT_RIGHT)
STANDING = exerciser("hip_abduction").pose(0.0)


def head_x_y(pose: Pose) -> tuple[float, float]:
    """Way from the hips to the shoulders."""
    x, y = (pose.xy_px[L.LEFT_SHOULDER] - pose.xy_px[L.LEFT_HIP]).tolist()
    return x, y


# -- turning ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("turn", LYING)
def test_a_turn_puts_the_head_up_and_its_back_lays_it_down_again(turn: Turn):
    """Mutants: the other way round, the head below; left and right exchanged by the turn; a point
    of the turned picture outside of it; the world left as it was."""
    lying = on_the_floor(STANDING, turn)
    x, y = head_x_y(lying)
    assert abs(y) < abs(x)
    assert (x < 0) is (turn is Turn.HEAD_AT_LEFT)
    up = turned_pose(lying, turn)
    assert head_x_y(up)[1] < 0
    assert up.image_size_px == STANDING.image_size_px
    np.testing.assert_allclose(up.xy_px, STANDING.xy_px)
    np.testing.assert_allclose(up.world_m, STANDING.world_m)
    assert lying.image_size_px == (480, 640)
    low, high = np.nanmin(lying.xy_px, axis=0), np.nanmax(lying.xy_px, axis=0)
    assert (low >= 0).all()
    assert (high <= lying.image_size_px).all()


@pytest.mark.parametrize(
    ("view", "turn", "below"),
    [
        (View.FRONT, Turn.HEAD_AT_RIGHT, Side.LEFT),
        (View.FRONT, Turn.HEAD_AT_LEFT, Side.RIGHT),
        (View.BEHIND, Turn.HEAD_AT_RIGHT, Side.RIGHT),
        (View.BEHIND, Turn.HEAD_AT_LEFT, Side.LEFT),
        (View.FRONT, Turn.NONE, None),
    ],
)
def test_which_side_is_below_follows_from_head_and_view(view: View, turn: Turn, below: Side | None):
    """Facing one, the head at one's right hand, one sees them lie on their left side. Mutant: the
    upper leg carries; a mirrored picture read like a true one."""
    assert Viewpoint(view, turn=turn).lies_on is below
    assert Viewpoint(view, True, turn).lies_on is (below and below.other)


# -- noticing --------------------------------------------------------------------------------------


def turns_of(*parts: tuple[float, Turn], fps: float = 15.0) -> list[Turn]:
    """Return the turn that is known after each part: so long, lying so."""
    watch, t_s, known = LyingWatch(), 0.0, []
    for lasts_s, turn in parts:
        for _ in range(round(lasts_s * fps)):
            pose = replace(on_the_floor(STANDING, turn), t_s=t_s)
            watch.push(turned_pose(pose, watch.turn))
            t_s += 1.0 / fps
        known.append(watch.turn)
    return known


def test_who_lies_down_turns_over_and_gets_up_is_followed():
    """Mutants: the head that changes its end is upside down for ever; who got up goes on lying."""
    right, left = Turn.HEAD_AT_RIGHT, Turn.HEAD_AT_LEFT
    way = [(2.0, Turn.NONE), (1.4, right), (1.4, left), (1.4, Turn.NONE), (1.4, left)]
    assert turns_of(*way) == [turn for _, turn in way]


def test_who_stoops_or_stands_is_not_turned():
    """Mutants: one frame is enough; a standing person turned."""
    assert turns_of((3.0, Turn.NONE), (0.6, Turn.HEAD_AT_LEFT), (1.0, Turn.NONE)) == [Turn.NONE] * 3


def test_half_a_body_tells_nothing():
    watch = LyingWatch()
    hidden = np.where(np.arange(33) == L.LEFT_HIP, 0.1, 1.0)
    lying = replace(on_the_floor(STANDING, Turn.HEAD_AT_LEFT), visibility=hidden)
    assert not any(watch.push(replace(lying, t_s=i / 15)) for i in range(45))


# -- counting --------------------------------------------------------------------------------------


def done_lying(
    coach: DrillCoach, below: Side, from_s: float = 0.0, **more: object
) -> tuple[list[DrillEvent], list[str]]:
    """Let somebody lie on a side and lift a leg five times, as the coach is told they are seen."""
    at = Viewpoint(View.FRONT, turn=LYING[below is Side.LEFT])
    coach.look_from(at)
    body = exerciser("hip_abduction", below, viewpoint=at, **more)
    events, phrases = [], []
    for t_s in times_s(body.until_s):
        sample = body.sample(float(t_s))
        pose = replace(sample.pose, t_s=from_s + t_s)
        told = coach.push(replace(sample, t_s=from_s + t_s, pose=pose))
        events += told.events
        phrases += told.phrases
    return events, phrases


def lying_coach() -> DrillCoach:
    return DrillCoach(drill_named("hip_abduction"), Viewpoint(View.FRONT), 5.0)


def test_the_leg_below_carries_and_no_drop_or_lean_is_told():
    """Mutants: the upper leg carries; a drop, or a lean, told against a line that is no level;
    "lift one leg to the side" for who lies; "standing" in the summary."""
    coach = lying_coach()
    events, phrases = done_lying(coach, Side.LEFT, drop_deg=lambda t_s: 15.0, lean_deg=12.0)
    reps = [event for event in events if isinstance(event, Rep)]
    assert [rep.side for rep in reps] == [Side.LEFT] * 5
    assert reps[0].range_deg == pytest.approx(30.0, abs=3.0)
    assert reps[0].good_deg == pytest.approx(reps[0].range_deg)
    assert not [event for event in events if isinstance(event, Fault)]
    assert phrases[:2] == ["upper_leg_up", "go"]
    assert summary_of(coach)["position"] == "lying"


def test_what_is_swung_is_told_lying_too():
    coach, quick = lying_coach(), tuple((2.0 + 2 * i, 2.7 + 2 * i) for i in range(3))
    events, _ = done_lying(coach, Side.RIGHT, segments_s=quick, ramp_s=0.4)
    faults = [event.kind for event in events if isinstance(event, Fault)]
    assert faults == [FaultKind.TOO_FAST] * 3


def test_the_leg_below_cannot_go_out():
    """Mutant: a leg that the pose model takes for the other one is counted for it."""
    coach = lying_coach()
    coach.look_from(Viewpoint(View.FRONT, turn=Turn.HEAD_AT_RIGHT))
    wrong = exerciser("hip_abduction", Side.RIGHT, viewpoint=Viewpoint(View.FRONT))
    events = [e for t_s in times_s(8.0) for e in coach.push(wrong.sample(float(t_s))).events]
    assert not [event for event in events if isinstance(event, Rep)]


def test_both_sides_are_one_drill():
    """Mutant: what was counted is forgotten when somebody turns over."""
    coach = lying_coach()
    done_lying(coach, Side.LEFT)
    assert coach.wait(20.0, anew=True).state == "get_ready"
    done_lying(coach, Side.RIGHT, from_s=21.0)
    assert [coach.tally.reps(side) for side in (Side.LEFT, Side.RIGHT)] == [5, 5]
    assert summary_of(coach)["side"] == "both"


def test_who_stands_is_told_of_a_drop_as_ever():
    """Mutant: the faults stay off once somebody has lain."""
    coach = lying_coach()
    coach.look_from(Viewpoint(View.FRONT, turn=Turn.HEAD_AT_LEFT))
    at = Viewpoint(View.FRONT)
    coach.look_from(at)
    body = exerciser("hip_abduction", viewpoint=at, drop_deg=lambda t_s: 9.0)
    events = [e for t_s in times_s(8.0) for e in coach.push(body.sample(float(t_s))).events]
    kinds = {event.kind for event in events if isinstance(event, Fault)}
    assert kinds == {FaultKind.DROP}
    assert summary_of(coach)["position"] == "standing"
