"""A body of sticks that does the drills: every count, time, side and angle is known exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

import numpy as np

from gaitcoach.drills import DrillCoach, drill_named
from gaitcoach.drills.values import DrillEvent
from gaitcoach.landmarks import N_LANDMARKS, SWAPPED_SIDES
from gaitcoach.landmarks import Landmark as L
from gaitcoach.pose.turns import turned_pose
from gaitcoach.types import GaitSample, PelvisAngle, Pose, Side, Turn, View, Viewpoint

THIGH_PX = SHANK_PX = 100.0
LEG_PX = THIGH_PX + SHANK_PX
HIP_WIDTH_PX, TRUNK_PX = 60.0, 150.0
FLOOR_PX, MIDDLE_PX = 450.0, 320.0
SIZE_PX = (640, 480)
FEET = ("ANKLE", "HEEL", "FOOT_INDEX")
FIVE = ((2.0, 3.5), (5.0, 6.5), (8.0, 9.5), (11.0, 12.5), (14.0, 15.5))
Points = dict[str, tuple[float, float]]


@dataclass
class Exerciser:
    """Does one drill.

    kind : name of the drill
    standing : the leg that carries
    segments_s : from half of the movement going out to half coming back; ramps last `ramp_s`
    amount : size of the movement: degrees of abduction, pelvis, knee bend, or hip flexion
    drop_deg : (t_s) -> drop while the movement lasts, for drills whose movement is not the drop
    lean_deg : of the trunk over the standing leg during the movement
    roll_deg : the camera's, in every pelvis angle
    """

    kind: str
    standing: Side = Side.RIGHT
    segments_s: tuple[tuple[float, float], ...] = FIVE
    amount: float = 30.0
    ramp_s: float = 0.6
    drop_deg: Callable[[float], float] = field(default=lambda t_s: 0.0)
    lean_deg: float = 0.0
    roll_deg: float = 0.0
    viewpoint: Viewpoint = field(default_factory=Viewpoint)

    @property
    def until_s(self) -> float:
        return self.segments_s[-1][1] + 1.5

    def out(self, t_s: float) -> float:
        """0 at rest, 1 in the movement, 0.5 exactly at the ends of the segments."""
        return sum(
            min(1.0, max(0.0, (t_s - a) / self.ramp_s + 0.5))
            * min(1.0, max(0.0, (b - t_s) / self.ramp_s + 0.5))
            for a, b in self.segments_s
        )

    def drop(self, t_s: float) -> float:
        if self.kind == "hip_hike":
            return self.amount * (self.out(t_s) - 0.4)
        return self.drop_deg(t_s) * self.out(t_s)

    def sample(self, t_s: float, **changes: object) -> GaitSample:
        obliquity_deg = self.standing.drop_deg(self.drop(t_s)) + self.roll_deg
        values = {
            "pose": self.pose(t_s),
            "angle": PelvisAngle(t_s, obliquity_deg, 0.5, "stick"),
        } | changes
        return GaitSample(t_s, **values)  # type: ignore[arg-type]

    def pose(self, t_s: float) -> Pose:
        xy = np.full((N_LANDMARKS, 2), np.nan)
        turn = 1.0 if self.viewpoint.left_is_image_left else -1.0
        for name, (x, y) in self._points(t_s).items():
            xy[L[name]] = MIDDLE_PX + turn * x, y
        world = np.zeros((N_LANDMARKS, 3))
        across_m = 0.15 if self.viewpoint.view is View.BEHIND else -0.15
        for joint in ("HIP", "SHOULDER"):
            world[L[f"LEFT_{joint}"], 0], world[L[f"RIGHT_{joint}"], 0] = -across_m, across_m
        return Pose(t_s, 0, xy, world, np.ones(N_LANDMARKS), SIZE_PX)

    def _points(self, t_s: float) -> Points:
        """Every joint, x + = to the runner's right, from the middle."""
        a = self.out(t_s)
        sink = LEG_PX * (1.0 - np.cos(np.radians(self.amount * a) / 2)) if self._squats else 0.0
        hip_y = FLOOR_PX - LEG_PX + sink
        lean_px = TRUNK_PX * np.tan(np.radians(self.lean_deg * a))
        points: Points = {}
        for side, out in ((Side.LEFT, -1.0), (Side.RIGHT, 1.0)):
            toward = (1.0 if self.standing is Side.RIGHT else -1.0) * lean_px
            hip = (out * HIP_WIDTH_PX / 2, hip_y)
            leg = self._standing_leg(hip) if side is self.standing else self._free(hip, out, t_s)
            points[f"{side.name}_SHOULDER"] = (hip[0] + toward, hip_y - TRUNK_PX)
            points[f"{side.name}_HIP"] = hip
            points |= {f"{side.name}_{joint}": at for joint, at in leg.items()}
        return points

    @property
    def _squats(self) -> bool:
        return self.kind == "single_leg_squat"

    def _standing_leg(self, hip: tuple[float, float]) -> Points:
        x, y = hip
        return {"KNEE": (x, (y + FLOOR_PX) / 2)} | dict.fromkeys(FEET, (x, FLOOR_PX))

    def _free(self, hip: tuple[float, float], out: float, t_s: float) -> Points:
        a, (x, y) = self.out(t_s), hip
        if self.kind == "hip_abduction":
            angle = np.radians(4.0 + self.amount * a)
            knee = x + out * THIGH_PX * np.sin(angle), y + THIGH_PX * np.cos(angle)
            foot = x + out * LEG_PX * np.sin(angle), y + LEG_PX * np.cos(angle)
        elif self.kind == "hip_hike":
            y += HIP_WIDTH_PX * np.sin(np.radians(self.drop(t_s)))
            knee, foot = (x, y + THIGH_PX), (x, y + 0.98 * LEG_PX)
        elif self._squats:
            knee, foot = (x, y + 0.95 * THIGH_PX), (x, y + 0.9 * LEG_PX)
        else:
            lifted = y + THIGH_PX * np.cos(np.radians(self.amount * a))
            knee, foot = (x, lifted), (x, lifted + SHANK_PX)
        return {"KNEE": knee} | dict.fromkeys(FEET, foot)


AMOUNTS = {
    "hip_abduction": 30.0,
    "hip_hike": 10.0,
    "single_leg_squat": 70.0,
    "single_leg_stance": 85.0,
    "mirror_stance": 85.0,
}
REP_DRILLS = ("hip_abduction", "hip_hike", "single_leg_squat")


def exerciser(kind: str, standing: Side = Side.RIGHT, **more: object) -> Exerciser:
    """Return a body that does a drill as it should be done."""
    return Exerciser(kind, standing, **({"amount": AMOUNTS[kind]} | more))  # type: ignore[arg-type]


def mirrored(sample: GaitSample) -> GaitSample:
    """Return what the stages before make of the mirrored picture when nobody told of the mirror."""
    assert sample.pose is not None
    assert sample.angle is not None
    xy = sample.pose.xy_px[SWAPPED_SIDES].copy()
    xy[:, 0] = SIZE_PX[0] - xy[:, 0]
    pose = replace(sample.pose, xy_px=xy)
    angle = replace(sample.angle, obliquity_deg=-sample.angle.obliquity_deg)
    return replace(sample, pose=pose, angle=angle)


def on_the_floor(pose: Pose, turn: Turn) -> Pose:
    """Return an upright body as the picture shows it lying; `turn` puts it up again."""
    return turned_pose(pose, turn.back)


def times_s(until_s: float, fps: float = 30.0) -> np.ndarray:
    return np.arange(int(until_s * fps)) / fps


def watched(
    name: str,
    samples: Iterable[GaitSample],
    viewpoint: Viewpoint | None = None,
    threshold_deg: float = 5.0,
) -> tuple[DrillCoach, list[DrillEvent], list[str]]:
    """Show samples to a drill; return its coach, every event and every phrase."""
    coach = DrillCoach(drill_named(name), viewpoint or Viewpoint(), threshold_deg)
    updates = [coach.push(sample) for sample in samples]
    updates.append(coach.finish())
    events = [event for update in updates for event in update.events]
    return coach, events, [phrase for update in updates for phrase in update.phrases]


def done(body: Exerciser, name: str | None = None, fps: float = 30.0):
    """Let a body do its drill, watched by the drill of that name or another."""
    samples = (body.sample(float(t_s)) for t_s in times_s(body.until_s, fps))
    return watched(name or body.kind, samples, body.viewpoint)
