"""Every word gaitcoach says or shows about a run, in one table each, outside the core.

The core passes keys; translating gaitcoach means translating this file.
"""

from __future__ import annotations

from gaitcoach.types import LevelBy, Quality, StickerState

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
    "lower_and_raise": "lower one hip, and raise it",
    "bend_one_knee": "on one leg, bend the knee",
}
"""Phrase key -> the words that are spoken."""

COUNTDOWN = ("stand_still", "three", "two", "one", "thank_you")
"""Said while the standing baseline is taken, in this order."""
COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
"""Said at each repetition of a drill."""
DRILL_EVENTS: dict[str, str] = {
    "get_ready": "{t_s:.1f} s: waiting for somebody in view",
    "position": "{t_s:.1f} s: in view, get ready",
    "work": "{t_s:.1f} s: go",
    "rest": "{t_s:.1f} s: rest",
    "switch_sides": "{t_s:.1f} s: switch legs",
    "done": "{t_s:.1f} s: done",
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
    "lift_one_knee", "leg_to_the_side", "lower_and_raise", "bend_one_knee",
)  # fmt: skip
"""Said in drills alone."""
CUE_CHOICES = tuple(key for key in PHRASES if key not in {*COUNTDOWN, *COUNTS, *DRILL_WORDS})
"""Phrases that make sense as a correction, or as praise."""

DEFAULT_CUE = "hips_level"

QUALITY_MESSAGES: dict[Quality, str] = {
    Quality.OK: "Measuring.",
    Quality.NOBODY: "Nobody in view: step into the picture, whole body.",
    Quality.TWO_PEOPLE: "Two people in view: only the runner may be in the picture.",
    Quality.HIPS_HIDDEN: "Hips not visible: move the camera back until hips and feet are in view.",
    Quality.ANKLES_HIDDEN: "Feet not visible: tilt or move the camera until both feet are in view.",
    Quality.SIDE_ON: "Seen too much from the side: put the camera straight behind the runner.",
    Quality.NOT_SIDE_ON: "This drill is watched from the side: turn, or move the camera.",
    Quality.LOW_FPS: "Too few pictures a second (under 20): add light or close other programs.",
    Quality.CAMERA_MOVED: "The camera moved: leave it still and stand quietly for a new baseline.",
    Quality.TOO_SMALL: "Runner too small in the picture: move the camera closer.",
    Quality.LABELS_SWAPPED: "Left and right look swapped: check the view, behind or front.",
    Quality.FRAME_GAP: "Pictures were missing for a moment.",
    Quality.NO_ANGLE: "The pelvis cannot be seen well enough.",
    Quality.TOO_FEW_STEPS: "Counting steps: at least 7 a side are needed.",
}
"""One plain sentence for every reason not to tell a number."""

LEVEL_WORDS: dict[LevelBy, str] = {
    LevelBy.STANDING: "standing",
    LevelBy.VERTICAL: "upright edge",
    LevelBy.NONE: "nothing",
}
"""What counts as level, in words."""
METHOD_WORDS: dict[str, str] = {
    "learned": "pelvis network",
    "markers": "stickers",
    "hip_line": "raw hip line",
}
"""Ways to measure the pelvis, in words."""
NO_BASELINE = (
    "No quiet standing was seen: going on without a baseline. "
    "A tilted camera tilts every number; the sides are not compared."
)
STANDS_IN = "The raw hip line is shown instead, and no cue is given."
UNSURE = (
    "The pelvis can be read only vaguely here, so there will hardly be a cue: "
    "tighter clothes, more light, a camera straight behind, or two stickers (P) help."
)
LEVEL_LOST = (
    "The camera moved: what counted as level is lost, and a tilted camera tilts every number."
)

STICKER_MESSAGES: dict[StickerState, str] = {
    StickerState.UNPLACED: "No stickers found: click on each of the two, or choose "
    "another way to measure.",
    StickerState.TRACKING: "",
    StickerState.LOST: "Stickers lost: keep arms and shirt off them, or click on them again.",
}
"""What the screen says about the stickers; nothing while all is well."""
STICKER_TROUBLES: dict[str, tuple[str, str]] = {
    "missing": (
        "No sticker stands out under one of the two clicks.",
        "Click in the middle of each; if that fails, use a colour that nothing near the hips has.",
    ),
    "two_colours": (
        "The two stickers have different colours.",
        "Use two of one colour, and click on the stickers themselves.",
    ),
    "like_clothes": (
        "The sticker cannot be told from what is around it: clothes or wall have its colour.",
        "Use stickers of a colour that nothing near the hips has.",
    ),
    "one_side": (
        "Both stickers are on the same side of the body.",
        "Put one on each side of the spine (front view: of the navel), at the same height.",
    ),
    "too_close": (
        "The two clicks are too close together.",
        "Click once on each sticker; bring the camera closer if they are tiny.",
    ),
}
"""What can be wrong with stickers: what happened, what to do."""

NOT_VALIDATED = "raw hip line: not validated"
ROLL_NOT_REMOVED = "camera roll not removed"
SAFETY_LINE = "Eyes forward. Pain: stop. Not a medical device."

SETTING_NAMES = {
    "view": "Camera stands",
    "mirror": "Camera mirrors",
    "model": "Pose model",
    "method": "Method",
    "threshold_deg": "Limit, degrees",
    "baseline_s": "Standing, seconds",
    "cue": "Words of the cue",
    "voice": "Voice",
    "step_tone": "Step tone",
    "metronome_percent": "Metronome, percent",
}
"""Setting -> its name on the settings page."""
