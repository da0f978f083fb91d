"""Cameras come and go; whoever asks never waits."""

from __future__ import annotations

import threading

from gaitcoach.capture.discovery import CameraInfo
from gaitcoach.capture.lookout import LOOK_EVERY_S, CameraLookout

LIMIT_S = 10.0
WEBCAM, STICK = CameraInfo(0, "Webcam", ""), CameraInfo(2, "Stick", "")


class Bus:
    """What is plugged in, and how often it was asked."""

    def __init__(self) -> None:
        self.plugged: tuple[CameraInfo, ...] = (WEBCAM,)
        self.now_s = 0.0
        self.looks = 0
        self.asked = threading.Event()
        self.free = threading.Event()
        self.free.set()
        self.broken = False

    def look(self) -> tuple[CameraInfo, ...]:
        self.asked.set()
        assert self.free.wait(LIMIT_S)
        self.looks += 1
        if self.broken:
            raise OSError("driver")
        return self.plugged

    def lookout(self) -> CameraLookout:
        return CameraLookout(self.look, lambda: self.now_s)


def settle(lookout: CameraLookout) -> None:
    """Wait for a look that is under way."""
    assert lookout._looking.acquire(timeout=LIMIT_S)
    lookout._looking.release()


def test_a_camera_that_is_plugged_in_or_out_later_is_seen():
    """Mutant: cameras are looked for once, at the start."""
    bus = Bus()
    lookout = bus.lookout()
    settle(lookout)
    assert lookout.cameras() == [("Webcam", "0")]
    bus.plugged = (STICK,)
    assert lookout.cameras() == [("Webcam", "0")], "not asked again before its time"
    settle(lookout)
    assert bus.looks == 1
    bus.now_s += LOOK_EVERY_S
    lookout.cameras()
    settle(lookout)
    assert lookout.cameras() == [("Stick", "2")]


def test_a_driver_that_hangs_holds_nobody_and_is_asked_once():
    bus = Bus()
    bus.free.clear()
    lookout = bus.lookout()
    assert bus.asked.wait(LIMIT_S)
    for _ in range(5):
        bus.now_s += LOOK_EVERY_S
        assert lookout.cameras() == []
    bus.free.set()
    settle(lookout)
    assert bus.looks == 1


def test_a_driver_that_fails_leaves_what_was_known(caplog):
    bus = Bus()
    lookout = bus.lookout()
    settle(lookout)
    bus.broken, bus.now_s = True, LOOK_EVERY_S
    lookout.cameras()
    settle(lookout)
    assert lookout.cameras() == [("Webcam", "0")]
    assert "could not be listed" in caplog.text
