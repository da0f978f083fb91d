"""What an MP4 or MOV file says of itself: how long it is, and how fast it was filmed."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from gaitcoach.capture.mp4_boxes import is_mp4

CAPTURE_FPS = b"com.android.capture.fps"
"""Android cameras write the rate they filmed at; slow motion plays at 30. iPhones keep the true
times in the file, so that nothing has to be known."""
MOST_BYTES = 64 * 1024 * 1024
"""A longer index is not read: hours of video have one of a few megabytes."""
_BOXES_INSIDE = {b"moov", b"udta"}
_FLOAT_32, _FLOAT_64 = 23, 24


@dataclass(frozen=True, slots=True)
class Mp4Facts:
    """duration_s : as the file promises; capture_fps : while it was filmed; None = not told"""

    duration_s: float | None = None
    capture_fps: float | None = None


def mp4_facts(path: Path) -> Mp4Facts:
    """Read the index of a file; a file that has none, or no such index, tells nothing."""
    try:
        index = _index(path) if is_mp4(path) else b""
        boxes = dict(_walk(index))
        return Mp4Facts(_duration_s(boxes.get(b"mvhd")), _capture_fps(boxes.get(b"meta")))
    except (OSError, struct.error, ValueError):
        return Mp4Facts()


def _index(path: Path) -> bytes:
    with path.open("rb") as file:
        for kind, size, header in _outermost(file):
            if kind == b"moov":
                return file.read(min(size - header, MOST_BYTES))
            file.seek(size - header, 1)
    return b""


def _outermost(file: BinaryIO) -> Iterator[tuple[bytes, int, int]]:
    while len(head := file.read(8)) == 8:
        size, kind = struct.unpack(">I4s", head)
        header = 8
        if size == 1:
            size, header = int.from_bytes(file.read(8), "big"), 16
        if size < header:
            return
        yield kind, size, header


def _walk(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield (kind, content) of the boxes of an index, tracks left out."""
    place = 0
    while place + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, place)
        if size < 8:
            return
        content = data[place + 8 : place + size]
        yield kind, content
        if kind in _BOXES_INSIDE:
            yield from _walk(content)
        place += size


def _duration_s(mvhd: bytes | None) -> float | None:
    if not mvhd:
        return None
    scale, length = struct.unpack_from(
        ">IQ" if mvhd[0] == 1 else ">II", mvhd, 20 if mvhd[0] else 12
    )
    return length / scale if scale and length else None


def _capture_fps(meta: bytes | None) -> float | None:
    if not meta:
        return None
    # ISO files begin it with four bytes of version, QuickTime's do not.
    boxes = dict(_walk(meta)) if meta[4:8] == b"hdlr" else dict(_walk(meta[4:]))
    names, values = list(_keys(boxes.get(b"keys", b""))), boxes.get(b"ilst", b"")
    if CAPTURE_FPS not in names:
        return None
    wanted = struct.pack(">I", names.index(CAPTURE_FPS) + 1)
    data = dict(_walk(dict(_walk(values)).get(wanted, b""))).get(b"data", b"")
    fps = _number(data)
    return fps if fps is not None and 1.0 <= fps <= 10_000.0 else None


def _keys(keys: bytes) -> Iterator[bytes]:
    place = 8
    while place + 8 <= len(keys):
        size = struct.unpack_from(">I", keys, place)[0]
        if size < 8:
            return
        yield keys[place + 8 : place + size]
        place += size


def _number(data: bytes) -> float | None:
    if len(data) < 12:
        return None
    kind = struct.unpack_from(">I", data)[0] & 0xFFFFFF
    if kind == _FLOAT_64:
        return struct.unpack_from(">d", data, 8)[0]
    return struct.unpack_from(">f", data, 8)[0] if kind == _FLOAT_32 else None
