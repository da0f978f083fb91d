"""The signals of every frame: an Arrow stream while the run goes on, Parquet afterwards.

A stream that was cut at any byte is read up to the last whole second. Landmarks are kept as whole
numbers of 1/16 pixel from the middle of the picture: finer than the pose model is, and small.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from gaitcoach.landmarks import N_LANDMARKS
from gaitcoach.storage.store.frame import FrameSignals
from gaitcoach.storage.store.packing import COLUMNS, pack
from gaitcoach.types import Quality, Stance

FORMAT, VERSION = b"gaitcoach-signals", b"2"
FINEST_PX = 1 / 16
MISSING = -32768
_REACH = 32767
"""An int16 reaches so many units to either side of the picture's middle."""
STANCES, QUALITIES = tuple(Stance), tuple(Quality)
END_OF_STREAM = b"\xff\xff\xff\xff\x00\x00\x00\x00"


def _arrow_type(kind: str, width: int) -> pa.DataType:
    of_one = pa.from_numpy_dtype(np.dtype(kind))
    return of_one if width == 1 else pa.list_(of_one, width)


PACKED = "packed"
STREAM_SCHEMA = pa.schema([(PACKED, pa.binary())])
"""Half a second a row, see `packing`. With a column for each signal, as in version 1 of the stream,
half of the bytes would say where the columns begin."""
SCHEMA = pa.schema([(name, _arrow_type(kind, width)) for name, (kind, _, width) in COLUMNS.items()])
"""What is in the rows, and a stream of version 1: one row a frame."""


@dataclass(frozen=True, slots=True)
class Signals:
    """The signals of a run, N frames.

    t_s, obliquity_deg, sigma_deg, level_deg : (N,) float; NaN = not known
    frame : (N,) int; stance, quality : (N,) int8, places in `STANCES` and `QUALITIES`
    xy_px : (N, 33, 2) float32 pixels, NaN = missing; visibility : (N, 33) float32
    size_px : (width, height) of the picture
    cut : the file ends in the midst of a second, or is damaged there
    """

    t_s: NDArray[np.float64]
    frame: NDArray[np.int32]
    obliquity_deg: NDArray[np.float32]
    sigma_deg: NDArray[np.float32]
    level_deg: NDArray[np.float32]
    stance: NDArray[np.int8]
    quality: NDArray[np.int8]
    xy_px: NDArray[np.float32]
    visibility: NDArray[np.float32]
    size_px: tuple[int, int]
    cut: bool = False


class SignalStream:
    """Turns frames into bytes: header(), a batch(frames) each second, then `END_OF_STREAM`.

    Parameters
    ----------
    size_px : (width, height) of the picture
    """

    def __init__(self, size_px: tuple[int, int]) -> None:
        self._middle_px = np.array(size_px) / 2.0
        self._unit_px = _unit_px(size_px)
        self._schema = STREAM_SCHEMA.with_metadata(
            {
                b"format": FORMAT,
                b"version": VERSION,
                b"size_px": f"{size_px[0]},{size_px[1]}".encode(),
                b"landmark_unit_px": repr(self._unit_px).encode(),
                b"landmark_origin": b"middle of the picture",
            }
        )
        self._sink = io.BytesIO()
        options = pa.ipc.IpcWriteOptions(compression="zstd")
        self._writer = pa.ipc.new_stream(self._sink, self._schema, options=options)

    def header(self) -> bytes:
        """Return the first bytes of the stream; asked for once, before the first batch."""
        return self._take()

    def batch(self, frames: Sequence[FrameSignals]) -> bytes:
        """Return the bytes of one second."""
        columns = {
            "t_s": [f.t_s for f in frames],
            "frame": [f.frame_index for f in frames],
            "obliquity_deg": _numbers([f.obliquity_deg for f in frames]),
            "sigma_deg": _numbers([f.sigma_deg for f in frames]),
            "level_deg": _numbers([f.level_deg for f in frames]),
            "stance": [STANCES.index(f.stance) for f in frames],
            "quality": [QUALITIES.index(f.quality) for f in frames],
            "xy": [self._units(f.xy_px) for f in frames],
            "visibility": [_shares(f.visibility) for f in frames],
        }
        self._writer.write_batch(pa.record_batch([[pack(columns)]], self._schema))
        return self._take()

    def _take(self) -> bytes:
        data = self._sink.getvalue()
        self._sink.seek(0)
        self._sink.truncate()
        return data

    def _units(self, xy_px: NDArray[np.float64] | None) -> NDArray[np.int16]:
        if xy_px is None:
            return np.full(2 * N_LANDMARKS, MISSING, np.int16)
        units = np.round((xy_px - self._middle_px) / self._unit_px)
        known = np.abs(units) <= _REACH  # NaN is not
        return np.where(known, units, MISSING).astype(np.int16).ravel()


def _unit_px(size_px: tuple[int, int]) -> float:
    """Return 1/16 pixel, or more where an int16 would not reach a quarter beyond the picture."""
    reach_px = 0.75 * max(size_px)
    return FINEST_PX * 2.0 ** max(0, math.ceil(math.log2(reach_px / (_REACH * FINEST_PX))))


def _numbers(values: Sequence[float | None]) -> list[float]:
    return [math.nan if v is None else v for v in values]


def _shares(visibility: NDArray[np.float64] | None) -> NDArray[np.uint8]:
    if visibility is None:
        return np.zeros(N_LANDMARKS, np.uint8)
    return np.round(np.clip(np.nan_to_num(visibility), 0.0, 1.0) * 255).astype(np.uint8)
