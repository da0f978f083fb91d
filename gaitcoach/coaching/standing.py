"""Guides a runner through the standing baseline: what to say, and what to put on the screen."""

from __future__ import annotations

from dataclasses import dataclass

from gaitcoach.types import GaitUpdate, LevelBy, Quality, Stance
from gaitcoach.words import COUNTDOWN, LEVEL_LOST, NO_BASELINE

SETTLE_S = 0.5
"""Standing that lasts this long is standing: both feet touch the ground in walking, too."""
WORD_GAP_S = 0.9
"""A word takes 0.3-0.8 s; the next one would cut it off."""
COUNT_S = 1.0
"""The last three words count seconds."""
ASK_AGAIN_S = 6.0
"""Who does not stand still is asked again after this long, ..."""
MAX_ASKS = 3
"""... so many times in all."""
RUNNING_S = 2.0
"""Who made a step within this long is on the move: nothing is said."""
GIVE_UP_S = 8.0
"""After so much running without standing the run goes on without a baseline."""
NOTICE_S = 12.0
"""The sentence about it stays this long on the screen."""
_MAY_SPEAK = frozenset({Quality.OK, Quality.TOO_FEW_STEPS})


@dataclass(frozen=True, slots=True)
class Guidance:
    """What to do now. phrase : to say, or None; notice : on screen while it lasts, or None."""

    phrase: str | None
    notice: str | None


class StandingGuide:
    """push(update) -> what to say and show about the baseline. Never asks a runner to stop.

    Parameters
    ----------
    baseline_s : seconds of quiet standing that are enough
    """

    def __init__(self, baseline_s: float) -> None:
        self._needed_s = baseline_s
        self._had_level = False
        self._lost = False
        self._begin()

    def push(self, update: GaitUpdate) -> Guidance:
        """Take the newest update; times must grow."""
        self._note_level(update)
        self._note_steps(update)
        phrase = self._phrase(update)
        if phrase is not None:
            self._said_s = update.t_s
        return Guidance(phrase, self._notice(update))

    def _begin(self) -> None:
        self._next = 0
        self._asks = 0
        self._said_s = self._asked_s = float("-inf")
        self._first_step_s: float | None = None
        self._last_step_s = float("-inf")
        self._stands_since_s: float | None = None

    def _note_level(self, update: GaitUpdate) -> None:
        has_level = update.level_by is not LevelBy.NONE
        if self._had_level and not has_level:
            self._begin()
            self._lost = True
        self._had_level = has_level

    def _note_steps(self, update: GaitUpdate) -> None:
        for step in update.new_steps:
            if self._first_step_s is None:
                self._first_step_s = step.t_start_s
            self._last_step_s = step.t_end_s
        if update.stance is not Stance.DOUBLE:
            self._stands_since_s = None
        elif self._stands_since_s is None:
            self._stands_since_s = update.t_s

    def _phrase(self, update: GaitUpdate) -> str | None:
        if update.standing_s is None or not self._stands(update):
            self._next = 0
            return None
        if update.t_s - self._said_s < WORD_GAP_S or update.quality not in _MAY_SPEAK:
            return None
        if self._next == 0:
            return self._ask(update)
        return self._count(update, update.standing_s)

    def _stands(self, update: GaitUpdate) -> bool:
        since_s = self._stands_since_s
        settled = since_s is not None and update.t_s - since_s >= SETTLE_S
        return settled and update.t_s - self._last_step_s >= RUNNING_S

    def _ask(self, update: GaitUpdate) -> str | None:
        asked_lately = update.t_s - self._asked_s < ASK_AGAIN_S
        if self._had_level or asked_lately or self._asks >= MAX_ASKS:
            return None
        self._asks += 1
        self._asked_s = update.t_s
        self._next = 1
        return COUNTDOWN[0]

    def _count(self, update: GaitUpdate, standing_s: float) -> str | None:
        """Return the next word when its time has come; "thank you" waits for the baseline."""
        if self._next >= len(COUNTDOWN):
            return None
        if self._next == len(COUNTDOWN) - 1:
            due = self._had_level
        else:
            due = self._needed_s - standing_s <= COUNT_S * (len(COUNTDOWN) - 2 - self._next)
        if not due:
            if standing_s < SETTLE_S:  # shifted about: the count begins again
                self._next = 0
            return None
        self._next += 1
        return COUNTDOWN[self._next - 1]

    def _notice(self, update: GaitUpdate) -> str | None:
        if self._had_level:
            return None
        if update.standing_s is None:
            return LEVEL_LOST if self._lost else None
        running_s = 0.0 if self._first_step_s is None else update.t_s - self._first_step_s
        if GIVE_UP_S <= running_s < GIVE_UP_S + NOTICE_S:
            return NO_BASELINE
        return LEVEL_LOST if self._lost and running_s < GIVE_UP_S else None
