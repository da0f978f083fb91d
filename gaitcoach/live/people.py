"""Looks for a second person about once a second, without slowing the runner's own tracking."""

from __future__ import annotations

import logging
import threading
from typing import Protocol

from gaitcoach.errors import GaitCoachError
from gaitcoach.pose.people import PeopleCounter
from gaitcoach.types import Frame, Pose

LOOK_EVERY_S = 1.0
log = logging.getLogger(__name__)


class People(Protocol):
    """Tells how many people are in view, from its last look."""

    def __call__(self, frame: Frame, pose: Pose | None) -> int:
        """Take the next frame; return the number of people."""
        ...

    def close(self) -> object:
        """Stop looking."""
        ...


class PeopleInline:
    """Counts once a second of the clip, in the caller's own thread: for files.

    The same clip gives the same answers each time, however fast the machine is.
    """

    def __init__(self) -> None:
        self._counter: PeopleCounter | None = None
        self._next_s = float("-inf")
        self._people = 1

    def __call__(self, frame: Frame, pose: Pose | None) -> int:
        if frame.t_s >= self._next_s:
            self._counter = self._counter or PeopleCounter()
            self._next_s = frame.t_s + LOOK_EVERY_S
            self._people = self._counter.count(frame.image_bgr, pose)
        return self._people

    def begin_anew(self) -> None:
        """Another clip: the model stays, what was seen is forgotten."""
        self._next_s, self._people = float("-inf"), 1

    def close(self) -> None:
        if self._counter is not None:
            self._counter.close()


class PeopleWatch:
    """Counts once a second in a thread of its own; answers from the last look: for live."""

    def __init__(self) -> None:
        self._wake = threading.Condition()
        self._picture: tuple[Frame, Pose | None] | None = None
        self._closed = False
        self._next_s = float("-inf")
        self._people = 1
        self._thread = threading.Thread(target=self._run, name="people", daemon=False)
        self._thread.start()

    def __call__(self, frame: Frame, pose: Pose | None) -> int:
        if frame.t_s >= self._next_s:
            self._next_s = frame.t_s + LOOK_EVERY_S
            with self._wake:
                self._picture = frame, pose
                self._wake.notify()
        return self._people

    def close(self, deadline_s: float = 1.5) -> bool:
        """Stop looking; True when the thread ended in time."""
        with self._wake:
            self._closed = True
            self._wake.notify()
        self._thread.join(deadline_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            counter = PeopleCounter()
        except GaitCoachError as error:
            log.error("Nobody looks for a second person: %s", error)
            return
        while (picture := self._next_picture()) is not None:
            frame, pose = picture
            self._people = counter.count(frame.image_bgr, pose)
        counter.close()

    def _next_picture(self) -> tuple[Frame, Pose | None] | None:
        with self._wake:
            self._wake.wait_for(lambda: self._closed or self._picture is not None)
            picture, self._picture = self._picture, None
            return None if self._closed else picture
