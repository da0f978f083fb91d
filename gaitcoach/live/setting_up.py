"""The set-up of a run while it lasts: its points, whether the cues are heard, and how it ended."""

from __future__ import annotations

from collections.abc import Callable

from gaitcoach.live.events import Event, setup_event
from gaitcoach.live.setup_checks import SetupGuide
from gaitcoach.live.sound_check import SoundCheck
from gaitcoach.live.view import Check, LiveView
from gaitcoach.settings import Settings


class SettingUp:
    """push(view) -> the points to show. `skip`, `ask_sound`, `answer_sound`: from any thread.

    Parameters
    ----------
    guide : None where there is nothing to set up, as in a file
    sound : None where nobody could answer
    emit : called once, with what was still open when the set-up ended
    """

    def __init__(
        self,
        guide: SetupGuide | None,
        sound: SoundCheck | None,
        emit: Callable[[Event], None],
    ) -> None:
        self._guide, self._sound, self._emit = guide, sound, emit
        if sound is not None:
            sound.begin()

    def push(self, view: LiveView, settings: Settings) -> tuple[Check, ...]:
        """Return what is still to be set up; its end is written down once."""
        if self._guide is None:
            return ()
        sound = None if self._sound is None else self._sound.point(settings)
        checks = self._guide.push(view, () if sound is None else (sound,))
        if self._guide.open is not None:
            self.end(view.frame.t_s)
        return checks

    def listen(self, t_s: float) -> str | None:
        """Return what to say when the cues play on another device, None = nothing."""
        return None if self._sound is None else self._sound.push(t_s)

    def end(self, t_s: float) -> None:
        """End it at a time of the run; stopped in the middle of it, what was open is kept, too."""
        guide, self._guide = self._guide, None
        if guide is not None:
            guide.skip()
            self._emit(setup_event(t_s, guide.open))

    def skip(self) -> None:
        """End the checks; what was not good is written down with the next frame."""
        guide = self._guide
        if guide is not None:
            guide.skip()

    def ask_sound(self) -> None:
        """Play a cue: can the runner hear it?"""
        if self._sound is not None:
            self._sound.ask()

    def answer_sound(self, heard: bool) -> None:
        """Take the runner's answer."""
        if self._sound is not None:
            self._sound.answer(heard)
