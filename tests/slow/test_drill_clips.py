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
