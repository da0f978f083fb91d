"""Reading signals back, whole or cut, and turning a stream into Parquet."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from gaitcoach.errors import StorageError
from gaitcoach.landmarks import N_LANDMARKS, Landmark
from gaitcoach.language import tr
from gaitcoach.storage.export import write_atomically
from gaitcoach.storage.store.packing import unpack
from gaitcoach.storage.store.signals import (
    END_OF_STREAM,
    FORMAT,
    MISSING,
    PACKED,
    SCHEMA,
    Signals,
)

STREAM_SUFFIX, PARQUET_SUFFIX = ".arrow", ".parquet"
_PART = ".part"
_PLAIN = ("t_s", "frame", "obliquity_deg", "sigma_deg", "level_deg", "stance", "quality")
LANDMARK_COLUMNS = tuple(f"{mark.name.lower()}_{axis}" for mark in Landmark for axis in ("x", "y"))
VISIBILITY_COLUMNS = tuple(f"{mark.name.lower()}_visibility" for mark in Landmark)


def read_signals(path: Path) -> Signals:
    """Read the signals of a run from its stream or its Parquet file.

    Raises
    ------
    StorageError
        The file cannot be read at all. A damaged stream is read up to the damage (`cut`).
    """
    try:
        if path.suffix == PARQUET_SUFFIX:
            table, cut = _read_parquet(path), False
        else:
            table, cut = read_stream(path)
        return _signals(table, cut)
    except (OSError, pa.ArrowException, KeyError, ValueError) as error:
        raise StorageError(
            tr("The signals {path} cannot be read ({error}).", path=path, error=error),
            tr(
                "Steps and means of the run are not touched by this; restore a backup for the rest."
            ),
        ) from error


def _read_parquet(path: Path) -> pa.Table:
    return pq.read_table(path, page_checksum_verification=True, memory_map=False)


def read_stream(path: Path) -> tuple[pa.Table, bool]:
    """Return the whole seconds of a stream, and whether something is missing after them."""
    data = path.read_bytes()
    source = pa.BufferReader(data)
    try:
        reader = pa.ipc.open_stream(source)
    except pa.ArrowInvalid:  # cut before the first second
        return SCHEMA.empty_table(), True
    batches: list[pa.RecordBatch] = []
    try:
        for batch in reader:
            batch.validate(full=True)
            batches.append(_unpacked(batch))
    except (pa.ArrowException, OSError, ValueError):
        return _table(batches, reader.schema), True
    # Zeros from an unfinished write look like an end in the midst of the file.
    whole = data.endswith(END_OF_STREAM) and source.tell() == len(data)
    return _table(batches, reader.schema), not whole


def _unpacked(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return one row a frame, whatever version of the stream the batch is from."""
    if batch.schema.names != [PACKED]:
        return batch
    columns = unpack(batch[PACKED][0].as_py())
    return pa.record_batch([_column(values) for values in columns.values()], SCHEMA)


def _column(values: NDArray) -> pa.Array:
    if values.ndim == 1:
        return pa.array(values)
    return pa.FixedSizeListArray.from_arrays(pa.array(values.ravel()), values.shape[1])


def _table(batches: list[pa.RecordBatch], of_file: pa.Schema) -> pa.Table:
    return pa.Table.from_batches(batches, SCHEMA).replace_schema_metadata(of_file.metadata)


def _signals(table: pa.Table, cut: bool) -> Signals:
    meta = table.schema.metadata or {}
    if meta.get(b"format") != FORMAT and table.num_rows:
        raise ValueError("not the signals of gaitcoach")
    size_px = tuple(int(n) for n in meta.get(b"size_px", b"0,0").split(b","))
    unit_px = float(meta.get(b"landmark_unit_px", b"1"))
    units, shares = _landmarks(table)
    xy_px = units.astype(np.float32) * np.float32(unit_px)
    xy_px += np.array(size_px, np.float32) / 2
    xy_px[units == MISSING] = np.nan
    plain = {name: table[name].to_numpy() for name in _PLAIN}
    visibility = shares.astype(np.float32) / 255
    return Signals(**plain, xy_px=xy_px, visibility=visibility, size_px=size_px, cut=cut)


def _landmarks(table: pa.Table) -> tuple[NDArray[np.int16], NDArray[np.uint8]]:
    """Return (N, 33, 2) units and (N, 33) visibility of either kind of file."""
    n = table.num_rows
    if "xy" in table.column_names:
        units, shares = (_flat(table[name]) for name in ("xy", "visibility"))
        return units.reshape(n, N_LANDMARKS, 2), shares.reshape(n, N_LANDMARKS)
    units = np.stack([table[name].to_numpy() for name in LANDMARK_COLUMNS], axis=1)
    shares = np.stack([table[name].to_numpy() for name in VISIBILITY_COLUMNS], axis=1)
    return units.reshape(n, N_LANDMARKS, 2).astype(np.int16), shares.astype(np.uint8)


def _flat(column: pa.ChunkedArray) -> NDArray:
    parts = [chunk.flatten().to_numpy() for chunk in column.chunks]
    return np.concatenate(parts) if parts else np.empty(0, np.int16)


def to_parquet(stream: Path) -> Path:
    """Turn a stream into Parquet beside it, then delete the stream; safe to be killed at any time.

    Raises
    ------
    OSError, pyarrow.ArrowException
        The stream is still there, and whole.
    """
    target = stream.with_suffix(PARQUET_SUFFIX)
    part = stream.with_suffix(PARQUET_SUFFIX + _PART)
    table, _ = read_stream(stream)
    try:
        pq.write_table(
            _columns(table),
            part,
            compression="zstd",
            use_dictionary=False,
            # Times and whole numbers grow slowly from frame to frame: differences are small.
            column_encoding=_encodings(),
            write_page_checksum=True,
        )
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(target)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    stream.unlink()
    return target


def copy_as_parquet(source: Path, target: Path) -> None:
    """Write signals as Parquet elsewhere, whatever kind of file they are in.

    Raises
    ------
    StorageError
        The signals cannot be read, or the file cannot be written.
    """
    read_signals(source)
    try:
        if source.suffix == PARQUET_SUFFIX:
            data = source.read_bytes()
        else:
            sink = pa.BufferOutputStream()
            table, _ = read_stream(source)
            pq.write_table(_columns(table), sink, compression="zstd")
            data = sink.getvalue().to_pybytes()
    except OSError as error:
        raise StorageError(f"{source} cannot be read ({error.strerror}).", "Try again.") from error
    write_atomically(target, data)


def _columns(table: pa.Table) -> pa.Table:
    """Return the table with one column for each coordinate of each landmark."""
    units, shares = _landmarks(table)
    columns = {name: table[name] for name in _PLAIN}
    flat = units.reshape(len(units), -1)
    columns |= {name: pa.array(flat[:, i]) for i, name in enumerate(LANDMARK_COLUMNS)}
    columns |= {name: pa.array(shares[:, i]) for i, name in enumerate(VISIBILITY_COLUMNS)}
    return pa.table(columns).replace_schema_metadata(table.schema.metadata)


def _encodings() -> dict[str, str]:
    whole = ("frame", *LANDMARK_COLUMNS, *VISIBILITY_COLUMNS)
    floats = ("t_s", "obliquity_deg", "sigma_deg", "level_deg")
    return dict.fromkeys(whole, "DELTA_BINARY_PACKED") | dict.fromkeys(floats, "BYTE_STREAM_SPLIT")


def unfinished_streams(folder: Path) -> Iterator[Path]:
    """Yield the streams of a folder that were not turned into Parquet yet."""
    if folder.is_dir():
        yield from sorted(folder.glob(f"*{STREAM_SUFFIX}"))


def files_of(folder: Path, uid: str) -> tuple[Path, ...]:
    """Return every file that belongs to a run's signals, whichever of them exist."""
    return tuple(sorted(folder.glob(f"{uid}.*"))) if folder.is_dir() else ()


def signals_path(folder: Path, uid: str) -> Path | None:
    """Return the file to read a run's signals from, None when there is none."""
    found = (folder / f"{uid}{suffix}" for suffix in (PARQUET_SUFFIX, STREAM_SUFFIX))
    return next((path for path in found if path.exists()), None)
