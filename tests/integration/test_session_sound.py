"""The cues are heard, or it is said that they are not: device, set-up, screen and record."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot
from session_fakes import LIMIT_S, Studio, frames
from voice_fakes import FakeCard
from waiting import until

from gaitcoach.live.session import LiveSession
from gaitcoach.live.sound_check import NOTICE_S, SoundCheck
from gaitcoach.live.view import Check, State
from gaitcoach.ui.panels import NoticeStrip
from gaitcoach.voice.phrases import PhraseBank
from gaitcoach.voice.qt_player import QtSpeaker
from gaitcoach.words import DEFAULT_CUE


@pytest.fixture
def sound(studio: Studio) -> SoundCheck:
    return SoundCheck(studio.speaker)


def held(studio: Studio, sound: SoundCheck, n_after: int = 5, **how: object):
    """A live session that waits after three pictures, and what lets it go on."""
    hold, script = studio.block(), frames(3 + n_after)
    session = studio.session([*script[:3], hold, *script[3:]], sound=sound, **how)
    session.start()
    hold.wait_until_reached()
    until(lambda: session.view().sequence == 3)
    return session, hold


def sound_point(session: LiveSession) -> Check | None:
    return next((one for one in session.view().checks if "sound" in one.name), None)


def test_the_set_up_names_the_device_and_asks(studio: Studio, sound: SoundCheck):
    session, _ = held(studio, sound)
    point = sound_point(session)
    assert (point.name, point.state) == ("sound", State.WAITING)
    assert "Loudspeaker" in point.sentence
    assert "treadmill" in point.sentence, "a treadmill needs more volume than a room"
    # WHEN it is asked for, a cue is played at once
    session.ask_sound()
    assert studio.speaker.said == [DEFAULT_CUE]


@pytest.mark.parametrize(
    ("heard", "state", "words", "left_out"),
    [
        (True, State.GOOD, "You hear", ["body"]),
        (False, State.MEND, "volume", ["body", "sound"]),
        (None, State.WAITING, "Cues play on", ["body", "sound"]),
    ],
)
def test_the_answer_is_shown_and_the_record_keeps_what_was_left_open(
    studio: Studio, sound: SoundCheck, heard: bool | None, state: State, words: str, left_out: list
):
    """Mutants: yes and no swapped; an unanswered question counts as a yes."""
    session, hold = held(studio, sound)
    if heard is not None:
        session.answer_sound(heard)
    hold.let_go()
    assert session.wait(LIMIT_S)
    point = sound_point(session)
    assert point.state is state
    assert words in point.sentence
    # THEN a run that ends in the middle of the set-up keeps it, too
    assert [event["open"] for event in studio.of("setup")] == [left_out]
    assert studio.events[-1]["event"] == "summary"


def test_a_yes_holds_for_the_next_run_and_for_no_other_device(studio: Studio, sound: SoundCheck):
    sound.answer(True)
    session, hold = held(studio, sound)
    assert sound_point(session).state is State.GOOD
    studio.speaker.output = "Headphones"
    hold.let_go()
    assert session.wait(LIMIT_S)
    assert sound_point(session).state is State.WAITING


def test_without_a_device_there_is_nothing_to_ask(studio: Studio, sound: SoundCheck):
    studio.speaker.problem, studio.speaker.output = "No sound device: plug one in.", None
    session, hold = held(studio, sound)
    point = sound_point(session)
    assert (point.name, point.state) == ("no_sound", State.MEND)
    assert point.sentence == "No sound device: plug one in."
    hold.let_go()
    assert session.wait(LIMIT_S)
    assert [event["open"] for event in studio.of("setup")] == [["body", "no_sound"]]


@pytest.mark.parametrize(
    ("settings", "asked"),
    [
        ({"voice": False}, False),
        ({"voice": False, "step_tone": True}, True),
        ({"voice": False, "metronome_percent": 5}, True),
    ],
)
def test_a_run_that_is_meant_to_be_silent_asks_nothing(
    studio: Studio, sound: SoundCheck, settings: dict, asked: bool
):
    session, _ = held(studio, sound, settings=settings)
    assert (sound_point(session) is not None) is asked


def test_headphones_that_are_pulled_out_are_said_on_the_screen(studio: Studio, sound: SoundCheck):
    """Mutants: only a computer without any device is told; the notice never goes."""
    studio.speaker.output = "Headphones"
    session, hold = held(studio, sound, n_after=round((NOTICE_S + 1) * 30))
    assert session.view().notices == ()
    # WHEN they are pulled out: for a moment there is nothing, then the loudspeaker plays
    studio.speaker.output = None
    assert sound.push(0.2) is None
    studio.speaker.output = "Loudspeaker"
    told: list[tuple[str, ...]] = []
    studio.pipeline.before = lambda frame: told.append(session.view().notices)
    hold.let_go()
    assert session.wait(LIMIT_S)
    said = "Cues play on Loudspeaker now, no longer on Headphones."
    assert (said,) in told
    assert session.view().notices == ()


def test_a_run_without_a_question_goes_on_without(studio: Studio):
    session = studio.run(frames(6))
    session.ask_sound()
    session.answer_sound(True)
    assert sound_point(session) is None


def test_from_the_plug_to_the_screen(studio: Studio, qtbot: QtBot, tmp_path):
    """Mutant: any link between the system's device list and the strip on the screen is cut."""
    card, strip = FakeCard(), NoticeStrip()
    qtbot.addWidget(strip)
    speaker = QtSpeaker(
        PhraseBank(cache_dir=tmp_path),
        device=card.device,
        device_name=card.device_name,
        make_effect=card.make,
    )
    studio.speaker = speaker
    card.device_id = b"Headphones"
    speaker._devices.audioOutputsChanged.emit()
    session, hold = held(studio, SoundCheck(speaker))
    # WHEN the headphones are pulled out and nothing is left
    card.device_id = None
    speaker._devices.audioOutputsChanged.emit()
    strip.show_view(session.view())
    assert "No sound device" in strip.text()
    assert strip.isVisibleTo(strip.parentWidget())
    # THEN a loudspeaker that is switched on takes over, and that is said
    card.device_id = b"Loudspeaker"
    speaker._devices.audioOutputsChanged.emit()
    hold.let_go()
    assert session.wait(LIMIT_S)
    strip.show_view(session.view())
    assert strip.text() == "Cues play on Loudspeaker now, no longer on Headphones."
    speaker.close()
