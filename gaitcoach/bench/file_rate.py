"""A file through every stage against the bare model loop on the same file."""

from __future__ import annotations

import time
from contextlib import closing
from statistics import mean

from gaitcoach.capture.source import SourceSpec
from gaitcoach.errors import GaitCoachError
from gaitcoach.live.pipeline import Processed
from gaitcoach.live.replay import frames_of, replay
from gaitcoach.opencv import cv2
from gaitcoach.pose.tracker import PoseTracker
from gaitcoach.settings import Settings
from gaitcoach.types import Viewpoint


def file_ratio(spec: SourceSpec) -> float:
    """Return a file's pictures a second against the bare model loop before and after it."""
    before_fps, whole_fps, after_fps = _bare_fps(spec), _whole_fps(spec), _bare_fps(spec)
    return whole_fps / mean((before_fps, after_fps))


def _bare_fps(spec: SourceSpec) -> float:
    """Decode, turn to RGB and find the pose: nothing else."""
    settings, pace = Settings(), FramePace()
    tracker = PoseTracker(settings.model, Viewpoint())
    try:
        with closing(frames_of(spec)) as frames:
            for frame in frames:
                tracker.detect(cv2.cvtColor(frame.image_bgr, cv2.COLOR_BGR2RGB), frame.t_s)
                pace.tick(time.perf_counter())
    finally:
        tracker.close()
    return pace.fps


def _whole_fps(spec: SourceSpec) -> float:
    pace = FramePace()

    def on_frame(done: Processed) -> None:
        pace.tick(time.perf_counter())

    replay(Settings(), spec, on_frame=on_frame)
    return pace.fps


class FramePace:
    """Pictures a second from the first picture to the last: starts do not count."""

    def __init__(self) -> None:
        self._first_s = self._last_s = 0.0
        self._n = 0

    def tick(self, now_s: float) -> None:
        """Count a picture."""
        self._first_s = now_s if self._n == 0 else self._first_s
        self._last_s, self._n = now_s, self._n + 1

    @property
    def fps(self) -> float:
        """Raises `GaitCoachError` when there were too few pictures."""
        if self._n < 2:
            raise GaitCoachError("A clip has fewer than two pictures.", "Give longer clips.")
        return (self._n - 1) / (self._last_s - self._first_s)
