"""From where the camera looks: told by who stands still, not by who walks to their place."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from exerciser import exerciser

from gaitcoach.landmarks import Landmark as L
from gaitcoach.live.outlook import FILE_LOOK_S, LEAST_FRAMES, LOOK_S, Outlook, Seen
from gaitcoach.types import Frame, Pose, View

FPS = 30.0
FRAME = Frame(np.zeros((4, 4, 3), np.uint8), 0, 0.0)
LOOK_FRAMES = round(FILE_LOOK_S * FPS) + 1
STANDING = exerciser("mirror_stance").pose(0.0)


def seen(index: int, *, front: bool = True, grows: float = 0.0, moves_px: float = 0.0) -> Pose:
    """One frame of somebody who walks off (grows < 0) or past (moves)."""
    xy = (STANDING.xy_px - 240.0) * (1.0 + grows * index / FPS) + 240.0
    xy[:, 0] += moves_px * index / FPS
    return replace(STANDING, t_s=index / FPS, xy_px=xy, sides_contradict_view=front)


def decided(poses: list[Pose | None], patient: bool = True) -> tuple[int, Seen] | None:
    """Return after how many frames it was known, and what."""
    outlook = Outlook(patient)
    for count, pose in enumerate(poses, 1):
        if (found := outlook.push(FRAME, pose)) is not None:
            return count, found
    return None


@pytest.mark.parametrize("view", View)
def test_who_stands_still_tells_after_a_second(view: View):
    count, found = decided([seen(i, front=view is View.FRONT) for i in range(90)])
    assert found == Seen(view)
    assert count == pytest.approx(LOOK_S * FPS, abs=2)


@pytest.mark.parametrize("walk", [{"grows": -0.3}, {"moves_px": 120.0}], ids=["off", "past"])
def test_who_walks_tells_nothing(walk):
    """Mutant: the back of who walks to their place decides."""
    assert decided([seen(i, front=False, **walk) for i in range(60)]) is None


def test_who_turns_round_is_waited_for():
    """GIVEN a back for half a second THEN the chest after it decides, once most agree."""
    poses = [seen(i, front=i >= 15) for i in range(120)]
    count, found = decided(poses)
    assert found == Seen(View.FRONT)
    assert count > LOOK_S * FPS + 8


def test_a_busy_computer_needs_as_long_and_few_frames():
    poses = [seen(round(i * FPS / 9)) for i in range(40)]
    count, _ = decided(poses)
    assert count == max(LEAST_FRAMES, round(LOOK_S * 9) + 1)


def test_half_a_body_tells_nothing():
    hidden = replace(seen(0), visibility=np.where(np.arange(33) == L.LEFT_HIP, 0.1, 1.0))
    poses = [replace(hidden, t_s=i / FPS) for i in range(90)]
    assert decided(poses) is None


class Chest:
    """Pixels that show a chest."""

    def shows_chest(self, frame: Frame, pose: Pose) -> bool:
        return True


def test_pixels_that_were_sure_go_before_the_pose_models_word():
    """Mutant: a chest that the pose model takes for a back is one."""
    outlook = Outlook(facing=Chest())
    found = [outlook.push(FRAME, seen(i, front=False)) for i in range(LOOK_FRAMES)]
    assert found[-1] == Seen(View.FRONT)


def test_a_file_is_not_waited_for():
    poses = [seen(i, front=False, grows=-0.3) for i in range(LOOK_FRAMES)]
    assert decided(poses, patient=False) == (LOOK_FRAMES, Seen(View.BEHIND))
    assert Outlook().best == Seen(View.BEHIND)
