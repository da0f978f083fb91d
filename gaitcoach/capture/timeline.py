"""One clock and one count of frames through any number of reconnects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from gaitcoach.types import Frame


class Timeline:
    """Places frames of one source after another on the clock of the first.

    Parameters
    ----------
    clock : callable
        Monotonic seconds; measures how long the source was away.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._origin_s: float | None = None
        self._shift_s = 0.0
        self._shift_index = 0
        self._last_index = -1

    @property
    def has_begun(self) -> bool:
        """True once a frame was placed."""
        return self._origin_s is not None

    def place(self, frame: Frame, is_first_of_source: bool) -> Frame:
        """Return the frame with its number and `t_s` going on from the sources before."""
        if self._origin_s is None:
            self._origin_s = self._clock() - frame.t_s
        elif is_first_of_source:
            self._shift_s = self._clock() - self._origin_s - frame.t_s
            self._shift_index = self._last_index + 1 - frame.index
        self._last_index = frame.index + self._shift_index
        if not self._shift_index and not self._shift_s:
            return frame
        return replace(frame, index=self._last_index, t_s=frame.t_s + self._shift_s)
