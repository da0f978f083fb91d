"""One still judged: which leg carries, and how far the hip on the other side hangs, or why not.

A still is one moment: its drop is that moment's, not a step's mean, and nobody stood still before
it to tell what is level. Both make its interval wide, and what cannot be told is not told.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from gaitcoach.gait.legs import distance_px, mid_hip_px, yaw_deg
from gaitcoach.gait.quality import MIN_HIP_WIDTH_PX, MIN_VISIBILITY
from gaitcoach.gait.stats import Z975
from gaitcoach.gait.still_level import StillLevel
from gaitcoach.gait.still_net import FeetTold
from gaitcoach.landmarks import Landmark as L
from gaitcoach.types import PelvisAngle, Pose, Stance, StillLevelBy, StillReason, View

SURE_REL = 0.65
MIN_MID_REL = 0.3
"""From here on a way of standing is believed, and a leg only where it may be at mid-stance: just
before and after it a foot in the air looks the same. Of the drawn runners and walkers held back
from training, half of them moving at random, 71 % of the moments at mid-stance pass and 2 % name
the wrong leg; 11 % of the moments in flight pass (25 % without the second)."""
MAX_YAW_DEG = {View.BEHIND: 35.0, View.FRONT: 26.0}
"""Seen further from the side there is no number. In one still the trunk's own turning is in it: of
drawn runners filmed up to 15 degrees aside nine tenths lie below (the pose model tells less of a
turn from the front)."""
MAX_SIGMA_DEG = 6.0
"""Vaguer than plus or minus 12 degrees a number helps nobody."""
MAX_LEAN_DEG = 15.0
"""A body that leans more beside its feet: the camera is rolled, or the runner takes a bend."""
_EDGE_PX = 2.0


@dataclass(frozen=True, slots=True)
class Still:
    """What one still tells.

    stance : UNKNOWN when no way of standing is likely enough
    stance_sure : how likely the likeliest way of standing is, 0-1
    mid_stance : how likely this is the middle of the contact, 0-1; 0 unless one leg carries
    drop_deg : drop at this moment, + = the hip on the swing side hangs lower; None = not told
    sigma_deg : its standard deviation, what is level included
    reason : why there is no drop, `StillReason.OK` when there is one
    """

    stance: Stance
    reason: StillReason
    stance_sure: float = 0.0
    mid_stance: float = 0.0
    drop_deg: float | None = None
    sigma_deg: float | None = None

    @property
    def usable(self) -> bool:
        """There is a number."""
        return self.reason is StillReason.OK

    @property
    def ci95_deg(self) -> tuple[float, float] | None:
        """Interval that holds the drop of this moment with 95 % confidence."""
        if self.drop_deg is None or self.sigma_deg is None:
            return None
        half_width_deg = Z975 * self.sigma_deg
        return self.drop_deg - half_width_deg, self.drop_deg + half_width_deg


NOBODY = Still(Stance.UNKNOWN, StillReason.NOBODY)


def judge_still(
    pose: Pose,
    angle: PelvisAngle | None,
    feet: FeetTold,
    level: StillLevel,
    view: View,
    *,
    extra_sigma_deg: float = 0.0,
) -> Still:
    """Judge one body in a still.

    Parameters
    ----------
    feet : what the network tells of this pose
    extra_sigma_deg : what the picture itself adds to the deviation, as a panorama does
    """
    seen = _what_hides(pose)
    if seen is not StillReason.OK:
        return Still(Stance.UNKNOWN, seen)
    if yaw_deg(pose) > MAX_YAW_DEG[view]:
        return Still(Stance.UNKNOWN, StillReason.SIDE_ON)
    stance = _believed(feet)
    mid_stance = feet.mid if stance.leg is not None else 0.0
    sigma_deg = None
    if angle is not None:
        sigma_deg = math.hypot(angle.sigma_deg, level.sigma_deg, extra_sigma_deg)
    reason = _why_not(pose, stance, sigma_deg, level)
    if reason is not StillReason.OK or angle is None or stance.leg is None:
        return Still(stance, reason, feet.sure, mid_stance)
    drop_deg = stance.leg.drop_deg(angle.obliquity_deg - level.offset_deg)
    return Still(stance, reason, feet.sure, mid_stance, drop_deg, sigma_deg)


def _believed(feet: FeetTold) -> Stance:
    stance = feet.likeliest
    near_middle = stance.leg is None or feet.mid >= MIN_MID_REL
    return stance if feet.sure >= SURE_REL and near_middle else Stance.UNKNOWN


def _why_not(pose: Pose, stance: Stance, sigma_deg: float | None, level: StillLevel) -> StillReason:
    without_leg = {
        Stance.FLIGHT: StillReason.FLIGHT,
        Stance.DOUBLE: StillReason.BOTH_FEET,
        Stance.UNKNOWN: StillReason.STANCE_UNSURE,
    }
    if stance in without_leg:
        return without_leg[stance]
    if sigma_deg is None:
        return StillReason.NO_ANGLE
    if level.by is StillLevelBy.NONE and abs(lean_deg(pose)) > MAX_LEAN_DEG:
        return StillReason.LEANS
    return StillReason.VAGUE if sigma_deg > MAX_SIGMA_DEG else StillReason.OK


def _what_hides(pose: Pose) -> StillReason:
    if not all(_seen(pose, hip) for hip in (L.LEFT_HIP, L.RIGHT_HIP)):
        return StillReason.HIPS_HIDDEN
    if not _seen(pose, _lower_ankle(pose)):
        return StillReason.FEET_HIDDEN
    if distance_px(pose, L.LEFT_HIP, L.RIGHT_HIP) < MIN_HIP_WIDTH_PX:
        # Seen from the side hips stand near each other, however large the picture.
        return StillReason.SIDE_ON if _is_tall(pose) else StillReason.TOO_SMALL
    return StillReason.OK


def _is_tall(pose: Pose) -> bool:
    """Tell whether a body of this height would show its hips 20 pixels apart from behind."""
    trunk_px = math.dist(mid_hip_px(pose), _mid_shoulders_px(pose))
    return trunk_px > 4 * MIN_HIP_WIDTH_PX


def _seen(pose: Pose, landmark: L) -> bool:
    x_px, y_px = pose.xy_px[landmark].tolist()
    width_px, height_px = pose.image_size_px
    inside = -_EDGE_PX <= x_px <= width_px + _EDGE_PX and -_EDGE_PX <= y_px <= height_px + _EDGE_PX
    return inside and pose.visibility[landmark] >= MIN_VISIBILITY


def _lower_ankle(pose: Pose) -> L:
    return max((L.LEFT_ANKLE, L.RIGHT_ANKLE), key=lambda ankle: pose.xy_px[ankle][1])


def _mid_shoulders_px(pose: Pose) -> list[float]:
    return ((pose.xy_px[L.LEFT_SHOULDER] + pose.xy_px[L.RIGHT_SHOULDER]) / 2).tolist()


def lean_deg(pose: Pose) -> float:
    """Return how far the shoulders are beside the lower foot, + = to the picture's right."""
    foot = pose.xy_px[_lower_ankle(pose)].tolist()
    shoulders = _mid_shoulders_px(pose)
    return math.degrees(math.atan2(shoulders[0] - foot[0], foot[1] - shoulders[1]))
