"""Steps put right after the run. The steps as measured are never changed: this makes new ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from gaitcoach.types import Quality, Side, StanceRecord, View

SAME_MOMENT_S = 0.002
"""A step is named by its leg and the time of its contact, which the store keeps to 0.1 ms."""


class Kind(StrEnum):
    """What can be put right."""

    EXCLUDE_STRETCH = "exclude_stretch"
    EXCLUDE_STEP = "exclude_step"
    SWAP_SIDES = "swap_sides"
    VIEW = "view"
    THRESHOLD = "threshold"
    BASELINE = "baseline"


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing that was put right.

    start_s, end_s : the stretch that is left out; of a step, its contact
    side : leg of a step that is left out
    view : from where the camera really looked
    value_deg : the new threshold, or the new level; None as a level = nothing is taken off
    """

    kind: Kind
    start_s: float | None = None
    end_s: float | None = None
    side: Side | None = None
    view: View | None = None
    value_deg: float | None = None

    def __post_init__(self) -> None:
        if self.kind is Kind.EXCLUDE_STRETCH and not _in_order(self.start_s, self.end_s):
            raise ValueError("a stretch ends after it begins")
        if self.kind is Kind.EXCLUDE_STEP and (self.side is None or self.start_s is None):
            raise ValueError("a step is named by its leg and its time")
        if self.kind is Kind.VIEW and self.view is None:
            raise ValueError("the view is missing")
        if self.kind is Kind.THRESHOLD and not 1.0 <= (self.value_deg or 0.0) <= 20.0:
            raise ValueError("a limit lies between 1 and 20 degrees")


def _in_order(start_s: float | None, end_s: float | None) -> bool:
    return start_s is not None and end_s is not None and start_s < end_s


@dataclass(frozen=True, slots=True)
class PutRight:
    """A run as it is after its corrections.

    level_changed : what counts as level was put right; level_known : something does
    """

    steps: tuple[StanceRecord, ...]
    threshold_deg: float
    view: str
    level_changed: bool = False
    level_known: bool = True


def put_right(
    steps: Sequence[StanceRecord],
    threshold_deg: float,
    view: str,
    corrections: Sequence[Correction],
) -> PutRight:
    """Apply corrections in the order in which they were made."""
    made = PutRight(tuple(steps), threshold_deg, view)
    for correction in corrections:
        made = _APPLY[correction.kind](made, correction)
    return made


def _exclude_stretch(run: PutRight, what: Correction) -> PutRight:
    def inside(step: StanceRecord) -> bool:
        return step.t_end_s > what.start_s and step.t_start_s < what.end_s

    return _excluded(run, inside)


def _exclude_step(run: PutRight, what: Correction) -> PutRight:
    def is_it(step: StanceRecord) -> bool:
        return step.side is what.side and abs(step.t_start_s - what.start_s) <= SAME_MOMENT_S

    return _excluded(run, is_it)


def _excluded(run: PutRight, which: Any) -> PutRight:
    out = {"usable": False, "reason": Quality.EXCLUDED}
    steps = (replace(s, **out) if s.usable and which(s) else s for s in run.steps)
    return replace(run, steps=tuple(steps))


def _swap_sides(run: PutRight, what: Correction) -> PutRight:
    """Left was right: legs and the level's sign change; a drop stays one, of the other leg."""
    steps = (
        replace(s, side=s.side.other, level_deg=None if s.level_deg is None else -s.level_deg)
        for s in run.steps
    )
    return replace(run, steps=tuple(steps))


def _view(run: PutRight, what: Correction) -> PutRight:
    """From the other end the runner's left is on the other side of the picture."""
    if what.view == run.view:
        return run
    return replace(_swap_sides(run, what), view=str(what.view))


def _threshold(run: PutRight, what: Correction) -> PutRight:
    return replace(run, threshold_deg=what.value_deg)


def _baseline(run: PutRight, what: Correction) -> PutRight:
    steps = tuple(relevelled(step, what.value_deg) for step in run.steps)
    known = what.value_deg is not None
    return replace(run, steps=steps, level_changed=True, level_known=known)


def relevelled(step: StanceRecord, level_deg: float | None) -> StanceRecord:
    """Return a step measured from another level; None = from the picture's own."""
    shift_deg = step.side.drop_deg((step.level_deg or 0.0) - (level_deg or 0.0))
    return replace(
        step,
        drop_deg=step.drop_deg + shift_deg,
        drop_peak_deg=step.drop_peak_deg + shift_deg,
        level_deg=level_deg,
    )


_APPLY = {
    Kind.EXCLUDE_STRETCH: _exclude_stretch,
    Kind.EXCLUDE_STEP: _exclude_step,
    Kind.SWAP_SIDES: _swap_sides,
    Kind.VIEW: _view,
    Kind.THRESHOLD: _threshold,
    Kind.BASELINE: _baseline,
}


def correction_to_plain(what: Correction) -> dict[str, Any]:
    """Return a correction as it is kept."""
    named = {name: getattr(what, name) for name in Correction.__dataclass_fields__}
    return {n: str(v) if isinstance(v, StrEnum) else v for n, v in named.items() if v is not None}


def correction_from_plain(body: Mapping[str, Any]) -> Correction:
    """Return what was kept so; raises ValueError or KeyError when it is none."""
    side, view = body.get("side"), body.get("view")
    return Correction(
        Kind(body["kind"]),
        body.get("start_s"),
        body.get("end_s"),
        None if side is None else Side(side),
        None if view is None else View(view),
        body.get("value_deg"),
    )
