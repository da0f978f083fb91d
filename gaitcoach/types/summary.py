"""A whole run in numbers."""

from __future__ import annotations

from dataclasses import dataclass, field

from gaitcoach.types.coaching import Limits
from gaitcoach.types.pelvis import CameraRoll, LevelBy
from gaitcoach.types.steps import SideStats


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """A whole run in numbers.

    method_validated : False while the angle comes from the raw hip line
    frames_seen : frames analysed; frames_replaced : overwritten by newer ones before analysis
    baseline_deg, baseline_sigma_deg, level_by, roll : as in `GaitUpdate`, at the end of the run
    active_s : time spent running or walking, breaks left out
    threshold_deg : the limit in general; limits : what held for each leg
    latency_* : frame taken -> analysed, milliseconds; None for files
    """

    source: str
    duration_s: float
    left: SideStats
    right: SideStats
    cadence_spm: float | None
    contact_time_s: float | None
    flight_time_s: float | None
    baseline_deg: float | None
    threshold_deg: float
    cues: int
    gaps: int
    frames_seen: int
    frames_replaced: int
    fps: float | None
    latency_median_ms: float | None
    latency_p95_ms: float | None
    method: str
    method_validated: bool
    quality: dict[str, float] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    baseline_sigma_deg: float | None = None
    level_by: LevelBy = LevelBy.NONE
    roll: CameraRoll | None = None
    active_s: float = 0.0
    limits: Limits | None = None
