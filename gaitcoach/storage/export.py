"""Steps as a table for spreadsheets."""

from __future__ import annotations

import csv
import io
import math
import os
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from gaitcoach.errors import StorageError
from gaitcoach.language import tr
from gaitcoach.types import StanceRecord

COLUMNS = (
    "t_s",
    "side",
    "drop_deg",
    "drop_peak_deg",
    "sigma_deg",
    "usable",
    "reason",
    "cadence_spm",
    "contact_time_s",
    "n_frames",
    "method",
)

TELL_EVERY = 200
"""Rows between two words about the progress: some 5 ms."""


def steps_to_csv(
    steps: Sequence[StanceRecord],
    path: Path,
    *,
    method: str,
    reached: Callable[[float], None] = lambda share: None,
) -> None:
    """Write one row per step; an older file is replaced only when the new one is complete.

    Parameters
    ----------
    steps : sequence of StanceRecord
        `t_s` is foot contact; numbers that are not known are left empty.
    path : Path
        The .csv file.
    method : str
        How the pelvis was measured, for the last column.
    reached : callable
        Told how much (0..1) is done, now and then; what it raises ends the work, and no file is
        left or touched.

    Raises
    ------
    StorageError
        The file cannot be written.
    """
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(COLUMNS)
    for number, step in enumerate(steps):
        if number % TELL_EVERY == 0:
            reached(number / len(steps))
        table.writerow(_row(step, method))
    reached(1.0)
    write_atomically(path, text.getvalue().encode("utf-8"))


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that at any moment either the old or the whole new one is there.

    Raises
    ------
    StorageError
        The file cannot be written.
    """
    try:
        fd, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as error:
        raise _cannot_write(path, error) from error
    try:
        with os.fdopen(fd, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)  # noqa: PTH101 - mkstemp makes it private
        os.replace(name, path)  # noqa: PTH105
    except OSError as error:
        with suppress(OSError):
            os.unlink(name)  # noqa: PTH108
        raise _cannot_write(path, error) from error


def _cannot_write(path: Path, error: OSError) -> StorageError:
    return StorageError(
        tr("{path} cannot be written ({strerror}).", path=path, strerror=error.strerror),
        tr("Free some space or choose another folder."),
    )


def _row(step: StanceRecord, method: str) -> tuple[object, ...]:
    return (
        _number(step.t_start_s),
        step.side.value,
        _number(step.drop_deg),
        _number(step.drop_peak_deg),
        _number(step.sigma_deg),
        str(step.usable).lower(),
        step.reason.value,
        _number(step.cadence_spm),
        _number(step.contact_time_s),
        step.n_frames,
        method,
    )


def _number(value: float | None) -> str:
    return "" if value is None or not math.isfinite(value) else f"{value:.4f}"
