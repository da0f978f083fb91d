"""When cues are given at all: faded feedback, so that the new way of running stays.

Continual feedback gives the worst results that last; taken away by and by, the effect held for a
year (Bowser 2018). In between everything is measured: what holds without cues has been learned.
"""

from __future__ import annotations

from gaitcoach.gait.activity import Activity
from gaitcoach.types import GaitUpdate

PERIOD_S = 180.0
"""Of running time. At 10 % the cues last 18 s: long enough for the seven steps of each leg that a
cue needs, and short enough that a run of ten minutes has three of them."""


class Fading:
    """push(update) -> True while cues may be given: first in each period, then silence.

    Time counts while steps come: who stands still does not use up the cues.

    Parameters
    ----------
    share_percent : of the running time with cues; 100 = always
    """

    def __init__(self, share_percent: int = 100) -> None:
        self._cued_s = PERIOD_S * share_percent / 100
        self._activity = Activity()

    def push(self, update: GaitUpdate) -> bool:
        """Take one update (times must grow)."""
        self._activity.push(update.t_s, update.new_steps)
        return self._activity.active_s % PERIOD_S < self._cued_s
