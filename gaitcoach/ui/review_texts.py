"""The words of a finished run: plain functions from its review to what is read. No Qt."""

from __future__ import annotations

from collections.abc import Sequence

from gaitcoach.gait.review import NOISE_DEG, Response, Review, SideReview, Trend
from gaitcoach.language import degrees_text, in_digits, tr, tr_later
from gaitcoach.types import Limits, Side
from gaitcoach.ui.texts import RunLine, mean_text, time_text

SHOWN_RESPONSES = 8
"""So many cues are told one by one; the mean holds all of them."""
AFTER_A_CUE = tr_later("{time} {hip}: {before} → {after}")
HIPS = {Side.LEFT: tr_later("left hip"), Side.RIGHT: tr_later("right hip")}
_SURE = {
    True: tr_later("Mean {mean}, 95 % sure {low} to {high}: over the limit of {limit}."),
    False: tr_later("Mean {mean}, 95 % sure {low} to {high}: under the limit of {limit}."),
    None: tr_later("Mean {mean}, 95 % sure {low} to {high}: around the limit of {limit}."),
}
_IN_NOISE = tr_later("Last run {last}: {change}, within the noise of such measurements.")
_NO_NOISE = tr_later("Last run {last}: {change}, more than noise ({noise}°).")
_GREW = tr_later("It grew by {by} in 10 minutes ({low} to {high}).")
_SHRANK = tr_later("It shrank by {by} in 10 minutes ({low} to {high}).")


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
        return (tr("Too few steps for a mean: {n}.", n=own.stats.usable),)
    low, high = (degrees_text(bound_deg) for bound_deg in own.stats.ci95_deg)
    lines = [
        tr(
            _SURE[verdict(own, threshold_deg)],
            mean=mean_text(own.stats),
            low=low,
            high=high,
            limit=degrees_text(threshold_deg),
        ),
        tr(
            "{percent} % of {n} steps over the limit.",
            percent=f"{100 * (own.over_rel or 0.0):.0f}",
            n=own.stats.usable,
        ),
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
    if abs(change_deg) < NOISE_DEG:
        return tr(_IN_NOISE, last=degrees_text(last_deg), change=change)
    return tr(
        _NO_NOISE, last=degrees_text(last_deg), change=change, noise=in_digits(f"{NOISE_DEG}")
    )


def trend_text(trend: Trend | None) -> str:
    """Return how the drop changed over the run."""
    if trend is None:
        return tr("Too short for a trend (3 minutes are enough).")
    low, high = degrees_text(trend.low_deg), degrees_text(trend.high_deg)
    if not trend.drifts:
        return tr("No drift ({low} to {high} in 10 minutes).", low=low, high=high)
    words = _GREW if trend.slope_deg > 0 else _SHRANK
    return tr(words, by=degrees_text(abs(trend.slope_deg)), low=low, high=high)


def response_lines(responses: Sequence[Response], begin_s: float) -> tuple[str, ...]:
    """Return what followed each of the newest cues, by its time in the run."""
    return tuple(
        tr(
            AFTER_A_CUE,
            time=time_text(response.t_s - begin_s),
            hip=tr(HIPS[response.side.other]),
            before=degrees_text(response.before_deg),
            after=degrees_text(response.after_deg),
        )
        for response in responses[-SHOWN_RESPONSES:]
    )


def next_step(review: Review, limits: Limits) -> str:
    """Return what to try next: the cue and the cadence treat, strength supports."""
    over = [side for side in Side if verdict(review.side(side), limits.of(side)) is True]
    if over:
        return tr(
            "Next: the same again with the metronome at +5 % (N). In one small study 10 % quicker "
            "steps went with 3.1° less drop; strength work alone did not change the run."
        )
    if all(verdict(review.side(side), limits.of(side)) is False for side in Side):
        return tr("Next: run without cues once, to see whether it stays.")
    return tr("Next: a longer run, or stickers, for a number that is surer.")
