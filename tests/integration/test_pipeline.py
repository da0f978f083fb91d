"""What the settings say reaches the stages: the upright edge becomes the level."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from gaitcoach.capture.source import parse_source
from gaitcoach.errors import SettingsError
from gaitcoach.live.pipeline import make_pipeline
from gaitcoach.live.replay import frames_of
from gaitcoach.settings import Settings
from gaitcoach.types import Frame, LevelBy, Quality


def one_update(settings: Settings):
    pipeline = make_pipeline(settings, lambda frame, pose: 0)
    try:
        return pipeline.process(Frame(np.zeros((480, 640, 3), np.uint8), 0, 0.0)).update
    finally:
        pipeline.close()


def test_an_upright_edge_is_the_level_from_the_first_frame():
    # GIVEN a door frame that leans to the right by 1 in 10
    update = one_update(Settings(model="lite", vertical="100,400,130,100"))
    assert update.level_by is LevelBy.VERTICAL
    assert update.baseline_deg == pytest.approx(5.71, abs=0.01)
    # AND from the front it is the other way round
    front = one_update(Settings(model="lite", view="front", vertical="100,400,130,100"))
    assert front.baseline_deg == pytest.approx(-5.71, abs=0.01)


def test_without_one_nothing_is_level_yet():
    update = one_update(Settings(model="lite"))
    assert (update.level_by, update.baseline_deg) == (LevelBy.NONE, None)


def test_a_phones_lean_is_the_level():
    """Mutant: `lean_deg` ends at the frame."""
    pipeline = make_pipeline(Settings(model="lite", view="front"), lambda frame, pose: 0)
    image = np.zeros((640, 480, 3), np.uint8)
    update = pipeline.process(Frame(image, 0, 0.0, lean_deg=2.0)).update
    pipeline.close()
    assert (update.level_by, update.baseline_deg) == (LevelBy.GRAVITY, -2.0)


def test_a_turned_phone_is_a_moved_camera_and_stops_nothing():
    """Mutant: two pictures of different shapes are compared, and the analysis ends."""
    frames = list(islice(frames_of(parse_source("demo")), 40))
    pipeline = make_pipeline(Settings(model="lite"), lambda frame, pose: 1)
    turned = [replace(one, image_bgr=np.rot90(one.image_bgr).copy()) for one in frames[20:]]
    try:
        qualities = {pipeline.process(one).update.quality for one in (*frames[:20], *turned)}
    finally:
        pipeline.close()
    assert Quality.CAMERA_MOVED in qualities


def test_an_edge_that_is_none_is_refused():
    with pytest.raises(SettingsError, match="above one another"):
        make_pipeline(Settings(model="lite", vertical="0,0,400,10"), lambda frame, pose: 0)
