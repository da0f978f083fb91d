"""How far a file has been read: by bytes or by time stamps, never by the count of its frames.

A file may promise 271 pictures and hold 75: its count tells nothing.
"""

from __future__ import annotations

from pathlib import Path

import psutil

from gaitcoach.capture.mp4_facts import mp4_facts

LOOK_EVERY = 15
"""Pictures between two looks: a look takes a millisecond."""


class FileProgress:
    """share(t_s) -> 0..1, or None where nothing tells; grows only.

    look_every : pictures between two looks
    """

    def __init__(
        self, path: Path, duration_s: float | None = None, look_every: int = LOOK_EVERY
    ) -> None:
        self._path, self._look_every = path, look_every
        self._duration_s = duration_s or mp4_facts(path).duration_s
        self._share: float | None = None
        self._asked = 0

    def share(self, t_s: float) -> float | None:
        """Return how much is read; t_s : time of the newest picture"""
        is_due = self._asked % self._look_every == 0
        self._asked += 1
        if is_due:
            now = self._by_bytes() or self._by_time(t_s)
            self._share = now if now is None else max(now, self._share or 0.0)
        return self._share

    def _by_bytes(self) -> float | None:
        """Where this process stands in the file; only some systems tell."""
        try:
            size, seen = self._path.stat(), []
            for opened in psutil.Process().open_files():
                if hasattr(opened, "position") and Path(opened.path).samefile(self._path):
                    seen.append(opened.position)
        except (OSError, psutil.Error):
            return None
        return min(max(seen) / size.st_size, 1.0) if seen and size.st_size else None

    def _by_time(self, t_s: float) -> float | None:
        return None if not self._duration_s else min(t_s / self._duration_s, 1.0)
