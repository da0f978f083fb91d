"""A run's rare facts as plain dictionaries: what `--json` prints and the record keeps."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

from gaitcoach.types import (
    BlockStart,
    Cue,
    GaitUpdate,
    LevelBy,
    Limits,
    Quality,
    SessionSummary,
    Side,
    SideStats,
    StanceRecord,
)
from gaitcoach.words import (
    LEVEL_LOST,
    LEVEL_WORDS,
    METHOD_WORDS,
    NOT_VALIDATED,
    PHRASES,
    QUALITY_MESSAGES,
    ROLL_NOT_REMOVED,
)

Event = dict[str, Any]
_DIGITS = 4


def tidy(value: Any) -> Any:
    """Round numbers for print; what is not finite becomes None."""
    if isinstance(value, float):
        return round(value, _DIGITS) if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: tidy(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [tidy(inner) for inner in value]
    return value


def step_event(step: StanceRecord, method: str) -> Event:
    """Return one finished step; `side` is the stance leg, `t_s` its foot contact."""
    return tidy(
        {
            "event": "step",
            "t_s": step.t_start_s,
            "side": str(step.side),
            "drop_deg": step.drop_deg,
            "sigma_deg": step.sigma_deg,
            "usable": step.usable,
            "reason": None if step.usable else str(step.reason),
            "cadence_spm": step.cadence_spm,
            "contact_time_s": step.contact_time_s,
            "drop_peak_deg": step.drop_peak_deg,
            "method": method,
            "n_frames": step.n_frames,
            "level_deg": step.level_deg,
        }
    )


def cue_event(cue: Cue, said: bool) -> Event:
    """Return one cue with its reason.

    `said` is False when the voice was off, or the words had just been said for the other side.
    """
    return tidy(
        {
            "event": "cue",
            "t_s": cue.t_s,
            "text": PHRASES[cue.phrase],
            "side": None if cue.side is None else str(cue.side),
            "reason": asdict(cue.reason),
            "kind": str(cue.kind),
            "said": said and cue.spoken,
            "phrase": cue.phrase,
        }
    )


def quality_event(t_s: float, quality: Quality) -> Event:
    """Return a change of what can be told."""
    message = QUALITY_MESSAGES[quality]
    return tidy({"event": "quality", "t_s": t_s, "quality": str(quality), "message": message})


def gap_event(t_start_s: float, t_end_s: float, cause: str) -> Event:
    """Return a stretch without pictures."""
    return tidy({"event": "gap", "t_s": t_start_s, "t_end_s": t_end_s, "cause": cause})


def baseline_event(update: GaitUpdate) -> Event:
    """Return what counts as level from now on, or its loss (None)."""
    return tidy(
        {
            "event": "baseline",
            "t_s": update.t_s,
            "baseline_deg": update.baseline_deg,
            "sigma_deg": update.baseline_sigma_deg,
            "level_by": str(update.level_by),
        }
    )


def method_event(t_s: float, method: str, validated: bool) -> Event:
    """Return a change of the way the pelvis is measured; the statistics begin anew."""
    return tidy({"event": "method", "t_s": t_s, "method": method, "validated": validated})


def setup_event(t_s: float, not_good: tuple[str, ...]) -> Event:
    """Return the end of setting up, with the points that were not good by then."""
    return {"event": "setup", "t_s": t_s, "open": list(not_good)}


def marker_event(t_s: float, text: str) -> Event:
    """Return what the user noted at a moment of the run."""
    return {"event": "marker", "t_s": t_s, "text": text}


def activity_event(t_s: float, running: bool) -> Event:
    """Return that steps begin to come, or that none comes any more."""
    return tidy({"event": "activity", "t_s": t_s, "running": running})


def cueing_event(t_s: float, on: bool) -> Event:
    """Return that cues are given from now on, or that it is only measured.

    A run begins with cues; a run without this event had them all the time.
    """
    return tidy({"event": "cueing", "t_s": t_s, "on": on})


def block_event(start: BlockStart) -> Event:
    """Return the beginning of a part of the visit, or its end (None)."""
    return tidy({"event": "block", "t_s": start.t_s, "block": start.block and str(start.block)})


def summary_event(summary: SessionSummary) -> Event:
    """Return the whole run in numbers, with what must be known to read them."""
    return tidy(
        {
            "event": "summary",
            "source": summary.source,
            "duration_s": summary.duration_s,
            "active_s": summary.active_s,
            "left": side_event(summary.left),
            "right": side_event(summary.right),
            "left_minus_right_deg": left_minus_right_deg(summary),
            "cadence_spm": summary.cadence_spm,
            "contact_time_s": summary.contact_time_s,
            "flight_time_s": summary.flight_time_s,
            "baseline_deg": summary.baseline_deg,
            "baseline_sigma_deg": summary.baseline_sigma_deg,
            "level_by": str(summary.level_by),
            "camera_roll_deg": summary.roll and summary.roll.roll_deg,
            "camera_roll_sigma_deg": summary.roll and summary.roll.sigma_deg,
            "threshold_deg": summary.threshold_deg,
            "limits_deg": summary.limits and _by_side(summary.limits),
            "cues": summary.cues,
            "gaps": summary.gaps,
            "frames": {"seen": summary.frames_seen, "replaced": summary.frames_replaced},
            "fps": summary.fps,
            "latency_ms": {
                "median": summary.latency_median_ms,
                "p95": summary.latency_p95_ms,
            },
            "quality": summary.quality,
            "method": summary.method,
            "validated": summary.method_validated,
            "notes": list(notes(summary)),
            "versions": summary.versions,
        }
    )


def notes(summary: SessionSummary) -> tuple[str, ...]:
    """Return what must stand beside the numbers."""
    marks = []
    if not summary.method_validated:
        marks.append(NOT_VALIDATED)
    if summary.baseline_deg is None:
        marks.append(ROLL_NOT_REMOVED)
    return tuple(marks)


def why_no_mean(summary: SessionSummary) -> str | None:
    """Return the commonest reason in words when neither side has a mean, else None."""
    if summary.left.mean_deg is not None or summary.right.mean_deg is not None:
        return None
    if not summary.quality:
        return None
    reason = max(summary.quality, key=lambda name: summary.quality[name])
    return QUALITY_MESSAGES[Quality.TOO_FEW_STEPS if reason == Quality.OK else Quality(reason)]


def left_minus_right_deg(summary: SessionSummary) -> float | None:
    """Return the sides' difference; None without a baseline, for camera roll enters it twice."""
    left, right = summary.left.mean_deg, summary.right.mean_deg
    if summary.baseline_deg is None or left is None or right is None:
        return None
    return left - right


def _by_side(limits: Limits) -> dict[str, float]:
    return {str(side): limits.of(side) for side in Side}


def side_event(stats: SideStats) -> dict[str, Any]:
    return {
        "n": stats.n,
        "usable": stats.usable,
        "mean_deg": stats.mean_deg,
        "sd_deg": stats.sd_deg,
        "ci95_deg": stats.ci95_deg,
    }


def format_summary(summary: SessionSummary) -> str:
    """Return the summary as a small table for a terminal."""
    lines = [f"{'stance leg':<12}{'steps':>6}{'usable':>8}{'mean drop':>12}{'SD':>7}   95 % CI"]
    for side in Side:
        stats = summary.left if side is Side.LEFT else summary.right
        lines.append(f"{side:<12}{stats.n:>6}{stats.usable:>8}" + _mean_cells(stats))
    difference_deg = left_minus_right_deg(summary)
    if difference_deg is not None:
        lines.append(f"left - right: {difference_deg:+.1f} deg")
    cadence = "-" if summary.cadence_spm is None else f"{summary.cadence_spm:.0f} steps/min"
    lines.append(
        f"cadence {cadence} · cues {summary.cues} · threshold {_limits_text(summary)} deg · "
        f"frames {summary.frames_seen} ({summary.frames_replaced} replaced) · "
        f"{summary.duration_s:.1f} s"
    )
    if summary.baseline_deg is not None:
        lines.append(_level_line(summary))
    if marks := notes(summary):
        lines.append("Note: " + "; ".join(marks) + ".")
    if why := why_no_mean(summary):
        lines.append(f"No mean: {why}")
    return "\n".join(lines)


def _limits_text(summary: SessionSummary) -> str:
    limits = summary.limits
    if limits is None or limits.left_deg == limits.right_deg:
        return f"{summary.threshold_deg if limits is None else limits.left_deg:g}"
    return f"left {limits.left_deg:g}, right {limits.right_deg:g}"


def _level_line(summary: SessionSummary) -> str:
    by = LEVEL_WORDS[summary.level_by]
    sigma = summary.baseline_sigma_deg
    sure = "" if sigma is None else f" +/- {sigma:.1f}"
    return f"level by {by}: {summary.baseline_deg:+.1f}{sure} deg taken off"


def _mean_cells(stats: SideStats) -> str:
    if stats.mean_deg is None or stats.sd_deg is None or stats.ci95_deg is None:
        return f"{'too few steps':>16}"
    low, high = stats.ci95_deg
    return f"{stats.mean_deg:>8.1f} deg{stats.sd_deg:>7.1f}   {low:.1f} to {high:.1f}"


def format_event(event: Event) -> str | None:
    """Return one line for a terminal, None for events that need none."""
    kind = event["event"]
    if kind == "step":
        drop = "   -  " if event["drop_deg"] is None else f"{event['drop_deg']:+6.1f}"
        why = "" if event["usable"] else f"  (not counted: {event['reason']})"
        return f"{event['t_s']:8.2f} s  {event['side']:<5} stance  drop {drop} deg{why}"
    if kind == "cue":
        return f"{event['t_s']:8.2f} s  >>> {event['text']}  ({event['side']} stance)"
    if kind == "quality":
        return f"{event['t_s']:8.2f} s  {event['message']}"
    if kind == "gap":
        return f"{event['t_s']:8.2f} s  no pictures until {event['t_end_s']:.2f} s"
    if kind == "method":
        return f"{event['t_s']:8.2f} s  measured by {METHOD_WORDS[event['method']]} from here on"
    if kind == "baseline" and event["baseline_deg"] is None:
        return f"{event['t_s']:8.2f} s  {LEVEL_LOST}"
    if kind == "baseline":
        by = LEVEL_WORDS[LevelBy(event["level_by"])]
        return f"{event['t_s']:8.2f} s  level by {by}: {event['baseline_deg']:+.1f} deg taken off"
    return None
