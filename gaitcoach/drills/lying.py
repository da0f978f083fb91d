"""Notices that somebody lies down on their side, turns over or gets up. No pixels: the trunk tells.

A body on its side before a camera is a standing one in a picture turned by a quarter.
"""

from __future__ import annotations

import math
from collections import deque

from gaitcoach.drills.definitions import Drill
from gaitcoach.drills.place import LYING_DEG, trunk_across_down, trunk_is_seen
from gaitcoach.types import Pose, Turn

LASTS_S = 1.0
"""Whoever bends down is up again sooner, or counts nothing meanwhile."""
LEAST_FRAMES = 5
MOSTLY_REL = 0.9
"""So many of the frames must agree: the pose model errs in single ones."""


class LyingWatch:
    """push(pose) -> True when `turn` has changed; poses as turned by it (times must grow)."""

    def __init__(self, turn: Turn = Turn.NONE) -> None:
        self.turn = turn
        self._recent: deque[tuple[float, int]] = deque()
        self.is_between = False
        """The trunk points elsewhere than it should, and not for long yet."""

    def push(self, pose: Pose | None) -> bool:
        """Take one frame; half a body tells nothing."""
        self.is_between = False
        if pose is None or not trunk_is_seen(pose):
            return False
        self._recent.append((pose.t_s, _quarters(pose)))
        while self._recent[0][0] < pose.t_s - LASTS_S:
            self._recent.popleft()
        wanted = self._turn_for(self._recent[-1][1])
        self.is_between = wanted is not self.turn
        if not self.is_between or not self._lasts:
            return False
        self.turn, self.is_between = wanted, False
        self._recent.clear()
        return True

    @property
    def _lasts(self) -> bool:
        quarters = [quarters for _, quarters in self._recent]
        span_s = self._recent[-1][0] - self._recent[0][0]
        agree = quarters.count(quarters[-1]) >= MOSTLY_REL * len(quarters)
        return agree and len(quarters) >= LEAST_FRAMES and span_s >= MOSTLY_REL * LASTS_S

    def _turn_for(self, quarters: int) -> Turn:
        """Return the whole turn; nobody stands on their head, so then it stays what it was."""
        whole = (self.turn + quarters) % 4
        return self.turn if whole == 2 else Turn(whole)


def lying_watch(drill: Drill, turn: Turn = Turn.NONE) -> LyingWatch | None:
    """Return what follows a body from this turn on; None where a drill is done upright only."""
    return LyingWatch(turn) if drill.may_lie else None


def _quarters(pose: Pose) -> int:
    """Return how many quarters, clockwise, put this trunk upright."""
    across, down = trunk_across_down(pose)
    lean_deg = math.degrees(math.atan2(across, -down))  # + = the head to the right
    if abs(lean_deg) <= LYING_DEG:
        return 0
    if abs(lean_deg) >= 180.0 - LYING_DEG:
        return 2
    return Turn.HEAD_AT_RIGHT if lean_deg > 0 else Turn.HEAD_AT_LEFT
