"""The one place that chooses a speaker. For the composition root; needs a Qt application."""

from __future__ import annotations

from collections.abc import Mapping

from gaitcoach.types import Speaker
from gaitcoach.voice.phrases import PhraseBank
from gaitcoach.voice.silent import SilentSpeaker

NO_QT_SOUND = "No sound: Qt's sound library cannot be loaded ({}). Try: apt install libpulse0."


def open_speaker(*, voice: bool = True, words: Mapping[str, str] | None = None) -> Speaker:
    """Return what speaks in this run; call it in the Qt thread.

    Parameters
    ----------
    voice : bool
        False gives a silent speaker that has no problem: silence was asked for.
    words : mapping, optional
        Phrase key -> words as the user edited them.
    """
    if not voice:
        return SilentSpeaker()
    try:
        from gaitcoach.voice.qt_player import QtSpeaker
    except ImportError as error:
        return SilentSpeaker(NO_QT_SOUND.format(error))
    speaker = QtSpeaker(PhraseBank(words))
    speaker.prepare()
    return speaker
