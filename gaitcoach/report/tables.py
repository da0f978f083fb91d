"""Exports for spreadsheets and programs: CSV, Parquet, JSON, each with documented columns."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from gaitcoach import __version__
from gaitcoach.errors import StorageError
from gaitcoach.storage.export import write_atomically
from gaitcoach.storage.plain import plain
from gaitcoach.storage.store.values import RunData
from gaitcoach.types import Cue, StanceRecord

FORMAT, VERSION = "gaitcoach-run", 1
STEP_COLUMNS: dict[str, str] = {
    "t_s": "foot contact, seconds of the source's time",
    "side": "stance leg of the runner: left or right; the other hip drops",
    "drop_deg": "mean drop over 25-60 % of single support, degrees; + = the other hip hangs lower",
    "drop_peak_deg": "largest drop in single support after a 6 Hz low-pass, degrees",
    "sigma_deg": "standard deviation of drop_deg by the method's own word, degrees",
    "usable": "true when the step counts in means",
    "reason": "why it does not count, ok otherwise",
    "cadence_spm": "steps per minute around the step",
    "contact_time_s": "foot contact to toe-off, seconds",
    "n_frames": "pictures inside the averaging window",
    "level_deg": "obliquity that counted as level and was taken off, degrees; empty = none",
}
"""Column -> its meaning and unit, in the order of the files."""
RUN_COLUMNS: dict[str, str] = {
    "run": "the run's own name, the same in every export",
    "runner": "who ran; empty = a guest",
    "started": "when the run began, with its zone",
}
"""Before them where a table holds several runs."""


def step_row(step: StanceRecord) -> dict[str, Any]:
    """Return one step as a row; what is not known is None."""
    values = (
        step.t_start_s, step.side.value, step.drop_deg, step.drop_peak_deg, step.sigma_deg,
        step.usable, step.reason.value, step.cadence_spm, step.contact_time_s, step.n_frames,
        step.level_deg,
    )  # fmt: skip
    return dict(zip(STEP_COLUMNS, (plain(value) for value in values), strict=True))


def run_row(data: RunData) -> dict[str, Any]:
    """Return what tells the steps of one run from those of another."""
    row = data.row
    return dict(zip(RUN_COLUMNS, (row.uid, row.runner, row.started.isoformat()), strict=True))


def to_csv(data: RunData, path: Path) -> None:
    """Write one row a step; unknown numbers are empty."""
    _write_csv(STEP_COLUMNS, (step_row(step) for step in data.steps), path)


def all_to_csv(runs: Iterable[RunData], path: Path) -> None:
    """Write the steps of several runs into one table."""
    _write_csv(RUN_COLUMNS | STEP_COLUMNS, _rows_of(runs), path)


def _rows_of(runs: Iterable[RunData]) -> Iterator[dict[str, Any]]:
    for data in runs:
        of_run = run_row(data)
        yield from (of_run | step_row(step) for step in data.steps)


def _write_csv(columns: Mapping[str, str], rows: Iterable[dict[str, Any]], path: Path) -> None:
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(columns)
    table.writerows([_cell(value) for value in row.values()] for row in rows)
    write_atomically(path, text.getvalue().encode("utf-8"))


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else f"{value:.4f}" if isinstance(value, float) else value


def to_parquet(data: RunData, path: Path) -> None:
    """Write the steps as Parquet; the columns' meanings are in its metadata."""
    _write_parquet(STEP_COLUMNS, [[step_row(step) for step in data.steps]], about(data), path)


def all_to_parquet(runs: Iterable[RunData], path: Path) -> None:
    """Write the steps of several runs into one table, a group of rows each."""
    of_each = (list(_rows_of([data])) for data in runs)
    _write_parquet(RUN_COLUMNS | STEP_COLUMNS, of_each, {"gaitcoach": __version__}, path)


def _write_parquet(
    columns: Mapping[str, str], groups: Iterable[list[dict]], told: dict[str, Any], path: Path
) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    texts = dict.fromkeys((*RUN_COLUMNS, "side", "reason"), pa.string())
    kinds = texts | {"usable": pa.bool_(), "n_frames": pa.int32()}
    schema = pa.schema(
        [
            pa.field(name, kinds.get(name, pa.float64()), metadata={"description": meaning})
            for name, meaning in columns.items()
        ],
        metadata={"gaitcoach": json.dumps(told, ensure_ascii=False)},
    )
    sink = io.BytesIO()
    with pq.ParquetWriter(sink, schema, compression="zstd") as writer:
        for rows in groups:
            writer.write_table(pa.Table.from_pylist(rows, schema))
    write_atomically(path, sink.getvalue())


def to_json(data: RunData, path: Path) -> None:
    """Write the whole run, corrections applied; `schema()` describes it, `read_json` reads it."""
    text = json.dumps(as_json(data), ensure_ascii=False, allow_nan=False, indent=1)
    write_atomically(path, text.encode("utf-8"))


def as_json(data: RunData) -> dict[str, Any]:
    """Return the whole run as JSON knows it."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "gaitcoach": __version__,
        "run": about(data),
        "settings": plain(data.settings),
        "versions": plain(data.versions),
        "summary": plain(data.summary),
        "steps": [step_row(step) for step in data.steps],
        "cues": [_cue(cue) for cue in data.cues],
        "markers": [{"t_s": t_s, "text": text} for t_s, text in data.markers],
        "blocks": [{"t_s": b.t_s, "block": b.block and b.block.value} for b in data.blocks],
        "gaps": [{"t_s": a, "t_end_s": b, "cause": cause} for a, b, cause in data.gaps],
        "facts": [{"event": event, "t_s": t_s} | plain(body) for t_s, event, body in data.facts],
    }


def about(data: RunData) -> dict[str, Any]:
    """Return what the run was."""
    row = data.row
    names = (
        "uid", "runner", "source", "view", "threshold_deg", "duration_s", "active_s",
        "cadence_spm", "method", "validated", "level_by", "baseline_sigma_deg", "speed_kmh",
        "incline_percent", "shoes", "notes",
    )  # fmt: skip
    told = {name: plain(getattr(row, name)) for name in names}
    return told | {
        "started": row.started.isoformat(),
        "left_mean_deg": plain(row.left.mean_deg),
        "right_mean_deg": plain(row.right.mean_deg),
    }


def _cue(cue: Cue) -> dict[str, Any]:
    told = {"t_s": cue.t_s, "kind": cue.kind.value, "phrase": cue.phrase,
            "side": cue.side and cue.side.value, "said": cue.spoken}  # fmt: skip
    return told | {"reason": plain(cue.reason)}


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of `to_json`'s files."""
    number, text = {"type": ["number", "null"]}, {"type": "string"}
    time = {"type": "number", "description": "seconds of the source's time"}
    kinds = {"side": {"enum": ["left", "right"]}, "usable": {"type": "boolean"}, "reason": text,
             "n_frames": {"type": "integer"}, "t_s": time}  # fmt: skip
    step = {
        name: kinds.get(name, number) | {"description": meaning}
        for name, meaning in STEP_COLUMNS.items()
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A run exported by gaitcoach",
        "type": "object",
        "required": ["format", "version", "run", "steps", "cues"],
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "run": _object({"uid": text, "runner": text, "started": text, "source": text,
                            "threshold_deg": {"type": "number"}}),
            "steps": _list(_object(step)),
            "cues": _list(_object({"t_s": time, "kind": text, "phrase": text,
                                   "side": {"enum": ["left", "right", None]},
                                   "said": {"type": "boolean"}, "reason": {"type": "object"}})),
            "markers": _list(_object({"t_s": time, "text": text})),
            "blocks": _list(_object({"t_s": time, "block": {"type": ["string", "null"]}})),
            "gaps": _list(_object({"t_s": time, "t_end_s": time, "cause": text})),
            "facts": _list(_object({"t_s": time, "event": text})),
        },
    }  # fmt: skip


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": sorted(properties), "properties": properties}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def read_json(path: Path) -> dict[str, Any]:
    """Return what `to_json` wrote.

    Raises
    ------
    StorageError
        The file cannot be read, is none of these or was written by a newer gaitcoach.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StorageError(f"{path} cannot be read ({error}).", _GIVE) from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise StorageError(f"{path} is no run of gaitcoach.", _GIVE)
    if found.get("version", VERSION) > VERSION:
        raise StorageError(f"{path} was written by a newer gaitcoach.", "Update gaitcoach.")
    return found


_GIVE = "Give a file made by: gaitcoach export RUN --format json"


def events_of(found: dict[str, Any]) -> Sequence[dict[str, Any]]:
    """Return an exported run as the events it once was."""
    events: list[dict[str, Any]] = []
    for row in found["steps"]:
        events.append({"event": "step"} | row)
    for kind, plural in (("cue", "cues"), ("marker", "markers"), ("block", "blocks"),
                         ("gap", "gaps")):  # fmt: skip
        events += [{"event": kind} | row for row in found.get(plural, ())]
    events += [dict(row) for row in found.get("facts", ())]
    return sorted(events, key=_time)


def _time(event: dict[str, Any]) -> float:
    t_s = event.get("t_s")
    return float(t_s) if isinstance(t_s, (int, float)) and math.isfinite(t_s) else 0.0
