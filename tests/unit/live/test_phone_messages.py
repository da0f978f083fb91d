"""Which events of a run reach the page on the phone."""

from __future__ import annotations

import pytest

from gaitcoach.live.events import cue_event, quality_event
from gaitcoach.live.phone import page_message
from gaitcoach.types import Cue, CueKind, CueReason, Quality, Side


@pytest.mark.parametrize("said", [True, False])
def test_a_cue_is_shown_and_spoken_only_when_it_is_said(said):
    """Mutant: the phone speaks although the voice is off."""
    cue = Cue(
        3.0,
        CueKind.CORRECT,
        "left_hip",
        Side.RIGHT,
        CueReason("drop", "mean_drop_deg", 7.0, 6.0, 5.0, 8),
    )
    message = page_message(cue_event(cue, said))
    assert message["cue"] == "left hip"
    assert message["aloud"] is said
    assert message["kind"] == "correct"


def test_what_keeps_the_coach_from_seeing_is_told_and_taken_back():
    """Mutant: the note stays when all is well again."""
    assert "Nobody in view" in page_message(quality_event(1.0, Quality.NOBODY))["note"]
    assert page_message(quality_event(2.0, Quality.OK)) == {"note": ""}
    assert page_message(quality_event(2.0, Quality.TOO_FEW_STEPS)) == {"note": ""}


def test_other_events_stay_here():
    """Mutant: every step goes to the phone."""
    assert page_message({"event": "step", "t_s": 1.0}) is None
    assert page_message({"event": "summary"}) is None
