"""The runner as a plumb line: over whole strides a body stands straight above its feet.

Who runs or walks without falling to a side has, on the mean over whole strides, the centre of mass
above the points that carry it: else the ground would turn the body over. In the picture the line
from the carrying feet to the body then leans by the camera's roll, and by nothing else.

A level pelvis shows that roll and a little more: a camera that stands aside and looks down sees one
hip lower than the other. How far aside and how far down the pose model knows, roughly.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gaitcoach.landmarks import Landmark as L
from gaitcoach.types import CameraRoll, Pose, Side, View, Viewpoint

Floats = NDArray[np.float64]

BODY_REL = 0.5
"""Where the centre of mass is taken to be, from mid-hip to mid-shoulder. A hip that drops is
shifted to its own side and the trunk leans to the other: half-way the two cancel best."""
MIN_STEPS = 5
"""Usable steps of each leg. Both legs count alike, however many steps each has."""
MAX_STEPS = 40
"""The newest of each leg: the camera's roll stays, noise does not get less from there."""
FLOOR_DEG = 0.75
"""What no number of steps takes away: where the pose model sees feet and trunk, and how far aside
a camera stands. On 30 drawn runs a level pelvis's tilt was told to 0.65 degrees, on the training
clips, with wilder cameras, to 0.9; nobody there stood a little beside the feet."""
COLUMNS = 10
_DEPTHS = slice(8, 10)


@dataclass(frozen=True, slots=True)
class Askew:
    """How a camera that stands aside and looks down tilts a level pelvis in its picture.

    By yaw times pitch, each as the pose model tells it less what it tells of a straight camera.
    Fitted on the running and walking clips that the pelvis network learned from and 30 others.
    """

    tilt_rel: float
    yaw_deg: float
    pitch_deg: float

    def tilt_deg(self, yaw_deg: float, pitch_deg: float) -> float:
        """Return the tilt, + = the picture's left side looks higher."""
        return self.tilt_rel * (yaw_deg - self.yaw_deg) * (pitch_deg - self.pitch_deg)


ASKEW = {View.BEHIND: Askew(0.007, 0.0, 0.0), View.FRONT: Askew(0.024, 3.0, -10.0)}


def posture_of(pose: Pose) -> Floats:
    """Return (10,) in terms of the picture, x + = right, y + = down, z + = away from the camera.

    For the left and for the right foot: from it to the body, x and y in pixels, then y and z in
    metres; then how far the body's picture-right side is to the right of its left one, and how
    much deeper, metres. Feet are half-way between ankle and heel.
    """
    xy, world = pose.xy_px, pose.world_m
    columns = []
    for ankle, heel in ((L.LEFT_ANKLE, L.LEFT_HEEL), (L.RIGHT_ANKLE, L.RIGHT_HEEL)):
        columns += (_body(xy) - (xy[ankle] + xy[heel]) / 2).tolist()
        columns += (_body(world) - (world[ankle] + world[heel]) / 2)[1:].tolist()
    across = world[L.RIGHT_HIP] + world[L.RIGHT_SHOULDER]
    across = across - world[L.LEFT_HIP] - world[L.LEFT_SHOULDER]
    wide_m, deep_m = abs(across[0]), across[2] * math.copysign(1.0, across[0])
    return np.array([*columns, wide_m, deep_m])


def _body(points: Floats) -> Floats:
    hips = (points[L.LEFT_HIP] + points[L.RIGHT_HIP]) / 2
    shoulders = (points[L.LEFT_SHOULDER] + points[L.RIGHT_SHOULDER]) / 2
    return hips + BODY_REL * (shoulders - hips)


class PlumbLine:
    """push(side, posture) for each usable step, look(edges) for each frame; then `told`.

    Parameters
    ----------
    viewpoint : where the camera stands

    Attributes
    ----------
    roll : what the body alone tells, None before enough steps
    told : what body and edges tell together; weighed anew when one of them says something new
    """

    def __init__(self, viewpoint: Viewpoint) -> None:
        self._sign = 1.0 if viewpoint.left_is_image_left else -1.0
        self._askew = ASKEW[viewpoint.view]
        self._edges: CameraRoll | None = None
        self.reset()

    def reset(self) -> None:
        """Forget the steps: the camera moved."""
        self._postures: dict[Side, deque[Floats]] = {side: deque(maxlen=MAX_STEPS) for side in Side}
        self.tilt_deg = 0.0
        self.roll: CameraRoll | None = None
        self._weigh()

    def push(self, side: Side, posture: Floats) -> None:
        """Take the mean of `posture_of` over the middle of one step."""
        if not np.isfinite(posture).all():
            return
        foot = slice(0, 4) if side is Side.LEFT else slice(4, 8)
        self._postures[side].append(np.concatenate([posture[foot], posture[_DEPTHS]]))
        if min(len(own) for own in self._postures.values()) >= MIN_STEPS:
            self._hang()
            self._weigh()

    def look(self, edges: CameraRoll | None) -> None:
        """Take what upright edges tell by now; the same object = nothing new."""
        if edges is not self._edges:
            self._edges = edges
            self._weigh()

    def _weigh(self) -> None:
        self.told = self.roll if self._edges is None else self.with_edges(self._edges)

    def _hang(self) -> None:
        sides = [np.array(own) for own in self._postures.values()]
        x_px, y_px, y_m, z_m, wide_m, deep_m = sum(own.mean(axis=0) for own in sides) / 2
        pitch_deg = math.degrees(math.atan2(z_m, -y_m))
        yaw_deg = math.degrees(math.atan2(deep_m, wide_m))
        self.tilt_deg = self._sign * self._askew.tilt_deg(yaw_deg, pitch_deg)
        lean_deg = self._sign * math.degrees(math.atan2(x_px, -y_px))
        # Each leg's scatter around its own mean: the feet stand apart, and that is no noise.
        shares = [own[:, 0].var(ddof=1) / len(own) for own in sides]
        scatter_deg = math.degrees(math.sqrt(sum(shares)) / 2 / -y_px)
        self.roll = CameraRoll(lean_deg + self.tilt_deg, math.hypot(scatter_deg, FLOOR_DEG))

    def with_edges(self, edges: CameraRoll) -> CameraRoll:
        """Return what upright edges and the body tell together, each weighing as it is sure.

        Edges know the roll, not the tilt: that is added. Before there are steps they stand alone.
        """
        level = CameraRoll(edges.roll_deg + self.tilt_deg, edges.sigma_deg)
        if self.roll is None:
            return level
        weights = [1.0 / one.sigma_deg**2 for one in (level, self.roll)]
        rolls_deg = [level.roll_deg, self.roll.roll_deg]
        return CameraRoll(
            float(np.average(rolls_deg, weights=weights)), 1.0 / math.sqrt(sum(weights))
        )
