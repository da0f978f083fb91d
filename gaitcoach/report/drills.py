"""The drills of a person over time: what is measured of each, and its drawings. No window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from gaitcoach.drills import DRILLS
from gaitcoach.drills.done import DoneDrill
from gaitcoach.drills.programme import PlannedDrill, progress_of
from gaitcoach.drills.words import FAULTS, LOADS, TITLES
from gaitcoach.language import tr, tr_later
from gaitcoach.report.svg import PAPER, Inks
from gaitcoach.report.trends import course

CHART_HEIGHT = 96.0
SECONDS_A_DAY = 86_400.0
LONGEST_NOTE = 300
"""Characters on paper and screen; the store has it whole."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of a drill that is drawn over the days."""

    title: str
    of: Callable[[DoneDrill], float | None]


HELD = Measure(tr_later("Held in good form, seconds"), lambda one: one.good_s)
REPS = Measure(tr_later("Repetitions in good form"), lambda one: one.good_reps)
FAULTS_SEEN = Measure(tr_later("Faults"), lambda one: one.n_faults)
DEPTH = Measure(tr_later("Depth in good form, degrees of knee bend"), lambda one: one.good_deg)
RANGE = Measure(tr_later("Range in good form, degrees"), lambda one: one.good_deg)


def measures_of(name: str) -> tuple[Measure, ...]:
    """Return what is drawn of a drill."""
    drill = DRILLS[name]
    own = (HELD,) if drill.wave is None else (REPS,)
    if drill.wave is not None and drill.hold is not None:
        own = (HELD, REPS)
    elif drill.wave is not None:
        own = (REPS, DEPTH if name == "single_leg_squat" else RANGE)
    return (*own, FAULTS_SEEN)


@dataclass(frozen=True, slots=True)
class Course:
    """One drawing: its title and the SVG."""

    title: str
    svg: str


def courses(
    done: Sequence[DoneDrill],
    name: str,
    inks: Inks = PAPER,
    width: float = 680.0,
) -> tuple[Course, ...]:
    """Return the drawings of one drill; () before it was ever done."""
    own = [one for one in progress_of(done, name) if one.did_something]
    if not own:
        return ()
    starts = [one.started for one in own]
    days = [_day(start) for start in starts]
    drawn = []
    for measure in measures_of(name):
        title = tr(measure.title)
        values = [measure.of(one) for one in own]
        svg = course(
            days, starts, values, title, inks,
            height=CHART_HEIGHT, width=width, from_zero=True,
        )  # fmt: skip
        drawn.append(Course(title, svg))
    return tuple(drawn)


def _day(start: datetime) -> float:
    return start.timestamp() / SECONDS_A_DAY


def target_text(planned: PlannedDrill) -> str:
    """Return what is wanted of a drill today."""
    drill, hold_s = DRILLS[planned.name], f"{planned.hold_s:g}"
    fields = {"sets": planned.sets, "reps": planned.reps, "hold_s": hold_s}
    if drill.hold is not None and drill.wave is not None:
        return tr("{sets} × {hold_s} s with {reps} steps", **fields)
    if len(drill.sides) == 1:
        return tr("{sets} × {hold_s} s", **fields)
    if drill.hold is None:
        return tr("{reps} a side", **fields)
    if planned.sets == 1:
        return tr("{hold_s} s a side", **fields)
    return tr("{sets} × {hold_s} s a side", **fields)


def done_text(one: DoneDrill) -> str:
    """Return what came of a drill in one line: how much, how well, what was wrong."""
    drill = DRILLS.get(one.drill)
    held = tr(
        "{hold_s:.0f} s held, {good_s:.0f} s in good form", hold_s=one.hold_s, good_s=one.good_s
    )
    reps = tr("{reps} repetitions, {good} in good form", reps=one.reps, good=one.good_reps)
    counted = drill is not None and drill.wave is not None
    parts = [reps] if counted and drill.hold is None else [held, reps] if counted else [held]
    if one.good_deg is not None and drill is not None and drill.hold is None:
        parts.append(tr("up to {deg:.0f}° in good form", deg=one.good_deg))
    if one.was_lying and drill is not None and drill.may_lie:
        parts.append(tr("lying on the side"))
    parts += faults_texts(one)
    if one.held_on:
        parts.append(tr("held on to something"))
    return " · ".join(parts)


def noted_text(one: DoneDrill) -> str:
    """Return what was noted of a drill, with its day."""
    words = (
        one.notes if len(one.notes) <= LONGEST_NOTE else one.notes[:LONGEST_NOTE].rstrip() + " …"
    )
    return tr("Noted on {day}: {words}", day=f"{one.started:%Y-%m-%d}", words=words)


def faults_texts(one: DoneDrill) -> list[str]:
    """Return each kind of fault with how often it was seen."""
    return [
        tr("{fault}: {n}", fault=tr(FAULTS.get(kind, kind)), n=n)
        for kind, n in one.faults.items()
        if n
    ]


def title_text(name: str) -> str:
    """Return what a drill is called; one of another version by its own name."""
    return tr(TITLES[name]) if name in TITLES else name


def load_text(one: DoneDrill | PlannedDrill) -> str:
    """Return what was worked against."""
    return tr(LOADS[one.load])
