"""Words are tried and chosen without waiting; the newest trial counts."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from gaitcoach.settings import Settings
from gaitcoach.voice import desk as desk_module
from gaitcoach.voice.desk import VoiceDesk
from gaitcoach.voice.phrases import PhraseBank
from gaitcoach.voice.shipped import shipped_wav

LIMIT_S = 30.0


class Ear:
    """A speaker that keeps what it was given."""

    def __init__(self) -> None:
        self.problem: str | None = None
        self.banks: list[PhraseBank] = []
        self.played: list[Path] = []
        self.heard = threading.Event()

    def use(self, bank: PhraseBank) -> None:
        self.banks.append(bank)

    def try_out(self, wav: Path) -> None:
        self.played.append(wav)
        self.heard.set()


@pytest.fixture
def ear() -> Ear:
    return Ear()


def _join() -> None:
    for thread in threading.enumerate():
        if thread.name == "trial":
            thread.join(LIMIT_S)


def test_usual_words_are_tried_without_an_engine(ear: Ear):
    VoiceDesk(ear).try_out(Settings(), "better")
    assert ear.heard.wait(LIMIT_S)
    assert ear.played == [shipped_wav("better")]


def test_own_words_that_cannot_be_made_are_told(ear: Ear, engine, monkeypatch, tmp_path):
    """Mutant: the trouble of the engine is not told, and the button seems dead."""
    engine("raise RuntimeError('no engine here')")
    monkeypatch.setattr("gaitcoach.voice.phrases.default_cache_dir", lambda: tmp_path / "cache")
    desk = VoiceDesk(ear)
    desk.try_out(Settings(phrases={"better": "well done"}), "better")
    _join()
    assert "no engine here" in desk.trouble
    assert ear.played == []
    desk.try_out(Settings(), "better")
    assert desk.trouble == ""


def test_no_sound_device_is_told_too(ear: Ear):
    ear.problem = "No sound device."
    desk = VoiceDesk(ear)
    desk.try_out(Settings(), "better")
    _join()
    assert desk.trouble == "No sound device."


def test_a_slow_trial_is_not_heard_after_a_newer_one(ear: Ear, monkeypatch):
    """Mutant: the phrase that was asked for first sounds last."""
    slow = threading.Event()

    class Bank:
        problem = None

        def make(self, key: str) -> Path:
            if key == "slow":
                assert slow.wait(LIMIT_S)
            return Path(key)

    monkeypatch.setattr(desk_module, "bank_of", lambda settings: Bank())
    desk = VoiceDesk(ear)
    desk.try_out(Settings(), "slow")
    desk.try_out(Settings(), "quick")
    assert ear.heard.wait(LIMIT_S)
    slow.set()
    _join()
    assert ear.played == [Path("quick")]


def test_chosen_words_and_voice_reach_the_speaker(ear: Ear):
    VoiceDesk(ear).use(Settings(phrases={"better": "well done"}, voice_rate_wpm=120))
    (bank,) = ear.banks
    assert (bank._words["better"], bank._rate_wpm, bank._language) == ("well done", 120, "en")
