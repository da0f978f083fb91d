"""Stance over time: keeps the legs' recent course and asks the network about each frame."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from statistics import median

import numpy as np

from gaitcoach.gait.legs import N_LEGS, Legs
from gaitcoach.gait.rolling import RollingRows
from gaitcoach.gait.stance_net import LOOKAHEAD_S, OFFSETS_S, PAST_S, StanceNet, inputs_of
from gaitcoach.types import Stance, View

SEGMENT_GAP_S = 0.25
"""Legs are bridged in a straight line over shorter gaps; a longer one starts afresh."""
SCALE_WINDOW_S = 2.0
"""Leg length is the median over this long: a stride's foreshortening must not change it."""
SCALE_EVERY_S = 0.25
"""Once the window is half full the median hardly moves: no need to take it each frame."""
COURSE_S = PAST_S + LOOKAHEAD_S + SEGMENT_GAP_S
_SAME_S = 1e-9


@dataclass(frozen=True, slots=True)
class FootContact:
    """Probability that each foot carries weight, for one frame.

    starts_segment : nothing is known of the time just before
    """

    t_s: float
    left: float
    right: float
    starts_segment: bool = False

    @property
    def stance(self) -> Stance:
        left, right = self.left > 0.5, self.right > 0.5
        if left and right:
            return Stance.DOUBLE
        if left or right:
            return Stance.LEFT if left else Stance.RIGHT
        return Stance.FLIGHT


class StanceDetector:
    """Turns legs into foot contacts, `LOOKAHEAD_S` later. push(one) -> what became known."""

    def __init__(self, net: StanceNet, view: View) -> None:
        self._net = net
        self._view = view
        self._course = RollingRows(1 + N_LEGS + 1)
        self._leg_px: deque[tuple[float, float]] = deque()
        self._waiting: deque[float] = deque()
        self.reset()

    def reset(self) -> None:
        """Forget everything; the next legs start a new segment."""
        self._course.clear()
        self._leg_px.clear()
        self._waiting.clear()
        self._fresh = True
        self._next_scale_s = -math.inf
        self._last_scale_px = math.nan

    def push(self, legs: Legs) -> list[FootContact]:
        """Take one frame's legs; return the contacts that can now be told, oldest first."""
        known: list[FootContact] = []
        if len(self._course) and legs.t_s - self._course.t_s[-1] > SEGMENT_GAP_S:
            known = self.flush()
        row = self._course.new_row(legs.t_s)
        row[1:-1], row[-1] = legs.joints, legs.hip_y_px
        self._leg_px.append((legs.t_s, legs.leg_px))
        self._waiting.append(legs.t_s)
        while self._waiting and self._waiting[0] + LOOKAHEAD_S <= legs.t_s + _SAME_S:
            known.append(self._tell(self._waiting.popleft()))
        self._course.drop_before(legs.t_s - COURSE_S)
        while self._leg_px[0][0] < legs.t_s - SCALE_WINDOW_S:
            self._leg_px.popleft()
        return known

    def flush(self) -> list[FootContact]:
        """End the segment: tell what is left with the little that followed it."""
        known = [self._tell(t_s) for t_s in self._waiting]
        self.reset()
        return known

    def _tell(self, t_s: float) -> FootContact:
        leg_px = self._scale_px(t_s)
        right, left = self._net.feet(inputs_of(self._around(t_s), leg_px, self._view))
        contact = FootContact(t_s, left, right, starts_segment=self._fresh)
        self._fresh = False
        return contact

    def _scale_px(self, t_s: float) -> float:
        settled_s = self._leg_px[-1][0] - self._leg_px[0][0]
        if t_s >= self._next_scale_s or settled_s < SCALE_WINDOW_S / 2:
            self._next_scale_s = t_s + SCALE_EVERY_S
            self._last_scale_px = median(leg_px for _, leg_px in self._leg_px)
        return self._last_scale_px

    def _around(self, t_s: float) -> np.ndarray:
        """Return the legs at `OFFSETS_S` around a time, interpolated between frames."""
        times, course = self._course.t_s, self._course.rows[:, 1:]
        if len(times) == 1:
            return np.repeat(course, len(OFFSETS_S), axis=0)
        wanted = np.minimum(np.maximum(t_s + OFFSETS_S, times[0]), times[-1])
        after = np.maximum(np.searchsorted(times, wanted), 1)
        share = (wanted - times[after - 1]) / (times[after] - times[after - 1])
        return course[after - 1] + (course[after] - course[after - 1]) * share[:, None]
