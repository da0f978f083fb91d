"""Cadence, contact time and flight time from the last steps."""

from __future__ import annotations

from collections import deque
from statistics import fmean, median_low

from gaitcoach.gait.stances import StanceSpan

WINDOW_STEPS = 12
USUAL_WITHIN_S = 0.1
"""Times further from the median are stumbles or missed contacts."""
MIN_STEP_TIMES = 3
MAX_STEP_S = 1.2
"""A longer pause between two contacts is a break, not a step."""


class Rhythm:
    """Usual times over the last steps. push(span) after each finished stance.

    cadence_spm : steps per minute; None before three step times are known
    contact_time_s : time on the ground
    flight_time_s : time in the air between two stances; None while walking (feet overlap)
    """

    def __init__(self) -> None:
        self._last: StanceSpan | None = None
        self._step_s: deque[float] = deque(maxlen=WINDOW_STEPS)
        self._contact_s: deque[float] = deque(maxlen=WINDOW_STEPS)
        self._flight_s: deque[float] = deque(maxlen=WINDOW_STEPS)
        self.cadence_spm: float | None = None
        self.contact_time_s: float | None = None
        self.flight_time_s: float | None = None

    def push(self, span: StanceSpan) -> None:
        self._contact_s.append(span.t_end_s - span.t_start_s)
        self.contact_time_s = _usual(self._contact_s)
        previous, self._last = self._last, span
        if previous is None or previous.side is span.side:
            return
        step_s = span.t_start_s - previous.t_start_s
        if 0 < step_s <= MAX_STEP_S:
            self._step_s.append(step_s)
            self._flight_s.append(span.t_start_s - previous.t_end_s)
            self._count()

    def _count(self) -> None:
        if len(self._step_s) >= MIN_STEP_TIMES:
            self.cadence_spm = 60.0 / _usual(self._step_s)
        flight_s = _usual(self._flight_s)
        self.flight_time_s = flight_s if flight_s > 0 else None


def _usual(times_s: deque[float]) -> float:
    """Return the mean of what lies near the median: exact, and a stumble changes nothing."""
    # One of the times themselves: half-way between two far apart nothing would be near it.
    middle_s = median_low(times_s)
    return fmean(t for t in times_s if abs(t - middle_s) <= USUAL_WITHIN_S)
