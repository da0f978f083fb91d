"""A hand that holds on to something while the body goes down is noted, and no other hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from exerciser import (
    FLOOR_PX,
    LEG_PX,
    MIDDLE_PX,
    REP_DRILLS,
    Exerciser,
    exerciser,
    times_s,
    watched,
)

from gaitcoach.drills import summary_of
from gaitcoach.landmarks import Landmark as L
from gaitcoach.types import GaitSample, Pose, Side, View, Viewpoint

ARM_PX = 110.0
RAIL_PX = (MIDDLE_PX + 120.0, FLOOR_PX - LEG_PX)
FREE, HOLDS, REACHES = "free", "holds", "reaches"


def with_hands(pose: Pose, left: str, seen: float = 1.0) -> Pose:
    """The right hand hangs; the left one hangs too, holds a rail, or reaches out as one sinks."""
    xy, visibility = pose.xy_px.copy(), pose.visibility.copy()
    for side in Side:
        xy[L[f"{side.name}_WRIST"]] = xy[L[f"{side.name}_SHOULDER"]] + (0.0, ARM_PX)
    sunk_px = xy[L.LEFT_SHOULDER, 1] - (FLOOR_PX - LEG_PX - 150.0)
    if left == HOLDS:
        xy[L.LEFT_WRIST] = RAIL_PX
    elif left == REACHES:
        xy[L.LEFT_WRIST] -= (3.0 * sunk_px, sunk_px)
    visibility[[L.LEFT_WRIST, L.RIGHT_WRIST]] = seen, 1.0
    return replace(pose, xy_px=xy, visibility=visibility)


def holds_on(body: Exerciser, how: str, seen: float = 1.0, until_s: float = 99.0) -> bool:
    """Let a body do its drill; its left hand does so until then, and hangs after it."""
    samples: list[GaitSample] = []
    for t_s in times_s(body.until_s):
        sample = body.sample(float(t_s))
        left = how if t_s < until_s else FREE
        samples.append(replace(sample, pose=with_hands(sample.pose, left, seen)))
    coach, _, _ = watched(body.kind, samples, body.viewpoint)
    assert coach.tally.sides == (body.standing,)
    return summary_of(coach)["held_on"]


@pytest.mark.parametrize("view", list(View))
@pytest.mark.parametrize("standing", list(Side))
def test_a_hand_on_a_rail_is_seen_in_squats(view: View, standing: Side):
    """Mutants: only one hand looked at; only from behind; sinking measured at the hand itself."""
    body = exerciser("single_leg_squat", standing, viewpoint=Viewpoint(view))
    assert holds_on(body, HOLDS)
    assert not holds_on(body, FREE)


def test_a_hand_that_reaches_out_to_balance_holds_nothing():
    """GIVEN a hand that stays at its height by going sideways THEN it is free.

    Mutant: only up and down looked at."""
    assert not holds_on(exerciser("single_leg_squat"), REACHES)


def test_a_hand_that_is_not_seen_holds_nothing():
    """Mutant: guessed wrists believed: the pose model leaves them where they were."""
    assert not holds_on(exerciser("single_leg_squat"), HOLDS, seen=0.3)


@pytest.mark.parametrize(("until_s", "is_noted"), [(4.4, False), (10.4, True)])
def test_most_of_the_repetitions_decide(until_s: float, is_noted: bool):
    """GIVEN five squats, held on in the first or the first three. Mutant: one touch is enough."""
    assert holds_on(exerciser("single_leg_squat"), HOLDS, until_s=until_s) is is_noted


@pytest.mark.parametrize("kind", [kind for kind in REP_DRILLS if kind != "single_leg_squat"])
def test_where_the_body_stays_up_no_hand_tells(kind: str):
    """A hand on the other hip stays as still as one on a rail. Mutant: stillness alone."""
    assert not holds_on(exerciser(kind), HOLDS)
