"""The tracker on real pictures with known hips, and what it says without its model."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from demo import demo_frames, demo_poses, flipped, relabelled, true_points_px

from gaitcoach.errors import GaitCoachError, ModelError
from gaitcoach.landmarks import Landmark
from gaitcoach.pose import tracker
from gaitcoach.pose.tracker import PoseTracker, model_path
from gaitcoach.types import Viewpoint

MAX_HIP_ERROR_REL = 0.10
"""Of the torso's length; seen on these frames: 0.065 left, 0.054 right."""
MAX_ANKLE_ERROR_REL = 0.15
"""Of the torso's length; seen: 0.11."""


def median_error_rel(landmark: Landmark, truth: str) -> float:
    """Return how far a landmark lies from its true place, in torso lengths."""
    poses = [pose for pose in demo_poses() if pose is not None]
    xy_px = np.array([pose.xy_px for pose in poses])
    wanted_px = true_points_px()[truth][[pose.frame_index for pose in poses]]
    trunk_px = xy_px[:, [Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]].mean(1) - xy_px[
        :, [Landmark.LEFT_HIP, Landmark.RIGHT_HIP]
    ].mean(1)
    errors_px = np.linalg.norm(xy_px[:, landmark] - wanted_px, axis=1)
    return float(np.median(errors_px / np.linalg.norm(trunk_px, axis=1)))


def test_the_runner_is_found_in_every_frame_and_in_order():
    poses = demo_poses()
    assert all(pose is not None for pose in poses)
    assert [pose.frame_index for pose in poses if pose] == list(range(len(poses)))
    assert [pose.t_s for pose in poses if pose] == [frame.t_s for frame in demo_frames()]


def test_hips_are_where_they_are_in_pixels():
    """Mutants: shares of the picture instead of pixels; left and right exchanged."""
    assert median_error_rel(Landmark.LEFT_HIP, "hip_l_px") < MAX_HIP_ERROR_REL
    assert median_error_rel(Landmark.RIGHT_HIP, "hip_r_px") < MAX_HIP_ERROR_REL
    assert median_error_rel(Landmark.LEFT_HIP, "hip_r_px") > 3 * MAX_HIP_ERROR_REL


def test_ankles_are_the_runners_own_left_and_right():
    assert median_error_rel(Landmark.LEFT_ANKLE, "ankle_l_px") < MAX_ANKLE_ERROR_REL
    assert median_error_rel(Landmark.RIGHT_ANKLE, "ankle_r_px") < MAX_ANKLE_ERROR_REL


def test_what_a_pose_holds_cannot_be_changed():
    pose = demo_poses()[0]
    assert pose is not None
    for values in (pose.xy_px, pose.world_m, pose.visibility):
        with pytest.raises(ValueError, match="read-only"):
            values[0] = 0.0
    assert (pose.xy_px.shape, pose.world_m.shape) == ((33, 2), (33, 3))
    assert ((pose.visibility >= 0) & (pose.visibility <= 1)).all()


def test_a_tracker_told_of_a_mirror_exchanges_the_labels():
    mirror = PoseTracker("full", Viewpoint(mirrored=True))
    try:
        for frame in demo_frames(3):
            told = mirror.track(flipped(frame))
            (untold,) = relabelled(demo_poses(mirrored=True)[frame.index : frame.index + 1])
            assert told is not None
            assert untold is not None
            assert np.allclose(told.xy_px, untold.xy_px, atol=1e-3)
            assert np.allclose(told.world_m, untold.world_m, atol=1e-5)
            assert not told.sides_contradict_view
    finally:
        mirror.close()


def test_nobody_in_a_black_picture():
    (frame,) = demo_frames(1)
    pose_tracker = PoseTracker("lite", Viewpoint())
    try:
        assert pose_tracker.track(replace(frame, image_bgr=frame.image_bgr * 0)) is None
    finally:
        pose_tracker.close()


class StampKeeper:
    """Stands in for the landmarker: keeps the stamps, sees nobody."""

    def __init__(self) -> None:
        self.stamps_ms: list[int] = []

    def detect_for_video(self, _picture: object, stamp_ms: int) -> SimpleNamespace:
        self.stamps_ms.append(stamp_ms)
        return SimpleNamespace(pose_landmarks=[], pose_world_landmarks=[])


def test_stamps_grow_strictly_even_when_frames_share_one(monkeypatch: pytest.MonkeyPatch):
    # GIVEN frames with equal, sub-millisecond and backward stamps
    keeper = StampKeeper()
    monkeypatch.setattr(tracker, "make_landmarker", lambda *args, **kwargs: keeper)
    (frame,) = demo_frames(1)
    pose_tracker = PoseTracker("full", Viewpoint())
    # WHEN they are tracked
    for t_s in (0.0, 0.0, 0.0004, 0.040, 0.039, 0.1):
        assert pose_tracker.track(replace(frame, t_s=t_s)) is None
    # THEN the model, which refuses anything else, gets growing whole milliseconds
    assert keeper.stamps_ms == [0, 1, 2, 40, 41, 100]


def no_assets(name: str) -> None:
    raise GaitCoachError(f"assets/{name} is missing.", "Install gaitcoach again.")


def test_a_missing_model_is_an_error_with_a_way_out(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tracker, "asset_path", no_assets)
    with pytest.raises(ModelError, match="missing") as caught:
        PoseTracker("full", Viewpoint())
    assert caught.value.todo == "Install gaitcoach again."


def test_a_broken_model_is_an_error_with_a_way_out(monkeypatch: pytest.MonkeyPatch, tmp_path):
    broken = tmp_path / "pose_landmarker_full.task"
    broken.write_bytes(b"not a model")
    monkeypatch.setattr(tracker, "asset_path", lambda name: broken)
    with pytest.raises(ModelError, match="cannot be loaded") as caught:
        PoseTracker("full", Viewpoint())
    assert "Install gaitcoach again" in caught.value.todo


@pytest.mark.parametrize("model", ["lite", "full"])
def test_both_models_are_shipped(model: str):
    assert model_path(model).stat().st_size > 1_000_000
