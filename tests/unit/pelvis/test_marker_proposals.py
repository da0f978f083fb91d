"""Stickers that are found without a click: what is proposed, and when a pair is taken."""

from __future__ import annotations

import numpy as np
import pytest

from gaitcoach.pelvis.markers import MarkerLine
from gaitcoach.types import StickerState, Viewpoint
from tests.sticker_scene import (
    BEHIND,
    BLUE,
    FRONT,
    GREEN,
    GREY,
    YELLOW,
    Runner,
    Scene,
    running,
)


@pytest.mark.parametrize("viewpoint", [BEHIND, FRONT])
@pytest.mark.parametrize("shirt", [BLUE, GREY])
def test_a_pair_is_proposed_left_first(viewpoint: Viewpoint, shirt: tuple[int, int, int]):
    """Kills: picture order given for the runner's, a pair of other spots."""
    scene = Scene(4.0, shirt=shirt, noise=3.0, viewpoint=viewpoint)
    found = MarkerLine(viewpoint).propose(scene.frame(), scene.pose())
    assert found is not None
    in_picture = scene.points_px if viewpoint is BEHIND else scene.points_px[::-1]
    np.testing.assert_allclose(found, in_picture, atol=1.5)


@pytest.mark.parametrize("radii_px", [(0.0, 0.0), (5.0, 0.0)])
def test_nothing_is_proposed_without_two(radii_px: tuple[float, float]):
    """Kills: noise, hems or one sticker proposed as a pair."""
    for shorts in (None, (40, 40, 40)):
        scene = Scene(radii_px=radii_px, noise=5.0, shorts=shorts)
        assert MarkerLine(BEHIND).propose(scene.frame(), scene.pose()) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"colours": (YELLOW, GREEN)},
        {"radii_px": (3.0, 7.0)},
        {"angle_deg": 40.0},
        {"middle_torsos": 0.25, "apart_px": 30.0},
        {"apart_px": 14.0},
        {"radii_px": (14.0, 14.0)},
    ],
    ids=["colours", "sizes", "steep", "off the middle", "close together", "too large"],
)
def test_spots_that_no_stickers_would_be_are_not_proposed(changes: dict[str, object]):
    """Kills: each limit of the finder, one by one."""
    scene = Scene(noise=2.0)
    watch = MarkerLine(BEHIND)
    assert watch.propose(scene.frame(), scene.pose()) is not None
    odd = scene.but(**changes)
    assert watch.propose(odd.frame(), odd.pose()) is None


def test_two_bars_are_no_stickers():
    """Belt loops, prints. Kills: roundness not looked at."""
    scene = Scene(radii_px=(0.0, 0.0))
    frame = scene.frame()
    for x, y in scene.points_px:
        frame.image_bgr[round(y) - 7 : round(y) + 7, round(x) - 2 : round(x) + 2] = YELLOW
    assert MarkerLine(BEHIND).propose(frame, scene.pose()) is None


def test_a_pair_that_comes_and_goes_is_not_taken():
    """Lights, reflections. Kills: taken as soon as it was seen twice."""
    runner = Runner(placed=False)
    for i in range(60):
        runner.see(radii_px=(5.0, 5.0) if i // 4 % 2 else (0.0, 0.0))
        assert runner.line.state is StickerState.UNPLACED


def test_a_pair_that_stays_is_taken_without_a_click():
    """Kills: the proposal of one picture taken at once, or never."""
    runner = Runner(placed=False)
    assert runner.line.state is StickerState.UNPLACED
    for i in range(20):
        assert runner.see(**running(i)) is None
    angles = [runner.see(**running(i)) for i in range(20, 40)]
    assert runner.line.state is StickerState.TRACKING
    assert angles[-1] is not None
    assert angles[-1].obliquity_deg == pytest.approx(running(39)["angle_deg"], abs=0.4)
