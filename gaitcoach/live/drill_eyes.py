"""The models that drills look with: loaded once for a camera, whatever is done before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from gaitcoach.drills import Drill, Place
from gaitcoach.live.outlook import TellsChest
from gaitcoach.live.people import PeopleWatch
from gaitcoach.pelvis.choice import Chosen, choose_pelvis
from gaitcoach.pelvis.facing import open_facing
from gaitcoach.pose.tracker import PoseEstimator, PoseTracker
from gaitcoach.settings import Settings
from gaitcoach.types import Frame, Pose, Viewpoint


class CountsPeople(Protocol):
    """How many people are in view."""

    def __call__(self, frame: Frame, pose: Pose | None) -> int: ...

    def close(self) -> object: ...


class TurnsRound(PoseEstimator, Protocol):
    """A tracker of which it may be said later from where its camera looks.

    viewpoint : may change between two frames
    """

    viewpoint: Viewpoint


@dataclass(frozen=True, slots=True)
class Eyes:
    """How body, pelvis, its side and a second person are found; a test hands in its own."""

    pose: Callable[[str, Viewpoint], TurnsRound] = PoseTracker
    pelvis: Callable[[str, Viewpoint], Chosen] = choose_pelvis
    people: Callable[[], CountsPeople] = PeopleWatch
    facing: Callable[[Viewpoint], TellsChest | None] = open_facing


def as_seen(settings: Settings, drills: Sequence[Drill]) -> Settings:
    """Return settings with the larger pose model where a body lies.

    The small one lost half of the steps of a marching bridge that the larger one counts.
    """
    lies = any(drill.place is Place.SIDE for drill in drills)
    return settings.with_changes(model="full") if lies else settings


class OpenEyes:
    """Models of one source, each loaded when it is first asked for; `close` frees them.

    A pose model takes seconds to load on a busy computer: between two drills that would be a
    picture that stands still.
    """

    def __init__(self, settings: Settings, eyes: Eyes | None = None) -> None:
        self._settings, self._eyes = settings, eyes or Eyes()
        self._tracker: TurnsRound | None = None
        self._pelvis: dict[Viewpoint, Chosen] = {}
        self._facing: dict[Viewpoint, TellsChest | None] = {}

    def tracker(self, viewpoint: Viewpoint) -> TurnsRound:
        """Return the tracker, looking from there; frames in order of time over all its uses."""
        if self._tracker is None:
            self._tracker = self._eyes.pose(self._settings.model, viewpoint)
        self._tracker.viewpoint = viewpoint
        return self._tracker

    def pelvis(self, viewpoint: Viewpoint) -> Chosen:
        """Return the estimator of the pelvis for there, and what is to be said about it."""
        if viewpoint not in self._pelvis:
            self._pelvis[viewpoint] = self._eyes.pelvis(self._settings.method, viewpoint)
        return self._pelvis[viewpoint]

    def facing(self, viewpoint: Viewpoint) -> TellsChest | None:
        """Return what tells chest from back in poses for there; None = the pose model alone."""
        if viewpoint not in self._facing:
            self._facing[viewpoint] = self._eyes.facing(viewpoint)
        return self._facing[viewpoint]

    def close(self) -> None:
        """Free the models."""
        if self._tracker is not None:
            self._tracker.close()
