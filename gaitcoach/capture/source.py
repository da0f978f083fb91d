"""What a camera, stream or file must offer, and how pictures are delivered."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from gaitcoach.capture.discovery import find_camera
from gaitcoach.errors import SourceError
from gaitcoach.language import tr
from gaitcoach.privacy import hide_credentials
from gaitcoach.resources import asset_path
from gaitcoach.types import Frame

DEMO = "demo"
PHONE = "phone"


class Delivery(StrEnum):
    """Live means the newest frame only; a file means every frame. The source decides."""

    NEWEST = "newest"
    EVERY = "every"


class SourceKind(StrEnum):
    CAMERA = "camera"
    URL = "url"
    FILE = "file"
    PHONE = "phone"


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

    kind, address : a camera's index, a URL (with its password: never print it), a path, or `PHONE`
    name : how it is shown; never holds a password
    as_live : play a file at its own speed, dropping frames as a camera would
    loop : start a file again at its end (the seam is a gap)
    real_fps : pictures a second while a slow-motion file was filmed; None = as it plays
    """

    kind: SourceKind
    address: str = field(repr=False)
    name: str
    as_live: bool = False
    loop: bool = False
    real_fps: float | None = None

    @property
    def delivery(self) -> Delivery:
        every = self.kind is SourceKind.FILE and not self.as_live
        return Delivery.EVERY if every else Delivery.NEWEST


class FrameSource(Protocol):
    """One camera, stream or file. Used by one thread only, but for `interrupt`."""

    @property
    def note(self) -> str:
        """Something to know about what was delivered, such as a file that is cut; else ""."""
        ...

    def open(self) -> None:
        """Open it. Raises `SourceError` when it cannot be opened."""
        ...

    def read(self) -> Frame | None:
        """Wait for the next frame; None at the end of a file, or when interrupted.

        Raises `SourceError` when a stream or camera breaks off.
        """
        ...

    def close(self) -> None:
        """Let go of it; may be called more than once."""
        ...

    def interrupt(self) -> None:
        """End a wait inside `read` soon, for good; any thread may call it.

        A driver call cannot be cut: then `read` returns when the driver does.
        """
        ...


_URL = re.compile(r"^(?:rtsps?|https?|udp)://", re.IGNORECASE)
_ANY_SCHEME = re.compile(r"^([a-z][a-z0-9+.-]+)://", re.IGNORECASE)
VIDEO_SUFFIXES = frozenset(
    {
        *(".3gp", ".avi", ".flv", ".m2ts", ".m4v", ".mkv", ".mov", ".mp4", ".mpeg", ".mpg"),
        *(".mts", ".ogv", ".ts", ".webm", ".wmv"),
    }
)


def parse_source(text: str, *, as_live: bool = False, loop: bool = False) -> SourceSpec:
    """Read a source as typed: camera index or name, URL, path, or ``demo``.

    Parameters
    ----------
    text : str
        ``"0"``, ``"C920"``, ``"rtsp://..."``, ``"run.mp4"``, ``"demo"`` or ``"phone"``.
    as_live, loop : bool
        Kept for files; cameras and streams are live anyway.

    Raises
    ------
    SourceError
        Nothing typed, no such file, no such camera, or an address of an unknown kind.
    """
    text = text.strip()
    if not text:
        raise SourceError(
            tr("No source was given."), tr("Give a camera number, an address or a file.")
        )
    if text.isascii() and text.isdecimal():
        return SourceSpec(SourceKind.CAMERA, str(int(text)), f"camera {int(text)}")
    if text.lower() == DEMO:
        path = str(asset_path("demo/demo_run.mp4"))
        return SourceSpec(SourceKind.FILE, path, DEMO, as_live=as_live, loop=loop)
    if text.lower() == PHONE:
        return SourceSpec(SourceKind.PHONE, PHONE, PHONE)
    if _URL.match(text):
        return SourceSpec(SourceKind.URL, text, hide_credentials(text))
    path = Path(text).expanduser()
    if path.is_file():
        return SourceSpec(SourceKind.FILE, str(path), path.name, as_live=as_live, loop=loop)
    return _camera_or_error(text, path)


def parse_file(text: str) -> SourceSpec:
    """Read the name of a video file, or ``demo``; raises `SourceError` for all else."""
    spec = parse_source(text)
    if spec.kind is not SourceKind.FILE:
        raise SourceError(
            tr("{name} is not a file.", name=spec.name),
            tr("For cameras and streams: gaitcoach live."),
        )
    return spec


def _camera_or_error(text: str, path: Path) -> SourceSpec:
    if scheme := _ANY_SCHEME.match(text):
        raise SourceError(
            tr("Addresses that start with {scheme}:// cannot be read.", scheme=scheme[1]),
            tr("Give an rtsp://, http:// or udp:// address."),
        )
    shown = hide_credentials(text)
    if path.is_dir():
        raise SourceError(
            tr("{shown} is a folder.", shown=shown), tr("Give one video file inside it.")
        )
    if _looks_like_path(text):
        raise SourceError(
            tr("There is no file {shown}.", shown=shown), tr("Check the spelling and the folder.")
        )
    camera = find_camera(text)
    return SourceSpec(SourceKind.CAMERA, str(camera.index), camera.name)


def is_video_name(path: Path) -> bool:
    """Tell by its name whether a file is a video."""
    return path.suffix.lower() in VIDEO_SUFFIXES


def _looks_like_path(text: str) -> bool:
    return "/" in text or "\\" in text or Path(text).suffix.lower() in VIDEO_SUFFIXES
