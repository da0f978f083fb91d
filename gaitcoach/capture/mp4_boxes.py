"""Whether an MP4 or MOV file is whole, told by its outermost boxes alone."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO


def is_mp4(path: Path) -> bool:
    """Return True when the file begins as MP4 and MOV files do."""
    with path.open("rb") as file:
        return file.read(12)[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free")


def is_cut_mp4(path: Path) -> bool:
    """Return True for an MP4 that lost its end: a box reaches past it, or the index is missing."""
    try:
        if not is_mp4(path):
            return False
        size_bytes = path.stat().st_size
        with path.open("rb") as file:
            boxes = list(_boxes(file))
    except OSError:
        return False  # gone or unreadable: nothing can be told about its end
    has_index = any(kind == b"moov" for kind, _ in boxes)
    return not has_index or any(end > size_bytes for _, end in boxes)


def _boxes(file: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Yield (kind, end in bytes) of each outermost box."""
    start = 0
    while len(header := file.read(8)) == 8:
        size, kind = struct.unpack(">I4s", header)
        if size == 1:
            size = int.from_bytes(file.read(8), "big")
        if size < 8:  # 0 means "to the end of the file"; anything else is not a box
            yield kind, start + 8
            return
        start += size
        yield kind, start
        file.seek(start)
