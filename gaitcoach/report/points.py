"""A kept run as a point of its person's progress."""

from __future__ import annotations

from datetime import datetime

from gaitcoach.gait.progress import RunPoint
from gaitcoach.storage.store.values import RunRow

_DAY_S = 86_400.0
_EPOCH = datetime.fromisoformat("2000-01-01T00:00:00+00:00")


def point_of(row: RunRow) -> RunPoint:
    """Return a run as a point of its person's progress."""
    left, right = row.left, row.right
    return RunPoint(
        day=(row.started - _EPOCH).total_seconds() / _DAY_S,
        left_deg=left.mean_deg,
        right_deg=right.mean_deg,
        left_half_deg=_half(left.low_deg, left.high_deg),
        right_half_deg=_half(right.low_deg, right.high_deg),
        left_over_rel=left.over_rel,
        right_over_rel=right.over_rel,
        difference_deg=row.difference_deg,
        cadence_spm=row.cadence_spm,
        speed_kmh=row.speed_kmh,
        incline_percent=row.incline_percent,
        shoes=row.shoes,
        view=row.view,
        method=row.method or "",
        level_by=row.level_by or "",
    )


def _half(low_deg: float | None, high_deg: float | None) -> float | None:
    return None if low_deg is None or high_deg is None else (high_deg - low_deg) / 2
