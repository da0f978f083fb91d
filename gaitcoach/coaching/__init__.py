"""Steps become cues. Pure: no clock, no sound, no screen."""

from gaitcoach.coaching.coach import Coach
from gaitcoach.coaching.metronome import Metronome
from gaitcoach.coaching.standing import StandingGuide

__all__ = ["Coach", "Metronome", "StandingGuide"]
