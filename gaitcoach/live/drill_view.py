"""What the screen may look at while drills are done."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from gaitcoach.drills import Drill
from gaitcoach.drills.values import DrillUpdate
from gaitcoach.live.drill_face import Face, Step
from gaitcoach.live.view import SessionState
from gaitcoach.types import Frame, PelvisAngle, Pose, Turn, Viewpoint


@dataclass(frozen=True, slots=True)
class Watched:
    """One frame with everything that was learned from it.

    pose : as it lies in the picture
    update : None while it is not known yet from where the camera looks
    level_deg : what counts as level, in the picture's own angle
    turn : of a body that lies on its side
    """

    frame: Frame
    pose: Pose | None
    angle: PelvisAngle | None = None
    update: DrillUpdate | None = None
    level_deg: float = 0.0
    turn: Turn = Turn.NONE

    @property
    def tilt_deg(self) -> float | None:
        """Pelvic obliquity above level, + = left hip higher; None while it is not seen."""
        return None if self.angle is None else self.angle.obliquity_deg - self.level_deg


@dataclass(frozen=True, slots=True)
class DoneNow:
    """A drill that is over. started : with its zone; summary : see `drills.summary_of`"""

    drill: Drill
    started: datetime
    summary: dict[str, Any]

    @property
    def did_something(self) -> bool:
        """One repetition or hold at least: less is no exercise."""
        return self.summary["reps"] > 0 or self.summary["hold_s"] > 0.0


@dataclass(frozen=True, slots=True)
class DrillView:
    """One look at the drills. `sequence` grows with every frame; state may change without.

    place : of the drill that is done now, in `drills`
    watched : the newest frame, None before the first
    viewpoint : None while it is not known
    done : every drill that is over
    message : about the state, else ""; notices : standing troubles
    """

    drills: tuple[Drill, ...]
    place: int = 0
    state: SessionState = SessionState.OPENING
    sequence: int = 0
    watched: Watched | None = None
    viewpoint: Viewpoint | None = None
    face: Face = field(default_factory=lambda: Face(Step.LOOKING))
    done: tuple[DoneNow, ...] = ()
    message: str = ""
    notices: tuple[str, ...] = ()

    @property
    def drill(self) -> Drill:
        return self.drills[self.place]

    @property
    def lies_on_side(self) -> bool:
        """Whoever is in view lies on their side, and may."""
        return self.watched is not None and self.watched.turn is not Turn.NONE
