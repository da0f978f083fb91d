"""The room where drills are done: what is read from three metres, and every key."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drill_place import HOLD, Room, room
from pages import NOW
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QFontMetricsF
from PyQt6.QtWidgets import QLabel, QPushButton
from test_shell import App, app
from ui_fakes import drill_view

from gaitcoach.drills import Drill, drill_named
from gaitcoach.drills.programme import todays_session
from gaitcoach.drills.values import FaultKind
from gaitcoach.errors import SourceError
from gaitcoach.live.drill_face import REST_S, Face, Step
from gaitcoach.live.view import SessionState
from gaitcoach.settings import Settings
from gaitcoach.types import PhoneStage, PhoneView, Quality, Side, View, Viewpoint
from gaitcoach.ui import drill_board
from gaitcoach.ui.drill_texts import DrillWords, Tone, words_of
from gaitcoach.ui.translator import use_language
from gaitcoach.voice.qt_player import NO_DEVICE

__all__ = ["app", "room"]  # the fixtures
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # windows of their own
REPS = drill_named("hip_abduction")


def words(face: Face, drill: Drill = HOLD) -> DrillWords:
    return words_of(drill_view((drill,), face=face))


# -- beginning and leaving -------------------------------------------------------------------------


def test_it_begins_with_todays_targets_for_whose_exercises_are_shown(app: App):
    """Mutants: the table's targets; whoever was named at Home; the load forgotten."""
    page = app.shell.rooms.exercises
    page._wanted = "Kim"
    planned = todays_session((), NOW.date())
    page.session = tuple(
        replace(one, sets=2, hold_s=40.0) if one.name == "mirror_stance" else one for one in planned
    )
    page.drill_asked.emit(("mirror_stance", "hip_hike"), "band")
    handle = app.controls.drills[-1]
    assert app.shell.currentWidget() is app.shell.drills.room
    assert [(one.name, one.reps, one.hold_s) for one in handle.drills] == [
        ("mirror_stance", 2, 40.0),
        ("hip_hike", 10, 0.0),
    ]
    assert (handle.settings.runner, handle.load) == ("Kim", "band")


def test_leaving_lets_go_once_and_leads_back_to_the_exercises(app: App):
    """Mutants: a camera that stays on behind another page; a session stopped twice."""
    app.shell.rooms.exercises.drill_asked.emit(("mirror_stance",), "none")
    app.find(QPushButton, "drill_leave").click()
    assert app.shell.currentWidget() is app.shell.rooms.exercises
    assert app.controls.stopped_drills == app.controls.drills
    # AND whatever page comes next
    app.shell.rooms.exercises.drill_asked.emit(("hip_hike",), "none")
    app.shell.go_home()
    assert app.controls.stopped_drills == app.controls.drills


def test_a_window_can_begin_with_a_drill_and_leads_to_the_exercises_of_who_does_it(app: App):
    """Mutants: today's target in place of what was asked; Home after it; a guest's exercises."""
    app.shell.exercise(drill_named("hip_hike"), Settings(runner="Kim", threshold_deg=4.0), "band")
    handle = app.controls.drills[-1]
    assert app.shell.currentWidget() is app.shell.drills.room
    assert [one.name for one in handle.drills] == ["hip_hike"]
    assert (handle.settings.threshold_deg, handle.load) == (4.0, "band")
    app.shell.drills.room.leave()
    assert app.shell.currentWidget() is app.shell.rooms.exercises
    assert app.shell.rooms.exercises.person == "Kim"


def test_a_camera_that_cannot_even_begin_is_told_in_the_picture(room: Room):
    room.controls.refuse = SourceError("There is no camera 7.", "Choose another one.")
    room.widget.open([HOLD], Settings())
    assert "There is no camera 7." in room.text("drill_message")


# -- what is read ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("face", "word", "tone", "number", "below"),
    [
        (Face(Step.LOOKING), "Stand still in view", Tone.WAIT, "0", "of 30 s"),
        (Face(Step.GET_READY), "Step into view", Tone.WAIT, "0", "of 30 s"),
        (Face(Step.POSITION), "Stand still", Tone.WAIT, "0", "of 30 s"),
        (Face(Step.GO), "Go", Tone.WORK, "0", "of 30 s"),
        (Face(Step.HOLD, Side.LEFT, hold_s=17.9), "Hold", Tone.WORK, "17", "of 30 s"),
        (Face(Step.REST, rest_left_s=19.1), "Rest", Tone.REST, "20", "s of rest"),
        (Face(Step.SWITCH, Side.LEFT, hold_s=30.2), "Switch legs", Tone.REST, "30", "of 30 s"),
        (Face(Step.PAUSED), "Paused", Tone.REST, "0", "of 30 s"),
        (Face(Step.DONE), "Done", Tone.REST, "0", "of 30 s"),
    ],
)
def test_each_state_has_its_word_its_sign_and_its_number(
    face: Face, word: str, tone: Tone, number: str, below: str
):
    """Mutants: a rest that shows 0 for its last second; a hold that is rounded up to its target."""
    told = words(face)
    assert (told.word, told.tone, told.number, told.below) == (word, tone, number, below)
    assert word in told.spoken


def test_the_ring_fills_with_the_hold_and_empties_with_the_rest():
    assert words(Face(Step.HOLD, hold_s=15.0)).share == pytest.approx(0.5)
    assert words(Face(Step.HOLD, hold_s=45.0)).share == 1.0
    assert words(Face(Step.REST, rest_left_s=REST_S / 4)).share == pytest.approx(0.25)


def test_who_lies_is_not_asked_to_stand():
    """Mutants: one word for all drills; the words of the hold changed as well."""
    bridge = drill_named("glute_bridge")
    said = {step: words(Face(step), bridge).word for step in (Step.LOOKING, Step.POSITION)}
    assert said == {Step.LOOKING: "Lie still in view", Step.POSITION: "Lie still"}
    assert words(Face(Step.POSITION)).word == "Stand still"
    assert words(Face(Step.HOLD), bridge).word == "Hold"


def test_repetitions_stand_in_the_ring_where_nothing_is_held():
    told = words(Face(Step.REP, Side.LEFT, reps=7), REPS)
    assert (told.number, told.below, told.share) == ("7", "of 10", pytest.approx(0.7))


def test_each_leg_shows_what_it_has_done_and_the_one_that_stands_a_sign():
    """Mutant: the counts of the two legs exchanged."""
    told = words(Face(Step.HOLD, Side.RIGHT, done={Side.LEFT: 5, Side.RIGHT: 2}))
    assert [(leg.title, leg.count, leg.stands) for leg in told.legs] == [
        ("Left leg", "5 of 5", False),
        ("Right leg", "2 of 5", True),
    ]


def test_figures_are_read_from_three_metres():
    """GIVEN the smallest window THEN digits of 8 % of its height: 1.6 cm on a laptop's screen."""
    high, gaps = 560, 560 - 480
    ring_px = (high - gaps) * (1 - drill_board.WORD_REL - drill_board.LEG_REL) - 30
    font = drill_board.fitting_font("27", ring_px * drill_board.NUMBER_REL, ring_px, bold=True)
    digits_px = QFontMetricsF(font).capHeight()
    assert digits_px >= 0.08 * high


@pytest.mark.parametrize(
    ("face", "sentence", "is_fault"),
    [
        (Face(Step.HOLD, fault=FaultKind.DROP), "▼ Hips level: the free hip hangs", True),
        (
            Face(Step.LOOKING),
            "Whole body in view, your front or your back to the camera.",
            False,
        ),
        (Face(Step.HOLD), "Lift one knee to hip height", False),
        (Face(Step.SWITCH, Side.LEFT), "Now stand on the right leg.", False),
        (
            Face(Step.CANNOT_TELL, reason=Quality.SIDE_ON),
            "Seen too much from the side: this drill is watched from the front or from behind.",
            False,
        ),
        (
            Face(Step.POSITION, reason=Quality.OTHER_DRILL),
            "This looks like another exercise: nothing is counted. "
            "Look at the picture of this one.",
            False,
        ),
        (
            Face(Step.CANNOT_TELL, reason=Quality.TWO_PEOPLE),
            "Two people in view: only the runner may be in the picture.",
            False,
        ),
        (
            Face(Step.CANNOT_TELL, reason=Quality.HIPS_HIDDEN),
            "Hips not visible: move the camera back until hips and feet are in view.",
            False,
        ),
    ],
)
def test_one_sentence_says_what_to_do(room: Room, face: Face, sentence: str, is_fault: bool):
    """Mutants: a fault told by colour alone; the sentence for running on a treadmill."""
    room.begin()
    room.show(face)
    assert room.text("drill_banner") == sentence
    role = room.widget.findChild(QLabel, "drill_banner").property("role")
    assert (role == "fault") is is_fault


def test_the_next_drill_is_named_in_the_rest_before_it(room: Room):
    room.begin("mirror_stance", "hip_hike")
    room.show(place=1, face=Face(Step.NEXT, rest_left_s=8.0))
    assert room.text("drill_banner") == "Next: Hip hike"
    assert room.text("drill_place") == "2 of 2"
    assert room.text("drill_title") == "Hip hike"


def test_a_long_sentence_is_written_smaller_and_not_cut(room: Room):
    """Mutant: the second line below the plate's edge."""
    room.begin()
    room.show(Face(Step.CANNOT_TELL, reason=Quality.SIDE_ON))
    banner = room.widget.findChild(QLabel, "drill_banner")
    banner.ensurePolished()
    assert banner.heightForWidth(banner.width()) <= banner.height()


def test_a_camera_that_vanished_is_told_over_the_picture(room: Room):
    room.begin()
    room.show(state=SessionState.RECONNECTING, message="camera 0 broke off. Check its cable.")
    assert "Check its cable." in room.text("drill_message")
    room.show()
    assert not room.widget.findChild(QLabel, "drill_message").isVisible()


def test_a_standing_trouble_is_told_in_the_language_of_the_window(room: Room):
    """Mutant: one English line in a German window."""
    room.begin()
    use_language("de")
    try:
        room.show(notices=(NO_DEVICE,))
    finally:
        use_language("en")
    assert room.text("drill_notices").startswith("Kein Tongerät")


def test_a_phone_as_camera_shows_its_code(room: Room):
    handle = room.begin()
    handle.phone = PhoneView(PhoneStage.WAITING, urls=("https://10.0.0.2:8443/a",))
    room.show()
    assert room.widget.phone.isVisible()


@pytest.mark.parametrize(
    ("viewpoint", "mirrored"),
    [
        (Viewpoint(View.FRONT), True),
        (Viewpoint(View.FRONT, mirrored=True), False),
        (Viewpoint(View.BEHIND), False),
    ],
)
def test_who_faces_the_camera_sees_a_mirror(room: Room, viewpoint: Viewpoint, mirrored: bool):
    """Mutants: a back that is mirrored; a picture that is mirrored twice."""
    room.begin()
    room.show(viewpoint=viewpoint)
    picture = room.widget.picture
    assert picture.is_mirrored is mirrored
    room.press(Qt.Key.Key_M)
    assert picture.is_mirrored is False


# -- keys ------------------------------------------------------------------------------------------


def test_every_key_does_its_work(room: Room):
    handle = room.begin("mirror_stance", "hip_hike")
    room.show()
    picture = room.widget.picture
    room.press(Qt.Key.Key_Space)
    assert handle.is_paused
    assert room.widget.findChild(QPushButton, "drill_pause").text() == "Go on (Space)"
    room.press(Qt.Key.Key_Space)  # AND the key survives the new text
    assert not handle.is_paused
    room.press(Qt.Key.Key_N)
    room.press(Qt.Key.Key_V)
    assert handle.told == [("skip", None), ("voice", False)]
    room.press(Qt.Key.Key_G)
    assert not picture.ghost_is_on
