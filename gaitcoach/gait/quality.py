"""Every "cannot tell": what one frame lacks, and what to say over time."""

from __future__ import annotations

import math
from collections import Counter, deque

from gaitcoach.gait.legs import distance_px
from gaitcoach.gait.rolling import MovingSums
from gaitcoach.landmarks import Landmark as L
from gaitcoach.types import GaitSample, Pose, Quality, View

MIN_HIP_WIDTH_PX = 20.0
"""Hips closer together than this: a pixel of error is 3 degrees."""
MAX_YAW_DEG = 25.0
"""Seen further from the side, the pelvis turns in and out of the picture."""
FRONT_YAW_GAIN = 0.75
"""From the front the pose model tells three quarters of the true yaw (48 clips, sd 4 degrees).

From behind it tells some 1.17 of it (135 clips, sd 5 degrees). That is left: the gate then closes
at about 21 degrees, and a camera at 35 is not taken for one at 25.
"""
YAW_WINDOW_S = 2.0
YAW_SETTLE_S = 0.5
"""Before this much was seen the pelvis's own turning would pass for a camera at the side."""
SIZE_WINDOW_S = 1.0
"""Hips come nearer to each other as the pelvis turns in each step: their mean distance counts."""
MIN_VISIBILITY = 0.5
MIN_FPS = 20.0
FPS_WINDOW_S = 2.0
MAX_GAP_S = 0.1
"""A longer gap between good frames spoils the steps it touches."""
SWAP_WINDOW_S = 2.0
MAX_SWAPPED_REL = 0.5
SAY_WINDOW_S = 1.0
"""A reason is shown when it held for most of this long, so that the screen stays calm."""
SAY_MOVED_S = 4.0
"""That the camera moved is known in one frame; so long it is said, time enough to read it."""
_EDGE_PX = 2.0


class FrameQuality:
    """Judges frames one by one. push(sample) -> the reason why this frame cannot be used."""

    def __init__(self, view: View = View.BEHIND) -> None:
        self._max_yaw_deg = MAX_YAW_DEG * (FRONT_YAW_GAIN if view is View.FRONT else 1.0)
        self.reset()

    def reset(self) -> None:
        """Forget the last seconds."""
        self._times_s: deque[float] = deque()
        self._axis = MovingSums(2, YAW_WINDOW_S)
        self._hips_px = MovingSums(1, SIZE_WINDOW_S)
        self._swapped = MovingSums(1, SWAP_WINDOW_S)

    def push(self, sample: GaitSample) -> Quality:
        self._times_s.append(sample.t_s)
        _forget(self._times_s, sample.t_s - FPS_WINDOW_S)
        if sample.camera_moved:
            return Quality.CAMERA_MOVED
        if sample.n_people > 1:
            return Quality.TWO_PEOPLE
        if sample.pose is None:
            return Quality.NOBODY
        return self._judge(sample, sample.pose)

    def _judge(self, sample: GaitSample, pose: Pose) -> Quality:
        if not _seen(pose, (L.LEFT_HIP, L.RIGHT_HIP)):
            return Quality.HIPS_HIDDEN
        if not _lower_foot_seen(pose):
            return Quality.ANKLES_HIDDEN
        if self._hip_width_px(pose) < MIN_HIP_WIDTH_PX:
            return Quality.TOO_SMALL
        if self._often_swapped(pose):
            return Quality.LABELS_SWAPPED
        if abs(self._yaw_deg(pose)) > self._max_yaw_deg:
            return Quality.SIDE_ON
        if sample.angle is None:
            return Quality.NO_ANGLE
        return Quality.LOW_FPS if self._slow() else Quality.OK

    def _hip_width_px(self, pose: Pose) -> float:
        (sum_px,) = self._hips_px.push(pose.t_s, distance_px(pose, L.LEFT_HIP, L.RIGHT_HIP))
        return sum_px / len(self._hips_px)

    def _often_swapped(self, pose: Pose) -> bool:
        (swapped,) = self._swapped.push(pose.t_s, float(pose.sides_contradict_view))
        return swapped > MAX_SWAPPED_REL * len(self._swapped)

    def _yaw_deg(self, pose: Pose) -> float:
        world = pose.world_m
        right = world[L.RIGHT_HIP] + world[L.RIGHT_SHOULDER]
        width_m, _, depth_m = (right - world[L.LEFT_HIP] - world[L.LEFT_SHOULDER]).tolist()
        forward_m = math.copysign(depth_m, width_m * depth_m)
        wide_m, deep_m = self._axis.push(pose.t_s, abs(width_m), forward_m)
        if self._axis.span_s < YAW_SETTLE_S:
            return 0.0
        return math.degrees(math.atan2(deep_m, wide_m))

    def _slow(self) -> bool:
        span_s = self._times_s[-1] - self._times_s[0]
        return span_s > 0.5 * FPS_WINDOW_S and (len(self._times_s) - 1) / span_s < MIN_FPS


class SpokenQuality:
    """What to show: the reason that held for most of the last second, or a move just seen."""

    def __init__(self) -> None:
        self._moved_until_s = -math.inf
        self._recent: deque[tuple[float, Quality]] = deque()
        self._counts: Counter[Quality] = Counter()

    def push(self, t_s: float, frame_quality: Quality) -> Quality:
        if frame_quality is Quality.CAMERA_MOVED:
            self._moved_until_s = t_s + SAY_MOVED_S
        lasting = self._lasting(t_s, frame_quality)
        told = t_s < self._moved_until_s and lasting in (Quality.OK, Quality.CAMERA_MOVED)
        return Quality.CAMERA_MOVED if told else lasting

    def _lasting(self, t_s: float, frame_quality: Quality) -> Quality:
        self._recent.append((t_s, frame_quality))
        self._counts[frame_quality] += 1
        while self._recent[0][0] < t_s - SAY_WINDOW_S:
            self._counts[self._recent.popleft()[1]] -= 1
        reason = max(self._counts, key=self._counts.__getitem__)
        return reason if 2 * self._counts[reason] > len(self._recent) else frame_quality


def _inside(pose: Pose, landmark: L) -> bool:
    x_px, y_px = pose.xy_px[landmark].tolist()
    width_px, height_px = pose.image_size_px
    return -_EDGE_PX <= x_px <= width_px + _EDGE_PX and -_EDGE_PX <= y_px <= height_px + _EDGE_PX


def _seen(pose: Pose, landmarks: tuple[L, ...]) -> bool:
    return all(
        pose.visibility[landmark] >= MIN_VISIBILITY and _inside(pose, landmark)
        for landmark in landmarks
    )


def _lower_foot_seen(pose: Pose) -> bool:
    lower = max((L.LEFT_ANKLE, L.RIGHT_ANKLE), key=lambda ankle: pose.xy_px[ankle][1])
    return _seen(pose, (lower,))


def _forget(times_s: deque[float], before_s: float) -> None:
    while times_s and times_s[0] < before_s:
        times_s.popleft()
