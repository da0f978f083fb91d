"""Drills live, on a body of sticks: begun, paused, rested, turned round, unplugged, stopped."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from drill_fakes import Body, Gym, both_legs, drill, shots
from exerciser import Exerciser, exerciser
from session_fakes import CAMERA, LIMIT_S, Blocker

from gaitcoach.drills.values import DrillState, Entered, Fault, HeldFor, Rep
from gaitcoach.errors import SourceError
from gaitcoach.live import drill_face, drill_session
from gaitcoach.live.drill_face import Step
from gaitcoach.live.view import SessionState
from gaitcoach.types import Quality, Side, Turn, View
from gaitcoach.words import QUALITY_MESSAGES

HOLD = (4.0, 6.5)
"""On the right leg; on the left one from 11.5 to 14."""


@pytest.fixture
def gym(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Body], Gym]]:
    """Makes gyms with a short rest; nothing is left running."""
    for room in (drill_face, drill_session):
        monkeypatch.setattr(room, "REST_S", 1.0)
    before, made = set(threading.enumerate()), []

    def make(body: Body) -> Gym:
        made.append(Gym(body))
        return made[-1]

    yield make
    for one in made:
        one.clear_up()
        assert one.eyes.open == 0, "a model was left open"
        assert not one.eyes.people or one.eyes.people.closed
    for thread in set(threading.enumerate()) - before:
        thread.join(LIMIT_S)
        assert not thread.is_alive(), f"{thread.name} was left behind"


def of(gym: Gym, kind: type) -> list:
    return [event for event in gym.events if isinstance(event, kind)]


def states(gym: Gym) -> list[DrillState]:
    return [event.state for event in of(gym, Entered)]


def test_both_legs_are_held_from_stand_still_to_well_done(gym):
    """Mutants: the view behind taken for granted (left and right exchanged); no summary; a word
    that is never said; the models kept open."""
    g = gym(both_legs("single_leg_stance", HOLD))
    session = g.run([drill("single_leg_stance")], shots(16.0), noted={"held_on": True})
    # THEN it was found out that the camera looks from the front, and each leg held once
    assert [(held.side, held.hold_s > 2.0) for held in of(g, HeldFor)] == [
        (Side.RIGHT, True),
        (Side.LEFT, True),
    ]
    assert states(g)[-2:] == [DrillState.WORK, DrillState.DONE]
    assert g.voice.said == [
        "lift_one_knee", "go", "one", "rest", "switch_legs", "one", "rest", "well_done",
    ]  # fmt: skip
    # AND the view tells it all, when everything is over
    view = session.view()
    assert (view.state, view.face.step) == (SessionState.ENDED, Step.DONE)
    (done,) = view.done
    assert (done.summary["side"], done.summary["view"], done.summary["reps"]) == (
        "both", "front", 2,
    )  # fmt: skip
    assert done.did_something
    assert done.summary["held_on"] is True
    assert done.started.tzinfo is not None
    assert session.stop() == ()


def test_a_silent_drill_says_nothing(gym):
    g = gym(both_legs("single_leg_stance", HOLD))
    session = g.session([drill("single_leg_stance")], shots(8.0))
    session.set_voice(False)
    session.start()
    assert session.wait(LIMIT_S)
    assert g.voice.said == []
    assert len(of(g, HeldFor)) == 1


def test_who_walks_to_their_place_shows_their_back_first(gym):
    """GIVEN a back that is seen walking off, then a chest that stands still
    THEN the camera is in front; mutant: the first second decides for ever."""
    body = both_legs("single_leg_stance", (7.0, 9.5))
    body.views = ((0.0, View.BEHIND), (3.0, View.FRONT))
    g = gym(body)
    session = g.run([drill("single_leg_stance")], shots(12.0))
    assert session.view().done[0].summary["view"] == "front"
    assert of(g, HeldFor)[0].side is Side.RIGHT


def looked_at(gym: Gym) -> list[float]:
    """Times of the frames that the eyes are shown: none while somebody rests between drills."""
    times_s: list[float] = []
    gym.eyes.before = lambda frame: times_s.append(frame.t_s)
    return times_s


def longest_gap_s(times_s: list[float]) -> float:
    return max(after - before for before, after in pairwise(times_s))


def test_one_drill_after_another_with_a_rest_between(gym):
    """Mutants: the camera is opened anew; the pose model is loaded anew for each drill, or for
    looking round; the next begins without a rest; the last one's place."""
    g = gym(both_legs("single_leg_stance", HOLD))
    times_s = looked_at(g)
    session = g.run([drill("single_leg_stance"), drill("mirror_stance")], shots(20.0))
    view = session.view()
    assert (len(g.sources), g.eyes.loaded) == (1, 1)
    assert view.place == 1
    assert [one.drill.name for one in view.done] == ["single_leg_stance", "mirror_stance"]
    assert [one.did_something for one in view.done] == [True, False]
    assert longest_gap_s(times_s) == pytest.approx(1.0, abs=0.15)
    said = g.voice.said
    assert said[said.index("well_done") + 1] == "lift_one_knee"


@pytest.mark.parametrize(("skips_s", "rest_s"), [((2.0,), 1.0), ((2.0, 2.6), 0.6)])
def test_a_drill_can_be_skipped_and_then_the_rest_before_the_next(gym, skips_s, rest_s: float):
    """Mutants: a skip that ends everything; one that ends drill and rest; none in the rest."""
    g = gym(both_legs("single_leg_stance", HOLD))
    times_s = looked_at(g)
    script: list[object] = []
    for shot in shots(12.0):
        script += [lambda: session.skip()] if shot.t_s in skips_s else []
        script.append(shot)
    session = g.session([drill("hip_hike"), drill("single_leg_stance")], script)
    session.start()
    assert session.wait(LIMIT_S)
    first, second = session.view().done
    assert (first.did_something, second.did_something) == (False, True)
    assert longest_gap_s(times_s) == pytest.approx(rest_s, abs=0.25)


def test_nothing_counts_while_it_is_paused_and_it_goes_on_after(gym):
    """GIVEN a pause of two seconds in a hold THEN what came before and after are two holds, and
    nobody touched down."""
    g = gym(both_legs("single_leg_stance", (4.0, 11.0)))
    session = g.session([drill("single_leg_stance", hold_s=30.0)], shots(11.5))
    seen = set()

    def before(frame) -> None:
        seen.add((session.view().face.step, session.is_paused))
        if frame.t_s in (6.0, 8.0):
            session.pause(frame.t_s == 6.0)

    g.eyes.before = before
    session.start()
    assert session.wait(LIMIT_S)
    assert (Step.PAUSED, True) in seen
    assert not session.is_paused
    assert [round(held.hold_s) for held in of(g, HeldFor)] == [2, 3]
    assert not [fault for fault in of(g, Fault) if fault.t_end_s < 8.0]


def test_another_drill_is_told_for_long_enough_to_be_read(gym):
    """GIVEN squats in place of abductions THEN the sentence stays; mutant: one frame of it."""
    body = both_legs("single_leg_squat", (3.0, 4.5))
    body.acts = [(0.0, exerciser("single_leg_squat"))]
    g = gym(body)
    session = g.session([drill("hip_abduction", reps=10)], shots(16.0))
    told = []
    g.eyes.before = lambda frame: told.append(session.view().face.reason)
    session.start()
    assert session.wait(LIMIT_S)
    assert told.count(Quality.OTHER_DRILL) >= 3.0 * 15


def test_walking_out_ends_it(gym):
    """Mutant: it waits for ever for somebody who has gone."""
    body = both_legs("single_leg_stance", HOLD)
    body.gone_s = 8.0
    g = gym(body)
    session = g.session([drill("single_leg_stance", reps=5)], shots(60.0))
    session.start()
    assert session.wait(LIMIT_S)
    assert states(g)[-1] is DrillState.DONE
    assert session.view().watched.frame.t_s < 15.0


@pytest.mark.parametrize(
    ("n_people", "reason"), [(2, Quality.TWO_PEOPLE), (1, None)], ids=["two", "alone"]
)
def test_a_second_person_is_told(gym, n_people: int, reason: Quality | None):
    g = gym(both_legs("single_leg_stance", HOLD))
    g.eyes.people = lambda frame, pose: n_people  # type: ignore[assignment]
    g.eyes.people.close, g.eyes.people.closed = (lambda: None), True
    session = g.session([drill("single_leg_stance")], shots(8.0))
    seen = set()
    g.eyes.before = lambda frame: seen.add(session.view().face.reason)
    session.start()
    assert session.wait(LIMIT_S)
    assert seen == {Quality.OK} | ({reason} if reason else set())


def test_a_body_that_turns_round_later_is_told_and_not_counted_anew(gym):
    """Mutant: what the first leg did is forgotten."""
    body = both_legs("single_leg_stance", HOLD)
    body.views = ((0.0, View.FRONT), (8.0, View.BEHIND))
    g = gym(body)
    session = g.session([drill("single_leg_stance")], shots(16.0))
    notices = set()
    g.eyes.before = lambda frame: notices.update(session.view().notices)
    session.start()
    assert session.wait(LIMIT_S)
    assert QUALITY_MESSAGES[Quality.LABELS_SWAPPED] in notices
    assert len(session.view().done[0].summary["by_side"]) == 2


def test_a_camera_that_vanishes_is_told_and_the_drill_goes_on_when_it_is_back(gym):
    """Mutants: the drill ends; nobody is told; it begins anew."""
    g = gym(both_legs("hip_abduction", (2.5, 4.0)))
    away = Blocker()
    unplugged = SourceError("camera 0 broke off.", "Check its cable.")
    slow = [act for shot in shots(2.0) for act in (shot, lambda: time.sleep(0.002))]
    session = g.session(
        [drill("hip_abduction")], [*slow, unplugged], [away, *shots(8.0, 2.0)], spec=CAMERA
    )
    session.start()
    away.wait_until_reached()
    view = session.view()
    assert view.state is SessionState.RECONNECTING
    assert "broke off" in view.message
    assert "cable" in view.message
    assert not session.is_over
    away.let_go()
    assert session.wait(LIMIT_S)
    assert len(session.view().done) == 1
    assert session.failure is None


def test_it_stops_in_time_and_what_was_done_is_kept(gym):
    """GIVEN a driver that blocks WHEN stopped in the middle THEN a second later all is told.

    Mutants: the deadline of a thread each; what was done is lost.
    """
    g = gym(both_legs("single_leg_stance", HOLD))
    stuck, kept = Blocker(), []
    session = g.session([drill("single_leg_stance")], [*shots(8.0), stuck], on_done=kept.append)
    session.start()
    stuck.wait_until_reached()
    begin_s = time.monotonic()
    assert session.stop(0.5) == ("capture",)
    assert time.monotonic() - begin_s < 1.5
    stuck.let_go()
    assert [one.did_something for one in kept] == [True]
    assert session.view().state is SessionState.STOPPED


def test_a_camera_that_does_not_open_is_a_failure_with_what_to_do(gym):
    def fail() -> None:
        raise SourceError("camera 0 cannot be opened.", "Another program may use it.")

    g = gym(both_legs("hip_abduction", HOLD))
    session = g.run([drill("hip_abduction")], [fail])
    view = session.view()
    assert view.state is SessionState.FAILED
    assert "Another program" in view.message
    assert of(g, Rep) == []


def test_who_lay_is_looked_for_anew_before_the_next_drill(gym):
    """Mutants: the next drill, done standing, is seen as lying for ever; lying is not found out
    before the first."""
    acts = [exerciser("hip_abduction", side, segments_s=((4.0, 5.5),)) for side in Side]
    stands = Exerciser("mirror_stance", Side.RIGHT, ((5.0, 7.5),), 85.0)
    turns = ((0.0, Turn.HEAD_AT_RIGHT), (7.0, Turn.HEAD_AT_LEFT), (14.0, Turn.NONE))
    g = gym(Body([(0.0, acts[0]), (7.0, acts[1]), (14.0, stands)], turns=turns))
    session = g.run([drill("hip_abduction"), drill("mirror_stance")], shots(23.0))
    assert [rep.side for rep in of(g, Rep)] == [Side.LEFT, Side.RIGHT]
    assert [held.side for held in of(g, HeldFor)] == [Side.RIGHT]
    places = [one.summary["position"] for one in session.view().done]
    assert places == ["lying", "standing"]
