"""The longest block of the window's thread, from beats that come late."""

from __future__ import annotations

import pytest

from gaitcoach.bench import heartbeat, live_window
from gaitcoach.bench.heartbeat import BEAT_MS, Heartbeat


def test_the_longest_pause_counts_beyond_the_beat_itself(monkeypatch: pytest.MonkeyPatch):
    """Mutants: the last pause instead of the longest; loading counts; the whole process's time."""
    now = {"s": 0.0}
    monkeypatch.setattr(heartbeat.time, "monotonic", lambda: now["s"])
    monkeypatch.setattr(heartbeat.time, "process_time", lambda: 0.5 * now["s"])
    monkeypatch.setattr(heartbeat.time, "thread_time", lambda: 0.2 * now["s"])
    heart = Heartbeat()
    now["s"] = 9.0
    heart.begin()
    for late_s in (0.005, 0.045, 0.006):
        now["s"] += late_s
        heart.beat()
    figures = heart.figures()
    assert figures["gui_block_ms"] == pytest.approx(45.0 - BEAT_MS)
    assert figures["gui_own_ms"] == pytest.approx(0.2 * 45.0)
    assert figures["cpu_cores"] == pytest.approx(0.5)


def test_each_layout_is_told_by_its_own_median():
    """Mutants: layouts mixed up; the worst of the rounds."""
    rounds = [{"runner": {"a": x}, "clinician": {"a": 10 * x}} for x in (1.0, 9.0, 2.0)]
    names = ("runner", "clinician")
    assert live_window._by_layout(rounds, "a", names, 1) == {"runner": 2.0, "clinician": 20.0}
    assert {"gauges", "runner", "clinician"} == set(live_window.LAYOUTS)
