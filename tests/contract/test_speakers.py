"""What every speaker must do: never raise, never block, remember, fall silent when closed."""

from __future__ import annotations

import threading
import time

import pytest

from gaitcoach.voice.phrases import PhraseBank
from gaitcoach.voice.qt_loop import run_event_loop_until
from gaitcoach.voice.qt_player import QtSpeaker
from gaitcoach.voice.shipped import shipped_wav
from gaitcoach.voice.silent import SilentSpeaker
from gaitcoach.voice.speakers import open_speaker

LIMIT_S = 10.0


@pytest.fixture(params=["silent", "qt_without_device"])
def speaker(request, qapp, tmp_path):
    if request.param == "silent":
        one = SilentSpeaker("No sound device: none here.")
    else:
        one = QtSpeaker(PhraseBank(cache_dir=tmp_path), device=lambda: None)
    yield one
    one.close()


def test_no_order_raises_in_any_thread(speaker):
    errors = []

    def orders():
        try:
            for phrase in ("hips_level", "", "nonsense", "\x00"):
                speaker.say(phrase)
            speaker.tone(high=True)
            speaker.tone(high=False)
            speaker.try_out(shipped_wav("better"))
            for rate_spm in (180.0, -1.0, float("nan"), None):
                speaker.metronome(rate_spm)
        except Exception as error:
            errors.append(error)

    worker = threading.Thread(target=orders)
    worker.start()
    worker.join(LIMIT_S)
    orders()
    run_event_loop_until(lambda: False, 0.05)
    assert not worker.is_alive()
    assert errors == []


def test_the_trouble_is_one_sentence_for_the_screen(speaker):
    assert speaker.problem.startswith("No sound device:")
    assert "\n" not in speaker.problem


def test_closing_twice_and_asking_afterwards_is_harmless(speaker):
    speaker.say("better")
    speaker.close()
    speaker.close()
    before = speaker.started
    speaker.say("better")
    run_event_loop_until(lambda: False, 0.05)
    assert speaker.started == before


def test_the_silent_speaker_remembers_what_it_would_have_said():
    speaker = SilentSpeaker()
    before_s = time.monotonic()
    speaker.say("hips_level")
    speaker.tone(high=True)
    speaker.say("better")
    assert [phrase for _, phrase in speaker.started] == ["hips_level", "better"]
    assert all(before_s <= t_s <= time.monotonic() for t_s, _ in speaker.started)
    assert speaker.problem is None


def test_silence_that_was_asked_for_is_no_problem(qapp):
    speaker = open_speaker(voice=False)
    assert isinstance(speaker, SilentSpeaker)
    assert speaker.problem is None


def test_qt_sound_that_cannot_be_loaded_is_a_silent_speaker_that_says_so(qapp, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "gaitcoach.voice.qt_player", None)
    speaker = open_speaker()
    assert isinstance(speaker, SilentSpeaker)
    assert "libpulse0" in speaker.problem
