"""Faces in kept pictures."""

from __future__ import annotations

import numpy as np

from gaitcoach.landmarks import Landmark
from gaitcoach.live.faces import FaceBlur
from gaitcoach.types import Frame, Pose


def frame(t_s: float) -> Frame:
    image = np.random.default_rng(0).integers(0, 255, (120, 160, 3), np.uint8)
    return Frame(image, round(t_s * 30), t_s)


def pose() -> Pose:
    xy_px = np.full((33, 2), np.nan)
    xy_px[: Landmark.MOUTH_RIGHT + 1] = (80.0, 40.0)
    return Pose(0.0, 0, xy_px, np.zeros((33, 3)), np.ones(33), (160, 120))


def is_blurred(seen: Frame) -> bool:
    return seen.image_bgr[36:44, 76:84].std() < 40


def test_a_face_is_blurred_in_a_copy_and_where_it_was_last_for_a_while():
    """Mutants: the analysed picture changed; a face shown when it is lost for a moment."""
    blur, first = FaceBlur(), frame(0.0)
    assert blur.push(first, None) is first
    assert is_blurred(blur.push(first, pose()))
    assert not is_blurred(first)
    assert is_blurred(blur.push(frame(1.0), None))
    assert not is_blurred(blur.push(frame(2.5), None))
