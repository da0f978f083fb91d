"""Waiting for a fact that no event tells of; a sleep would be too short on a slow machine."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

LIMIT_S = 10.0
LOOK_S = 0.005


def until(fact: Callable[[], object], limit_s: float = LIMIT_S) -> None:
    """Wait until it holds."""
    end_s = time.monotonic() + limit_s
    pause = threading.Event()
    while not fact():
        assert time.monotonic() < end_s, "it never came true"
        pause.wait(LOOK_S)
