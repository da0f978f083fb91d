"""The pelvis network as shipped: equal to its trainer, fair to both sides, true on the demo."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from gaitcoach.errors import ModelError
from gaitcoach.pelvis.learned import IN_PX, MODEL, Learned, PelvisNet
from gaitcoach.resources import asset_path
from gaitcoach.types import Frame, View, Viewpoint
from tests.unit.pelvis.test_crop import MIDDLE_PX, body

REFERENCE = Path(__file__).parents[2] / "data" / "pelvis_net_reference.npz"


@pytest.fixture(scope="module")
def net() -> PelvisNet:
    return PelvisNet(asset_path(MODEL))


@pytest.fixture(scope="module")
def crops() -> np.ndarray:
    with np.load(REFERENCE) as store:
        return store["crops_bgr"]


def scene(crop_bgr: np.ndarray) -> np.ndarray:
    """A whole picture with the crop's content where `body()` has its pelvis."""
    picture = np.full((480, 640, 3), 128, np.uint8)
    side = 168
    x, y = (int(v - side / 2) for v in MIDDLE_PX)
    picture[y : y + side, x : x + side] = cv2.resize(crop_bgr, (side, side))
    return picture


def test_opencv_says_what_the_trainer_said(net: PelvisNet, crops: np.ndarray):
    with np.load(REFERENCE) as store:
        wanted = store["outputs"]
    found = np.stack([net.outputs(crop) for crop in crops])
    assert np.abs(wanted).max() > 0.5
    np.testing.assert_allclose(found, wanted, atol=1e-3)


def test_the_model_file_is_small():
    assert asset_path(MODEL).stat().st_size < 3e6


def test_a_mirrored_crop_gives_the_opposite_roll(net: PelvisNet, crops: np.ndarray):
    for crop in crops:
        roll_deg, sigma_deg = net.read(crop)
        mirrored_deg, mirrored_sigma_deg = net.read(np.ascontiguousarray(crop[:, ::-1]))
        assert mirrored_deg == pytest.approx(-roll_deg, abs=1e-3)
        assert mirrored_sigma_deg == pytest.approx(sigma_deg, abs=1e-3)


def test_a_mirrored_scene_with_mirrored_view_gives_the_same_obliquity(crops: np.ndarray):
    for crop in crops:
        straight = estimate(Viewpoint(View.BEHIND), scene(crop), 0.0)
        flipped = np.ascontiguousarray(scene(crop)[:, ::-1])
        mirrored = Learned(Viewpoint(View.BEHIND, mirrored=True)).estimate(
            Frame(flipped, 0, 0.0), mirrored_pose()
        )
        assert mirrored is not None
        assert mirrored.obliquity_deg == pytest.approx(straight, abs=0.3)


def mirrored_pose():
    """`body()` as a camera that mirrors would show it: labels stay the runner's."""
    pose = body(0.0)
    pose.xy_px[:, 0] = 639 - pose.xy_px[:, 0]
    return pose


def estimate(viewpoint: Viewpoint, picture: np.ndarray, turn_deg: float) -> float:
    found = Learned(viewpoint).estimate(Frame(picture, 0, 0.0), body(turn_deg, viewpoint))
    assert found is not None
    return found.obliquity_deg


def test_from_the_front_the_sign_turns(crops: np.ndarray):
    for crop in crops:
        behind = estimate(Viewpoint(View.BEHIND), scene(crop), 0.0)
        front = estimate(Viewpoint(View.FRONT), scene(crop), 0.0)
        assert front == pytest.approx(-behind, abs=1e-3)


def test_a_turned_picture_turns_the_answer(crops: np.ndarray):
    for crop in crops:
        before = estimate(Viewpoint(), scene(crop), 0.0)
        for turn_deg in (-25.0, 12.0, 40.0):
            matrix = cv2.getRotationMatrix2D(tuple(MIDDLE_PX), -turn_deg, 1.0)
            turned = cv2.warpAffine(scene(crop), matrix, (640, 480), borderValue=(128, 128, 128))
            after = estimate(Viewpoint(), turned, turn_deg)
            assert after - before == pytest.approx(turn_deg, abs=0.7)


def test_without_shoulders_there_is_no_angle():
    pose = body()
    pose.xy_px[:] = np.nan
    frame = Frame(np.zeros((480, 640, 3), np.uint8), 0, 0.0)
    assert Learned(Viewpoint()).estimate(frame, pose) is None


@pytest.mark.parametrize("content", [None, b"", b"not a network", "half"])
def test_a_missing_or_damaged_model_is_named(tmp_path: Path, content):
    path = tmp_path / "pelvis_net.onnx"
    if content == "half":
        whole = asset_path(MODEL).read_bytes()
        content = whole[: len(whole) // 2]
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelError, match=r"pelvis_net\.onnx is missing or damaged"):
        PelvisNet(path)


def test_black_pictures_are_not_told_with_certainty(net: PelvisNet):
    _, sigma_deg = net.read(np.zeros((IN_PX, IN_PX, 3), np.uint8))
    assert sigma_deg > 2.0
