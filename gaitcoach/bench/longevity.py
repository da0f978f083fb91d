"""Ten minutes of the looped demo as live: does the lag grow, does the memory?

The pose model's own time wavers with the machine by some 40 %: what is left of the lag without it
is gaitcoach's own, and stands beside it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median_low

import psutil

from gaitcoach.capture.source import parse_source
from gaitcoach.errors import GaitCoachError
from gaitcoach.live.session import LiveSession, Outlets
from gaitcoach.settings import Settings
from gaitcoach.voice.silent import SilentSpeaker

EARLY_S, LATE_S = 10.0, 600.0
LOOK_S = 15.0
"""Lag is the median of the looks within this long after each moment."""
LOOK_EVERY_S = 0.1
MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Look:
    """A moment of the run: whole lag, lag without the pose model, resident memory."""

    lag_ms: float
    own_lag_ms: float
    memory_bytes: int


def measure(
    early_s: float = EARLY_S,
    late_s: float = LATE_S,
    look_s: float = LOOK_S,
    start: Callable[[], LiveSession] | None = None,
) -> dict:
    """Return lag_ratio, own_lag_ratio and memory_growth_mb, with the lags behind them.

    Parameters
    ----------
    early_s, late_s : moments of the two looks after the first frame
    look_s : how long each look lasts
    start : begins the session that is looked at; the looped demo by default
    """
    session = (start or _demo)()
    try:
        start_s = _first_frame_s(session)
        early = _look(session, start_s + early_s, look_s)
        late = _look(session, start_s + late_s, look_s)
    finally:
        session.stop()
    return figures(early, late)


def figures(early: Look, late: Look) -> dict:
    """Return the two looks as the bench's figures."""
    return {
        "lag_ratio": round(late.lag_ms / early.lag_ms, 3),
        "lag_ms": [round(early.lag_ms, 2), round(late.lag_ms, 2)],
        "own_lag_ratio": round(late.own_lag_ms / early.own_lag_ms, 3),
        "own_lag_ms": [round(early.own_lag_ms, 2), round(late.own_lag_ms, 2)],
        "memory_growth_mb": round((late.memory_bytes - early.memory_bytes) / MB, 1),
    }


def _demo() -> LiveSession:
    spec = parse_source("demo", as_live=True, loop=True)
    session = LiveSession(Settings(), spec, Outlets(SilentSpeaker()))
    session.start()
    return session


def _first_frame_s(session: LiveSession) -> float:
    while session.view().frame is None:
        if session.failure is not None:
            raise session.failure
        time.sleep(0.01)
    return time.monotonic()


def _look(session: LiveSession, at_s: float, look_s: float) -> Look:
    """Wait until a moment, then watch for a while."""
    time.sleep(max(0.0, at_s - time.monotonic()))
    lags_ms, own_lags_ms = [], []
    while True:
        stats = session.view().stats
        if stats.latency_ms is not None and stats.own_lag_ms is not None:
            lags_ms.append(stats.latency_ms)
            own_lags_ms.append(stats.own_lag_ms)
        if time.monotonic() >= at_s + look_s:
            break
        time.sleep(LOOK_EVERY_S)
    if not lags_ms:
        raise GaitCoachError("No lag was measured.", "Try again: gaitcoach bench --slow.")
    memory_bytes = psutil.Process().memory_info().rss
    return Look(median_low(lags_ms), median_low(own_lags_ms), memory_bytes)
