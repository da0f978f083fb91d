"""How the pelvis stands in the picture, and what counts as level."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class PelvisAngle:
    """Pelvic obliquity in the image plane.

    obliquity_deg : + = the runner's left hip is higher
    sigma_deg : standard deviation of the estimate
    method : name of the estimator, "hip_line" for the raw landmarks
    """

    t_s: float
    obliquity_deg: float
    sigma_deg: float
    method: str


class LevelBy(StrEnum):
    """What tells which way the picture is level."""

    STANDING = "standing"
    VERTICAL = "vertical"
    GRAVITY = "gravity"
    NONE = "none"


class StillLevelBy(StrEnum):
    """What tells which way a still is level."""

    VERTICAL = "vertical"
    HORIZON = "horizon"
    EDGES = "edges"
    SENSOR = "sensor"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Level:
    """What an obliquity is measured from.

    by : quiet standing (takes off camera roll and what is the runner's own), or an upright edge
        in the picture or the camera's own motion sensor (take off camera roll alone)
    offset_deg : obliquity in the picture that counts as level
    sigma_deg : standard deviation of `offset_deg`
    """

    by: LevelBy
    offset_deg: float
    sigma_deg: float


@dataclass(frozen=True, slots=True)
class CameraRoll:
    """How the camera is rolled, as upright edges in the picture or the runner's own body tell.

    roll_deg : obliquity that a level pelvis shows; + = the runner's left side looks higher
    sigma_deg : its standard deviation
    """

    roll_deg: float
    sigma_deg: float


class StickerState(StrEnum):
    """How far the two stickers are found."""

    UNPLACED = "unplaced"
    TRACKING = "tracking"
    LOST = "lost"
