"""Half a second of signals in few bytes, and back: nothing is rounded, nothing is guessed.

A frame differs little from the one before, and a hand moves with its wrist. So whole numbers are
kept as differences: landmarks first from their neighbour towards the nose, then everything from
frame to frame. Bytes of like weight lie together, where the stream's compression finds them alike.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from gaitcoach.landmarks import N_LANDMARKS

_XY = 2 * N_LANDMARKS
COLUMNS = {
    "t_s": ("float64", "int64", 1),
    "frame": ("int32", "int32", 1),
    "obliquity_deg": ("float32", "int32", 1),
    "sigma_deg": ("float32", "int32", 1),
    "level_deg": ("float32", "int32", 1),
    "stance": ("int8", "int8", 1),
    "quality": ("int8", "int8", 1),
    "xy": ("int16", "int16", _XY),
    "visibility": ("uint8", "int8", N_LANDMARKS),
}
"""Column -> its type, the whole numbers its bytes are taken for, numbers a frame; in order."""
_FRAME_BYTES = sum(np.dtype(kind).itemsize * width for kind, _, width in COLUMNS.values())
_CHECK_BYTES = 4
NEIGHBOURS = np.array(
    (
        *(0, 0, 1, 2, 0, 4, 5, 3, 6, 0, 9),  # the face, from the nose
        *(0, 11, 11, 12, 13, 14),  # shoulders, elbows, wrists
        *(15, 16, 15, 16, 15, 16),  # fingers
        *(11, 23, 23, 24, 25, 26, 27, 28, 29, 30),  # hips, knees, ankles, heels, toes
    )
)
"""(33,) the landmark from which each is seen: one that comes before. Part of the format."""


def pack(columns: Mapping[str, NDArray]) -> bytes:
    """Return the bytes of N frames.

    columns : name of `COLUMNS` -> (N,) or (N, width) array of its type
    """
    parts = []
    for name, (kind, whole, width) in COLUMNS.items():
        values = np.ascontiguousarray(columns[name], kind).view(whole).reshape(-1, width)
        parts.append(_planes(_seen_from_neighbours(values) if name == "xy" else values))
    body = b"".join(parts)
    return zlib.crc32(body).to_bytes(_CHECK_BYTES, "little") + body


def unpack(data: bytes) -> dict[str, NDArray]:
    """Return the columns of N frames: (N,), or (N, width) where a frame has several numbers.

    Raises
    ------
    ValueError
        The bytes are damaged.
    """
    body = memoryview(data)[_CHECK_BYTES:]
    if zlib.crc32(body) != int.from_bytes(data[:_CHECK_BYTES], "little"):
        raise ValueError("bytes of half a second are damaged")
    n, begin, found = len(body) // _FRAME_BYTES, 0, {}
    for name, (kind, whole, width) in COLUMNS.items():
        end = begin + n * width * np.dtype(kind).itemsize
        values = _from_planes(body[begin:end], whole, width)
        values = (_seen_in_picture(values) if name == "xy" else values).view(kind)
        found[name], begin = values[:, 0] if width == 1 else values, end
    return found


def _seen_from_neighbours(xy: NDArray[np.int16]) -> NDArray[np.int16]:
    """Return (N, 66) differences of landmarks; they wrap around, there as well as back."""
    points = xy.reshape(-1, N_LANDMARKS, 2)
    seen = points - points[:, NEIGHBOURS]
    seen[:, 0] = points[:, 0]
    return seen.reshape(-1, _XY)


def _seen_in_picture(xy: NDArray[np.int16]) -> NDArray[np.int16]:
    points = xy.reshape(-1, N_LANDMARKS, 2).copy()
    for mark, neighbour in enumerate(NEIGHBOURS[1:], 1):
        points[:, mark] += points[:, neighbour]
    return points.reshape(-1, _XY)


def _planes(values: NDArray) -> bytes:
    """Return differences from frame to frame, small ones of either sign as small whole numbers."""
    size = values.dtype.itemsize
    change = np.diff(values, axis=0, prepend=np.zeros_like(values[:1]))
    small = (change << 1) ^ (change >> (8 * size - 1))
    return small.view(np.uint8).reshape(*values.shape, size).transpose(2, 1, 0).tobytes()


def _from_planes(data: memoryview, whole: str, width: int) -> NDArray:
    kind = np.dtype(whole)
    planes = np.frombuffer(data, np.uint8).reshape(kind.itemsize, width, -1)
    small = np.ascontiguousarray(planes.transpose(2, 1, 0)).view(f"u{kind.itemsize}")[..., 0]
    change = (small >> 1).view(kind) ^ -(small & 1).view(kind)
    return np.cumsum(change, axis=0, dtype=kind)
