"""The parts of `bench --phone` that need no browser."""

from __future__ import annotations

import numpy as np
import pytest

from gaitcoach.bench.phone import compare, whole_pass
from gaitcoach.bench.phone_camera import fitted, number_of, numbered, write_camera
from gaitcoach.errors import GaitCoachError
from gaitcoach.opencv import cv2
from gaitcoach.types import Quality, Side, StanceRecord

GREY = np.full((480, 640, 3), 90, np.uint8)


@pytest.mark.parametrize("number", [0, 1, 599, 4095])
@pytest.mark.parametrize("size", [(640, 480), (320, 240), (161, 121)])
def test_a_number_survives_a_small_and_bad_picture(number, size):
    marked = cv2.resize(numbered(GREY, number), size, interpolation=cv2.INTER_AREA)
    coded = cv2.imencode(".jpg", marked, [cv2.IMWRITE_JPEG_QUALITY, 30])[1]
    assert number_of(cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE)) == number


def test_a_picture_without_a_number_has_none():
    """Mutant: any picture is number 0."""
    assert number_of(GREY) is None
    wrong = numbered(GREY, 5)
    wrong[:20, 22:42] = 255 - wrong[:20, 22:42]
    assert number_of(wrong) is None


def test_the_camera_file_is_jpegs_in_a_row(tmp_path):
    path = write_camera(tmp_path / "c.mjpeg", [GREY] * 3, (320, 240))
    parts = path.read_bytes().split(b"\xff\xd8\xff")[1:]
    assert len(parts) == 3
    last = np.frombuffer(b"\xff\xd8\xff" + parts[2], np.uint8)
    assert number_of(cv2.imdecode(last, cv2.IMREAD_GRAYSCALE)) == 2


def test_bodies_keep_their_shape():
    """Mutant: 4:3 is stretched to 16:9, and every angle changes."""
    image = np.zeros((480, 640, 3), np.uint8)
    cv2.circle(image, (320, 240), 100, (255, 255, 255), -1)
    rows, columns = np.nonzero(fitted(image, (1280, 720))[..., 0] > 200)
    assert np.ptp(rows) == pytest.approx(np.ptp(columns), abs=2)


def test_one_whole_pass_is_found():
    numbers = [*range(7, 10), *range(10), *range(10), 0]
    assert whole_pass(numbers, 10) == (3, 13)
    with_holes = [8, None, 9, 0, 1, None, 3, 4, 9, 1, 2]
    assert whole_pass(with_holes, 10) == (3, 9)
    with pytest.raises(GaitCoachError):
        whole_pass([0, 1, 2, 3], 10)


def step(side, t_s, drop_deg):
    return StanceRecord(side, t_s, t_s + 0.3, drop_deg, drop_deg, 0.5, 5, True, Quality.OK)


def test_the_same_steps_are_compared():
    """Mutant: steps are compared by their order, and one that is missing shifts all."""
    by_file = [
        step(side, n * 0.7 + 0.35 * (side is Side.RIGHT), 4.0) for n in range(5) for side in Side
    ]
    by_phone = [step(one.side, one.t_start_s + 0.03, 4.5) for one in by_file[1:]]
    figures = compare(by_file, by_phone)
    assert figures["phone_steps"] == {"file": 10, "phone": 9}
    assert figures["phone_step_change_deg"] == 0.5
    assert figures["phone_mean_change_deg"] == {"left": 0.5, "right": 0.5}
