"""A drill live on the real models: a drawn clip played at its own speed, as a camera would."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from gaitcoach.capture.source import parse_source
from gaitcoach.drills import drill_named
from gaitcoach.drills.values import DrillEvent, HeldFor
from gaitcoach.live.drill_session import DrillSession
from gaitcoach.settings import Settings
from gaitcoach.types import Side, View
from gaitcoach.voice.silent import SilentSpeaker

pytestmark = pytest.mark.slow
CLIP = Path(__file__).parents[1] / "data" / "validate" / "drill_behind.mp4"
"""Left leg, held from 1.5 to 3.9 s, seen from behind; played again and again."""
PATIENCE_S = 90.0


def test_a_stand_on_the_left_leg_is_seen_from_behind_and_timed_live():
    """Mutants: the view from the front taken for granted; frames counted in place of seconds."""
    held: list[HeldFor] = []
    enough = threading.Event()

    def note(event: DrillEvent) -> None:
        held.extend([event] if isinstance(event, HeldFor) else [])
        if len(held) >= 2:
            enough.set()

    drill = replace(drill_named("single_leg_stance"), reps=9, hold_s=2.0)
    source = parse_source(str(CLIP), as_live=True, loop=True)
    session = DrillSession([drill], Settings(model="lite"), source, SilentSpeaker(), on_event=note)
    session.start()
    try:
        assert enough.wait(PATIENCE_S), session.view()
        assert session.view().viewpoint.view is View.BEHIND
    finally:
        assert session.stop(5.0) == ()
    # The first may have begun before the view was known.
    assert {one.side for one in held} == {Side.LEFT}
    assert held[1].hold_s == pytest.approx(2.4, abs=0.5)
