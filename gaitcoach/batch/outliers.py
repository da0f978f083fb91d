"""Which clips of an archive stand out, and why: to be looked at first, not to be left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gaitcoach.batch.row import Row

FAR = 3.5
"""Robust deviations from the middle (Iglewicz and Hoaglin 1993)."""
TO_SIGMA = 1.4826
LEAST_CLIPS = 8
"""Fewer have no middle worth the name."""
MEASURES: dict[str, tuple[str, str]] = {
    "drop_left_deg": ("left leg", "°"),
    "drop_right_deg": ("right leg", "°"),
    "difference_deg": ("left less right", "°"),
    "cadence_spm": ("cadence", " steps/min"),
}
"""What is looked at -> its name and unit."""


@dataclass(frozen=True, slots=True)
class Outlier:
    """A clip that stands out. far : robust deviations from the middle of all"""

    place: str
    measure: str
    value: float
    middle: float
    far: float


def values_of(row: Row) -> dict[str, float | None]:
    """Return what a row says in each measure."""
    left, right = row["drop_left_deg"], row["drop_right_deg"]
    both = left is not None and right is not None
    return {
        "drop_left_deg": left,
        "drop_right_deg": right,
        "difference_deg": left - right if both else None,
        "cadence_spm": row["cadence_spm"],
    }


def outliers(places: Sequence[str], values: dict[str, Sequence[float | None]]) -> list[Outlier]:
    """Return what stands out, the farthest first; one row a clip and measure."""
    found = []
    for measure, column in values.items():
        known = np.array([np.nan if value is None else value for value in column], float)
        if np.isfinite(known).sum() < LEAST_CLIPS:
            continue
        middle = float(np.nanmedian(known))
        spread = TO_SIGMA * float(np.nanmedian(np.abs(known - middle)))
        if spread <= 0.0:
            continue
        for n in np.flatnonzero(np.abs(known - middle) > FAR * spread):
            far = float((known[n] - middle) / spread)
            found.append(Outlier(places[n], measure, float(known[n]), middle, far))
    return sorted(found, key=lambda one: -abs(one.far))
