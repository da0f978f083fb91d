"""Whether the body is seen as a drill needs it: whole, alone, and from the right place."""

from __future__ import annotations

import math
from collections import deque

import numpy as np

from gaitcoach.drills.body import MIN_VISIBILITY
from gaitcoach.drills.definitions import Place
from gaitcoach.gait.legs import yaw_deg
from gaitcoach.gait.quality import FrameQuality, SpokenQuality
from gaitcoach.landmarks import Landmark as L
from gaitcoach.types import GaitSample, Pose, Quality, Side, Viewpoint

SIDE_YAW_DEG = 55.0
"""From here on a body is seen sideways; between 25 and this, from neither place well."""
LYING_DEG = 50.0
"""A trunk further from upright lies: in a bridge it is 70 or more from it. Whoever stands sideways
beside the mat has straight hips, too, and holds no bridge."""
YAW_WINDOW_S = 1.0
COUNTS_ALL_THE_SAME = (
    Quality.OK, Quality.NO_ANGLE, Quality.LOW_FPS, Quality.TOO_SMALL, Quality.LABELS_SWAPPED,
)  # fmt: skip
"""The legs are seen well enough to count; the pelvis may not be."""
EDGE_REL = 0.05
"""An ankle so far outside the picture, the foot half in it, is still placed truly."""
_HIPS = [L.LEFT_HIP, L.RIGHT_HIP]
_TRUNK = [L.LEFT_SHOULDER, L.RIGHT_SHOULDER, *_HIPS]
_SIDE_JOINTS = ("SHOULDER", "HIP", "KNEE")


class PlaceWatch:
    """push(sample) -> why this frame cannot be used, or OK; `said` is what to say about it."""

    def __init__(self, place: Place, viewpoint: Viewpoint) -> None:
        self._place, self._lies = place, viewpoint.lies_on is not None
        self._quality = FrameQuality(viewpoint.view)
        self._spoken = SpokenQuality()
        self._yaws: deque[tuple[float, float]] = deque()
        self.said = Quality.OK

    def push(self, sample: GaitSample) -> Quality:
        """Take one frame."""
        sideways = self._place is Place.SIDE
        reason = self._seen_sideways(sample) if sideways else self._seen_standing(sample)
        if reason in COUNTS_ALL_THE_SAME or (
            reason is Quality.ANKLES_HIDDEN and _feet_nearly_in(sample.pose)
        ):
            reason = Quality.OK
        self.said = self._spoken.push(sample.t_s, reason)
        return reason

    def _seen_standing(self, sample: GaitSample) -> Quality:
        reason = self._quality.push(sample)
        lies = sample.pose is not None and trunk_deg(sample.pose) > LYING_DEG
        if lies and sample.n_people <= 1:
            return Quality.LYING
        return self._rolled(sample) if self._lies and reason is Quality.SIDE_ON else reason

    def _rolled(self, sample: GaitSample) -> Quality:
        """Who lies rolls forward or back: that spoils a pelvis's angle, a leg's hardly."""
        assert sample.pose is not None
        return Quality.OK if yaw_deg(sample.pose) < SIDE_YAW_DEG else Quality.SIDE_ON

    def _seen_sideways(self, sample: GaitSample) -> Quality:
        if sample.n_people > 1:
            return Quality.TWO_PEOPLE
        if sample.pose is None:
            return Quality.NOBODY
        if not any(_whole(sample.pose, side) for side in Side):
            return Quality.HIPS_HIDDEN
        self._yaws.append((sample.t_s, yaw_deg(sample.pose)))
        while self._yaws[0][0] < sample.t_s - YAW_WINDOW_S:
            self._yaws.popleft()
        turned_deg = float(np.median([deg for _, deg in self._yaws]))
        if turned_deg < SIDE_YAW_DEG:
            return Quality.NOT_SIDE_ON
        return Quality.OK if trunk_deg(sample.pose) > LYING_DEG else Quality.UPRIGHT


def _feet_nearly_in(pose: Pose | None) -> bool:
    """Tell whether feet at the picture's edge are still seen well enough to count."""
    if pose is None:
        return False
    ankles = [L.LEFT_ANKLE, L.RIGHT_ANKLE]
    size_px = np.array(pose.image_size_px)
    out_rel = np.maximum(-pose.xy_px[ankles], pose.xy_px[ankles] - size_px) / size_px
    return bool((pose.visibility[ankles] >= MIN_VISIBILITY).all() and out_rel.max() <= EDGE_REL)


def trunk_deg(pose: Pose) -> float:
    """Return how far the trunk is from upright in the picture, 0 to 180."""
    across, down = trunk_across_down(pose)
    return math.degrees(math.atan2(abs(across), -down))


def trunk_is_seen(pose: Pose) -> bool:
    """Return whether both shoulders and both hips are."""
    return bool((pose.visibility[_TRUNK] >= MIN_VISIBILITY).all())


def trunk_across_down(pose: Pose) -> tuple[float, float]:
    """Return the way from the hips to the shoulders in the picture, pixels."""
    left, right = L.LEFT_SHOULDER, L.RIGHT_SHOULDER
    across, down = pose.xy_px[[left, right]].mean(axis=0) - pose.xy_px[_HIPS].mean(axis=0)
    return float(across), float(down)


def _whole(pose: Pose, side: Side) -> bool:
    """Tell whether one side is seen from shoulder to knee."""
    joints = [L[f"{side.name}_{joint}"] for joint in _SIDE_JOINTS]
    return bool((pose.visibility[joints] >= MIN_VISIBILITY).all())
