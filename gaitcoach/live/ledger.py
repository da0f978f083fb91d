"""Keeps the books of one run: rare facts out as events, counts and times for the summary."""

from __future__ import annotations

import math
from collections import Counter, deque
from collections.abc import Callable

import numpy as np

from gaitcoach.gait.activity import Activity
from gaitcoach.gait.quality import MAX_GAP_S
from gaitcoach.live.events import (
    Event,
    activity_event,
    baseline_event,
    cue_event,
    cueing_event,
    gap_event,
    method_event,
    quality_event,
    step_event,
)
from gaitcoach.live.pipeline import Processed
from gaitcoach.live.view import LiveStats
from gaitcoach.settings import Settings
from gaitcoach.types import GaitUpdate, LevelBy, SessionSummary, SideStats

STATS_WINDOW_S = 2.0
BASELINE_NEWS_DEG = 0.2


class Ledger:
    """book(processed, ...) -> events of this frame; summary at the end.

    Parameters
    ----------
    emit : called with every event, in order of time
    """

    def __init__(self, method: str, method_validated: bool, emit: Callable[[Event], None]) -> None:
        self._method = method
        self._validated = method_validated
        self._emit = emit
        self._first_s: float | None = None
        self._last_s = 0.0
        self._quality: str | None = None
        self._baseline_deg: float | None = None
        self._time_in: Counter[str] = Counter()
        self._recent: deque[tuple[float, float, float]] = deque()
        self._latencies_s: list[float] = []
        self._update: GaitUpdate | None = None
        self._activity = Activity()
        self._cueing = True
        self.frames_seen = 0
        self.cues = 0
        self.gaps = 0

    def book(
        self,
        done: Processed,
        said: bool,
        now_s: float | None,
        gap_cause: str,
        *,
        model_s: float = 0.0,
    ) -> None:
        """Take one analysed frame.

        Parameters
        ----------
        said : whether cues are spoken
        now_s : `time.monotonic()` when the analysis was done; None when latency has no meaning
        gap_cause : why pictures are missing, should they be
        model_s : time the pose model needed for the frame
        """
        t_s = done.frame.t_s
        if done.method not in ("", self._method):
            self._method, self._validated = done.method, done.validated
            self._emit(method_event(t_s, done.method, done.validated))
        if self._first_s is None:
            self._first_s = t_s
        elif t_s - self._last_s > MAX_GAP_S:
            self.gaps += 1
            self._emit(gap_event(self._last_s, t_s, gap_cause))
        self._time_in[str(done.update.quality)] += 1
        self._last_s = t_s
        self.frames_seen += 1
        self._book_time(t_s, done.frame.taken_s, now_s, model_s)
        self._book_update(done.update)
        self._book_cueing(t_s, done.cueing)
        for cue in done.cues:
            self.cues += 1
            self._emit(cue_event(cue, said))

    def book_end(self, update: GaitUpdate) -> None:
        """Take the steps that the end of the run brought to light."""
        self._book_steps(update)
        self._update = update

    def _book_update(self, update: GaitUpdate) -> None:
        self._update = update
        if _other_baseline(update.baseline_deg, self._baseline_deg):
            self._baseline_deg = update.baseline_deg
            self._emit(baseline_event(update))
        self._book_steps(update)
        if update.quality != self._quality:
            self._quality = update.quality
            self._emit(quality_event(update.t_s, update.quality))

    def _book_steps(self, update: GaitUpdate) -> None:
        for step in update.new_steps:
            self._emit(step_event(step, self._method))
        was_active = self._activity.is_active
        self._activity.push(update.t_s, update.new_steps)
        if self._activity.is_active != was_active:
            self._emit(activity_event(update.t_s, self._activity.is_active))

    def _book_cueing(self, t_s: float, on: bool) -> None:
        if on is not self._cueing:
            self._cueing = on
            self._emit(cueing_event(t_s, on))

    def _book_time(self, t_s: float, taken_s: float, now_s: float | None, model_s: float) -> None:
        latency_s = float("nan") if now_s is None else now_s - taken_s
        if now_s is not None:
            self._latencies_s.append(latency_s)
        self._recent.append((t_s, latency_s, latency_s - model_s))
        while self._recent[0][0] < t_s - STATS_WINDOW_S:
            self._recent.popleft()

    def stats(self, frames_replaced: int) -> LiveStats:
        """Return how the machine keeps up now."""
        times_s = [t_s for t_s, _, _ in self._recent]
        span_s = times_s[-1] - times_s[0] if len(times_s) > 1 else 0.0
        return LiveStats(
            fps=(len(times_s) - 1) / span_s if span_s > 0.5 else None,
            latency_ms=_median_ms([latency_s for _, latency_s, _ in self._recent]),
            own_lag_ms=_median_ms([own_s for _, _, own_s in self._recent]),
            frames_seen=self.frames_seen,
            frames_replaced=frames_replaced,
            duration_s=self.duration_s,
            active_s=self._activity.active_s,
            on_break=self._activity.on_break,
        )

    @property
    def duration_s(self) -> float:
        """Time from the first frame to the last."""
        return 0.0 if self._first_s is None else self._last_s - self._first_s

    def summary(
        self, source: str, settings: Settings, frames_replaced: int, versions: dict[str, str]
    ) -> SessionSummary:
        """Return the whole run in numbers."""
        update = self._update
        latency_ms = np.array(self._latencies_s) * 1000
        return SessionSummary(
            source=source,
            duration_s=self.duration_s,
            left=update.left if update else SideStats(),
            right=update.right if update else SideStats(),
            cadence_spm=update.cadence_spm if update else None,
            contact_time_s=update.contact_time_s if update else None,
            flight_time_s=update.flight_time_s if update else None,
            baseline_deg=update.baseline_deg if update else None,
            threshold_deg=settings.threshold_deg,
            limits=settings.limits,
            cues=self.cues,
            gaps=self.gaps,
            frames_seen=self.frames_seen,
            frames_replaced=frames_replaced,
            fps=(self.frames_seen - 1) / self.duration_s if self.duration_s > 0 else None,
            latency_median_ms=float(np.median(latency_ms)) if latency_ms.size else None,
            latency_p95_ms=float(np.percentile(latency_ms, 95)) if latency_ms.size else None,
            method=self._method,
            method_validated=self._validated,
            quality={name: n / self.frames_seen for name, n in self._time_in.items()},
            versions=versions,
            baseline_sigma_deg=update.baseline_sigma_deg if update else None,
            roll=update.roll if update else None,
            active_s=self._activity.active_s,
            level_by=update.level_by if update else LevelBy.NONE,
        )


def _median_ms(times_s: list[float]) -> float | None:
    """Return the median of the known times in milliseconds, None when none is known."""
    known_s = sorted(time_s for time_s in times_s if math.isfinite(time_s))
    return known_s[len(known_s) // 2] * 1000 if known_s else None


def _other_baseline(new_deg: float | None, told_deg: float | None) -> bool:
    """Tell whether a baseline is worth an event: it is refined a little with every frame."""
    if new_deg is None or told_deg is None:
        return new_deg is not told_deg
    return abs(new_deg - told_deg) > BASELINE_NEWS_DEG
