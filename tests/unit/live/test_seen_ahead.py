"""Poses found ahead in a thread: the same frames in the same order."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from gaitcoach.live.replay import _seen_ahead, _seen_in_line
from gaitcoach.types import Frame

PICTURE = np.zeros((4, 4, 3), np.uint8)


def frames(n: int) -> list[Frame]:
    return [Frame(PICTURE, index, float(index)) for index in range(n)]


@pytest.mark.parametrize("n", [0, 1, 2, 7])
@pytest.mark.parametrize("seen_by", [_seen_ahead, _seen_in_line])
def test_each_frame_with_its_own_pose(seen_by, n):
    """Mutants: the last one lost; a pose with the frame after it."""
    found = list(seen_by(iter(frames(n)), lambda frame: frame.index))
    assert [(frame.index, pose) for frame, pose in found] == [(i, i) for i in range(n)]


def test_the_next_is_found_while_this_one_is_judged():
    """Mutant: in line after all."""
    began = [threading.Event() for _ in range(3)]
    for frame, _ in _seen_ahead(frames(3), lambda frame: began[frame.index].set()):
        assert frame.index == 2 or began[frame.index + 1].wait(5.0)


def test_trouble_in_the_thread_reaches_the_reader():
    def see(frame: Frame) -> None:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        list(_seen_ahead(frames(2), see))
