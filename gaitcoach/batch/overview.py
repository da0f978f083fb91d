"""One page about an archive: how many clips, how the drops are spread, what stands out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

import jinja2
import numpy as np

from gaitcoach import __version__
from gaitcoach.batch.outliers import MEASURES, Outlier, outliers, values_of
from gaitcoach.batch.row import Row
from gaitcoach.report.svg import PAPER, Plane
from gaitcoach.types import Side
from gaitcoach.words import QUALITY_MESSAGES

MOST_ROWS = 15
"""Of each list on the page; the table has all."""
BIN_DEG = 1.0
MOST_BINS = 40
MOST_DOTS = 3000


@dataclass(slots=True)
class Totals:
    """What the page needs of every clip: numbers, not rows; 50 000 clips are a few megabytes."""

    places: list[str] = field(default_factory=list)
    values: dict[str, list[float | None]] = field(
        default_factory=lambda: {name: [] for name in MEASURES}
    )
    views: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    errors: list[tuple[str, str]] = field(default_factory=list)
    failed: int = 0
    without_mean: int = 0
    frames: int = 0
    duration_s: float = 0.0

    def add(self, row: Row) -> None:
        """Take one clip."""
        if row["error"]:
            self.failed += 1
            if len(self.errors) < MOST_ROWS:
                self.errors.append((row["file"], row["error"]))
            return
        self.places.append(row["file"])
        for name, value in values_of(row).items():
            self.values[name].append(value)
        self.views[row["view"]] += 1
        self.frames += row["frames"] or 0
        self.duration_s += row["duration_s"] or 0.0
        if row["why_none"]:
            self.without_mean += 1
            self.reasons[row["why_none"]] += 1
        elif row["quality"] != "ok":
            self.reasons[QUALITY_MESSAGES.get(row["quality"], row["quality"])] += 1


def page(rows: Iterable[Row], *, same: int, left: int, limit_deg: float) -> str:
    """Return the page as HTML, complete in itself.

    Parameters
    ----------
    same : clips that are there again and were left out
    left : clips that are not measured yet
    """
    totals = Totals()
    for row in rows:
        totals.add(row)
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    source = (resources.files(__package__) / "overview.html.j2").read_text(encoding="utf-8")
    return environment.from_string(source).render(_context(totals, same, left, limit_deg))


def _context(totals: Totals, same: int, left: int, limit_deg: float) -> dict[str, Any]:
    found = outliers(totals.places, totals.values)
    return {
        "version": __version__,
        "measured": len(totals.places),
        "failed": totals.failed,
        "without_mean": totals.without_mean,
        "same": same,
        "left": left,
        "frames": f"{totals.frames:,}",
        "hours": f"{totals.duration_s / 3600:.1f}",
        "views": totals.views.most_common(),
        "histograms": [
            (side, histogram(_known(totals.values[f"drop_{side}_deg"]), side, limit_deg))
            for side in Side
        ],
        "middles": [_middle(totals, name) for name in MEASURES],
        "both": both_sides(totals.values["drop_left_deg"], totals.values["drop_right_deg"]),
        "outliers": [_outlier(one) for one in found[:MOST_ROWS]],
        "more_outliers": max(0, len(found) - MOST_ROWS),
        "reasons": totals.reasons.most_common(MOST_ROWS),
        "errors": totals.errors,
        "more_errors": totals.failed - len(totals.errors),
    }


def _known(values: Sequence[float | None]) -> np.ndarray:
    return np.array([value for value in values if value is not None], float)


def _middle(totals: Totals, name: str) -> tuple[str, int, str, str]:
    known, (words, unit) = _known(totals.values[name]), MEASURES[name]
    if not known.size:
        return words, 0, "–", "–"
    low, middle, high = np.percentile(known, [5, 50, 95])
    return words, known.size, f"{middle:.1f}{unit}", f"{low:.1f} to {high:.1f}{unit}"


def _outlier(one: Outlier) -> tuple[str, str, str, str]:
    words, unit = MEASURES[one.measure]
    return one.place, words, f"{one.value:.1f}{unit}", f"{one.middle:.1f}{unit}"


def histogram(drops_deg: np.ndarray, side: Side, limit_deg: float) -> str:
    """Return how the mean drops of one leg are spread, as SVG; "" without any."""
    if not drops_deg.size:
        return ""
    low, high = float(np.floor(drops_deg.min())), float(np.ceil(drops_deg.max()) + BIN_DEG)
    bins = min(MOST_BINS, max(4, round((high - low) / BIN_DEG)))
    counts, edges = np.histogram(drops_deg, bins, (low, high))
    # A plane's y grows downwards: what is to stand up goes in with its sign turned.
    plane = Plane(170.0, (low, high), (-float(counts.max()), 0.0), width=330.0)
    for count, left, right in zip(counts, edges[:-1], edges[1:], strict=True):
        x1, x2 = plane.x(float(left)) + 0.5, plane.x(float(right)) - 0.5
        plane.area(x1, plane.y(-float(count)), x2, plane.y(0.0), PAPER.of(side))
    if low < limit_deg < high:
        x = plane.x(limit_deg)
        plane.line(x, plane.top, x, plane.bottom, PAPER.limit, 'stroke-dasharray="5 3"')
    for tick in np.unique(np.round(np.linspace(low, high, 6))):
        plane.text(plane.x(float(tick)), 162.0, f"{tick:.0f}°", anchor="middle")
    plane.text(plane.left - 4, plane.top + 8, str(int(counts.max())), anchor="end")
    return plane.done(f"Mean drop, {side} leg: {drops_deg.size} clips")


def both_sides(left_deg: Sequence[float | None], right_deg: Sequence[float | None]) -> str:
    """Return every clip by its two legs, as SVG; "" without any."""
    pairs = [
        (left, right)
        for left, right in zip(left_deg, right_deg, strict=True)
        if left is not None and right is not None
    ][:MOST_DOTS]
    if not pairs:
        return ""
    low = float(np.floor(np.min(pairs))) - 1
    high = float(np.ceil(np.max(pairs))) + 1
    plane = Plane(330.0, (low, high), (-high, -low), width=330.0)
    plane.line(
        plane.x(low), plane.y(-low), plane.x(high), plane.y(-high), PAPER.edge, 'stroke-width="1"'
    )
    for tick in np.unique(np.round(np.linspace(low, high, 6))):
        plane.text(plane.x(float(tick)), 322.0, f"{tick:.0f}°", anchor="middle")
        plane.text(plane.left - 4, plane.y(-float(tick)) + 3, f"{tick:.0f}°", anchor="end")
    plane.dots([(plane.x(left), plane.y(-right)) for left, right in pairs], Side.LEFT)
    return plane.done(f"Left leg across, right leg up: {len(pairs)} clips")
