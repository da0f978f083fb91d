"""The figures that a report tells are those of the table that was measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from gaitcoach.accuracy import ACCURACY

TABLE = Path(__file__).parents[2] / "docs" / "how-true-is-it.md"


def _row(clips: str, method: str) -> list[str]:
    for line in TABLE.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[0].startswith(clips) and method in cells:
            return cells
    raise AssertionError(f"no row for {clips}, {method}")


@pytest.mark.parametrize("method", list(ACCURACY))
def test_the_figures_are_those_of_the_table(method: str):
    """Mutant: a new table, and last year's figures in the report."""
    told = ACCURACY[method]
    cells = _row(told.clips, method)
    assert cells[0] == f"{told.clips} ({told.n_clips})"
    assert float(cells[2]) == told.picture_deg
    assert float(cells[7]) == told.held_rel
    assert float(cells[10]) == told.side_mean_deg
