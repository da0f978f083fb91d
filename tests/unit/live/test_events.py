"""The words and keys that leave a run: JSON events, terminal lines, the summary table."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest
from made_up import step, update

from gaitcoach.live.events import (
    baseline_event,
    cue_event,
    format_event,
    format_summary,
    gap_event,
    quality_event,
    step_event,
    summary_event,
    tidy,
)
from gaitcoach.types import (
    CameraRoll,
    Cue,
    CueKind,
    CueReason,
    LevelBy,
    Quality,
    SessionSummary,
    Side,
    SideStats,
)
from gaitcoach.words import NOT_VALIDATED, QUALITY_MESSAGES, ROLL_NOT_REMOVED

REASON = CueReason("drops_too_far", "drop_deg", 7.123456, 6.5, 5.0, 7)
CUE = Cue(12.0, CueKind.CORRECT, "left_hip", Side.RIGHT, REASON)
KNOWN = SideStats(12, 11, 6.0, 0.8, (5.46, 6.54))
SUMMARY = SessionSummary(
    source="run.mp4",
    duration_s=20.0,
    left=KNOWN,
    right=replace(KNOWN, mean_deg=2.5, ci95_deg=(1.96, 3.04)),
    cadence_spm=165.6,
    contact_time_s=0.25,
    flight_time_s=0.11,
    baseline_deg=1.5,
    threshold_deg=5.0,
    cues=2,
    gaps=1,
    frames_seen=600,
    frames_replaced=3,
    fps=29.9,
    latency_median_ms=21.0,
    latency_p95_ms=30.0,
    method="hip_line",
    method_validated=False,
    quality={"ok": 1.0},
    versions={"gaitcoach": "0"},
    baseline_sigma_deg=0.6,
    level_by=LevelBy.STANDING,
)
LEVEL = replace(update(4.0, baseline_deg=1.5), baseline_sigma_deg=0.6, level_by=LevelBy.STANDING)


def test_a_step_event_has_the_promised_keys_first():
    event = step_event(step(Side.RIGHT, 1.0, 6.12345678), "hip_line")
    promised = ["event", "t_s", "side", "drop_deg", "sigma_deg", "usable", "reason", "cadence_spm"]
    assert list(event)[:8] == promised
    assert (event["event"], event["side"], event["t_s"]) == ("step", "right", 0.75)
    assert event["drop_deg"] == 6.1235
    assert event["reason"] is None
    assert event["method"] == "hip_line"


def test_a_step_that_does_not_count_says_why_and_has_no_nan():
    event = step_event(step(Side.LEFT, 1.0, math.nan, usable=False), "hip_line")
    assert (event["usable"], event["reason"], event["drop_deg"]) == (False, "frame_gap", None)
    json.dumps(event, allow_nan=False)


def test_a_cue_event_has_words_side_and_reason():
    event = cue_event(CUE, said=False)
    assert list(event)[:5] == ["event", "t_s", "text", "side", "reason"]
    assert (event["text"], event["side"], event["said"]) == ("left hip", "right", False)
    assert event["reason"] == {
        "rule": "drops_too_far",
        "metric": "drop_deg",
        "value_deg": 7.1235,
        "lower_bound_deg": 6.5,
        "threshold_deg": 5.0,
        "n_steps": 7,
    }
    assert cue_event(replace(CUE, side=None), said=True)["side"] is None


@pytest.mark.parametrize("quality", list(Quality), ids=str)
def test_every_quality_has_a_sentence(quality: Quality):
    event = quality_event(3.0, quality)
    assert list(event) == ["event", "t_s", "quality", "message"]
    assert event["message"] == QUALITY_MESSAGES[quality]
    assert event["message"].endswith(".")


def test_a_summary_has_the_promised_numbers():
    event = summary_event(SUMMARY)
    assert event["left"] == {
        "n": 12, "usable": 11, "mean_deg": 6.0, "sd_deg": 0.8, "ci95_deg": [5.46, 6.54],
    }  # fmt: skip
    assert event["frames"] == {"seen": 600, "replaced": 3}
    assert event["latency_ms"] == {"median": 21.0, "p95": 30.0}
    assert (event["cadence_spm"], event["cues"], event["fps"]) == (165.6, 2, 29.9)
    assert (event["method"], event["validated"]) == ("hip_line", False)
    assert event["versions"] == {"gaitcoach": "0"}
    json.dumps(event, allow_nan=False)


def test_the_sides_are_compared_only_with_a_baseline():
    """Camera roll enters the difference twice."""
    assert summary_event(SUMMARY)["left_minus_right_deg"] == 3.5
    assert "left - right: +3.5 deg" in format_summary(SUMMARY)
    without = replace(SUMMARY, baseline_deg=None)
    assert summary_event(without)["left_minus_right_deg"] is None
    assert "- right" not in format_summary(without)


def test_what_is_level_comes_with_its_origin_and_its_uncertainty():
    event = summary_event(SUMMARY)
    told = (event["baseline_deg"], event["baseline_sigma_deg"], event["level_by"])
    assert told == (1.5, 0.6, "standing")
    assert "level by standing: +1.5 +/- 0.6 deg taken off" in format_summary(SUMMARY)
    by_edge = format_summary(replace(SUMMARY, level_by=LevelBy.VERTICAL))
    assert "level by upright edge" in by_edge
    assert ROLL_NOT_REMOVED not in by_edge
    without = replace(SUMMARY, baseline_deg=None, level_by=LevelBy.NONE)
    assert "level by" not in format_summary(without)
    assert baseline_event(LEVEL)["sigma_deg"] == 0.6
    assert baseline_event(LEVEL)["level_by"] == "standing"


def test_the_roll_that_edges_told_stands_in_the_summary():
    assert summary_event(SUMMARY)["camera_roll_deg"] is None
    rolled = summary_event(replace(SUMMARY, roll=CameraRoll(-2.1, 0.4)))
    assert (rolled["camera_roll_deg"], rolled["camera_roll_sigma_deg"]) == (-2.1, 0.4)


def test_what_must_be_known_stands_beside_the_numbers():
    assert summary_event(SUMMARY)["notes"] == [NOT_VALIDATED]
    both = replace(SUMMARY, baseline_deg=None)
    assert summary_event(both)["notes"] == [NOT_VALIDATED, ROLL_NOT_REMOVED]
    assert NOT_VALIDATED in format_summary(both)
    assert ROLL_NOT_REMOVED in format_summary(both)
    assert summary_event(replace(SUMMARY, method_validated=True))["notes"] == []


def test_the_table_says_when_there_is_no_mean():
    text = format_summary(replace(SUMMARY, left=SideStats(5, 4)))
    (left,) = (line for line in text.splitlines() if line.startswith("left "))
    assert "too few steps" in left
    assert "6.0" not in left


def test_lines_for_the_terminal():
    line = format_event(step_event(step(Side.RIGHT, 1.0, 6.1), "hip_line"))
    assert line is not None
    assert "right stance" in line
    assert "+6.1" in line
    unusable = format_event(step_event(step(Side.LEFT, 1.0, math.nan, usable=False), "hip_line"))
    assert unusable is not None
    assert "frame_gap" in unusable
    for event, words in (
        (cue_event(CUE, said=True), "left hip"),
        (quality_event(1.0, Quality.NOBODY), "Nobody in view"),
        (gap_event(1.0, 2.5, "loop"), "2.50 s"),
        (baseline_event(LEVEL), "level by standing: +1.5"),
        (baseline_event(replace(LEVEL, baseline_deg=None)), "lost"),
    ):
        assert words in (format_event(event) or "")
    assert format_event(summary_event(SUMMARY)) is None


def test_tidy_rounds_and_drops_what_is_not_a_number():
    assert tidy({"a": [1.23456, math.inf], "b": (True, 3, "x", None)}) == {
        "a": [1.2346, None],
        "b": [True, 3, "x", None],
    }
