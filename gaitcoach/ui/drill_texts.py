"""The words of a drill on the screen: plain functions from what is known to what is read. No Qt."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from gaitcoach.drills import Drill, Place
from gaitcoach.drills.values import FaultKind
from gaitcoach.drills.words import FAULTS, TITLES
from gaitcoach.language import language_code, tr, tr_later
from gaitcoach.live.drill_face import Face, Step, ring_share
from gaitcoach.live.drill_view import DrillView
from gaitcoach.live.view import SessionState
from gaitcoach.types import Quality, Side
from gaitcoach.ui.messages import STATE_TITLES, Message
from gaitcoach.ui.texts import DASH
from gaitcoach.words import QUALITY_MESSAGES, SPOKEN


class Tone(StrEnum):
    """What kind of word it is: each has a colour and a sign of its own."""

    WAIT = "wait"
    WORK = "work"
    REST = "rest"


STEP_WORDS: dict[Step, tuple[str, Tone]] = {
    Step.LOOKING: (tr_later("Stand still in view"), Tone.WAIT),
    Step.GET_READY: (tr_later("Step into view"), Tone.WAIT),
    Step.POSITION: (tr_later("Stand still"), Tone.WAIT),
    Step.GO: (tr_later("Go"), Tone.WORK),
    Step.HOLD: (tr_later("Hold"), Tone.WORK),
    Step.REP: (tr_later("Go on"), Tone.WORK),
    Step.REST: (tr_later("Rest"), Tone.REST),
    Step.SWITCH: (tr_later("Switch legs"), Tone.REST),
    Step.PAUSED: (tr_later("Paused"), Tone.REST),
    Step.CANNOT_TELL: (tr_later("Cannot tell"), Tone.WAIT),
    Step.NEXT: (tr_later("Rest"), Tone.REST),
    Step.DONE: (tr_later("Done"), Tone.REST),
}
LYING_WORDS: dict[Step, str] = {
    Step.LOOKING: tr_later("Lie still in view"),
    Step.GET_READY: tr_later("Lie still in view"),
    Step.POSITION: tr_later("Lie still"),
}
"""In place of those, where one lies."""
CORRECTIONS: dict[FaultKind, str] = {
    FaultKind.DROP: tr_later("Hips level: the free hip hangs"),
    FaultKind.LEAN: tr_later("Stand tall: the trunk leans"),
    FaultKind.KNEE_IN: tr_later("Knee over the foot: it falls inward"),
    FaultKind.HIPS_SAG: tr_later("Hips up: they sag"),
    FaultKind.TOUCHED_DOWN: tr_later("Came down too early"),
    FaultKind.TOO_FAST: tr_later("Slower"),
    FaultKind.SAME_SIDE: tr_later("Switch legs: this one is done"),
}
FINDINGS: dict[str, str] = {
    "drop": tr_later("the free hip dropped"),
    "lean": tr_later("the trunk leaned"),
    "hips_sag": tr_later("the hips sagged"),
    "touched_down": tr_later("the foot came down"),
    "level": tr_later("level"),
    "held": tr_later("held to the end"),
}
LEGS = {"left": tr_later("Left leg"), "right": tr_later("Right leg"), "both": tr_later("Both legs")}
_STAND = {
    Place.FRONT_OR_BEHIND: tr_later("Whole body in view, your front or your back to the camera."),
    Place.SIDE: tr_later("Whole body in view, your side to the camera."),
}
_NOW = {
    Side.LEFT: tr_later("Now stand on the left leg."),
    Side.RIGHT: tr_later("Now stand on the right leg."),
    None: tr_later("Now the other leg."),
}
_NOW_LYING = {
    Side.LEFT: tr_later("Now lie on your left side."),
    Side.RIGHT: tr_later("Now lie on your right side."),
    None: tr_later("Now lie on your other side."),
}
_STATE_HINTS = {
    SessionState.OPENING: "",
    SessionState.STALLED: tr_later("Waiting for the camera."),
    SessionState.RECONNECTING: tr_later("The drill goes on when the camera is back."),
    SessionState.FAILED: tr_later("Leave (Esc) and choose another camera."),
}
_SIDE_ON = tr_later(
    "Seen too much from the side: this drill is watched from the front or from behind."
)


@dataclass(frozen=True, slots=True)
class LegWords:
    """One leg. count : what it has done of what is wanted"""

    title: str
    count: str
    stands: bool


@dataclass(frozen=True, slots=True)
class DrillWords:
    """Everything that the board shows. share : how full the ring is, 0..1; is_fault : the banner"""

    word: str
    tone: Tone
    number: str
    below: str
    share: float
    legs: tuple[LegWords, ...]
    banner: str = ""
    is_fault: bool = False

    @property
    def spoken(self) -> str:
        """The same for a screen reader."""
        legs = (f"{leg.title} {leg.count}" for leg in self.legs)
        said = (self.word, f"{self.number} {self.below}", *legs, self.banner)
        return ", ".join(part for part in said if part.strip())


def words_of(view: DrillView) -> DrillWords:
    """Return what to show of the drills now."""
    word, tone = STEP_WORDS[view.face.step]
    if view.lies_on_side or (
        view.drill.place is Place.SIDE and view.face.step is not Step.GET_READY
    ):
        word = LYING_WORDS.get(view.face.step, word)
    number, below = _number(view)
    banner, is_fault = _banner(view)
    share = ring_share(view.face, view.drill)
    legs = tuple(_leg(view.drill, view.face, side) for side in view.drill.sides)
    return DrillWords(tr(word), tone, number, below, share, legs, banner, is_fault)


def session_message(view: DrillView) -> Message | None:
    """Return what to say about the camera, None while it simply runs or all is over."""
    if view.state not in _STATE_HINTS:
        return None
    lines = view.message.strip(), tr(_STATE_HINTS[view.state])
    return Message(tr(STATE_TITLES[view.state]), "\n".join(line for line in lines if line))


def cue_words(phrase: str) -> str:
    """Return a spoken phrase as a sentence of the screen, in the chosen language."""
    said = SPOKEN.get(language_code(), SPOKEN["en"])[phrase]
    return said[:1].upper() + said[1:]


def _number(view: DrillView) -> tuple[str, str]:
    """Return the number inside the ring, and what stands under it."""
    drill, face = view.drill, view.face
    if face.rest_left_s is not None:
        # Whole seconds from the full rest on: 20.0 may be stored as a little more.
        return f"{math.ceil(face.rest_left_s - 1e-6)}", tr("s of rest")
    if drill.hold is not None:
        return f"{int(face.hold_s)}", tr("of {target} s", target=f"{drill.hold_s:.0f}")
    return f"{face.reps}", tr("of {target}", target=drill.reps)


def _leg(drill: Drill, face: Face, side: Side | None) -> LegWords:
    done = min(drill.reps, face.done.get(side, 0))
    count = tr("{done} of {target}", done=done, target=drill.reps)
    return LegWords(tr(LEGS[side or "both"]), count, side is not None and side is face.side)


def _banner(view: DrillView) -> tuple[str, bool]:
    face = view.face
    if face.reason is not Quality.OK:
        return cannot_tell(view.drill, face.reason), False
    if face.fault is not None:
        return tr(CORRECTIONS[face.fault]), True
    if face.step is Step.NEXT:
        return tr("Next: {drill}", drill=tr(TITLES[view.drill.name])), False
    if face.step is Step.PAUSED:
        return tr("Space, or arms crossed overhead, goes on."), False
    if face.step is Step.SWITCH:
        now = _NOW_LYING if view.lies_on_side else _NOW
        return tr(now[None if face.side is None else face.side.other]), False
    if face.step in (Step.LOOKING, Step.GET_READY):
        return tr(_STAND[view.drill.place]), False
    if face.step in (Step.REST, Step.DONE):
        return "", False
    lies = view.lies_on_side and view.drill.may_lie
    return cue_words(view.drill.start_lying if lies else view.drill.start), False


def cannot_tell(drill: Drill, reason: Quality) -> str:
    """Return why nothing can be told; a camera at the wrong side is told from the drill."""
    if reason is Quality.SIDE_ON:
        return tr(_SIDE_ON)
    return tr(QUALITY_MESSAGES[reason])


# -- afterwards ------------------------------------------------------------------------------------


def side_line(drill: Drill, side: str, summary: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the cells of one leg, under `summary_heads`; how far is how far in good form."""
    own = summary["by_side"][side]
    held, good = f"{own['hold_s']:.0f} s", f"{own['good_s']:.0f} s"
    if drill.hold is None:
        far_deg = own.get("good_deg")
        held = DASH if far_deg is None else f"{far_deg:.0f}°"
        good = f"{own['good_reps']}"
    elif drill.wave is not None:
        good = tr("{good} steps", good=own["good_reps"])
    return tr(LEGS[side]), f"{own['reps']}", held, good, f"{own['score']:.0f} %"


def summary_heads(drill: Drill) -> tuple[str, ...]:
    """Return the heads over the cells of a leg."""
    third = tr("Held")
    if drill.hold is None:
        third = tr("Depth") if drill.name == "single_leg_squat" else tr("Range")
    return tr("Leg"), tr("Done"), third, tr("In good form"), tr("Score")


def faults_text(summary: Mapping[str, Any]) -> str:
    """Return which faults were seen how often."""
    counts = summary["faults_by_kind"]
    if not counts:
        return tr("No fault seen.")
    return " · ".join(
        tr("{fault}: {n}×", fault=tr(FAULTS[kind]), n=n) for kind, n in counts.items()
    )


def findings_text(summary: Mapping[str, Any]) -> str:
    """Return what the standing test noted, leg by leg; "" for other drills."""
    if summary["drill"] != "single_leg_stance":
        return ""
    lines = []
    for side, found in summary["findings"].items():
        words = ", ".join(tr(FINDINGS[one]) for one in found if one in FINDINGS)
        lines.append(tr("{leg}: {found}", leg=tr(LEGS[side]), found=words))
    return "\n".join(lines)
