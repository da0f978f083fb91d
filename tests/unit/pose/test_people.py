"""One runner is one; somebody beside the runner makes two."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from demo import demo_frames, demo_poses

from gaitcoach.pose.people import PeopleCounter
from gaitcoach.types import Frame


@pytest.fixture
def counter() -> Iterator[PeopleCounter]:
    counter = PeopleCounter()
    yield counter
    counter.close()


@pytest.fixture(scope="module")
def frame() -> Frame:
    (first,) = demo_frames(1)
    return first


def test_nobody_and_somebody_before_a_runner_is_tracked(counter: PeopleCounter, frame: Frame):
    assert counter.count(np.zeros_like(frame.image_bgr), None) == 0
    assert counter.count(frame.image_bgr, None) == 1


def test_the_runner_alone_is_one(counter: PeopleCounter, frame: Frame):
    assert counter.count(frame.image_bgr, demo_poses()[0]) == 1


def test_somebody_beside_the_runner_is_a_second(counter: PeopleCounter, frame: Frame):
    # GIVEN the same person twice, side by side, the left one being tracked
    both = np.hstack([frame.image_bgr, frame.image_bgr])
    assert counter.count(both, demo_poses()[0]) == 2
