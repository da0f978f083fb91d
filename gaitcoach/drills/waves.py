"""Counts movements out and back, whatever their speed, by their turning points."""

from __future__ import annotations

import math
import statistics
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

LONGEST_GAP_S = 0.5
"""Unseen for longer, a movement that was under way is not counted: half of it may be missing."""
BACK_REL = 0.6
"""So much of the way out must be gone back: who ends there has finished, who trembles has not."""
SMOOTH_S = 0.2
"""The signal is its median over so long, which keeps the time of its slopes; 5 degrees of pelvis
under half a degree of noise are counted then."""
REST_S = 6.0
"""The place of rest is looked for in the last seconds: a body moves on."""
SHORTEST_S = 0.25
"""From half out to half back; faster is a twitch or a lost landmark, no exercise."""
LONGEST_S = 20.0
"""A movement that lasts longer has become a hold."""


@dataclass(frozen=True, slots=True)
class Swing:
    """One movement out and back. rest, peak : of the signal; from half out to half back."""

    t_rest_s: float
    t_start_s: float
    t_peak_s: float
    t_end_s: float
    rest: float
    peak: float


class Wave:
    """push(t_s, value) -> the movement that has just come back, else None.

    Parameters
    ----------
    least : smallest movement that counts, in the unit of the signal
    shortest_s : a movement that lasts less, from half out to half back, does not count
    shape : makes the signal grow evenly with the movement, given how far it is from rest
    """

    def __init__(
        self,
        least: float,
        shape: Callable[[float], float] = lambda far: far,
        shortest_s: float = SHORTEST_S,
    ) -> None:
        self._least, self._shape, self._shortest_s = least, shape, shortest_s
        self._recent: deque[tuple[float, float]] = deque()
        self.reset()

    def reset(self) -> None:
        """Forget the movement that is under way."""
        self._recent.clear()
        self._begin_at(math.nan, math.nan)

    def _begin_at(self, t_s: float, value: float) -> None:
        self._course: list[tuple[float, float]] = []
        self._rest, self._t_rest_s = value, t_s
        self._peak, self._t_peak_s = -math.inf, t_s

    @property
    def is_out(self) -> bool:
        """A movement large enough to count is under way."""
        return self._far(self._peak) >= self._least

    def _far(self, value: float) -> float:
        return self._shape(value - self._rest) if math.isfinite(value - self._rest) else 0.0

    def push(self, t_s: float, value: float) -> Swing | None:
        """Take one frame (times must grow); a NaN is a frame in which nothing was seen."""
        if not math.isfinite(value):
            return None
        if self._recent and t_s - self._recent[-1][0] > LONGEST_GAP_S:
            self.reset()
        self._recent.append((t_s, value))
        while self._recent[0][0] < t_s - SMOOTH_S:
            self._recent.popleft()
        times_s, values = zip(*self._recent, strict=True)
        return self._take(statistics.fmean(times_s), statistics.median(values))

    def _take(self, t_s: float, value: float) -> Swing | None:
        resting = not self.is_out
        if not math.isfinite(self._rest) or (resting and value <= self._rest):
            self._begin_at(t_s, value)
        elif resting and t_s - self._t_rest_s > REST_S:
            self._rest_again()
        self._course.append((t_s, value))
        if value > self._peak:
            self._peak, self._t_peak_s = value, t_s
        if resting:
            return None
        if t_s - self._t_rest_s > REST_S + 2 * LONGEST_S:
            self._begin_at(t_s, value)
            return None
        if self._far(value) > (1.0 - BACK_REL) * self._far(self._peak):
            return None
        swing = self._swing()
        self._begin_at(t_s, value)
        lasted_s = swing.t_end_s - swing.t_start_s
        return swing if self._shortest_s <= lasted_s <= LONGEST_S else None

    def _rest_again(self) -> None:
        """Take the lowest place of the last seconds for rest; the old one is long past."""
        later = self._course[1:]
        lowest = min(range(len(later)), key=lambda at: later[at][1])
        self._begin_at(*later[lowest])
        self._course = later[lowest:]
        self._t_peak_s, self._peak = max(self._course, key=lambda moment: moment[1])

    def _swing(self) -> Swing:
        half = 0.5 * self._far(self._peak)
        out = self._crossing(
            half, [moment for moment in self._course if moment[0] <= self._t_peak_s]
        )
        back = self._crossing(half, [m for m in self._course if m[0] >= self._t_peak_s][::-1])
        return Swing(self._t_rest_s, out, self._t_peak_s, back, self._rest, self._peak)

    def _crossing(self, half: float, course: list[tuple[float, float]]) -> float:
        """Return when the course, which ends at the peak, last rose through half of it."""
        after_s, after = course[-1][0], self._far(course[-1][1])
        for t_s, value in reversed(course[:-1]):
            far = self._far(value)
            if far < half:
                return t_s + (after_s - t_s) * (half - far) / (after - far)
            after_s, after = t_s, far
        return after_s
