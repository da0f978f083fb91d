"""A runner made of sticks with a closed-form gait: what every number must be is known exactly."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from gaitcoach.landmarks import N_LANDMARKS
from gaitcoach.landmarks import Landmark as L
from gaitcoach.types import GaitSample, PelvisAngle, Pose, Side, View, Viewpoint

HIP_Y, KNEE_Y, ANKLE_Y = 200.0, 300.0, 400.0
LIFT_PX = 60.0
MIDDLE_PX = np.array([320.0, 240.0])


@dataclass
class StickRunner:
    """Runs on the spot: each foot is on the ground for `duty` of a stride of `stride_s`.

    drop_deg : drop in the middle of each stance, by stance leg; the pelvis is level in flight
    stand_s : quiet standing first
    roll_deg : added to every angle, as a tilted camera does
    pose_roll_deg : turns the picture, + = the runner's left side looks higher
    """

    drop_deg: dict[Side, float] = field(default_factory=lambda: {Side.LEFT: 3.0, Side.RIGHT: 6.0})
    stride_s: float = 0.72
    duty: float = 0.38
    stand_s: float = 0.0
    roll_deg: float = 0.0
    pose_roll_deg: float = 0.0
    hip_width_px: float = 60.0
    sigma_deg: float = 1.0
    viewpoint: Viewpoint = field(default_factory=Viewpoint)

    def phase(self, t_s: float, side: Side) -> float:
        """Return the foot's place in its stride, 0 at contact, and 0.0 while standing."""
        if t_s < self.stand_s:
            return 0.0
        start = 0.5 if side is Side.LEFT else 0.0
        return ((t_s - self.stand_s) / self.stride_s + start) % 1.0

    def on_ground(self, t_s: float, side: Side) -> bool:
        return t_s < self.stand_s or self.phase(t_s, side) < self.duty

    def contacts_s(self, side: Side, until_s: float) -> list[float]:
        """Return the times of foot contact after standing."""
        first = self.stand_s + (0.5 * self.stride_s if side is Side.LEFT else 0.0)
        return list(np.arange(first, until_s, self.stride_s))

    def obliquity_deg(self, t_s: float) -> float:
        """Flat during each stance, so that the mean over any part of it is the drop itself."""
        for side in Side:
            if t_s >= self.stand_s and self.on_ground(t_s, side):
                return self.roll_deg + side.drop_deg(self.drop_deg[side])
        return self.roll_deg

    def pose(self, t_s: float, index: int = 0) -> Pose:
        xy = np.full((N_LANDMARKS, 2), np.nan)
        outward = -1.0 if self.viewpoint.left_is_image_left else 1.0
        for side, sign in ((Side.LEFT, outward), (Side.RIGHT, -outward)):
            name = side.name
            x = 320.0 + sign * self.hip_width_px / 2
            lift = 0.0 if self.on_ground(t_s, side) else self._lift(t_s, side)
            xy[L[f"{name}_SHOULDER"]] = x, 80.0
            xy[L[f"{name}_HIP"]] = x, HIP_Y
            xy[L[f"{name}_KNEE"]] = x, KNEE_Y - lift / 2
            for joint in ("ANKLE", "HEEL", "FOOT_INDEX"):
                xy[L[f"{name}_{joint}"]] = x, ANKLE_Y - lift
        xy = self._turned(xy)
        world = np.zeros((N_LANDMARKS, 3))
        behind = self.viewpoint.view is View.BEHIND
        for name, x_m in (("LEFT", -0.15), ("RIGHT", 0.15)):
            for joint in ("HIP", "SHOULDER"):
                world[L[f"{name}_{joint}"], 0] = x_m if behind else -x_m
            for joint, down_m in (("SHOULDER", -0.5), ("KNEE", 0.4), ("ANKLE", 0.8), ("HEEL", 0.8)):
                world[L[f"{name}_{joint}"], 1] = down_m
        return Pose(t_s, index, xy, world, np.ones(N_LANDMARKS), (640, 480))

    def _turned(self, xy: np.ndarray) -> np.ndarray:
        sign = 1.0 if self.viewpoint.left_is_image_left else -1.0
        angle = sign * np.radians(self.pose_roll_deg)
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        return (xy - MIDDLE_PX) @ turn.T + MIDDLE_PX

    def _lift(self, t_s: float, side: Side) -> float:
        swing = (self.phase(t_s, side) - self.duty) / (1.0 - self.duty)
        return LIFT_PX * (0.5 + 0.5 * np.sin(np.pi * swing))

    def sample(self, t_s: float, **changes: object) -> GaitSample:
        angle = PelvisAngle(t_s, self.obliquity_deg(t_s), self.sigma_deg, "stick")
        values = {"pose": self.pose(t_s), "angle": angle} | changes
        return GaitSample(t_s, **values)  # type: ignore[arg-type]


class FootOnGround:
    """Stands in for the stance network: a foot is down when its ankle is level with the floor."""

    def __init__(self, lift_at_half: float = 0.02) -> None:
        self._half = lift_at_half

    def feet(self, inputs: np.ndarray) -> tuple[float, float]:
        now = inputs[6 * 33 : 7 * 33]
        left_y, right_y = now[5], now[16 + 5]
        lowest = max(left_y, right_y)
        in_air = float(lowest < 0.93)  # both feet up: neither reaches the floor
        return tuple(
            float(1.0 / (1.0 + np.exp(200.0 * (lowest - own + in_air - self._half))))
            for own in (right_y, left_y)
        )


def times_s(until_s: float, fps: float = 60.0) -> np.ndarray:
    """Return frame times from 0."""
    return np.arange(int(until_s * fps)) / fps
