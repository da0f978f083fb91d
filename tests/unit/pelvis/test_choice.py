"""Which estimator measures, and what is said when the network cannot."""

from __future__ import annotations

import numpy as np
import pytest

from gaitcoach.errors import SettingsError, StickerError
from gaitcoach.pelvis import learned
from gaitcoach.pelvis.choice import AUTO, METHODS, AutoPelvis, choose_pelvis
from gaitcoach.pelvis.hip_line import HipLine
from gaitcoach.settings import Settings
from gaitcoach.types import Frame, PelvisAngle, Viewpoint
from gaitcoach.words import STANDS_IN
from tests.unit.pelvis.test_crop import body


class Always:
    method, validated = "always", True

    def __init__(self, angle_deg: float) -> None:
        self._angle_deg = angle_deg

    def estimate(self, frame: Frame, pose: object) -> PelvisAngle:
        return PelvisAngle(frame.t_s, self._angle_deg, 1.0, self.method)


def two_dots(left_px=(280, 240), right_px=(360, 240)) -> Frame:
    """A grey picture with two round yellow stickers."""
    image = np.full((480, 640, 3), 90, np.uint8)
    rows, columns = np.mgrid[:480, :640]
    for x, y in (left_px, right_px):
        image[(columns - x) ** 2 + (rows - y) ** 2 < 49] = (0, 220, 230)
    return Frame(image, 0, 0.0)


def test_the_settings_offer_exactly_the_methods_there_are():
    for method in METHODS:
        assert Settings(method=method).method == method
    with pytest.raises(SettingsError):
        Settings(method="magic")
    assert Settings().method == AUTO


@pytest.mark.parametrize("method", [m for m in METHODS if m != AUTO])
def test_a_method_by_name_is_that_method(method: str):
    chosen = choose_pelvis(method, Viewpoint())
    assert (chosen.pelvis.method, chosen.note) == (method, "")


def test_auto_is_the_network_until_stickers_are_placed():
    chosen = choose_pelvis(AUTO, Viewpoint())
    assert (chosen.pelvis.method, chosen.note) == ("learned", "")
    chosen.pelvis.place(two_dots(), (280, 240), (360, 240))
    assert chosen.pelvis.method == "markers"


def test_placed_stickers_measure_and_a_vain_click_changes_nothing():
    # GIVEN an estimator that always says 9 degrees, and a picture with level stickers
    auto = AutoPelvis(Viewpoint(), Always(9.0))
    frame, pose = two_dots(), body()
    assert auto.estimate(frame, pose).obliquity_deg == 9.0
    # WHEN a click meets nothing THEN all stays as it was
    with pytest.raises(StickerError):
        auto.place(frame, (280, 240), (300, 150))
    assert (auto.method, auto.stickers) == ("always", None)
    # WHEN both are met THEN the stickers' level line is what counts
    auto.place(frame, (280, 240), (360, 240), pose)
    assert auto.estimate(frame, pose).obliquity_deg == pytest.approx(0.0, abs=0.3)
    assert auto.stickers is not None


def test_lost_stickers_are_not_replaced_by_another_method():
    auto = AutoPelvis(Viewpoint(), Always(9.0))
    auto.place(two_dots(), (280, 240), (360, 240), body())
    bare = Frame(np.full((480, 640, 3), 90, np.uint8), 1, 0.03)
    assert auto.estimate(bare, body()) is None


@pytest.mark.parametrize("method", [AUTO, "learned"])
def test_without_its_file_the_hip_line_stands_in_and_says_so(method: str, monkeypatch):
    monkeypatch.setattr(learned, "MODEL", "models/none.onnx")
    chosen = choose_pelvis(method, Viewpoint())
    assert chosen.pelvis.method == HipLine.method
    assert chosen.pelvis.validated is False
    assert "models/none.onnx is missing" in chosen.note
    assert STANDS_IN in chosen.note


def test_a_damaged_file_is_named_too(tmp_path, monkeypatch):
    (tmp_path / "pelvis_net.onnx").write_bytes(b"no network")
    monkeypatch.setattr(learned, "asset_path", lambda name: tmp_path / "pelvis_net.onnx")
    chosen = choose_pelvis(AUTO, Viewpoint())
    assert chosen.pelvis.method == HipLine.method
    assert "pelvis_net.onnx is missing or damaged" in chosen.note
