"""The end of a process whose camera driver never answers."""

from __future__ import annotations

import logging
import os
import sys
from contextlib import suppress

log = logging.getLogger(__name__)


def leave_if_stuck(stuck: tuple[str, ...], code: int) -> None:
    """End the process here and now when a thread hangs inside a driver.

    Everything is closed and written by now. The interpreter's own end would wait for that thread
    for ever, or abort; this is the one place that does not ask it.
    """
    if not stuck:
        return
    log.warning("threads that did not end: %s", ", ".join(stuck))
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)
