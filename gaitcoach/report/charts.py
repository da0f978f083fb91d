"""The drawings of one run, for the report and for the screen."""

from __future__ import annotations

import math
from collections.abc import Sequence

from gaitcoach.language import in_digits, tr, tr_later
from gaitcoach.report.svg import PAPER, SMOOTH_STEPS, Inks, Plane, moving_mean
from gaitcoach.types import Cue, CueKind, Side, SideStats, StanceRecord

GAUGE_DEG = (-2.0, 12.0)
MOST_DOTS, MOST_POINTS = 600, 500
"""A long run's steps are thinned: a page stays small, and no eye tells the difference."""
LEAST_SPAN_S = 60.0
DEEPEST_DEG = 20.0
AGAINST_LIMIT = {
    Side.LEFT: tr_later("The left leg against the limit"),
    Side.RIGHT: tr_later("The right leg against the limit"),
}
IN_TWO_RUNS = {
    Side.LEFT: tr_later("The left leg in two runs"),
    Side.RIGHT: tr_later("The right leg in two runs"),
}


def gauge(
    stats: SideStats,
    side: Side,
    limit_deg: float,
    last_deg: float | None,
    inks: Inks = PAPER,
) -> str:
    """Draw a leg's mean with its interval against the limit; a hollow mark is the run before."""
    low, high = GAUGE_DEG
    plane = Plane(56.0, GAUGE_DEG, (0.0, 1.0), inks, width=300.0)
    plane.left, plane.right, y = 8.0, 292.0, 24.0

    def x(value: float) -> float:
        return plane.x(min(max(value, low), high))

    plane.area(plane.left, y - 7, x(limit_deg), y + 7, inks.within)
    plane.area(x(limit_deg), y - 7, plane.right, y + 7, inks.beyond)
    plane.line(x(limit_deg), y - 12, x(limit_deg), y + 12, inks.limit, 'stroke-width="1.5"')
    plane.text(
        x(limit_deg),
        y - 14,
        tr("limit {limit}°", limit=in_digits(f"{limit_deg:g}")),
        inks.limit,
        "middle",
    )
    for tick in range(0, int(high) + 1, 3):
        plane.text(x(tick), y + 24, f"{tick}°", anchor="middle")
    if last_deg is not None:
        hollow = f'fill-opacity="0" stroke="{inks.soft}" stroke-width="1.2"'
        plane.mark(side, x(last_deg), y, 4, hollow)
    if stats.mean_deg is not None and stats.ci95_deg is not None:
        ends = [x(bound) for bound in stats.ci95_deg]
        plane.line(ends[0], y, ends[1], y, inks.of(side), 'stroke-width="4" opacity=".45"')
        plane.mark(side, x(stats.mean_deg), y, 5)
    return plane.done(tr(AGAINST_LIMIT[side]))


def over_time(
    steps: Sequence[StanceRecord],
    cues: Sequence[Cue],
    markers: Sequence[tuple[float, str]],
    limit_deg: float,
    inks: Inks = PAPER,
) -> str:
    """Draw every step over the run with a moving mean, the cues and the marks."""
    usable = [step for step in steps if step.usable]
    begin_s = usable[0].t_start_s if usable else 0.0
    end_s = max(usable[-1].t_end_s if usable else 0.0, begin_s + LEAST_SPAN_S)
    low, high = _depths(usable, limit_deg)
    plane = Plane(170.0, (begin_s, end_s), (low, high), inks)
    plane.drop_axis(low, high, limit_deg)
    plane.minute_axis(begin_s, end_s)
    for cue in cues:
        if cue.kind is CueKind.CORRECT and cue.spoken:
            x = plane.x(cue.t_s)
            plane.line(x, plane.top, x, plane.bottom, inks.limit, 'opacity=".35"')
    for t_s, words in markers:
        x = plane.x(t_s)
        plane.line(x, plane.top, x, plane.bottom, inks.ink, 'stroke-dasharray="1 2"')
        plane.text(x + 2, plane.top + 8, tr(words)[:24], inks.ink)
    for side in Side:
        own = [step for step in usable if step.side is side]
        some = own[:: max(1, math.ceil(len(own) / MOST_DOTS))]
        plane.dots(((plane.x(s.t_start_s), plane.y(s.drop_deg)) for s in some), side)
        _mean_line(plane, own, inks.of(side))
    return plane.done(tr("Every step over the run"))


def _depths(usable: Sequence[StanceRecord], limit_deg: float) -> tuple[float, float]:
    deepest = max((step.drop_deg for step in usable), default=8.0)
    return -2.0, min(max(8.0, limit_deg + 2.0, deepest + 0.5), DEEPEST_DEG)


def _mean_line(
    plane: Plane, own: Sequence[StanceRecord], colour: str, more: str = "", off_s: float = 0.0
) -> None:
    line = moving_mean(own, MOST_POINTS)
    places = ((plane.x(t_s - off_s), plane.y(mean)) for t_s, mean in line)
    plane.polyline(places, colour, f'stroke-width="1.8" {more}')


def before_after(
    before: Sequence[StanceRecord],
    after: Sequence[StanceRecord],
    side: Side,
    limit_deg: float,
    inks: Inks = PAPER,
) -> str:
    """Draw one leg's moving mean of two runs over each other; the earlier one is dashed."""
    runs = [[s for s in run if s.side is side and s.usable] for run in (before, after)]
    end_s = max([LEAST_SPAN_S, *(run[-1].t_end_s - run[0].t_start_s for run in runs if run)])
    low, high = _depths([step for run in runs for step in run], limit_deg)
    plane = Plane(150.0, (0.0, end_s), (low, high), inks)
    plane.drop_axis(low, high, limit_deg)
    plane.minute_axis(0.0, end_s)
    for run, more in zip(runs, ('stroke-dasharray="3 3" opacity=".8"', ""), strict=True):
        if len(run) >= SMOOTH_STEPS:
            _mean_line(plane, run, inks.of(side), more, run[0].t_start_s)
    return plane.done(tr(IN_TWO_RUNS[side]))
