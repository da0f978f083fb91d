"""Whether the runner hears the cues: asked in the set-up, and watched while the run goes on."""

from __future__ import annotations

from gaitcoach.language import tr, tr_later
from gaitcoach.live.view import Check, State
from gaitcoach.settings import Settings
from gaitcoach.types import Speaker
from gaitcoach.words import DEFAULT_CUE

NOTICE_S = 15.0
"""So long it is said that the sound moved to another device."""

ASK = tr_later("Cues play on {output}. A treadmill is loud: headphones, or the volume well up.")
HEARD = tr_later("You hear the cues on {output}.")
NOT_HEARD = tr_later(
    "Turn the volume up, or choose another output than {output} in the system's settings."
)
NOTHING_PLAYS = tr_later("No sound: cues are shown, not heard.")
MOVED = tr_later("Cues play on {output} now, no longer on {before}.")


class SoundCheck:
    """The set-up's point "sound", and what to say when the sound goes elsewhere.

    One for all runs of a speaker: who heard a cue on a device need not be asked again there.
    `ask` and `answer` come from the window's thread, the rest from the run's.
    """

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._answers: dict[str | None, bool] = {}
        self.begin()

    def begin(self) -> None:
        """Begin a run: what plays now is what it starts with."""
        self._played_on = self._speaker.output
        self._notice: str | None = None
        self._until_s = float("-inf")

    def ask(self) -> None:
        """Play the cue that is to be heard."""
        self._speaker.say(DEFAULT_CUE)

    def answer(self, heard: bool) -> None:
        """Take the runner's yes or no; it holds for the device that plays now."""
        self._answers[self._speaker.output] = heard

    def point(self, settings: Settings) -> Check | None:
        """Return how the point stands, None when nothing is to be heard in this run.

        It is called "no_sound" where there is nothing to ask: the record tells the two apart.
        """
        if not (settings.voice or settings.step_tone or settings.metronome_percent):
            return None
        output, problem = self._speaker.output, self._speaker.problem
        if problem or output is None:
            return Check("no_sound", State.MEND, problem or NOTHING_PLAYS)
        heard = self._answers.get(output)
        if heard is None:
            return Check("sound", State.WAITING, tr(ASK, output=output))
        if heard:
            return Check("sound", State.GOOD, tr(HEARD, output=output))
        return Check("sound", State.MEND, tr(NOT_HEARD, output=output))

    def push(self, t_s: float) -> str | None:
        """Return what to say when the cues play elsewhere, None = nothing.

        t_s : time of the run, seconds; must grow
        """
        output = self._speaker.output
        if output is None:  # the speaker says so itself
            return None
        before, self._played_on = self._played_on, output
        if before not in (None, output):
            self._notice = tr(MOVED, output=output, before=before)
            self._until_s = t_s + NOTICE_S
        return self._notice if t_s < self._until_s else None
