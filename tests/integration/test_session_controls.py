"""What the user does while a run goes on: set-up, marks, blocks, limits."""

from __future__ import annotations

import pytest
from made_up import step
from session_fakes import CAMERA, FILE, LIMIT_S, RIGHT_CUE, Studio, frames
from waiting import until

from gaitcoach.errors import SettingsError
from gaitcoach.types import Block, Limits, Side


def test_what_was_left_out_of_the_set_up_is_written_down_once(studio: Studio):
    # GIVEN a camera before which nobody stands yet
    hold = studio.block()
    script = frames(8)
    session = studio.session([*script[:3], hold, *script[3:]], spec=CAMERA)
    session.start()
    hold.wait_until_reached()
    until(lambda: session.view().sequence == 3)
    assert [check.name for check in session.view().checks] == ["body"]
    # WHEN the user wants to run as it is
    session.skip_setup()
    hold.let_go()
    assert session.wait(LIMIT_S)
    # THEN the points are gone, and the record knows
    assert session.view().checks == ()
    assert [event["open"] for event in studio.of("setup")] == [["body"]]


def test_a_mark_is_written_down_at_the_moment_that_is_shown(studio: Studio):
    hold = studio.block()
    script = frames(6)
    session = studio.session([*script[:3], hold, *script[3:]])
    session.notebook.mark("too early")
    session.start()
    hold.wait_until_reached()
    until(lambda: session.view().sequence == 3)
    session.notebook.mark(" new shoes ")
    session.notebook.mark("  ")
    hold.let_go()
    assert session.wait(LIMIT_S)
    at_s = session.notebook.marks[0][0]
    assert at_s == pytest.approx(script[2].t_s, abs=0.2)
    assert session.notebook.marks == ((at_s, "new shoes"),)
    assert [(event["t_s"], event["text"]) for event in studio.of("marker")] == [(at_s, "new shoes")]


def test_a_block_that_only_measures_makes_the_coach_quiet(studio: Studio):
    """Mutant: the block is noted and the coach goes on talking."""
    hold = studio.block()
    script = frames(9)
    session = studio.session([*script[:3], hold, *script[3:]])
    session.start()
    hold.wait_until_reached()
    until(lambda: session.view().sequence == 3)
    session.notebook.begin_block(Block.BEFORE)
    hold.let_go()
    assert session.wait(LIMIT_S)
    assert studio.pipeline.coach.told == [("quiet", True)]
    assert session.view().block is Block.BEFORE
    assert [event["block"] for event in studio.of("block")] == ["before"]


def test_a_file_has_nothing_to_set_up(studio: Studio):
    session = studio.run(frames(6), spec=FILE)
    session.skip_setup()
    assert session.view().checks == ()
    assert studio.of("setup") == []


def test_controls_are_obeyed_from_the_next_frame(studio: Studio):
    # GIVEN a run that waits after three frames
    hold = studio.block()
    studio.pipeline.steps = {i: step(Side.LEFT, 0.1 * i, 4.0) for i in (1, 4)}
    studio.pipeline.cues = {2: RIGHT_CUE, 5: RIGHT_CUE}
    script = frames(8)
    session = studio.session([*script[:3], hold, *script[3:]])
    session.start()
    hold.wait_until_reached()
    until(lambda: session.view().sequence == 3)
    assert studio.pipeline.coach.told == []
    # WHEN everything is changed
    session.set_threshold(3.0)
    session.set_voice(False)
    session.set_step_tone(True)
    session.set_metronome(10)
    hold.let_go()
    assert session.wait(LIMIT_S)
    # THEN the coach and the click are told once, the voice is silent, the step has its tone
    assert studio.pipeline.coach.told == [Limits.both(3.0)]
    assert studio.pipeline.metronome.told == [10]
    assert studio.speaker.said == ["left_hip"]
    assert [cue["said"] for cue in studio.of("cue")] == [True, False]
    assert studio.speaker.tones == [True], "4 degrees are over the new threshold"
    assert studio.events[-1]["threshold_deg"] == 3.0


def test_a_bad_threshold_is_refused_and_the_old_one_stays(studio: Studio):
    session = studio.session(frames(2), spec=FILE)
    with pytest.raises(SettingsError, match="1 to 20"):
        session.set_threshold(0.0)
    session.start()
    assert session.wait(LIMIT_S)
    assert studio.events[-1]["threshold_deg"] == 5.0
