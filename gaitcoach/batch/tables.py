"""The tables of an archive, written from its journal piece by piece, whatever its size."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from gaitcoach.batch.manifest import Manifest
from gaitcoach.batch.row import COLUMNS, STEP_COLUMNS, Row
from gaitcoach.errors import StorageError
from gaitcoach.language import tr

GROUP_ROWS = 2000
"""Rows of the table of clips held at once; steps are written clip by clip, some 100 at once."""
STEP_GROUP_CLIPS = 100
_TEXT = ("file", "view", "quality", "method", "why_none", "notes", "error")
_WHOLE = ("size_bytes", "frames", "steps_left", "steps_right", "steps")
_STEP_KINDS = {"side": pa.string(), "reason": pa.string(), "usable": pa.bool_(),
               "n_frames": pa.int32()}  # fmt: skip


def write_tables(rows: Callable[[], Iterable[Row]], folder: Path) -> None:
    """Write `results.csv`, `results.parquet` and `steps.parquet`; old ones are replaced whole.

    Raises
    ------
    StorageError
        One cannot be written.
    """
    with _whole(folder / "results.csv") as path:
        _clips_csv(rows(), path)
    with _whole(folder / "results.parquet") as path:
        _parquet(([_cells(row)] for row in rows()), _clip_schema(), path, GROUP_ROWS)
    with _whole(folder / "steps.parquet") as path:
        _parquet((step_rows(row) for row in rows()), _step_schema(), path, STEP_GROUP_CLIPS)


def write_steps_csv(rows: Iterable[Row], folder: Path) -> None:
    """Write a table of steps for each clip, named after its number in the table of clips."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, row in enumerate(rows, 1):
        stem = row["file"].replace("\\", "/").rpartition("/")[2]
        with _whole(folder / f"{number:05}_{stem}.csv") as path, _text(path) as file:
            table = csv.writer(file)
            table.writerow(STEP_COLUMNS)
            columns = row["step_table"]
            if columns:
                table.writerows(zip(*(map(_cell, columns[k]) for k in STEP_COLUMNS), strict=True))


def write_manifest(found: Manifest, path: Path) -> None:
    """Write what was found: clips, copies that were left out, what could not be looked into."""
    with _whole(path) as part, _text(part) as file:
        table = csv.writer(file)
        table.writerow(("file", "size_bytes", "same_as", "note"))
        table.writerows((_printable(clip.place), clip.size_bytes, "", "") for clip in found.clips)
        table.writerows(
            (_printable(one.place), "", _printable(one.of), "the same clip again")
            for one in found.same
        )
        table.writerows(("", "", "", _printable(note)) for note in found.notes)


def step_rows(row: Row) -> list[dict[str, Any]]:
    """Return the steps of a clip, one dict each, with its place."""
    columns = row["step_table"]
    if not columns:
        return []
    place = _printable(row["file"])
    return [
        {"file": place} | dict(zip(STEP_COLUMNS, values, strict=True))
        for values in zip(*(columns[name] for name in STEP_COLUMNS), strict=True)
    ]


def _clips_csv(rows: Iterable[Row], path: Path) -> None:
    with _text(path) as file:
        table = csv.writer(file)
        table.writerow(COLUMNS)
        table.writerows([_cell(value) for value in _cells(row).values()] for row in rows)


def _parquet(
    pieces: Iterable[list[dict[str, Any]]], schema: pa.Schema, path: Path, group: int
) -> None:
    waiting = iter(pieces)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while taken := list(islice(waiting, group)):
            rows = [row for piece in taken for row in piece]
            writer.write_table(pa.Table.from_pylist(rows, schema))


def _clip_schema() -> pa.Schema:
    kinds = dict.fromkeys(_TEXT, pa.string()) | dict.fromkeys(_WHOLE, pa.int64())
    return pa.schema(
        [
            pa.field(name, kinds.get(name, pa.float64()), metadata={"description": meaning})
            for name, meaning in COLUMNS.items()
        ]
    )


def _step_schema() -> pa.Schema:
    fields = [pa.field(name, _STEP_KINDS.get(name, pa.float64())) for name in STEP_COLUMNS]
    return pa.schema([pa.field("file", pa.string()), *fields])


def _cells(row: Row) -> dict[str, Any]:
    cells = {name: row.get(name) for name in COLUMNS}
    return {k: _printable(v) if isinstance(v, str) else v for k, v in cells.items()}


def _printable(text: str) -> str:
    """File names need not be text: what is none is written as \\xNN."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else f"{value:.4f}" if isinstance(value, float) else value


@contextmanager
def _text(path: Path) -> Iterator[io.TextIOWrapper]:
    with path.open("w", encoding="utf-8", newline="") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """Give a name to write to that becomes the file once all is well."""
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        part.replace(path)
    except OSError as error:
        raise StorageError(
            tr("{path} cannot be written ({strerror}).", path=path, strerror=error.strerror),
            "Free some space and give the same command again: no clip is measured twice.",
        ) from error
    finally:
        with suppress(OSError):
            part.unlink()
