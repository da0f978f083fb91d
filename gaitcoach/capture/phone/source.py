"""The phone as a `FrameSource`."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from gaitcoach.capture.phone.board import AWAY_S
from gaitcoach.capture.phone.link import PhoneLink
from gaitcoach.capture.source import SourceSpec
from gaitcoach.errors import SourceError
from gaitcoach.language import tr
from gaitcoach.types import Frame
from gaitcoach.words import PHONE_MESSAGES

if TYPE_CHECKING:  # the phone's libraries are an extra
    from av import VideoFrame

    from gaitcoach.capture.phone.peer import Picture

SLICE_S = 0.1
"""A wait looks up so often whether it was interrupted."""


class PhoneSource:
    """Pictures of the phone behind a link, which outlives this source through reconnects.

    Time is the phone's own time stamps: what the network does to the arrival does not shake them.

    Parameters
    ----------
    link : the door; opened when the source is
    spec : for its name
    """

    def __init__(
        self, link: PhoneLink, spec: SourceSpec, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._link, self._spec, self._clock = link, spec, clock
        self._interrupted = threading.Event()
        self._is_open = False
        self._first: Frame | None = None
        self._index = 0
        self._start_s: float | None = None
        self._stream: int | None = None
        self._shift_s = 0.0
        self._last_s = 0.0
        self._size_px: tuple[int, int] | None = None
        # One for all pictures: each picture's own would set its tables up anew (0.46 ms, not 0.20).
        self._reformat: Callable[..., VideoFrame] | None = None

    @property
    def note(self) -> str:
        return ""

    def open(self) -> None:
        """Open the door and wait for the phone's first picture, however long that takes.

        Raises
        ------
        SourceError
            The door cannot be opened.
        """
        self._link.start()
        self._is_open = True
        while self._first is None and not self._interrupted.is_set():
            picture = self._link.take(SLICE_S)
            if picture is not None:
                self._first = self._frame(picture)

    def read(self) -> Frame | None:
        """Return the next picture; None when interrupted.

        Raises
        ------
        SourceError
            The phone sends nothing any more.
        """
        if self._interrupted.is_set():
            return None
        if not self._is_open:
            raise SourceError(f"{self._spec.name} is not open.", "Open it first.")
        frame, self._first = self._first, None
        return frame or self._next()

    def close(self) -> None:
        self._is_open = False
        self._first = None

    def interrupt(self) -> None:
        self._interrupted.set()

    def _next(self) -> Frame | None:
        end_s = self._clock() + AWAY_S
        while not self._interrupted.is_set():
            picture = self._link.take(SLICE_S)
            if picture is not None:
                return self._frame(picture)
            if self._clock() > end_s:
                what, _, todo = tr(PHONE_MESSAGES["away"]).partition(": ")
                raise SourceError(f"{what}.", todo[:1].upper() + todo[1:])
        return None

    def _frame(self, picture: Picture) -> Frame:
        width, height = self._wanted_px(picture.image.width, picture.image.height)
        image_bgr = self._as_bgr(picture.image, width, height).to_ndarray()
        image_bgr.setflags(write=False)
        frame = Frame(
            image_bgr,
            self._index,
            self._t_s(picture),
            taken_s=picture.arrived_s,
            lean_deg=self._link.board.lean_deg,
        )
        self._index += 1
        return frame

    def _as_bgr(self, image: VideoFrame, width: int, height: int) -> VideoFrame:
        if self._reformat is None:
            from av.video.reformatter import VideoReformatter

            self._reformat = VideoReformatter().reformat
        return self._reformat(image, width, height, "bgr24")

    def _wanted_px(self, width: int, height: int) -> tuple[int, int]:
        """Return one size for as long as the phone is held alike.

        A weak network makes the phone send fewer pixels; whatever is measured in pixels must not
        jump with them.
        """
        kept = self._size_px
        if kept is None or (kept[0] < kept[1]) != (width < height) or width > kept[0]:
            self._size_px = kept = (width, height)
        return kept

    def _t_s(self, picture: Picture) -> float:
        """Return seconds since the first picture; a new stream begins where its arrival says."""
        if self._start_s is None:
            self._start_s = picture.arrived_s
        if picture.stream != self._stream:
            self._stream = picture.stream
            arrived_s = picture.arrived_s - self._start_s
            self._shift_s = max(arrived_s, self._last_s) - picture.stamp_s
        self._last_s = picture.stamp_s + self._shift_s
        return self._last_s
