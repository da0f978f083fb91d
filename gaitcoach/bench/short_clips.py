"""Many short clips made of a few, no two of the same bytes: an archive measures a copy once."""

from __future__ import annotations

import shutil
import struct
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import takewhile
from pathlib import Path

from gaitcoach.capture.source import parse_file
from gaitcoach.errors import GaitCoachError
from gaitcoach.live.replay import frames_of
from gaitcoach.opencv import cv2
from gaitcoach.types import Frame

SHORT_S = 1.0
"""What an archive adds to a clip is the same for a long one: short ones tell it sooner."""


def short_clips(places: Sequence[str], count: int, folder: Path) -> list[Path]:
    """Write the first seconds of clips, of each in turn, so often that there are enough.

    Raises
    ------
    GaitCoachError
        A clip cannot be read, or the folder not be written.
    """
    try:
        folder.mkdir()
        sources = enumerate(places[:count])
        cuts = [cut(place, folder.parent / f"cut_{n}.mp4") for n, place in sources]
        return [_copy(cuts[n % len(cuts)], folder / f"{n:05}.mp4", n) for n in range(count)]
    except OSError as error:
        raise GaitCoachError(
            f"Short clips cannot be written into {folder.parent} ({error.strerror}).",
            "Free some space there, or set TMPDIR to another folder.",
        ) from error


def _copy(clip: Path, path: Path, number: int) -> Path:
    shutil.copy(clip, path)
    with path.open("ab") as file:
        file.write(numbered_box(number))
    return path


def numbered_box(number: int) -> bytes:
    """Return a box that every reader of MP4 files skips, with a number in it."""
    return struct.pack(">I4sQ", 16, b"free", number)


def cut(place: str, path: Path, most_s: float = SHORT_S) -> Path:
    """Write the first seconds of a clip as an MP4 file; returns its path.

    Raises
    ------
    GaitCoachError
        The clip cannot be read, or the cut not be written.
    """
    times_s = [frame.t_s for frame in _first(place, most_s)]
    if len(times_s) < 2 or times_s[-1] <= times_s[0]:
        raise GaitCoachError(f"{place} has fewer than two pictures.", "Give longer clips.")
    fps = (len(times_s) - 1) / (times_s[-1] - times_s[0])
    writer: cv2.VideoWriter | None = None
    for frame in _first(place, most_s):
        writer = writer or _writer(path, fps, frame.size_px)
        writer.write(frame.image_bgr)
    if writer is not None:
        writer.release()
    return path


def _first(place: str, most_s: float) -> Iterator[Frame]:
    with closing(frames_of(parse_file(place))) as frames:
        yield from takewhile(lambda frame: frame.t_s < most_s, frames)


def _writer(path: Path, fps: float, size_px: tuple[int, int]) -> cv2.VideoWriter:
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"mp4v"), fps, size_px)
    if not writer.isOpened():
        raise GaitCoachError(f"{path} cannot be written.", "Free some space on the disk.")
    return writer
