"""The programme of eight sessions: cues that fade, and what stays without them.

Feedback is given all the time at first and taken away over the second half (Bowser 2018: the
effect held for a year; the worst results come with feedback that never comes or never goes).
It is measured silently all the time, so the stretches without cues tell what was learned.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from gaitcoach.gait.blocks import Interval, welch_half_width_deg
from gaitcoach.gait.stats import MIN_STEPS
from gaitcoach.types import Side, StanceRecord

SETTLE_S = 10.0
"""Steps so soon after cues were switched off still answer the last one: they count for neither."""
KEPT_DEG = 1.0
"""Without cues the mean may drop so much more and still count as kept."""
MOST_SESSIONS, MOST_MIN = 60, 120.0


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """One session. minutes : of running; cue_rel : share of them with cues"""

    minutes: float
    cue_rel: float

    def __post_init__(self) -> None:
        if not (0.0 < self.minutes <= MOST_MIN and 0.0 <= self.cue_rel <= 1.0):
            raise ValueError(f"no session: {self.minutes} min, {self.cue_rel:.0%} cued")


@dataclass(frozen=True, slots=True)
class Schedule:
    """The sessions of a programme, in their order; none = free mode, cues all the time."""

    sessions: tuple[SessionPlan, ...] = ()

    def __post_init__(self) -> None:
        if len(self.sessions) > MOST_SESSIONS:
            raise ValueError(f"more than {MOST_SESSIONS} sessions")

    @property
    def is_free(self) -> bool:
        return not self.sessions


DEFAULT_SCHEDULE = Schedule(
    tuple(
        SessionPlan(minutes, cue_rel)
        for minutes, cue_rel in zip(
            (15.0, 18.0, 20.0, 22.0, 24.0, 26.0, 28.0, 30.0),
            (1.0, 1.0, 1.0, 1.0, 0.75, 0.5, 0.25, 0.1),
            strict=True,
        )
    )
)
"""Two weeks, 15 to 30 minutes (Bowser 2018)."""
FREE = Schedule()


def schedule_to_plain(schedule: Schedule) -> list[dict[str, float]]:
    """Return a schedule as it is kept and edited."""
    return [{"minutes": s.minutes, "cue_rel": s.cue_rel} for s in schedule.sessions]


def schedule_from_plain(rows: Sequence[Mapping[str, Any]]) -> Schedule:
    """Return the schedule of such rows; raises ValueError or KeyError when it is none."""
    return Schedule(
        tuple(SessionPlan(float(row["minutes"]), float(row["cue_rel"])) for row in rows)
    )


def cued_stretches_s(
    changes: Sequence[tuple[float, bool]], end_s: float
) -> tuple[tuple[float, float], ...]:
    """Return when cues were given, in the run's own time.

    Parameters
    ----------
    changes : (time, cues are given from now on), oldest first; a run begins with cues
    end_s : when the run was over
    """
    stretches, since_s = [], -math.inf
    on = True
    for t_s, now in changes:
        if on and not now:
            stretches.append((since_s, t_s))
        elif now and not on:
            since_s = t_s
        on = now
    if on:
        stretches.append((since_s, max(since_s, end_s)))
    return tuple(stretches)


@dataclass(frozen=True, slots=True)
class Retention:
    """What one leg keeps without cues, in one session.

    cued_deg, silent_deg : mean drops, None with too few steps; n_* : usable steps
    change_deg, ci95_deg : silent less cued, when both are known
    score_rel : share of the silent steps at or under the limit; None with too few of them
    """

    n_cued: int
    n_silent: int
    cued_deg: float | None = None
    silent_deg: float | None = None
    change_deg: float | None = None
    ci95_deg: Interval | None = None
    score_rel: float | None = None

    @property
    def kept(self) -> bool | None:
        """True or False when that is sure (95 %), None when it is not."""
        if self.ci95_deg is None:
            return None
        low_deg, high_deg = self.ci95_deg
        if high_deg <= KEPT_DEG:
            return True
        return False if low_deg > KEPT_DEG else None


def retention(
    steps: Sequence[StanceRecord],
    cued_s: Sequence[tuple[float, float]],
    side: Side,
    threshold_deg: float,
) -> Retention:
    """Compare one leg's steps with and without cues.

    Parameters
    ----------
    steps : all steps of the session
    cued_s : stretches in which cues were given, in the run's own time
    threshold_deg : drop that is too much
    """
    usable = [step for step in steps if step.side is side and step.usable]
    cued = np.array([s.drop_deg for s in usable if _inside(s, cued_s)])
    silent = np.array([s.drop_deg for s in usable if _outside(s, cued_s)])
    known = {name: float(x.mean()) if len(x) >= MIN_STEPS else None
             for name, x in (("cued_deg", cued), ("silent_deg", silent))}  # fmt: skip
    score = float(np.mean(silent <= threshold_deg)) if len(silent) >= MIN_STEPS else None
    change = interval = None
    if min(len(cued), len(silent)) >= MIN_STEPS:
        change = float(silent.mean() - cued.mean())
        half = welch_half_width_deg(silent, cued)
        interval = (change - half, change + half)
    return Retention(len(cued), len(silent), **known, change_deg=change, ci95_deg=interval,
                     score_rel=score)  # fmt: skip


def _inside(step: StanceRecord, spans_s: Sequence[tuple[float, float]]) -> bool:
    return any(begin <= step.t_start_s and step.t_end_s <= end for begin, end in spans_s)


def _outside(step: StanceRecord, spans_s: Sequence[tuple[float, float]]) -> bool:
    return not any(
        step.t_end_s > begin and step.t_start_s < end + SETTLE_S for begin, end in spans_s
    )


def next_session(schedule: Schedule, done: int) -> SessionPlan | None:
    """Return the plan of the session after so many, None when the programme is over or free."""
    return schedule.sessions[done] if done < len(schedule.sessions) else None
