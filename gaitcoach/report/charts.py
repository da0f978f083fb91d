"""The drawings of a report as SVG, which stands in the page as text and prints sharp."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime
from html import escape

from gaitcoach.gait.progress import NoiseBand, RunPoint
from gaitcoach.types import Cue, CueKind, Side, SideStats, StanceRecord

INK, SOFT, EDGE, GROUND = "#1b1f24", "#5c6773", "#d5dbe1", "#f4f6f8"
LEFT, RIGHT, LIMIT, BAND = "#1f6fb2", "#b8610a", "#b3261e", "#dfe9f2"
COLOUR = {Side.LEFT: LEFT, Side.RIGHT: RIGHT}
GAUGE_DEG = (-2.0, 12.0)
SMOOTH_STEPS = 20
MOST_DOTS = 1200
"""A long run's dots are thinned: a page stays small, and no eye tells the difference."""


class Plane:
    """Maps x and y of a chart to its inside, pixels."""

    def __init__(
        self, width: float, height: float, x: tuple[float, float], y: tuple[float, float]
    ) -> None:
        self.width, self.height = width, height
        self.left, self.right, self.top, self.bottom = 34.0, width - 8.0, 8.0, height - 22.0
        self._x, self._y = x, y

    def x(self, value: float) -> float:
        low, high = self._x
        return self.left + (self.right - self.left) * (value - low) / max(high - low, 1e-9)

    def y(self, value: float) -> float:
        """A deeper drop lies lower."""
        low, high = self._y
        inside = min(max(value, low), high)
        return self.top + (self.bottom - self.top) * (inside - low) / max(high - low, 1e-9)


def _svg(width: float, height: float, parts: Sequence[str], label: str) -> str:
    return (
        f'<svg viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{escape(label)}" '
        'xmlns="http://www.w3.org/2000/svg" font-family="inherit" font-size="9.5">'
        + "".join(parts)
        + "</svg>"
    )


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, more: str = "") -> str:
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" {more}/>'
    )


def _text(x: float, y: float, words: str, colour: str = SOFT, anchor: str = "start") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}" text-anchor="{anchor}">'
        f"{escape(words)}</text>"
    )


def _mark(side: Side, x: float, y: float, size: float, more: str = "") -> str:
    """A disc for the left leg, a square for the right: readable without colour."""
    fill = COLOUR[side]
    if side is Side.LEFT:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:g}" fill="{fill}" {more}/>'
    left, top, edge = x - size, y - size, 2 * size
    return (
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{edge:g}" height="{edge:g}" fill="{fill}" '
        f"{more}/>"
    )


def gauge(stats: SideStats, side: Side, limit_deg: float, last_deg: float | None) -> str:
    """Draw a leg's mean with its interval against the limit; a hollow mark is the run before."""
    low, high = GAUGE_DEG
    plane = Plane(300.0, 56.0, (low, high), (0.0, 1.0))
    plane.left, y = 8.0, 24.0
    x = lambda value: plane.x(min(max(value, low), high))  # noqa: E731 - one word for a long one
    parts = [
        f'<rect x="{plane.left}" y="{y - 7}" width="{x(limit_deg) - plane.left:.1f}" height="14" '
        f'fill="{BAND}"/>',
        f'<rect x="{x(limit_deg):.1f}" y="{y - 7}" width="{plane.right - x(limit_deg):.1f}" '
        'height="14" fill="#f8e6d3"/>',
        _line(x(limit_deg), y - 12, x(limit_deg), y + 12, LIMIT, 'stroke-width="1.5"'),
        _text(x(limit_deg), y - 14, f"limit {limit_deg:g}°", LIMIT, "middle"),
    ]
    for tick in range(0, int(high) + 1, 3):
        parts.append(_text(x(tick), y + 24, f"{tick}°", SOFT, "middle"))
    if last_deg is not None:
        parts.append(
            _mark(side, x(last_deg), y, 4, f'fill-opacity="0" stroke="{SOFT}" stroke-width="1.2"')
        )
    if stats.mean_deg is not None and stats.ci95_deg is not None:
        ends = [x(bound) for bound in stats.ci95_deg]
        parts.append(_line(ends[0], y, ends[1], y, COLOUR[side], 'stroke-width="4" opacity=".45"'))
        parts.append(_mark(side, x(stats.mean_deg), y, 5))
    return _svg(300, 56, parts, f"{side} leg against the limit")


def over_time(
    steps: Sequence[StanceRecord],
    cues: Sequence[Cue],
    markers: Sequence[tuple[float, str]],
    limit_deg: float,
) -> str:
    """Draw every step over the run with a moving mean, the cues and the marks."""
    usable = [step for step in steps if step.usable]
    begin_s = usable[0].t_start_s if usable else 0.0
    end_s = max(usable[-1].t_end_s if usable else 0.0, begin_s + 60.0)
    deepest = max((step.drop_deg for step in usable), default=8.0)
    low, high = -2.0, min(max(8.0, limit_deg + 2.0, deepest + 0.5), 20.0)
    plane = Plane(680.0, 170.0, (begin_s, end_s), (low, high))
    parts = _drop_axis(plane, low, high, limit_deg)
    for minute in _minute_ticks((end_s - begin_s) / 60):
        words = f"{minute:g} min"
        parts.append(_text(plane.x(begin_s + 60 * minute), plane.height - 8, words, SOFT, "middle"))
    for cue in cues:
        if cue.kind is CueKind.CORRECT and cue.spoken:
            x = plane.x(cue.t_s)
            parts.append(_line(x, plane.top, x, plane.bottom, LIMIT, 'opacity=".35"'))
    for t_s, words in markers:
        x = plane.x(t_s)
        parts.append(_line(x, plane.top, x, plane.bottom, INK, 'stroke-dasharray="1 2"'))
        parts.append(_text(x + 2, plane.top + 8, words[:24], INK))
    for side in Side:
        own = [step for step in usable if step.side is side]
        every = max(1, math.ceil(2 * len(own) / MOST_DOTS))
        parts += [_dots(plane, own[::every], side), _moving_mean(plane, own, side, every)]
    return _svg(680, 170, parts, "every step over the run")


def _dots(plane: Plane, steps: Sequence[StanceRecord], side: Side) -> str:
    """Draw steps as one path of points: a thousand elements would take seconds to print."""
    path = " ".join(f"M{plane.x(s.t_start_s):.1f} {plane.y(s.drop_deg):.1f}h0" for s in steps)
    cap = "round" if side is Side.LEFT else "square"
    return (
        f'<path d="{path}" stroke="{COLOUR[side]}" stroke-width="2.4" stroke-linecap="{cap}" '
        'opacity=".45" fill="none"/>'
    )


def _drop_axis(plane: Plane, low: float, high: float, limit_deg: float) -> list[str]:
    parts = []
    for tick in range(2 * math.ceil(low / 2), math.floor(high) + 1, 2):
        y = plane.y(tick)
        parts.append(_line(plane.left, y, plane.right, y, EDGE, 'stroke-width=".6"'))
        parts.append(_text(plane.left - 4, y + 3, f"{tick}°".replace("-", "−"), SOFT, "end"))
    y = plane.y(limit_deg)
    parts.append(
        _line(plane.left, y, plane.right, y, LIMIT, 'stroke-width="1.2" stroke-dasharray="5 3"')
    )
    return parts


def _minute_ticks(minutes: float) -> list[float]:
    every = next((n for n in (0.25, 0.5, 1, 2, 5, 10, 15, 30) if minutes / n <= 8), 60)
    return [i * every for i in range(int(minutes / every) + 1)]


def _moving_mean(plane: Plane, own: Sequence[StanceRecord], side: Side, every: int) -> str:
    points, total = [], 0.0
    for i, step in enumerate(own):
        total += step.drop_deg - (own[i - SMOOTH_STEPS].drop_deg if i >= SMOOTH_STEPS else 0.0)
        if i >= SMOOTH_STEPS - 1 and i % every == 0:
            y = plane.y(total / SMOOTH_STEPS)
            points.append(f"{plane.x(step.t_start_s):.1f},{y:.1f}")
    return (
        f'<polyline points="{" ".join(points)}" fill="none" stroke="{COLOUR[side]}" '
        'stroke-width="1.8"/>'
    )


def progress(
    points: Sequence[RunPoint],
    starts: Sequence[datetime],
    limit_deg: float,
    bands: dict[Side, NoiseBand],
) -> str:
    """Draw the means of a person's runs; the shade is the noise around each leg's first runs."""
    known = [p for p in points if p.left_deg is not None or p.right_deg is not None]
    if not known:
        return ""
    values = [m for p in known for s in Side if (m := p.mean_deg(s)) is not None]
    low = min(-1.0, math.floor(min(values)) - 0.5)
    high = max(8.0, limit_deg + 2.0, math.ceil(max(values)) + 1.0)
    days = (known[0].day, max(known[-1].day, known[0].day + 1.0))
    plane = Plane(680.0, 155.0, days, (low, high))
    plane.right -= 8
    parts = []
    for side in Side:
        first = next((p.mean_deg(side) for p in known if p.mean_deg(side) is not None), None)
        if first is not None:
            top, foot = plane.y(first - bands[side].deg), plane.y(first + bands[side].deg)
            parts.append(
                f'<rect x="{plane.left}" y="{top:.1f}" width="{plane.right - plane.left:.1f}" '
                f'height="{foot - top:.1f}" fill="{COLOUR[side]}" opacity=".08"/>'
            )
    parts += _drop_axis(plane, low, high, limit_deg)
    parts += _dates(plane, points, starts)
    for side in Side:
        parts += _progress_line(plane, known, side)
    return _svg(680, 155, parts, "means of both legs from run to run")


def _dates(plane: Plane, points: Sequence[RunPoint], starts: Sequence[datetime]) -> list[str]:
    parts, last_x = [], -math.inf
    for point, start in zip(points, starts, strict=True):
        x = plane.x(point.day)
        if x - last_x >= 90:
            anchor = "middle" if plane.left + 28 < x < plane.right - 28 else "end"
            anchor = "start" if x <= plane.left + 28 else anchor
            parts.append(_text(x, plane.height - 8, f"{start:%Y-%m-%d}", SOFT, anchor))
            last_x = x
    return parts


def _progress_line(plane: Plane, known: Sequence[RunPoint], side: Side) -> list[str]:
    own = [(p.day, m, p.half_deg(side)) for p in known if (m := p.mean_deg(side)) is not None]
    line = " ".join(f"{plane.x(day):.1f},{plane.y(mean):.1f}" for day, mean, _ in own)
    parts = [f'<polyline points="{line}" fill="none" stroke="{COLOUR[side]}" stroke-width="1.4"/>']
    crowded = len(own) > 80
    for day, mean, half in own:
        x = plane.x(day)
        if half is not None and not crowded:
            top, foot = plane.y(mean - half), plane.y(mean + half)
            parts.append(_line(x, top, x, foot, COLOUR[side], 'opacity=".5"'))
        parts.append(_mark(side, x, plane.y(mean), 1.6 if crowded else 3))
    return parts
