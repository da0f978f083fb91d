"""What is known about the phone now: written by its thread, read by any."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from gaitcoach.capture.phone.messages import News
from gaitcoach.capture.phone.timing import Meter
from gaitcoach.types import PhoneStage, PhoneView

if TYPE_CHECKING:  # the phone's libraries are an extra
    from gaitcoach.capture.phone.peer import Picture

AWAY_S = 1.5
"""Longer than any pause of a working stream, shorter than a runner's patience."""
CUE_TIMES = 200

Code = tuple[tuple[bool, ...], ...]


class Board:
    """Facts in, `view` out. Every call may come from any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._view = PhoneView()
        self._meter = Meter()
        self._joined = False
        self._last_picture_s: float | None = None
        self._quiet_since_s = clock()
        self._cue_times_s: list[float] = []

    @property
    def view(self) -> PhoneView:
        """The phone as it stands now."""
        now_s = self._clock()
        with self._lock:
            stage = self._stage(now_s)
            if stage is not PhoneStage.STREAMING:
                return replace(self._view, stage=stage)
            return replace(
                self._view,
                stage=stage,
                fps=self._meter.fps(now_s),
                latency_ms=self._meter.latency_ms,
                lost_percent=self._meter.lost_percent,
            )

    def _stage(self, now_s: float) -> PhoneStage:
        if self._view.stage is PhoneStage.CLOSED:
            return PhoneStage.CLOSED
        if self._last_picture_s is not None:
            recent = now_s - self._last_picture_s < AWAY_S
            return PhoneStage.STREAMING if recent else PhoneStage.AWAY
        if self._joined:
            return PhoneStage.JOINED
        return PhoneStage.WAITING if self._view.urls else PhoneStage.STARTING

    @property
    def lean_deg(self) -> float | None:
        """How far upright leans in the picture, + = to the right; None = not known."""
        with self._lock:
            return self._view.lean_deg

    @property
    def quiet_s(self) -> float:
        """Time since the last picture, or since a phone came in."""
        with self._lock:
            return self._clock() - self._quiet_since_s

    @property
    def cue_times_ms(self) -> list[float]:
        """Sent -> shown on the page and told back, milliseconds, of the newest cues."""
        with self._lock:
            return [1000.0 * time_s for time_s in self._cue_times_s]

    def show_links(self, urls: tuple[str, ...], code: Code, *, moved: bool = False) -> None:
        """Show links that open now; none = nobody may come in."""
        with self._lock:
            self._view = replace(self._view, urls=urls, code=code, moved=moved)

    def note_entry(self) -> None:
        """A phone opened the link."""
        with self._lock:
            self._joined = True
            self._quiet_since_s = self._clock()
            self._view = replace(self._view, urls=(), code=(), moved=False)

    def note_picture(self, picture: Picture) -> None:
        """A picture came."""
        with self._lock:
            self._last_picture_s = self._quiet_since_s = picture.arrived_s
            self._meter.push(picture.arrived_s, picture.stamp_s, picture.latency_s)
            size_px = (picture.image.width, picture.image.height)
            if size_px != self._view.size_px:
                self._view = replace(self._view, size_px=size_px)

    def note_news(self, news: News) -> None:
        """The page told something."""
        with self._lock:
            if news.lean_deg is not None:
                known = None if math.isnan(news.lean_deg) else news.lean_deg
                self._view = replace(self._view, lean_deg=known)
            if news.battery_percent is not None:
                known = None if news.battery_percent < 0 else news.battery_percent
                self._view = replace(self._view, battery_percent=known)
            if news.shown_s is not None:
                self._cue_times_s.append(self._clock() - news.shown_s)
                del self._cue_times_s[:-CUE_TIMES]

    def note_end(self) -> None:
        """The door is closed."""
        with self._lock:
            self._view = PhoneView(stage=PhoneStage.CLOSED)
