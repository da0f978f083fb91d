"""Drills that were done as a table or as JSON, for other programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from gaitcoach.drills.done import DoneDrill
from gaitcoach.drills.values import FaultKind
from gaitcoach.errors import GaitCoachError
from gaitcoach.language import tr
from gaitcoach.storage.export import write_atomically
from gaitcoach.storage.plain import plain

COLUMNS = (
    "started", "drill", "side", "load", "reps", "good_reps", "hold_s", "good_s", "score_percent",
    "range_deg", "good_deg", "target_reps", "target_hold_s", "view", "method",
    "held_on", "notes",
)  # fmt: skip


def write_drills(done: Sequence[DoneDrill], path: Path) -> None:
    """Write one row, or one object, a drill; the name's end says how: `.csv` or `.json`.

    Raises
    ------
    GaitCoachError
        Another end, or a file that cannot be written.
    """
    kind = path.suffix.lower()
    if kind not in (".csv", ".json"):
        raise GaitCoachError(
            tr("{path} is neither a table nor JSON.", path=path), tr("Name it .csv or .json.")
        )
    rows = rows_of(done)
    text = _table(rows) if kind == ".csv" else json.dumps(rows, indent=1, ensure_ascii=False)
    write_atomically(path, text.encode("utf-8"))


def rows_of(done: Sequence[DoneDrill]) -> list[dict[str, Any]]:
    """Return drills as plain dictionaries."""
    return [plain(one) | {"started": one.started.isoformat()} for one in done]


def _table(rows: Sequence[Mapping[str, Any]]) -> str:
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow((*COLUMNS, *(f"fault_{kind}" for kind in FaultKind)))
    for row in rows:
        own = ("" if row[name] is None else row[name] for name in COLUMNS)
        table.writerow((*own, *(row["faults"].get(str(kind), 0) for kind in FaultKind)))
    return text.getvalue()
