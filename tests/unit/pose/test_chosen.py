"""One person among several."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from stick import StickRunner

from gaitcoach.pose import chosen
from gaitcoach.pose.chosen import GREY, ChosenPerson, alone, middle_px, nearest
from gaitcoach.types import Frame, Pose

LEFT = StickRunner().pose(0.0)
RIGHT = replace(LEFT, xy_px=LEFT.xy_px + np.array([200.0, 0.0]))


def test_who_is_nearest_to_the_point():
    assert nearest((LEFT, RIGHT), (505.0, 100.0)) is RIGHT
    assert nearest((LEFT, RIGHT), (5.0, 5.0)) is LEFT
    assert nearest((), (5.0, 5.0)) is None
    assert middle_px(RIGHT) == (520.0, 200.0)


def test_a_point_inside_a_body_beats_a_nearer_middle():
    small = replace(RIGHT, xy_px=(RIGHT.xy_px - RIGHT.xy_px[23]) * 0.1 + np.array([352.0, 395.0]))
    assert nearest((small, LEFT), (345.0, 395.0)) is LEFT


def test_all_but_the_person_is_painted_over():
    picture = np.random.default_rng(0).integers(0, 255, (480, 640, 3), np.uint8)
    painted = alone(picture, (100.0, 50.0, 200.0, 450.0))
    np.testing.assert_array_equal(painted[50:450, 100:200], picture[50:450, 100:200])
    assert (painted[:, 400:] == GREY).all()
    assert painted.shape == picture.shape


class Tracker:
    """Sees whoever is not painted over, and walks with them."""

    def __init__(self) -> None:
        self.seen: list[np.ndarray] = []
        self.shift_px = 0.0
        self.closed = False

    def find(self, frame: Frame) -> Pose | None:
        self.seen.append(frame.image_bgr)
        self.shift_px += 30.0
        return replace(RIGHT, xy_px=RIGHT.xy_px - np.array([self.shift_px, 0.0]))

    def close(self) -> None:
        self.closed = True


def test_the_chosen_one_is_followed(monkeypatch):
    """GIVEN two people WHEN one walks THEN what is left of the picture goes along with them.

    Mutants: the box stays where it began; the other one is taken.
    """
    looks = []
    monkeypatch.setattr(chosen, "find_people", lambda *args: looks.append(1) or (LEFT, RIGHT))
    tracker = Tracker()
    person = ChosenPerson(tracker, (520.0, 200.0), "lite")
    white = np.full((480, 640, 3), 255, np.uint8)
    for index in range(4):
        person.find(Frame(white, index, index / 30))
    middles = [np.flatnonzero((seen == 255).all(axis=(0, 2)) | (seen[240, :, 0] == 255)).mean()
               for seen in tracker.seen]  # fmt: skip
    assert middles == pytest.approx([520.0, 490.0, 460.0, 430.0], abs=3.0)
    assert looks == [1]
    person.close()
    assert tracker.closed


def test_nobody_yet_is_waited_for(monkeypatch):
    monkeypatch.setattr(chosen, "find_people", lambda *args: ())
    tracker = Tracker()
    person = ChosenPerson(tracker, (5.0, 5.0), "lite")
    assert person.find(Frame(np.zeros((480, 640, 3), np.uint8), 0, 0.0)) is None
    assert tracker.seen == []
