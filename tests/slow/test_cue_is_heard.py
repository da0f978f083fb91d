"""From picture to sound: the coach watches the demo, and a recording holds its "hips level"."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from test_sound import heard_span, share_heard, shipped_sound

from gaitcoach.voice.null_sink import NullSink, Recorder, missing_tools

pytestmark = pytest.mark.slow
TESTS = Path(__file__).parents[1]
WHOLE = 0.8
"""Share of the phrase's pieces that must be found; see test_sound."""


@pytest.mark.skipif(
    bool(missing_tools()) and "CI" not in os.environ, reason="PulseAudio is not installed"
)
def test_the_side_that_drops_is_told_aloud():
    # GIVEN the demo runner, whose right hip drops when standing on the left leg
    with NullSink() as sink, Recorder(sink.env) as recorder:
        # WHEN the coach watches it as live
        done = subprocess.run(
            [sys.executable, str(Path(__file__).with_name("cue_child.py"))],
            env=sink.env | {"PYTHONPATH": f"{TESTS}:{TESTS.parent}"},
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    # THEN the first cue is "hips level" for the left stance leg, everything ended in time
    assert told["stuck"] == []
    assert (told["cues"][0]["text"], told["cues"][0]["side"]) == ("hips level", "left")
    # AND the recording holds the phrase, begun after the cue was decided
    assert share_heard(heard_span(recorder), shipped_sound("hips_level")) > WHOLE
    first_loud_s = next(
        chunk.arrived_s for chunk in recorder.chunks if abs(chunk.samples).max() > 300
    )
    assert first_loud_s > told["cues"][0]["decided_s"]
