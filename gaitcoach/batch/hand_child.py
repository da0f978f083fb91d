"""Run as a process of its own: measures clip after clip, one JSON line in, one JSON line out.

A clip that crashes the decoder or the pose library takes this process with it and nothing else.
What the pose library does to its surroundings (a dead proxy, logs on stdout) ends here too.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TextIO

from gaitcoach.batch.progress import TELL_EVERY_S
from gaitcoach.capture.file_progress import FileProgress


def main() -> int:
    """Answer jobs until there are no more."""
    out = _own_stdout()
    jobs = _Jobs(sys.stdin)
    from gaitcoach.batch.measure import Measurer

    with closing(Measurer()) as measurer:
        _tell(out, {"ready": True})
        while (job := jobs.take()) is not None:
            _tell(out, {"row": measurer.measure(job, _progress(out, Path(job["path"])))})
    return 0


def _own_stdout() -> TextIO:
    """Keep stdout for answers: what libraries print goes to stderr."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asked decides when it is over
    return out


def _tell(out: TextIO, answer: dict[str, Any]) -> None:
    out.write(json.dumps(answer, allow_nan=False) + "\n")
    out.flush()


def _progress(out: TextIO, clip: Path) -> Callable[[int, float], None]:
    """Return what tells, once a second, how many frames were analysed and which share of the clip.

    A look at the file costs a millisecond: a short clip costs none.
    """
    last_s = time.monotonic()
    progress: FileProgress | None = None

    def tell(frames: int, t_s: float) -> None:
        nonlocal last_s, progress
        if time.monotonic() - last_s >= TELL_EVERY_S:
            last_s = time.monotonic()
            progress = progress or FileProgress(clip, look_every=1)
            _tell(out, {"frames": frames, "share": progress.share(t_s)})

    return tell


class _Jobs:
    """Reads jobs in a thread, so that the end of whoever sends them is noticed at once."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._lines: list[str] = []
        self._came = threading.Condition()
        threading.Thread(target=self._read, name="jobs", daemon=True).start()

    def take(self) -> dict[str, Any] | None:
        with self._came:
            self._came.wait_for(lambda: bool(self._lines))
            line = self._lines.pop(0)
        return json.loads(line) if line else None

    def _read(self) -> None:
        for line in self._stream:
            self._put(line)
        self._put("")
        # A clip may take minutes more, and nobody waits for it.
        time.sleep(0.2)
        signal.raise_signal(signal.SIGTERM)

    def _put(self, line: str) -> None:
        with self._came:
            self._lines.append(line)
            self._came.notify()


def job_of(path: Path, settings: dict[str, Any], find_view: bool) -> dict[str, Any]:
    """Return what `Measurer.measure` is asked."""
    return {"path": str(path), "settings": settings, "find_view": find_view}


if __name__ == "__main__":
    sys.exit(main())
