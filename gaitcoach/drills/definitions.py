"""The drills, one table row each. A new drill is one row here and its test.

Numbers: positions, times and counts are the programme of `docs/drills.md`; what has no source there
is marked as ours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from gaitcoach.drills import signals
from gaitcoach.drills.body import Body
from gaitcoach.drills.values import FaultKind
from gaitcoach.drills.waves import SHORTEST_S
from gaitcoach.errors import SettingsError
from gaitcoach.types import Side

Measure = Callable[[Body, Side], float]
"""(body, standing side) -> number."""

TEST_HOLD_S = 30.0
"""Standing test: who does not hold 30 s a side has not passed."""
MIRROR_HOLD_S = 30.0
"""Mirror stance: 30 s to begin with, built up to 60 s."""
MIRROR_HOLDS = 5
"""A leg."""
BRIDGE_HOLD_S = 60.0
BRIDGE_HOLDS = 3
SIDE_REPS = 10
"""Abduction and hike: 10 a side to begin with."""
SQUAT_REPS = 8
"""Ours: the source names no count, only "as deep as the form stays good"."""

FOOT_UP_REL = 0.10
"""A foot is up at a tenth of a leg, about 9 cm: a camera rolled by 10 degrees shows 0.05 of it."""
FOOT_DOWN_REL = 0.07
"""And down again below this: between the two it is what it was."""
KNEE_UP_REL = -0.30
"""The knee counts as up from 50 degrees of hip flexion on; asked for is hip height, 0."""
KNEE_DOWN_REL = -0.36
LEAST_OUT_DEG = 10.0
"""Ours: half of a small abduction (20 degrees); swaying moves a leg by 3."""
LEAST_HIKE_DEG = 2.5
"""A few centimetres at the foot are 6 to 10 degrees of pelvis; noise over 0.2 s is about 0.5. At 3
a drawn hike of 3.6 degrees was lost once, read as 3.0."""
LEAST_BEND_DEG = 35.0
"""Ours: a knee bend that lowers the hips by 4 cm is no squat yet."""
BRIDGE_UP_DEG = 155.0
"""Ours: shoulder, hip and knee are in line at 180; a hip that hangs at rest shows about 130."""
BRIDGE_DOWN_DEG = 140.0
"""While the far leg marches the pose model shows a hip at 157 as 145 for a moment."""
LEAST_MARCH_DEG = 15.0
"""Ours: the thigh leaves the other by so much at each step of the march. The pose model halves the
50 degrees of the far leg, and of legs that lie still it moves by 2."""

MAX_LEAN_DEG = 7.0
"""Ours, above one's own standing: leaning over the standing leg takes the load off its hip."""
MAX_KNEE_IN_DEG = 10.0
"""Ours, above one's own standing: a knee that falls further inward is not held by the hip."""
SAG_DEG = 165.0
"""Ours: a bridge whose hips hang lower is not held by the glutes."""
MARCH_SAG_DEG = 155.0
"""While the far leg marches the pose model shows the hips up to 10 degrees lower than they are:
whoever holds them up must not be told that they sag."""
FASTEST_REP_S = 1.0
"""Ours: slow enough to be held; faster it is swung. It counts, and is said."""
PLANTED_REL = 0.20
"""The standing foot may wander so far in the picture; the pose model alone moves it by 0.16 while
the other leg goes out. A running foot goes further."""
SQUAT_PLANTED_REL = 0.15
"""The pose model moves the standing foot by 0.12 when the knee above it bends."""
SHORTEST_SQUAT_S = 0.4
"""Ours: from half down to half up. The hips of a runner bounce in 0.2."""
HIKE_PLANTED_REL = 0.08
"""Knees stay straight in a hip hike: the pose model keeps the foot to 0.04."""
HIKE_FREE_REL = 0.16
"""The free foot of a hip hike moves by the pelvis alone."""


class Place(StrEnum):
    """From where a drill is watched."""

    FRONT_OR_BEHIND = "front_or_behind"
    SIDE = "side"


class Carries(StrEnum):
    """How the standing leg shows itself."""

    FOOT_UP = "foot_up"
    OTHER_LEG_OUT = "other_leg_out"
    HANGS_ON_DROP = "hangs_on_drop"
    HANGS_ON_HIPS = "hangs_on_hips"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class FaultRule:
    """A fault: its measure's mean over a second of hold, or over a repetition, beyond a limit.

    limit : None = the runner's own threshold for the drop
    below : the fault is too little, not too much
    """

    kind: FaultKind
    measure: Measure
    limit: float | None
    phrase: str
    below: bool = False

    def is_met(self, value: float, limit: float) -> bool:
        return value < limit if self.below else value > limit


DROP = FaultRule(FaultKind.DROP, signals.drop_deg, None, "hips_level")
LEAN = FaultRule(FaultKind.LEAN, signals.lean_deg, MAX_LEAN_DEG, "stand_tall")
KNEE_IN = FaultRule(FaultKind.KNEE_IN, signals.knee_in_deg, MAX_KNEE_IN_DEG, "knees_apart")
SAG = FaultRule(FaultKind.HIPS_SAG, signals.widest_hip_deg, SAG_DEG, "hips_up", below=True)
MARCH_SAG = replace(SAG, limit=MARCH_SAG_DEG)


@dataclass(frozen=True, slots=True)
class Drill:
    """One drill.

    name : as on the command line; title : on the screen
    place : from where it is watched
    carries : how the standing leg shows itself
    hold : measure that a hold is told by, with (up, down) in `hold_at`; None = no holds
    wave : measure whose movements out and back are counted, if larger than `least`
    shape : makes the wave grow evenly with the movement
    shortest_s : a repetition that lasts less is none; under fastest_s it counts and is a fault
    planted_rel, free_rel : how far the standing and the free foot may wander in a repetition
    reps : wanted a side (holds, where nothing is counted); hold_s : wanted per hold
    level_clock : the clock runs only while no drop is over the limit
    start : phrase that names the position
    start_lying : the same for who lies on their side; "" = it is done standing only
    """

    name: str
    title: str
    place: Place
    carries: Carries
    reps: int
    start: str
    hold: Measure | None = None
    hold_at: tuple[float, float] = (0.0, 0.0)
    hold_s: float = 0.0
    wave: Measure | None = None
    least: float = 0.0
    shape: Callable[[float], float] = field(default=lambda far: far)
    shortest_s: float = SHORTEST_S
    fastest_s: float = FASTEST_REP_S
    planted_rel: float = PLANTED_REL
    free_rel: float = 9.0
    faults: tuple[FaultRule, ...] = ()
    level_clock: bool = False
    start_lying: str = ""

    @property
    def may_lie(self) -> bool:
        """It may be done on one's side as well."""
        return bool(self.start_lying)

    @property
    def sides(self) -> tuple[Side | None, ...]:
        return (None,) if self.carries is Carries.BOTH else (Side.LEFT, Side.RIGHT)


def _bend_deg(sunk_rel: float) -> float:
    return signals.bend_of_sinking_deg(sunk_rel, height_rel=1.0)


_STANDING = Place.FRONT_OR_BEHIND
DRILLS: dict[str, Drill] = {
    drill.name: drill
    for drill in (
        Drill(
            "single_leg_stance", "Standing test", _STANDING, Carries.FOOT_UP,
            reps=1, start="lift_one_knee",
            hold=signals.lift_rel, hold_at=(FOOT_UP_REL, FOOT_DOWN_REL), hold_s=TEST_HOLD_S,
            faults=(DROP, LEAN),
        ),
        Drill(
            "mirror_stance", "Mirror stance", _STANDING, Carries.FOOT_UP,
            reps=MIRROR_HOLDS, start="lift_one_knee",
            hold=signals.knee_rise_rel, hold_at=(KNEE_UP_REL, KNEE_DOWN_REL),
            hold_s=MIRROR_HOLD_S, faults=(DROP, LEAN), level_clock=True,
        ),
        Drill(
            "glute_bridge", "Glute bridge", Place.SIDE, Carries.BOTH,
            reps=BRIDGE_HOLDS, start="hips_up",
            hold=signals.widest_hip_deg, hold_at=(BRIDGE_UP_DEG, BRIDGE_DOWN_DEG),
            hold_s=BRIDGE_HOLD_S, faults=(SAG,),
        ),
        Drill(
            "marching_bridge", "Marching bridge", Place.SIDE, Carries.BOTH,
            reps=20 * BRIDGE_HOLDS, start="hips_up",
            hold=signals.widest_hip_deg, hold_at=(BRIDGE_UP_DEG, BRIDGE_DOWN_DEG),
            hold_s=BRIDGE_HOLD_S, wave=signals.thighs_apart_deg, least=LEAST_MARCH_DEG,
            fastest_s=0.0,  # a march may be brisk: hips that stay up are what is asked
            faults=(MARCH_SAG,),
        ),
        Drill(
            "hip_abduction", "Hip abduction", _STANDING, Carries.OTHER_LEG_OUT,
            reps=SIDE_REPS, start="leg_to_the_side", start_lying="upper_leg_up",
            wave=signals.leg_out_deg, least=LEAST_OUT_DEG, faults=(DROP, LEAN),
        ),
        Drill(
            "hip_hike", "Hip hike", _STANDING, Carries.HANGS_ON_DROP,
            reps=SIDE_REPS, start="lower_and_raise",
            wave=signals.tilt_deg, least=LEAST_HIKE_DEG,
            planted_rel=HIKE_PLANTED_REL, free_rel=HIKE_FREE_REL, faults=(LEAN,),
        ),
        Drill(
            "single_leg_squat", "Single-leg squat", _STANDING, Carries.HANGS_ON_HIPS,
            reps=SQUAT_REPS, start="bend_one_knee",
            wave=signals.hips_sunk_rel, least=LEAST_BEND_DEG, shape=_bend_deg,
            planted_rel=SQUAT_PLANTED_REL, shortest_s=SHORTEST_SQUAT_S,
            faults=(DROP, KNEE_IN, LEAN),
        ),
    )
}  # fmt: skip
"""Name -> drill."""


def drill_named(name: str) -> Drill:
    """Return a drill; raises `SettingsError` that lists the names when there is none."""
    if name not in DRILLS:
        raise SettingsError(f"There is no drill named {name!r}.", f"Choose: {', '.join(DRILLS)}.")
    return DRILLS[name]
