"""What the store gives out, as plain values; light, so that the window may import it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from gaitcoach.gait.programme import Retention, Schedule, SessionPlan, next_session
from gaitcoach.gait.putright import Correction
from gaitcoach.types import BlockStart, Cue, Side, StanceRecord


class RunState(StrEnum):
    """RUNNING is also what a killed program leaves behind; KEPT was found so and kept."""

    RUNNING = "running"
    ENDED = "ended"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Conditions:
    """In what a run is made, as far as somebody noted it; None and "" = not known."""

    speed_kmh: float | None = None
    incline_percent: float | None = None
    shoes: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """One person.

    threshold_deg : their own limit, None = that of the settings
    usual : the conditions of their last run
    """

    id: int
    name: str
    notes: str = ""
    consent_utc: datetime | None = None
    threshold_deg: float | None = None
    n_runs: int = 0
    last_run_utc: datetime | None = None
    usual: Conditions = Conditions()


@dataclass(frozen=True, slots=True)
class SideFigures:
    """One stance leg of a run, put right where that was done. over_rel : share over the limit"""

    n: int | None
    usable: int | None
    mean_deg: float | None
    sd_deg: float | None
    low_deg: float | None
    high_deg: float | None
    over_rel: float | None


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run in one line; what is not known is None. runner : "" for a guest"""

    id: int
    uid: str
    person_id: int | None
    runner: str
    started: datetime
    state: RunState
    source: str
    view: str
    threshold_deg: float
    left_limit_deg: float | None
    right_limit_deg: float | None
    duration_s: float | None
    active_s: float | None
    cadence_spm: float | None
    cues: int | None
    method: str | None
    validated: bool | None
    level_by: str | None
    baseline_sigma_deg: float | None
    speed_kmh: float | None
    incline_percent: float | None
    shoes: str
    notes: str
    left: SideFigures
    right: SideFigures

    @property
    def conditions(self) -> Conditions:
        return Conditions(self.speed_kmh, self.incline_percent, self.shoes)

    def side(self, side: Side) -> SideFigures:
        return self.left if side is Side.LEFT else self.right

    def limit_deg(self, side: Side) -> float:
        own = self.left_limit_deg if side is Side.LEFT else self.right_limit_deg
        return self.threshold_deg if own is None else own

    @property
    def left_deg(self) -> float | None:
        return self.left.mean_deg

    @property
    def right_deg(self) -> float | None:
        return self.right.mean_deg

    @property
    def ended(self) -> bool:
        return self.state is not RunState.RUNNING

    @property
    def difference_deg(self) -> float | None:
        """Left less right; None where camera roll, which enters it twice, was not removed."""
        left, right = self.left.mean_deg, self.right.mean_deg
        levelled = self.level_by not in (None, "none")
        return left - right if levelled and left is not None and right is not None else None


@dataclass(frozen=True, slots=True)
class RunFilter:
    """Which runs are wanted; None = all of them. text : in notes, shoes, source or name"""

    person_id: int | None = None
    guests_only: bool = False
    since: datetime | None = None
    until: datetime | None = None
    shoes: str | None = None
    speed_kmh: tuple[float, float] | None = None
    text: str = ""
    with_means: bool = False


@dataclass(frozen=True, slots=True)
class RunData:
    """A whole run.

    steps : put right where that was done; measured : as they were measured
    facts : (time, event, body) of everything else
    """

    row: RunRow
    steps: tuple[StanceRecord, ...]
    measured: tuple[StanceRecord, ...]
    cues: tuple[Cue, ...]
    markers: tuple[tuple[float, str], ...]
    blocks: tuple[BlockStart, ...]
    gaps: tuple[tuple[float, float, str], ...]
    facts: tuple[tuple[float, str, dict[str, Any]], ...]
    settings: dict[str, Any] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    summary: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A run without an end. duration_s : up to the last thing that is known of it"""

    run_id: int
    uid: str
    runner: str
    started_utc: datetime
    duration_s: float
    n_steps: int


@dataclass(frozen=True, slots=True)
class Logged:
    """One correction in the log. revoked_utc : when it was taken back, None while it holds"""

    id: int
    made_utc: datetime
    revoked_utc: datetime | None
    what: Correction


@dataclass(frozen=True, slots=True)
class Programme:
    """A person's programme. run_ids : of the sessions that were done, in their order"""

    id: int
    person_id: int
    created_utc: datetime
    ended_utc: datetime | None
    schedule: Schedule
    run_ids: tuple[int, ...]

    @property
    def next(self) -> SessionPlan | None:
        """The session to come; None when all are done, or in free mode."""
        return next_session(self.schedule, len(self.run_ids))


@dataclass(frozen=True, slots=True)
class SessionScore:
    """One session that was done. left, right : what each leg keeps without cues"""

    number: int
    run_id: int
    plan: SessionPlan | None
    left: Retention
    right: Retention

    def side(self, side: Side) -> Retention:
        return self.left if side is Side.LEFT else self.right
