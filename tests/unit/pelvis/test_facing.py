"""Chest or back: the pixels where they are sure, else the pose model."""

from __future__ import annotations

import numpy as np
import pytest

from gaitcoach.landmarks import Landmark as L
from gaitcoach.pelvis import facing
from gaitcoach.pelvis.facing import Facing, open_facing
from gaitcoach.types import Frame, Pose, View, Viewpoint

FRAME = Frame(np.zeros((240, 320, 3), np.uint8), 0, 0.0)


def pose(contradicts: bool) -> Pose:
    xy = np.full((33, 2), 100.0)
    xy[[L.LEFT_SHOULDER, L.RIGHT_SHOULDER]] = (80.0, 40.0), (120.0, 40.0)
    xy[[L.LEFT_HIP, L.RIGHT_HIP]] = (85.0, 110.0), (115.0, 110.0)
    return Pose(0.0, 0, xy, np.zeros((33, 3)), np.ones(33), (320, 240), contradicts)


def saying(monkeypatch: pytest.MonkeyPatch, behind_logit: float, view: View) -> Facing:
    told = Facing(Viewpoint(view))
    monkeypatch.setattr(told._net, "behind_logit", lambda crop: behind_logit)
    return told


@pytest.mark.parametrize("view", [View.BEHIND, View.FRONT])
@pytest.mark.parametrize("contradicts", [False, True])
def test_sure_pixels_decide(monkeypatch, view, contradicts):
    """Mutants: the sign flipped; the pose model alone."""
    assert saying(monkeypatch, -5.0, view).shows_chest(FRAME, pose(contradicts)) is True
    assert saying(monkeypatch, 5.0, view).shows_chest(FRAME, pose(contradicts)) is False


@pytest.mark.parametrize(
    ("view", "contradicts", "chest"),
    [
        (View.BEHIND, False, False),
        (View.BEHIND, True, True),
        (View.FRONT, False, True),
        (View.FRONT, True, False),
    ],
)
def test_unsure_pixels_leave_it_to_the_pose_model(monkeypatch, view, contradicts, chest):
    """Mutant: the declared view forgotten."""
    assert saying(monkeypatch, 1.0, view).shows_chest(FRAME, pose(contradicts)) is chest


def test_mirrored_pictures_and_a_lost_network_leave_it_to_the_pose_model(monkeypatch):
    assert open_facing(Viewpoint(View.BEHIND, mirrored=True)) is None
    assert open_facing(Viewpoint(View.BEHIND)) is not None
    monkeypatch.setattr(facing, "MODEL", "models/none.onnx")
    assert open_facing(Viewpoint(View.BEHIND)) is None
