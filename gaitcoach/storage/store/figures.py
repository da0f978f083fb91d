"""The figures of a run, computed from its steps and kept beside it for lists and progress."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from gaitcoach.gait.putright import PutRight
from gaitcoach.gait.review import Review, SideReview, review
from gaitcoach.storage.store.runs import load_in, put_right_of
from gaitcoach.storage.store.schema import run
from gaitcoach.storage.store.values import RunData
from gaitcoach.types import LevelBy, Limits, Side

BY_HAND = "hand"
"""What counts as level was put right afterwards."""


def refigure(connection: sa.Connection, run_id: int) -> None:
    """Compute the figures of a run anew, with what was put right."""
    data = load_in(connection, run_id)
    right = put_right_of(connection, run_id, data.measured, data.settings, data.summary)
    values = _of_corrections(right, data)
    connection.execute(run.update().where(run.c.id == run_id).values(values))
    figures = figures_of(load_in(connection, run_id))
    connection.execute(run.update().where(run.c.id == run_id).values(figures))


def _of_corrections(right: PutRight, data: RunData) -> dict[str, Any]:
    """Return limit, view and level; what no correction touches stays as it was measured."""
    values: dict[str, Any] = {"threshold_deg": right.threshold_deg, "view": right.view}
    for side in Side:
        own = (data.summary.get("limits_deg") or {}).get(side.value)
        moved = right.threshold_deg != data.summary.get("threshold_deg", right.threshold_deg)
        values[f"{side}_limit_deg"] = None if moved else own
    if right.level_changed:
        values["level_by"] = BY_HAND if right.level_known else LevelBy.NONE.value
    elif "level_by" in data.summary:
        values["level_by"] = data.summary["level_by"]
    return values


def figures_of(data: RunData) -> dict[str, Any]:
    """Return the columns that the steps of a run make."""
    seen = review_of(data)
    return _side("left", seen.side(Side.LEFT)) | _side("right", seen.side(Side.RIGHT))


def review_of(data: RunData) -> Review:
    """Look back at a run of the store."""
    sigma_deg = data.row.baseline_sigma_deg or 0.0
    limits = Limits(*(data.row.limit_deg(side) for side in (Side.LEFT, Side.RIGHT)))
    return review(data.steps, data.cues, limits, sigma_deg)


def _side(name: str, own: SideReview) -> dict[str, Any]:
    low_deg, high_deg = own.stats.ci95_deg or (None, None)
    return {
        f"{name}_n": own.stats.n,
        f"{name}_usable": own.stats.usable,
        f"{name}_mean_deg": own.stats.mean_deg,
        f"{name}_sd_deg": own.stats.sd_deg,
        f"{name}_low_deg": low_deg,
        f"{name}_high_deg": high_deg,
        f"{name}_over_rel": own.over_rel,
    }
