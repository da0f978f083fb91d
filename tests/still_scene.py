"""A still without the pose model: grey pictures, bodies of sticks, and a finder that finds them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from stick import StickRunner

from gaitcoach.capture.photos import Photo
from gaitcoach.gait.still_net import FeetTold
from gaitcoach.landmarks import N_LANDMARKS, SWAPPED_SIDES
from gaitcoach.landmarks import Landmark as L
from gaitcoach.pelvis.choice import Chosen
from gaitcoach.types import Frame, PelvisAngle, Pose

ON_LEFT = FeetTold(left=0.9, right=0.02, flight=0.05, double=0.03, mid=0.8)
IN_FLIGHT = FeetTold(left=0.1, right=0.1, flight=0.75, double=0.05, mid=0.5)


def body(x_px: float = 320.0, scale: float = 1.0, size_px: tuple[int, int] = (640, 480)) -> Pose:
    """Return a runner seen from behind, whose middle is at x_px, with a head to blur."""
    pose = StickRunner().pose(0.1)
    xy = pose.xy_px.copy()
    for place, landmark in enumerate(range(L.MOUTH_RIGHT + 1)):
        xy[landmark] = [310.0 + 2 * place, 45.0]
    xy = (xy - [320.0, 400.0]) * scale + [x_px, 400.0]
    return replace(pose, xy_px=xy, image_size_px=size_px, visibility=np.ones(N_LANDMARKS))


def facing(pose: Pose) -> Pose:
    """Return the body as the model labels somebody who shows the chest."""
    return replace(pose, xy_px=pose.xy_px[SWAPPED_SIDES], world_m=pose.world_m[SWAPPED_SIDES])


def photo(
    path: str = "IMG_1.jpg",
    size_px: tuple[int, int] = (640, 480),
    *,
    scale: float = 1.0,
    taken: datetime | None = None,
    grey: int = 120,
) -> Photo:
    """Return a grey picture."""
    image = np.full((size_px[1], size_px[0], 3), grey, np.uint8)
    return Photo(Path(path), image, scale, taken, "", path)


class FakeFinder:
    """Finds the bodies it was told of, in every picture."""

    people: tuple[Pose, ...] = (body(),)
    closed = 0

    def __init__(self, model: str = "full") -> None:
        self.model = model

    def find(self, image_bgr: np.ndarray, index: int = 0, t_s: float = 0.0) -> list[Pose]:
        return [replace(pose, t_s=t_s, frame_index=index) for pose in type(self).people]

    def look_mirrored(self, image_bgr: np.ndarray, pose: Pose) -> Pose | None:
        return None

    def close(self) -> None:
        type(self).closed += 1


class FakePelvis:
    """Measures the same in every picture."""

    method = "learned"
    validated = True

    def estimate(self, frame: Frame, pose: Pose) -> PelvisAngle:
        return PelvisAngle(pose.t_s, 3.0, 1.0, self.method)


class FakeNet:
    """Tells what it is told to tell."""

    feet = ON_LEFT

    @classmethod
    def load(cls, path: Path) -> FakeNet:
        return cls()

    def told(self, looks: np.ndarray) -> FeetTold:
        assert looks.ndim == 2
        return type(self).feet


def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read stills by these fakes: all but the pose model and the two networks is real."""
    from gaitcoach.live import still as room

    monkeypatch.setattr(room, "StillFinder", FakeFinder)
    monkeypatch.setattr(room, "StillNet", FakeNet)
    monkeypatch.setattr(room, "choose_pelvis", lambda method, view: Chosen(FakePelvis()))
    monkeypatch.setattr(FakeFinder, "people", (body(),))
    monkeypatch.setattr(FakeNet, "feet", ON_LEFT)
