"""The drawing can be calmed; what is measured never is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_up import FIVE
from pytestqt.qtbot import QtBot
from ui_fakes import gait, running_view

from gaitcoach.live.view import LiveView
from gaitcoach.types import PelvisAngle, Viewpoint
from gaitcoach.ui.calm import JUMP_S, CalmAngle
from gaitcoach.ui.overlay import Look
from gaitcoach.ui.picture import PictureWidget


def seen(t_s: float, tilt_deg: float | None) -> LiveView:
    view = running_view(round(t_s * 30) + 1)
    angle = None if tilt_deg is None else PelvisAngle(t_s, tilt_deg, 0.5, "fake")
    return replace(
        view, frame=replace(view.frame, t_s=t_s), angle=angle, update=gait(obliquity_deg=tilt_deg)
    )


def test_off_is_the_view_itself():
    view = seen(1.0, 3.0)
    assert CalmAngle().push(view) is view


def test_a_step_is_followed_by_its_time_constant():
    """Mutant: a share of each frame, which is calmer at 60 frames a second than at 30."""
    for fps in (30, 60):
        calm = CalmAngle(0.25)
        calm.push(seen(0.0, 0.0))
        for i in range(1, fps // 4 + 1):
            drawn = calm.push(seen(i / fps, 10.0))
        assert drawn.angle.obliquity_deg == pytest.approx(6.32, abs=0.4)
        assert drawn.update.obliquity_deg == pytest.approx(6.32, abs=0.4)


def test_after_a_gap_or_an_angle_that_was_lost_it_begins_where_the_measuring_is():
    """Mutant: the line creeps from where the last runner stood."""
    calm = CalmAngle(0.25)
    calm.push(seen(0.0, 0.0))
    assert calm.push(seen(JUMP_S, 8.0)).angle.obliquity_deg == 8.0
    assert calm.push(seen(JUMP_S + 0.03, None)).angle is None
    assert calm.push(seen(JUMP_S + 0.06, 2.0)).angle.obliquity_deg == 2.0


def test_the_picture_draws_it_and_keeps_the_view_as_measured(qtbot: QtBot):
    """Mutant: the calmed numbers leave the drawing."""
    picture = PictureWidget(Look(Viewpoint(), FIVE, 15))
    qtbot.addWidget(picture)
    picture.set_smoothing("strong")
    for i, tilt_deg in enumerate((0.0, 10.0)):
        view = seen(i / 30, tilt_deg)
        picture.show_view(view)
    assert picture.view is view
    assert picture.view.angle.obliquity_deg == 10.0
    assert picture._drawn.angle.obliquity_deg < 2.0
