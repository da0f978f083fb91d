"""Notices that another drill is being done than the one that was chosen."""

from __future__ import annotations

from gaitcoach.drills.body import Body
from gaitcoach.drills.definitions import DRILLS, Carries, Drill
from gaitcoach.drills.reps import RepCounter

SURE_REPS = 3
"""One may be a way into the position; three are the drill."""


class OtherDrill:
    """push(body) -> True when another drill has been done three times, and not this one.

    Drills are compared that are counted standing: they count each other's movements as none.
    """

    def __init__(self, drill: Drill) -> None:
        others = DRILLS.values() if _is_counted_standing(drill) else ()
        self._counters = {
            other.name: RepCounter(other, other.wave)
            for other in others
            if other.name != drill.name and other.wave is not None and _is_counted_standing(other)
        }
        self._counts: dict[str, int] = {}

    def push(self, body: Body) -> bool:
        """Take one frame."""
        for name, counter in self._counters.items():
            if counter.push(body) is not None:
                self._counts[name] = self._counts.get(name, 0) + 1
        if max(self._counts.values(), default=0) < SURE_REPS:
            return False
        self._counts.clear()
        return True


def _is_counted_standing(drill: Drill) -> bool:
    return drill.wave is not None and drill.carries is not Carries.BOTH
