"""Whether the camera moved, on the demo clip as it is and with its pictures moved."""

from __future__ import annotations

import json

import numpy as np
import pytest

from gaitcoach.capture.steady import LOOK_EVERY_S, CameraWatch
from gaitcoach.opencv import cv2
from gaitcoach.resources import asset_path

MOVES_AT_S = 5.0


@pytest.fixture(scope="module")
def looks():
    """(picture, runner's box, time) of the demo clip, two a second."""
    truth = json.loads(asset_path("demo/demo_run.json").read_text())
    capture = cv2.VideoCapture(str(asset_path("demo/demo_run.mp4")))
    every = round(truth["fps"] * LOOK_EVERY_S)
    found = []
    index = 0
    while capture.grab():
        if index % every == 0:
            middle_px = np.mean([truth["hip_l_px"][index], truth["hip_r_px"][index]], axis=0)
            left, right = middle_px[0] - 80, middle_px[0] + 80
            found.append((capture.retrieve()[1], (left, 60.0, right, 440.0), index / truth["fps"]))
        index += 1
    capture.release()
    assert found[-1][2] >= 39.0
    return found


def warped(image, shift_rel=0.0, roll_deg=0.0, scale=1.0):
    height, width = image.shape[:2]
    motion = cv2.getRotationMatrix2D((width / 2, height / 2), roll_deg, scale)
    motion[0, 2] += shift_rel * width
    return cv2.warpAffine(image, motion, (width, height), borderMode=cv2.BORDER_REFLECT)


def told_at_s(looks, change=lambda image, t_s: image, *, with_box=True):
    watch = CameraWatch()
    return [
        t_s
        for image, box_px, t_s in looks
        if watch.push(change(image, t_s), box_px if with_box else None, t_s)
    ]


def after_move(**motion):
    return lambda image, t_s: warped(image, **motion) if t_s >= MOVES_AT_S else image


@pytest.mark.parametrize("with_box", [True, False])
def test_a_still_camera_never_moved(looks, with_box):
    assert told_at_s(looks, with_box=with_box) == []


@pytest.mark.parametrize(
    "motion",
    [{"shift_rel": 0.03}, {"shift_rel": -0.03}, {"roll_deg": 2.0}, {"scale": 1.06}],
    ids=str,
)
def test_a_move_is_told_once_and_soon(looks, motion):
    (told_s,) = told_at_s(looks, after_move(**motion))

    assert MOVES_AT_S < told_s <= MOVES_AT_S + 1.5


@pytest.mark.parametrize("motion", [{"shift_rel": 0.008}, {"roll_deg": 0.4}], ids=str)
def test_a_trembling_floor_is_no_move(looks, motion):
    assert told_at_s(looks, after_move(**motion)) == []


def test_a_picture_that_swings_back_at_once_is_no_move(looks):
    def bumped(image, t_s):
        return warped(image, shift_rel=0.03) if t_s == MOVES_AT_S else image

    assert told_at_s(looks, bumped) == []


def test_another_scene_is_a_move(looks):
    (told_s,) = told_at_s(looks, lambda image, t_s: image[:, ::-1] if t_s >= MOVES_AT_S else image)

    assert MOVES_AT_S < told_s <= MOVES_AT_S + 4.0


def test_two_moves_are_told_twice(looks):
    def twice(image, t_s):
        return warped(image, shift_rel=0.03 * min(2, t_s // 10))

    assert len(told_at_s(looks, twice)) == 2


@pytest.mark.parametrize("darkest_rel", [0.5, 0.03])
def test_fading_light_is_no_move(looks, darkest_rel):
    def dimmed(image, t_s):
        return cv2.convertScaleAbs(image, alpha=max(darkest_rel, 1.0 - t_s / 30.0))

    assert told_at_s(looks, dimmed) == []


def test_lights_off_and_on_is_no_move(looks):
    assert told_at_s(looks, lambda image, t_s: image * (not 8 < t_s < 20)) == []


def room_with_big_runner(runner_x_px):
    """A quiet room, most of it covered by a runner in a loud shirt who stands at `runner_x_px`."""
    chance = np.random.default_rng(5)
    room = cv2.resize(chance.integers(90, 130, (30, 40, 3)).astype(np.uint8), (640, 480))
    shirt = cv2.resize(chance.integers(0, 255, (40, 26, 3)).astype(np.uint8), (380, 440))
    room[20:460, runner_x_px : runner_x_px + 380] = shirt
    return room


@pytest.mark.parametrize("box_is_known", [True, False])
def test_a_runner_who_fills_the_picture_is_not_the_camera(box_is_known):
    """GIVEN a runner who steps aside WHEN the box is known, or was THEN the camera stood still."""
    box_px = (100.0, 0.0, 550.0, 480.0)
    watch = CameraWatch()
    watch.push(np.zeros((480, 640, 3), np.uint8), box_px, 0.0)
    told = []
    for look in range(1, 10):
        picture = room_with_big_runner(120 if look < 4 else 150)
        told.append(watch.push(picture, box_px if box_is_known else None, look * LOOK_EVERY_S))

    assert not any(told)


def test_the_noise_of_a_dark_picture_is_no_other_scene(looks):
    chance = np.random.default_rng(1)

    def dark(image, t_s):
        noise = np.clip(chance.normal(6.0, 3.0, image.shape), 0, 255).astype(np.uint8)
        return noise if t_s >= MOVES_AT_S else image

    assert told_at_s(looks, dark) == []


def test_a_plain_wall_says_nothing(looks):
    def plain(image, t_s):
        return np.full_like(image, 90 if t_s < MOVES_AT_S else 160)

    assert told_at_s(looks, plain) == []


def test_it_looks_only_once_a_second(looks):
    """GIVEN a still reference WHEN 20 moved pictures come within half a second THEN no word."""
    image, box_px, _ = looks[0]
    watch = CameraWatch()
    watch.push(image, box_px, 0.0)
    moved = warped(image, shift_rel=0.05)

    assert not any(watch.push(moved, box_px, 0.02 * step) for step in range(1, 25))


def test_reset_forgets_the_reference(looks):
    image, box_px, _ = looks[0]
    watch = CameraWatch()
    watch.push(image, box_px, 0.0)
    watch.reset()

    assert not any(watch.push(warped(image, shift_rel=0.05), box_px, t_s) for t_s in (1.0, 2.0))
