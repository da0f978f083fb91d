"""A drill that may be done on one's side, frame by frame: who lies down, turns over, gets up."""

from __future__ import annotations

import pytest
from drill_fakes import Body, StickEyes, drill, shots
from exerciser import exerciser

from gaitcoach.drills.lying import LyingWatch
from gaitcoach.drills.values import DrillEvent, DrillState, Entered, Rep
from gaitcoach.landmarks import Landmark as L
from gaitcoach.live.drill_eyes import OpenEyes
from gaitcoach.live.drill_view import Watched
from gaitcoach.live.drill_watch import DrillWatch
from gaitcoach.live.outlook import Outlook, Seen
from gaitcoach.settings import Settings
from gaitcoach.types import Quality, Side, Turn, View, Viewpoint

RIGHT_END, LEFT_END = Turn.HEAD_AT_RIGHT, Turn.HEAD_AT_LEFT


def lifts(below: Side, *starts_s: float):
    return exerciser("hip_abduction", below, segments_s=tuple((s, s + 1.3) for s in starts_s))


def watched(
    body: Body, until_s: float, name: str = "hip_abduction", is_declared: bool = False
) -> tuple[DrillWatch, list[Watched]]:
    """Watch a body that was seen from the front, upright."""
    eyes, settings = OpenEyes(Settings(), StickEyes(body).eyes), Settings()
    seen = Seen(View.FRONT)
    watch = DrillWatch(drill(name, reps=9), settings, seen, lambda *_: 1, eyes, is_declared)
    return watch, [watch.push(frame) for frame in shots(until_s)]


def events_of(shown: list[Watched]) -> list[DrillEvent]:
    return [event for one in shown if one.update is not None for event in one.update.events]


def sides_of(shown: list[Watched]) -> list[Side | None]:
    return [event.side for event in events_of(shown) if isinstance(event, Rep)]


def rolls_over() -> Body:
    """Stands, lies down on the left side facing the camera, and rolls over onto the right one."""
    return Body(
        [(0.0, lifts(Side.LEFT, 6.0, 8.5)), (12.0, lifts(Side.RIGHT, 5.5, 8.0))],
        views=((0.0, View.FRONT), (12.0, View.BEHIND)),
        turns=((0.0, Turn.NONE), (3.0, RIGHT_END)),
    )


def test_who_lies_down_and_rolls_over_is_counted_on_both_sides():
    """Mutants: the view is never looked for again, so that the other leg is counted for the first;
    the tally begins anew; a pose that is drawn upright over a body that lies; a pelvis asked."""
    watch, shown = watched(rolls_over(), 22.5)
    assert sides_of(shown) == [Side.LEFT, Side.LEFT, Side.RIGHT, Side.RIGHT]
    ready = [e.t_s for e in events_of(shown) if isinstance(e, Entered) and e.state == "get_ready"]
    assert ready == pytest.approx([0.0, 4.0, 15.0], abs=0.3)
    lying = shown[-1]
    hips, shoulders = (lying.pose.xy_px[L[f"LEFT_{joint}"]] for joint in ("HIP", "SHOULDER"))
    assert shoulders[0] - hips[0] > 100.0 > abs(shoulders[1] - hips[1])
    assert (lying.angle, lying.turn) == (None, RIGHT_END)
    assert watch.viewpoint == Viewpoint(View.BEHIND, turn=RIGHT_END)
    assert watch.summary()["by_side"].keys() == {"left", "right"}


def test_who_turns_to_the_other_end_and_gets_up_is_followed():
    """Mutants: upside down for ever; who got up lies for ever."""
    body = Body(
        [
            (0.0, lifts(Side.LEFT, 4.0)),
            (6.5, lifts(Side.RIGHT, 4.0)),
            (13.0, lifts(Side.LEFT, 4.0)),
        ],
        turns=((0.0, RIGHT_END), (6.5, LEFT_END), (13.0, Turn.NONE)),
    )
    watch, shown = watched(body, 19.5)
    assert sides_of(shown) == [Side.LEFT, Side.RIGHT, Side.LEFT]
    assert watch.viewpoint == Viewpoint(View.FRONT)


def test_a_declared_view_holds_for_who_lies_down():
    """Mutant: it is looked for all the same, and found to be the other."""
    body = Body([(0.0, lifts(Side.RIGHT, 4.0))], ((0.0, View.BEHIND),), turns=((0.0, LEFT_END),))
    watch, shown = watched(body, 7.0, is_declared=True)
    assert watch.viewpoint == Viewpoint(View.FRONT, turn=LEFT_END)
    assert sides_of(shown) == [Side.RIGHT]


def test_who_stands_is_never_turned_and_counted_as_before():
    watch, shown = watched(Body([(0.0, lifts(Side.RIGHT, 3.0, 5.5))]), 9.0)
    assert {one.turn for one in shown} == {Turn.NONE}
    assert sides_of(shown) == [Side.RIGHT] * 2
    assert all(one.angle is not None for one in shown)
    assert watch.summary()["position"] == "standing"


def test_other_standing_drills_tell_to_stand_up():
    """Mutant: every drill may be done lying."""
    watch, shown = watched(Body([(0.0, lifts(Side.LEFT, 4.0))], turns=((0.0, RIGHT_END),)), 4.0,
                           "hip_hike")  # fmt: skip
    reasons = {event.reason for event in events_of(shown) if isinstance(event, Entered)}
    assert Quality.LYING in reasons
    assert watch.viewpoint == Viewpoint(View.FRONT)


class WrongPixels:
    def shows_chest(self, frame: object, pose: object) -> bool:
        return True


@pytest.mark.parametrize("turn", [RIGHT_END, LEFT_END])
def test_from_where_a_lying_body_is_seen_tells_the_pose_model_alone(turn: Turn):
    """Mutants: pixels asked that know no such light; glances from before it lay counted in."""
    body = Body([(0.0, lifts(Side.LEFT, 90.0))], ((0.0, View.BEHIND),), turns=((0.0, turn),))
    outlook, found = Outlook(True, WrongPixels(), LyingWatch()), []
    for frame in shots(4.0):
        pose = body.pose(frame.t_s, outlook.viewpoint)
        if (seen := outlook.push(frame, pose)) is not None:
            found.append(seen)
    assert found[0] == Seen(View.BEHIND, turn=turn)


def test_a_paused_drill_stays_paused_when_somebody_turns_over():
    """Mutant: turning over goes on counting."""
    watch, _ = watched(Body([(0.0, lifts(Side.LEFT, 90.0))]), 2.0)
    watch.coach.pause(True)
    for frame in shots(3.0, 2.0):
        watch.push(frame)
    assert watch.coach.wait(3.1, anew=True).state is DrillState.PAUSED
