"""What a still or a burst says in words. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gaitcoach.language import degrees_text, signed_text, tr, tr_later
from gaitcoach.types import Side
from gaitcoach.words import STILL_LEVEL_WORDS, STILL_MESSAGES

if TYPE_CHECKING:
    from gaitcoach.live.burst import BurstResult
    from gaitcoach.live.still import StillResult

LOWER = {
    Side.LEFT: tr_later("On the left leg: right hip {drop} lower"),
    Side.RIGHT: tr_later("On the right leg: left hip {drop} lower"),
}
HIGHER = {
    Side.LEFT: tr_later("On the left leg: right hip {drop} higher"),
    Side.RIGHT: tr_later("On the right leg: left hip {drop} higher"),
}
CARRIES = {
    Side.LEFT: tr_later("Probably the left leg carries."),
    Side.RIGHT: tr_later("Probably the right leg carries."),
}
STEP = {
    Side.LEFT: tr_later("On the left leg: drop {drop} ({low} to {high}), by {name}"),
    Side.RIGHT: tr_later("On the right leg: drop {drop} ({low} to {high}), by {name}"),
}
NO_STEP = {
    Side.LEFT: tr_later("On the left leg: no picture with a number"),
    Side.RIGHT: tr_later("On the right leg: no picture with a number"),
}
MEAN = {
    Side.LEFT: tr_later("Mean on the left leg: {drop} ({low} to {high})"),
    Side.RIGHT: tr_later("Mean on the right leg: {drop} ({low} to {high})"),
}


def still_headline(result: StillResult) -> str:
    """Return the number, or why there is none."""
    still = result.still
    leg = still.stance.leg
    if still.drop_deg is None or leg is None:
        return tr(STILL_MESSAGES[still.reason])
    words = LOWER if still.drop_deg >= 0.0 else HIGHER
    return tr(words[leg], drop=degrees_text(abs(still.drop_deg)))


def still_lines(result: StillResult) -> list[str]:
    """Return what must be known to read it."""
    still, lines = result.still, []
    if still.ci95_deg is not None:
        low, high = (signed_text(edge) for edge in still.ci95_deg)
        lines.append(tr("With 95 % confidence the drop is {low} to {high}.", low=low, high=high))
        lines.append(tr("One moment of one step: no mean, and nothing to compare days by."))
        lines.append(_sentence(tr(STILL_LEVEL_WORDS[result.level.by])))
    elif still.stance.leg is not None:
        lines.append(tr(CARRIES[still.stance.leg]))
    return lines + list(result.notes)


def burst_headline(burst: BurstResult) -> str:
    """Return how many pictures and steps there are."""
    return tr(
        "Pictures: {pictures}, steps: {steps}", pictures=len(burst.files), steps=len(burst.steps)
    )


def burst_lines(burst: BurstResult) -> list[str]:
    """Return a line for each step, then the means, or why there is none."""
    lines = []
    for step in burst.steps:
        if step.best is None or step.drop_deg is None:
            lines.append(tr(NO_STEP[step.side]))
            continue
        low, high = burst.stills[step.best].ci95_deg or (0.0, 0.0)
        lines.append(
            tr(
                STEP[step.side],
                drop=signed_text(step.drop_deg),
                low=signed_text(low),
                high=signed_text(high),
                name=burst.files[step.best],
            )
        )
    for side, stats in ((Side.LEFT, burst.left), (Side.RIGHT, burst.right)):
        if stats.mean_deg is not None and stats.ci95_deg is not None:
            low, high = (signed_text(edge) for edge in stats.ci95_deg)
            lines.append(tr(MEAN[side], drop=signed_text(stats.mean_deg), low=low, high=high))
    if all(stats.mean_deg is None for stats in (burst.left, burst.right)):
        lines.append(tr("No mean: at least 7 steps a side are needed."))
    return lines


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
