"""Where the words are tried and chosen while the app is open. No call waits."""

from __future__ import annotations

import threading

from gaitcoach.settings import Settings
from gaitcoach.voice.phrases import PhraseBank
from gaitcoach.voice.speakers import AppSpeaker, bank_of
from gaitcoach.voice.voices import VoiceName, VoiceShelf


class VoiceDesk:
    """Speaks with the words and the voice of settings, in the chosen language.

    Parameters
    ----------
    speaker : what is heard; the desk does not close it
    """

    def __init__(self, speaker: AppSpeaker) -> None:
        self._speaker = speaker
        self._shelf = VoiceShelf()
        self._newest = 0
        self._trouble = ""

    def use(self, settings: Settings) -> None:
        """Speak as these settings say from now on."""
        self._speaker.use(bank_of(settings))

    def try_out(self, settings: Settings, key: str) -> None:
        """Speak one phrase as these settings say; `trouble` tells when that cannot be."""
        self._newest += 1
        self._trouble = ""
        what = (self._newest, bank_of(settings), key)
        threading.Thread(target=self._try_out, args=what, name="trial", daemon=True).start()

    @property
    def trouble(self) -> str:
        """Why the phrase that was tried last is not heard, "" = nothing is known against it."""
        return self._trouble

    def voices(self) -> tuple[VoiceName, ...]:
        """Return the voices known by now; the first call begins to ask for them."""
        return self._shelf.look()

    def _try_out(self, number: int, bank: PhraseBank, key: str) -> None:
        wav = bank.make(key)
        if number != self._newest:
            return  # somebody has gone on to another phrase meanwhile
        if wav is not None:
            self._speaker.try_out(wav)
        self._trouble = (bank.problem if wav is None else self._speaker.problem) or ""
