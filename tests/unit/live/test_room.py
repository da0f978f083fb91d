"""The room beside the runner: roll in terms of the runner's sides, forgotten with a move."""

from __future__ import annotations

import numpy as np
import pytest

from gaitcoach.capture.upright import Roll
from gaitcoach.live import room as room_module
from gaitcoach.live.room import RoomWatch
from gaitcoach.types import Frame, View, Viewpoint


class Edges:
    """Knows a roll from the first look on."""

    def __init__(self) -> None:
        self.roll: Roll | None = None
        self.resets = 0

    def reset(self) -> None:
        self.roll = None
        self.resets += 1

    def push(self, image_bgr: np.ndarray, box_px: object, t_s: float) -> None:
        self.roll = Roll(2.5, 0.4)


def frame(t_s: float) -> Frame:
    return Frame(np.zeros((48, 64, 3), np.uint8), 0, t_s, 0.0)


@pytest.mark.parametrize(
    ("viewpoint", "roll_deg"),
    [
        (Viewpoint(View.BEHIND), 2.5),
        (Viewpoint(View.FRONT), -2.5),
        (Viewpoint(View.BEHIND, True), -2.5),
        (Viewpoint(View.FRONT, True), 2.5),
    ],
)
def test_roll_is_told_for_the_runners_left(
    monkeypatch: pytest.MonkeyPatch, viewpoint: Viewpoint, roll_deg: float
):
    """Mutant: the picture's left instead of the runner's."""
    monkeypatch.setattr(room_module, "UprightWatch", Edges)
    watch = RoomWatch(viewpoint)
    assert watch.roll is None
    watch.push(frame(0.0), None)
    assert watch.roll is not None
    assert (watch.roll.roll_deg, watch.roll.sigma_deg) == (roll_deg, 0.4)


def test_a_move_of_the_camera_forgets_the_roll(monkeypatch: pytest.MonkeyPatch):
    class Moves:
        def is_due(self, t_s: float) -> bool:
            return True

        def push(self, image_bgr: np.ndarray, box_px: object, t_s: float) -> bool:
            return t_s == 2.0

    monkeypatch.setattr(room_module, "UprightWatch", Edges)
    monkeypatch.setattr(room_module, "CameraWatch", Moves)
    watch = RoomWatch(Viewpoint())
    assert [watch.push(frame(t_s), None) for t_s in (1.0, 2.0, 3.0)] == [False, True, False]
    assert watch._edges.resets == 1
