"""How long a thread answers nobody, and how much of the processor the process takes."""

from __future__ import annotations

import time

BEAT_MS = 5


class Heartbeat:
    """Beats in the window's thread: the longest pause is the longest block.

    How long that takes on the clock depends on what else runs on the computer; how much the
    thread itself computed between two beats does not.
    """

    def __init__(self) -> None:
        self._last_s = self._begin_s = self._cpu_s = self._own_s = 0.0
        self._longest_s = self._busiest_s = 0.0

    def begin(self) -> None:
        """Count from here."""
        self._last_s = self._begin_s = time.monotonic()
        self._cpu_s = time.process_time()
        self._own_s = time.thread_time()
        self._longest_s = self._busiest_s = 0.0

    def beat(self) -> None:
        """Note a beat."""
        now_s, own_s = time.monotonic(), time.thread_time()
        self._longest_s = max(self._longest_s, now_s - self._last_s)
        self._busiest_s = max(self._busiest_s, own_s - self._own_s)
        self._last_s, self._own_s = now_s, own_s

    def figures(self) -> dict[str, float]:
        """Return gui_block_ms (beyond the beat itself), gui_own_ms and cpu_cores since `begin`."""
        wall_s = max(time.monotonic() - self._begin_s, 1e-9)
        return {
            "gui_block_ms": max(0.0, 1000.0 * self._longest_s - BEAT_MS),
            "gui_own_ms": 1000.0 * self._busiest_s,
            "cpu_cores": (time.process_time() - self._cpu_s) / wall_s,
        }
