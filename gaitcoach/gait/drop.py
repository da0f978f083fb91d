"""The drop of one step: mean over the middle of single support."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gaitcoach.gait.stances import StanceSpan

WINDOW_START_REL = 0.25
WINDOW_END_REL = 0.60
"""Share of single support around mid-stance over which the drop is averaged."""
PEAK_LOWPASS_HZ = 6.0
_GAUSS_S = np.sqrt(np.log(2.0)) / (2.0 * np.pi * PEAK_LOWPASS_HZ)
"""Width of the Gaussian whose gain is -3 dB at `PEAK_LOWPASS_HZ`; symmetric, so no delay."""
_REACH_S = 4 * _GAUSS_S


@dataclass(frozen=True, slots=True)
class DropValue:
    """Drop of one step, degrees; NaN when no frame allows it. See `StanceRecord`."""

    drop_deg: float
    drop_peak_deg: float
    sigma_deg: float
    n_frames: int


NO_DROP = DropValue(np.nan, np.nan, np.nan, 0)


def measure_drop(
    span: StanceSpan,
    t_s: NDArray[np.float64],
    obliquity_deg: NDArray[np.float64],
    sigma_deg: NDArray[np.float64],
) -> DropValue:
    """Average the drop over 25-60 % of single support, edges interpolated in time.

    Parameters
    ----------
    t_s, obliquity_deg, sigma_deg : (n,) increasing times with the angle and its deviation

    Returns
    -------
    DropValue
        `sigma_deg` takes the frames' errors as fully shared within a step: they are neighbours
        in time and see the same picture, so averaging is not credited with removing them.
    """
    start_s, end_s = mid_stance_s(span)
    if len(t_s) < 2 or end_s <= start_s or start_s < t_s[0] or end_s > t_s[-1]:
        return NO_DROP
    drop_deg = obliquity_deg * span.side.drop_deg(1.0)
    inside = (t_s > start_s) & (t_s < end_s)
    return DropValue(
        drop_deg=mean_over(t_s, drop_deg, start_s, end_s),
        drop_peak_deg=_peak(t_s, drop_deg, span),
        sigma_deg=float(np.sqrt(mean_over(t_s, sigma_deg**2, start_s, end_s))),
        n_frames=int(inside.sum()),
    )


def mid_stance_s(span: StanceSpan) -> tuple[float, float]:
    """Return the times between which a step's drop is measured."""
    support_s = span.support_end_s - span.support_start_s
    return (
        span.support_start_s + WINDOW_START_REL * support_s,
        span.support_start_s + WINDOW_END_REL * support_s,
    )


def mean_over(
    t_s: NDArray[np.float64], value: NDArray[np.float64], start_s: float, end_s: float
) -> float:
    """Return the mean of a value between two times, its edges interpolated."""
    inside = (t_s > start_s) & (t_s < end_s)
    times = np.concatenate([[start_s], t_s[inside], [end_s]])
    values = np.interp(times, t_s, value)
    return float(np.trapezoid(values, times) / (end_s - start_s))


def _peak(t_s: NDArray[np.float64], drop_deg: NDArray[np.float64], span: StanceSpan) -> float:
    near = (t_s > span.support_start_s - _REACH_S) & (t_s < span.support_end_s + _REACH_S)
    asked = (t_s >= span.support_start_s) & (t_s <= span.support_end_s)
    if not asked.any():
        return float("nan")
    weight = np.exp(-0.5 * ((t_s[asked][:, None] - t_s[near][None, :]) / _GAUSS_S) ** 2)
    return float(np.max(weight @ drop_deg[near] / weight.sum(axis=1)))
