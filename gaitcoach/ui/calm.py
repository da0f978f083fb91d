"""Keeps the screen calm: a message must last to be shown, a line need not follow every frame."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from gaitcoach.live.view import LiveView
from gaitcoach.types import Quality

SHOW_AFTER_S = 0.4
"""A single lost frame is not worth a word; half a second without a pelvis is."""
KEEP_S = 1.2
"""Two lines take about a second to read."""
JUMP_S = 0.5
"""After so long without a picture the drawing begins where the measuring is."""


class CalmQuality:
    """Turns a quality for every frame into one that a reader can follow."""

    def __init__(self) -> None:
        self.shown = Quality.OK
        self._shown_since_s = float("-inf")
        self._candidate = Quality.OK
        self._candidate_since_s = float("-inf")

    def push(self, quality: Quality, t_s: float) -> Quality:
        """Take the quality at a time and return the one to show."""
        if quality is not self._candidate or t_s < self._candidate_since_s:
            self._candidate, self._candidate_since_s = quality, t_s
        if quality is self.shown:
            return self.shown
        lasted = t_s - self._candidate_since_s >= SHOW_AFTER_S
        read = self.shown is Quality.OK or abs(t_s - self._shown_since_s) >= KEEP_S
        if lasted and read:
            self.shown, self._shown_since_s = quality, t_s
        return self.shown


SMOOTHING_S = {"off": 0.0, "light": 0.08, "strong": 0.25}
"""Time constants of the drawing: 0.08 s takes the flicker of single frames away, 0.25 s leaves the
sway of a run. What is measured never passes here."""


class CalmAngle:
    """push(view) -> the view to draw: the pelvic line and the angle beside it move more calmly.

    Parameters
    ----------
    time_s : time constant of the low-pass; 0 = as measured
    """

    def __init__(self, time_s: float = 0.0) -> None:
        self._time_s = time_s
        self._last_s: float | None = None
        self._drawn: dict[str, float] = {}

    def push(self, view: LiveView) -> LiveView:
        """Take the newest view; one that goes back in time, or jumps, begins anew."""
        if self._time_s == 0.0 or view.frame is None:
            return view
        step_s = math.inf if self._last_s is None else view.frame.t_s - self._last_s
        self._last_s = view.frame.t_s
        share = -math.expm1(-step_s / self._time_s) if 0.0 <= step_s < JUMP_S else 1.0
        return replace(
            view,
            angle=self._calmed("line", view.angle, share),
            update=self._calmed("number", view.update, share),
        )

    def _calmed(self, name: str, measured: Any, share: float) -> Any:
        """Return an angle, or an update, with its obliquity moved a share of the way."""
        angle_deg = None if measured is None else measured.obliquity_deg
        if angle_deg is None:
            self._drawn.pop(name, None)
            return measured
        before_deg = self._drawn.get(name, angle_deg)
        self._drawn[name] = before_deg + share * (angle_deg - before_deg)
        return replace(measured, obliquity_deg=self._drawn[name])
