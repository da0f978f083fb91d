"""The words of kept runs: plain functions from what is known to what is read. No Qt."""

from __future__ import annotations

from gaitcoach.gait.programme import Retention, SessionPlan
from gaitcoach.gait.progress import Change, Other
from gaitcoach.language import tr, tr_later
from gaitcoach.report.words import OTHERS, SIDE_TITLE, degrees, signed
from gaitcoach.types import Side

_NOISE = tr_later(
    "{leg}: {change}, from {before} to {after}: within the noise of such measurements ({band})."
)
_MORE = tr_later("{leg}: {change}, from {before} to {after}: more than noise ({band}).")


def change_text(change: Change, side: Side) -> str:
    """Return how a leg changed, and what else did."""
    text = _NOISE if change.is_noise else _MORE
    told = tr(
        text,
        leg=tr(SIDE_TITLE[side]),
        change=signed(change.change_deg),
        before=degrees(change.before_deg),
        after=degrees(change.after_deg),
        band=degrees(change.band.deg),
    )
    if change.band.n_pairs:
        own = tr("The noise is this runner's own, from {n} repeats.", n=change.band.n_pairs)
        told = f"{told} {own}"
    also = also_text(change.others)
    return f"{told} {also}" if also else told


def also_text(others: tuple[Other, ...]) -> str:
    """Return what else changed beside the drop; "" when nothing did."""
    if not others:
        return ""
    return tr("What else changed: {named}.", named=", ".join(tr(OTHERS[other]) for other in others))


def session_text(number: int, plan: SessionPlan) -> str:
    """Return one session of a programme."""
    return tr(
        "Session {number}: {minutes:.0f} minutes, cues for {share:.0f} % of the time",
        number=number,
        minutes=plan.minutes,
        share=100 * plan.cue_rel,
    )


_KEPT = {
    True: tr_later("{told} ({change} against with cues: kept)"),
    False: tr_later("{told} ({change} against with cues: lost)"),
    None: tr_later("{told} ({change} against with cues: not sure)"),
}


def retention_text(found: Retention) -> str:
    """Return what a leg keeps without cues."""
    if found.score_rel is None:
        return tr("too few steps without cues")
    told = tr("{score:.0f} % under the limit without cues", score=100 * found.score_rel)
    if found.change_deg is None:
        return told
    return tr(_KEPT[found.kept], told=told, change=signed(found.change_deg))
