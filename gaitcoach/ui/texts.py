"""The window's words: plain functions from what is known to what is read. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from urllib.parse import urlsplit

from gaitcoach.gait.one_leg import Hold
from gaitcoach.language import tr
from gaitcoach.live.view import LiveStats, LiveView, SessionState
from gaitcoach.settings import Settings
from gaitcoach.types import (
    Cue,
    CueKind,
    GaitUpdate,
    Limits,
    PhoneStage,
    PhoneView,
    Quality,
    Side,
    SideStats,
    StanceRecord,
)
from gaitcoach.words import (
    LEVEL_WORDS,
    NOT_VALIDATED,
    PHRASES,
    QUALITY_MESSAGES,
    ROLL_NOT_REMOVED,
)

STEPS_FOR_A_MEAN = 7
DASH = "–"


@dataclass(frozen=True, slots=True)
class Message:
    """What stands over the picture. `small` : said beside the running picture, not instead."""

    title: str
    body: str = ""
    small: bool = False


_STATE_TITLES = {
    SessionState.OPENING: "Opening …",
    SessionState.STALLED: "No new pictures",
    SessionState.RECONNECTING: "Connection lost – keeps trying",
    SessionState.ENDED: "The run is over",
    SessionState.FAILED: "This source does not work",
    SessionState.STOPPED: "Stopped",
}
_STATE_HINTS = {
    SessionState.STALLED: "Waiting for the camera.",
    SessionState.RECONNECTING: "The run goes on when the camera is back.",
    SessionState.ENDED: "Space starts it again.",
    SessionState.FAILED: "Choose another source (S), then start (Space).",
    SessionState.STOPPED: "Space starts.",
}
_SMALL = (Quality.TOO_FEW_STEPS, Quality.FRAME_GAP)


def state_message(view: LiveView) -> Message | None:
    """Return what to say about the session's state, None while it simply runs."""
    if view.state is SessionState.RUNNING:
        return None
    lines = (view.message.strip(), _STATE_HINTS.get(view.state, ""))
    return Message(_STATE_TITLES[view.state], "\n".join(line for line in lines if line))


def quality_message(quality: Quality) -> Message | None:
    """Return why nothing can be told, None when all is well."""
    if quality is Quality.OK:
        return None
    if quality in _SMALL:
        return Message(QUALITY_MESSAGES[quality], small=True)
    title, _, body = QUALITY_MESSAGES[quality].partition(": ")
    return Message(title, body[:1].upper() + body[1:])


def side_title(side: Side) -> str:
    """Return the heading of a gauge: the stance leg."""
    return f"Standing on {side.value.upper()} leg"


def side_subtitle(side: Side) -> str:
    """Return what the gauge of this stance leg shows: the other hip."""
    return f"{side.other.value} hip drops"


def degrees_text(angle_deg: float) -> str:
    """Return an angle to a tenth of a degree, with a real minus and never "minus zero"."""
    tenths = round(angle_deg, 1) + 0.0
    return f"{tenths:.1f}°".replace("-", "−")


def signed_text(change_deg: float) -> str:
    """Return a change of an angle, with its sign."""
    text = degrees_text(change_deg)
    return text if text.startswith("−") else f"+{text}"


def last_step_text(steps: tuple[StanceRecord, ...]) -> str:
    """Return the newest usable step with its standard deviation."""
    usable = [step for step in steps if step.usable]
    if not usable:
        return f"last step {DASH}"
    newest = usable[-1]
    return f"last step {degrees_text(newest.drop_deg)} ± {degrees_text(newest.sigma_deg)}"


def mean_text(stats: SideStats) -> str:
    """Return the mean drop of one side, a dash before it is known."""
    return DASH if stats.mean_deg is None else degrees_text(stats.mean_deg)


def interval_text(stats: SideStats) -> str:
    """Return how sure the mean is, or what is missing for one."""
    if stats.ci95_deg is None:
        return f"mean after {STEPS_FOR_A_MEAN} steps ({stats.usable} so far)"
    low, high = (degrees_text(bound_deg) for bound_deg in stats.ci95_deg)
    return f"mean, 95 % sure {low} to {high}"


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
    return f"ground {contact} · air {flight}"


def _milliseconds(seconds: float | None) -> str:
    return DASH if seconds is None else f"{seconds * 1000:.0f} ms"


def angle_text(obliquity_deg: float) -> str:
    """Return the pelvis's tilt now, naming the lower hip."""
    if abs(obliquity_deg) < 0.5:
        return "level"
    lower = Side.RIGHT if obliquity_deg > 0 else Side.LEFT
    return f"{lower.value} hip {abs(obliquity_deg):.0f}° lower"


def machine_text(stats: LiveStats) -> str:
    """Return how the computer keeps up: pictures a second, delay, pictures left out."""
    fps = DASH if stats.fps is None else f"{stats.fps:.0f}"
    delay = DASH if stats.latency_ms is None else f"{stats.latency_ms:.0f}"
    return f"{fps} fps · {delay} ms · {stats.frames_replaced} left out"


def phone_text(phone: PhoneView | None) -> str:
    """Return how the phone's pictures come, "" when no phone is the camera or none comes."""
    if phone is None or phone.size_px is None or phone.stage is not PhoneStage.STREAMING:
        return ""
    width, height = phone.size_px
    delay = DASH if phone.latency_ms is None else f"{phone.latency_ms:.0f}"
    lost = DASH if phone.lost_percent is None else f"{phone.lost_percent:.0f}"
    text = f"phone {width} x {height} · {delay} ms · {lost} % lost"
    if phone.battery_percent is not None:
        text += f" · battery {phone.battery_percent:.0f} %"
    return text


def marks(view: LiveView) -> tuple[str, ...]:
    """Return what keeps the numbers from being taken at face value."""
    wanted = []
    if not view.method_validated:
        wanted.append(NOT_VALIDATED)
    if view.update is not None and view.update.baseline_deg is None:
        wanted.append(_roll_mark(view.update))
    return tuple(wanted)


def _roll_mark(update: GaitUpdate) -> str:
    if update.roll is None:
        return ROLL_NOT_REMOVED
    return f"{ROLL_NOT_REMOVED}: about {degrees_text(abs(update.roll.roll_deg))}"


def level_text(update: GaitUpdate | None) -> str:
    """Return what counts as level and how sure that is, "" while nothing does."""
    if update is None or update.baseline_deg is None:
        return ""
    sigma_deg = update.baseline_sigma_deg
    sure = "" if sigma_deg is None else f" ± {degrees_text(sigma_deg)}"
    return f"level by {LEVEL_WORDS[update.level_by]}{sure}"


def cue_text(cue: Cue | None, words: Mapping[str, str] = PHRASES) -> str:
    """Return the words of the last cue, as they were said."""
    return "No cue so far" if cue is None else f"“{words.get(cue.phrase, cue.phrase)}”"


def cue_reason_text(cue: Cue | None, cueing: bool = True) -> str:
    """Return in plain words why the last cue was given, or why none is given now."""
    if not cueing:
        return tr("Only measuring now, without cues: what stays has been learned.")
    if cue is None:
        return "A cue comes when a hip drops past the limit step after step."
    reason = cue.reason
    who = "both hips" if cue.side is None else f"{cue.side.other.value} hip"
    seen = f"Last cue – {who}: mean drop {reason.value_deg:.1f}° over {reason.n_steps} steps"
    limit = f"limit {reason.threshold_deg:.1f}°"
    if cue.kind is CueKind.PRAISE:
        return f"{seen}, back under the {limit}"
    return f"{seen}, at least {reason.lower_bound_deg:.1f}° allowing for noise, {limit}"


def source_label(source: str) -> str:
    """Return how a source is shown: never with a password, a file by its name."""
    if source == "demo":
        return "Demo runner"
    if source == "phone":
        return "Phone"
    if source.isdigit():
        return f"Camera {source}"
    if "://" in source:
        return _host(source)
    return source.replace("\\", "/").rsplit("/", 1)[-1]


def _host(address: str) -> str:
    try:
        parts = urlsplit(address)
        return f"{parts.hostname or 'network camera'}{parts.path}"
    except ValueError:
        return "network camera"


def setup_text(setup: Settings) -> str:
    """Return a set-up in one line; a source that is an address is not spelled out."""
    view = {"behind": "from behind", "front": "from the front"}[setup.view]
    limit = limits_text(setup.limits)
    return f"{setup.runner} · {source_label(setup.source)} · {view} · limit {limit}"


def limits_text(limits: Limits) -> str:
    """Return the limit of both legs, or of each."""
    left, right = f"{limits.left_deg:g}°", f"{limits.right_deg:g}°"
    return left if left == right else f"{left} left, {right} right"


class RunLine(Protocol):
    """A run as the page of recent runs shows it; what is not known is None."""

    started: datetime | None
    runner: str
    source: str
    duration_s: float | None
    left_deg: float | None
    right_deg: float | None
    threshold_deg: float | None
    cues: int | None
    ended: bool


def run_cells(run: RunLine) -> tuple[str, ...]:
    """Return the cells of one run: when, who, source, minutes, left, right, limit, cues."""
    started = DASH if run.started is None else f"{run.started:%Y-%m-%d %H:%M}"
    minutes = DASH if run.duration_s is None else f"{run.duration_s / 60:.1f}"
    return (
        started,
        run.runner or "guest",
        source_label(run.source),
        minutes if run.ended else f"{minutes} (cut)",
        *(_degrees_or_dash(value) for value in (run.left_deg, run.right_deg, run.threshold_deg)),
        DASH if run.cues is None else str(run.cues),
    )


def _degrees_or_dash(value: float | None) -> str:
    return DASH if value is None else degrees_text(value)


def hold_texts(hold: Hold | None) -> tuple[str, str, str]:
    """Return leg, time and level of a stand on one leg."""
    if hold is None:
        return "Lift one knee to hip height", DASH, ""
    level = "" if hold.drop_deg is None else f"{hold.side.other.value} hip {_hangs(hold.drop_deg)}"
    return side_title(hold.side), f"{hold.hold_s:.0f} s", level


def _hangs(drop_deg: float) -> str:
    if abs(drop_deg) < 0.5:
        return "level"
    return f"{abs(drop_deg):.0f}° {'lower' if drop_deg > 0 else 'higher'}"


def best_holds_text(best: Mapping[Side, Hold]) -> str:
    """Return the longest hold of each leg, with how much of it was level."""
    parts = [
        f"{side.value} {best[side].hold_s:.0f} s ({best[side].level_s:.0f} s level)"
        for side in Side
        if side in best
    ]
    return f"longest: {' · '.join(parts)}" if parts else ""
