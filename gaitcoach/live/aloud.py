"""What a run sounds like: cues, a tone for each step, clicks, and the words for standing still."""

from __future__ import annotations

from gaitcoach.coaching import StandingGuide
from gaitcoach.live.pipeline import Processed
from gaitcoach.settings import Settings
from gaitcoach.types import Speaker


class Aloud:
    """push(what one frame brought) -> what to show about the level, None = nothing.

    Parameters
    ----------
    guide : asks for the standing baseline; None where nobody can hear, as in a file
    """

    def __init__(self, speaker: Speaker, guide: StandingGuide | None) -> None:
        self._speaker = speaker
        self._guide = guide

    def push(self, done: Processed, settings: Settings) -> str | None:
        """Let it be heard, as far as the settings of now want it."""
        self._speaker.metronome(done.metronome_spm if done.cueing else None)
        if settings.voice:
            self._say_cues(done)
        if settings.step_tone and done.cueing:
            self._sound_steps(done, settings)
        return None if self._guide is None else self._guide_standing(done, settings)

    def end(self) -> None:
        """Stop what would go on by itself."""
        self._speaker.metronome(None)

    def _say_cues(self, done: Processed) -> None:
        for cue in done.cues:
            if cue.spoken:
                self._speaker.say(cue.phrase)

    def _sound_steps(self, done: Processed, settings: Settings) -> None:
        for step in done.update.new_steps:
            if step.usable:
                self._speaker.tone(high=step.drop_deg > settings.limits.of(step.side))

    def _guide_standing(self, done: Processed, settings: Settings) -> str | None:
        guidance = self._guide.push(done.update)
        if guidance.phrase is not None and settings.voice:
            self._speaker.say(guidance.phrase)
        return guidance.notice
