"""Counts repetitions of one standing leg, and tells which leg that is."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from gaitcoach.drills.body import Body
from gaitcoach.drills.carrying import KEPT_S, Track
from gaitcoach.drills.definitions import Carries, Drill, Measure
from gaitcoach.drills.waves import Swing, Wave
from gaitcoach.types import Side

LIFTED_REL = 0.25
"""A foot so high above the other is free, whatever it does; a foot held behind looks lower from
behind than it is, by 0.15."""
LEAST_HANG_REL = 0.018
"""Standard deviation of a free leg's way in a squat on one leg; on two legs both stay."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A movement that counts, and the leg that stood in it."""

    swing: Swing
    side: Side | None
    range_deg: float


class RepCounter:
    """push(body) -> the repetition that has just ended, else None.

    One wave for each leg that may stand; a movement counts only for the leg that stood.

    below : side that somebody lies on, the leg that carries then; None for who stands
    """

    def __init__(self, drill: Drill, measure: Measure, below: Side | None = None) -> None:
        self._drill, self._measure, self._below = drill, measure, below
        one_wave = drill.carries in (Carries.BOTH, Carries.HANGS_ON_HIPS)
        sides = (Side.LEFT,) if one_wave else (Side.LEFT, Side.RIGHT)
        self._waves = {side: Wave(drill.least, drill.shape, drill.shortest_s) for side in sides}
        self._track = Track()
        self._seen: deque[tuple[float, dict[Side, float]]] = deque()

    @property
    def is_out(self) -> bool:
        """A movement is under way."""
        return any(wave.is_out for wave in self._waves.values())

    def reset(self) -> None:
        """Forget the movement under way."""
        for wave in self._waves.values():
            wave.reset()

    def far_at(self, counted: Counted, t_s: float) -> float:
        """Return how far out a movement was at a moment."""
        side = counted.side if counted.side in self._waves else Side.LEFT
        value = max(
            (seen[side] for at_s, seen in self._seen if counted.swing.t_rest_s <= at_s <= t_s),
            default=counted.swing.rest,
        )
        return self._drill.shape(value - counted.swing.rest)

    def push(self, body: Body) -> Counted | None:
        """Take one frame."""
        self._track.push(body)
        self._seen.append((body.t_s, {s: self._measure(body, s) for s in self._waves}))
        while self._seen[0][0] < body.t_s - KEPT_S:
            self._seen.popleft()
        counted = None
        for side, wave in self._waves.items():
            swing = wave.push(body.t_s, self._seen[-1][1][side])
            if swing is not None:
                counted = self._counted(swing, side, body.t_s) or counted
        return counted

    def _counted(self, swing: Swing, side: Side, now_s: float) -> Counted | None:
        far = self._drill.shape(swing.peak - swing.rest)
        if self._drill.carries is Carries.BOTH:
            return Counted(swing, None, far)
        # From rest just before the movement; a long rest would bring other movements in.
        begin_s = max(swing.t_rest_s, 2 * swing.t_start_s - swing.t_peak_s)
        standing = self._standing(side, begin_s, now_s)
        if standing is None or (self._below or standing) is not standing:
            return None
        # Nobody runs lying; but the pose model exchanges the legs of a rolled back for moments.
        if self._below is None and not self._feet_stay(standing, begin_s, now_s):
            return None
        return Counted(swing, standing, far)

    def _standing(self, side: Side, t_start_s: float, t_end_s: float) -> Side | None:
        """Return the leg that stood, None when it is not the one this wave is about."""
        track = self._track
        if self._drill.carries is Carries.OTHER_LEG_OUT:
            return side
        if self._drill.carries is Carries.HANGS_ON_DROP:
            free = track.hangs_on_drop(side.other, t_start_s, t_end_s)
            return side if free > track.hangs_on_drop(side, t_start_s, t_end_s) else None
        for free in Side:
            if track.lift_rel(free, t_start_s, t_end_s) > LIFTED_REL:
                return free.other
        hang_rel = track.hangs_on_hips(Side.LEFT, t_start_s, t_end_s)
        if abs(hang_rel) < LEAST_HANG_REL:
            return None
        return Side.RIGHT if hang_rel > 0 else Side.LEFT

    def _feet_stay(self, standing: Side, t_start_s: float, t_end_s: float) -> bool:
        wander = self._track.wander_rel
        return (
            wander(standing, t_start_s, t_end_s) <= self._drill.planted_rel
            and wander(standing.other, t_start_s, t_end_s) <= self._drill.free_rel
        )
