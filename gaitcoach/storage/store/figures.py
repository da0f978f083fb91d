"""The figures of a run, computed from its steps and kept beside it for lists and progress."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from gaitcoach.gait.review import SideReview, review
from gaitcoach.storage.store.runs import RunData, load_in
from gaitcoach.storage.store.schema import run
from gaitcoach.types import Side


def refigure(connection: sa.Connection, run_id: int) -> None:
    """Compute the figures of a run anew."""
    figures = figures_of(load_in(connection, run_id))
    connection.execute(run.update().where(run.c.id == run_id).values(figures))


def figures_of(data: RunData) -> dict[str, Any]:
    """Return the columns that the steps of a run make."""
    sigma_deg = data.row.baseline_sigma_deg or 0.0
    seen = review(data.steps, data.cues, data.row.threshold_deg, sigma_deg)
    return _side("left", seen.side(Side.LEFT)) | _side("right", seen.side(Side.RIGHT))


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
