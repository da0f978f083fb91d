"""Means of what can be wrong, over a second of a hold or over a repetition."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

import numpy as np

from gaitcoach.drills.body import Body
from gaitcoach.drills.carrying import KEPT_S
from gaitcoach.drills.definitions import FaultRule
from gaitcoach.drills.values import Fault, FaultKind
from gaitcoach.types import Side

FORM_LOST_S = 0.3
"""Form is lost when a measure is beyond its limit for so long: noise comes and goes faster."""
LEAST_FRAMES = 3
"""A mean of fewer says nothing."""


@dataclass(frozen=True, slots=True)
class Own:
    """What the runner's own quiet standing shows, to be taken off: see `standing.StandStill`."""

    level_deg: float = 0.0
    lean_right_deg: float = 0.0
    knee_in_deg: tuple[float, float] = (0.0, 0.0)

    def of(self, kind: FaultKind, side: Side) -> float:
        """Return the offset of a measure for one standing leg."""
        if kind is FaultKind.LEAN:
            return self.lean_right_deg if side is Side.RIGHT else -self.lean_right_deg
        if kind is FaultKind.KNEE_IN:
            return self.knee_in_deg[side is Side.RIGHT]
        return 0.0


class FaultWatch:
    """push(body, own); then ask for the faults of a time span.

    threshold_deg : the runner's own limit of the drop
    """

    def __init__(self, rules: tuple[FaultRule, ...], threshold_deg: float) -> None:
        self._rules = rules
        self._threshold_deg = threshold_deg
        self._rows: deque[tuple[float, dict[tuple[FaultKind, Side], float]]] = deque()

    def push(self, body: Body, own: Own) -> None:
        """Take one frame."""
        seen = {
            (rule.kind, side): rule.measure(body, side) - own.of(rule.kind, side)
            for rule in self._rules
            for side in Side
        }
        self._rows.append((body.t_s, seen))
        while self._rows[0][0] < body.t_s - KEPT_S:
            self._rows.popleft()

    def between(self, side: Side | None, t_start_s: float, t_end_s: float) -> list[Fault]:
        """Return the faults of a span; a measure counts by its mean."""
        found = []
        for rule in self._rules:
            value, limit = self._mean(rule, side, t_start_s, t_end_s), self.limit(rule)
            if rule.is_met(value, limit):
                found.append(Fault(t_start_s, t_end_s, side, rule.kind, value, limit))
        return found

    def limit(self, rule: FaultRule) -> float:
        """Return a rule's limit."""
        return self._threshold_deg if rule.limit is None else rule.limit

    def is_over(self, rule: FaultRule, side: Side | None, t_s: float) -> bool:
        """Tell whether a fault lasts at this moment."""
        value = self._mean(rule, side, t_s - FORM_LOST_S, t_s)
        return rule.is_met(value, self.limit(rule))

    def form_lost_s(self, side: Side | None, t_start_s: float, t_end_s: float) -> float:
        """Return when the form was first lost in a span; its end when it never was."""
        for t_s, _ in self._rows:
            within = t_start_s <= t_s - FORM_LOST_S and t_s <= t_end_s
            if within and any(self.is_over(rule, side, t_s) for rule in self._rules):
                return t_s - FORM_LOST_S
        return t_end_s

    def _mean(self, rule: FaultRule, side: Side | None, t_start_s: float, t_end_s: float) -> float:
        values = [
            seen[rule.kind, side or Side.LEFT]
            for t_s, seen in self._rows
            if t_start_s <= t_s <= t_end_s
        ]
        known = np.array([value for value in values if math.isfinite(value)])
        return float(known.mean()) if len(known) >= LEAST_FRAMES else math.nan
