"""What a report says about a run, gathered from the store; no words and no drawing."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gaitcoach.gait.fatigue import Drift, drift_of
from gaitcoach.gait.progress import (
    Change,
    NoiseBand,
    RunPoint,
    compare,
    first_to_last,
    noise_band,
)
from gaitcoach.gait.review import Review
from gaitcoach.report.clinic import Clinic, logo_uri
from gaitcoach.report.points import point_of
from gaitcoach.storage.store.figures import review_of
from gaitcoach.storage.store.putright import corrections_of
from gaitcoach.storage.store.runs import list_runs, load_run
from gaitcoach.storage.store.store import Store
from gaitcoach.storage.store.values import Logged, RunData, RunFilter, RunRow
from gaitcoach.types import Side


@dataclass(frozen=True, slots=True)
class SideReport:
    """One stance leg.

    last : against the run before; first : the first runs against the last ones
    """

    drift: Drift
    last: Change | None
    first: Change | None
    band: NoiseBand


@dataclass(frozen=True, slots=True)
class StepPicture:
    """A picture of a step that was kept. uri : the picture as text inside a page"""

    kind: str
    side: Side
    drop_deg: float
    uri: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything on the pages of one run.

    history : the person's runs up to this one, oldest first, itself the last
    measured_rel : share of the pictures in which the pelvis could be measured, None = not known
    left_open : points of the set-up that were not right when the run began
    """

    clinic: Clinic
    logo: str
    data: RunData
    review: Review
    left: SideReport
    right: SideReport
    history: tuple[RunPoint, ...]
    starts: tuple[datetime, ...]
    measured_rel: float | None
    left_open: tuple[str, ...]
    corrections: tuple[Logged, ...]
    pictures: tuple[StepPicture, ...]

    @property
    def row(self) -> RunRow:
        return self.data.row

    def side(self, side: Side) -> SideReport:
        return self.left if side is Side.LEFT else self.right


def gather(store: Store, row: RunRow, clinic: Clinic) -> Report:
    """Gather a report; raises `StorageError` when run or logo cannot be read."""
    data = load_run(store, row.id)
    earlier = _earlier(store, data.row)
    history = tuple(point_of(run) for run in (*earlier, data.row))
    seen = review_of(data)
    sides = {side: _side(data, side, history) for side in Side}
    return Report(
        clinic=clinic,
        logo=logo_uri(clinic),
        data=data,
        review=seen,
        left=sides[Side.LEFT],
        right=sides[Side.RIGHT],
        history=history,
        starts=tuple(run.started for run in (*earlier, data.row)),
        measured_rel=_measured_rel(data),
        left_open=_left_open(data),
        corrections=tuple(c for c in corrections_of(store, row.id) if c.revoked_utc is None),
        pictures=pictures_of(store.pictures, row.uid),
    )


def _earlier(store: Store, row: RunRow) -> tuple[RunRow, ...]:
    """Return the person's runs before this one, oldest first; a guest has none."""
    if row.person_id is None:
        return ()
    wanted = RunFilter(person_id=row.person_id, until=row.started, with_means=True)
    return tuple(run for run in list_runs(store, wanted)[::-1] if run.id != row.id)


def _side(data: RunData, side: Side, history: Sequence[RunPoint]) -> SideReport:
    usable = [step for step in data.steps if step.side is side and step.usable]
    band = noise_band(history, side)
    before = [point for point in history[:-1] if point.mean_deg(side) is not None]
    last = compare(before[-1], history[-1], side, band) if before else None
    return SideReport(drift_of(usable), last, first_to_last(history, side), band)


def _measured_rel(data: RunData) -> float | None:
    shares = data.summary.get("quality")
    if not isinstance(shares, dict) or not shares:
        return None
    return float(sum(shares.get(name) or 0.0 for name in ("ok", "too_few_steps")))


def _left_open(data: RunData) -> tuple[str, ...]:
    bodies = [body for _, event, body in data.facts if event == "setup"]
    return tuple(str(name) for name in bodies[-1].get("open", ())) if bodies else ()


def pictures_of(folder: Path, uid: str) -> tuple[StepPicture, ...]:
    """Return the pictures that were kept with a run: `<uid>.<kind>.<side>.<drop>.jpg`."""
    found = []
    for path in sorted(folder.glob(f"{uid}.*.jpg")) if folder.is_dir() else ():
        _, kind, side, tenths, _ = path.name.split(".")
        uri = "data:image/jpeg;base64," + base64.b64encode(path.read_bytes()).decode("ascii")
        found.append(StepPicture(kind, Side(side), int(tenths) / 10, uri))
    return tuple(found)
