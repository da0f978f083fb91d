"""Chest or back with the real models, on drawn clips that no network has learned from."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from gaitcoach.capture.source import parse_source
from gaitcoach.live.replay import frames_of
from gaitcoach.pelvis.facing import Facing
from gaitcoach.pose.tracker import PoseTracker
from gaitcoach.types import View, Viewpoint

pytestmark = pytest.mark.slow

CLIPS = Path(__file__).parents[1] / "data" / "validate"


@pytest.mark.parametrize(("name", "chest"), [("run_front", True), ("drill_behind", False)])
@pytest.mark.parametrize("view", [View.BEHIND, View.FRONT])
def test_it_is_told_whatever_was_declared(name, chest, view):
    """Mutant: a constant; the network's sign."""
    viewpoint = Viewpoint(view)
    tracker, facing = PoseTracker("full", viewpoint), Facing(viewpoint)
    told = []
    for frame in islice(frames_of(parse_source(str(CLIPS / f"{name}.mp4"))), 20):
        pose = tracker.track(frame)
        if pose is not None:
            told.append(facing.shows_chest(frame, pose))
    tracker.close()
    assert len(told) > 10
    assert told.count(chest) >= 0.9 * len(told)
