"""How much drop is too much, and what is said about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gaitcoach.types.sides import Side, Stance


@dataclass(frozen=True, slots=True)
class Limits:
    """Drop that is too much, degrees above the standing baseline, for each stance leg."""

    left_deg: float
    right_deg: float

    @classmethod
    def both(cls, limit_deg: float) -> Limits:
        """Return the same limit for both legs."""
        return cls(limit_deg, limit_deg)

    def of(self, side: Side) -> float:
        """Return the limit while standing on this leg, degrees."""
        return self.left_deg if side is Side.LEFT else self.right_deg

    def are_passed_by(self, obliquity_deg: float, stance: Stance) -> bool:
        """Return whether a pelvic line of now is too far off level.

        On one leg by that leg's limit; in flight a tilt to either side counts, each against the
        limit of the leg that it would be a drop on. Standing on both is never too far.
        """
        legs = tuple(Side) if stance is Stance.FLIGHT else (stance.leg,) if stance.leg else ()
        return any(leg.drop_deg(obliquity_deg) > self.of(leg) for leg in legs)


class Block(StrEnum):
    """A part of a visit. Cues are given in CUE alone: BEFORE and AFTER only measure."""

    BEFORE = "before"
    CUE = "cue"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class BlockStart:
    """From when on a block lasts. block : None = no block any more, a plain run."""

    t_s: float
    block: Block | None


class CueKind(StrEnum):
    """What a cue is for."""

    CORRECT = "correct"
    PRAISE = "praise"


@dataclass(frozen=True, slots=True)
class CueReason:
    """Why a cue was given: the rule, what it saw and what it compared with."""

    rule: str
    metric: str
    value_deg: float
    lower_bound_deg: float
    threshold_deg: float
    n_steps: int


@dataclass(frozen=True, slots=True)
class Cue:
    """Something to say.

    phrase : key into the table of words (`gaitcoach.words.PHRASES`)
    side : stance leg whose OTHER hip drops; None for both
    spoken : False for a side that needs the words which have just been spoken for the other one
    """

    t_s: float
    kind: CueKind
    phrase: str
    side: Side | None
    reason: CueReason
    spoken: bool = True
