"""Small video files with known faults, made on the fly; frame i is grey of level `level(i)`."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gaitcoach.opencv import cv2

FPS = 25.0


def level(index: int) -> int:
    """Brightness of frame `index` of up to 22; they differ by more than the codec blurs."""
    return 20 + 10 * (index * 7 % 22)


def write_clip(path: Path, n_frames: int, size_px: tuple[int, int] = (64, 48)) -> Path:
    """Write an MPEG-4 file whose frames are numbered by their brightness."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"mp4v"), FPS, size_px)
    assert writer.isOpened()
    for index in range(n_frames):
        writer.write(picture(index, size_px))
    writer.release()
    return path


def picture(index: int, size_px: tuple[int, int] = (64, 48)) -> NDArray[np.uint8]:
    """Return frame `index`: one grey, with a white corner that says which way up it is."""
    image = np.full((size_px[1], size_px[0], 3), level(index), np.uint8)
    image[: size_px[1] // 4, : size_px[0] // 4] = 255
    return image


def write_odd_clip(path: Path, n_frames: int) -> Path:
    """Write 63x47 pixels, which OpenCV's writer would round: JPEGs in a row are a video too."""
    images = [cv2.imencode(".jpg", picture(index, (63, 47)))[1] for index in range(n_frames)]
    path.write_bytes(b"".join(image.tobytes() for image in images))
    return path


def numbers(frames, n_frames: int) -> list[int]:
    """Return which frame of the clip each picture shows, by its brightness."""
    levels = np.array([level(index) for index in range(n_frames)])
    return [int(np.abs(levels - frame.image_bgr[-6:, -6:].mean()).argmin()) for frame in frames]


def uneven(path: Path) -> list[float]:
    """Let frames last 1/2 and 3/2 of their time in turn; return the time of each, seconds."""
    data = bytearray(path.read_bytes())
    at = data.index(b"stts")
    size = struct.unpack(">I", data[at - 4 : at])[0]
    n_frames, ticks = struct.unpack(">II", data[at + 12 : at + 20])
    lasting = [ticks // 2 if index % 2 == 0 else ticks + ticks // 2 for index in range(n_frames)]
    table = b"".join(struct.pack(">II", 1, one) for one in lasting)
    new = struct.pack(">I4sII", 16 + len(table), b"stts", 0, n_frames) + table
    for kind in (b"moov", b"trak", b"mdia", b"minf", b"stbl"):
        _grow(data, data.index(kind), len(new) - size)
    data[at - 4 : at - 4 + size] = new
    path.write_bytes(data)
    return [sum(lasting[:index]) / ticks / FPS for index in range(n_frames)]


def _grow(data: bytearray, at: int, by: int) -> None:
    size = struct.unpack(">I", data[at - 4 : at])[0]
    data[at - 4 : at] = struct.pack(">I", size + by)


def turned(path: Path) -> Path:
    """Mark the clip as filmed on its side: it is to be shown a quarter turn clockwise."""
    data = bytearray(path.read_bytes())
    at = data.index(b"tkhd") + 4 + 40
    one = 1 << 16
    data[at : at + 36] = struct.pack(">9i", 0, one, 0, -one, 0, 0, 0, 0, 1 << 30)
    path.write_bytes(data)
    return path


def index_first(path: Path) -> Path:
    """Move the index to the front, as files for the web have it."""
    data = path.read_bytes()
    at = data.index(b"moov") - 4
    mdat = data.index(b"mdat") - 4
    moov = bytearray(data[at:])
    table = moov.index(b"stco")
    count = struct.unpack(">I", moov[table + 8 : table + 12])[0]
    for entry in range(table + 12, table + 12 + 4 * count, 4):
        _grow(moov, entry + 4, len(moov))
    path.write_bytes(data[:mdat] + bytes(moov) + data[mdat:at])
    return path


def cut(path: Path, keep_rel: float) -> Path:
    """Throw the end of the file away."""
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * keep_rel)])
    return path
