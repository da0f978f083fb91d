"""Every word gaitcoach says or shows about a run, in one table each, outside the core.

The core passes keys; translating gaitcoach means translating this file.
"""

from __future__ import annotations

from gaitcoach.language import tr_later
from gaitcoach.types import LevelBy, Quality, StickerState, StillLevelBy, StillReason

LANGUAGES = {"en": "English", "de": "Deutsch"}
"""Of window and voice, each by its own name. The first is that of the words in the code."""

PHRASES: dict[str, str] = {
    "hips_level": "hips level",
    "left_hip": "left hip",
    "right_hip": "right hip",
    "better": "better",
    "belt_line_level": "belt line level",
    "squeeze_glutes": "squeeze your glutes",
    "tall_hips_forward": "tall, hips forward",
    "knees_apart": "knees apart, kneecaps ahead",
    "stand_still": "stand still",
    "three": "three",
    "two": "two",
    "one": "one",
    "thank_you": "thank you",
    "scan_new_code": "scan the new code",
    "four": "four",
    "five": "five",
    "six": "six",
    "seven": "seven",
    "eight": "eight",
    "nine": "nine",
    "ten": "ten",
    "go": "go",
    "half_time": "half time",
    "rest": "rest",
    "switch_legs": "switch legs",
    "well_done": "well done",
    "slower": "slower",
    "stand_tall": "stand tall",
    "hips_up": "hips up",
    "lift_one_knee": "lift one knee to hip height",
    "leg_to_the_side": "lift one leg to the side",
    "upper_leg_up": "lift the upper leg",
    "lower_and_raise": "lower one hip, and raise it",
    "bend_one_knee": "on one leg, bend the knee",
}
"""Phrase key -> the words that are spoken."""

SPOKEN: dict[str, dict[str, str]] = {
    "en": PHRASES,
    "de": {
        "hips_level": "Hüfte gerade",
        "left_hip": "linke Hüfte",
        "right_hip": "rechte Hüfte",
        "better": "besser",
        "belt_line_level": "Gürtel waagerecht",
        "squeeze_glutes": "Po anspannen",
        "tall_hips_forward": "groß machen, Hüfte vor",
        "knees_apart": "Knie auseinander, nach vorn",
        "stand_still": "ruhig stehen",
        "three": "drei",
        "two": "zwei",
        "one": "eins",
        "thank_you": "danke",
        "scan_new_code": "neuen Code scannen",
        "four": "vier",
        "five": "fünf",
        "six": "sechs",
        "seven": "sieben",
        "eight": "acht",
        "nine": "neun",
        "ten": "zehn",
        "go": "los",
        "half_time": "Halbzeit",
        "rest": "Pause",
        "switch_legs": "Bein wechseln",
        "well_done": "gut gemacht",
        "slower": "langsamer",
        "stand_tall": "aufrecht stehen",
        "hips_up": "Hüfte hoch",
        "lift_one_knee": "ein Knie auf Hüfthöhe heben",
        "leg_to_the_side": "ein Bein zur Seite heben",
        "upper_leg_up": "das obere Bein heben",
        "lower_and_raise": "eine Hüfte senken und heben",
        "bend_one_knee": "auf einem Bein, das Knie beugen",
    },
}
"""The same by language. Not translated like the rest: the voice needs them without a window."""

COUNTDOWN = ("stand_still", "three", "two", "one", "thank_you")
"""Said while the standing baseline is taken, in this order."""
NEW_CODE = "scan_new_code"
"""Said when the phone's link leads nowhere any more."""
COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
"""Said at each repetition of a drill."""
DRILL_EVENTS: dict[str, str] = {
    "get_ready": "{t_s:.1f} s: waiting for somebody in view",
    "position": "{t_s:.1f} s: in view, get ready",
    "work": "{t_s:.1f} s: go",
    "rest": "{t_s:.1f} s: rest",
    "switch_sides": "{t_s:.1f} s: switch legs",
    "done": "{t_s:.1f} s: done",
    "paused": "{t_s:.1f} s: paused; cross your arms overhead again to go on",
    "cannot_tell": "{t_s:.1f} s: cannot tell",
    "rep": "{t_s:.1f} s: number {count}, standing leg {leg}, range {range_deg:.0f} degrees",
    "hold": "{t_s:.1f} s: held {hold_s:.1f} s, standing leg {leg}, {good_s:.1f} s in good form",
    "drop": "{t_s:.1f} s: hips not level, {value:.1f} degrees",
    "lean": "{t_s:.1f} s: trunk leans, {value:.1f} degrees",
    "knee_in": "{t_s:.1f} s: knee falls inward, {value:.1f} degrees",
    "hips_sag": "{t_s:.1f} s: hips sag, {value:.0f} degrees of 180",
    "touched_down": "{t_s:.1f} s: down after {value:.1f} s of {limit:.0f} s",
    "too_fast": "{t_s:.1f} s: too fast, {value:.1f} s",
    "same_side": "{t_s:.1f} s: the same leg again; the other one waits",
    "summary": "{drill}: standing leg {leg}, {reps} counted, {hold_s:.1f} s held, "
    "{faults} faults, score {score:.0f} percent",
}
"""What happens in a drill, in words for the terminal. Standing leg: left, right or both."""
DRILL_WORDS = (
    "go", "half_time", "rest", "switch_legs", "well_done", "slower", "stand_tall", "hips_up",
    "lift_one_knee", "leg_to_the_side", "upper_leg_up", "lower_and_raise", "bend_one_knee",
)  # fmt: skip
"""Said in drills alone."""
_NO_CUES = {*COUNTDOWN, *COUNTS, *DRILL_WORDS, NEW_CODE}
CUE_CHOICES = tuple(key for key in PHRASES if key not in _NO_CUES)
"""Phrases that make sense as a correction, or as praise."""

DEFAULT_CUE = "hips_level"

QUALITY_MESSAGES: dict[Quality, str] = {
    Quality.OK: tr_later("Measuring."),
    Quality.NOBODY: tr_later("Nobody in view: step into the picture, whole body."),
    Quality.TWO_PEOPLE: tr_later("Two people in view: only the runner may be in the picture."),
    Quality.HIPS_HIDDEN: tr_later(
        "Hips not visible: move the camera back until hips and feet are in view."
    ),
    Quality.ANKLES_HIDDEN: tr_later(
        "Feet not visible: tilt or move the camera until both feet are in view."
    ),
    Quality.SIDE_ON: tr_later(
        "Seen too much from the side: put the camera straight behind the runner, or in front."
    ),
    Quality.NOT_SIDE_ON: tr_later("This drill is watched from the side: turn, or move the camera."),
    Quality.LYING: tr_later(
        "Seen lying down: this exercise is counted standing. Stand up, or turn the camera upright."
    ),
    Quality.UPRIGHT: tr_later(
        "This exercise is done lying: on your back, your side to the camera."
    ),
    Quality.OTHER_DRILL: tr_later(
        "This looks like another exercise: nothing is counted. Look at the picture of this one."
    ),
    Quality.LOW_FPS: tr_later(
        "Too few pictures a second (under 20): add light or close other programs."
    ),
    Quality.CAMERA_MOVED: tr_later(
        "The camera moved: leave it still and stand quietly for a new baseline."
    ),
    Quality.TOO_SMALL: tr_later("Runner too small in the picture: move the camera closer."),
    Quality.LABELS_SWAPPED: tr_later(
        "Left and right look swapped: check the view, behind or front."
    ),
    Quality.FRAME_GAP: tr_later("Pictures were missing for a moment."),
    Quality.NO_ANGLE: tr_later("The pelvis cannot be seen well enough."),
    Quality.TOO_FEW_STEPS: tr_later("Counting steps: at least 7 a side are needed."),
    Quality.EXCLUDED: tr_later("Left out by hand after the run."),
}
"""One plain sentence for every reason not to tell a number."""

STILL_MESSAGES: dict[StillReason, str] = {
    StillReason.OK: tr_later("One leg carries: the drop at this moment."),
    StillReason.NOBODY: tr_later("Nobody was found in the picture."),
    StillReason.HIPS_HIDDEN: tr_later("Cannot tell: the hips are hidden or cut off."),
    StillReason.FEET_HIDDEN: tr_later(
        "Cannot tell: the feet are hidden or cut off, so nobody knows which leg carries."
    ),
    StillReason.TOO_SMALL: tr_later(
        "Cannot tell: the runner is too small (hips under 20 pixels apart)."
    ),
    StillReason.SIDE_ON: tr_later(
        "Cannot tell: seen from the side. It takes a picture from behind or from the front."
    ),
    StillReason.FLIGHT: tr_later("Cannot tell: in flight, no foot carries."),
    StillReason.BOTH_FEET: tr_later("Cannot tell: both feet are on the ground."),
    StillReason.STANCE_UNSURE: tr_later(
        "Cannot tell: it is not clear from this picture which leg carries, or whether one does."
    ),
    StillReason.NO_ANGLE: tr_later("Cannot tell: the pelvis cannot be seen well enough."),
    StillReason.LEANS: tr_later(
        "Cannot tell: the picture or the body leans by much. Draw an upright edge."
    ),
    StillReason.VAGUE: tr_later(
        "Cannot tell: the pelvis can be read only vaguely (worse than 12 degrees either way)."
    ),
}
"""What a still tells, or why it does not."""
STILL_LEVEL_WORDS: dict[StillLevelBy, str] = {
    StillLevelBy.VERTICAL: tr_later("level by the upright edge you gave"),
    StillLevelBy.HORIZON: tr_later("level by the horizon you gave"),
    StillLevelBy.EDGES: tr_later("level by upright edges in the picture"),
    StillLevelBy.SENSOR: tr_later("level by the phone's motion sensor"),
    StillLevelBy.NONE: tr_later("camera roll not known: the interval is wider"),
}
"""What counts as level in a still."""

LEVEL_WORDS: dict[LevelBy, str] = {
    LevelBy.STANDING: tr_later("standing"),
    LevelBy.VERTICAL: tr_later("upright edge"),
    LevelBy.GRAVITY: tr_later("the phone's sensor"),
    LevelBy.NONE: tr_later("nothing"),
}
"""What counts as level, in words."""
METHOD_WORDS: dict[str, str] = {
    "learned": tr_later("pelvis network"),
    "markers": tr_later("stickers"),
    "hip_line": tr_later("raw hip line"),
}
"""Ways to measure the pelvis, in words."""
NO_BASELINE = tr_later(
    "No quiet standing was seen: going on without a baseline. "
    "A tilted camera tilts every number; the sides are not compared."
)
STANDS_IN = tr_later("The raw hip line is shown instead, and no cue is given.")
UNSURE = tr_later(
    "The pelvis can be read only vaguely here, so there will hardly be a cue: "
    "tighter clothes, more light, a camera straight behind, or two stickers (P) help."
)
LEVEL_LOST = tr_later(
    "The camera moved: what counted as level is lost, and a tilted camera tilts every number."
)

STICKER_MESSAGES: dict[StickerState, str] = {
    StickerState.UNPLACED: tr_later(
        "No stickers found: click on each of the two, or choose another way to measure."
    ),
    StickerState.TRACKING: "",
    StickerState.LOST: tr_later(
        "Stickers lost: keep arms and shirt off them, or click on them again."
    ),
}
"""What the screen says about the stickers; nothing while all is well."""
STICKER_TROUBLES: dict[str, tuple[str, str]] = {
    "missing": (
        tr_later("No sticker stands out under one of the two clicks."),
        tr_later(
            "Click in the middle of each; if that fails, use a colour that nothing near the "
            "hips has."
        ),
    ),
    "two_colours": (
        tr_later("The two stickers have different colours."),
        tr_later("Use two of one colour, and click on the stickers themselves."),
    ),
    "like_clothes": (
        tr_later(
            "The sticker cannot be told from what is around it: clothes or wall have its colour."
        ),
        tr_later("Use stickers of a colour that nothing near the hips has."),
    ),
    "one_side": (
        tr_later("Both stickers are on the same side of the body."),
        tr_later(
            "Put one on each side of the spine (front view: of the navel), at the same height."
        ),
    ),
    "too_close": (
        tr_later("The two clicks are too close together."),
        tr_later("Click once on each sticker; bring the camera closer if they are tiny."),
    ),
}
"""What can be wrong with stickers: what happened, what to do."""

NOT_VALIDATED = tr_later("raw hip line: not validated")
ROLL_NOT_REMOVED = tr_later("camera roll not removed")
SAFETY_LINE = tr_later("Eyes forward. Pain: stop. Not a medical device.")

PHONE_REFUSALS: dict[str, str] = {
    "unknown": tr_later(
        "This link does not open anything. Scan the code that the computer shows now."
    ),
    "taken": tr_later(
        "This link was used already: one phone at a time. To use another phone, close the page on "
        "the first; the computer then shows a new code."
    ),
    "busy": tr_later("Too many requests. Wait half a minute, then scan the code again."),
}
"""What a phone is told that may not come in."""
PHONE_MESSAGES: dict[str, str] = {
    "starting": tr_later("Opening the door for the phone …"),
    "waiting": tr_later("Scan the code with the phone's camera."),
    "joined": tr_later("The phone has opened the page: tap Start on it."),
    "streaming": "",
    "away": tr_later("The phone sends no pictures: unlock it and keep the page open."),
    "closed": "",
}
"""What the screen says about the phone."""
PHONE_MOVED = tr_later("The network changed: scan the new code.")
PHONE_NEEDS_A_RUN = tr_later("The code for the phone is shown when the run begins.")
PHONE_STEPS = (
    tr_later("1.  Put the phone into the same Wi-Fi as this computer."),
    tr_later("2.  Scan the code with its camera and open the link."),
    tr_later(
        "3.  The browser warns that the connection is not private, because this computer made the "
        "certificate itself. Android: Advanced, then Proceed. iPhone: Show Details, then visit "
        "this website. In another network, or after some days, it asks again."
    ),
    tr_later("4.  Tap Start on the phone and allow the camera."),
)
"""What to do, beside the code."""
PHONE_IN_TERMINAL = """Scan this code with the phone's camera (same Wi-Fi), or type the link:
{links}
The browser warns, because this computer made the certificate itself:
Android: Advanced, then Proceed. iPhone: Show Details, then visit this website."""
