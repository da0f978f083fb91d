"""The longest block of the window's thread, from beats that come late."""

from __future__ import annotations

import pytest

from gaitcoach.bench import live_window
from gaitcoach.bench.live_window import BEAT_MS, Heartbeat


def test_the_longest_pause_counts_beyond_the_beat_itself(monkeypatch: pytest.MonkeyPatch):
    """Mutants: the last pause instead of the longest; loading counts."""
    now = {"s": 0.0}
    monkeypatch.setattr(live_window.time, "monotonic", lambda: now["s"])
    monkeypatch.setattr(live_window.time, "process_time", lambda: 0.5 * now["s"])
    heart = Heartbeat()
    now["s"] = 9.0
    heart.begin()
    for late_s in (0.005, 0.045, 0.006):
        now["s"] += late_s
        heart.beat()
    figures = heart.figures()
    assert figures["gui_block_ms"] == pytest.approx(45.0 - BEAT_MS)
    assert figures["cpu_cores"] == pytest.approx(0.5)
