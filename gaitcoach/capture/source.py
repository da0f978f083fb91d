"""What a camera, stream or file must offer, and how pictures are delivered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from gaitcoach.types import Frame

DEMO = "demo"


class Delivery(StrEnum):
    """Live means the newest frame only; a file means every frame. The source decides."""

    NEWEST = "newest"
    EVERY = "every"


class SourceKind(StrEnum):
    CAMERA = "camera"
    URL = "url"
    FILE = "file"


class SourceState(StrEnum):
    """Where a source stands."""

    OPENING = "opening"
    STREAMING = "streaming"
    STALLED = "stalled"
    RECONNECTING = "reconnecting"
    ENDED = "ended"
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class SourceSpec:
    """What the user asked for.

    kind, address : a camera's index or name, a URL, or a path
    name : how it is shown; never holds a password
    as_live : play a file at its own speed, dropping frames as a camera would
    loop : start a file again at its end (the seam is a gap)
    """

    kind: SourceKind
    address: str
    name: str
    as_live: bool = False
    loop: bool = False

    @property
    def delivery(self) -> Delivery:
        every = self.kind is SourceKind.FILE and not self.as_live
        return Delivery.EVERY if every else Delivery.NEWEST


class FrameSource(Protocol):
    """One camera, stream or file. Used by one thread only."""

    def open(self) -> None:
        """Open it. Raises `SourceError` when it cannot be opened."""
        ...

    def read(self) -> Frame | None:
        """Wait for the next frame; None at the end of a file.

        Raises `SourceError` when a stream or camera breaks off.
        """
        ...

    def close(self) -> None:
        """Let go of it; may be called more than once."""
        ...


_URL = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_CREDENTIALS = re.compile(r"(?<=://)[^/@\s]+@")


def hide_credentials(text: str) -> str:
    """Return the text with user names and passwords inside URLs replaced by ``***``."""
    return _CREDENTIALS.sub("***@", text)


def parse_source(text: str, *, as_live: bool = False, loop: bool = False) -> SourceSpec:
    """Read a source as typed: camera index or name, URL, path, or ``demo``."""
    raise NotImplementedError
