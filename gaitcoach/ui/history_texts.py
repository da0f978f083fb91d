"""The words of kept runs: plain functions from what is known to what is read. No Qt."""

from __future__ import annotations

from gaitcoach.gait.programme import Retention, SessionPlan
from gaitcoach.gait.progress import Change, Other
from gaitcoach.report.words import OTHERS, SIDE_TITLE, degrees, signed
from gaitcoach.types import Side

_NOISE = (
    "{leg}: {change}, from {before} to {after}: within the noise of such measurements ({band})."
)
_MORE = "{leg}: {change}, from {before} to {after}: more than noise ({band})."
_OWN = " The noise is this runner's own, from {n} repeats."
_ALSO = " What else changed: {named}."


def change_text(change: Change, side: Side) -> str:
    """Return how a leg changed, and what else did."""
    text = _NOISE if change.is_noise else _MORE
    told = text.format(
        leg=SIDE_TITLE[side],
        change=signed(change.change_deg),
        before=degrees(change.before_deg),
        after=degrees(change.after_deg),
        band=degrees(change.band.deg),
    )
    if change.band.n_pairs:
        told += _OWN.format(n=change.band.n_pairs)
    return told + also_text(change.others)


def also_text(others: tuple[Other, ...]) -> str:
    """Return what else changed beside the drop; "" when nothing did."""
    if not others:
        return ""
    return _ALSO.format(named=", ".join(OTHERS[other] for other in others))


def session_text(number: int, plan: SessionPlan) -> str:
    """Return one session of a programme."""
    text = "Session {number}: {minutes:.0f} minutes, cues for {share:.0f} % of the time"
    return text.format(number=number, minutes=plan.minutes, share=100 * plan.cue_rel)


_KEPT = {True: "kept", False: "lost", None: "not sure"}


def retention_text(found: Retention) -> str:
    """Return what a leg keeps without cues."""
    if found.score_rel is None:
        return "too few steps without cues"
    text = "{score:.0f} % under the limit without cues"
    told = text.format(score=100 * found.score_rel)
    if found.change_deg is None:
        return told
    against = " ({change} against with cues: {kept})"
    return told + against.format(change=signed(found.change_deg), kept=_KEPT[found.kept])
