"""When a phone took a picture, on this computer's clock; how late and how whole they come."""

from __future__ import annotations

from collections import deque
from itertools import pairwise
from statistics import median

RTP_HZ = 90_000
"""Ticks a second of every video stream's time stamps."""
CLOCK_LOOKS = 16
"""Of so many looks at the phone's clock the fastest counts: the way there and back is shortest."""
WINDOW_S = 2.0
MISSED_REL = 1.5
"""A pause longer than this many usual ones lacks a picture."""


class PhoneClock:
    """How far the phone's clock is ahead of ours. take(...) after every question and answer."""

    def __init__(self) -> None:
        self._looks: deque[tuple[float, float]] = deque(maxlen=CLOCK_LOOKS)

    def take(self, asked_s: float, phone_s: float, answered_s: float) -> None:
        """Take one answer: asked and answered on our clock, the phone's clock in between."""
        way_s = answered_s - asked_s
        if way_s >= 0:
            self._looks.append((way_s, phone_s - (asked_s + answered_s) / 2))

    @property
    def ahead_s(self) -> float | None:
        """Phone's clock minus ours, seconds; None before the first answer."""
        return min(self._looks)[1] if self._looks else None


class SenderReports:
    """Ties time stamps of pictures to the phone's clock, by what it reports every second or so."""

    def __init__(self) -> None:
        self._newest: tuple[float, int] | None = None

    def take(self, phone_s: float, stamp: int) -> None:
        """Take one report: this time on the phone's clock is this stamp (of 32 bits)."""
        self._newest = phone_s, stamp

    def taken_s(self, stamp: int) -> float | None:
        """Return when the picture with this stamp was taken, on the phone's clock."""
        if self._newest is None:
            return None
        phone_s, reported = self._newest
        ticks = (stamp - reported + (1 << 31)) % (1 << 32) - (1 << 31)
        return phone_s + ticks / RTP_HZ


class Meter:
    """Pictures of the last 2 s: how many, how late, how many are missing."""

    def __init__(self) -> None:
        self._pictures: deque[tuple[float, float, float | None]] = deque()

    def push(self, arrived_s: float, stamp_s: float, latency_s: float | None) -> None:
        """Take a picture: when it arrived, its own time stamp, how late it is if that is known."""
        if self._pictures and stamp_s <= self._pictures[-1][1]:
            self._pictures.clear()  # another stream
        self._pictures.append((arrived_s, stamp_s, latency_s))
        self._forget(arrived_s)

    def _forget(self, now_s: float) -> None:
        while self._pictures and self._pictures[0][0] < now_s - WINDOW_S:
            self._pictures.popleft()

    def fps(self, now_s: float) -> float | None:
        """Pictures that arrived a second, None before half a second of them."""
        self._forget(now_s)
        if len(self._pictures) < 2:
            return None
        span_s = now_s - self._pictures[0][0]
        return len(self._pictures) / span_s if span_s > WINDOW_S / 4 else None

    @property
    def latency_ms(self) -> float | None:
        """Median of taken on the phone -> arrived here, decoded."""
        known_s = [late_s for _, _, late_s in self._pictures if late_s is not None]
        return 1000.0 * median(known_s) if known_s else None

    @property
    def lost_percent(self) -> float | None:
        """Share of the pictures that the phone took and that never arrived."""
        stamps_s = [stamp_s for _, stamp_s, _ in self._pictures]
        if len(stamps_s) < 3:
            return None
        pauses_s = [after - before for before, after in pairwise(stamps_s)]
        usual_s = median(pauses_s)
        missed = sum(
            round(pause_s / usual_s) - 1 for pause_s in pauses_s if pause_s > MISSED_REL * usual_s
        )
        return 100.0 * missed / (missed + len(pauses_s))
