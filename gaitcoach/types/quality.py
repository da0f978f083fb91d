"""Why there is no number: of a run, and of a still."""

from __future__ import annotations

from enum import StrEnum


class Quality(StrEnum):
    """Why nothing can be told, or OK. The words for each live in `gaitcoach.words`."""

    OK = "ok"
    NOBODY = "nobody"
    TWO_PEOPLE = "two_people"
    HIPS_HIDDEN = "hips_hidden"
    ANKLES_HIDDEN = "ankles_hidden"
    SIDE_ON = "side_on"
    NOT_SIDE_ON = "not_side_on"
    LYING = "lying"
    UPRIGHT = "upright"
    OTHER_DRILL = "other_drill"
    LOW_FPS = "low_fps"
    CAMERA_MOVED = "camera_moved"
    TOO_SMALL = "too_small"
    LABELS_SWAPPED = "labels_swapped"
    FRAME_GAP = "frame_gap"
    NO_ANGLE = "no_angle"
    TOO_FEW_STEPS = "too_few_steps"
    EXCLUDED = "excluded"


class StillReason(StrEnum):
    """Why a still has no number, or OK. The words live in `gaitcoach.words`."""

    OK = "ok"
    NOBODY = "nobody"
    HIPS_HIDDEN = "hips_hidden"
    FEET_HIDDEN = "feet_hidden"
    TOO_SMALL = "too_small"
    SIDE_ON = "side_on"
    FLIGHT = "flight"
    BOTH_FEET = "both_feet"
    STANCE_UNSURE = "stance_unsure"
    NO_ANGLE = "no_angle"
    LEANS = "leans"
    VAGUE = "vague"
