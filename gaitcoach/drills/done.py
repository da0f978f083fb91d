"""A drill that was done, as it is kept. Pure: from its summary, without a store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Load(StrEnum):
    """What was worked against."""

    NONE = "none"
    BAND = "band"
    WEIGHT = "weight"


@dataclass(frozen=True, slots=True)
class DoneDrill:
    """One finished drill of one person.

    started : with its zone
    side : leg that stood; "both" when each has worked, None when neither did or both carry
    reps, good_reps : of both legs together; of a drill that is held, its holds
    hold_s, good_s : time held, and held without a fault
    faults : seconds of hold, or repetitions, with each kind of fault
    findings : by leg, what the standing test noted
    score_percent : good work as a share of the target
    range_deg, good_deg : largest movement, and the largest while the form was good; None for holds
    target_reps, target_hold_s : what was wanted of each leg; None in a summary that does not tell
    settings, versions : with what it was measured
    held_on : a chair or a bar was held, as somebody noted or the camera saw
    notes : in whoever's own words
    """

    started: datetime
    drill: str
    side: str | None
    reps: int
    good_reps: int
    hold_s: float
    good_s: float
    score_percent: float
    faults: Mapping[str, int] = field(default_factory=dict)
    findings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    range_deg: float | None = None
    good_deg: float | None = None
    target_reps: int | None = None
    target_hold_s: float | None = None
    load: Load = Load.NONE
    view: str = ""
    method: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    held_on: bool = False
    notes: str = ""
    id: int = 0

    @property
    def n_faults(self) -> int:
        """Faults of every kind together."""
        return sum(self.faults.values())

    @property
    def was_lying(self) -> bool:
        """It was done on one's back or side."""
        return self.settings.get("position") == "lying"

    @property
    def did_something(self) -> bool:
        """One repetition or hold at least: less is no exercise."""
        return self.reps > 0 or self.hold_s > 0.0


def done_drill(
    summary: Mapping[str, Any],
    started: datetime,
    load: Load | str = Load.NONE,
    versions: Mapping[str, str] | None = None,
) -> DoneDrill:
    """Return what a summary tells (see `records.summary_of`), as it is kept.

    Parameters
    ----------
    started : with its zone

    Raises
    ------
    KeyError, ValueError
        It is no summary of a drill, or the load is none of `Load`.
    """
    sides = list((summary.get("by_side") or {}).values())
    target = summary.get("target") or {}
    return DoneDrill(
        started=started,
        drill=str(summary["drill"]),
        side=summary.get("side"),
        reps=int(summary["reps"]),
        good_reps=sum(int(side.get("good_reps") or 0) for side in sides),
        hold_s=float(summary["hold_s"] or 0.0),
        good_s=sum(float(side.get("good_s") or 0.0) for side in sides),
        score_percent=float(summary["score"] or 0.0),
        faults=dict(summary.get("faults_by_kind") or {}),
        findings={leg: tuple(found) for leg, found in (summary.get("findings") or {}).items()},
        range_deg=_largest(sides, "range_deg"),
        good_deg=_largest(sides, "good_deg"),
        target_reps=target.get("reps"),
        target_hold_s=target.get("hold_s"),
        load=Load(load),
        view=str(summary.get("view") or ""),
        method=str(summary.get("method") or ""),
        settings=dict(summary.get("settings") or {}) | _position(summary),
        versions=dict(versions or {}),
        held_on=bool(summary.get("held_on")),
        notes=str(summary.get("notes") or ""),
    )


def _position(summary: Mapping[str, Any]) -> dict[str, str]:
    """How it was done is no column of its own: what was measured with goes beside the threshold."""
    return {"position": "lying"} if summary.get("position") == "lying" else {}


def _largest(sides: list[Mapping[str, Any]], name: str) -> float | None:
    return max((side[name] for side in sides if side.get(name) is not None), default=None)
