"""The newest runs on the disk, each in one line, without reading whole records."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

NEWEST = 50
HEAD_BYTES, TAIL_BYTES = 8_192, 16_384
"""The header is the first line and the summary one of the last two: the rest is not read."""


@dataclass(frozen=True, slots=True)
class RecentRun:
    """One run. What its record does not tell is None; `ended` is False when it was cut."""

    path: Path
    started: datetime | None
    runner: str
    source: str
    duration_s: float | None
    left_deg: float | None
    right_deg: float | None
    threshold_deg: float | None
    cues: int | None
    ended: bool


def recent_runs(folder: Path, newest: int = NEWEST) -> tuple[RecentRun, ...]:
    """Return the newest runs of a folder, the newest first; files that are no records are passed.

    A folder that does not exist has none.
    """
    if not folder.is_dir():
        return ()
    # Their names begin with date and time.
    paths = sorted(folder.glob("*.jsonl"), key=lambda path: path.name, reverse=True)
    found = (_run(path) for path in paths[:newest])
    return tuple(run for run in found if run is not None)


class RunShelf:
    """look() -> the newest runs known by now; reads them anew in a worker meanwhile."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._runs: tuple[RecentRun, ...] = ()
        self._reading = threading.Lock()

    def look(self) -> tuple[RecentRun, ...]:
        """Return what is known, and begin to read, unless that is going on already."""
        if self._reading.acquire(blocking=False):
            threading.Thread(target=self._read, name="runs", daemon=True).start()
        return self._runs

    def _read(self) -> None:
        try:
            self._runs = recent_runs(self.folder)
        finally:
            self._reading.release()


def _run(path: Path) -> RecentRun | None:
    try:
        head, tail = _ends(path)
    except OSError:
        return None
    header = _parsed(head)
    if header is None or header.get("event") != "header":
        return None
    summary = next((line for line in tail if line.get("event") == "summary"), {})
    settings = _dict(header.get("settings"))
    return RecentRun(
        path=path,
        started=_time(header.get("started")),
        runner=str(settings.get("runner") or ""),
        source=str(header.get("source") or ""),
        duration_s=_number(summary.get("duration_s")),
        left_deg=_number(_dict(summary.get("left")).get("mean_deg")),
        right_deg=_number(_dict(summary.get("right")).get("mean_deg")),
        threshold_deg=_number(settings.get("threshold_deg")),
        cues=None if "cues" not in summary else int(_number(summary["cues"]) or 0),
        ended=any(line.get("event") == "end" for line in tail),
    )


def _ends(path: Path) -> tuple[bytes, list[dict[str, Any]]]:
    """Return the first line and the last lines that can be read."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES).split(b"\n", 1)[0]
        size = file.seek(0, 2)
        file.seek(max(0, size - TAIL_BYTES))
        tail = file.read().split(b"\n")
    return head, [line for raw in tail if (line := _parsed(raw)) is not None]


def _parsed(line: bytes) -> dict[str, Any] | None:
    try:
        event = json.loads(line.decode("utf-8"))
    except ValueError:  # cut or damaged
        return None
    return event if isinstance(event, dict) else None


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _number(value: Any) -> float | None:
    known = isinstance(value, (int, float)) and not isinstance(value, bool)
    return float(value) if known else None


def _time(value: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(str(value))
    except ValueError:
        return None
