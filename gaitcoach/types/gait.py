"""What the gait stage takes in and what it tells, frame by frame."""

from __future__ import annotations

from dataclasses import dataclass

from gaitcoach.types.pelvis import CameraRoll, Level, LevelBy, PelvisAngle
from gaitcoach.types.pose import Pose
from gaitcoach.types.quality import Quality
from gaitcoach.types.sides import Side, Stance
from gaitcoach.types.steps import SideStats, StanceRecord


@dataclass(frozen=True, slots=True)
class GaitSample:
    """What the gait stage learns from one frame.

    pose, angle : None when nobody, or no pelvis, was found
    n_people : people in view, as last counted (0 when unknown or nobody)
    camera_moved : the background shifted since the last frame that was looked at
    roll : how the camera is rolled, None while nothing tells
    gravity : level by the camera's own motion sensor, None when it has none
    """

    t_s: float
    pose: Pose | None
    angle: PelvisAngle | None
    n_people: int = 1
    camera_moved: bool = False
    roll: CameraRoll | None = None
    gravity: Level | None = None


@dataclass(frozen=True, slots=True)
class GaitUpdate:
    """The gait after one more frame.

    obliquity_deg : pelvic obliquity now, baseline removed when there is one; None if not seen
    stance, drop_now_deg : stance and drop as last told, about 0.13 s before `t_s`; the drop is
        None outside single support
    baseline_deg : obliquity that counts as level and was taken off, by standing or by an upright
        edge (`level_by`); None = camera roll not removed
    baseline_sigma_deg : its standard deviation
    standing_s : how long the runner has stood quietly, while that is being looked for, else None
    roll : camera roll as upright edges or the body tell, never taken off the numbers; None = not
        known
    left, right : running statistics by stance leg
    new_steps : steps that were finished by this frame
    """

    t_s: float
    obliquity_deg: float | None
    stance: Stance
    drop_now_deg: float | None
    cadence_spm: float | None
    left: SideStats
    right: SideStats
    new_steps: tuple[StanceRecord, ...]
    quality: Quality
    baseline_deg: float | None = None
    contact_time_s: float | None = None
    flight_time_s: float | None = None
    baseline_sigma_deg: float | None = None
    level_by: LevelBy = LevelBy.NONE
    standing_s: float | None = None
    roll: CameraRoll | None = None

    def side(self, side: Side) -> SideStats:
        return self.left if side is Side.LEFT else self.right
