"""The first seconds of the demo clip, decoded and posed once for all tests that need them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice

import numpy as np

from gaitcoach.capture.source import parse_source
from gaitcoach.landmarks import SWAPPED_SIDES
from gaitcoach.live.replay import frames_of
from gaitcoach.pose.tracker import PoseTracker
from gaitcoach.resources import asset_path
from gaitcoach.types import Frame, GaitSample, PelvisAngle, Pose, Viewpoint
from gaitcoach.validation.truth import Truth, load_truth

N_FRAMES = 210
"""7 s at 30 fps: about 9 steps a side."""
TRUE_SIGMA_DEG = 0.5
FPS = 30.0
_TRUTH = "demo/demo_run.json"


def demo_frames(n_frames: int = N_FRAMES) -> Iterator[Frame]:
    """Yield frames from the start of the clip."""
    return islice(frames_of(parse_source("demo")), n_frames)


def flipped(frame: Frame) -> Frame:
    """Return the frame as a mirror shows it."""
    return replace(frame, image_bgr=np.ascontiguousarray(frame.image_bgr[:, ::-1]))


@lru_cache
def demo_poses(*, mirrored: bool = False) -> tuple[Pose | None, ...]:
    """Return the pose of each frame, as the tracker finds it.

    mirrored : of the pixels in a mirror, which the tracker is not told
    """
    tracker = PoseTracker("full", Viewpoint())
    change = flipped if mirrored else lambda frame: frame
    try:
        return tuple(tracker.track(change(frame)) for frame in demo_frames())
    finally:
        tracker.close()


def relabelled(poses: tuple[Pose | None, ...]) -> tuple[Pose | None, ...]:
    """Return the poses with left and right exchanged: what a tracker told of a mirror gives."""
    return tuple(
        pose
        and replace(
            pose,
            xy_px=pose.xy_px[SWAPPED_SIDES],
            world_m=pose.world_m[SWAPPED_SIDES],
            visibility=pose.visibility[SWAPPED_SIDES],
        )
        for pose in poses
    )


@lru_cache
def demo_truth() -> Truth:
    """Return the truth of the first seconds."""
    return load_truth(asset_path(_TRUTH)).cut(N_FRAMES)


@lru_cache
def true_points_px() -> dict[str, np.ndarray]:
    """Return (n, 2) true places of hip, knee and ankle, by the truth file's names."""
    table = json.loads(asset_path(_TRUTH).read_text(encoding="utf-8"))
    return {name: np.array(table[name]) for name in table if name.endswith("_px")}


def demo_samples(
    obliquity_deg: np.ndarray,
    *,
    sigma_deg: float = TRUE_SIGMA_DEG,
    poses: tuple[Pose | None, ...] | None = None,
    late_s: float = 0.0,
) -> list[GaitSample]:
    """What the gait stage would see if this were the pelvis of the demo runner."""
    made = []
    for i, pose in enumerate(demo_poses() if poses is None else poses):
        t_s = i / FPS + late_s
        angle = PelvisAngle(t_s, float(obliquity_deg[i]), sigma_deg, "made")
        made.append(GaitSample(t_s, pose and replace(pose, t_s=t_s), angle))
    return made
