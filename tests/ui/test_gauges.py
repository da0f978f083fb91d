"""The gauges: a deeper drop lies lower, the newest step is the strongest, shapes tell the rest."""

from __future__ import annotations

import math

import pytest
from PyQt6.QtCore import QRectF
from ui_fakes import step

from gaitcoach.settings import Settings
from gaitcoach.types import Side, SideStats
from gaitcoach.ui import gauges
from gaitcoach.ui.gauges import Gauge, Scale


@pytest.fixture
def gauge(qtbot):
    widget = Gauge(Side.LEFT)
    qtbot.addWidget(widget)
    widget.resize(220, 400)
    widget.set_threshold(5.0)
    return widget


@pytest.fixture
def markers(monkeypatch):
    """What is drawn for steps: (x, y, radius, too far, opacity)."""
    drawn = []

    def note(painter, at, radius_px, too_far):
        drawn.append((at.x(), at.y(), radius_px, too_far, painter.brush().color().alphaF()))

    monkeypatch.setattr(gauges, "draw_marker", note)
    return drawn


def test_scale_runs_downwards_and_stays_inside():
    scale = Scale(QRectF(0, 0, 100, 130), -3.0, 10.0)
    assert scale.y_px(0.0) == pytest.approx(30.0)
    assert scale.y_px(5.0) == pytest.approx(80.0)
    assert scale.y_px(99.0) == 130.0
    assert scale.x_px(0) > scale.x_px(1)


def test_steps_past_the_limit_have_another_shape(gauge, markers):
    steps = (step(Side.LEFT, 4.9), step(Side.LEFT, 5.1))
    gauge.show_steps(steps, SideStats(2, 2))
    gauge.grab()
    newest, older = markers
    assert (newest[3], older[3]) == (True, False)
    assert newest[1] > older[1]  # lower on the screen
    assert newest[0] > older[0]  # further right


def test_the_newest_step_is_the_strongest(gauge, markers):
    gauge.show_steps(tuple(step(Side.LEFT, 3.0, t_s=i) for i in range(10)), SideStats(10, 10))
    gauge.grab()
    alphas = [marker[4] for marker in markers]
    assert alphas == sorted(alphas, reverse=True)
    assert alphas[0] == pytest.approx(1.0, abs=0.01)
    assert markers[0][2] > markers[1][2]


def test_unusable_steps_have_no_marker_and_nan_does_not_hurt(gauge, markers):
    gauge.show_steps((step(Side.LEFT, math.nan, usable=False),), SideStats(1, 0))
    gauge.grab()
    assert markers == []


def test_scale_grows_for_deep_drops_and_high_limits(gauge):
    gauge.show_steps((step(Side.LEFT, 14.0),), SideStats(1, 1))
    assert gauge.scale().bottom_deg == 15.0
    gauge.set_threshold(18.0)
    assert gauge.scale().bottom_deg == 20.0


def test_limit_is_painted_at_its_place(gauge):
    for threshold_deg in (5.0, 8.0):
        gauge.set_threshold(threshold_deg)
        image = gauge.grab().toImage()
        orange = [
            sum(_is_orange(image.pixelColor(x, y)) for x in range(image.width()))
            for y in range(image.height())
        ]
        expected_px = gauge.scale().y_px(threshold_deg)
        assert abs(orange.index(max(orange)) - expected_px) <= 2


def _is_orange(colour):
    return colour.red() - colour.blue() > 60


def test_whiskers_are_one_standard_deviation(gauge, monkeypatch):
    lines = []
    monkeypatch.setattr(gauges, "QLineF", lambda *ends: lines.append(ends) or _REAL_LINE(*ends))
    gauge.show_steps((step(Side.LEFT, 3.0),), SideStats(1, 1))
    gauge.grab()
    upright = [line for line in lines if len(line) == 4 and line[0] == line[2]]
    scale = gauge.scale()
    assert upright == [(upright[0][0], scale.y_px(2.2), upright[0][0], scale.y_px(3.8))]


_REAL_LINE = gauges.QLineF


def test_each_gauge_has_its_own_leg_s_limit(desk):
    """Mutants: one limit for both gauges; swapped."""
    own = Settings(source="demo", threshold_left_deg=7.0, threshold_right_deg=4.0)
    desk.window.open(own)
    limits = {gauge.side: gauge.threshold_deg for gauge in desk.window.findChildren(Gauge)}
    assert limits == {Side.LEFT: 7.0, Side.RIGHT: 4.0}
