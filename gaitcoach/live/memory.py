"""The last seconds of a run as small pictures, so that a moment can be looked at again."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from gaitcoach.live.view import LiveView

KEEP_S = 10.0
"""So much of the past can be seen again."""
WAITING = 16
"""Pictures that may wait for the worker; a busy computer loses some, the run none of its own."""
NO_PIXELS = np.empty((0, 0, 3), np.uint8)
NEAR_S = 0.05
"""A picture further from the wanted moment than this does not show it."""


class Picture(Protocol):
    """A picture in a form that takes little room."""

    def unpack(self) -> NDArray[np.uint8]:
        """Return it as it was, (H, W, 3) uint8 BGR."""
        ...


Pack = Callable[[NDArray[np.uint8]], Picture]


@dataclass(frozen=True, slots=True)
class Moment:
    """One picture with what was known when it was taken. known : that view, its frame empty"""

    t_s: float
    picture: Picture
    known: LiveView

    def view(self) -> LiveView:
        """Return the view with its picture."""
        frame = replace(self.known.frame, image_bgr=self.picture.unpack())
        return replace(self.known, frame=frame)


class PictureMemory:
    """push(view) in the analysis thread; a worker makes small pictures and keeps the newest.

    moments, at : any thread

    Parameters
    ----------
    pack : makes a picture small
    """

    def __init__(self, pack: Pack, keep_s: float = KEEP_S) -> None:
        self._pack = pack
        self._keep_s = keep_s
        self._waiting: deque[LiveView] = deque(maxlen=WAITING)
        self._kept: deque[Moment] = deque()
        self._wake = threading.Condition()
        self._closing = False
        self._worker = threading.Thread(target=self._work, name="pictures", daemon=True)
        self._worker.start()

    def push(self, view: LiveView) -> None:
        """Keep a view that has a frame; returns at once."""
        with self._wake:
            self._waiting.append(view)
            self._wake.notify()

    def moments(self) -> tuple[Moment, ...]:
        """Return what is kept, oldest first."""
        with self._wake:
            return tuple(self._kept)

    def at(self, t_s: float) -> Moment | None:
        """Return the picture nearest to a time, None when none is near.

        One that still waits for the worker is made small here and now.
        """
        with self._wake:
            waiting = tuple(self._waiting)
        near = [view for view in waiting if abs(view.frame.t_s - t_s) <= NEAR_S]
        made = tuple(_moment(view, self._pack) for view in near)
        return nearest((*self.moments(), *made), t_s)

    def close(self) -> None:
        """Take in what waits, then stop; what is kept stays."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        self._worker.join()

    def _work(self) -> None:
        while (view := self._next()) is not None:
            moment = _moment(view, self._pack)
            with self._wake:
                self._kept.append(moment)
                while self._kept[0].t_s < moment.t_s - self._keep_s:
                    self._kept.popleft()

    def _next(self) -> LiveView | None:
        with self._wake:
            self._wake.wait_for(lambda: self._waiting or self._closing)
            return self._waiting.popleft() if self._waiting else None


def _moment(view: LiveView, pack: Pack) -> Moment:
    frame = view.frame
    known = replace(view, frame=replace(frame, image_bgr=NO_PIXELS))
    return Moment(frame.t_s, pack(frame.image_bgr), known)


def nearest(moments: tuple[Moment, ...], t_s: float) -> Moment | None:
    """Return the moment nearest to a time, None when none lies within `NEAR_S`."""
    place = bisect_left(moments, t_s, key=lambda moment: moment.t_s)
    around = moments[max(0, place - 1) : place + 1]
    best = min(around, key=lambda moment: abs(moment.t_s - t_s), default=None)
    return best if best is not None and abs(best.t_s - t_s) <= NEAR_S else None
