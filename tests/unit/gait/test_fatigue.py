"""Drift over a run: none is normal, a steady one has a slope, a sudden one a moment."""

from __future__ import annotations

import numpy as np
import pytest
from made_up import step

from gaitcoach.gait.fatigue import change_point, drift_of
from gaitcoach.types import Side


def run_of(minutes: float, drop_deg, seed: int = 0, alike: float = 0.3, pause_at: float = -1.0):
    """One leg's steps at 85 a minute whose scatter of 1 degree wanders as a runner's does."""
    chance = np.random.default_rng(seed)
    made, rest, t_s = [], 0.0, 0.0
    for i in range(round(minutes * 85)):
        rest = alike * rest + np.sqrt(1 - alike**2) * chance.normal()
        t_s += 60 / 85
        if 0 <= pause_at <= i / 85 < pause_at + 1 / 85:
            t_s += 600.0
        made.append(step(Side.LEFT, t_s, drop_deg(i / 85) + rest))
    return made


def test_a_steady_run_has_no_drift_and_no_change():
    """Mutant: every run drifts. Of 200 steady runs of 20 minutes hardly one in twenty may."""
    found = [drift_of(run_of(20, lambda m: 4.0, seed)) for seed in range(200)]
    assert sum(f.change is not None for f in found) <= 12
    assert sum(f.trend.drifts for f in found) <= 16


def test_a_sudden_change_is_found_where_it_is():
    """Mutant: the moment is that of the largest step, or the sign is turned."""
    found = [change_point(run_of(20, lambda m: 4.0 + 1.5 * (m > 12), s)) for s in range(40)]
    assert all(f is not None for f in found)
    assert np.median([f.at_s for f in found]) == pytest.approx(720, abs=40)
    assert np.median([f.shift_deg for f in found]) == pytest.approx(1.5, abs=0.15)
    down = change_point(run_of(20, lambda m: 4.0 - 1.5 * (m > 12)))
    assert down.shift_deg == pytest.approx(-1.5, abs=0.3)


def test_a_steady_drift_is_told_as_a_slope_and_not_as_a_change():
    """Mutant: no comparison with a straight line."""
    found = [drift_of(run_of(30, lambda m: 3.0 + 0.1 * m, seed)) for seed in range(40)]
    assert sum(f.change is None for f in found) >= 36
    assert np.mean([f.trend.slope_deg for f in found]) == pytest.approx(1.0, abs=0.1)
    assert all(f.drifts for f in found)


def test_a_change_too_small_to_matter_is_not_told():
    assert change_point(run_of(90, lambda m: 4.0 + 0.4 * (m > 45), alike=0.0)) is None


def test_a_break_does_not_move_the_moment():
    """Mutant: the moment is told in running time."""
    found = change_point(run_of(20, lambda m: 4.0 + 2.0 * (m > 12), pause_at=5.0))
    assert found.at_s == pytest.approx(720 + 600, abs=40)


@pytest.mark.parametrize("minutes", [0, 0.1, 4])
def test_a_short_run_tells_nothing(minutes):
    assert change_point(run_of(minutes, lambda m: 4.0 + 3 * (m > 2))) is None
