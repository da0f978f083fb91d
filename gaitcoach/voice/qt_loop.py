"""Qt's event loop where there is no window: sound plays only while it runs."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable

from PyQt6.QtCore import QCoreApplication, QEventLoop, QTimer

POLL_MS = 20
"""How often `run_event_loop_until` looks at its condition when nothing else happens."""


def ensure_application() -> QCoreApplication:
    """Return the Qt application of this process, made without a window if there is none.

    Keep what is returned: Qt ends its application when nobody holds it.
    """
    return QCoreApplication.instance() or QCoreApplication(sys.argv[:1])


def run_event_loop_until(done: Callable[[], bool], timeout_s: float | None = None) -> bool:
    """Run the Qt event loop in this thread until a condition holds.

    For runs without a window: the pipeline works in other threads and `done` looks whether it
    has finished. Ctrl-C leaves it as a KeyboardInterrupt, as from any Python loop.

    Parameters
    ----------
    done : callable
        Asked after every event, at least each 20 ms.
    timeout_s : float, optional
        Give up after this; None = never.

    Returns
    -------
    bool
        False if the time ran out first.
    """
    app = ensure_application()
    tick = QTimer()
    tick.start(POLL_MS)
    limit_s = math.inf if timeout_s is None else time.monotonic() + timeout_s
    while not done():
        if time.monotonic() >= limit_s:
            return False
        # Not exec(): PyQt ends the program when an exception, Ctrl-C included, leaves a slot.
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    return True
