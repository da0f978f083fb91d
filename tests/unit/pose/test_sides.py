"""Left and right are the runner's own, whatever the pose model took them for."""

from __future__ import annotations

import numpy as np
import pytest

from gaitcoach.landmarks import N_LANDMARKS, SKELETON, SWAPPED_SIDES, Landmark
from gaitcoach.pose.sides import with_runners_sides
from gaitcoach.types import Pose, View, Viewpoint

JOINTS = ("SHOULDER", "HIP", "KNEE", "ANKLE")


def as_the_model_sees(labels_like: View) -> Pose:
    """Return a body whose labels are those of a back (left on image left) or of a chest.

    Every landmark remembers in its world x whether it lies on image left (-1) or image right (+1).
    """
    xy_px = np.full((N_LANDMARKS, 2), 320.0)
    world_m = np.zeros((N_LANDMARKS, 3))
    visibility = np.full(N_LANDMARKS, 0.5)
    for side, out in (("LEFT", -1.0), ("RIGHT", 1.0)):
        where = out if labels_like is View.BEHIND else -out
        for joint in JOINTS:
            landmark = Landmark[f"{side}_{joint}"]
            xy_px[landmark, 0] = 320.0 + 30.0 * where
            world_m[landmark, 0] = where
            visibility[landmark] = 0.9 if where < 0 else 0.6
    return Pose(1.0, 3, xy_px, world_m, visibility, (640, 480))


@pytest.mark.parametrize("view", list(View))
@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("labels_like", list(View))
def test_the_declared_view_decides(view: View, mirrored: bool, labels_like: View):
    # GIVEN a camera, and a model that believes to see a back or a chest
    viewpoint = Viewpoint(view, mirrored)
    # WHEN the labels are set right
    pose = with_runners_sides(as_the_model_sees(labels_like), viewpoint)
    # THEN the left joints lie where this viewpoint shows the runner's left
    wanted = -1.0 if viewpoint.left_is_image_left else 1.0
    for joint in JOINTS:
        left = Landmark[f"LEFT_{joint}"]
        assert np.sign(pose.xy_px[left, 0] - 320.0) == wanted
        assert pose.world_m[left, 0] == wanted
        assert pose.visibility[left] == (0.9 if wanted < 0 else 0.6)

    # AND the model's mistake is told
    assert pose.sides_contradict_view == (labels_like is not view)


def test_the_result_cannot_be_changed_and_the_input_was_not():
    seen = as_the_model_sees(View.FRONT)
    before = seen.xy_px.copy()
    pose = with_runners_sides(seen, Viewpoint(View.BEHIND))
    assert not pose.xy_px.flags.writeable
    assert np.array_equal(seen.xy_px, before)
    assert (pose.t_s, pose.frame_index, pose.image_size_px) == (1.0, 3, (640, 480))


def test_every_landmark_has_its_twin():
    assert np.array_equal(SWAPPED_SIDES[SWAPPED_SIDES], np.arange(N_LANDMARKS))
    assert SWAPPED_SIDES[Landmark.LEFT_HEEL] == Landmark.RIGHT_HEEL
    assert SWAPPED_SIDES[Landmark.MOUTH_LEFT] == Landmark.MOUTH_RIGHT
    assert [i for i in Landmark if SWAPPED_SIDES[i] == i] == [Landmark.NOSE]


def test_the_skeleton_is_alike_on_both_sides():
    twins = {frozenset(int(SWAPPED_SIDES[end]) for end in bone) for bone in SKELETON}
    assert twins == {frozenset(int(end) for end in bone) for bone in SKELETON}
