"""From the events of a run to rows of the store: live and from an older record alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from gaitcoach.storage.plain import plain
from gaitcoach.storage.store.schema import block, cue, fact, gap, marker, step
from gaitcoach.types import StanceRecord

Event = Mapping[str, Any]
Row = dict[str, Any]
_NOT_FACTS = ("header", "summary", "end")
_TABLES = {"step": step, "cue": cue, "marker": marker, "block": block, "gap": gap}


class Booking:
    """rows(event) -> the table and the row of one event; numbers the rows of a run.

    Parameters
    ----------
    run_id : the run's number in the store
    """

    def __init__(self, run_id: int) -> None:
        self._run_id = run_id
        self._count: Counter[str] = Counter()

    def counts(self) -> Counter[str]:
        """Return how many rows each table has by now."""
        return Counter(self._count)

    def set_counts(self, counts: Counter[str]) -> None:
        """Go back to these counts: the rows since then were not kept."""
        self._count = Counter(counts)

    def row(self, event: Event) -> tuple[sa.Table, Row] | None:
        """Return where an event goes; None for those that are no row of their own."""
        kind = event.get("event")
        if kind in _NOT_FACTS or not isinstance(kind, str):
            return None
        table = _TABLES.get(kind, fact)
        own = _OWN.get(kind, _fact)(event)
        n = self._count[table.name]
        self._count[table.name] += 1
        return table, {
            "run_id": self._run_id,
            "n": n,
            "t_s": number(event.get("t_s")) or 0.0,
        } | own


def _step(event: Event) -> Row:
    numbers = (
        "drop_deg", "drop_peak_deg", "sigma_deg", "level_deg", "contact_time_s", "cadence_spm",
    )  # fmt: skip
    row: Row = {name: number(event.get(name)) for name in numbers}
    reason = None if event.get("usable", True) else str(event.get("reason") or "no_angle")
    n_frames = event.get("n_frames")
    return row | {"side": str(event["side"]), "reason": reason, "n_frames": n_frames}


def _cue(event: Event) -> Row:
    return {
        "kind": str(event.get("kind", "correct")),
        "side": event.get("side"),
        "text": clean_text(str(event.get("phrase") or event.get("text") or "")),
        "said": bool(event.get("said", True)),
        "reason": clean_json(event.get("reason") or {}),
    }


def _marker(event: Event) -> Row:
    return {"text": clean_text(str(event.get("text", "")))}


def _block(event: Event) -> Row:
    return {"block": event.get("block")}


def _gap(event: Event) -> Row:
    return {"t_end_s": number(event.get("t_end_s")) or 0.0, "cause": str(event.get("cause", ""))}


def _fact(event: Event) -> Row:
    body = {key: value for key, value in event.items() if key not in ("event", "t_s")}
    return {"event": str(event["event"])[:16], "body": clean_json(body)}


_OWN = {"step": _step, "cue": _cue, "marker": _marker, "block": _block, "gap": _gap}


def step_figures(record: StanceRecord) -> Row:
    """Return what a step's row holds when the run is over: a later baseline has changed it."""
    return {
        "drop_deg": number(record.drop_deg),
        "drop_peak_deg": number(record.drop_peak_deg),
        "level_deg": number(record.level_deg),
        "reason": None if record.usable else str(record.reason),
    }


def summary_figures(summary: Event) -> Row:
    """Return the columns of a run that its summary tells."""
    names = (
        "duration_s", "active_s", "cadence_spm", "contact_time_s", "baseline_deg",
        "baseline_sigma_deg",
    )  # fmt: skip
    row: Row = {name: number(summary.get(name)) for name in names}
    for name in ("method", "validated", "level_by", "cues", "gaps"):
        row[name] = summary.get(name)
    limit = number(summary.get("threshold_deg"))
    return (
        row | {"summary": clean_json(summary)} | ({} if limit is None else {"threshold_deg": limit})
    )


def clean_text(text: str) -> str:
    """Return text that every database takes: no zero bytes, no halves of characters."""
    whole = text.encode("utf-8", errors="backslashreplace").decode("utf-8")
    return whole.replace("\x00", "\\x00")


def clean_json(value: Any) -> Any:
    """Return a value as JSON knows it, its texts clean."""
    return _cleaned(plain(value))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {clean_text(key): _cleaned(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_cleaned(inner) for inner in value]
    return value


def number(value: Any) -> float | None:
    """Return a number as a column takes it, None for everything else."""
    found = plain(value)
    known = isinstance(found, (int, float)) and not isinstance(found, bool)
    return float(found) if known else None
