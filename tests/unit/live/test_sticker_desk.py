"""Points on stickers: tried for a while, taken when they fit, and told when they do not."""

from __future__ import annotations

import numpy as np
import pytest

from gaitcoach.live.stickers import TRY_FOR_S, StickerDesk
from gaitcoach.pelvis.choice import AutoPelvis
from gaitcoach.pelvis.hip_line import HipLine
from gaitcoach.pelvis.markers import MarkerLine
from gaitcoach.types import Frame, StickerState, Viewpoint
from gaitcoach.words import STICKER_MESSAGES, STICKER_TROUBLES
from tests.unit.pelvis.test_choice import two_dots
from tests.unit.pelvis.test_crop import body

POINTS = ((280.0, 240.0), (360.0, 240.0))


def bare(t_s: float) -> Frame:
    return Frame(np.full((480, 640, 3), 90, np.uint8), 0, t_s)


def at(t_s: float) -> Frame:
    return Frame(two_dots().image_bgr, 0, t_s)


def test_points_that_fit_are_taken_once():
    pelvis = AutoPelvis(Viewpoint(), HipLine(Viewpoint()))
    desk = StickerDesk(pelvis, POINTS)
    assert desk.see(at(0.0), body()) is True
    assert pelvis.method == "markers"
    assert desk.see(at(0.1), body()) is False
    assert desk.notice == ""


def test_points_are_tried_again_while_a_picture_hides_a_sticker():
    pelvis = AutoPelvis(Viewpoint(), HipLine(Viewpoint()))
    desk = StickerDesk(pelvis, POINTS)
    assert desk.see(bare(5.0), None) is False
    assert STICKER_TROUBLES["missing"][0] in desk.notice
    assert desk.see(at(5.5), None) is True
    assert desk.notice == ""


def test_after_a_while_the_points_are_given_up_and_the_trouble_stays():
    pelvis = AutoPelvis(Viewpoint(), HipLine(Viewpoint()))
    desk = StickerDesk(pelvis, POINTS)
    for t_s in (0.0, TRY_FOR_S + 0.1):
        assert desk.see(bare(t_s), None) is False
    assert desk.see(at(TRY_FOR_S + 0.2), None) is False
    assert pelvis.method == "hip_line"
    assert STICKER_TROUBLES["missing"][0] in desk.notice


def test_stickers_that_are_lost_are_told():
    pelvis = MarkerLine(Viewpoint())
    desk = StickerDesk(pelvis, POINTS)
    assert desk.notice == STICKER_MESSAGES[StickerState.UNPLACED]
    desk.see(at(0.0), body())
    pelvis.estimate(at(0.0), body())
    assert desk.notice == ""
    for t_s in (0.1, 0.2, 0.3, 0.4):
        pelvis.estimate(bare(t_s), body())
    assert desk.notice == STICKER_MESSAGES[StickerState.LOST]


def test_a_method_without_stickers_says_what_to_do():
    desk = StickerDesk(HipLine(Viewpoint()))
    assert desk.place(at(0.0), *POINTS, None) is False
    assert "method auto" in desk.notice


@pytest.mark.parametrize("pelvis", [HipLine(Viewpoint()), AutoPelvis(Viewpoint(), HipLine)])
def test_nobody_is_bothered_with_stickers_who_has_none(pelvis):
    assert StickerDesk(pelvis).notice == ""
