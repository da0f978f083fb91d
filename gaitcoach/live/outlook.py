"""From where the camera looks: told by the first bodies it shows, back, chest or side."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from gaitcoach.drills.lying import LyingWatch
from gaitcoach.drills.place import SIDE_YAW_DEG, trunk_is_seen, yaw_deg
from gaitcoach.landmarks import Landmark as L
from gaitcoach.types import Frame, Pose, Turn, View, Viewpoint

SIDE = "side"
"""The place of a camera that sees the body from its side, beside the two of `View`."""
FILE_LOOK_S = 1.5
"""So long must a file show a body: the pose model errs in single pictures."""
LOOK_AT_MOST_S = 15.0
"""So much of a file is looked through for somebody."""
LOOK_S = 1.2
LEAST_FRAMES = 10
"""Live, so long and so many: a busy computer sees fewer in a second."""
SURE_REL = 0.9
"""So many of them must agree, live: somebody who turns round is waited for."""
STILL_REL = 0.15
"""Live the body may grow, or wander, by so much of its height: who walks to their place shows
their back on the way, whatever they show afterwards."""
_HEIGHT = (L.LEFT_SHOULDER, L.RIGHT_SHOULDER, L.LEFT_HIP, L.RIGHT_HIP)


class TellsChest(Protocol):
    """Chest or back by the pixels."""

    def shows_chest(self, frame: Frame, pose: Pose) -> bool: ...


@dataclass(frozen=True, slots=True)
class Seen:
    """From where the camera looks.

    is_sideways : the body shows its side, whatever the view
    turn : it lies on its side in the picture
    """

    view: View
    is_sideways: bool = False
    turn: Turn = Turn.NONE

    def __str__(self) -> str:
        return SIDE if self.is_sideways else str(self.view)


@dataclass(frozen=True, slots=True)
class _Glance:
    """One frame: when, chest or back, how far turned, where the hips are and how tall the body.

    pose_model_errs : it took the chest for a back, or the other way round
    """

    t_s: float
    is_front: bool
    pose_model_errs: bool
    yaw_deg: float
    x_px: float
    y_px: float
    height_px: float


class Outlook:
    """push(frame, pose) until it tells from where the camera looks. Poses as its `viewpoint` says.

    A back in a mirror is a back to the pose model: mirrored pictures change nothing here.

    Parameters
    ----------
    facing : tells chest from back by the pixels; None = the pose model alone. So it is for who
        lies: the network knows light from above and erred in two drawn clips of nine, the pose
        model in one
    patient : wait until somebody stands still and most frames agree, as live; a file is not waited
        for
    lying : follows a body that may lie; None = whatever is seen is taken for upright
    mirrored : the pixels come mirrored
    """

    def __init__(
        self,
        patient: bool = False,
        facing: TellsChest | None = None,
        lying: LyingWatch | None = None,
        mirrored: bool = False,
    ) -> None:
        self._patient, self._facing = patient, facing
        self._lying, self._mirrored = lying, mirrored
        self._glances: deque[_Glance] = deque()

    def push(self, frame: Frame, pose: Pose | None) -> Seen | None:
        """Take what one frame shows; None while it is not known."""
        if self._lying is not None and self._lying.push(pose):
            self._glances.clear()
            return None
        if pose is None or (self._patient and not trunk_is_seen(pose)):
            return None
        self._glances.append(self._glance(frame, pose))
        if not self._patient:
            return self.best if self._span_s >= FILE_LOOK_S else None
        while len(self._glances) > 1 and self._glances[1].t_s <= pose.t_s - LOOK_S:
            self._glances.popleft()
        return self.best if self._is_sure else None

    @property
    def viewpoint(self) -> Viewpoint:
        """How the next pose is to be read: as from behind, turned upright if the body lies."""
        return Viewpoint(View.BEHIND, self._mirrored, self._turn)

    @property
    def _turn(self) -> Turn:
        return Turn.NONE if self._lying is None else self._lying.turn

    def _glance(self, frame: Frame, pose: Pose) -> _Glance:
        said = shown = pose.sides_contradict_view
        if self._facing is not None and self._turn is Turn.NONE:
            shown = self._facing.shows_chest(frame, pose)
        return _Glance(pose.t_s, shown, said != shown, yaw_deg(pose), *_place_of(pose))

    @property
    def best(self) -> Seen:
        """What the frames so far tell; from behind when there are none."""
        if not self._glances:
            return Seen(View.BEHIND, turn=self._turn)
        view = View.FRONT if self._front_rel > 0.5 else View.BEHIND
        return Seen(view, self._is_sideways, self._turn)

    @property
    def pose_model_errs(self) -> bool:
        """The pose model mostly takes this body's chest for a back, or its back for a chest."""
        return bool(np.mean([one.pose_model_errs for one in self._glances] or [0.0]) > 0.5)

    @property
    def _front_rel(self) -> float:
        return float(np.mean([one.is_front for one in self._glances]))

    @property
    def _is_sideways(self) -> bool:
        return float(np.median([one.yaw_deg for one in self._glances])) > SIDE_YAW_DEG

    @property
    def _span_s(self) -> float:
        return self._glances[-1].t_s - self._glances[0].t_s

    @property
    def _is_sure(self) -> bool:
        glances = self._glances
        if len(glances) < LEAST_FRAMES or self._span_s < LOOK_S:
            return False
        # Who lies down is on their back first: that is waited for, too.
        sideways = self._is_sideways and self._turn is Turn.NONE
        agree = max(self._front_rel, 1.0 - self._front_rel) >= SURE_REL or sideways
        places = np.array([(one.x_px, one.y_px, one.height_px) for one in glances])
        moved = (places.max(axis=0) - places.min(axis=0)) / np.median(places[:, 2])
        return agree and bool((moved <= STILL_REL).all())


def _place_of(pose: Pose) -> tuple[float, float, float]:
    """Return the hips' place and the trunk's length as a body height, pixels."""
    shoulders, hips = pose.xy_px[list(_HEIGHT)].reshape(2, 2, 2).mean(axis=1)
    x, y = hips.tolist()
    return x, y, 3.0 * float(np.hypot(*(shoulders - hips)))
