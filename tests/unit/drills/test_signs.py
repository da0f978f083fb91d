"""Arms crossed overhead pause a drill and let it go on; another drill than the chosen is said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from exerciser import MIDDLE_PX, Exerciser, exerciser, times_s, watched

from gaitcoach.drills.gestures import CrossedArms
from gaitcoach.drills.values import DrillState, Entered, Fault, FaultKind, HeldFor, Rep
from gaitcoach.landmarks import Landmark as L
from gaitcoach.types import GaitSample, Pose, Quality, Side, View, Viewpoint

HEAD_PX = 60.0
DOWN, UP, CROSSED, TOGETHER = "down", "up", "crossed", "together"
WRISTS = {DOWN: (300.0, 60.0), UP: (20.0, 25.0), CROSSED: (20.0, -12.0), TOGETHER: (20.0, 0.0)}
"""(height in the picture, how far each wrist is on its own side of the middle), pixels"""


def with_arms(pose: Pose, how: str, viewpoint: Viewpoint | None = None) -> Pose:
    viewpoint = viewpoint or Viewpoint()
    turn = 1.0 if viewpoint.left_is_image_left else -1.0
    y_px, aside_px = WRISTS[how]
    xy = pose.xy_px.copy()
    for joint in (L.NOSE, L.LEFT_EAR, L.RIGHT_EAR):
        xy[joint] = MIDDLE_PX, HEAD_PX
    xy[L.LEFT_WRIST] = MIDDLE_PX - turn * aside_px, y_px
    xy[L.RIGHT_WRIST] = MIDDLE_PX + turn * aside_px, y_px
    return replace(pose, xy_px=xy)


def samples(body: Exerciser, crossed_s, until_s: float | None = None) -> list[GaitSample]:
    made = []
    for t_s in times_s(until_s or body.until_s):
        how = CROSSED if any(a <= t_s < b for a, b in crossed_s) else DOWN
        sample = body.sample(float(t_s))
        made.append(replace(sample, pose=with_arms(sample.pose, how, body.viewpoint)))
    return made


def states(events) -> list[DrillState]:
    return [event.state for event in events if isinstance(event, Entered)]


@pytest.mark.parametrize("view", list(View))
@pytest.mark.parametrize("mirrored", [False, True])
def test_crossed_arms_are_seen_once_from_everywhere(view, mirrored):
    """Mutants: image left taken for the left wrist; the sign given again while it lasts."""
    viewpoint = Viewpoint(view, mirrored)
    body, sign = exerciser("hip_hike", viewpoint=viewpoint), CrossedArms(viewpoint)
    seen = [sign.push(with_arms(body.pose(float(t_s)), CROSSED, viewpoint)) for t_s in times_s(4.0)]
    assert sum(seen) == 1
    assert 0.7 <= times_s(4.0)[seen.index(True)] <= 1.1


@pytest.mark.parametrize(
    ("how", "for_s"), [(UP, 4.0), (TOGETHER, 4.0), (DOWN, 4.0), (CROSSED, 0.5)]
)
def test_other_arms_are_no_sign(how, for_s):
    """Mutants: raised arms or palms put together are taken for it; a glance at a watch."""
    body, sign = exerciser("hip_hike"), CrossedArms(Viewpoint())
    poses = [with_arms(body.pose(float(t_s)), how if t_s < for_s else DOWN) for t_s in times_s(4.0)]
    assert not any(sign.push(pose) for pose in poses)


def test_wrists_that_are_not_seen_are_no_sign():
    """Mutant: guessed wrists believed."""
    body, sign = exerciser("hip_hike"), CrossedArms(Viewpoint())
    for t_s in times_s(3.0):
        pose = with_arms(body.pose(float(t_s)), CROSSED)
        hidden = pose.visibility.copy()
        hidden[L.LEFT_WRIST] = 0.2
        assert not sign.push(replace(pose, visibility=hidden))


def test_what_is_done_in_a_pause_does_not_count():
    """Mutants: counted on; a pause that never ends; the leg asked for anew."""
    # GIVEN five repetitions, and a pause over the third and the fourth
    body = exerciser("hip_abduction")
    _, events, phrases = watched(
        "hip_abduction", samples(body, [(6.7, 7.9), (12.6, 13.9)]), body.viewpoint
    )
    # THEN three count
    reps = [event.t_end_s for event in events if isinstance(event, Rep)]
    assert [round(t_s, 1) for t_s in reps] == [3.5, 6.5, 15.5]
    assert states(events)[2:5] == [DrillState.WORK, DrillState.PAUSED, DrillState.WORK]
    assert phrases.count("rest") == 1


def test_a_pause_ends_a_hold_and_is_no_touching_down():
    """Mutant: whoever pauses is blamed for the foot."""
    body = exerciser("single_leg_stance", segments_s=((2.0, 30.0),))
    _, events, _ = watched("single_leg_stance", samples(body, [(8.0, 9.2), (14.0, 15.2)], 25.0))
    first, second = [event for event in events if isinstance(event, HeldFor)]
    assert (first.t_end_s, second.t_start_s) == (
        pytest.approx(9, abs=0.3),
        pytest.approx(15, abs=0.3),
    )
    assert second.count == 2
    kinds = [event.kind for event in events if isinstance(event, Fault)]
    assert FaultKind.TOUCHED_DOWN not in kinds


def test_who_leaves_in_a_pause_has_finished():
    """Mutant: a pause that waits for ever for somebody who went home."""
    body = exerciser("hip_abduction")
    shown = samples(body, [(7.0, 8.2)], 9.0)
    gone = [GaitSample(9.0 + t_s, None, None) for t_s in times_s(8.0)]
    coach, events, _ = watched("hip_abduction", [*shown, *gone], body.viewpoint)
    assert coach.is_done
    (last,) = [event for event in events if isinstance(event, Entered)][-1:]
    assert (last.state, last.t_s < 15.0) == (DrillState.DONE, True)


@pytest.mark.parametrize("shown", ["hip_abduction", "single_leg_squat", "hip_hike"])
@pytest.mark.parametrize("chosen", ["hip_abduction", "single_leg_squat", "hip_hike"])
def test_another_drill_is_said_and_the_right_one_never_is(chosen, shown):
    """Mutants: silence while nothing is counted; a sentence for whoever does it right."""
    body = exerciser(shown, Side.LEFT)
    shown_samples = [body.sample(float(t_s)) for t_s in times_s(body.until_s)]
    _, events, _ = watched(chosen, shown_samples, body.viewpoint)
    reasons = [event.reason for event in events if isinstance(event, Entered)]
    assert (Quality.OTHER_DRILL in reasons) is (chosen != shown)
