"""Keeps a message from flickering: it must last to be shown, and stays long enough to be read."""

from __future__ import annotations

from gaitcoach.types import Quality

SHOW_AFTER_S = 0.4
"""A single lost frame is not worth a word; half a second without a pelvis is."""
KEEP_S = 1.2
"""Two lines take about a second to read."""


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
