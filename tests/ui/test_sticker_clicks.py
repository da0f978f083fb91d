"""Two clicks on a still picture reach the session in the picture's own pixels."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QPoint, Qt
from ui_fakes import running_view


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
