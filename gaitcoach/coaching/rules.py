"""When to speak: the rules as a table, and the evidence they look at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gaitcoach.gait.stats import spread
from gaitcoach.types import CameraRoll, CueKind, Side, StanceRecord

WINDOW_STEPS = 8
"""Cues look at the last 8 usable steps of a side: one more than a mean needs (7)."""
WINDOW_S = 20.0
"""Older steps than this say nothing about now."""
MIN_OVER = 6
"""So many of them must be over the threshold, so that one stumble never speaks."""
HYSTERESIS_DEG = 0.5
"""A side counts as corrected only this far under the threshold, so that it does not flicker."""
COOLDOWN_S = 8.0
"""Silence after a correction: continual feedback gives the worst results (see Bowser 2018)."""
PRAISE_GAP_S = 4.0
"""Praise waits this long after the last words."""
NEAR_DEG = 2.0
"""A cue must be four to one right about the limit, and nineteen to one about a drop so much
smaller: words for 4.5 degrees at a limit of 5 do no harm, words for a level pelvis do."""
NO_BASELINE_MARGIN_DEG = 2.0
"""Without a standing baseline camera roll may hide in the drop: ask for this much more, unless
upright edges of the picture, or the runner's body over the feet, tell the roll."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The last usable steps of one stance leg, against the threshold in force.

    n_over : steps over the threshold, camera roll taken off
    lower_deg, surely_deg : their mean is more, with 80 and with 95 % confidence; what the estimator
        and the level may be wrong by for all steps alike is in it
    upper_deg : of its 95 % interval
    limit_deg : threshold, with the margin for a missing baseline
    was_cued : this side has been corrected and has not recovered since
    steps_since_cue : usable steps since that correction
    """

    side: Side
    n: int
    n_over: int
    mean_deg: float
    lower_deg: float
    surely_deg: float
    upper_deg: float
    threshold_deg: float
    limit_deg: float
    was_cued: bool
    steps_since_cue: int


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table. wait_s : least time since anything was said."""

    name: str
    kind: CueKind
    wait_s: float
    holds: Callable[[Evidence], bool]


def gather(
    side: Side,
    steps: Sequence[StanceRecord],
    threshold_deg: float,
    level: CameraRoll | None,
    steps_since_cue: int | None,
) -> Evidence:
    """Sum up the last usable steps (at least two) of one stance leg.

    level : what is still to be taken off the drops, and how sure the level is; None = unknown
    """
    found = spread(steps, level.sigma_deg if level else 0.0)
    rolled_deg = side.drop_deg(level.roll_deg) if level else 0.0
    margin_deg = 0.0 if level else NO_BASELINE_MARGIN_DEG
    mean_deg = found.mean_deg - rolled_deg
    return Evidence(
        side=side,
        n=len(steps),
        n_over=sum(step.drop_deg - rolled_deg > threshold_deg for step in steps),
        mean_deg=mean_deg,
        lower_deg=mean_deg - found.likely_deg,
        surely_deg=mean_deg - found.sure_deg,
        upper_deg=mean_deg + found.half_width_deg,
        threshold_deg=threshold_deg,
        limit_deg=threshold_deg + margin_deg,
        was_cued=steps_since_cue is not None,
        steps_since_cue=steps_since_cue or 0,
    )


def _drops_too_far(seen: Evidence) -> bool:
    likely = seen.lower_deg > seen.limit_deg
    never_level = seen.surely_deg > seen.limit_deg - NEAR_DEG
    return seen.n_over >= MIN_OVER and likely and never_level


def _corrected(seen: Evidence) -> bool:
    return (
        seen.was_cued
        and seen.steps_since_cue >= WINDOW_STEPS
        and seen.mean_deg < seen.threshold_deg - HYSTERESIS_DEG
        and seen.n - seen.n_over >= MIN_OVER
    )


DROPS_TOO_FAR = Rule("drops_too_far", CueKind.CORRECT, COOLDOWN_S, _drops_too_far)
RULES: tuple[Rule, ...] = (
    DROPS_TOO_FAR,
    Rule("corrected", CueKind.PRAISE, PRAISE_GAP_S, _corrected),
)
"""Looked at in this order; the first that holds speaks."""
