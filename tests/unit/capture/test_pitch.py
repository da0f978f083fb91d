"""Looking down or up, from drawn rooms seen through a pinhole whose pitch is known."""

from __future__ import annotations

import numpy as np
import pytest

from gaitcoach.capture import pitch
from gaitcoach.capture.pitch import LOOK_EVERY_S, PitchWatch, pitch_by_edges
from gaitcoach.opencv import cv2

SIZE = (640, 480)
RUNNER = (250.0, 60.0, 390.0, 440.0)
POSTS_M = ((-1.3, 3.5), (-1.0, 4.5), (-0.9, 3.0), (0.9, 3.2), (1.2, 4.0), (1.4, 3.4))
"""Across and away, metres; the runner stands at the middle."""


def room(pitch_deg: float, focal_rel: float = 0.75, seed: int = 0) -> np.ndarray:
    """Upright posts of 3 m, seen by a camera at hip height that looks down by `pitch_deg`."""
    picture = np.full((SIZE[1], SIZE[0], 3), 160, np.uint8)
    for x_m, away_m in POSTS_M:
        ends = [project(x_m + dx, away_m, up, pitch_deg, focal_rel)
                for dx, up in ((0, 2.0), (0.06, 2.0), (0.06, -1.0), (0, -1.0))]  # fmt: skip
        cv2.fillPoly(picture, [np.round(ends).astype(np.int32)], (40, 40, 40), cv2.LINE_AA)
    noise = np.random.default_rng(seed).normal(0, 3, picture.shape)
    return np.clip(picture + noise, 0, 255).astype(np.uint8)


def project(x_m: float, away_m: float, up_m: float, pitch_deg: float, focal_rel: float):
    c, s = np.cos(np.radians(pitch_deg)), np.sin(np.radians(pitch_deg))
    deep, high = away_m * c - up_m * s, away_m * s + up_m * c
    focal_px = focal_rel * SIZE[0]
    return SIZE[0] / 2 + focal_px * x_m / deep, SIZE[1] / 2 - focal_px * high / deep


@pytest.mark.parametrize("pitch_deg", [-15.0, -8.0, 0.0, 5.0, 10.0, 18.0])
def test_looking_down_and_up_are_told_with_their_sign(pitch_deg: float):
    """Mutants: sign flipped; a constant; degrees for radians."""
    assert pitch_by_edges(room(pitch_deg), RUNNER) == pytest.approx(pitch_deg, abs=2.0)


@pytest.mark.parametrize("focal_rel", [0.62, 0.96])
def test_another_lens_moves_it_by_about_a_quarter(focal_rel: float):
    found = pitch_by_edges(room(12.0, focal_rel), RUNNER)
    assert found == pytest.approx(12.0, rel=0.33)


def test_a_plain_wall_tells_nothing():
    assert pitch_by_edges(np.full((480, 640, 3), 128, np.uint8), RUNNER) is None


def test_it_is_believed_when_two_looks_in_a_row_agree_and_follows_the_camera():
    """Mutants: the first look counts; what was seen once stays for ever."""
    watch, t_s = PitchWatch(), 0.0
    assert watch.push(room(12.0), RUNNER, t_s) is None
    assert watch.push(room(12.0, seed=1), RUNNER, t_s + 0.1) is None, "it is not time yet"
    told = watch.push(room(12.0, seed=1), RUNNER, t_s + LOOK_EVERY_S)
    assert told == pytest.approx(12.0, abs=2.0)
    # WHEN the camera is put right
    assert watch.push(room(0.0), RUNNER, t_s + 2 * LOOK_EVERY_S) is None
    told = watch.push(room(0.0, seed=1), RUNNER, t_s + 3 * LOOK_EVERY_S)
    assert told == pytest.approx(0.0, abs=1.0)


def test_without_a_runner_it_does_not_look(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pitch, "pitch_by_edges", lambda *given: pytest.fail("it looked"))
    assert PitchWatch().push(room(3.0), None, 0.0) is None
