"""What can be turned while a session runs: kept in the settings, told to the session."""

from __future__ import annotations

from gaitcoach.settings import THRESHOLD_MAX_DEG, THRESHOLD_MIN_DEG, Settings
from gaitcoach.ui.run import Run

METRONOME_PERCENTS = (0, 5, 10)


class Dials:
    """The user's settings, and the ways to turn those that need no new start."""

    def __init__(self, settings: Settings, run: Run) -> None:
        self.settings = settings
        self._run = run

    def set_threshold(self, threshold_deg: float) -> None:
        """Change the limit, degrees; beyond what is allowed it stays at the end of it."""
        inside = min(max(threshold_deg, THRESHOLD_MIN_DEG), THRESHOLD_MAX_DEG)
        self.settings = self.settings.with_threshold(inside)
        if self._run.handle is not None:
            self._run.handle.set_threshold(inside)

    def toggle_voice(self) -> None:
        """Speak the cues, or no longer."""
        self.settings = self.settings.with_changes(voice=not self.settings.voice)
        if self._run.handle is not None:
            self._run.handle.set_voice(self.settings.voice)

    def toggle_step_tone(self) -> None:
        """Beep at every step, or no longer."""
        self.settings = self.settings.with_changes(step_tone=not self.settings.step_tone)
        if self._run.handle is not None:
            self._run.handle.set_step_tone(self.settings.step_tone)

    def next_metronome(self) -> None:
        """Go round off, +5 % and +10 %."""
        place = METRONOME_PERCENTS.index(self.settings.metronome_percent) + 1
        percent = METRONOME_PERCENTS[place % len(METRONOME_PERCENTS)]
        self.settings = self.settings.with_changes(metronome_percent=percent)
        if self._run.handle is not None:
            self._run.handle.set_metronome(percent)
