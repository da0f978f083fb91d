"""What the screen may look at: the newest frame with everything known about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from gaitcoach.types import (
    Block,
    Cue,
    Frame,
    GaitUpdate,
    PelvisAngle,
    PhoneView,
    Pose,
    StanceRecord,
)


class SessionState(StrEnum):
    """Where a session stands."""

    OPENING = "opening"
    RUNNING = "running"
    STALLED = "stalled"
    RECONNECTING = "reconnecting"
    ENDED = "ended"
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class LiveStats:
    """How the machine keeps up.

    fps : frames analysed per second over the last 2 s, None before that
    latency_ms : median of frame taken -> analysed over the last 2 s
    frames_replaced : frames overwritten by newer ones before they were analysed
    own_lag_ms : latency_ms without the time that the pose model itself took for the frame
    duration_s : from the first frame to the newest
    active_s : of it, time spent running or walking; on_break : steps came, and come no more
    """

    fps: float | None = None
    latency_ms: float | None = None
    frames_seen: int = 0
    frames_replaced: int = 0
    own_lag_ms: float | None = None
    duration_s: float = 0.0
    active_s: float = 0.0
    on_break: bool = False


class State(StrEnum):
    """How one point stands. WAITING: not known yet, or for the user to do."""

    GOOD = "good"
    MEND = "mend"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Check:
    """One point. sentence : what is right, or what to do."""

    name: str
    state: State
    sentence: str


@dataclass(frozen=True, slots=True)
class LiveView:
    """One look at a session. `sequence` grows with every new frame; state may change without.

    frame, pose, angle, update : of the newest analysed frame; None before the first
    last_cue : the newest cue of the run
    message : one or two lines about the state (why it waits, why it failed), else ""
    notices : standing troubles: no sound, disk full, ...
    checks : the points of the set-up while that lasts, else none
    last_steps : the newest usable steps, oldest first, for drawing
    block : the part of the visit, None in a plain run
    phone : the phone that is the camera; None when something else is
    cueing : False while it is only measured
    """

    state: SessionState = SessionState.OPENING
    sequence: int = 0
    frame: Frame | None = None
    pose: Pose | None = None
    angle: PelvisAngle | None = None
    update: GaitUpdate | None = None
    last_cue: Cue | None = None
    stats: LiveStats = field(default_factory=LiveStats)
    message: str = ""
    notices: tuple[str, ...] = ()
    method: str = ""
    method_validated: bool = False
    checks: tuple[Check, ...] = ()
    last_steps: tuple[StanceRecord, ...] = ()
    block: Block | None = None
    phone: PhoneView | None = None
    cueing: bool = True
