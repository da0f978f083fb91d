"""Closed forms: the mean over a window, the peak's filter, Student's t."""

from __future__ import annotations

import numpy as np
import pytest

from gaitcoach.gait.drop import NO_DROP, PEAK_LOWPASS_HZ, measure_drop
from gaitcoach.gait.stances import StanceSpan
from gaitcoach.gait.stats import Z80, Z95, Z975, side_stats, spread, t_quantile
from gaitcoach.types import Quality, Side, StanceRecord


def one(drop_deg: float, sigma_deg: float = 0.0) -> StanceRecord:
    return StanceRecord(Side.LEFT, 0, 0.3, drop_deg, drop_deg, sigma_deg, 3, True, Quality.OK)


def span(side: Side = Side.LEFT, start_s: float = 1.0, end_s: float = 1.4) -> StanceSpan:
    return StanceSpan(side, start_s, end_s, start_s, end_s)


@pytest.mark.parametrize("fps", [24.0, 30.0, 59.94, 240.0])
def test_a_ramp_is_averaged_exactly_whatever_the_frame_rate(fps: float):
    # GIVEN obliquity growing by 10 deg/s; the window 25-60 % of 1.0..1.4 s is 1.10..1.24 s
    t_s = np.arange(0, 3, 1 / fps)
    value = measure_drop(span(), t_s, 10.0 * t_s, np.ones_like(t_s))
    assert value.drop_deg == pytest.approx(10.0 * 1.17, abs=1e-9)
    assert value.sigma_deg == pytest.approx(1.0)


def test_the_sides_have_opposite_signs():
    t_s = np.arange(0, 3, 1 / 30)
    left = measure_drop(span(Side.LEFT), t_s, 10.0 * t_s, np.ones_like(t_s))
    right = measure_drop(span(Side.RIGHT), t_s, 10.0 * t_s, np.ones_like(t_s))
    assert left.drop_deg == -right.drop_deg > 0


def test_only_single_support_counts():
    t_s = np.arange(0, 3, 1 / 60)
    walking = StanceSpan(Side.LEFT, 1.0, 1.8, 1.2, 1.6)
    value = measure_drop(walking, t_s, 10.0 * t_s, np.ones_like(t_s))
    assert value.drop_deg == pytest.approx(10.0 * (1.2 + 0.4 * 0.425), abs=1e-9)


def test_the_peaks_filter_passes_70_percent_at_its_corner_and_does_not_delay():
    t_s = np.arange(0, 6, 1 / 240)
    wave = np.cos(2 * np.pi * PEAK_LOWPASS_HZ * (t_s - 1.2))
    value = measure_drop(span(), t_s, wave, np.ones_like(t_s))
    assert value.drop_peak_deg == pytest.approx(np.sqrt(0.5), abs=0.02)


def test_nothing_is_invented_outside_the_known_times():
    t_s = np.arange(1.15, 3, 1 / 30)
    assert measure_drop(span(), t_s, t_s, t_s) is NO_DROP
    assert measure_drop(span(), t_s[:1], t_s[:1], t_s[:1]) is NO_DROP


@pytest.mark.parametrize(
    ("degrees_of_freedom", "quantile"),
    [(6, 2.4469), (7, 2.3646), (10, 2.2281), (30, 2.0423), (1000, 1.9623)],
)
def test_students_t_against_the_tables(degrees_of_freedom: int, quantile: float):
    assert t_quantile(Z975, degrees_of_freedom) == pytest.approx(quantile, abs=0.003)


def test_spread_of_known_numbers():
    found = spread([one(drop_deg) for drop_deg in (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0)])
    assert found.mean_deg == 4.0
    assert found.sd_deg == pytest.approx(2.1602, abs=1e-4)
    assert found.half_width_deg == pytest.approx(2.4469 * 2.1602 / np.sqrt(7), abs=0.005)


def test_a_bound_to_one_side_needs_less_than_an_interval_to_both():
    """Mutants: the same width for both; one confidence for both bounds."""
    found = spread([one(4.0, sigma_deg=2.0)] * 7, level_sigma_deg=0.5)
    assert found.sure_deg == pytest.approx(Z95 * np.hypot(2.0, 0.5))
    assert found.likely_deg == pytest.approx(Z80 * np.hypot(2.0, 0.5))
    assert found.likely_deg < found.sure_deg < found.half_width_deg


def test_steps_do_not_average_out_what_the_estimator_gets_wrong_for_all_of_them():
    """Mutant: the estimator's part divided by the number of steps."""
    # GIVEN ever more steps that scatter by a degree, each known to 2 degrees
    few, many = (spread([one(drop_deg, 2.0) for drop_deg in (3.0, 5.0) * n]) for n in (4, 2000))
    # THEN the interval shrinks to what the estimator may be wrong by, and no further
    assert many.half_width_deg == pytest.approx(Z975 * 2.0, rel=0.001)
    assert few.half_width_deg > many.half_width_deg + 0.1


def test_the_level_s_uncertainty_is_in_the_mean_s():
    # GIVEN exact steps, measured from a level known to half a degree
    found = spread([one(4.0)] * 50, level_sigma_deg=0.5)
    assert found.half_width_deg == pytest.approx(1.959964 * 0.5)
    stats = side_stats([one(4.0)] * 50, Side.LEFT, 0.5)
    assert stats.ci95_deg == pytest.approx((4.0 - 0.98, 4.0 + 0.98), abs=0.001)


def test_unusable_steps_are_counted_but_never_averaged():
    def step(drop_deg: float, usable: bool) -> StanceRecord:
        reason = Quality.OK if usable else Quality.FRAME_GAP
        return StanceRecord(Side.LEFT, 0, 0.3, drop_deg, drop_deg, 1, 3, usable, reason)

    stats = side_stats([step(4.0, True)] * 7 + [step(99.0, False)], Side.LEFT)
    assert (stats.n, stats.usable, stats.mean_deg) == (8, 7, 4.0)
    assert side_stats([step(4.0, True)] * 6, Side.LEFT).mean_deg is None
    assert side_stats([step(4.0, True)] * 7, Side.RIGHT).n == 0
