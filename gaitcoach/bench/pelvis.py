"""What the pelvis estimators cost a frame, on one core."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

import numpy as np

from gaitcoach.bench.frame_rate import demo_frames
from gaitcoach.landmarks import Landmark as L
from gaitcoach.opencv import cv2
from gaitcoach.pelvis.body_frame import body_frame
from gaitcoach.pelvis.estimator import PelvisEstimator
from gaitcoach.pelvis.learned import Learned
from gaitcoach.pelvis.markers import MarkerLine
from gaitcoach.pose.tracker import PoseTracker
from gaitcoach.types import Frame, Pose, Viewpoint

N_FRAMES, WARM_UP = 150, 20
LARGE = 2.25
"""The demo's 480 lines made 1080."""
STICKER_BGR = (60, 230, 60)
STICKER_TORSOS = 0.04
Seen = list[tuple[Frame, Pose]]


def measure(model: str) -> dict:
    """Return the median milliseconds of an estimate, small and large pictures."""
    small = _seen(model)
    large = [_enlarged(frame, pose) for frame, pose in small]
    before = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        return {
            "learned_ms": {size: _learned_ms(seen) for size, seen in _sizes(small, large)},
            "markers_ms": {size: _markers_ms(seen) for size, seen in _sizes(small, large)},
        }
    finally:
        cv2.setNumThreads(before)


def _sizes(small: Seen, large: Seen) -> list[tuple[str, Seen]]:
    return [("640x480", small), ("1440x1080", large)]


def _seen(model: str) -> Seen:
    tracker = PoseTracker(model, Viewpoint())
    tracked = [(frame, tracker.track(frame)) for frame in demo_frames(N_FRAMES)]
    tracker.close()
    return [(frame, pose) for frame, pose in tracked if pose is not None]


def _enlarged(frame: Frame, pose: Pose) -> tuple[Frame, Pose]:
    image = cv2.resize(frame.image_bgr, None, fx=LARGE, fy=LARGE)
    size_px = image.shape[1], image.shape[0]
    return (
        replace(frame, image_bgr=image),
        replace(pose, xy_px=pose.xy_px * LARGE, image_size_px=size_px),
    )


def _learned_ms(seen: Seen) -> float:
    return _estimate_ms(Learned(Viewpoint()), seen)


def _markers_ms(seen: Seen) -> float:
    """Follow two discs painted where the pose model has the hips."""
    painted = [(_with_stickers(frame, pose), pose) for frame, pose in seen]
    markers = MarkerLine(Viewpoint())
    first, pose = painted[0]
    markers.place(first, *_hips_px(pose), pose)
    return _estimate_ms(markers, painted)


def _estimate_ms(pelvis: PelvisEstimator, seen: Sequence[tuple[Frame, Pose]]) -> float:
    times_ms = []
    for frame, pose in seen:
        start_s = time.perf_counter()
        pelvis.estimate(frame, pose)
        times_ms.append(1000.0 * (time.perf_counter() - start_s))
    return round(median(times_ms[WARM_UP:]), 2)


def _hips_px(pose: Pose) -> np.ndarray:
    return pose.xy_px[[L.LEFT_HIP, L.RIGHT_HIP]]


def _with_stickers(frame: Frame, pose: Pose) -> Frame:
    body = body_frame(pose)
    image = frame.image_bgr.copy()
    if body is not None:
        radius_px = max(2, round(STICKER_TORSOS * body.torso_px))
        for x, y in _hips_px(pose):
            cv2.circle(image, (round(x), round(y)), radius_px, STICKER_BGR, -1, cv2.LINE_AA)
    return replace(frame, image_bgr=image)
