"""A run without its pelvis network: the hip line is shown, and no cue is given."""

from __future__ import annotations

import pytest
from demo import demo_frames

from gaitcoach.live import pipeline as pipeline_module
from gaitcoach.live.pipeline import make_pipeline
from gaitcoach.pelvis import learned
from gaitcoach.settings import Settings
from gaitcoach.types import Cue, CueKind, CueReason
from gaitcoach.words import STANDS_IN

CUE = Cue(0.1, CueKind.CORRECT, "hips_level", None, CueReason("r", "m", 7.0, 6.0, 5.0, 7))


class AlwaysCues:
    """A coach that finds fault with every frame."""

    is_quiet = False

    def __init__(self, *_settings: object) -> None:
        pass

    def push(self, _update: object) -> tuple[Cue, ...]:
        return (CUE,)


@pytest.mark.parametrize(("method", "cued"), [("auto", False), ("hip_line", True)])
def test_a_stand_in_is_shown_but_does_not_coach(method, cued, monkeypatch):
    monkeypatch.setattr(learned, "MODEL", "models/none.onnx")
    monkeypatch.setattr(pipeline_module, "Coach", AlwaysCues)
    pipeline = make_pipeline(Settings(model="lite", method=method), lambda frame, pose: 1)
    done = [pipeline.process(frame) for frame in demo_frames(5)]
    pipeline.close()
    assert [one.method for one in done] == ["hip_line"] * 5
    assert done[-1].angle is not None
    assert all(bool(one.cues) is cued for one in done)
    assert (STANDS_IN in done[-1].notice) is not cued
