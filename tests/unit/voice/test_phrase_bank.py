"""Which file is played for a phrase, and when the engine is asked."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from gaitcoach.voice.pcm import PEAK_REL, read_wav
from gaitcoach.voice.phrases import PhraseBank
from gaitcoach.voice.shipped import TONE_HIGH, TONE_LOW, shipped_wav
from gaitcoach.words import PHRASES, SPOKEN

LIMIT_S = 30.0


SHIPPED = [
    *((key, language) for language, words in SPOKEN.items() for key in words),
    (TONE_LOW, "en"),
    (TONE_HIGH, "en"),
]


@pytest.mark.parametrize(("name", "language"), SHIPPED)
def test_every_default_sound_is_shipped_and_loud(name, language):
    """Mutant: a phrase without its sound in one of the languages."""
    samples, rate_hz = read_wav(shipped_wav(name, language))
    assert rate_hz == 22050
    assert np.abs(samples).max() == pytest.approx(PEAK_REL, abs=0.01)
    assert 0.1 < len(samples) / rate_hz < 3.0
    # The first sound comes within 10 ms: a cue is late enough as it is.
    assert np.abs(samples[:220]).max() > 0.005
    assert not samples[-int(0.1 * rate_hz) :].any()


def test_default_words_are_the_shipped_files(tmp_path):
    bank = PhraseBank(cache_dir=tmp_path)
    assert {bank.wav(key) for key in bank.keys} == {shipped_wav(key) for key in PHRASES}


def test_edited_words_are_shipped_until_rendered_then_their_own(tmp_path, engine):
    engine()
    bank = PhraseBank(PHRASES | {"better": "well done"}, cache_dir=tmp_path / "cache")
    ready = []
    assert bank.wav("better") == shipped_wav("better")
    bank.prepare(ready.append)
    assert bank.wait(LIMIT_S)
    assert ready == ["better"]
    assert bank.wav("better").parent == tmp_path / "cache"
    assert bank.wav("left_hip") == shipped_wav("left_hip")
    assert bank.problem is None


def test_another_speed_is_rendered_too(tmp_path, engine):
    log = engine()
    bank = PhraseBank({"better": "better"}, rate_wpm=120, cache_dir=tmp_path / "cache")
    bank.prepare()
    assert bank.wait(LIMIT_S)
    assert log.read_text() == "better\n"
    assert bank.wav("better").parent == tmp_path / "cache"


@pytest.mark.parametrize("words", [None, {"better": "well done"}])
def test_a_missing_engine_is_a_problem_but_the_shipped_words_stay(tmp_path, engine, words):
    engine("raise RuntimeError('no engine here')")
    bank = PhraseBank(words, cache_dir=tmp_path / "cache")
    bank.prepare()
    assert bank.wait(LIMIT_S)
    assert "no engine here" in bank.problem
    assert bank.wav("better") == shipped_wav("better")


def test_words_of_ones_own_key_have_no_file_without_an_engine(tmp_path):
    bank = PhraseBank({"mine": "toes up"}, cache_dir=tmp_path)
    assert bank.wav("mine") is None
    assert bank.wav("unknown") is None


def test_closing_stops_after_the_phrase_at_hand(tmp_path, engine):
    log = engine()
    bank = PhraseBank({"own": "one", "other": "two"}, cache_dir=tmp_path / "cache")
    rendered, closed = threading.Event(), threading.Event()

    def hold(_key):
        rendered.set()
        assert closed.wait(LIMIT_S)

    bank.prepare(hold)
    assert rendered.wait(LIMIT_S)
    bank.close()
    closed.set()
    assert bank.wait(LIMIT_S)
    assert log.read_text() == "one\n"


def test_german_words_are_the_german_files(tmp_path):
    """Mutant: the English sounds under German words."""
    bank = PhraseBank(language="de", cache_dir=tmp_path)
    assert bank.wav("hips_level") == shipped_wav("hips_level", "de") != shipped_wav("hips_level")


def test_one_phrase_is_made_at_once_for_who_tries_it(tmp_path, engine):
    log = engine()
    bank = PhraseBank({"better": "well done", "one": "one"}, cache_dir=tmp_path / "cache")
    assert bank.make("one") == shipped_wav("one")
    assert bank.make("better").parent == tmp_path / "cache"
    assert log.read_text() == "well done\n"


def test_a_phrase_that_cannot_be_made_is_a_problem_and_not_another_one(tmp_path, engine):
    """Mutant: the shipped words are played, and who tries believes them to be his own."""
    engine("raise RuntimeError('no engine here')")
    bank = PhraseBank({"better": "well done"}, cache_dir=tmp_path / "cache")
    assert bank.make("better") is None
    assert "no engine here" in bank.problem
