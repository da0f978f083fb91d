"""A measuring process and whoever holds it: one that dies is replaced, its clip tried once more."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from gaitcoach.batch.progress import OnReached, Reached, no_progress
from gaitcoach.batch.row import Row, failed_row

COMMAND = (sys.executable, "-m", "gaitcoach.batch.hand_child")
MOST_CLIPS = 500
"""Then the process is replaced, whatever its libraries have kept: it costs two seconds."""
TRIES = 2
SILENT_S = 180.0
"""A process that says nothing for so long hangs: it tells its frames once a second."""
END_S = 2.0
DYING_S = 0.3
"""A pipe breaks a moment before its process has ended."""


class Hand:
    """measure(job) -> row, in a process of its own; used by one thread.

    Parameters
    ----------
    command : starts the process; see `hand_child`
    """

    def __init__(
        self,
        command: Sequence[str] = COMMAND,
        most_clips: int = MOST_CLIPS,
        silent_s: float = SILENT_S,
    ) -> None:
        self._command, self._most_clips, self._silent_s = command, most_clips, silent_s
        self._process: subprocess.Popen[str] | None = None
        self._answers: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._clips = 0
        self._closed = False

    @property
    def pid(self) -> int | None:
        """Number of the process, None while there is none."""
        return None if self._process is None else self._process.pid

    def measure(self, job: Mapping[str, Any], on_reached: OnReached = no_progress) -> Row:
        """Measure a clip; a process that dies over it twice makes it a failed one."""
        why = ""
        for _ in range(TRIES):
            row = self._try(job, on_reached)
            if row is not None:
                return row
            why = self._let_go()
            if self._closed:
                break
        return failed_row(f"The process that measured it died {TRIES} times ({why}).")

    def close(self) -> None:
        """End the process, also in the middle of a clip; any thread may."""
        self._closed = True
        self._let_go()

    def _try(self, job: Mapping[str, Any], on_reached: OnReached) -> Row | None:
        """Return the row, None when the process died."""
        if self._closed:
            return None
        if self._clips >= self._most_clips:
            self._let_go()
        process = self._process or self._start()
        try:
            process.stdin.write(json.dumps(job) + "\n")
            process.stdin.flush()
        except (OSError, ValueError):
            return None
        while (answer := self._answer()) is not None:
            if "frames" in answer:
                on_reached(Reached(answer["frames"], answer.get("share")))
            elif "row" in answer:
                self._clips += 1
                return answer["row"]
        return None

    def _answer(self) -> dict[str, Any] | None:
        try:
            line = self._answers.get(timeout=self._silent_s)
            return json.loads(line) if line else None
        except (queue.Empty, ValueError):  # it hangs, or died in the middle of a line
            return None

    def _start(self) -> subprocess.Popen[str]:
        self._clips, self._answers = 0, queue.SimpleQueue()
        pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
        process = self._process = subprocess.Popen(
            self._command, stdin=pipe, stdout=pipe, stderr=nowhere, text=True, encoding="utf-8"
        )
        reader = threading.Thread(
            target=_read, args=(process, self._answers), name="answers", daemon=True
        )
        reader.start()
        return process

    def _let_go(self) -> str:
        """End the process and say how it had ended."""
        process, self._process = self._process, None
        if process is None:
            return "it did not start"
        code = None
        with suppress(subprocess.TimeoutExpired):
            code = process.wait(0.0 if self._closed else DYING_S)
        with suppress(OSError, ValueError):
            process.stdin.close()
        process.kill()
        with suppress(subprocess.TimeoutExpired):  # inside a dead disk it ends when it comes out
            process.wait(END_S)
        return "it hung" if code is None else _ended(code)


def _ended(code: int | None) -> str:
    if code is not None and code < 0:
        more = ": perhaps out of memory" if code == -9 else ""
        return f"signal {-code}{more}"
    return f"exit code {code}"


def _read(process: subprocess.Popen[str], answers: queue.SimpleQueue[str]) -> None:
    with suppress(OSError, ValueError), process.stdout as lines:
        for line in lines:
            answers.put(line)
    process.wait()
    answers.put("")
