"""Drills on drawn clips, whole: decoded, posed, counted. What stick figures cannot show."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from gaitcoach import cli

pytestmark = pytest.mark.slow
CLIPS = Path(__file__).parents[1] / "data" / "drills"
STEPS_S = [(3.5 + 1.5 * step, 4.3 + 1.5 * step) for step in range(9)]
"""Of the marching bridge, by its drawing: from half up to half down."""


LIFTS_S = [(2.2 + 2.2 * lift, 3.41 + 2.2 * lift) for lift in range(5)]
"""Of the abduction on one's side, by its drawing: from half up to half down."""
LIFTS_DEG = [28.0, 27.4, 24.6, 31.3, 32.1]


def events_of(capfd: pytest.CaptureFixture[str], *arguments: str) -> list[dict]:
    assert cli.run(["drill", *arguments, "--json"]) == 0
    return [json.loads(line) for line in capfd.readouterr().out.splitlines()]


def test_a_march_on_ones_back_is_counted_step_by_step_and_held_once(capfd):
    """Mutants: the small pose model, asked for, that loses five of the nine steps; a thigh that
    the pose model gives to the other leg counted twice; hips that are taken for down in a step."""
    clip = str(CLIPS / "marching_bridge.mp4")
    told = events_of(capfd, "marching_bridge", "--source", clip, "--model", "lite")
    steps_s = [(one["t_start_s"], one["t_end_s"]) for one in told if one["event"] == "rep"]
    assert np.abs(np.array(steps_s) - STEPS_S).max() < 0.25
    (hold,) = [one for one in told if one["event"] == "hold"]
    assert hold["hold_s"] == pytest.approx(16.0, abs=0.5)
    assert told[-1]["view"] == "side"


def test_a_hand_on_a_chair_is_noted(capfd):
    """Mutant: wrists that the pose model carries along with the body, or guesses."""
    told = events_of(capfd, "single_leg_squat", "--source", str(CLIPS / "held_squat.mp4"))
    assert (told[-1]["side"], told[-1]["reps"], told[-1]["held_on"]) == ("left", 3, True)


def test_on_ones_side_the_leg_below_carries_and_how_far_the_other_goes_is_told(capfd):
    """Seen from behind, the head at the left. Mutants: a body that is told to stand up, or turned
    head down; the pelvis's pixels asked, which take this back for a chest and the legs with it; a
    drop told while lying."""
    told = events_of(capfd, "hip_abduction", "--source", str(CLIPS / "side_lying.mp4"))
    lifts = [one for one in told if one["event"] == "rep"]
    assert [one["side"] for one in lifts] == ["left"] * 5
    times_s = np.array([(one["t_start_s"], one["t_end_s"]) for one in lifts])
    assert np.abs(times_s - LIFTS_S).max() < 0.25
    assert [one["range_deg"] for one in lifts] == pytest.approx(LIFTS_DEG, abs=5.0)
    assert not [one for one in told if one["event"] == "fault"]
    assert (told[-1]["position"], told[-1]["view"]) == ("lying", "behind")
