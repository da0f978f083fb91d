"""Chest or back with the real models, on drawn clips that no network has learned from."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from gaitcoach.capture.source import parse_source
from gaitcoach.landmarks import SWAPPED_SIDES
from gaitcoach.live.replay import frames_of
from gaitcoach.live.viewing import FilePoses
from gaitcoach.pelvis.facing import Facing, open_facing
from gaitcoach.pose.tracker import PoseTracker
from gaitcoach.types import Frame, Pose, View, Viewpoint

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


class Errs:
    """The pose model, had it taken a chest for a back, or a back for a chest."""

    def __init__(self) -> None:
        self.tracker = PoseTracker("full", Viewpoint())

    def find(self, frame: Frame) -> Pose | None:
        pose = self.tracker.find(frame)
        return pose and replace(pose, xy_px=pose.xy_px[SWAPPED_SIDES])

    def close(self) -> None:
        self.tracker.close()


@pytest.mark.parametrize(
    ("name", "view"), [("run_front", View.FRONT), ("drill_behind", View.BEHIND)]
)
def test_a_file_is_seen_from_where_it_was_filmed(name, view):
    """Mutants: the pose model's word decides; the legs stay swapped; every picture is doubted."""
    poses, spec = FilePoses(Errs(), Viewpoint()), parse_source(str(CLIPS / f"{name}.mp4"))
    assert poses.look(frames_of(spec), open_facing(Viewpoint())).view is view
    told = poses.track(next(frames_of(spec)))
    right = PoseTracker("full", Viewpoint(view)).track(next(frames_of(spec)))
    assert told.xy_px == pytest.approx(right.xy_px)
    assert not told.sides_contradict_view
    poses.close()
