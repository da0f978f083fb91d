"""The window's words: plain functions from what is known to what is read. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol
from urllib.parse import urlsplit

from gaitcoach.language import degrees_text, in_digits, tr, tr_later
from gaitcoach.live.view import LiveStats, LiveView
from gaitcoach.settings import Settings
from gaitcoach.types import (
    Cue,
    CueKind,
    GaitUpdate,
    LevelBy,
    Limits,
    PhoneStage,
    PhoneView,
    Side,
    SideStats,
    StanceRecord,
)
from gaitcoach.words import (
    LEVEL_WORDS,
    NOT_VALIDATED,
    PHRASES,
    ROLL_NOT_REMOVED,
)

STEPS_FOR_A_MEAN = 7
DASH = "–"


_STANDING_ON = {
    Side.LEFT: tr_later("Standing on LEFT leg"),
    Side.RIGHT: tr_later("Standing on RIGHT leg"),
}
_HIP_DROPS = {Side.LEFT: tr_later("left hip drops"), Side.RIGHT: tr_later("right hip drops")}


def side_title(side: Side) -> str:
    """Return the heading of a gauge: the stance leg."""
    return tr(_STANDING_ON[side])


def side_subtitle(side: Side) -> str:
    """Return what the gauge of this stance leg shows: the other hip."""
    return tr(_HIP_DROPS[side.other])


def last_step_text(steps: tuple[StanceRecord, ...]) -> str:
    """Return the newest usable step with its standard deviation."""
    usable = [step for step in steps if step.usable]
    if not usable:
        return tr("last step {drop}", drop=DASH)
    newest = usable[-1]
    drop, sigma = degrees_text(newest.drop_deg), degrees_text(newest.sigma_deg)
    return tr("last step {drop}", drop=f"{drop} ± {sigma}")


def mean_text(stats: SideStats) -> str:
    """Return the mean drop of one side, a dash before it is known."""
    return DASH if stats.mean_deg is None else degrees_text(stats.mean_deg)


def interval_text(stats: SideStats) -> str:
    """Return how sure the mean is, or what is missing for one."""
    if stats.ci95_deg is None:
        return tr("mean after {n} steps ({so_far} so far)", n=STEPS_FOR_A_MEAN, so_far=stats.usable)
    low, high = (degrees_text(bound_deg) for bound_deg in stats.ci95_deg)
    return tr("mean, 95 % sure {low} to {high}", low=low, high=high)


def cadence_text(update: GaitUpdate | None) -> str:
    """Return the step rate."""
    known = update is not None and update.cadence_spm is not None
    return f"{update.cadence_spm:.0f}" if known else DASH


def time_text(seconds: float) -> str:
    """Return minutes and seconds."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02d}"


def times_text(update: GaitUpdate | None) -> str:
    """Return contact and flight time, milliseconds."""
    contact = _milliseconds(update.contact_time_s if update else None)
    flight = _milliseconds(update.flight_time_s if update else None)
    return tr("ground {contact} · air {flight}", contact=contact, flight=flight)


def _milliseconds(seconds: float | None) -> str:
    return DASH if seconds is None else f"{seconds * 1000:.0f} ms"


_HIP_LOWER = {
    Side.LEFT: tr_later("left hip {by} lower"),
    Side.RIGHT: tr_later("right hip {by} lower"),
}


def angle_text(obliquity_deg: float) -> str:
    """Return the pelvis's tilt now, naming the lower hip."""
    if abs(obliquity_deg) < 0.5:
        return tr("level")
    lower = Side.RIGHT if obliquity_deg > 0 else Side.LEFT
    return tr(_HIP_LOWER[lower], by=f"{abs(obliquity_deg):.0f}°")


def machine_text(stats: LiveStats) -> str:
    """Return how the computer keeps up: pictures a second, delay, pictures left out."""
    fps = DASH if stats.fps is None else f"{stats.fps:.0f}"
    delay = DASH if stats.latency_ms is None else f"{stats.latency_ms:.0f}"
    return tr(
        "{fps} fps · {delay} ms · {n} left out", fps=fps, delay=delay, n=stats.frames_replaced
    )


def phone_text(phone: PhoneView | None) -> str:
    """Return how the phone's pictures come, "" when no phone is the camera or none comes."""
    if phone is None or phone.size_px is None or phone.stage is not PhoneStage.STREAMING:
        return ""
    width, height = phone.size_px
    delay = DASH if phone.latency_ms is None else f"{phone.latency_ms:.0f}"
    lost = DASH if phone.lost_percent is None else f"{phone.lost_percent:.0f}"
    size = f"{width} x {height}"
    text = tr("phone {size} · {delay} ms · {lost} % lost", size=size, delay=delay, lost=lost)
    if phone.battery_percent is None:
        return text
    percent = f"{phone.battery_percent:.0f}"
    return tr("{phone} · battery {percent} %", phone=text, percent=percent)


def marks(view: LiveView) -> tuple[str, ...]:
    """Return what keeps the numbers from being taken at face value."""
    wanted = []
    if not view.method_validated:
        wanted.append(tr(NOT_VALIDATED))
    if view.update is not None and view.update.baseline_deg is None:
        wanted.append(_roll_mark(view.update))
    return tuple(wanted)


def _roll_mark(update: GaitUpdate) -> str:
    if update.roll is None:
        return tr(ROLL_NOT_REMOVED)
    roll = degrees_text(abs(update.roll.roll_deg))
    return tr("{mark}: about {roll}", mark=tr(ROLL_NOT_REMOVED), roll=roll)


def level_text(update: GaitUpdate | None) -> str:
    """Return what counts as level and how sure that is, "" while nothing does."""
    if update is None or update.baseline_deg is None or update.level_by is LevelBy.NONE:
        return ""
    sigma_deg = update.baseline_sigma_deg
    sure = "" if sigma_deg is None else f" ± {degrees_text(sigma_deg)}"
    return tr("level by {what}", what=f"{tr(LEVEL_WORDS[update.level_by])}{sure}")


def cue_text(cue: Cue | None, words: Mapping[str, str] = PHRASES) -> str:
    """Return the words of the last cue, as they were said."""
    return tr("No cue so far") if cue is None else f"“{words.get(cue.phrase, cue.phrase)}”"


_HIPS = {
    Side.LEFT: tr_later("left hip"),
    Side.RIGHT: tr_later("right hip"),
    None: tr_later("both hips"),
}
_PRAISED = tr_later(
    "Last cue – {hip}: mean drop {mean} over {n} steps, back under the limit {limit}"
)
_CUED = tr_later(
    "Last cue – {hip}: mean drop {mean} over {n} steps, at least {least} allowing for noise, "
    "limit {limit}"
)


def cue_reason_text(cue: Cue | None, cueing: bool = True) -> str:
    """Return in plain words why the last cue was given, or why none is given now."""
    if not cueing:
        return tr("Only measuring now, without cues: what stays has been learned.")
    if cue is None:
        return tr("A cue comes when a hip drops past the limit step after step.")
    reason = cue.reason
    known = {
        "hip": tr(_HIPS[None if cue.side is None else cue.side.other]),
        "mean": degrees_text(reason.value_deg),
        "n": reason.n_steps,
        "limit": degrees_text(reason.threshold_deg),
    }
    if cue.kind is CueKind.PRAISE:
        return tr(_PRAISED, **known)
    return tr(_CUED, **known, least=degrees_text(reason.lower_bound_deg))


def source_label(source: str) -> str:
    """Return how a source is shown: never with a password, a file by its name."""
    if source == "demo":
        return tr("Demo runner")
    if source == "phone":
        return tr("Phone")
    if source.isdigit():
        return tr("Camera {number}", number=source)
    if "://" in source:
        return _host(source)
    return source.replace("\\", "/").rsplit("/", 1)[-1]


def _host(address: str) -> str:
    try:
        parts = urlsplit(address)
        return f"{parts.hostname or 'network camera'}{parts.path}"
    except ValueError:
        return tr("network camera")


_BEHIND, _FRONT = tr_later("from behind"), tr_later("from the front")


def setup_text(setup: Settings) -> str:
    """Return a set-up in one line; a source that is an address is not spelled out."""
    view = tr({"behind": _BEHIND, "front": _FRONT}[setup.view])
    limit = limits_text(setup.limits)
    who = f"{runner_text(setup.runner)} · {source_label(setup.source)}"
    return tr("{who} · {view} · limit {limit}", who=who, view=view, limit=limit)


def limits_text(limits: Limits) -> str:
    """Return the limit of both legs, or of each."""
    left, right = (in_digits(f"{deg:g}°") for deg in (limits.left_deg, limits.right_deg))
    if left == right:
        return left
    return tr("{left} left, {right} right", left=left, right=right)


def runner_text(runner: str) -> str:
    """Return who is running; the record calls nobody in particular "guest"."""
    return tr("guest") if runner in ("", "guest") else runner


class RunLine(Protocol):
    """A run in one line; what is not known is None."""

    started: datetime | None
    runner: str
    source: str
    duration_s: float | None
    left_deg: float | None
    right_deg: float | None
    threshold_deg: float | None
    cues: int | None
    ended: bool
