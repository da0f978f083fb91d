"""The words of a finished run: plain functions from its review to what is read. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean

from gaitcoach.gait.review import NOISE_DEG, Response, Review, SideReview, Trend
from gaitcoach.types import Limits, Side
from gaitcoach.ui.texts import RunLine, degrees_text, mean_text, time_text

SHOWN_RESPONSES = 8
"""So many cues are told one by one; the mean holds all of them."""
AFTER_A_CUE = "{time} {hip}: {before} → {after}"
HIPS = {Side.LEFT: "left hip", Side.RIGHT: "right hip"}
_SURE = {True: "over the limit", False: "under the limit", None: "around the limit"}


def verdict(side: SideReview, threshold_deg: float) -> bool | None:
    """Return whether a side's mean is over the limit; None when its interval holds the limit."""
    if side.stats.ci95_deg is None:
        return None
    low_deg, high_deg = side.stats.ci95_deg
    if low_deg > threshold_deg:
        return True
    return False if high_deg < threshold_deg else None


def side_lines(
    review: Review, side: Side, threshold_deg: float, before: RunLine | None
) -> tuple[str, ...]:
    """Return what there is to say about one stance leg, the mean first."""
    own = review.side(side)
    if own.stats.mean_deg is None or own.stats.ci95_deg is None:
        return (f"Too few steps for a mean: {own.stats.usable}.",)
    low, high = (degrees_text(bound_deg) for bound_deg in own.stats.ci95_deg)
    lines = [
        f"Mean {mean_text(own.stats)}, 95 % sure {low} to {high}: "
        f"{_SURE[verdict(own, threshold_deg)]} of {degrees_text(threshold_deg)}.",
        f"{100 * (own.over_rel or 0.0):.0f} % of {own.stats.usable} steps over the limit.",
        trend_text(own.trend),
    ]
    last_deg = None if before is None else _of(before, side)
    if last_deg is not None:
        lines.append(_compared(own.stats.mean_deg - last_deg, last_deg))
    return tuple(lines)


def _of(run: RunLine, side: Side) -> float | None:
    return run.left_deg if side is Side.LEFT else run.right_deg


def _compared(change_deg: float, last_deg: float) -> str:
    change = f"{'+' if change_deg >= 0 else ''}{degrees_text(change_deg)}"
    noise = abs(change_deg) < NOISE_DEG
    what = "within the noise of such measurements" if noise else f"more than noise ({NOISE_DEG}°)"
    return f"Last run {degrees_text(last_deg)}: {change}, {what}."


def trend_text(trend: Trend | None) -> str:
    """Return how the drop changed over the run."""
    if trend is None:
        return "Too short for a trend (3 minutes are enough)."
    span = f"{degrees_text(trend.low_deg)} to {degrees_text(trend.high_deg)}"
    if not trend.drifts:
        return f"No drift ({span} in 10 minutes)."
    way = "grew" if trend.slope_deg > 0 else "shrank"
    return f"It {way} by {degrees_text(abs(trend.slope_deg))} in 10 minutes ({span})."


def response_text(responses: Sequence[Response], n_cues: int) -> str:
    """Return what the cues brought."""
    if not n_cues:
        return "No cue was needed, or none could be given for sure."
    told = f"{n_cues} cue{'s' if n_cues > 1 else ''}"
    if not responses:
        return f"{told}; too few steps around them to tell what they brought."
    change = mean(response.change_deg for response in responses)
    sign = "+" if change > 0 else ""
    return f"{told}; over the next 8 steps the drop changed by {sign}{degrees_text(change)}."


def response_lines(responses: Sequence[Response], begin_s: float) -> tuple[str, ...]:
    """Return what followed each of the newest cues, by its time in the run."""
    return tuple(
        AFTER_A_CUE.format(
            time=time_text(response.t_s - begin_s),
            hip=HIPS[response.side.other],
            before=degrees_text(response.before_deg),
            after=degrees_text(response.after_deg),
        )
        for response in responses[-SHOWN_RESPONSES:]
    )


def next_step(review: Review, limits: Limits) -> str:
    """Return what to try next: the cue and the cadence treat, strength supports."""
    over = [side for side in Side if verdict(review.side(side), limits.of(side)) is True]
    if over:
        return (
            "Next: the same again with the metronome at +5 % (N). In one small study 10 % quicker "
            "steps went with 3.1° less drop; strength work alone did not change the run."
        )
    if all(verdict(review.side(side), limits.of(side)) is False for side in Side):
        return "Next: run without cues once, to see whether it stays."
    return "Next: a longer run, or stickers, for a number that is surer."
