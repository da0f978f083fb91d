"""The time of a file's frames, and playing them at that time."""

from __future__ import annotations

import math
import threading
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gaitcoach.capture.pacing import Pacer
from gaitcoach.capture.stamps import LOOP_GAP_S, FileStamps


def test_first_frame_is_zero_and_the_files_own_steps_are_kept():
    stamps = FileStamps(fps=30.0)

    times_s = [stamps.t_s(stamp_s) for stamp_s in (7.0, 7.04, 7.2)]

    assert times_s == pytest.approx([0.0, 0.04, 0.2])


@given(st.lists(st.floats(min_value=-1e6, max_value=1e6) | st.just(math.nan)))
def test_time_always_runs_forward(stamps_s):
    stamps = FileStamps(fps=30.0)
    stamps.t_s(0.0)

    times_s = [0.0, *(stamps.t_s(stamp_s) for stamp_s in stamps_s)]

    assert all(before < after for before, after in pairwise(times_s))


@pytest.mark.parametrize(("fps", "step_s"), [(25.0, 0.04), (0.0, 1 / 30), (90000.0, 1 / 30)])
def test_a_stamp_that_stands_still_is_one_frame_later(fps, step_s):
    stamps = FileStamps(fps)

    assert [stamps.t_s(0.0) for _ in range(3)] == pytest.approx([0.0, step_s, 2 * step_s])


def test_a_file_without_any_stamp_is_counted_from_zero():
    stamps = FileStamps(25.0)

    assert [stamps.t_s(math.nan) for _ in range(3)] == pytest.approx([0.0, 0.04, 0.08])


def test_the_next_pass_goes_on_after_the_seam():
    stamps = FileStamps(25.0)
    stamps.t_s(0.0)
    last_s = stamps.t_s(0.04)

    stamps.start_again()

    assert stamps.t_s(0.0) == pytest.approx(last_s + LOOP_GAP_S)
    assert stamps.t_s(0.04) == pytest.approx(last_s + LOOP_GAP_S + 0.04)


class HandClock:
    """A clock that moves only while somebody waits on it."""

    def __init__(self):
        self.now_s = 100.0
        self.stopped = False

    def __call__(self):
        return self.now_s

    def wait(self, timeout_s):
        if not self.stopped:
            # Half the time asked for: a wait that ends early must be taken up again.
            self.now_s += max(timeout_s / 2, 1e-4)
        return self.stopped


def test_a_frame_waits_for_its_time_and_the_first_for_none():
    clock = HandClock()
    pacer = Pacer(clock, clock)

    arrived_s = []
    for t_s in (5.0, 5.5, 7.0):
        pacer.wait_for(t_s)
        arrived_s.append(clock.now_s)

    assert arrived_s == pytest.approx([100.0, 100.5, 102.0], abs=1e-3)


def test_a_late_frame_does_not_wait():
    clock = HandClock()
    pacer = Pacer(clock, clock)
    pacer.wait_for(0.0)
    clock.now_s += 9.0

    pacer.wait_for(1.0)

    assert clock.now_s == 109.0


def test_an_interrupted_wait_ends():
    interrupted = threading.Event()
    interrupted.set()
    pacer = Pacer(interrupted, clock=lambda: 0.0)
    pacer.wait_for(0.0)

    pacer.wait_for(1e6)  # returns
