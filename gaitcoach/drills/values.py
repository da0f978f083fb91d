"""What the drills say about a frame. Frozen; units in the names; `side` is the standing leg."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gaitcoach.types import Quality, Side


class DrillState(StrEnum):
    """Where a drill stands."""

    GET_READY = "get_ready"
    POSITION = "position"
    WORK = "work"
    REST = "rest"
    SWITCH_SIDES = "switch_sides"
    DONE = "done"
    PAUSED = "paused"
    CANNOT_TELL = "cannot_tell"


class FaultKind(StrEnum):
    """What may be wrong with a movement that counts all the same."""

    DROP = "drop"
    LEAN = "lean"
    KNEE_IN = "knee_in"
    HIPS_SAG = "hips_sag"
    TOUCHED_DOWN = "touched_down"
    TOO_FAST = "too_fast"
    SAME_SIDE = "same_side"


@dataclass(frozen=True, slots=True)
class Rep:
    """One repetition, from half of the movement going out to half coming back.

    side : leg that stands; None where both carry
    range_deg : how far the movement went, in the drill's own measure
    good_deg : how far it went while the form was good
    """

    t_start_s: float
    t_end_s: float
    side: Side | None
    range_deg: float
    good_deg: float
    count: int


@dataclass(frozen=True, slots=True)
class HeldFor:
    """One hold that has ended. good_s : time in which no fault was found."""

    t_start_s: float
    t_end_s: float
    side: Side | None
    hold_s: float
    good_s: float
    count: int


@dataclass(frozen=True, slots=True)
class Fault:
    """One second of a hold, or one repetition, with a fault in it.

    value, limit : what was seen and what is allowed, degrees unless the kind says otherwise
    """

    t_start_s: float
    t_end_s: float
    side: Side | None
    kind: FaultKind
    value: float
    limit: float

    @property
    def t_s(self) -> float:
        return (self.t_start_s + self.t_end_s) / 2


@dataclass(frozen=True, slots=True)
class Entered:
    """A state that begins. reason : why nothing can be told, `Quality.OK` otherwise."""

    t_s: float
    state: DrillState
    side: Side | None
    reason: Quality = Quality.OK


DrillEvent = Rep | HeldFor | Fault | Entered


@dataclass(frozen=True, slots=True)
class DrillUpdate:
    """The drill after one more frame.

    hold_s : of the hold that lasts now, else 0
    drop_deg : drop of the hip on the free side now; None while it is not seen
    events : what this frame finished or began, in order of time
    phrases : keys of `gaitcoach.words.PHRASES` to say, in this order
    """

    t_s: float
    state: DrillState
    side: Side | None
    reps: int
    hold_s: float
    drop_deg: float | None
    events: tuple[DrillEvent, ...] = ()
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SideScore:
    """What one leg did.

    reps : repetitions, or holds
    hold_s : time held; good_s : time held, or good_reps : repetitions, without a fault
    faults : how often each kind was seen
    score_percent : good work as a share of the target, at most 100
    range_deg, good_deg : largest movement, and the largest while the form was good; None for holds
    """

    reps: int
    good_reps: int
    hold_s: float
    good_s: float
    faults: dict[FaultKind, int]
    score_percent: float
    findings: tuple[str, ...]
    range_deg: float | None = None
    good_deg: float | None = None
