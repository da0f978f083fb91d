"""How far clips are that are being measured, and how long the rest will take; time is data.

Nothing here rests on a file's count of its frames, which lies: a share is of its bytes, or of its
time where the system does not tell how much of it was read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gaitcoach.batch.manifest import Clip

TELL_EVERY_S = 1.0


@dataclass(frozen=True, slots=True)
class Reached:
    """How far one clip is. share : 0..1 of the file, None where nothing tells"""

    frames: int = 0
    share: float | None = None


OnReached = Callable[[Reached], None]


def no_progress(reached: Reached) -> None:
    """For whom nobody looks."""


@dataclass(frozen=True, slots=True)
class Underway:
    """A clip that is being measured."""

    clip: Clip
    reached: Reached = Reached()

    @property
    def done_bytes(self) -> float:
        return (self.reached.share or 0.0) * self.clip.size_bytes


class Pace:
    """How fast it goes, by frames and by bytes, clips that are being measured included."""

    def __init__(self, start_s: float) -> None:
        self._start_s = start_s
        self._frames = 0
        self._bytes = 0
        self._underway: tuple[Underway, ...] = ()
        self._begun_s: dict[str, float] = {}

    def took(self, frames: int, size_bytes: int) -> None:
        """Book a clip."""
        self._frames += frames
        self._bytes += size_bytes

    def look(self, underway: Sequence[Underway], now_s: float) -> None:
        """Take the clips that are being measured now."""
        self._underway = tuple(underway)
        places = [one.clip.place for one in underway]
        self._begun_s = {place: self._begun_s.get(place, now_s) for place in places}

    @property
    def underway_bytes(self) -> float:
        """What is read of the clips that are being measured."""
        return sum(one.done_bytes for one in self._underway)

    def fps(self, now_s: float) -> float:
        """Return frames a second since the start."""
        frames = self._frames + sum(one.reached.frames for one in self._underway)
        return frames / max(now_s - self._start_s, 1e-3)

    def clip_fps(self, one: Underway, now_s: float) -> float:
        """Return frames a second of a clip that is being measured, since it was first seen."""
        return one.reached.frames / max(now_s - self._begun_s[one.clip.place], 1e-3)

    def eta_s(self, now_s: float, left_bytes: int) -> float | None:
        """Return seconds to go; None before anything was read.

        By the bytes so far, and no less than the slowest clip needs: it cannot be shared.

        left_bytes : of the clips that are not done, those that are being measured among them
        """
        read = self._bytes + self.underway_bytes
        if not read:
            return None
        by_bytes_s = (left_bytes - self.underway_bytes) * (now_s - self._start_s) / read
        return max([by_bytes_s, *(self._rest_s(one, now_s) for one in self._underway)])

    def _rest_s(self, one: Underway, now_s: float) -> float:
        share = one.reached.share
        if not share:
            return 0.0
        return (now_s - self._begun_s[one.clip.place]) * (1.0 - share) / share
