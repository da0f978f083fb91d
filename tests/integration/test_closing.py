"""Closing in the middle of set-up or countdown: the record is whole and says how far it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from made_up import update
from session_fakes import Studio, frames, standing
from waiting import until

from gaitcoach.live.sound_check import SoundCheck
from gaitcoach.storage.record import RecordWriter
from gaitcoach.storage.record_reading import read_record
from gaitcoach.types import Stance
from gaitcoach.words import COUNTDOWN


@pytest.mark.parametrize(
    ("n_frames", "said"), [(5, []), (30, ["stand_still"]), (75, list(COUNTDOWN[:3]))]
)
def test_closing_there_keeps_a_whole_record(
    studio: Studio, tmp_path: Path, n_frames: int, said: list[str]
):
    """Mutants: no set-up event before the set-up's end; no summary, or no end of the record."""
    record = RecordWriter(tmp_path / "run.jsonl", {"source": "test"}, on_problem=pytest.fail)
    studio.pipeline.told = standing
    hold = studio.block()
    sound = SoundCheck(studio.speaker)
    session = studio.session([*frames(n_frames), hold], sound=sound, on_event=record.append)
    session.start()
    hold.wait_until_reached()
    until(lambda: session.view().sequence == n_frames)
    # WHEN the window is closed
    hold.let_go()
    assert session.stop(5.0) == ()
    assert record.close(5.0)
    # THEN
    assert studio.speaker.said == said
    kept = read_record(record.path)
    assert not kept.cut
    names = [event["event"] for event in kept.events]
    assert names[-2:] == ["setup", "summary"]
    assert kept.events[-2]["open"] == ["body", "sound"]


def test_a_countdown_that_was_cut_begins_anew_in_the_next_run(studio: Studio):
    """Mutant: the next run goes on with "two"."""
    studio.pipeline.told = standing
    studio.run(frames(60))
    studio.speaker.said.clear()
    studio.pipeline.told = lambda seen: replace(
        update(seen.t_s, baseline_deg=None), stance=Stance.DOUBLE, standing_s=seen.t_s
    )
    studio.run(frames(30))
    assert studio.speaker.said == ["stand_still"]
