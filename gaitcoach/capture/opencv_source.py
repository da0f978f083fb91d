"""Cameras, network streams and video files through OpenCV."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gaitcoach.capture.drivers import broke_off, nothing_comes, open_capture
from gaitcoach.capture.mp4_boxes import is_cut_mp4
from gaitcoach.capture.mp4_facts import mp4_facts
from gaitcoach.capture.pacing import Pacer
from gaitcoach.capture.source import SourceKind, SourceSpec
from gaitcoach.capture.stamps import FileStamps
from gaitcoach.errors import SourceError
from gaitcoach.opencv import cv2
from gaitcoach.types import Frame

OPEN_TIMEOUT_S = 5.0
READ_TIMEOUT_S = 3.0
"""A frozen RTSP server is noticed after three times this: 9 s."""

SLOW_MOTION_REL = 1.5
"""A camera that says it filmed so much faster than the file plays made slow motion; less is the
wavering rate of a phone in the dark."""

MAX_BAD_PICTURES = 30
"""Pictures in a row that arrive but cannot be decoded before a source counts as broken."""


class OpenCVSource:
    """A camera, stream or file as a `FrameSource`.

    Parameters
    ----------
    spec : SourceSpec
        What to open.
    clock : callable
        Monotonic seconds: stamps of cameras and streams, pacing of files played as live.
    open_timeout_s, read_timeout_s : float
        Patience with a stream's server.
    """

    def __init__(
        self,
        spec: SourceSpec,
        clock: Callable[[], float] = time.monotonic,
        *,
        open_timeout_s: float = OPEN_TIMEOUT_S,
        read_timeout_s: float = READ_TIMEOUT_S,
    ) -> None:
        self._spec = spec
        self._clock = clock
        self._timeouts_s = (open_timeout_s, read_timeout_s)
        self._interrupted = threading.Event()
        self._pacer = Pacer(self._interrupted, clock)
        self._capture: Any = None
        self._stamps: FileStamps | None = None
        self._start_s: float | None = None
        self._first: Frame | None = None
        self._index = 0
        self._note = ""

    @property
    def note(self) -> str:
        return self._note

    def open(self) -> None:
        """Open it and wait for its first picture.

        Raises
        ------
        SourceError
            It cannot be opened, or no picture comes.
        """
        self._first = self._open_and_grab()

    def read(self) -> Frame | None:
        """Return the next frame; None at the end of a file or when interrupted.

        A file played as live gives each frame when its time has come.

        Raises
        ------
        SourceError
            A camera or stream broke off.
        """
        if self._interrupted.is_set():
            return None
        frame, self._first = self._first, None
        frame = frame or self._grab() or self._next_pass()
        if frame is not None and self._spec.as_live:
            self._pacer.wait_for(frame.t_s)
            frame = replace(frame, taken_s=time.monotonic())
        return None if self._interrupted.is_set() else frame

    def close(self) -> None:
        self._first = None
        if self._capture is not None:
            self._capture.release()
            self._capture = None

    def interrupt(self) -> None:
        self._interrupted.set()

    @property
    def _is_file(self) -> bool:
        return self._spec.kind is SourceKind.FILE

    def _open_and_grab(self) -> Frame:
        self.close()
        self._capture = open_capture(self._spec, *self._timeouts_s)
        if self._is_file and self._stamps is None:
            self._stamps = self._file_stamps(self._capture.get(cv2.CAP_PROP_FPS))
        frame = self._grab()
        if frame is None:
            self.close()
            raise nothing_comes(self._spec)
        return frame

    def _file_stamps(self, fps: float) -> FileStamps:
        """Return the file's clock; slow motion is counted at the rate it was filmed at."""
        real_fps = self._spec.real_fps
        if real_fps is None:
            told_fps = mp4_facts(Path(self._spec.address)).capture_fps
            real_fps = told_fps if told_fps and told_fps >= SLOW_MOTION_REL * fps > 0 else None
        if real_fps is not None:
            self._note = (
                f"{self._spec.name} is slow motion: it plays at {fps:.0f} pictures a second and "
                f"is counted as filmed, at {real_fps:.0f}."
            )
        return FileStamps(fps, real_fps)

    def _next_pass(self) -> Frame | None:
        """The pictures have ended: start a looped file again, or say how it ended."""
        if not self._is_file:
            raise broke_off(self._spec)
        if is_cut_mp4(Path(self._spec.address)):
            cut = f"{self._spec.name} is cut: it was played as far as it goes."
            self._note = f"{self._note} {cut}".strip()
        if not self._spec.loop or self._stamps is None:
            return None
        self._stamps.start_again()
        return self._open_and_grab()

    def _grab(self) -> Frame | None:
        if self._capture is None:
            raise SourceError(f"{self._spec.name} is not open.", "Open it first.")
        for _ in range(MAX_BAD_PICTURES):
            if not self._capture.grab():
                return None
            arrived_s = self._clock()
            ok, image_bgr = self._capture.retrieve()
            if ok:
                return self._frame(image_bgr, arrived_s)
        return None

    def _frame(self, image_bgr: NDArray[np.uint8], arrived_s: float) -> Frame:
        image_bgr.setflags(write=False)
        frame = Frame(image_bgr, self._index, self._t_s(arrived_s), taken_s=time.monotonic())
        self._index += 1
        return frame

    def _t_s(self, arrived_s: float) -> float:
        if self._stamps is not None:
            return self._stamps.t_s(self._capture.get(cv2.CAP_PROP_POS_MSEC) / 1000.0)
        if self._start_s is None:
            self._start_s = arrived_s
        return arrived_s - self._start_s
