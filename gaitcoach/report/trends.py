"""The drawings of many runs: from run to run, for the report and for the screen."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import datetime

from gaitcoach.gait.progress import NoiseBand, RunPoint
from gaitcoach.language import in_digits, tr
from gaitcoach.report.svg import PAPER, Inks, Plane
from gaitcoach.types import Side

HEIGHT = 155.0
CROWDED = 80
"""More runs than this are drawn without their intervals."""
DATE_PX = 90.0
"""Room that a date takes."""
MOST_RUNS = 600
"""More are thinned: a point a pixel is enough."""


def progress(
    points: Sequence[RunPoint],
    starts: Sequence[datetime],
    limit_deg: float,
    bands: Mapping[Side, NoiseBand],
    inks: Inks = PAPER,
) -> str:
    """Draw the means of a person's runs; the shade is the noise around each leg's first run."""
    points, starts = _thinned(points, starts)
    known = [p for p in points if p.left_deg is not None or p.right_deg is not None]
    if not known:
        return ""
    values = [m for p in known for s in Side if (m := p.mean_deg(s)) is not None]
    low = min(-1.0, math.floor(min(values)) - 0.5)
    high = max(8.0, limit_deg + 2.0, math.ceil(max(values)) + 1.0)
    plane = Plane(HEIGHT, _days(points), (low, high), inks)
    for side in Side:
        first = next((m for p in known if (m := p.mean_deg(side)) is not None), None)
        if first is not None:
            top, foot = plane.y(first - bands[side].deg), plane.y(first + bands[side].deg)
            plane.area(plane.left, top, plane.right, foot, inks.of(side), 'opacity=".08"')
    plane.drop_axis(low, high, limit_deg)
    _dates(plane, [point.day for point in points], starts)
    for side in Side:
        _line_of(plane, known, side)
    return plane.done(tr("Means of both legs from run to run"))


def measure(
    points: Sequence[RunPoint],
    starts: Sequence[datetime],
    values: Sequence[float | None],
    label: str,
    inks: Inks = PAPER,
) -> str:
    """Draw another measure from run to run; a larger value lies higher."""
    days = [point.day for point in points]
    return course(days, starts, values, label, inks)


def course(
    days: Sequence[float],
    starts: Sequence[datetime],
    values: Sequence[float | None],
    label: str,
    inks: Inks = PAPER,
    *,
    height: float = HEIGHT,
    width: float = 680.0,
    from_zero: bool = False,
) -> str:
    """Draw a value over the days, the oldest first; a larger one lies higher."""
    known = [(day, value) for day, value in zip(days, values, strict=True) if value is not None]
    if not known:
        return ""
    numbers = [value for _, value in known]
    room = max(0.5, 0.15 * (max(numbers) - (0.0 if from_zero else min(numbers))))
    low = 0.0 if from_zero else min(numbers) - room
    high = max(numbers) + room
    span = (days[0], max(days[-1], days[0] + 1.0))
    plane = Plane(height, span, (-high, -low), inks, width)
    for value in _ticks(low, high, room, from_zero):
        y = plane.y(-value)
        plane.line(plane.left, y, plane.right, y, inks.edge, 'stroke-width=".6"')
        plane.text(plane.left - 4, y + 3, in_digits(f"{value:.3g}").replace("-", "−"), anchor="end")
    every = max(1, math.ceil(len(days) / MOST_RUNS))
    _dates(plane, days[::every], starts[::every])
    places = [(plane.x(day), plane.y(-value)) for day, value in known]
    plane.polyline(places, inks.ink, 'stroke-width="1.4"')
    for x, y in places if len(places) <= CROWDED else ():
        plane.line(x, y, x + 0.01, y, inks.ink, 'stroke-width="5" stroke-linecap="round"')
    return plane.done(label)


def _ticks(low: float, high: float, room: float, whole: bool) -> list[float]:
    """Return three or four values to draw lines at; whole ones where counts are drawn."""
    if not whole:
        return [low + room / 2 + i * (high - low - room) / 3 for i in range(4)]
    step = max(1.0, math.ceil((high - room) / 3))
    return [i * step for i in range(4) if i * step <= high]


def _thinned(
    points: Sequence[RunPoint], starts: Sequence[datetime]
) -> tuple[Sequence[RunPoint], Sequence[datetime]]:
    every = max(1, math.ceil(len(points) / MOST_RUNS))
    return points[::every], starts[::every]


def _days(points: Sequence[RunPoint]) -> tuple[float, float]:
    return points[0].day, max(points[-1].day, points[0].day + 1.0)


def _dates(plane: Plane, days: Sequence[float], starts: Sequence[datetime]) -> None:
    last_x = -math.inf
    for day, start in zip(days, starts, strict=True):
        x = plane.x(day)
        if x - last_x >= DATE_PX:
            inner = "middle" if x < plane.right - 28 else "end"
            anchor = "start" if x <= plane.left + 28 else inner
            plane.text(x, plane.height - 8, f"{start:%Y-%m-%d}", anchor=anchor)
            last_x = x


def _line_of(plane: Plane, known: Sequence[RunPoint], side: Side) -> None:
    own = [(p.day, m, p.half_deg(side)) for p in known if (m := p.mean_deg(side)) is not None]
    colour, crowded = plane.inks.of(side), len(own) > CROWDED
    places = [(plane.x(day), plane.y(mean)) for day, mean, _ in own]
    plane.polyline(places, colour, 'stroke-width="1.4"')
    if crowded:
        plane.dots(places, side)
        return
    for day, mean, half in own:
        x = plane.x(day)
        if half is not None:
            plane.line(x, plane.y(mean - half), x, plane.y(mean + half), colour, 'opacity=".5"')
        plane.mark(side, x, plane.y(mean), 3)
