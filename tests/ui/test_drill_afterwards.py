"""What the room of the drills shows and keeps once a drill is over."""

from __future__ import annotations

import pytest
from drill_fakes import Gym, both_legs, drill, shots
from drill_place import HOLD, Room, room
from pages import NOW
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QCheckBox, QLineEdit
from ui_fakes import GivenAnswer, drill_summary

from gaitcoach.drills import drill_named
from gaitcoach.errors import StorageError
from gaitcoach.live import drill_face, drill_session
from gaitcoach.live.drill_face import Face, Step
from gaitcoach.live.drill_view import DoneNow
from gaitcoach.settings import Settings
from gaitcoach.types import Quality
from gaitcoach.ui.drill_note import DrillNote

__all__ = ["room"]  # the fixture
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # windows of their own


def test_what_was_kept_of_the_first_is_still_told_after_the_last(room: Room):
    """Mutant: the end takes back what the store had said."""
    handle = room.begin("mirror_stance", "hip_hike")
    handle.kept = (GivenAnswer(),)
    room.show()
    room.widget._kept._waiter._look()
    room.end(DoneNow(HOLD, NOW, drill_summary()))
    assert room.text("drill_kept") == "Kept for Kim."


def test_the_end_shows_each_leg_and_for_whom_it_is_kept(room: Room):
    """Mutants: the legs exchanged; "kept" before the store has said so; nothing after a failure."""
    handle = room.begin()
    room.end(DoneNow(HOLD, NOW, drill_summary()))
    assert room.text("drill_summary_title") == "Done"
    assert room.text("drill_kept") == ""
    assert [room.text(f"drill_0_right_{column}") for column in range(5)] == [
        "Right leg", "5", "150 s", "120 s", "95 %",
    ]  # fmt: skip
    assert room.text("drill_faults_0") == "hips not level: 2× · trunk leans: 1×"
    assert room.controls.stopped_drills == [handle]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (GivenAnswer(), "Kept for Kim."),
        (GivenAnswer(error=StorageError("The disk is full.", "Free some space.")), "disk is full"),
    ],
)
def test_what_the_store_says_is_told(room: Room, answer: GivenAnswer, told: str):
    handle = room.begin()
    handle.kept = (answer,)
    room.end(DoneNow(HOLD, NOW, drill_summary()))
    room.qtbot.waitUntil(lambda: told in room.text("drill_kept"))


class NotingLibrary:
    """Remembers what is noted."""

    def __init__(self) -> None:
        self.noted: list[tuple[int, dict]] = []

    def annotate_drill(self, number: int, **fields: object) -> GivenAnswer:
        self.noted.append((number, fields))
        return GivenAnswer(None)


def test_what_is_noted_afterwards_goes_to_the_drill_it_is_about(room: Room):
    """GIVEN two drills of which the store could not keep the first WHEN the second is noted upon
    THEN the second's number is told, once for each change.

    Mutants: notes offered before the store has the drill; the first drill's number; a line that
    tells again with the key and when it is left; what the camera saw not shown.
    """
    library = room.controls.library = NotingLibrary()
    handle = room.begin("mirror_stance", "single_leg_squat")
    squat = drill_summary("single_leg_squat", held_on=True)
    done = DoneNow(drill_named("single_leg_squat"), NOW, squat)
    full = GivenAnswer(error=StorageError("The disk is full.", "Free some space."))
    late = GivenAnswer(value=8, is_ready=False)
    handle.kept = (full, late)
    room.end(DoneNow(HOLD, NOW, drill_summary()), done)
    notes = [room.widget.findChild(DrillNote, f"drill_note_{place}") for place in (0, 1)]
    assert [note.isVisible() for note in notes] == [False, False]
    late.is_ready = True
    room.qtbot.waitUntil(notes[1].isVisible)
    assert not notes[0].isVisible()
    held = room.widget.findChild(QCheckBox, "drill_held_on_1")
    assert held.isChecked()
    held.click()
    words = room.widget.findChild(QLineEdit, "drill_notes_1")
    words.setFocus()
    room.qtbot.keyClicks(words, "a band again")
    room.qtbot.keyClick(words, Qt.Key.Key_Return)
    held.setFocus()
    assert library.noted == [(8, {"held_on": False}), (8, {"notes": "a band again"})]
    assert len(room.controls.drills) == 1, "the letter a begins the drill again"
    room.qtbot.waitUntil(lambda: room.text("drill_kept") == "Noted.")


@pytest.mark.parametrize(
    ("name", "head"),
    [("single_leg_squat", "Depth"), ("hip_hike", "Range"), ("glute_bridge", "Held")],
)
def test_how_far_one_went_in_good_form_is_told_of_what_is_counted(room: Room, name: str, head: str):
    """Mutants: the furthest, good or not; seconds where nothing is held; a chair for who lies."""
    room.begin(name)
    leg = {"reps": 5, "good_reps": 4, "hold_s": 61.0, "good_s": 60.0, "score": 50.0,
           "range_deg": 88.0, "good_deg": 71.6}  # fmt: skip
    told = drill_summary(name, by_side={"right": leg})
    room.end(DoneNow(drill_named(name), NOW, told))
    assert room.text("drill_head_2") == head
    assert room.text("drill_0_right_2") == ("61 s" if head == "Held" else "72°")
    held = room.widget.findChild(QCheckBox, "drill_held_on_0")
    assert held.isVisibleTo(held.parentWidget()) is (name != "glute_bridge"), "nobody holds a chair"


def test_the_standing_test_tells_what_it_found(room: Room):
    room.begin("single_leg_stance")
    room.end(
        DoneNow(drill_named("single_leg_stance"), NOW, drill_summary("single_leg_stance")),
    )
    assert room.text("drill_findings_0").splitlines() == [
        "Left leg: the free hip dropped, held to the end",
        "Right leg: level, held to the end",
    ]


def test_again_and_next(room: Room):
    """Mutants: another drill; the store asked twice for the first one."""
    room.begin(load="band")
    room.end(DoneNow(HOLD, NOW, drill_summary()))
    room.press(Qt.Key.Key_A)
    assert [one.drills[0].name for one in room.controls.drills] == ["mirror_stance"] * 2
    room.end(DoneNow(HOLD, NOW, drill_summary()))
    room.press(Qt.Key.Key_N)
    again = room.controls.drills[-1]
    assert (again.drills[0].name, again.load) == ("glute_bridge", "band")
    assert len(room.controls.stopped_drills) == 2


def test_nothing_done_is_said_so_and_why(room: Room):
    """Mutants: an advice that was not the trouble; the trouble of the drill before."""
    room.begin()
    nothing = drill_summary(reps=0, hold_s=0.0, by_side={}, faults_by_kind={}, findings={})
    room.end(DoneNow(HOLD, NOW, nothing))
    assert room.text("drill_summary_title") == "Nothing was counted"
    assert room.text("drill_kept").startswith("Stand in view")
    # AND when it was told why, that is told again
    room.begin()
    room.show(Face(Step.GO, reason=Quality.OTHER_DRILL))
    room.show(Face(Step.GO))
    room.end(DoneNow(HOLD, NOW, nothing))
    assert room.text("drill_kept").startswith("This looks like another exercise")


def test_a_real_session_on_a_body_of_sticks_goes_from_standing_still_to_done(
    room: Room, monkeypatch: pytest.MonkeyPatch
):
    """The whole way, threads and all, but for camera, models and store."""
    for place in (drill_face, drill_session):
        monkeypatch.setattr(place, "REST_S", 0.5)
    gym = Gym(both_legs("single_leg_stance", (3.0, 5.4)))
    made = gym.session([drill("single_leg_stance")], shots(13.0))
    made.kept, made.phone = (), None
    monkeypatch.setattr(room.controls, "start_drills", lambda *asked: made)
    room.widget.open([drill("single_leg_stance")], Settings())
    made.start()
    room.qtbot.waitUntil(room.widget.summary.isVisible, timeout=20_000)
    gym.clear_up()
    assert room.text("drill_summary_title") == "Done"
    assert room.text("drill_0_left_1") == room.text("drill_0_right_1") == "1"
    assert room.text("drill_faults_0") == "No fault seen."
    assert room.text("drill_findings_0").startswith("Left leg: level, held to the end")
