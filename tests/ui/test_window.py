"""The window as a user meets it: keys, gauges, words, closing."""

from __future__ import annotations

import gc

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtWidgets import QComboBox, QLabel, QToolButton, QWidget
from ui_fakes import FakeControls, cue, gait, running_view, step

from gaitcoach.errors import SourceError
from gaitcoach.live.view import LiveView, SessionState
from gaitcoach.settings import Settings
from gaitcoach.types import CueKind, Quality, Side, SideStats
from gaitcoach.ui import pace, sources
from gaitcoach.ui.gauges import Gauge
from gaitcoach.ui.window import MainWindow
from gaitcoach.words import NOT_VALIDATED, ROLL_NOT_REMOVED, SAFETY_LINE

Key = Qt.Key


def test_choosing_a_camera_starts_it(desk):
    box = desk.window.findChild(QComboBox, "source")
    box.about_to_open.emit()
    box.setCurrentIndex(box.findText("USB camera"))
    box.activated.emit(box.currentIndex())
    assert desk.session.settings.source == "1"


def test_file_dialog_given_up_keeps_the_source(desk, monkeypatch):
    monkeypatch.setattr("gaitcoach.ui.source_choice.ask_file", lambda parent: "")
    desk.window.choose_source(sources.FILE_ENTRY)
    assert len(desk.controls.started) == 1
    assert desk.window.findChild(QComboBox, "source").currentData() == "demo"


def test_address_shows_no_password(desk, monkeypatch):
    secret = "rtsp://me:secret@10.0.0.2:554/cam?token=hidden"
    monkeypatch.setattr("gaitcoach.ui.source_choice.ask_address", lambda parent: secret)
    desk.window.choose_source(sources.ADDRESS_ENTRY)
    assert desk.session.settings.source == secret
    shown = desk.window.findChild(QComboBox, "source").currentText()
    assert shown == "10.0.0.2/cam"


def test_a_step_on_the_left_leg_stands_in_the_left_gauge(desk):
    desk.show_steps(step(Side.LEFT, 6.2), step(Side.RIGHT, 1.5))
    left, right = (desk.window.findChild(Gauge, f"gauge_{side.value}") for side in Side)
    assert [s.drop_deg for s in left.steps] == [6.2]
    assert [s.drop_deg for s in right.steps] == [1.5]
    assert _screen_x_px(left) < _screen_x_px(right)
    assert desk.text("title_left") == "Standing on LEFT leg"
    assert desk.text("subtitle_left") == "right hip drops"
    assert desk.text("subtitle_right") == "left hip drops"


def _screen_x_px(widget):
    return widget.mapToGlobal(QPoint(0, 0)).x()


def test_steps_of_views_that_were_missed_are_shown(desk):
    # GIVEN three more steps, of which the window sees only the last view
    desk.show_steps(step(Side.LEFT, 1.0))
    desk.show_steps(*(step(Side.LEFT, drop_deg) for drop_deg in (1.0, 2.0, 3.0, 4.0)))
    gauge = desk.window.findChild(Gauge, "gauge_left")
    assert [s.drop_deg for s in gauge.steps] == [1.0, 2.0, 3.0, 4.0]


def test_a_later_baseline_moves_the_steps_shown(desk):
    desk.show_steps(step(Side.LEFT, 5.0), baseline_deg=None)
    desk.show_steps(step(Side.LEFT, 3.0), baseline_deg=2.0)
    gauge = desk.window.findChild(Gauge, "gauge_left")
    assert [s.drop_deg for s in gauge.steps] == [3.0]


def test_cameras_found_later_get_their_names(desk, monkeypatch):
    desk.window.choose_source("5")
    box = desk.window.findChild(QComboBox, "source")
    assert box.currentText() == "Camera 5"
    monkeypatch.setattr(desk.controls, "cameras", lambda: [("Treadmill camera", "5")])
    desk.qtbot.waitUntil(lambda: box.currentText() == "Treadmill camera")


def test_means_stand_on_their_own_side(desk):
    left = SideStats(9, 9, 4.14, 0.9, (3.4, 4.9))
    desk.show(update=gait(left=left, right=SideStats(4, 3)))
    assert desk.text("mean_left") == "4.1°"
    assert desk.text("interval_left") == "mean, 95 % sure 3.4° to 4.9°"
    assert desk.text("mean_right") == "–"
    assert desk.text("interval_right") == "mean after 7 steps (3 so far)"


def test_only_the_last_ten_steps_stay(desk):
    desk.show_steps(*(step(Side.LEFT, float(count), t_s=count) for count in range(14)))
    gauge = desk.window.findChild(Gauge, "gauge_left")
    assert [s.drop_deg for s in gauge.steps] == [float(count) for count in range(4, 14)]


def test_threshold_marks_move_in_both_gauges(desk):
    gauges = desk.window.findChildren(Gauge)
    before = [g.scale().y_px(g.threshold_deg) for g in gauges]
    desk.press(Key.Key_Plus)
    after = [g.scale().y_px(g.threshold_deg) for g in gauges]
    assert len(gauges) == 2
    assert all(b > a for a, b in zip(before, after, strict=True))


def test_threshold_stays_inside_its_limits(desk):
    for wanted, kept in ((0.0, 1.0), (90.0, 20.0)):
        desk.window.set_threshold(wanted)
        assert desk.session.told[-1] == ("threshold", kept)


def test_marks_say_what_the_numbers_are_not(desk):
    desk.show(update=gait(baseline_deg=None))
    desk.qtbot.waitUntil(lambda: ROLL_NOT_REMOVED in desk.text("marks"))
    assert NOT_VALIDATED in desk.text("marks")
    desk.show(method_validated=True)
    desk.qtbot.waitUntil(lambda: not desk.window.findChild(QLabel, "marks").isVisible())


def test_not_validated_is_said_before_the_first_frame(desk):
    assert NOT_VALIDATED in desk.text("marks")


def test_why_nothing_can_be_told_stands_over_the_picture(desk):
    for count in range(20):
        update = gait(quality=Quality.TWO_PEOPLE, t_s=10 + count / 30, obliquity_deg=None)
        desk.show(update=update)
    desk.qtbot.waitUntil(lambda: "Two people in view" in desk.text("picture_message"))
    assert desk.window.picture.fit().rect.contains(desk.widget("picture_message").geometry())


def test_one_bad_frame_says_nothing(desk):
    desk.show(update=gait(quality=Quality.NO_ANGLE, t_s=10.0))
    desk.show(update=gait(t_s=10.03))
    desk.window._show_panels()
    assert not desk.widget("picture_message").isVisible()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (SessionState.OPENING, "Opening"),
        (SessionState.STALLED, "No new pictures"),
        (SessionState.RECONNECTING, "keeps trying"),
        (SessionState.FAILED, "does not work"),
        (SessionState.ENDED, "over"),
    ],
)
def test_state_is_said_with_its_message(desk, state, words):
    # GIVEN a state that changes without any new frame
    desk.show(running_view(desk.session.shown.sequence), state=state, message="Because <of> this.")
    desk.qtbot.waitUntil(lambda: "Because &lt;of&gt; this." in desk.text("picture_message"))
    assert words in desk.text("picture_message")


@pytest.mark.parametrize("state", [SessionState.ENDED, SessionState.FAILED])
def test_a_session_that_is_over_is_let_go_of_once(desk, state):
    desk.show(state=state)
    button = desk.window.findChild(QToolButton, "button_start_stop")
    desk.qtbot.waitUntil(lambda: "Start" in button.text())
    assert desk.controls.stopped == desk.controls.started
    desk.window.close()
    assert desk.controls.stopped == desk.controls.started


def test_a_source_that_cannot_begin_says_what_to_do(desk):
    desk.controls.refuse = SourceError("There is no camera 7.", "Choose another one.")
    desk.window.choose_source("7")
    text = desk.text("picture_message")
    assert "There is no camera 7." in text
    assert "Choose another one." in text


def test_a_new_message_replaces_the_old_in_the_same_state(desk):
    for attempt in ("try 1", "try 2"):
        desk.show(state=SessionState.RECONNECTING, message=attempt)
        desk.qtbot.waitUntil(lambda word=attempt: word in desk.text("picture_message"))


def test_notices_come_and_go(desk):
    desk.show(notices=("No sound device.", "The disk is full."))
    desk.qtbot.waitUntil(lambda: desk.widget("notices").isVisible())
    assert desk.text("notices") == "No sound device.\nThe disk is full."
    desk.show(notices=())
    desk.qtbot.waitUntil(lambda: not desk.widget("notices").isVisible())


def test_cue_is_told_with_its_reason(desk):
    desk.show(last_cue=cue(Side.RIGHT))
    desk.qtbot.waitUntil(lambda: desk.text("cue") == "“hips level”")
    assert "left hip: mean drop 6.3° over 8 steps" in desk.text("cue_reason")
    assert "limit 5.0°" in desk.text("cue_reason")


def test_praise_is_told_as_praise(desk):
    desk.show(last_cue=cue(None, CueKind.PRAISE))
    desk.qtbot.waitUntil(lambda: desk.text("cue") == "“better”")
    assert "back under" in desk.text("cue_reason")


def test_machine_cadence_and_safety_line(desk):
    desk.show()
    desk.qtbot.waitUntil(lambda: desk.text("cadence") == "164")
    assert desk.text("times") == "ground 272 ms · air 94 ms"
    assert desk.text("machine") == "30 fps · 15 ms · 3 left out"
    assert desk.text("safety") == SAFETY_LINE


@pytest.mark.parametrize("size_px", [(1024, 640), (1180, 760), (1920, 1080), (3840, 2160)])
def test_everything_fits_at_every_size(desk, size_px):
    desk.window.resize(*size_px)
    desk.show()
    desk.qtbot.waitUntil(lambda: desk.window.width() == size_px[0])
    desk.qtbot.waitUntil(lambda: _cut_off(desk.window) == [])
    desk.window._actions["strip_chart"].trigger()
    desk.qtbot.waitUntil(lambda: _cut_off(desk.window) == [])
    assert (desk.window.width(), desk.window.height()) == size_px, "the window did not grow"


def _cut_off(window):
    """Names of what has less room than it needs, or lies outside."""
    central, bar = window.centralWidget(), window.findChild(QWidget, "bar")
    texts = [*bar.findChildren(QToolButton), *window.findChildren(QLabel)]
    cut = [
        widget.objectName()
        for widget in texts
        if widget.isVisible()
        and widget.objectName() != "cue_reason"  # may be shortened by the window, not by us
        and widget.width() < widget.minimumSizeHint().width()
    ]
    return cut if central.rect().contains(bar.geometry()) else [*cut, "bar"]


def test_closing_stops_the_session_once(desk):
    desk.window.close()
    desk.window.close()
    assert desk.controls.stopped == desk.controls.started
    assert not desk.window.isVisible()


def test_closing_without_a_session_stops_nothing(qtbot):
    controls = FakeControls()
    window = MainWindow(controls, Settings())
    qtbot.addWidget(window)
    window.show()
    window.close()
    assert controls.stopped == []


def test_restarting_starts_with_empty_gauges(desk):
    desk.show_steps(step(Side.LEFT, 6.0))
    desk.window.start()
    gauge = desk.window.findChild(Gauge, "gauge_left")
    assert gauge.steps == ()
    # AND a new run with as many steps shows its own
    desk.show_steps(step(Side.LEFT, 2.0))
    assert [s.drop_deg for s in gauge.steps] == [2.0]


def test_a_thousand_views_leave_nothing_behind(desk):
    desk.show()
    desk.window._show_panels()
    gc.collect()
    widgets = len(desk.window.findChildren(QLabel))
    live_views = _count(LiveView)
    for count in range(1000):
        if count % 10 == 0:
            desk.session.steps += (step(Side.LEFT, 3.0, t_s=count / 3),)
        update = gait(left=SideStats(len(desk.session.steps)))
        desk.session.shown = running_view(count + 10, update=update)
        desk.window._pull()
        desk.window.picture.repaint()
    desk.window._show_panels()
    gc.collect()
    assert len(desk.window.findChildren(QLabel)) == widgets
    assert _count(LiveView) <= live_views + 1
    assert len(desk.window.picture.paints) <= 1100


def _count(kind: type) -> int:
    return sum(isinstance(thing, kind) for thing in gc.get_objects())


@pytest.mark.parametrize(("fps", "rest_ms"), [(None, 2), (60.0, 10), (30.0, 20), (5.0, 20)])
def test_nobody_looks_for_a_picture_that_cannot_be_there_yet(fps: float | None, rest_ms: int):
    """Mutants: 500 looks a second; a rest so long that a picture waits for it."""
    assert pace.rest_ms(fps) == rest_ms
    assert fps is None or rest_ms < 0.7 * 1000 / fps
