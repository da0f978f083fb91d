"""One drill, frame by frame: pose, pelvis and drill joined. File and live share it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from gaitcoach.drills import Drill, DrillCoach, Place, summary_of
from gaitcoach.drills.lying import LyingWatch, lying_watch
from gaitcoach.drills.values import DrillUpdate
from gaitcoach.live.drill_eyes import OpenEyes
from gaitcoach.live.drill_view import Watched
from gaitcoach.live.outlook import SIDE, SURE_REL, Outlook, Seen
from gaitcoach.live.pipeline import given_level
from gaitcoach.live.room import RoomWatch
from gaitcoach.pose.turns import turned_pose
from gaitcoach.settings import Settings
from gaitcoach.types import Frame, GaitSample, Pose, Turn, View, Viewpoint

TURNED_FRAMES = 45
"""Frames with a body in them, 1.5 s of most: so long must it have shown its other side."""


def viewpoint_of(seen: Seen, settings: Settings) -> Viewpoint:
    """Return how picture left and right map to the runner's."""
    return Viewpoint(seen.view, settings.mirror, seen.turn)


class DrillWatch:
    """push(frame) -> Watched, finish() -> the last update; `is_done` when the drill is over.

    Parameters
    ----------
    drill : with the target that is wanted
    seen : from where the camera looks
    count_people : tells how many people are in view; may answer from its last look
    eyes : the models; whoever opened them closes them
    is_declared : somebody said from where the camera looks: it is not found out anew
    """

    def __init__(
        self,
        drill: Drill,
        settings: Settings,
        seen: Seen,
        count_people: Callable[[Frame, Pose | None], int],
        eyes: OpenEyes,
        is_declared: bool = False,
    ) -> None:
        viewpoint = viewpoint_of(seen, settings)
        self.drill, self.seen = drill, seen
        self._settings, self._eyes, self._is_declared = settings, eyes, is_declared
        self._lying = lying_watch(drill, seen.turn)
        self._outlook: Outlook | None = None
        upright = replace(viewpoint, turn=Turn.NONE)
        chosen = eyes.pelvis(upright)
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
        self._tracker, self._facing = eyes.tracker(viewpoint), eyes.facing(upright)

    @property
    def viewpoint(self) -> Viewpoint | None:
        """From where the camera looks; None while that is found out anew."""
        return None if self._outlook is not None else viewpoint_of(self.seen, self._settings)

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
        turn = self._tracker.viewpoint.turn
        pose = self._tracker.track(frame)
        shown = None if pose is None else turned_pose(pose, turn.back)
        n_people, moved = self._count_people(frame, shown), self._room.push(frame, shown)
        if self._lying is not None and pose is not None and self._waits(frame, pose, self._lying):
            update = self.coach.wait(frame.t_s, anew=self._outlook is not None)
            return Watched(frame, shown, None, update, turn=turn)
        if pose is not None:
            self._contradicts.append(self._shows_other_side(frame, pose))
        flat = self.drill.place is Place.SIDE or turn is not Turn.NONE
        angle = None if pose is None or flat else self._pelvis.estimate(frame, pose)
        update = self.coach.push(GaitSample(frame.t_s, pose, angle, n_people, moved))
        level = self.coach.level
        level_deg = 0.0 if level is None else level.offset_deg
        return Watched(frame, shown, angle, update, level_deg, turn)

    def _waits(self, frame: Frame, pose: Pose, lying: LyingWatch) -> bool:
        """Tell whether this frame counts nothing: the body lies down, turns over or gets up."""
        if self._outlook is not None:
            seen = self._outlook.push(frame, pose)
            if seen is None:
                self._tracker.viewpoint = self._outlook.viewpoint
            else:
                self._look_from(seen)
            return True
        if lying.push(pose):
            if self._is_declared:
                self._look_from(replace(self.seen, turn=lying.turn))
            else:
                self._look_anew(lying)
            return True
        if self.is_turned_round and lying.turn is not Turn.NONE and not self._is_declared:
            self._look_anew(lying)
            return True
        return lying.is_between

    def _look_anew(self, lying: LyingWatch) -> None:
        """Rolled over, the same end of the mat shows a back in place of a chest."""
        self._contradicts.clear()
        facing = self._eyes.facing(Viewpoint(View.BEHIND, self._settings.mirror))
        self._outlook = Outlook(True, facing, lying, self._settings.mirror)
        self._tracker.viewpoint = self._outlook.viewpoint

    def _look_from(self, seen: Seen) -> None:
        self.seen, self._outlook = seen, None
        viewpoint = viewpoint_of(seen, self._settings)
        self._tracker = self._eyes.tracker(viewpoint)
        self._facing = self._eyes.facing(replace(viewpoint, turn=Turn.NONE))
        self._contradicts.clear()
        self.coach.look_from(viewpoint)

    def _shows_other_side(self, frame: Frame, pose: Pose) -> bool:
        lies = self.seen.turn is not Turn.NONE  # see `Outlook`: the pixels are not asked then
        if self._facing is None or lies or not pose.sides_contradict_view:
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
