"""The programme of the drills: what is wanted today, the load, and the weeks that were kept.

First weeks with the body's own weight, to learn to feel the glutes; then bands, then weight.
Often counts for more than heavy (`docs/drills.md`). Pure: what was done and the day come in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from gaitcoach.drills.definitions import BRIDGE_HOLD_S, DRILLS, Drill, Place
from gaitcoach.drills.done import DoneDrill, Load

WEEK_SESSIONS = 3
"""Ours: the source says often and gives no number. A week with so many days of drills is kept."""
BODY_WEIGHT_WEEKS = 8
"""Two months with the body's own weight. Weeks that were kept count, not those on the calendar."""
BAND_WEEKS = 8
"""Ours: the source says "then bands, then weight" and not when; as long as the first part."""
TEST_EVERY = timedelta(weeks=4)
"""Ours: the standing test shows a change once in a while, and is no exercise."""
FULL_PERCENT = 90.0
"""Ours: so much of the target in good form, twice in a row, and the target grows."""
IN_A_ROW = 2


@dataclass(frozen=True, slots=True)
class Part:
    """One drill's part in the programme: one row of the table.

    sets : with a rest between them; of drills that count reps a side, sets a side
    reps : in a set; hold_s : of each repetition, 0 = moved and not held
    a side, where the drill has sides
    loads : what it may be done against, in their order
    more_reps, more_s : how the target grows; most_* : and where it ends
    """

    name: str
    sets: int
    reps: int = 1
    hold_s: float = 0.0
    loads: tuple[Load, ...] = (Load.NONE,)
    more_reps: int = 0
    most_reps: int = 0
    more_s: float = 0.0
    most_s: float = 0.0


_ANY_LOAD = (Load.NONE, Load.BAND, Load.WEIGHT)
PARTS: tuple[Part, ...] = (
    Part("single_leg_stance", sets=1, hold_s=30.0),
    Part("mirror_stance", sets=5, hold_s=30.0, more_s=10.0, most_s=60.0),
    Part("hip_abduction", 1, 10, loads=_ANY_LOAD, more_reps=5, most_reps=20),
    Part("hip_hike", 1, 10, loads=(Load.NONE, Load.WEIGHT), more_reps=5, most_reps=20),
    Part("single_leg_squat", 1, 8, loads=_ANY_LOAD, more_reps=2, most_reps=12),
    Part("glute_bridge", sets=3, hold_s=BRIDGE_HOLD_S, loads=_ANY_LOAD),
    Part("marching_bridge", 3, 20, hold_s=BRIDGE_HOLD_S, loads=(Load.NONE, Load.BAND)),
)
"""In the order of a session: standing first, then on the floor, so the camera moves once."""


@dataclass(frozen=True, slots=True)
class PlannedDrill:
    """One drill of today.

    name : of `definitions.DRILLS`
    sets, reps, hold_s : wanted, a side where the drill has sides; see `Part`
    load : what to work against
    is_done : today, whatever came of it
    """

    name: str
    sets: int
    reps: int
    hold_s: float
    load: Load
    is_done: bool

    @property
    def drill(self) -> Drill:
        """The drill with today's target in it, for `DrillCoach`."""
        drill = DRILLS[self.name]
        wanted = self.sets * self.reps
        return replace(drill, reps=wanted, hold_s=self.hold_s or drill.hold_s)

    @property
    def place(self) -> Place:
        return DRILLS[self.name].place


@dataclass(frozen=True, slots=True)
class Streak:
    """What was kept up. Weeks begin on Monday.

    weeks : in a row with `WEEK_SESSIONS` days of drills, this one when it has them already
    kept_weeks : all such weeks; sessions : days with drills this week
    """

    weeks: int
    kept_weeks: int
    sessions: int


def todays_session(done: Sequence[DoneDrill], today: date) -> tuple[PlannedDrill, ...]:
    """Return what is wanted today.

    Parameters
    ----------
    done : everything one person has done, in any order
    today : the day, where the person is
    """
    load = load_of(done, today)
    return tuple(
        _planned(part, load, done, today) for part in PARTS if _is_wanted(part, done, today)
    )


def load_of(done: Sequence[DoneDrill], today: date) -> Load:
    """Return the load of the programme by the weeks that were kept before this one."""
    this_week = _week(today)
    kept = sum(week < this_week for week in _kept_weeks(done))
    if kept < BODY_WEIGHT_WEEKS:
        return Load.NONE
    return Load.BAND if kept < BODY_WEIGHT_WEEKS + BAND_WEEKS else Load.WEIGHT


def streak(done: Sequence[DoneDrill], today: date) -> Streak:
    """Return the weeks that were kept; a week that is not over yet breaks no row."""
    kept, this_week = _kept_weeks(done), _week(today)
    week = this_week if this_week in kept else this_week - timedelta(weeks=1)
    in_a_row = 0
    while week in kept:
        in_a_row += 1
        week -= timedelta(weeks=1)
    sessions = sum(_week(day) == this_week for day in _days(done))
    return Streak(in_a_row, len(kept), sessions)


def progress_of(done: Sequence[DoneDrill], name: str) -> tuple[DoneDrill, ...]:
    """Return what was done of one drill, the oldest first."""
    return tuple(sorted((d for d in done if d.drill == name), key=lambda d: d.started))


def _is_wanted(part: Part, done: Sequence[DoneDrill], today: date) -> bool:
    """Tell whether a drill belongs to today: all but the test, which comes every few weeks."""
    if part.name != "single_leg_stance":
        return True
    days = [_day(d) for d in progress_of(done, part.name) if d.did_something]
    return not days or days[-1] == today or today - days[-1] >= TEST_EVERY


def _planned(part: Part, load: Load, done: Sequence[DoneDrill], today: date) -> PlannedDrill:
    mine = [d for d in progress_of(done, part.name) if d.did_something]
    before = [d for d in mine if _day(d) < today]
    allowed = [own for own in part.loads if _heavier(own) <= _heavier(load)]
    reps, hold_s = _target(part, before)
    return PlannedDrill(part.name, part.sets, reps, hold_s, allowed[-1], len(mine) > len(before))


def _heavier(load: Load) -> int:
    return list(Load).index(load)


def _target(part: Part, before: Sequence[DoneDrill]) -> tuple[int, float]:
    """Return reps and seconds: they grow when the last ones were reached twice, in good form."""
    reps, hold_s, in_a_row = part.reps, part.hold_s, 0
    for one in before:
        reached = one.score_percent >= FULL_PERCENT and _was_wanted(one, part.sets * reps, hold_s)
        in_a_row = in_a_row + 1 if reached else 0
        if in_a_row == IN_A_ROW:
            reps = max(reps, min(part.most_reps, reps + part.more_reps))
            hold_s = max(hold_s, min(part.most_s, hold_s + part.more_s))
            in_a_row = 0
    return reps, hold_s


def _was_wanted(one: DoneDrill, reps: int, hold_s: float) -> bool:
    """Tell whether a drill was done with both legs, against this target or a larger one."""
    enough_reps = one.target_reps is None or one.target_reps >= reps
    enough_s = one.target_hold_s is None or one.target_hold_s >= hold_s
    return one.side not in ("left", "right") and enough_reps and enough_s


def _kept_weeks(done: Sequence[DoneDrill]) -> set[date]:
    """Return the Mondays of weeks that have enough days of drills."""
    sessions = Counter(_week(day) for day in _days(done))
    return {week for week, count in sessions.items() if count >= WEEK_SESSIONS}


def _days(done: Sequence[DoneDrill]) -> set[date]:
    return {_day(d) for d in done if d.did_something}


def _day(one: DoneDrill) -> date:
    return one.started.date()


def _week(day: date) -> date:
    return day - timedelta(days=day.weekday())
