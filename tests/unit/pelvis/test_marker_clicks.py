"""Two clicks on the stickers: which are taken, and what is said to the others."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from gaitcoach.errors import StickerError
from gaitcoach.pelvis.markers import MarkerLine
from gaitcoach.types import StickerState
from gaitcoach.words import STICKER_TROUBLES
from tests.sticker_scene import (
    BEHIND,
    GREEN,
    YELLOW,
    Runner,
    Scene,
)


def trouble_of(scene: Scene, *points_px: object) -> str:
    """What placing in this picture says; the estimator must remember it."""
    line = MarkerLine(scene.viewpoint)
    with pytest.raises(StickerError) as caught:
        line.place(scene.frame(), *(points_px or scene.points_px))  # type: ignore[arg-type]
    assert line.trouble is caught.value
    assert line.state is StickerState.UNPLACED
    return str(caught.value)


def words(key: str) -> str:
    return " ".join(STICKER_TROUBLES[key])


def test_two_clicks_beside_one_sticker_are_refused():
    """Kills: one sticker taken twice."""
    scene = Scene(radii_px=(8.0, 0.0))
    left = scene.points_px[0]
    told = trouble_of(scene, left - (5.0, 0.0), left + np.array((5.0, 0.0)))
    assert told == words("missing")


def test_clicks_in_either_order_are_the_same():
    """Kills: the first click taken for the runner's left."""
    scene = Scene(5.0)
    lines = [MarkerLine(BEHIND), MarkerLine(BEHIND)]
    left, right = scene.points_px
    lines[0].place(scene.frame(), left, right)
    lines[1].place(scene.frame(), right, left)
    angles = [line.estimate(scene.frame(1), scene.pose(1)) for line in lines]
    assert angles[0] == angles[1]
    assert angles[0] is not None


@pytest.mark.parametrize("off_px", list(itertools.product((-3.0, 0.0, 3.0), repeat=2)))
def test_a_click_three_pixels_off_is_fine(off_px: tuple[float, float]):
    """Kills: the clicked point taken as the middle."""
    scene = Scene(4.0)
    line = MarkerLine(BEHIND)
    left, right = scene.points_px
    line.place(scene.frame(), left + off_px, right - np.array(off_px))
    angle = line.estimate(scene.frame(1), scene.pose(1))
    assert angle is not None
    assert angle.obliquity_deg == pytest.approx(4.0, abs=0.2)


def test_two_colours_are_refused():
    """Kills: any two spots taken for a pair."""
    assert trouble_of(Scene(colours=(YELLOW, GREEN))) == words("two_colours")


@pytest.mark.parametrize("radii_px", [(5.0, 0.0), (0.0, 5.0)])
def test_one_sticker_missing_is_said(radii_px: tuple[float, float]):
    """Kills: bare cloth taken for a sticker."""
    assert trouble_of(Scene(radii_px=radii_px)) == words("missing")


@pytest.mark.parametrize(
    "points_px", [((100, 130), (104, 130)), ((math.nan, 130), (140, 130)), ((90, 90), (90, 90))]
)
def test_clicks_on_one_spot_are_refused(points_px: object):
    """Kills: an angle from a distance of nothing, NaN let in."""
    assert trouble_of(Scene(), *points_px) == words("too_close")  # type: ignore[misc]


def test_a_shirt_of_the_stickers_colour_is_refused():
    """Kills: a spot 'found' in a shirt of its own colour."""
    told = trouble_of(Scene(shirt=YELLOW))
    assert told in (words("missing"), words("like_clothes"))


@pytest.mark.parametrize("gap_px", [6.5, 7.5])
def test_cloth_of_the_stickers_colour_beside_them_is_said(gap_px: float):
    """Kills: the stray colour, or the unrest, of the surroundings not looked at."""
    scene = Scene(radii_px=(6.0, 6.0))
    x, y = scene.points_px[0]
    beside = scene.but(cover=(x - 25, y + gap_px, x + 70, y + 40), cover_colour=YELLOW)
    assert trouble_of(beside) == words("like_clothes")


@pytest.mark.parametrize("middle_torsos", [-0.3, 0.3])
def test_both_on_one_side_are_refused_with_words(middle_torsos: float):
    """Kills: the trunk's middle not compared, or one side of it alone."""
    runner = Runner(Scene(middle_torsos=middle_torsos, apart_px=30.0))
    for _ in range(9):
        runner.see()
    assert runner.see() is None
    assert str(runner.line.trouble) == words("one_side")
    assert runner.line.state is StickerState.UNPLACED


def test_the_words_go_when_the_stickers_are_right():
    """Kills: an old trouble kept after a good click."""
    line = MarkerLine(BEHIND)
    bad, good = Scene(radii_px=(5.0, 0.0)), Scene()
    with pytest.raises(StickerError):
        line.place(bad.frame(), *bad.points_px)
    line.place(good.frame(), *good.points_px)
    assert line.trouble is None
