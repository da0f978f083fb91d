"""What is kept of one clip: one line of the journal, one row of the table, its steps."""

from __future__ import annotations

from typing import Any

from gaitcoach.live.events import why_no_mean
from gaitcoach.live.outlook import SIDE
from gaitcoach.live.replay import Replayed
from gaitcoach.storage.plain import plain
from gaitcoach.types import Quality, SessionSummary, SideStats, StanceRecord

Row = dict[str, Any]

COLUMNS: dict[str, str] = {
    "file": "path or address of the clip",
    "size_bytes": "size of the file",
    "frames": "pictures that were analysed",
    "duration_s": "first to last picture, seconds",
    "fps": "pictures a second",
    "view": "from where it was filmed: behind, front, or side (no number)",
    "drop_left_deg": "mean drop while standing on the left leg, degrees; + = the right hip drops",
    "drop_left_low_deg": "lower end of its 95 % interval",
    "drop_left_high_deg": "upper end of its 95 % interval",
    "steps_left": "steps on the left leg that count",
    "drop_right_deg": "mean drop while standing on the right leg, degrees; + = the left hip drops",
    "drop_right_low_deg": "lower end of its 95 % interval",
    "drop_right_high_deg": "upper end of its 95 % interval",
    "steps_right": "steps on the right leg that count",
    "steps": "steps seen in all",
    "cadence_spm": "steps per minute at the end",
    "contact_time_s": "foot contact to toe-off, seconds",
    "level_deg": "obliquity that counted as level and was taken off; empty = roll not removed",
    "quality": "ok, or the commonest reason why pictures did not count",
    "ok_rel": "share of the pictures that counted",
    "method": "how the pelvis was measured",
    "why_none": "why there is no mean of either side",
    "notes": "what must be known to read the row",
    "error": "why nothing was measured; empty = it was",
}
"""Column -> its meaning and unit, in the order of the table."""

STEP_COLUMNS = (
    "side", "t_start_s", "t_end_s", "drop_deg", "drop_peak_deg", "sigma_deg", "n_frames",
    "usable", "reason", "cadence_spm", "level_deg",
)  # fmt: skip


def row_of(result: Replayed) -> Row:
    """Return what is kept of a clip that was measured; `place` and size are added by who knows."""
    summary = result.summary
    ok_rel, quality = _quality(summary, result.view)
    return plain(
        {
            "frames": summary.frames_seen,
            "duration_s": summary.duration_s,
            "fps": summary.fps,
            "view": result.view,
            **_side("left", summary.left),
            **_side("right", summary.right),
            "steps": len(result.steps),
            "cadence_spm": summary.cadence_spm,
            "contact_time_s": summary.contact_time_s,
            "level_deg": summary.baseline_deg,
            "quality": quality,
            "ok_rel": ok_rel,
            "method": summary.method,
            "why_none": why_no_mean(summary) or "",
            "notes": " ".join(result.notes),
            "error": "",
            "step_table": steps_as_columns(result.steps),
        }
    )


def failed_row(error: str) -> Row:
    """Return what is kept of a clip that could not be measured."""
    return dict.fromkeys(COLUMNS) | {"error": error, "notes": "", "why_none": "", "step_table": {}}


def steps_as_columns(steps: tuple[StanceRecord, ...]) -> dict[str, list[Any]]:
    """Return the steps column by column: half the size of row by row."""
    return {name: [plain(getattr(step, name)) for step in steps] for name in STEP_COLUMNS}


def _side(side: str, stats: SideStats) -> Row:
    low, high = stats.ci95_deg or (None, None)
    return {
        f"drop_{side}_deg": stats.mean_deg,
        f"drop_{side}_low_deg": low,
        f"drop_{side}_high_deg": high,
        f"steps_{side}": stats.usable,
    }


def _quality(summary: SessionSummary, view: str) -> tuple[float, str]:
    """Return the share of good pictures and, where they are few, the commonest reason."""
    good = (Quality.OK, Quality.TOO_FEW_STEPS)  # the latter: well seen, no mean yet
    ok_rel = sum(summary.quality.get(str(name), 0.0) for name in good)
    if view == SIDE:
        return ok_rel, str(Quality.SIDE_ON)
    if ok_rel >= 0.5:
        return ok_rel, str(Quality.OK)
    reasons = {name: rel for name, rel in summary.quality.items() if name not in good}
    return ok_rel, max(reasons, key=lambda name: reasons[name]) if reasons else str(Quality.OK)
