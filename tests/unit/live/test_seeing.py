"""Frames pass through the pose thread in order, none left out, and its trouble is not lost."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from gaitcoach.capture.slot import HandOff
from gaitcoach.live.seeing import Seeing
from gaitcoach.types import Frame

PICTURE = np.zeros((2, 2, 3), np.uint8)


def feed(slot: HandOff[Frame], n_frames: int) -> threading.Thread:
    def put_all() -> None:
        for index in range(n_frames):
            slot.put(Frame(PICTURE, index, index / 30.0))
        slot.close()

    thread = threading.Thread(target=put_all)
    thread.start()
    return thread


def take_all(seeing: Seeing, indices: list[int]) -> None:
    while not seeing.finished:
        seen = seeing.take()
        if seen is not None:
            indices.append(seen.frame.index)


def test_every_frame_comes_once_and_in_order():
    slot: HandOff[Frame] = HandOff()
    feeder = feed(slot, 50)
    with Seeing(slot, lambda frame: None) as seeing:
        indices: list[int] = []
        take_all(seeing, indices)
    feeder.join()
    assert indices == list(range(50))


def test_an_error_of_the_model_reaches_who_takes_after_what_was_seen():
    slot: HandOff[Frame] = HandOff()
    feeder = feed(slot, 50)

    def see(frame: Frame) -> None:
        if frame.index == 3:
            raise RuntimeError("the model broke")

    with Seeing(slot, see) as seeing:
        indices: list[int] = []
        with pytest.raises(RuntimeError, match="the model broke"):
            take_all(seeing, indices)
    slot.close()
    feeder.join()
    assert indices == [0, 1, 2]


def test_leaving_early_ends_the_thread():
    slot: HandOff[Frame] = HandOff()
    feeder = feed(slot, 50)
    with Seeing(slot, lambda frame: None) as seeing:
        assert seeing.take() is not None
    slot.close()
    feeder.join()
    assert not any(thread.name == "pose" for thread in threading.enumerate())


def test_the_time_of_the_model_comes_with_each_frame(monkeypatch: pytest.MonkeyPatch):
    # GIVEN a model that takes a quarter of a second by a clock of its own
    clock_s = [100.0]
    monkeypatch.setattr("gaitcoach.live.seeing.time.perf_counter", lambda: clock_s[0])

    def see(_frame: Frame) -> None:
        clock_s[0] += 0.25

    slot: HandOff[Frame] = HandOff()
    feeder = feed(slot, 3)
    with Seeing(slot, see) as seeing:
        took_s = []
        while not seeing.finished:
            if (seen := seeing.take()) is not None:
                took_s.append(seen.took_s)
    feeder.join()
    assert took_s == [0.25] * 3
