"""Reading a record back, whole or cut at any byte."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gaitcoach.errors import StorageError

FORMAT = "gaitcoach-record"
VERSION = 1
_SIGNATURE = f'{{"event":"header","format":"{FORMAT}"'.encode()


@dataclass(frozen=True, slots=True)
class Record:
    """A record that was read.

    header : what the run was; empty when the record was cut inside it
    events : everything after the header, in order
    cut : the run was killed, or lines are missing or damaged
    """

    path: Path
    header: dict[str, Any]
    events: tuple[dict[str, Any], ...]
    cut: bool


def read_record(path: Path) -> Record:
    """Read a record; one that was cut at any byte is read up to the cut.

    Raises
    ------
    StorageError
        The file cannot be read, is no record or was written by a newer gaitcoach.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise StorageError(
            f"The record {path} cannot be read ({error.strerror}).", "Check the path and the disk."
        ) from error
    first, *lines = data.split(b"\n")
    header = _header(first, path)
    parsed = [_parsed(line) for line in lines if line]
    events = tuple(event for event in parsed if event is not None)
    ended = bool(events) and events[-1] == {"event": "end"} and data.endswith(b"\n")
    return Record(
        path=path,
        header=header,
        events=events[:-1] if events and events[-1] == {"event": "end"} else events,
        cut=not ended or len(events) < len(parsed),
    )


def _header(line: bytes, path: Path) -> dict[str, Any]:
    if not (line.startswith(_SIGNATURE) or _SIGNATURE.startswith(line)):
        raise StorageError(
            f"{path} is not a record of gaitcoach.", "Give a .jsonl file from the runs folder."
        )
    header = _parsed(line) or {}
    if header.get("version", VERSION) > VERSION:
        raise StorageError(f"{path} was written by a newer gaitcoach.", "Update gaitcoach.")
    return header


def _parsed(line: bytes) -> dict[str, Any] | None:
    """Return the event of one line, None when the line is damaged."""
    try:
        event = json.loads(line.decode("utf-8"))
    except ValueError:  # broken JSON and broken UTF-8 alike
        return None
    return event if isinstance(event, dict) else None
