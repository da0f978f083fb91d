"""Every value that crosses a stage. Frozen; units in the names; numpy only.

One sign convention, everywhere: an obliquity is positive when the runner's LEFT hip is higher;
a drop is positive when the hip on the swing side lies below the hip on the stance side.
Left and right are always the runner's own.

The rooms are the stages, in the order of a frame's way: frames (phone), pose, pelvis, steps, gait,
coaching, voice, summary; sides and quality are needed by all. Import from here: where a type lives
is nobody else's business.
"""

from __future__ import annotations

from gaitcoach.types.coaching import Block, BlockStart, Cue, CueKind, CueReason, Limits
from gaitcoach.types.frames import Frame, Turn, View, Viewpoint
from gaitcoach.types.gait import GaitSample, GaitUpdate
from gaitcoach.types.pelvis import (
    CameraRoll,
    Level,
    LevelBy,
    PelvisAngle,
    StickerState,
    StillLevelBy,
)
from gaitcoach.types.phone import PhoneStage, PhoneView
from gaitcoach.types.pose import Pose
from gaitcoach.types.quality import Quality, StillReason
from gaitcoach.types.sides import Side, Stance
from gaitcoach.types.steps import MID_STANCE_REL, SideStats, StanceRecord, StepEvent, StepKey
from gaitcoach.types.summary import SessionSummary
from gaitcoach.types.voice import Speaker

__all__ = [
    "MID_STANCE_REL",
    "Block",
    "BlockStart",
    "CameraRoll",
    "Cue",
    "CueKind",
    "CueReason",
    "Frame",
    "GaitSample",
    "GaitUpdate",
    "Level",
    "LevelBy",
    "Limits",
    "PelvisAngle",
    "PhoneStage",
    "PhoneView",
    "Pose",
    "Quality",
    "SessionSummary",
    "Side",
    "SideStats",
    "Speaker",
    "Stance",
    "StanceRecord",
    "StepEvent",
    "StepKey",
    "StickerState",
    "StillLevelBy",
    "StillReason",
    "Turn",
    "View",
    "Viewpoint",
]
