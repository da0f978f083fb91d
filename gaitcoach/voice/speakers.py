"""The one place that chooses a speaker. For the composition root; needs a Qt application."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from gaitcoach.language import language_code, tr, tr_later
from gaitcoach.settings import Settings
from gaitcoach.types import Speaker
from gaitcoach.voice.phrases import PhraseBank
from gaitcoach.voice.silent import SilentSpeaker

NO_QT_SOUND = tr_later(
    "No sound: Qt's sound library cannot be loaded ({reason}). Try: apt install libpulse0."
)


class AppSpeaker(Speaker, Protocol):
    """A speaker whose words can be changed and tried while it lives."""

    def use(self, bank: PhraseBank) -> None:
        """Speak with other words or another voice from now on."""
        ...

    def try_out(self, wav: Path) -> None:
        """Play a file as if it were a phrase."""
        ...


def bank_of(settings: Settings) -> PhraseBank:
    """Return the phrases with the settings' words, voice and speed, in the chosen language."""
    return PhraseBank(
        settings.words,
        voice=settings.voice_name,
        rate_wpm=settings.voice_rate_wpm,
        language=language_code(),
    )


def open_speaker(*, voice: bool = True, bank: PhraseBank | None = None) -> AppSpeaker:
    """Return what speaks in this run; call it in the Qt thread.

    Parameters
    ----------
    voice : bool
        False gives a silent speaker that has no problem: silence was asked for.
    bank : PhraseBank, optional
        The phrases; the usual English ones by default.
    """
    if not voice:
        return SilentSpeaker()
    try:
        from gaitcoach.voice.qt_player import QtSpeaker
    except ImportError as error:
        return SilentSpeaker(tr(NO_QT_SOUND, reason=error))
    speaker = QtSpeaker(bank or PhraseBank())
    speaker.prepare()
    return speaker
