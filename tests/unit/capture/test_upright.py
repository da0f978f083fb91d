"""Camera roll from upright edges: drawn rooms whose roll is known."""

from __future__ import annotations

import numpy as np
import pytest

from gaitcoach.capture import upright
from gaitcoach.capture.upright import UprightWatch, roll_by_edges
from gaitcoach.opencv import cv2

SIZE = (640, 480)
RUNNER = (250.0, 60.0, 390.0, 440.0)


def room(roll_deg: float = 0.0, *, posts=(60, 140, 470, 590), seed: int = 0) -> np.ndarray:
    """A room with dark posts, seen by a camera rolled so that its left side looks higher."""
    big = np.full((960, 1280, 3), 150, np.uint8)
    for x in posts:
        cv2.rectangle(big, (320 + x, 0), (320 + x + 14, 960), (60, 50, 40), -1)
    noise = np.random.default_rng(seed).normal(0, 3, big.shape)
    big = np.clip(big + noise, 0, 255).astype(np.uint8)
    # A positive angle of OpenCV turns the picture's left side down.
    matrix = cv2.getRotationMatrix2D((640, 480), -roll_deg, 1.0)
    turned = cv2.warpAffine(big, matrix, (1280, 960), flags=cv2.INTER_AREA)
    return turned[240:720, 320:960]


@pytest.mark.parametrize("roll_deg", [-8.0, -3.0, 0.0, 1.5, 6.0])
def test_the_roll_of_a_room_is_read_with_its_sign(roll_deg: float):
    """Mutants: sign flipped; a constant."""
    found = roll_by_edges(room(roll_deg), RUNNER)
    assert found is not None
    assert found.roll_deg == pytest.approx(roll_deg, abs=0.3)
    assert 0.6 < found.sigma_deg < 1.2
    # AND a picture-left point of a level line is then higher by so much
    turned = cv2.getRotationMatrix2D((0, 0), -roll_deg, 1.0)[:, :2] @ np.array([-100.0, 0.0])
    assert np.sign(-turned[1]) == np.sign(roll_deg)


def test_a_camera_that_looks_down_is_not_rolled():
    """Edges that fan out to both sides of the picture."""
    picture = np.full((480, 640, 3), 160, np.uint8)
    for x in (40, 150, 490, 600):
        lean = (x - 320) / 320 * 0.12
        for dx in (0, 8):
            top, foot = (x + dx + lean * 240, 0), (x + dx - lean * 240, 480)
            cv2.line(picture, *(tuple(map(round, p)) for p in (top, foot)), (30, 30, 30), 2)
    found = roll_by_edges(picture, RUNNER)
    assert found is not None
    assert found.roll_deg == pytest.approx(0.0, abs=0.4)


def test_the_runner_is_no_edge_of_the_room():
    # GIVEN a plain wall, and a runner who leans
    picture = np.full((480, 640, 3), 150, np.uint8)
    for x in (256, 272, 350, 364):
        cv2.line(picture, (x + 25, 80), (x, 430), (20, 20, 20), 3)
    assert roll_by_edges(picture, None) is not None
    assert roll_by_edges(picture, RUNNER) is None


def test_one_tilted_poster_tells_nothing():
    picture = np.full((480, 640, 3), 150, np.uint8)
    corners = cv2.boxPoints(((100, 200), (30, 200), 6.0)).astype(np.int32)
    cv2.polylines(picture, [corners], True, (20, 20, 20), 3)
    assert roll_by_edges(picture, RUNNER) is None


def test_edges_at_one_side_alone_tell_nothing():
    """Mutant: roll is extrapolated from edges that may as well fan out."""
    assert roll_by_edges(room(4.0, posts=(440, 480, 540, 590)), RUNNER) is None


def test_edges_that_do_not_agree_tell_nothing():
    picture = np.full((480, 640, 3), 150, np.uint8)
    for x, lean in ((40, -90), (110, 60), (200, -20), (440, 100), (520, -60), (600, 10)):
        cv2.line(picture, (x + lean, 20), (x, 460), (20, 20, 20), 3)
    assert roll_by_edges(picture, RUNNER) is None


@pytest.mark.parametrize("grey", [0, 128, 255])
def test_a_plain_picture_tells_nothing(grey: int):
    assert roll_by_edges(np.full((480, 640, 3), grey, np.uint8), None) is None


def test_a_roll_is_believed_when_two_looks_agree():
    watch = UprightWatch()
    assert watch.push(room(3.0), RUNNER, 0.0) is None
    assert watch.push(room(3.0, seed=1), RUNNER, 0.1) is None, "it is not time yet"
    told = watch.push(room(3.0, seed=1), RUNNER, 0.4)
    assert told is not None
    assert told.roll_deg == pytest.approx(3.0, abs=0.3)
    # AND it stays until the camera moves
    assert watch.push(room(9.0), RUNNER, 50.0) is told
    watch.reset()
    assert watch.roll is None


def test_looks_that_disagree_are_not_believed():
    watch = UprightWatch()
    for i, roll_deg in enumerate((-6.0, 0.0, 6.0)):
        assert watch.push(room(roll_deg), RUNNER, 10.0 * i) is None
    assert watch.push(room(6.0, seed=3), RUNNER, 60.0) is not None


def test_without_a_runner_it_does_not_look(monkeypatch: pytest.MonkeyPatch):
    """Nobody knows then what is runner and what is room."""
    monkeypatch.setattr(upright, "roll_by_edges", lambda *given: pytest.fail("it looked"))
    assert UprightWatch().push(room(3.0), None, 0.0) is None


def test_a_large_picture_is_read_like_a_small_one():
    large = cv2.resize(room(4.0), None, fx=3, fy=3, interpolation=cv2.INTER_LINEAR)
    found = roll_by_edges(large, tuple(3 * v for v in RUNNER))
    assert found is not None
    assert found.roll_deg == pytest.approx(4.0, abs=0.3)
