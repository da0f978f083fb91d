"""Made-up drills: summaries as the engine tells them, and what was done over weeks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from gaitcoach.drills.done import DoneDrill, done_drill

STARTED = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)
"""A Friday."""


def summary(drill: str = "hip_abduction", **changes: Any) -> dict[str, Any]:
    """A summary as `gaitcoach.drills.summary_of` returns it."""
    left = {"reps": 10, "good_reps": 9, "hold_s": 0.0, "good_s": 0.0, "score": 90.0,
            "range_deg": 31.0, "good_deg": 24.5}  # fmt: skip
    right = left | {"good_reps": 10, "score": 100.0, "range_deg": 28.0, "good_deg": 28.0}
    told = {
        "event": "summary", "drill": drill, "side": "both", "reps": 20, "hold_s": 0.0,
        "faults": 1, "score": 95.0, "faults_by_kind": {"drop": 1},
        "findings": {"left": [], "right": []}, "by_side": {"left": left, "right": right},
        "target": {"reps": 10, "hold_s": 0.0}, "level_deg": 0.4,
        "settings": {"threshold_deg": 5.0}, "view": "front", "method": "learned",
    }  # fmt: skip
    return told | changes


def held(drill: str, hold_s: float, score: float, holds: int = 5) -> dict[str, Any]:
    """A summary of a drill that is held, on both legs."""
    leg = {"reps": holds, "good_reps": 0, "hold_s": hold_s / 2, "good_s": hold_s / 2 * score / 100,
           "score": score, "range_deg": None, "good_deg": None}  # fmt: skip
    return summary(
        drill, reps=2 * holds, hold_s=hold_s, score=score, faults_by_kind={},
        by_side={"left": leg, "right": leg}, findings={"left": ["level"], "right": ["drop"]},
        target={"reps": holds, "hold_s": hold_s / holds / 2},
    )  # fmt: skip


def done(day: int, told: dict[str, Any] | None = None, load: str = "none") -> DoneDrill:
    """A drill that was done so many days after `STARTED`."""
    return done_drill(told or summary(), STARTED + timedelta(days=day), load)
