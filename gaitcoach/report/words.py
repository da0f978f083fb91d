"""The sentences of a report: plain words, each whole."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean
from typing import TYPE_CHECKING

from gaitcoach.gait.fatigue import Drift
from gaitcoach.gait.progress import Change, Other
from gaitcoach.gait.putright import Correction, Kind
from gaitcoach.gait.review import Response, SideReview
from gaitcoach.language import degrees_text, signed_text, tr, tr_later
from gaitcoach.types import Cue, CueKind, Side, View

if TYPE_CHECKING:  # loads SQLAlchemy, which words do not need
    from gaitcoach.report.facts import Report

LEVELLED = ("standing", "vertical", "hand")
"""Ways in which something counts as level: only then the sides are compared."""

SIDE_TITLE = {
    Side.LEFT: tr_later("Standing on the left leg"),
    Side.RIGHT: tr_later("Standing on the right leg"),
}
HIP = {Side.LEFT: tr_later("the right hip drops"), Side.RIGHT: tr_later("the left hip drops")}
LEVEL = {
    "standing": tr_later("Level: quiet standing before the run, which takes camera roll off."),
    "vertical": tr_later("Level: an upright edge in the picture, which takes camera roll off."),
    "hand": tr_later("Level: set by hand after the run."),
    "none": tr_later(
        "Level: none. A tilted camera tilts every number; the sides are not compared."
    ),
}
OTHERS = {
    Other.SPEED: tr_later("speed"),
    Other.INCLINE: tr_later("incline"),
    Other.SHOES: tr_later("shoes"),
    Other.VIEW: tr_later("view of the camera"),
    Other.METHOD: tr_later("way of measuring"),
    Other.LEVEL: tr_later("what counts as level"),
}


degrees, signed = degrees_text, signed_text


def minutes(seconds: float) -> str:
    """Return a length of time as m:ss."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def verdict(own: SideReview, limit_deg: float) -> str:
    """Return over, under, around, or none without a mean."""
    if own.stats.ci95_deg is None:
        return "none"
    low_deg, high_deg = own.stats.ci95_deg
    if low_deg > limit_deg:
        return "over"
    return "under" if high_deg < limit_deg else "around"


_VERDICTS = {
    "over": tr_later("{leg}: the drop is surely over the limit of {limit} (mean {mean})."),
    "under": tr_later("{leg}: the drop is surely under the limit of {limit} (mean {mean})."),
    "around": tr_later(
        "{leg}: the drop lies around the limit of {limit} (mean {mean}); this run cannot "
        "tell whether over or under."
    ),
    "none": tr_later("{leg}: too few steps for a mean."),
}


def findings(report: Report) -> tuple[str, ...]:
    """Return what the run says, the most important first."""
    lines = [_side_line(report, side) for side in Side]
    lines.append(difference_line(report))
    lines += [drift_line(report.side(side).drift, side) for side in Side if _told(report, side)]
    changes = {side: change for side in Side if (change := report.side(side).last) is not None}
    lines += [last_line(change, side) for side, change in changes.items()]
    lines += [others_text(change.others) for change in list(changes.values())[:1]]
    lines.append(cue_text(report.data.cues, report.review.responses))
    return tuple(line for line in lines if line)


def _told(report: Report, side: Side) -> bool:
    return report.review.side(side).stats.mean_deg is not None


def _side_line(report: Report, side: Side) -> str:
    own, limit_deg = report.review.side(side), report.row.limit_deg(side)
    mean_deg = own.stats.mean_deg
    return tr(
        _VERDICTS[verdict(own, limit_deg)],
        leg=tr(SIDE_TITLE[side]),
        limit=degrees(limit_deg),
        mean="" if mean_deg is None else degrees(mean_deg),
    )


def difference_line(report: Report) -> str:
    """Return how far the sides are apart; "" without both means."""
    left, right = (report.review.side(side).stats.mean_deg for side in Side)
    if left is None or right is None:
        return ""
    if report.row.level_by not in LEVELLED:
        return tr("The sides are not compared: nothing tells which way the camera is level.")
    text = tr_later(
        "Left less right: {difference}. A difference between the sides is worth watching."
    )
    return tr(text, difference=signed(left - right))


def drift_line(drift: Drift, side: Side) -> str:
    """Return how the drop went over the run."""
    leg = tr(SIDE_TITLE[side])
    if drift.change is not None:
        text = tr_later("{leg}: from {when} on the drop was {shift} another than before.")
        when, shift = minutes(drift.change.at_s), signed(drift.change.shift_deg)
        return tr(text, leg=leg, when=when, shift=shift)
    if drift.trend is None:
        text = tr_later("{leg}: the run is too short to tell a drift.")
        return tr(text, leg=leg)
    low, high = signed(drift.trend.low_deg), signed(drift.trend.high_deg)
    if not drift.trend.drifts:
        text = tr_later(
            "{leg}: no drift over the run ({low} to {high} in 10 minutes), which is normal."
        )
        return tr(text, leg=leg, low=low, high=high)
    text = tr_later("{leg}: the drop changed by {slope} in 10 minutes ({low} to {high}).")
    return tr(text, leg=leg, slope=signed(drift.trend.slope_deg), low=low, high=high)


def last_line(change: Change, side: Side) -> str:
    """Return how a leg compares with the run before."""
    text = (
        tr_later(
            "{leg}: {change} against the run before, which is within the noise of such "
            "measurements ({band})."
        )
        if change.is_noise
        else tr_later("{leg}: {change} against the run before, which is more than noise ({band}).")
    )
    return tr(
        text,
        leg=tr(SIDE_TITLE[side]),
        change=signed(change.change_deg),
        band=degrees(change.band.deg),
    )


def others_text(others: tuple[Other, ...]) -> str:
    """Return what else changed, to be read beside a change of the drop."""
    if not others:
        return ""
    named = ", ".join(tr(OTHERS[other]) for other in others)
    text = tr_later("Something else changed too: {named}.")
    return tr(text, named=named)


def cue_text(cues: Sequence[Cue], responses: Sequence[Response]) -> str:
    """Return what the cues of a run brought; cues that were only shown are not called none."""
    shown = [cue for cue in cues if cue.kind is CueKind.CORRECT]
    n = sum(cue.spoken for cue in shown)
    if not shown:
        return tr("No cue was needed, or none could be given for sure.")
    if not n:
        return tr("The voice was off: the cues were shown, not heard.")
    if not responses:
        return tr("Cues: {n}; too few steps around them to tell what they brought.", n=n)
    change_deg = mean(response.change_deg for response in responses)
    return tr(
        "Cues: {n}; over the 8 steps after one the drop changed by {change} on average.",
        n=n,
        change=signed(change_deg),
    )


_CHECKS = {
    "people": tr_later("only one person in the picture"),
    "body": tr_later("the whole body in the picture"),
    "square": tr_later("the camera straight behind or in front"),
    "height": tr_later("the camera at the height of the hips"),
    "light": tr_later("the light"),
    "fps": tr_later("enough pictures a second"),
    "level": tr_later("quiet standing"),
    "sides": tr_later("left and right"),
    "stickers": tr_later("the stickers"),
    "sound": tr_later("the sound"),
}


def setup_lines(report: Report) -> tuple[str, ...]:
    """Return how good the set-up was."""
    row = report.row
    lines = [tr(LEVEL.get(row.level_by or "none", LEVEL["none"]))]
    if report.measured_rel is not None:
        text = tr_later("The pelvis could be measured in {share:.0f} % of the pictures.")
        lines.append(tr(text, share=100 * report.measured_rel))
    gaps = len(report.data.gaps)
    if gaps:
        text = tr_later("Pictures were missing {n} times.")
        lines.append(tr(text, n=gaps))
    fps = report.data.summary.get("fps")
    if fps:
        text = tr_later("{fps:.0f} pictures a second were analysed.")
        lines.append(tr(text, fps=fps))
    if report.left_open:
        named = ", ".join(tr(_CHECKS.get(name, name)) for name in report.left_open)
        text = tr_later("Not right when the run began: {named}.")
        lines.append(tr(text, named=named))
    return tuple(lines)


_CORRECTIONS = {
    Kind.EXCLUDE_STRETCH: tr_later("the stretch {start} to {end} left out"),
    Kind.EXCLUDE_STEP: tr_later("a step at {start} left out"),
    Kind.SWAP_SIDES: tr_later("left and right exchanged"),
    Kind.VIEW: tr_later("view set to {view}"),
    Kind.THRESHOLD: tr_later("limit set to {value}"),
    Kind.BASELINE: tr_later("level set to {value}"),
}

_VIEWS = {View.BEHIND: tr_later("behind"), View.FRONT: tr_later("front")}


def correction_text(what: Correction) -> str:
    """Return what was put right."""
    return tr(
        _CORRECTIONS[what.kind],
        start="" if what.start_s is None else minutes(what.start_s),
        end="" if what.end_s is None else minutes(what.end_s),
        view="" if what.view is None else tr(_VIEWS[what.view]),
        value=tr("none") if what.value_deg is None else degrees(what.value_deg),
    )
