"""The capture thread with made-up sources: states, stalls, reconnects, stopping."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from gaitcoach.capture.reader import Reader
from gaitcoach.capture.slot import HandOff, LatestSlot
from gaitcoach.capture.source import SourceKind, SourceSpec, SourceState
from gaitcoach.errors import SourceError
from gaitcoach.types import Frame

LIMIT_S = 10.0
CAMERA = SourceSpec(SourceKind.CAMERA, "0", "camera 0")
STREAM = SourceSpec(SourceKind.URL, "http://cam", "http://cam")
FILE = SourceSpec(SourceKind.FILE, "run.mp4", "run.mp4")
IMAGE = np.zeros((2, 2, 3), np.uint8)

BREAK = SourceError("It broke.", "Mend it.")


class FakeSource:
    """Plays a script: numbers are frames of that time, errors are raised, events are waited for."""

    def __init__(self, *script, open_error=None, note=""):
        self.script = list(script)
        self.open_error = open_error
        self.note = note
        self.n_read = 0
        self.closed = 0
        self.interrupted = threading.Event()
        self.reading = threading.Event()

    def open(self):
        if self.open_error:
            raise self.open_error

    def read(self):
        self.reading.set()
        while self.script and isinstance(self.script[0], threading.Event):
            self.script.pop(0).wait(LIMIT_S)
        if not self.script or self.interrupted.is_set():
            return None
        step = self.script.pop(0)
        if isinstance(step, Exception):
            raise step
        self.n_read += 1
        return Frame(IMAGE, self.n_read - 1, float(step))

    def close(self):
        self.closed += 1

    def interrupt(self):
        self.interrupted.set()


class HandClock:
    def __init__(self):
        self.now_s = 0.0

    def __call__(self):
        return self.now_s


@pytest.fixture
def make_reader():
    """Return a function that starts a reader over the given sources, and stop them all."""
    readers = []

    def make(spec, *sources, slot=None, **options):
        left = list(sources)
        slot = slot or HandOff(4)
        options = {"backoff_s": (0.0,), **options}
        reader = Reader(lambda: left.pop(0), spec, slot, **options)
        readers.append(reader)
        reader.start()
        return reader, slot

    yield make
    for reader in readers:
        reader.stop(LIMIT_S)


def drain(slot):
    frames = []
    while not slot.finished:
        frame = slot.take(LIMIT_S)
        if frame is not None:
            frames.append(frame)
    return frames


def when_done(reader):
    reader._thread.join(LIMIT_S)
    return reader.status


@pytest.mark.parametrize("note", ["", "run.mp4 is cut."])
def test_a_file_ends_and_what_the_source_says_is_passed_on(make_reader, note):
    source = FakeSource(0, 1, 2, note=note)
    reader, slot = make_reader(FILE, source)

    assert [frame.t_s for frame in drain(slot)] == [0, 1, 2]
    status = when_done(reader)
    assert (status.state, status.message) == (SourceState.ENDED, note)
    assert source.closed == 1


@pytest.mark.parametrize("spec", [CAMERA, STREAM, FILE])
def test_what_cannot_be_opened_has_failed(make_reader, spec):
    reader, slot = make_reader(spec, FakeSource(open_error=BREAK))

    assert drain(slot) == []
    status = when_done(reader)
    assert (status.state, status.message) == (SourceState.FAILED, "It broke. Mend it.")


def test_a_file_that_breaks_has_failed_after_its_frames(make_reader):
    reader, slot = make_reader(FILE, FakeSource(0, 1, BREAK), FakeSource(0))

    assert len(drain(slot)) == 2
    assert when_done(reader).state is SourceState.FAILED


def test_an_error_nobody_thought_of_is_a_failure_not_a_silent_death(make_reader, caplog):
    reader, slot = make_reader(CAMERA, FakeSource(0, RuntimeError("boom")))

    drain(slot)
    status = when_done(reader)
    assert status.state is SourceState.FAILED
    assert "boom" in status.message
    assert "capture thread failed" in caplog.text


@pytest.mark.parametrize("spec", [CAMERA, STREAM])
def test_a_live_source_comes_back_and_time_and_numbers_go_on(make_reader, spec):
    """GIVEN frames at 0 and 1 s, then 5 s away WHEN it is back THEN its first frame is at 6 s."""
    clock = HandClock()
    back = threading.Event()
    first = FakeSource(0, 1, back, BREAK)
    second = FakeSource(open_error=BREAK)
    third = FakeSource(0, 0.5)
    reader, slot = make_reader(spec, first, second, third, clock=clock)
    frames = [slot.take(LIMIT_S), slot.take(LIMIT_S)]

    clock.now_s = 6.0
    back.set()
    frames += drain(slot)

    assert [frame.t_s for frame in frames] == [0, 1, 6, 6.5]
    assert [frame.index for frame in frames] == [0, 1, 2, 3]
    status = when_done(reader)
    assert (status.state, status.reconnects) == (SourceState.ENDED, 1)
    assert (first.closed, second.closed, third.closed) == (1, 1, 1)


def test_while_it_is_away_the_reader_says_why_and_that_it_keeps_trying(make_reader):
    opening = threading.Event()
    go_on = threading.Event()

    class SlowToOpen(FakeSource):
        def open(self):
            opening.set()
            go_on.wait(LIMIT_S)

    reader, slot = make_reader(STREAM, FakeSource(0, BREAK), SlowToOpen(0))
    assert opening.wait(LIMIT_S)

    status = reader.status
    go_on.set()
    drain(slot)

    assert status.state is SourceState.RECONNECTING
    assert "It broke." in status.message
    assert "Trying again" in status.message


class WaitRecorder(threading.Event):
    """An event that never makes anybody wait and writes down how long they would have."""

    def __init__(self):
        super().__init__()
        self.waits_s = []

    def wait(self, timeout=None):
        self.waits_s.append(timeout)
        return self.is_set()


def test_the_waits_grow_up_to_the_last_and_start_over_after_a_picture():
    broken = [FakeSource(open_error=BREAK) for _ in range(3)]
    left = [FakeSource(0, BREAK), *broken, FakeSource(0, BREAK), FakeSource()]
    reader = Reader(lambda: left.pop(0), CAMERA, LatestSlot(), backoff_s=(1.0, 2.0, 5.0))
    reader._stopping = recorder = WaitRecorder()

    reader.start()
    reader._thread.join(LIMIT_S)

    assert recorder.waits_s == [1.0, 2.0, 5.0, 5.0, 1.0]


def test_a_read_that_takes_too_long_is_a_stall_and_ends_by_itself(make_reader):
    clock = HandClock()
    frozen, frozen_again = threading.Event(), threading.Event()
    source = FakeSource(0, frozen, 5, frozen_again)
    reader, slot = make_reader(CAMERA, source, clock=clock, stall_s=2.0)
    slot.take(LIMIT_S)
    source.reading.clear()
    wait_until_reading(reader)

    clock.now_s = 1.9
    assert reader.status.state is SourceState.STREAMING
    clock.now_s = 3.0
    status = reader.status
    assert (status.state, status.since_s) == (SourceState.STALLED, 3.0)
    assert "for 3 s" in status.message

    frozen.set()
    assert slot.take(LIMIT_S).t_s == 5
    assert reader.status.state is SourceState.STREAMING
    frozen_again.set()


def wait_until_reading(reader):
    """Return once the thread sits in its next read."""
    for _ in range(int(LIMIT_S * 1000)):
        if reader._waiting_since_s is not None:
            return
        threading.Event().wait(0.001)
    raise AssertionError("the reader never came back to reading")


def test_a_slow_consumer_of_a_file_is_no_stall(make_reader):
    """GIVEN a full hand-off WHEN nobody takes for a minute THEN the source is not to blame."""
    clock = HandClock()
    full = threading.Event()

    class Telling(HandOff):
        def put(self, item):
            if item.index == 1:
                full.set()
            return super().put(item)

    reader, slot = make_reader(FILE, FakeSource(0, 1, 2), slot=Telling(1), clock=clock)
    assert full.wait(LIMIT_S)

    clock.now_s = 60.0

    assert reader.status.state is SourceState.STREAMING
    assert len(drain(slot)) == 3


def test_stop_interrupts_the_source_and_lets_go_of_it(make_reader):
    class Endless(FakeSource):
        def read(self):
            self.script = [self.n_read]
            return super().read()

    endless = Endless()
    reader, slot = make_reader(CAMERA, endless, slot=LatestSlot())
    assert slot.take(LIMIT_S) is not None

    assert reader.stop(LIMIT_S)

    assert reader.status.state is SourceState.STOPPED
    assert endless.interrupted.is_set()
    assert endless.closed == 1
    assert not slot.put(None)


def test_stop_says_when_the_thread_is_stuck_in_the_driver(make_reader):
    stuck = threading.Event()
    source = FakeSource(0, stuck)
    reader, slot = make_reader(CAMERA, source)
    slot.take(LIMIT_S)

    assert not reader.stop(deadline_s=0.01)
    assert source.closed == 0

    stuck.set()
    assert reader.stop(LIMIT_S)
    assert source.closed == 1


def test_stop_wakes_a_reader_whose_frame_nobody_takes(make_reader):
    reader, _ = make_reader(FILE, FakeSource(*range(9)), slot=HandOff(1))

    assert reader.stop(LIMIT_S)


def test_stop_ends_the_wait_before_a_reconnect(make_reader):
    source = FakeSource(0, BREAK)
    reader, slot = make_reader(CAMERA, source, backoff_s=(1e6,))
    slot.take(LIMIT_S)

    assert reader.stop(LIMIT_S)
    assert reader.status.state is SourceState.STOPPED


def test_stop_before_start_is_fine():
    reader = Reader(FakeSource, CAMERA, LatestSlot())

    assert reader.stop()
    assert reader.status.state is SourceState.STOPPED


def test_the_thread_holds_the_process():
    """A daemon inside a driver call at interpreter exit aborts the process."""
    assert not Reader(FakeSource, CAMERA, LatestSlot())._thread.daemon
