"""Foot contacts in time become stances: one foot's time on the ground, contact to toe-off."""

from __future__ import annotations

from dataclasses import dataclass

from gaitcoach.gait.stance import FootContact
from gaitcoach.types import Side

ON_GROUND = 0.5
MIN_STANCE_S = 0.10
"""Shorter contacts than 100 ms do not happen while walking or running (usual: 150-400 ms)."""
MIN_SWING_S = 0.08
"""A foot off the ground for less never left it: a swing lasts 300 ms and more, a doubt of the
network while both feet are down a frame or two."""
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
        self._last: tuple[float, float] | None = None
        self._lifted_s: float | None = None

    def push(self, t_s: float, probability: float) -> tuple[float | None, float | None]:
        """Return (landing, take-off) times; a take-off `MIN_SWING_S` later, when it is sure."""
        crossing_s = self._crossing_s(t_s, probability)
        self._last = (t_s, probability)
        landing_s = None
        if crossing_s is not None and probability <= ON_GROUND:
            self._lifted_s = crossing_s
        elif crossing_s is not None:
            if self._lifted_s is not None and crossing_s - self._lifted_s < MIN_SWING_S:
                self._lifted_s = None
                return None, None
            landing_s = crossing_s
        sure = self._lifted_s is not None and t_s - self._lifted_s >= MIN_SWING_S
        return landing_s, self.take_lift() if sure else None

    def take_lift(self) -> float | None:
        """Return the take-off that was not told yet, once."""
        lifted_s, self._lifted_s = self._lifted_s, None
        return lifted_s

    def _crossing_s(self, t_s: float, probability: float) -> float | None:
        if self._last is None:
            return None
        t0_s, p0 = self._last
        if (p0 > ON_GROUND) == (probability > ON_GROUND):
            return None
        return t0_s + (t_s - t0_s) * (ON_GROUND - p0) / (probability - p0)


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
        ended: list[StanceSpan] = []
        if contact.starts_segment:
            ended = self.flush()
            self.reset()
        crossings = {
            Side.LEFT: self._feet[Side.LEFT].push(contact.t_s, contact.left),
            Side.RIGHT: self._feet[Side.RIGHT].push(contact.t_s, contact.right),
        }
        takeoffs_s = {side: takeoff_s for side, (_, takeoff_s) in crossings.items()}
        ended += self._take_off(takeoffs_s)
        for side, (landing_s, _) in crossings.items():
            if landing_s is not None:
                self._landed_s[side] = landing_s
        return ended

    def flush(self) -> list[StanceSpan]:
        """Return the stances whose take-off was seen but not yet sure: nothing more will come."""
        return self._take_off({side: foot.take_lift() for side, foot in self._feet.items()})

    def _take_off(self, takeoffs_s: dict[Side, float | None]) -> list[StanceSpan]:
        ended: list[StanceSpan] = []
        for side, takeoff_s in takeoffs_s.items():
            if takeoff_s is None:
                continue
            landed_s = self._landed_s[side]
            self._landed_s[side] = None
            if landed_s is not None and takeoff_s - landed_s < MIN_STANCE_S:
                continue  # touched for a moment: no stance, and the other foot stood alone
            self._left_ground_s[side] = takeoff_s
            if (span := self._span(side, landed_s, takeoff_s)) is not None:
                ended.append(span)
        return ended

    def _span(self, side: Side, landed_s: float | None, takeoff_s: float) -> StanceSpan | None:
        if landed_s is None or takeoff_s - landed_s > MAX_STANCE_S:
            return None
        start_s, end_s = landed_s, takeoff_s
        other_left_s = self._left_ground_s[side.other]
        if other_left_s is not None and other_left_s > start_s:
            start_s = other_left_s
        other_landed_s = self._landed_s[side.other]
        if other_landed_s is not None and other_landed_s < end_s:
            end_s = max(other_landed_s, start_s)
        return StanceSpan(side, landed_s, takeoff_s, start_s, end_s)
