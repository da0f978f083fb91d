"""Playing a file at its own speed, as a camera would deliver it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


class Pacer:
    """Waits until a frame's time has come; the first frame comes at once.

    Parameters
    ----------
    interrupted : threading.Event
        Ends every wait when set.
    clock : callable
        Monotonic seconds.
    """

    def __init__(
        self, interrupted: threading.Event, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._interrupted = interrupted
        self._clock = clock
        self._start_s: float | None = None

    def wait_for(self, t_s: float) -> None:
        """Wait until `t_s` after the first frame; not at all when that is past or interrupted."""
        if self._start_s is None:
            self._start_s = self._clock() - t_s
        while (early_s := self._start_s + t_s - self._clock()) > 0:
            if self._interrupted.wait(early_s):
                return
