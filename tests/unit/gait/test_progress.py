"""Progress over weeks: noise is called noise, and what else changed is named."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gaitcoach.gait.progress import (
    NoiseBand,
    Other,
    RunPoint,
    compare,
    differing,
    first_to_last,
    noise_band,
)
from gaitcoach.types import Side

POINT = RunPoint(0.0, left_deg=6.0, right_deg=3.0, speed_kmh=10.0, shoes="a", method="learned")


def points(days, means_deg, **how) -> list[RunPoint]:
    return [
        replace(POINT, day=float(day), left_deg=float(mean), **how)
        for day, mean in zip(days, means_deg, strict=True)
    ]


def test_a_small_change_is_noise_and_a_large_one_is_not():
    """Mutant: the band compared with the sign, or with half its width."""
    band = NoiseBand(2.8)
    small = compare(POINT, replace(POINT, left_deg=3.3), Side.LEFT, band)
    large = compare(POINT, replace(POINT, left_deg=3.1), Side.LEFT, band)
    assert (small.is_noise, large.is_noise) == (True, False)
    assert large.change_deg == pytest.approx(-2.9)
    assert compare(POINT, replace(POINT, left_deg=None), Side.LEFT, band) is None
    assert compare(POINT, POINT, Side.RIGHT, band).before_deg == 3.0


def test_what_else_changed_is_named():
    after = replace(POINT, speed_kmh=12.0, shoes="b", view="front", method="markers")
    assert differing(POINT, after) == (Other.SPEED, Other.SHOES, Other.METHOD)
    assert differing(POINT, replace(POINT, speed_kmh=10.4, shoes="")) == ()
    assert differing(POINT, replace(POINT, speed_kmh=None)) == ()
    assert differing(replace(POINT, incline_percent=0.0), replace(POINT, incline_percent=2.0)) == (
        Other.INCLINE,
    )


def test_the_published_noise_holds_until_there_are_own_repeats():
    assert noise_band(points(range(10), [6.0] * 10), Side.LEFT) == NoiseBand(2.8, 0)


def test_own_repeats_tell_the_own_noise():
    """Two runs a visit, 60 visits, an error of 0.5 degrees: 1.96 * sqrt(2) * 0.5 = 1.39.

    Mutants: the factor left out; pairs that share a run; runs of different weeks paired.
    """
    chance = np.random.default_rng(3)
    days, means = [], []
    for visit in range(60):
        level = 6.0 - visit * 0.05
        for minute in (0.0, 0.01):
            days.append(visit * 7 + minute)
            means.append(level + chance.normal(0, 0.5))
    band = noise_band(points(days, means), Side.LEFT)
    assert band.n_pairs == 60
    assert band.deg == pytest.approx(1.39, abs=0.25)
    assert noise_band(points([d * 1000 for d in days], means), Side.LEFT).n_pairs == 0


def test_runs_that_differ_are_no_repeats():
    made = points(range(40), [6.0, 3.0] * 20)
    mixed = [replace(p, shoes="ab"[i % 2]) for i, p in enumerate(made)]
    assert noise_band(mixed, Side.LEFT).n_pairs == 0


def test_three_runs_of_each_end_are_taken_together():
    """Mutant: the order of the list counts instead of the day."""
    made = points(range(0, 80, 10), [7.0, 6.0, 8.0, 5.0, 5.0, 3.0, 2.0, 4.0])
    change = first_to_last(made[::-1], Side.LEFT)
    assert (change.before_deg, change.after_deg) == (7.0, 3.0)
    assert not change.is_noise
    assert first_to_last(made[:3], Side.LEFT).after_deg == 8.0
    assert first_to_last(made[:1], Side.LEFT) is None
    faster = [replace(p, speed_kmh=10.0 + i) for i, p in enumerate(made)]
    assert first_to_last(faster, Side.LEFT).others == (Other.SPEED,)
