"""Words -> WAV with an engine that works, and with every engine that does not."""

from __future__ import annotations

import subprocess
import threading
import time

import numpy as np
import pytest

from gaitcoach.voice import voices as voices_module
from gaitcoach.voice.pcm import PEAK_REL, read_wav
from gaitcoach.voice.render import cached_path, check_engine, render_phrase
from gaitcoach.voice.voices import VoiceName, VoiceShelf, list_voices


def test_a_phrase_becomes_a_loud_file_and_is_spoken_once_only(tmp_path, engine):
    log = engine()
    first = render_phrase("toes up", cache_dir=tmp_path / "cache")
    again = render_phrase("  toes \n up ", cache_dir=tmp_path / "cache")
    samples, _ = read_wav(first.path)
    assert first.reason == ""
    assert np.abs(samples).max() == pytest.approx(PEAK_REL, abs=0.01)
    assert again.path == first.path
    assert log.read_text() == "toes up\n"


def test_text_voice_and_rate_each_make_another_file(tmp_path):
    paths = {
        cached_path(text, voice, rate, tmp_path)
        for text, voice, rate in [
            ("a", None, 165),
            ("b", None, 165),
            ("a", "x", 165),
            ("a", None, 9),
        ]
    }
    assert len(paths) == 4


def test_a_spoilt_file_in_the_cache_is_made_again(tmp_path, engine):
    engine()
    path = cached_path("toes up", None, 165, tmp_path)
    path.write_bytes(b"RIFF")
    assert render_phrase("toes up", cache_dir=tmp_path).path == path
    assert read_wav(path)[0].any()


@pytest.mark.parametrize(
    ("work", "reason"),
    [
        ("raise RuntimeError('eSpeak is not here')", "eSpeak is not here"),
        ("sys.exit(3)", "code 3"),
        ("pass", "no sound file"),
        ("Path(self.path).touch()", "no sound file"),
        ("self.write(0.0)", "silence"),
    ],
)
def test_a_bad_engine_gives_a_reason_and_no_file(tmp_path, engine, work, reason):
    engine(work)
    rendered = render_phrase("toes up", cache_dir=tmp_path / "cache")
    assert rendered.path is None
    assert reason in rendered.reason
    assert list((tmp_path / "cache").iterdir()) == []


def test_an_engine_that_hangs_is_killed(tmp_path, engine, monkeypatch):
    # GIVEN an engine that never ends, and an eye on its process
    engine("time.sleep(1000)")
    started = []
    real_init = subprocess.Popen.__init__

    def remember(self, *args, **kwargs):
        started.append(self)
        real_init(self, *args, **kwargs)

    monkeypatch.setattr(subprocess.Popen, "__init__", remember)
    begin_s = time.monotonic()
    rendered = render_phrase("toes up", cache_dir=tmp_path / "cache", timeout_s=0.5)
    assert rendered.path is None
    assert "did not answer within 0.5 s" in rendered.reason
    assert time.monotonic() - begin_s < 60
    assert started[0].returncode is not None


@pytest.mark.parametrize("text", ["", " \n\x00 ", "x" * 201])
def test_text_that_cannot_be_spoken_is_not_given_to_the_engine(tmp_path, engine, text):
    log = engine()
    assert "characters" in render_phrase(text, cache_dir=tmp_path / "cache").reason
    assert not log.exists()


def test_a_cache_that_cannot_be_made_is_a_reason(tmp_path, engine):
    engine()
    (tmp_path / "file").touch()
    rendered = render_phrase("toes up", cache_dir=tmp_path / "file" / "cache")
    assert "cannot be written" in rendered.reason


def test_the_check_says_what_to_do(engine):
    engine("raise OSError('libespeak-ng.so.1: cannot open')")
    problem = check_engine()
    assert "libespeak-ng.so.1" in problem
    assert "apt install espeak-ng" in problem
    engine()
    assert check_engine() is None


@pytest.mark.parametrize(
    ("how", "voice"),
    [
        ({}, "plain"),
        ({"language": "de"}, "zoe"),
        ({"language": "de", "voice": "max"}, "max"),
        ({"language": "fr"}, "plain"),
    ],
)
def test_words_are_spoken_by_a_voice_of_their_language(tmp_path, engine, how, voice):
    """Mutants: German words by the English voice; the usual voice replaced by another of its own
    language, so that nothing sounds as it did."""
    log = engine()
    assert render_phrase("gerade", cache_dir=tmp_path / "cache", **how).path
    assert log.with_name(log.name + ".voices").read_text() == f"{voice}\n"


def test_the_same_words_in_another_language_are_another_file(tmp_path):
    assert cached_path("a", None, 165, tmp_path, "de") != cached_path("a", None, 165, tmp_path)


def test_the_voices_of_the_engine_are_listed_with_their_languages(engine):
    """Mutant: what older engines put before a language's name is shown along."""
    engine()
    voices = {voice.id: voice for voice in list_voices()}
    assert voices["other"].languages == ("en-us",)
    assert voices["plain"].languages == ("en-gb",)
    assert {voice.name for voice in voices.values() if voice.speaks("de")} == {"Zoë", "Max"}


def test_an_engine_that_hangs_has_no_voices(engine):
    engine("pass")
    assert list_voices(timeout_s=0.001) == ()


def test_a_look_at_the_shelf_never_waits_and_asks_once(engine, monkeypatch):
    """Mutant: the window stands still while the engine is asked."""
    asked, answer = threading.Event(), threading.Event()

    def slow() -> tuple[VoiceName, ...]:
        asked.set()
        assert answer.wait(30)
        return (VoiceName("a", "A", ("de",)),)

    monkeypatch.setattr(voices_module, "list_voices", slow)
    shelf = VoiceShelf()
    assert shelf.look() == ()
    assert asked.wait(30)
    assert shelf.look() == ()
    answer.set()
    shelf._thread.join(30)
    assert [voice.id for voice in shelf.look()] == ["a"]
