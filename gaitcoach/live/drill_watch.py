"""One drill, frame by frame: pose, pelvis and drill joined. File and live share it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from gaitcoach.drills import Drill, DrillCoach, Place, summary_of
from gaitcoach.drills.body import MIN_VISIBILITY
from gaitcoach.drills.place import SIDE_YAW_DEG, yaw_deg
from gaitcoach.drills.values import DrillUpdate
from gaitcoach.landmarks import Landmark as L
from gaitcoach.live.drill_eyes import OpenEyes, TellsChest
from gaitcoach.live.drill_view import Watched
from gaitcoach.live.pipeline import given_level
from gaitcoach.live.room import RoomWatch
from gaitcoach.settings import Settings
from gaitcoach.types import Frame, GaitSample, Pose, View, Viewpoint

SIDE = "side"
"""The place of a camera that sees the body from its side, beside the two of `View`."""
LOOK_FRAMES = 45
"""Frames with a body in them that tell from where the camera of a file looks: 1.5 s of most."""
LOOK_S = 1.2
LEAST_FRAMES = 10
"""Live, so long and so many: a busy computer sees fewer in a second."""
SURE_REL = 0.9
"""So many of them must agree, live: somebody who turns round is waited for."""
STILL_REL = 0.15
"""Live the body may grow, or wander, by so much of its height: who walks to their place shows
their back on the way, whatever they show afterwards."""
_HEIGHT = (L.LEFT_SHOULDER, L.RIGHT_SHOULDER, L.LEFT_HIP, L.RIGHT_HIP)


@dataclass(frozen=True, slots=True)
class _Glance:
    """One frame: when, chest or back, how far turned, where the hips are and how tall the body."""

    t_s: float
    is_front: bool
    yaw_deg: float
    x_px: float
    y_px: float
    height_px: float


@dataclass(frozen=True, slots=True)
class Seen:
    """From where the camera looks. is_sideways : the body shows its side, whatever the view."""

    view: View
    is_sideways: bool = False

    def __str__(self) -> str:
        return SIDE if self.is_sideways else str(self.view)


class Outlook:
    """push(pose) until it tells from where the camera looks. Poses are taken as from behind.

    Parameters
    ----------
    facing : tells chest from back by the pixels; None = the pose model alone
    patient : wait until somebody stands still and most frames agree, as live; a file is not waited
        for
    """

    def __init__(self, patient: bool = False, facing: TellsChest | None = None) -> None:
        self._patient, self._facing = patient, facing
        self._glances: deque[_Glance] = deque()

    def push(self, frame: Frame, pose: Pose | None) -> Seen | None:
        """Take what one frame shows; None while it is not known."""
        if pose is None or (self._patient and not _is_whole(pose)):
            return None
        # A mirrored picture of a chest looks like a back, and the other way round.
        is_front = pose.sides_contradict_view
        if self._facing is not None:
            is_front = self._facing.shows_chest(frame, pose)
        glance = _Glance(pose.t_s, is_front, yaw_deg(pose), *_place_of(pose))
        self._glances.append(glance)
        if not self._patient:
            return self.best if len(self._glances) >= LOOK_FRAMES else None
        while len(self._glances) > 1 and self._glances[1].t_s <= pose.t_s - LOOK_S:
            self._glances.popleft()
        return self.best if self._is_sure else None

    @property
    def best(self) -> Seen:
        """What the frames so far tell; from behind when there are none."""
        if not self._glances:
            return Seen(View.BEHIND)
        return Seen(View.FRONT if self._front_rel > 0.5 else View.BEHIND, self._is_sideways)

    @property
    def _front_rel(self) -> float:
        return float(np.mean([one.is_front for one in self._glances]))

    @property
    def _is_sideways(self) -> bool:
        return float(np.median([one.yaw_deg for one in self._glances])) > SIDE_YAW_DEG

    @property
    def _is_sure(self) -> bool:
        glances = self._glances
        if len(glances) < LEAST_FRAMES or glances[-1].t_s - glances[0].t_s < LOOK_S:
            return False
        agree = max(self._front_rel, 1.0 - self._front_rel) >= SURE_REL or self._is_sideways
        places = np.array([(one.x_px, one.y_px, one.height_px) for one in glances])
        moved = (places.max(axis=0) - places.min(axis=0)) / np.median(places[:, 2])
        return agree and bool((moved <= STILL_REL).all())


def _is_whole(pose: Pose) -> bool:
    return bool((pose.visibility[list(_HEIGHT)] >= MIN_VISIBILITY).all())


def _place_of(pose: Pose) -> tuple[float, float, float]:
    """Return the hips' place and the trunk's length as a body height, pixels."""
    shoulders, hips = pose.xy_px[list(_HEIGHT)].reshape(2, 2, 2).mean(axis=1)
    x, y = hips.tolist()
    return x, y, 3.0 * float(np.hypot(*(shoulders - hips)))


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
        self._contradicts: deque[bool] = deque(maxlen=LOOK_FRAMES)
        self._tracker, self._facing = eyes.tracker(viewpoint), eyes.facing(viewpoint)

    @property
    def is_done(self) -> bool:
        """Both legs have reached their target, or whoever worked has left."""
        return self.coach.is_done

    @property
    def is_turned_round(self) -> bool:
        """The body has shown its other side for a while: the camera looks from elsewhere."""
        rows = self._contradicts
        return len(rows) == LOOK_FRAMES and sum(rows) >= SURE_REL * LOOK_FRAMES

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
