"""Foot contacts in time become stances: one foot's time on the ground, contact to toe-off."""

from __future__ import annotations

from dataclasses import dataclass

from gaitcoach.gait.stance import FootContact
from gaitcoach.types import Side

ON_GROUND = 0.5
MIN_STANCE_S = 0.10
"""Shorter contacts than 100 ms do not happen while walking or running (usual: 150-400 ms)."""
MAX_STANCE_S = 0.95
"""Longer ones are standing, not stepping (slow walking: about 0.8 s)."""


@dataclass(frozen=True, slots=True)
class StanceSpan:
    """One stance. support_start_s, support_end_s : its single-support part."""

    side: Side
    t_start_s: float
    t_end_s: float
    support_start_s: float
    support_end_s: float


class _Foot:
    """One foot's crossings of the half-way probability, interpolated in time."""

    def __init__(self) -> None:
        self.last: tuple[float, float] | None = None

    def push(self, t_s: float, probability: float) -> tuple[float | None, float | None]:
        """Return (landing, take-off) times that this sample reveals."""
        landing = takeoff = None
        if self.last is not None:
            t0_s, p0 = self.last
            if (p0 > ON_GROUND) != (probability > ON_GROUND):
                crossing_s = t0_s + (t_s - t0_s) * (ON_GROUND - p0) / (probability - p0)
                landing, takeoff = (crossing_s, None) if probability > p0 else (None, crossing_s)
        self.last = (t_s, probability)
        return landing, takeoff


class StanceTracker:
    """Finds whole stances. push(contact) -> stances that have ended (at most one a foot)."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget; a stance under way is not reported, for its landing or end is not known."""
        self._feet = {side: _Foot() for side in Side}
        self._landed_s: dict[Side, float | None] = dict.fromkeys(Side)
        self._left_ground_s: dict[Side, float | None] = dict.fromkeys(Side)

    def push(self, contact: FootContact) -> list[StanceSpan]:
        if contact.starts_segment:
            self.reset()
        ended: list[StanceSpan] = []
        crossings = {
            Side.LEFT: self._feet[Side.LEFT].push(contact.t_s, contact.left),
            Side.RIGHT: self._feet[Side.RIGHT].push(contact.t_s, contact.right),
        }
        for side, (landing_s, _) in crossings.items():
            if landing_s is not None:
                self._landed_s[side] = landing_s
        for side, (_, takeoff_s) in crossings.items():
            if takeoff_s is None:
                continue
            span = self._span(side, takeoff_s)
            self._left_ground_s[side] = takeoff_s
            if span is not None:
                ended.append(span)
        return ended

    def _span(self, side: Side, takeoff_s: float) -> StanceSpan | None:
        landed_s = self._landed_s[side]
        self._landed_s[side] = None
        if landed_s is None or not MIN_STANCE_S <= takeoff_s - landed_s <= MAX_STANCE_S:
            return None
        start_s, end_s = landed_s, takeoff_s
        other_left_s = self._left_ground_s[side.other]
        if other_left_s is not None and other_left_s > start_s:
            start_s = other_left_s
        other_landed_s = self._landed_s[side.other]
        if other_landed_s is not None and other_landed_s < end_s:
            end_s = max(other_landed_s, start_s)
        return StanceSpan(side, landed_s, takeoff_s, start_s, end_s)
