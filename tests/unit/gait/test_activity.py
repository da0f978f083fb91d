"""Running time without breaks: counting begins with the first step and rests while none comes."""

from __future__ import annotations

import numpy as np
import pytest
from made_up import step

from gaitcoach.gait.activity import BREAK_S, Activity, active_times_s
from gaitcoach.gait.review import TREND_MIN_S, trend_of
from gaitcoach.types import Side

STEP_S = 0.36


def run_from(t_s: float, n: int) -> list:
    sides = (Side.LEFT, Side.RIGHT)
    return [step(sides[i % 2], t_s + i * STEP_S + 0.25, 3.0) for i in range(n)]


def push_all(activity: Activity, steps: list) -> None:
    for one in steps:
        activity.push(one.t_end_s + 0.3, [one])


def test_standing_about_is_no_running():
    activity = Activity()
    for t_s in range(20):
        activity.push(float(t_s), [])
    assert (activity.active_s, activity.is_active, activity.on_break) == (0.0, False, False)


def test_time_counts_from_the_first_step_and_a_break_does_not():
    """Mutants: the break counts; the break ends the counting."""
    activity = Activity()
    # GIVEN 10 s of running after 5 s of standing
    first = run_from(5.0, 28)
    push_all(activity, first)
    ran_s = first[-1].t_end_s - 5.0
    assert activity.active_s == pytest.approx(ran_s)
    assert activity.is_active
    # WHEN the runner steps off for a minute
    activity.push(first[-1].t_end_s + BREAK_S + 0.1, [])
    assert (activity.is_active, activity.on_break) == (False, True)
    again = run_from(75.0, 28)
    push_all(activity, again)
    # THEN the second stretch is added, and the minute is not
    assert activity.active_s == pytest.approx(ran_s + again[-1].t_end_s - 75.0)
    assert (activity.is_active, activity.on_break) == (True, False)


def test_a_missed_step_is_no_break():
    activity = Activity()
    steps = run_from(0.0, 28)
    push_all(activity, steps[:10] + steps[13:])
    assert activity.active_s == pytest.approx(steps[-1].t_end_s)


def test_a_break_is_no_drift():
    """Mutant: the drop over the clock's time."""
    # GIVEN a leg that tires by 3 degrees in 10 minutes of running, with 10 minutes' rest between
    n = int(2 * TREND_MIN_S / 0.72)
    pause_s = np.where(np.arange(n) < n // 2, 0.0, 600.0)
    t_s = np.arange(n) * 0.72
    drops_deg = 4.0 + 3.0 * t_s / 600.0
    steps = [
        step(Side.RIGHT, float(t + pause + 0.25), float(drop))
        for t, pause, drop in zip(t_s, pause_s, drops_deg, strict=True)
    ]
    trend = trend_of(steps)
    assert trend is not None
    assert trend.slope_deg == pytest.approx(3.0, abs=0.05)


def test_times_without_breaks_keep_the_first_and_the_order():
    steps = run_from(2.0, 4) + run_from(60.0, 4)
    times_s = active_times_s(steps)
    assert times_s[0] == pytest.approx(2.0)
    assert np.all(np.diff(times_s) > 0)
    assert times_s[-1] < 2.0 + 8 * STEP_S + 0.25
