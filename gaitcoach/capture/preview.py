"""A small live look at a source before it is chosen."""

from __future__ import annotations

from collections.abc import Callable

from gaitcoach.capture.opencv_source import OpenCVSource
from gaitcoach.capture.reader import Reader
from gaitcoach.capture.slot import LatestSlot
from gaitcoach.capture.source import (
    FrameSource,
    SourceKind,
    SourceSpec,
    SourceState,
    parse_source,
)
from gaitcoach.errors import GaitCoachError
from gaitcoach.language import tr
from gaitcoach.types import Frame
from gaitcoach.words import PHONE_NEEDS_A_RUN

_OVER = (SourceState.FAILED, SourceState.STALLED, SourceState.RECONNECTING)


class Preview:
    """Shows what a source delivers, until it is stopped. No call blocks.

    frame : the newest picture, None before the first
    trouble : why there is none, "" while there is hope
    """

    def __init__(
        self, source: str, open_source: Callable[[SourceSpec], FrameSource] = OpenCVSource
    ) -> None:
        self.trouble = ""
        self._frame: Frame | None = None
        self._slot: LatestSlot[Frame] = LatestSlot()
        self._reader: Reader | None = None
        try:
            spec = parse_source(source, as_live=True, loop=True)
        except GaitCoachError as error:
            self.trouble = str(error)
            return
        if spec.kind is SourceKind.PHONE:
            self.trouble = tr(PHONE_NEEDS_A_RUN)
            return
        self._reader = Reader(lambda: open_source(spec), spec, self._slot)
        self._reader.start()

    @property
    def frame(self) -> Frame | None:
        """Look at the source; the newest picture stays when nothing new has come."""
        newest = self._slot.take(0.0)
        if newest is not None:
            self._frame = newest
        if self._reader is not None:
            status = self._reader.status
            self.trouble = status.message if status.state in _OVER else ""
        return self._frame

    def stop(self, deadline_s: float = 0.0) -> bool:
        """Let go of the source; False while a driver call still holds it."""
        return self._reader is None or self._reader.stop(deadline_s)
