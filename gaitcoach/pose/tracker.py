"""MediaPipe's pose landmarker behind a small class: one person, frame after frame."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

import numpy as np

from gaitcoach.errors import GaitCoachError, ModelError
from gaitcoach.landmarks import N_LANDMARKS
from gaitcoach.language import tr
from gaitcoach.opencv import cv2
from gaitcoach.pose.shield import raise_shield
from gaitcoach.pose.sides import with_runners_sides
from gaitcoach.pose.turns import turned_pose
from gaitcoach.resources import asset_path
from gaitcoach.types import Frame, Pose, Viewpoint


class PoseEstimator(Protocol):
    """Finds one body per frame."""

    def track(self, frame: Frame) -> Pose | None:
        """Return the runner's pose, or None when nobody is found. Frames in order of time."""
        ...

    def close(self) -> None:
        """Free the model."""
        ...


class PoseTracker:
    """Tracks one person through consecutive frames (MediaPipe VIDEO mode).

    Parameters
    ----------
    model : "lite" or "full"
    viewpoint : decides which side is the runner's left; may change between frames

    Raises
    ------
    ModelError
        The model file is missing or cannot be loaded.
    """

    def __init__(self, model: str, viewpoint: Viewpoint) -> None:
        self.viewpoint = viewpoint
        self._landmarker = make_landmarker(model, "VIDEO")
        self._last_ms = -1

    def track(self, frame: Frame) -> Pose | None:
        """Return the pose, turned upright where the viewpoint says that the body lies."""
        pose = self.find(frame)
        if pose is None:
            return None
        return with_runners_sides(turned_pose(pose, self.viewpoint.turn), self.viewpoint)

    def find(self, frame: Frame) -> Pose | None:
        """Return the pose with left and right as the model takes them; see `with_runners_sides`."""
        result = self.detect(cv2.cvtColor(frame.image_bgr, cv2.COLOR_BGR2RGB), frame.t_s)
        poses = poses_of(result, frame.size_px, frame.t_s, frame.index)
        return poses[0] if poses else None

    def detect(self, image_rgb: np.ndarray, t_s: float) -> Any:
        """Run the bare model on one (H, W, 3) RGB picture; return MediaPipe's own result."""
        # The model wants whole, strictly growing milliseconds.
        self._last_ms = max(self._last_ms + 1, int(t_s * 1000))
        return self._landmarker.detect_for_video(as_picture(image_rgb), self._last_ms)

    def close(self) -> None:
        self._landmarker.close()


def model_path(model: str) -> Path:
    """Return the file of a pose model; raises `ModelError` when it is missing."""
    try:
        return asset_path(f"models/pose_landmarker_{model}.task")
    except GaitCoachError as error:
        raise ModelError(
            tr("The pose model '{model}' is missing.", model=model), error.todo
        ) from error


def make_landmarker(model: str, mode: str, most_people: int = 1) -> Any:
    """Load a model; mode is MediaPipe's "VIDEO" or "IMAGE".

    One person only, but in stills: asking for two makes the detector run on every frame until it
    has both.
    """
    path = model_path(model)
    raise_shield()
    from mediapipe.tasks.python import BaseOptions, vision

    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_buffer=path.read_bytes()),
        running_mode=vision.RunningMode[mode],
        num_poses=most_people,
    )
    try:
        return vision.PoseLandmarker.create_from_options(options)
    except (RuntimeError, ValueError) as error:
        raise ModelError(
            tr("The pose model {name} cannot be loaded.", name=path.name),
            tr("Install gaitcoach again: pip install --force-reinstall gaitcoach."),
        ) from error


def as_picture(image_rgb: np.ndarray) -> Any:
    """Return an RGB array as MediaPipe wants it."""
    import mediapipe as mp

    return mp.Image(image_format=mp.ImageFormat.SRGB, data=image_rgb)


def poses_of(
    result: Any, size_px: tuple[int, int], t_s: float = 0.0, frame_index: int = 0
) -> list[Pose]:
    """Return MediaPipe's result as poses, with the model's own left and right."""
    bodies = zip(result.pose_landmarks, result.pose_world_landmarks, strict=True)
    return [_pose(points, world, size_px, t_s, frame_index) for points, world in bodies]


def _pose(points: Any, world: Any, size_px: tuple[int, int], t_s: float, frame_index: int) -> Pose:
    width_px, height_px = size_px
    xy_px = np.array([(p.x * width_px, p.y * height_px) for p in points])
    world_m = np.array([(p.x, p.y, p.z) for p in world])
    visibility = np.array([p.visibility for p in points])
    assert xy_px.shape == (N_LANDMARKS, 2), "the pose model changed its landmarks"
    for values in (xy_px, world_m, visibility):
        values.flags.writeable = False
    return Pose(t_s, frame_index, xy_px, world_m, visibility, size_px)
