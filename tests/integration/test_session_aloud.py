"""What a live run says, beeps and clicks: each once, with its reason, and no more than wanted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_up import step
from session_fakes import CAMERA, FILE, RIGHT_CUE, Studio, frames, standing

from gaitcoach.capture.source import SourceSpec
from gaitcoach.types import Side
from gaitcoach.words import COUNTDOWN


def test_a_cue_is_spoken_and_recorded_with_its_reason(studio: Studio):
    studio.pipeline.cues[3] = RIGHT_CUE
    session = studio.run(frames(6), spec=FILE)
    (cue,) = studio.of("cue")
    assert studio.speaker.said == ["left_hip"]
    assert (cue["text"], cue["side"], cue["said"]) == ("left hip", "right", True)
    assert cue["reason"]["rule"] == "drops_too_far"
    assert session.view().last_cue == RIGHT_CUE
    assert studio.events[-1]["cues"] == 1


def test_with_the_voice_off_a_cue_is_recorded_but_not_said(studio: Studio):
    studio.pipeline.cues[3] = RIGHT_CUE
    studio.run(frames(6), spec=FILE, settings={"voice": False})
    assert studio.speaker.said == []
    assert studio.of("cue")[0]["said"] is False


def test_words_that_were_meant_for_both_sides_are_not_said_twice(studio: Studio):
    also = replace(RIGHT_CUE, side=Side.LEFT, spoken=False)
    studio.pipeline.cues = {2: RIGHT_CUE, 3: also}
    studio.run(frames(6), spec=FILE)
    assert studio.speaker.said == ["left_hip"]
    assert [(cue["side"], cue["said"]) for cue in studio.of("cue")] == [
        ("right", True),
        ("left", False),
    ]


@pytest.mark.parametrize(("drop_deg", "high"), [(4.9, False), (5.1, True)])
def test_the_tone_tells_whether_a_step_was_too_far(studio: Studio, drop_deg: float, high: bool):
    studio.pipeline.steps = {
        1: step(Side.LEFT, 0.1, drop_deg),
        2: step(Side.RIGHT, 0.2, 9.0, usable=False),
    }
    studio.run(frames(4), spec=FILE, settings={"step_tone": True})
    assert studio.speaker.tones == [high]


def test_each_leg_has_its_own_limit_for_the_tone_and_in_the_record(studio: Studio):
    """Mutants: the general limit for both legs; the limits of the legs swapped."""
    studio.pipeline.steps = {
        1: step(Side.LEFT, 0.1, 5.5),
        2: step(Side.RIGHT, 0.2, 5.5),
    }
    own = {"threshold_left_deg": 4.0, "threshold_right_deg": 7.0, "step_tone": True}
    studio.run(frames(4), spec=FILE, settings=own)
    assert studio.speaker.tones == [True, False]
    assert studio.events[-1]["limits_deg"] == {"left": 4.0, "right": 7.0}


def test_the_click_follows_the_metronome_and_stops_at_the_end(studio: Studio):
    studio.pipeline.metronome_spm = 176.0
    studio.run(frames(4), spec=FILE)
    assert studio.speaker.rates_spm == [176.0] * 4 + [None]


@pytest.mark.parametrize(
    ("spec", "voice", "said"),
    [(CAMERA, True, list(COUNTDOWN)), (CAMERA, False, []), (FILE, True, [])],
    ids=["live", "voice off", "file"],
)
def test_the_standing_baseline_is_counted_aloud_in_live_runs_only(
    studio: Studio, spec: SourceSpec, voice: bool, said: list[str]
):
    studio.pipeline.told = standing
    studio.run(frames(180), spec=spec, settings={"voice": voice})
    assert studio.speaker.said == said


def test_a_block_without_cues_is_silent_shown_and_written_down(studio: Studio):
    """Mutants: tones or clicks go on; the record cannot tell the blocks apart."""
    studio.pipeline.steps = {i: step(Side.LEFT, 0.1 * i, 9.0) for i in (1, 4)}
    studio.pipeline.metronome_spm = 176.0
    studio.pipeline.silent = range(3, 6)
    session = studio.run(frames(8), spec=FILE, settings={"step_tone": True})
    assert [(event["on"], round(event["t_s"] * 30)) for event in studio.of("cueing")] == [
        (False, 3),
        (True, 6),
    ]
    assert studio.speaker.tones == [True]
    assert studio.speaker.rates_spm == [176.0] * 3 + [None] * 3 + [176.0] * 2 + [None]
    assert session.view().cueing is True
