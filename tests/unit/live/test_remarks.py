"""What is said beside the result of a file."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from made_up import update
from stick import StickRunner

from gaitcoach.live import remarks
from gaitcoach.live.ledger import Ledger
from gaitcoach.live.pipeline import Processed
from gaitcoach.live.remarks import Remarks
from gaitcoach.live.viewing import Seen
from gaitcoach.settings import Settings
from gaitcoach.types import Frame, Quality, View

FRAME = Frame(np.zeros((480, 640, 3), np.uint8), 0, 0.0)


def processed(quality: Quality = Quality.OK, **more) -> Processed:
    return Processed(FRAME, None, None, update(0.0, quality=quality), (), None, **more)


def summary(**more):
    found = Ledger("learned", True, lambda event: None).summary("a", Settings(), 0, {})
    return replace(found, **more)


def test_each_sentence_once():
    said: list[str] = []
    told = Remarks(said.append)
    for _ in range(3):
        told.push(processed(notice="The network is missing."), "lite")
    told.say("")
    assert said == list(told.told) == ["The network is missing."]


@pytest.mark.parametrize(("times", "words"), [(0, None), (1, "moved once"), (3, "moved 3 times")])
def test_a_camera_in_the_hand(times, words):
    told = Remarks(lambda note: None)
    for n in range(9):
        told.push(processed(camera_moved=n < times), "lite")
    told.end(summary())
    assert (words in " ".join(told.told)) if words else told.told == ()


def test_several_people_are_told_where_they_are_once(monkeypatch):
    """Mutants: looked for at every frame; one person called several."""
    looks = []
    pose = StickRunner().pose(0.0)
    other = replace(pose, xy_px=pose.xy_px + np.array([200.0, 10.0]))
    found = [(pose, other)]
    monkeypatch.setattr(remarks, "find_people", lambda *args: looks.append(args) or found[0])
    told = Remarks(lambda note: None)
    for _ in range(5):
        told.push(processed(Quality.TWO_PEOPLE), "lite")
    assert len(looks) == 1
    (words,) = told.told
    assert "at 320,200; 520,210:" in words
    assert "--person X,Y" in words
    found[0] = (pose,)
    alone = Remarks(lambda note: None)
    alone.push(processed(Quality.TWO_PEOPLE), "lite")
    assert alone.told == ()


@pytest.mark.parametrize(
    ("cadence", "flight", "slow"),
    [(21.0, 0.9, True), (170.0, 0.1, False), (100.0, 0.0, False), (None, None, False)],
)
def test_slow_motion_that_nobody_told_is_asked_about(cadence, flight, slow):
    told = Remarks(lambda note: None)
    told.end(summary(cadence_spm=cadence, flight_time_s=flight))
    assert bool(told.told) is slow
    assert not slow or "--real-fps" in told.told[0]


def test_the_side_is_said():
    told = Remarks(lambda note: None)
    told.view(Seen(View.FRONT))
    assert told.told == ()
    told.view(Seen(View.BEHIND, is_sideways=True))
    assert "from the side" in told.told[0]
