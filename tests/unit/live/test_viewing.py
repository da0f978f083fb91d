"""From where a file was filmed, told by its first pictures."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from stick import StickRunner

from gaitcoach.landmarks import SWAPPED_SIDES
from gaitcoach.live.outlook import FILE_LOOK_S, LOOK_AT_MOST_S, Seen
from gaitcoach.live.viewing import LOOK_EVERY, FilePoses
from gaitcoach.types import Frame, Pose, View, Viewpoint

PICTURE = np.zeros((480, 640, 3), np.uint8)


def frames(n: int, fps: float = 30.0) -> list[Frame]:
    return [Frame(PICTURE, index, index / fps) for index in range(n)]


class FakeFinder:
    """Finds a stick figure as the model would: with the labels of what it sees."""

    def __init__(self, view: View, from_index: int = 0, yaw: bool = False) -> None:
        self.runner = StickRunner(viewpoint=Viewpoint(view))
        self.from_index, self.yaw = from_index, yaw
        self.asked: list[int] = []
        self.closed = False

    def find(self, frame: Frame) -> Pose | None:
        self.asked.append(frame.index)
        if frame.index < self.from_index:
            return None
        pose = self.runner.pose(frame.t_s, frame.index)
        if self.yaw:
            turned = pose.world_m.copy()
            turned[:, [0, 2]] = turned[:, [2, 0]]
            pose = replace(pose, world_m=turned)
        return pose

    def close(self) -> None:
        self.closed = True


@pytest.mark.parametrize("view", View)
def test_back_and_chest_are_told_apart(view):
    """Mutants: always behind; the labels read the other way."""
    poses = FilePoses(FakeFinder(view), Viewpoint(View.BEHIND))
    assert poses.look(frames(60)) == Seen(view)
    pose = poses.track(frames(1)[0])
    assert not pose.sides_contradict_view


@pytest.mark.parametrize("view", View)
def test_a_back_in_a_mirror_is_a_back(view):
    """Mutants: a mirrored file taken for the other view; its labels left as they are."""
    poses = FilePoses(FakeFinder(view), Viewpoint(View.BEHIND, mirrored=True))
    assert poses.look(frames(60)).view is view
    raw, told = FakeFinder(view).find(frames(1)[0]), poses.track(frames(1)[0])
    np.testing.assert_array_equal(told.xy_px, raw.xy_px[SWAPPED_SIDES])


def test_a_body_turned_away_is_seen_from_the_side():
    assert FilePoses(FakeFinder(View.BEHIND, yaw=True), Viewpoint()).look(frames(60)).is_sideways


def test_looking_costs_no_second_run_of_the_model():
    """GIVEN frames that were looked at WHEN the file is read THEN each is found once, in order."""
    finder = FakeFinder(View.FRONT)
    poses = FilePoses(finder, Viewpoint())
    poses.look(frames(100))
    looked = len(finder.asked)
    assert looked == int(FILE_LOOK_S * 30) + 1
    found = [poses.track(frame) for frame in frames(100)]
    assert finder.asked == list(range(100))
    assert [pose.frame_index for pose in found] == list(range(100))
    poses.close()
    assert finder.closed


def test_an_empty_beginning_is_waited_through_but_not_for_ever():
    late = FakeFinder(View.FRONT, from_index=90)
    assert FilePoses(late, Viewpoint()).look(frames(200)).view is View.FRONT
    never = FakeFinder(View.FRONT, from_index=10_000)
    assert FilePoses(never, Viewpoint()).look(frames(10_000)) == Seen(View.BEHIND)
    assert len(never.asked) == int(LOOK_AT_MOST_S * 30) + 1


def test_without_a_look_the_declared_view_holds():
    poses = FilePoses(FakeFinder(View.BEHIND), Viewpoint(View.FRONT))
    assert poses.track(frames(1)[0]).sides_contradict_view


class Pixels:
    """They show a chest, or a back, in every picture."""

    def __init__(self, chest: bool) -> None:
        self.chest = chest
        self.asked: list[int] = []

    def shows_chest(self, frame: Frame, pose: Pose) -> bool:
        self.asked.append(frame.index)
        return self.chest


@pytest.mark.parametrize("view", View)
def test_pixels_go_before_the_pose_models_word_and_that_is_no_contradiction_then(view):
    """GIVEN a chest that the pose model takes for a back THEN the legs are the runner's, and
    nothing calls the view wrong. Mutants: its word decides; every step is left out for it."""
    other = View.BEHIND if view is View.FRONT else View.FRONT
    finder = FakeFinder(other)  # the model's labels, as if it saw the other side
    poses = FilePoses(finder, Viewpoint())
    assert poses.look(frames(60), Pixels(chest=view is View.FRONT)) == Seen(view)
    told = poses.track(frames(1)[0])
    raw = finder.runner.pose(0.0, 0)
    np.testing.assert_array_equal(told.xy_px, raw.xy_px[SWAPPED_SIDES])
    assert not told.sides_contradict_view


def test_who_turns_round_later_is_a_contradiction_still():
    """Mutant: a view that was found is never doubted."""
    poses = FilePoses(FakeFinder(View.BEHIND), Viewpoint())
    poses.look(frames(60), Pixels(chest=False))
    poses._finder = FakeFinder(View.FRONT)
    assert poses.track(frames(100)[99]).sides_contradict_view


def test_not_every_picture_is_read_twice():
    """Mutant: the network reads each of the first pictures once more."""
    pixels = Pixels(chest=False)
    FilePoses(FakeFinder(View.BEHIND), Viewpoint()).look(frames(60), pixels)
    assert pixels.asked == list(range(0, int(FILE_LOOK_S * 30) + 1, LOOK_EVERY))
