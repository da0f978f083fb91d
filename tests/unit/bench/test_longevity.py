"""The long look tells our own lag from the pose model's: a machine that slows is not a leak."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gaitcoach.bench import longevity
from gaitcoach.bench.longevity import MB, Look, figures, measure
from gaitcoach.errors import GaitCoachError
from gaitcoach.live.view import LiveStats, LiveView
from gaitcoach.types import Frame

FRAME = Frame(np.zeros((2, 2, 3), np.uint8), 0, 0.0)


class SlowingSession:
    """Shows the given stats one look after the other, the last one for ever."""

    failure = None

    def __init__(self, *stats: LiveStats) -> None:
        self._left = list(stats)
        self.stopped = False

    def view(self) -> LiveView:
        stats = self._left.pop(0) if len(self._left) > 1 else self._left[0]
        return replace(LiveView(), frame=FRAME, stats=stats)

    def stop(self) -> None:
        self.stopped = True


def test_a_slower_model_is_not_our_own_lag():
    early, late = Look(20.0, 2.0, 100 * MB), Look(27.0, 2.1, 107 * MB)
    assert figures(early, late) == {
        "lag_ratio": 1.35,
        "lag_ms": [20.0, 27.0],
        "own_lag_ratio": 1.05,
        "own_lag_ms": [2.0, 2.1],
        "memory_growth_mb": 7.0,
    }


def test_a_short_run_looks_early_and_late():
    # GIVEN a session whose model slows after the first look (frame, then one look of one sample)
    first = LiveStats(latency_ms=20.0, own_lag_ms=2.0)
    session = SlowingSession(first, first, LiveStats(latency_ms=30.0, own_lag_ms=2.0))
    # WHEN it is looked at twice within a moment
    found = measure(0.0, 0.05, look_s=0.0, start=lambda: session)
    # THEN both looks are in the figures, and the session was stopped
    assert found["lag_ms"] == [20.0, 30.0]
    assert found["own_lag_ratio"] == 1.0
    assert session.stopped


def test_a_run_without_lag_says_so_instead_of_dividing_by_nothing():
    session = SlowingSession(LiveStats())
    with pytest.raises(GaitCoachError, match="No lag"):
        measure(0.0, 0.0, look_s=0.0, start=lambda: session)
    assert session.stopped


def test_the_real_run_is_ten_minutes():
    assert (longevity.EARLY_S, longevity.LATE_S) == (10.0, 600.0)
