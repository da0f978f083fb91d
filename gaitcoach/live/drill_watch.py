"""One drill, frame by frame: pose, pelvis and drill joined. File and live share it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

from gaitcoach.drills import Drill, DrillCoach, Place, summary_of
from gaitcoach.drills.values import DrillUpdate
from gaitcoach.live.drill_eyes import OpenEyes
from gaitcoach.live.drill_view import Watched
from gaitcoach.live.outlook import SIDE, SURE_REL, Seen
from gaitcoach.live.pipeline import given_level
from gaitcoach.live.room import RoomWatch
from gaitcoach.settings import Settings
from gaitcoach.types import Frame, GaitSample, Pose, View, Viewpoint

TURNED_FRAMES = 45
"""Frames with a body in them, 1.5 s of most: so long must it have shown its other side."""


def viewpoint_of(seen: Seen, settings: Settings) -> Viewpoint:
    """Return how picture left and right map to the runner's."""
    return Viewpoint(seen.view, settings.mirror)


class DrillWatch:
    """push(frame) -> Watched, finish() -> the last update; `is_done` when the drill is over.

    Parameters
    ----------
    drill : with the target that is wanted
    seen : from where the camera looks
    count_people : tells how many people are in view; may answer from its last look
    eyes : the models; whoever opened them closes them
    """

    def __init__(
        self,
        drill: Drill,
        settings: Settings,
        seen: Seen,
        count_people: Callable[[Frame, Pose | None], int],
        eyes: OpenEyes,
    ) -> None:
        viewpoint = viewpoint_of(seen, settings)
        self.drill, self.seen = drill, seen
        chosen = eyes.pelvis(viewpoint)
        self._pelvis, self.note = chosen.pelvis, chosen.note
        self._count_people, self._room = count_people, RoomWatch(viewpoint)
        self.coach = DrillCoach(
            drill,
            viewpoint,
            settings.threshold_deg,
            given_level(settings, viewpoint),
            settings.baseline_s is not None,
        )
        self._contradicts: deque[bool] = deque(maxlen=TURNED_FRAMES)
        self._tracker, self._facing = eyes.tracker(viewpoint), eyes.facing(viewpoint)

    @property
    def is_done(self) -> bool:
        """Both legs have reached their target, or whoever worked has left."""
        return self.coach.is_done

    @property
    def is_turned_round(self) -> bool:
        """The body has shown its other side for a while: the camera looks from elsewhere."""
        rows = self._contradicts
        return len(rows) == TURNED_FRAMES and sum(rows) >= SURE_REL * TURNED_FRAMES

    def push(self, frame: Frame) -> Watched:
        """Take the next frame."""
        pose = self._tracker.track(frame)
        if pose is not None:
            self._contradicts.append(self._shows_other_side(frame, pose))
        sideways = self.drill.place is Place.SIDE
        angle = None if pose is None or sideways else self._pelvis.estimate(frame, pose)
        n_people = self._count_people(frame, pose)
        moved = self._room.push(frame, pose)
        update = self.coach.push(GaitSample(frame.t_s, pose, angle, n_people, moved))
        level = self.coach.level
        return Watched(frame, pose, angle, update, 0.0 if level is None else level.offset_deg)

    def _shows_other_side(self, frame: Frame, pose: Pose) -> bool:
        if self._facing is None or not pose.sides_contradict_view:
            return pose.sides_contradict_view
        return self._facing.shows_chest(frame, pose) != (self.seen.view is View.FRONT)

    def finish(self) -> DrillUpdate:
        """End the drill: a hold that lasts ends here."""
        return self.coach.finish()

    def summary(self) -> dict[str, Any]:
        """Return what was done, as `gaitcoach drill` prints it."""
        # A bridge counts from the side alone, whatever a body that lies there showed first.
        view = SIDE if self.drill.place is Place.SIDE else str(self.seen)
        return summary_of(self.coach, view=view, method=self._pelvis.method)
