"""Stickers in the set-up: said where they matter, and not a word where they do not."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from sticker_scene import Scene

from gaitcoach.live.setup_checks import SetupChecks
from gaitcoach.live.sticker_point import FOUND, LOST, LOST_S, SEEN, STAY_S, StickerPoint
from gaitcoach.live.view import LiveView
from gaitcoach.types import Frame, PelvisAngle

BARE = Scene(radii_px=(0.0, 0.0))


@cache
def drawn(scene: Scene) -> Frame:
    return scene.frame(0)


def view(scene: Scene, index: int, method: str = "learned", *, angle: bool = True) -> LiveView:
    frame = replace(drawn(scene), index=index, t_s=index / 30)
    seen = PelvisAngle(frame.t_s, 0.0, 0.3, method) if angle else None
    return LiveView(frame=frame, pose=scene.pose(index), angle=seen, method=method)


def pushed(point: StickerPoint, scene: Scene, seconds: float, begin: int = 0) -> list:
    """What is said, each tenth of a second."""
    return [point.push(view(scene, begin + 3 * i)) for i in range(round(seconds * 10))]


def test_stickers_that_nobody_spoke_of_are_offered_once_they_stay():
    """Mutant: one look is enough."""
    said = pushed(StickerPoint(offer=True), Scene(), STAY_S + 2.0)
    assert said[: round(STAY_S * 10)] == [None] * round(STAY_S * 10)
    assert said[-1] is SEEN


def test_without_stickers_nothing_is_said():
    """Mutant: the point is always there."""
    assert set(pushed(StickerPoint(offer=True), BARE, 5.0)) == {None}


def test_a_method_that_takes_no_stickers_offers_none():
    assert set(pushed(StickerPoint(offer=False), Scene(), 5.0)) == {None}


def test_what_comes_and_goes_is_no_sticker():
    """Mutant: time since the first look that found some."""
    point, said = StickerPoint(offer=True), []
    for second in range(6):
        said += pushed(point, Scene(), 1.4, begin=60 * second)
        said += pushed(point, BARE, 0.6, begin=60 * second + 42)
    assert set(said) == {None}


def test_stickers_that_are_taken_off_are_offered_no_more():
    point = StickerPoint(offer=True)
    assert pushed(point, Scene(), STAY_S + 2.0)[-1] is SEEN
    assert point.push(view(BARE, 500)) is None


@pytest.mark.parametrize("ever", [True, False])
def test_measuring_by_stickers_says_whether_they_are_found(ever: bool):
    """Mutant: the method alone counts as found."""
    point = StickerPoint(offer=True)
    first = point.push(view(Scene(), 0, "markers", angle=ever))
    assert first is (FOUND if ever else LOST)
    # WHEN an arm covers them for a moment, and then for long
    still = point.push(view(Scene(), round(LOST_S * 30) - 2, "markers", angle=False))
    assert still is first
    assert point.push(view(Scene(), round(LOST_S * 30) + 2, "markers", angle=False)) is LOST


def test_the_set_up_has_the_point_only_when_there_is_something_to_say(monkeypatch):
    monkeypatch.setattr(StickerPoint, "push", lambda self, view: SEEN)
    from test_setup_checks import NAMES, pose
    from test_setup_checks import view as plain

    names = tuple(check.name for check in SetupChecks(offer_stickers=True).push(plain(pose())))
    assert names == (*NAMES[:-1], "stickers", NAMES[-1])
