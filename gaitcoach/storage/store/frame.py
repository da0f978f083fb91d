"""What is kept of a run besides its events; light, so that the analysis can make it at once."""

from __future__ import annotations

import platform
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gaitcoach.types import Quality, Stance

SIGNALS, PICTURES = "signals", "step_pictures"
"""Folders beside the database: of the signals, and of pictures where those are kept."""


@dataclass(frozen=True, slots=True)
class RunHead:
    """What a run is when it begins.

    started : with its zone
    record : name of the plain record's file, None when there is none
    """

    started: datetime
    source: str
    settings: Mapping[str, Any]
    versions: Mapping[str, str]
    record: str | None = None
    uid: str = field(default_factory=lambda: uuid.uuid4().hex)
    machine: str = field(default_factory=platform.node)


@dataclass(frozen=True, slots=True)
class FrameSignals:
    """What is kept of one frame; the arrays are the pose's own.

    obliquity_deg : in the picture, nothing taken off; None when the pelvis was not seen
    level_deg : obliquity that counts as level, None = nothing is taken off
    xy_px, visibility : as in `Pose`; None when nobody was found
    """

    t_s: float
    frame_index: int
    size_px: tuple[int, int]
    obliquity_deg: float | None
    sigma_deg: float | None
    level_deg: float | None
    stance: Stance
    quality: Quality
    xy_px: NDArray[np.float64] | None = None
    visibility: NDArray[np.float64] | None = None
