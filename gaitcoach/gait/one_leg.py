"""Standing on one leg: on which, for how long, and how level the pelvis is held."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gaitcoach.types import GaitUpdate, Limits, Side

MIN_HOLD_S = 0.8
"""A running step is over by then: only who stands longer stands on one leg."""
MAX_BREAK_S = 0.4
"""A foot that seems to touch for less than this has not: the hold goes on."""
SMOOTH_S = 0.3
"""Time constant of the drop that is shown and held against the limit."""


@dataclass(frozen=True, slots=True)
class Hold:
    """One leg's hold.

    side : the leg that stands
    hold_s : how long by now; level_s : how much of it within the limit
    drop_deg : drop now, smoothed; mean_deg : over the hold; None while the pelvis is not seen
    """

    side: Side
    hold_s: float = 0.0
    level_s: float = 0.0
    drop_deg: float | None = None
    mean_deg: float | None = None


class OneLeg:
    """push(update) -> the hold that lasts, None while both feet stand or the runner runs.

    limits : drop up to which each leg's hold is level
    best : the longest hold of each leg so far
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._hold: Hold | None = None
        self._begin_s = self._last_s = self._seen_s = 0.0
        self._sum_deg_s = self._known_s = 0.0
        self.best: dict[Side, Hold] = {}

    def push(self, update: GaitUpdate) -> Hold | None:
        """Take one update (times must grow)."""
        side = update.stance.leg
        step_s, self._last_s = update.t_s - self._last_s, update.t_s
        if self._hold is not None and (
            side is self._hold.side.other or update.t_s - self._seen_s > MAX_BREAK_S
        ):
            self._hold = None
        if side is None:
            return self._shown()
        if self._hold is None:
            self._hold, self._begin_s = Hold(side), update.t_s
            self._sum_deg_s = self._known_s = 0.0
            step_s = 0.0
        self._seen_s = update.t_s
        self._hold = self._grown(self._hold, update, step_s)
        if self._hold.hold_s > self.best.get(side, Hold(side)).hold_s:
            self.best[side] = self._hold
        return self._shown()

    def _shown(self) -> Hold | None:
        return self._hold if self._hold is not None and self._hold.hold_s >= MIN_HOLD_S else None

    def _grown(self, hold: Hold, update: GaitUpdate, step_s: float) -> Hold:
        hold_s, drop_deg = update.t_s - self._begin_s, update.drop_now_deg
        if drop_deg is None:
            return replace(hold, hold_s=hold_s, drop_deg=None)
        before = drop_deg if hold.drop_deg is None else hold.drop_deg
        share = min(1.0, step_s / SMOOTH_S)
        smooth_deg = before + share * (drop_deg - before)
        self._sum_deg_s += drop_deg * step_s
        self._known_s += step_s
        mean_deg = self._sum_deg_s / self._known_s if self._known_s > 0 else drop_deg
        level_s = hold.level_s + (step_s if smooth_deg <= self._limits.of(hold.side) else 0.0)
        return Hold(hold.side, hold_s, level_s, smooth_deg, mean_deg)
