"""Two clicks on a still picture reach the session in the picture's own pixels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QImage
from ui_fakes import running_view, standing_pose

from gaitcoach.opencv import cv2
from gaitcoach.types import Frame

STICKERS = ((296.0, 228.0), (344.0, 231.0))


def click(desk, x_px: float, y_px: float) -> None:
    """Click where the picture's own pixel (x, y) is shown."""
    fit = desk.window.picture.fit()
    shown_x = fit.size_px[0] - x_px if fit.mirrored else x_px
    at = QPoint(round(fit.left_px + fit.scale * shown_x), round(fit.top_px + fit.scale * y_px))
    desk.qtbot.mouseClick(desk.window.picture, Qt.MouseButton.LeftButton, pos=at)


def ask(desk) -> None:
    desk.window._actions["stickers"].trigger()


@pytest.mark.parametrize("mirrored", [False, True])
def test_two_clicks_place_the_stickers_in_the_picture_that_stood_still(desk, mirrored):
    # GIVEN a running session, shown as it is or like a mirror
    desk.window.picture.set_mirrored(mirrored)
    still = desk.show()
    ask(desk)
    # WHEN the runner moves on while the user clicks
    desk.session.shown = running_view(still.sequence + 1)
    click(desk, 280, 250)
    assert "other one" in desk.text("picture_message")
    assert desk.session.told == []
    click(desk, 360, 240)
    # THEN the session is told the points of the picture that was clicked in
    [(name, (frame, one_px, other_px, pose))] = desk.session.told
    assert name == "stickers"
    assert (frame, pose) == (still.frame, still.pose)
    assert one_px == pytest.approx((280, 250), abs=1.5)
    assert other_px == pytest.approx((360, 240), abs=1.5)
    # AND the picture runs again
    desk.show(running_view(still.sequence + 2))
    assert desk.window.picture.view.sequence == still.sequence + 2


def test_the_picture_stands_still_while_clicks_are_awaited(desk):
    still = desk.show()
    ask(desk)
    assert "one sticker" in desk.text("picture_message")
    desk.session.shown = running_view(still.sequence + 1)
    desk.qtbot.waitUntil(lambda: desk.window._shown_sequence == still.sequence + 1)
    assert desk.window.picture.view is still


def test_escape_leaves_everything_as_it_was(desk):
    desk.show()
    ask(desk)
    click(desk, 280, 250)
    desk.window._actions["leave"].trigger()
    desk.show()
    click(desk, 300, 250)
    click(desk, 320, 250)
    assert desk.session.told == []


def test_clicks_that_nobody_asked_for_do_nothing(desk):
    desk.show()
    click(desk, 280, 250)
    click(desk, 360, 250)
    assert desk.session.told == []


def stickered_view(sequence: int = 5):
    """A runner with two yellow stickers near the hips."""
    image = np.full((480, 640, 3), (120, 60, 40), np.uint8)
    for x, y in STICKERS:
        cv2.circle(image, (round(x), round(y)), 5, (40, 230, 240), -1, cv2.LINE_AA)
    image = cv2.GaussianBlur(image, (0, 0), 0.7)
    frame = Frame(image, sequence, sequence / 30, 0.0)
    return replace(running_view(sequence), frame=frame, pose=standing_pose(sequence))


@pytest.mark.parametrize("mirrored", [False, True])
def test_what_looks_like_stickers_is_shown_and_taken_with_a_yes(desk, mirrored):
    # GIVEN a picture with two stickers in it
    desk.window.picture.set_mirrored(mirrored)
    view = desk.show(stickered_view())
    before = grabbed(desk)
    ask(desk)
    assert "Are these two the stickers?" in desk.text("picture_message")
    # THEN each has a ring, where it is shown
    fit = desk.window.picture.fit()
    for x, y in fit.points(np.array(STICKERS)).round().astype(int).tolist():
        assert (changed(before, grabbed(desk))[y - 20 : y + 20, x - 20 : x + 20]).sum() > 40
    assert desk.session.told == []
    # WHEN the user says yes
    desk.window._actions["accept_stickers"].trigger()
    # THEN they are placed, in the picture's own pixels
    [(name, (frame, one_px, other_px, _))] = desk.session.told
    assert (name, frame) == ("stickers", view.frame)
    assert [one_px, other_px] == [pytest.approx(point, abs=1.0) for point in STICKERS]
    assert desk.window.picture._rings == ()


def test_a_click_is_a_no_to_the_proposal(desk):
    desk.show(stickered_view())
    ask(desk)
    click(desk, 250, 250)
    desk.window._actions["accept_stickers"].trigger()
    assert desk.session.told == []
    click(desk, 380, 250)
    [(_, (_, one_px, other_px, _))] = desk.session.told
    assert one_px == pytest.approx((250, 250), abs=1.5)
    assert other_px == pytest.approx((380, 250), abs=1.5)


def test_a_yes_that_nobody_asked_for_does_nothing(desk):
    desk.show(stickered_view())
    desk.window._actions["accept_stickers"].trigger()
    assert desk.session.told == []


def grabbed(desk) -> np.ndarray:
    """What the picture shows now, (height, width, 4)."""
    image = desk.window.picture.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    memory = image.constBits().asarray(image.sizeInBytes())
    return np.array(memory, np.uint8).reshape(image.height(), image.width(), 4)


def changed(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    return (before.astype(int) != after).any(axis=2)
