"""The end of a run's threads, in time or named."""

from __future__ import annotations

import threading
import time

from gaitcoach.capture.reader import Reader

STOP_DEADLINE_S = 1.0
"""How long `stop` waits for the threads: a blocked camera driver may take for ever."""


def join_in_time(analysis: threading.Thread, reader: Reader, deadline_s: float) -> tuple[str, ...]:
    """Wait for both, once they were asked to stop; return the names of those that did not end."""
    end_s = time.monotonic() + deadline_s
    if analysis.ident is not None:
        analysis.join(max(0.0, end_s - time.monotonic()))
    stuck = [analysis.name] if analysis.is_alive() else []
    if not reader.stop(max(0.0, end_s - time.monotonic())):
        stuck.append("capture")
    return tuple(stuck)
