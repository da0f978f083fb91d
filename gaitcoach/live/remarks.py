"""What must be known to read the result of a file: said as it is seen, and kept beside it."""

from __future__ import annotations

from collections.abc import Callable

from gaitcoach.language import tr, tr_later
from gaitcoach.live.outlook import Seen
from gaitcoach.live.pipeline import Processed
from gaitcoach.pose.chosen import find_people, middle_px
from gaitcoach.types import Quality, SessionSummary

SEEN_FROM_THE_SIDE = tr_later(
    "The runner is seen from the side: hip drop cannot be told from there."
)
CAMERA_MOVED = tr_later(
    "The camera moved {times} times (held in the hand, or panned): the means hold for what "
    "came after the last move."
)
CAMERA_MOVED_ONCE = tr_later("The camera moved once: the means hold for what came after.")
SEVERAL = tr_later(
    "Several people are in view, at {places}: while they are, no step counts. "
    "Choose the runner with --person X,Y."
)
SLOW = tr_later(
    "{cadence:.0f} steps a minute with {flight:.1f} s in the air is slow motion: give the rate it "
    "was filmed at with --real-fps N."
)
SLOW_BELOW_SPM = 110.0
"""Nobody runs at so few steps a minute; walkers do, without any flight ..."""
SLOW_FLIGHT_S = 0.2
"""... and no runner is longer in the air between two steps."""


class Remarks:
    """Says each sentence once; `told` are all of them."""

    def __init__(self, on_note: Callable[[str], None]) -> None:
        self._on_note = on_note
        self._told: list[str] = []
        self._moves = 0
        self._looked_for_people = False

    @property
    def told(self) -> tuple[str, ...]:
        """Everything that was said."""
        return tuple(self._told)

    def say(self, sentence: str) -> None:
        """Say a sentence, unless it was said."""
        if sentence and sentence not in self._told:
            self._told.append(sentence)
            self._on_note(sentence)

    def view(self, seen: Seen) -> None:
        """Tell what was found out about the view."""
        if seen.is_sideways:
            self.say(tr(SEEN_FROM_THE_SIDE))

    def push(self, done: Processed, model: str) -> None:
        """Look at a frame."""
        self.say(done.notice)
        if done.camera_moved:
            self._moves += 1
        if done.update.quality is Quality.TWO_PEOPLE and not self._looked_for_people:
            self._looked_for_people = True
            self._several(done, model)

    def _several(self, done: Processed, model: str) -> None:
        places = [middle_px(pose) for pose in find_people(done.frame, model)]
        if len(places) > 1:
            told = "; ".join(f"{x:.0f},{y:.0f}" for x, y in places)
            self.say(tr(SEVERAL, places=told))

    def end(self, summary: SessionSummary) -> None:
        """Say what only the whole file tells."""
        if self._moves:
            one = self._moves == 1
            self.say(tr(CAMERA_MOVED_ONCE) if one else tr(CAMERA_MOVED, times=self._moves))
        cadence, flight = summary.cadence_spm, summary.flight_time_s
        if cadence is None or flight is None:
            return
        if cadence < SLOW_BELOW_SPM and flight > SLOW_FLIGHT_S:
            self.say(tr(SLOW, cadence=cadence, flight=flight))
