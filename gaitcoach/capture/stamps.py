"""When a frame of a file was: the file's own stamps, made to run forward."""

from __future__ import annotations

import math

LOOP_GAP_S = 0.5
"""Time between the last frame of a pass and the first of the next: a gap no step can cross."""

DEFAULT_FPS = 30.0


class FileStamps:
    """Turns a file's stamps into `t_s`: frame 0 is 0, every frame is later than the one before.

    A stamp that stands still, runs back or is missing is replaced by one frame after the last.

    Parameters
    ----------
    fps : float
        The frame rate the file declares; used for such stamps alone, and only if it is sensible.
    real_fps : float or None
        Pictures a second while it was filmed, where the file plays slower: slow motion.
    """

    def __init__(self, fps: float, real_fps: float | None = None) -> None:
        sensible = 1.0 <= fps <= 1000.0
        played_fps = fps if sensible else DEFAULT_FPS
        self._pace_rel = played_fps / real_fps if real_fps else 1.0
        self._step_s = self._pace_rel / played_fps
        self._last_s: float | None = None
        self._shift_s: float | None = None

    def t_s(self, stamp_s: float) -> float:
        """Return the time of the next frame, seconds; `stamp_s` is the file's own."""
        stamp_s *= self._pace_rel
        if self._shift_s is None:
            start_s = 0.0 if self._last_s is None else self._last_s + LOOP_GAP_S
            self._shift_s = start_s - (stamp_s if math.isfinite(stamp_s) else 0.0)
        t_s = stamp_s + self._shift_s
        if self._last_s is None:
            t_s = 0.0
        elif not t_s > self._last_s:
            t_s = self._last_s + self._step_s
        self._last_s = t_s
        return t_s

    def start_again(self) -> None:
        """The file starts from its beginning: time goes on after a gap."""
        self._shift_s = None
