"""A body of sticks before a camera: what the live drills take for models, camera and voice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from exerciser import AMOUNTS, Exerciser, on_the_floor
from session_fakes import FILE, FakeSource, FakeSpeaker, NoPeople

from gaitcoach.capture.source import SourceSpec
from gaitcoach.drills import Drill, drill_named
from gaitcoach.live.drill_eyes import Eyes, TellsChest
from gaitcoach.live.drill_session import DrillSession
from gaitcoach.pelvis.choice import Chosen
from gaitcoach.pose.turns import turned_pose
from gaitcoach.settings import Settings
from gaitcoach.types import Frame, PelvisAngle, Pose, Side, Turn, View, Viewpoint

FPS = 15.0
BLACK = np.zeros((48, 64, 3), np.uint8)
"""Small: nobody looks at it."""
FRONT = Viewpoint(View.FRONT)


def drill(name: str, reps: int = 1, hold_s: float = 2.0) -> Drill:
    """A drill with a target that is reached soon."""
    return replace(drill_named(name), reps=reps, hold_s=hold_s)


def shots(until_s: float, from_s: float = 0.0) -> list[Frame]:
    """Black pictures: the body is in the fake eyes."""
    first, last = round(from_s * FPS), round(until_s * FPS)
    return [Frame(BLACK, index, index / FPS) for index in range(first, last)]


@dataclass
class Body:
    """Exercisers one after another, each from its own beginning; nobody in between or at the end.

    views : (from, view): the side that is shown from then on
    turns : (from, turn): how it lies from then on
    """

    acts: Sequence[tuple[float, Exerciser]]
    views: Sequence[tuple[float, View]] = ((0.0, View.FRONT),)
    gone_s: float = float("inf")
    turns: Sequence[tuple[float, Turn]] = ((0.0, Turn.NONE),)

    def now(self, t_s: float) -> tuple[Exerciser, float]:
        begin_s, act = [one for one in self.acts if one[0] <= t_s][-1]
        return act, t_s - begin_s

    def view(self, t_s: float) -> View:
        return [view for from_s, view in self.views if from_s <= t_s][-1]

    def pose(self, t_s: float, viewpoint: Viewpoint) -> Pose | None:
        if t_s >= self.gone_s:
            return None
        act, own_s = self.now(t_s)
        act.viewpoint = viewpoint
        contradicts = self.view(t_s) is not viewpoint.view
        pose = replace(act.pose(own_s), t_s=t_s, sides_contradict_view=contradicts)
        lies = [turn for from_s, turn in self.turns if from_s <= t_s][-1]
        return turned_pose(on_the_floor(pose, lies), viewpoint.turn)

    def obliquity_deg(self, t_s: float) -> float:
        act, own_s = self.now(t_s)
        return act.standing.drop_deg(act.drop(own_s))


def both_legs(kind: str, segment_s: tuple[float, float], **more: object) -> Body:
    """Do one movement on each leg: the right one first, the left one 3 s after it."""
    right, left = (
        Exerciser(kind, side, (segment_s,), AMOUNTS[kind], **more)  # type: ignore[arg-type]
        for side in (Side.RIGHT, Side.LEFT)
    )
    return Body([(0.0, right), (segment_s[1] + 1.0, left)])


class StickEyes:
    """Poses and angles of a body."""

    def __init__(self, body: Body) -> None:
        self.body, self.people = body, NoPeople()
        self.open = self.loaded = 0
        self.facing: TellsChest | None = None
        self.before: Callable[[Frame], None] = lambda frame: None

    @property
    def eyes(self) -> Eyes:
        return Eyes(
            lambda model, viewpoint: _Tracker(self, viewpoint),
            lambda method, viewpoint: Chosen(_Pelvis(self.body)),
            lambda: self.people,
            lambda viewpoint: self.facing,
        )


class _Tracker:
    def __init__(self, owner: StickEyes, viewpoint: Viewpoint) -> None:
        self._owner, self.viewpoint = owner, viewpoint
        owner.open += 1
        owner.loaded += 1

    def track(self, frame: Frame) -> Pose | None:
        self._owner.before(frame)
        return self._owner.body.pose(frame.t_s, self.viewpoint)

    def close(self) -> None:
        self._owner.open -= 1


class _Pelvis:
    method, validated = "stick", True

    def __init__(self, body: Body) -> None:
        self._body = body

    def estimate(self, frame: Frame, pose: Pose) -> PelvisAngle:
        return PelvisAngle(frame.t_s, self._body.obliquity_deg(frame.t_s), 0.5, "stick")


class Open:
    """Lets every picture through: the slot itself waits for each, as for a file."""

    def enter(self) -> None: ...

    def leave(self) -> None: ...


class Gym:
    """Makes drill sessions on fakes and lets go of what is left of them."""

    def __init__(self, body: Body) -> None:
        self.eyes, self.voice = StickEyes(body), FakeSpeaker()
        self.sources: list[FakeSource] = []
        self.sessions: list[DrillSession] = []
        self.events: list[object] = []

    def session(self, drills: Sequence[Drill], *scripts: Sequence[object], **more: object):
        """A session whose camera plays one script after another, one each time it is opened."""
        waiting = list(scripts)

        def open_source(spec: SourceSpec) -> FakeSource:
            self.sources.append(FakeSource(waiting.pop(0), Open()))
            return self.sources[-1]

        settings = more.pop("settings", Settings(runner="Kim"))
        made = DrillSession(
            drills, settings, more.pop("spec", FILE), self.voice, eyes=self.eyes.eyes,
            open_source=open_source, on_event=self.events.append, **more,
        )  # type: ignore[arg-type]  # fmt: skip
        self.sessions.append(made)
        return made

    def run(self, drills: Sequence[Drill], *scripts: Sequence[object], **more: object):
        """Run to the end of the script."""
        session = self.session(drills, *scripts, **more)
        session.start()
        assert session.wait(20.0), "it never ended"
        return session

    def clear_up(self) -> None:
        for session in self.sessions:
            session.stop()
