"""Prints and writes what `gaitcoach validate` found."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gaitcoach.privacy import hide_credentials
from gaitcoach.settings import Settings
from gaitcoach.storage.places import writable_folder
from gaitcoach.validation.run import Progress, Validation, as_table, no_progress, validate
from gaitcoach.validation.table import format_table

OPPOSITE_R = -0.8
"""No estimator, however bad, runs so much against a truth of the same sign by chance ..."""
OPPOSITE_FRAMES = 60
"""... over this many frames."""


def run_validate(
    places: Sequence[Path],
    method: str,
    settings: Settings,
    *,
    as_json: bool,
    html_path: Path | None,
    progress: Progress = no_progress,
) -> int:
    """Validate and print; returns the exit code: 1 when any clip or method could not be scored.

    Raises
    ------
    GaitCoachError
        There is nothing to validate, or the page cannot be written.
    """
    if html_path is not None:
        writable_folder(html_path.absolute().parent)  # better now than after an hour's work
    done = validate(places, method, settings, progress)
    table = as_table(done)
    _print_notes(done)
    for doubt in doubts(table):
        print(doubt, file=sys.stderr)
    if as_json:
        print(json.dumps(table, allow_nan=False), flush=True)
    elif table["clips"]:
        print(format_table(table), flush=True)
    if html_path is not None:
        from gaitcoach.validation.html import write_page

        write_page(done, table, html_path)
        print(f"Page: {html_path}", file=sys.stderr)
    return 0 if done.is_whole else 1


def _print_notes(done: Validation) -> None:
    if done.skipped:
        names = ", ".join(str(clip) for clip in done.skipped)
        print(f"Skipped, no truth file: {names}", file=sys.stderr)
    for problem in done.problems:
        print(f"gaitcoach: {hide_credentials(problem)}", file=sys.stderr)
    for broken in done.broken:
        print(f"gaitcoach: {broken.name}, {broken.method}: {broken.why}", file=sys.stderr)
    if not done.results and done.is_whole:
        print("No clip suits this method: stickers need marker_l_px, marker_r_px.", file=sys.stderr)


def doubts(table: dict[str, Any]) -> list[str]:
    """Return a sentence for each row whose truth may have another sign; it is scored as it is."""
    return [
        f"{row['name']}: the truth runs opposite to {row['method']} (r = {row['r']:.2f}). "
        "Does + mean that the runner's left hip is higher there?"
        for row in table["clips"]
        if row["r"] is not None and row["r"] < OPPOSITE_R and row["n_frames"] >= OPPOSITE_FRAMES
    ]
