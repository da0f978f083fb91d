"""Ten minutes of the looped demo as live: does the lag grow, does the memory?"""

from __future__ import annotations

import time

import psutil

from gaitcoach.capture.source import parse_source
from gaitcoach.live.session import LiveSession, Outlets
from gaitcoach.settings import Settings
from gaitcoach.voice.silent import SilentSpeaker

EARLY_S, LATE_S = 10.0, 600.0
LOOK_S = 15.0
"""Lag is the median of the looks within this long after each moment."""
MB = 1024 * 1024


def measure() -> dict:
    """Return lag_ratio and memory_growth_mb."""
    spec = parse_source("demo", as_live=True, loop=True)
    session = LiveSession(Settings(), spec, Outlets(SilentSpeaker()))
    process = psutil.Process()
    session.start()
    try:
        start_s = _first_frame_s(session)
        early_ms, early_bytes = _look(session, start_s + EARLY_S, process)
        late_ms, late_bytes = _look(session, start_s + LATE_S, process)
    finally:
        session.stop()
    return {
        "lag_ratio": round(late_ms / early_ms, 3),
        "lag_ms": [round(early_ms, 2), round(late_ms, 2)],
        "memory_growth_mb": round((late_bytes - early_bytes) / MB, 1),
    }


def _first_frame_s(session: LiveSession) -> float:
    while session.view().frame is None:
        if session.failure is not None:
            raise session.failure
        time.sleep(0.01)
    return time.monotonic()


def _look(session: LiveSession, at_s: float, process: psutil.Process) -> tuple[float, int]:
    """Wait until a moment, then watch; return median lag (ms) and memory (bytes)."""
    time.sleep(max(0.0, at_s - time.monotonic()))
    lags_ms = []
    while time.monotonic() < at_s + LOOK_S:
        lag_ms = session.view().stats.latency_ms
        if lag_ms is not None:
            lags_ms.append(lag_ms)
        time.sleep(0.1)
    return sorted(lags_ms)[len(lags_ms) // 2], process.memory_info().rss
