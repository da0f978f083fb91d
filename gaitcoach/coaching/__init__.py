"""Steps become cues. Pure: no clock, no sound, no screen."""

from gaitcoach.coaching.coach import Coach
from gaitcoach.coaching.metronome import Metronome

__all__ = ["Coach", "Metronome"]
