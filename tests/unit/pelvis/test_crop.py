"""The crop against pictures whose pelvis lies where we drew it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from gaitcoach.landmarks import N_LANDMARKS, Landmark
from gaitcoach.pelvis.crop import SIDE_TORSOS, Crop, CropFinder, cut
from gaitcoach.types import Pose, View, Viewpoint

OUT_PX = 96
MIDDLE_PX = np.array([300.0, 260.0])
TORSO_PX = 120.0


def turned(vector, degrees: float) -> np.ndarray:
    """Turn a picture vector so that what lies on the picture's left goes up."""
    angle = np.radians(degrees)
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, -s], [s, c]]) @ np.asarray(vector, float)


def body(
    turn_deg: float = 0.0, viewpoint: Viewpoint | None = None, t_s: float = 0.0, scale: float = 1.0
) -> Pose:
    """A body whose picture-left side is `turn_deg` higher."""
    viewpoint = viewpoint or Viewpoint()
    xy_px = np.full((N_LANDMARKS, 2), np.nan)
    torso_px = TORSO_PX * scale
    hips = [MIDDLE_PX + turned([x * 0.45 * torso_px / 2, 0], turn_deg) for x in (-1, 1)]
    shoulders = [MIDDLE_PX + turned([x * torso_px / 3, -torso_px], turn_deg) for x in (-1, 1)]
    if not viewpoint.left_is_image_left:
        hips, shoulders = hips[::-1], shoulders[::-1]
    xy_px[Landmark.LEFT_HIP], xy_px[Landmark.RIGHT_HIP] = hips
    xy_px[Landmark.LEFT_SHOULDER], xy_px[Landmark.RIGHT_SHOULDER] = shoulders
    nothing = np.zeros((N_LANDMARKS, 3))
    return Pose(t_s, 0, xy_px, nothing, np.ones(N_LANDMARKS), (640, 480))


def line_picture(turn_deg: float, scale: float = 1.0) -> np.ndarray:
    """A bright bar through the pelvis, its picture-left end `turn_deg` higher."""
    picture = np.zeros((round(480 * scale), round(640 * scale), 3), np.uint8)
    ends = [
        tuple(np.rint((MIDDLE_PX * scale + turned([x * 60 * scale, 0], turn_deg)) * 16))
        for x in (-1, 1)
    ]
    points = [tuple(int(v) for v in end) for end in ends]
    cv2.line(picture, *points, (255, 255, 255), max(1, round(12 * scale)), cv2.LINE_AA, 4)
    return picture


def bar(crop: np.ndarray) -> tuple[float, float, float]:
    """Return centre x, y and turn_deg of the bar in a crop."""
    weight = crop[..., 0].astype(float)
    y, x = np.mgrid[: len(crop), : len(crop)]
    cx, cy = (weight * x).sum() / weight.sum(), (weight * y).sum() / weight.sum()
    xx, yy = (weight * (x - cx) ** 2).sum(), (weight * (y - cy) ** 2).sum()
    xy = (weight * (x - cx) * (y - cy)).sum()
    return cx, cy, np.degrees(0.5 * np.arctan2(2 * xy, xx - yy))


@pytest.mark.parametrize("viewpoint", [Viewpoint(v, m) for v in View for m in (False, True)])
@pytest.mark.parametrize("turn_deg", [-50.0, -7.0, 0.0, 7.0, 50.0])
def test_the_crop_turns_with_the_body(viewpoint: Viewpoint, turn_deg: float):
    crop = CropFinder(viewpoint).find(body(turn_deg, viewpoint))
    assert crop is not None
    assert crop.turn_deg == pytest.approx(turn_deg, abs=1e-6)
    assert crop.centre_px == pytest.approx(tuple(MIDDLE_PX))
    assert crop.side_px == pytest.approx(SIDE_TORSOS * TORSO_PX)


@pytest.mark.parametrize("bar_deg", [-20.0, 0.0, 9.0])
@pytest.mark.parametrize("turn_deg", [-30.0, 0.0, 12.0])
def test_what_is_turned_back_reads_the_rest(bar_deg: float, turn_deg: float):
    crop = cut(line_picture(bar_deg), Crop(tuple(MIDDLE_PX), 168.0, turn_deg), OUT_PX)
    x, y, seen_deg = bar(crop)
    assert seen_deg == pytest.approx(bar_deg - turn_deg, abs=0.3)
    assert (x, y) == pytest.approx(((OUT_PX - 1) / 2,) * 2, abs=0.3)


@pytest.mark.parametrize("scale", [0.5, 1.0, 2.0, 3.0, 6.75])
def test_the_size_of_the_picture_moves_neither_centre_nor_angle(scale: float):
    crop = Crop(tuple(MIDDLE_PX * scale), 168.0 * scale, 5.0)
    x, y, seen_deg = bar(cut(line_picture(12.0, scale), crop, OUT_PX))
    assert seen_deg == pytest.approx(7.0, abs=0.4)
    # The drawn bar's own rounding is up to half a pixel of the picture.
    assert (x, y) == pytest.approx(((OUT_PX - 1) / 2,) * 2, abs=0.5)


def test_one_wrong_torso_does_not_change_the_size():
    finder = CropFinder(Viewpoint())
    for i in range(10):
        finder.find(body(t_s=i / 30))
    crop = finder.find(body(t_s=10 / 30, scale=1.6))
    assert crop is not None
    assert crop.side_px == pytest.approx(SIDE_TORSOS * TORSO_PX)


def test_the_size_follows_a_runner_who_comes_nearer():
    finder = CropFinder(Viewpoint())
    crops = [finder.find(body(t_s=i / 30, scale=1.0 if i < 30 else 1.5)) for i in range(90)]
    assert crops[-1] is not None
    assert crops[-1].side_px == pytest.approx(1.5 * SIDE_TORSOS * TORSO_PX)


@pytest.mark.parametrize("missing", [Landmark.LEFT_HIP, Landmark.RIGHT_SHOULDER])
def test_without_hips_or_shoulders_there_is_no_crop(missing: Landmark):
    pose = body()
    pose.xy_px[missing] = np.nan
    assert CropFinder(Viewpoint()).find(pose) is None


def test_a_crop_beyond_the_picture_is_filled_from_its_edge():
    picture = np.full((100, 100, 3), 200, np.uint8)
    crop = cut(picture, Crop((0.0, 0.0), 300.0, 20.0), OUT_PX)
    assert crop.shape == (OUT_PX, OUT_PX, 3)
    assert (crop == 200).all()
