"""The hip line against closed forms: sign, both views, mirrored, and pixels that are square."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gaitcoach.landmarks import N_LANDMARKS, Landmark
from gaitcoach.pelvis.estimator import ESTIMATORS
from gaitcoach.types import Frame, Pose, View, Viewpoint

VIEWPOINTS = [Viewpoint(view, mirrored) for view in View for mirrored in (False, True)]


def frame(size_px: tuple[int, int] = (1280, 720)) -> Frame:
    return Frame(np.zeros((size_px[1], size_px[0], 3), np.uint8), 7, 1.5)


def pose(left_px, right_px, size_px: tuple[int, int] = (1280, 720)) -> Pose:
    xy_px = np.full((N_LANDMARKS, 2), np.nan)
    xy_px[Landmark.LEFT_HIP], xy_px[Landmark.RIGHT_HIP] = left_px, right_px
    nothing = np.zeros((N_LANDMARKS, 3))
    return Pose(1.5, 7, xy_px, nothing, np.ones(N_LANDMARKS), size_px)


def hips(
    viewpoint: Viewpoint, tilt_deg: float, width_px: float = 80.0, middle_px=(640.0, 360.0)
) -> Pose:
    """Hips whose LEFT one is higher by `tilt_deg`, where this viewpoint shows them."""
    out = -1.0 if viewpoint.left_is_image_left else 1.0
    tilt = math.radians(tilt_deg)
    reach = np.array([out * math.cos(tilt), -math.sin(tilt)]) * width_px / 2
    return pose(np.array(middle_px) + reach, np.array(middle_px) - reach)


def angle_deg(viewpoint: Viewpoint, seen: Pose) -> float:
    found = ESTIMATORS["hip_line"](viewpoint).estimate(frame(), seen)
    assert found is not None
    return found.obliquity_deg


@pytest.mark.parametrize("viewpoint", VIEWPOINTS, ids=str)
@pytest.mark.parametrize("tilt_deg", [-30.0, -5.0, 0.0, 0.5, 5.0, 40.0])
def test_plus_means_that_the_runners_left_hip_is_higher(viewpoint: Viewpoint, tilt_deg: float):
    assert angle_deg(viewpoint, hips(viewpoint, tilt_deg)) == pytest.approx(tilt_deg, abs=1e-9)


def test_image_left_is_the_runners_left_from_behind_and_right_from_the_front():
    assert Viewpoint(View.BEHIND).left_is_image_left
    assert not Viewpoint(View.FRONT).left_is_image_left
    assert not Viewpoint(View.BEHIND, mirrored=True).left_is_image_left
    assert Viewpoint(View.FRONT, mirrored=True).left_is_image_left


@pytest.mark.parametrize("viewpoint", VIEWPOINTS, ids=str)
@pytest.mark.parametrize("scale", [0.25, 3.0])
def test_neither_scale_nor_place_matters(viewpoint: Viewpoint, scale: float):
    seen = hips(viewpoint, 6.0, width_px=80.0 * scale, middle_px=(100.0, 650.0))
    assert angle_deg(viewpoint, seen) == pytest.approx(6.0, abs=1e-9)


def test_angles_are_measured_in_pixels_not_in_shares_of_the_picture():
    """Mutant: x / width and y / height; at 16:9 it reads 5 degrees as 8.8."""
    behind = Viewpoint()
    right_px = (680.0, 360.0 + 80.0 * math.tan(math.radians(5.0)))
    assert angle_deg(behind, pose((600.0, 360.0), right_px)) == pytest.approx(5.0, abs=1e-9)


@pytest.mark.parametrize("viewpoint", VIEWPOINTS, ids=str)
def test_hips_the_wrong_way_round_give_no_angle(viewpoint: Viewpoint):
    seen = hips(viewpoint, 5.0)
    swapped = pose(seen.xy_px[Landmark.RIGHT_HIP], seen.xy_px[Landmark.LEFT_HIP])
    assert ESTIMATORS["hip_line"](viewpoint).estimate(frame(), swapped) is None


@pytest.mark.parametrize("missing", [Landmark.LEFT_HIP, Landmark.RIGHT_HIP])
def test_a_missing_hip_gives_no_angle(missing: Landmark):
    seen = hips(Viewpoint(), 5.0)
    seen.xy_px[missing] = np.nan
    assert ESTIMATORS["hip_line"](Viewpoint()).estimate(frame(), seen) is None


def test_it_says_when_it_was_how_sure_it_is_and_that_it_is_not_validated():
    estimator = ESTIMATORS["hip_line"](Viewpoint())
    found = estimator.estimate(frame(), hips(Viewpoint(), 5.0))
    assert found is not None
    assert (found.t_s, found.method) == (1.5, "hip_line")
    assert found.sigma_deg > 3.0, "the raw hip line is never as sure as that"
    assert estimator.validated is False
    assert set(ESTIMATORS) >= {"hip_line"}
