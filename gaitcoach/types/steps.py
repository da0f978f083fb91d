"""Single steps, and what they come to for each leg."""

from __future__ import annotations

from dataclasses import dataclass

from gaitcoach.types.quality import Quality
from gaitcoach.types.sides import Side


@dataclass(frozen=True, slots=True)
class StepEvent:
    """Foot contact. side : the foot that lands; step_time_s : since the other foot's contact."""

    t_s: float
    side: Side
    step_time_s: float | None


MID_STANCE_REL = 0.45
"""Where in the contact the middle of 25-60 % of single support lies, about."""
StepKey = tuple[Side, float]


@dataclass(frozen=True, slots=True)
class StanceRecord:
    """One finished step.

    side : stance leg
    t_start_s, t_end_s : foot contact and toe-off
    drop_deg : mean drop over 25-60 % of single support, baseline removed; NaN if not usable
    drop_peak_deg : largest drop in single support after a 6 Hz low-pass; description only
    sigma_deg : standard deviation of `drop_deg` from the estimator's own uncertainty
    n_frames : frames inside the averaging window
    usable : may enter means and cues
    reason : why not usable, `Quality.OK` otherwise
    cadence_spm : steps per minute around this step, None before it is known
    level_deg : obliquity that counted as level and was taken off, None = nothing was
    """

    side: Side
    t_start_s: float
    t_end_s: float
    drop_deg: float
    drop_peak_deg: float
    sigma_deg: float
    n_frames: int
    usable: bool
    reason: Quality
    cadence_spm: float | None = None
    level_deg: float | None = None

    @property
    def contact_time_s(self) -> float:
        return self.t_end_s - self.t_start_s

    @property
    def mid_stance_s(self) -> float:
        """The moment that shows the step: the middle of what its drop is the mean of."""
        return self.t_start_s + MID_STANCE_REL * self.contact_time_s

    @property
    def key(self) -> StepKey:
        """What tells this step from the others: its leg and its time."""
        return self.side, self.t_start_s


@dataclass(frozen=True, slots=True)
class SideStats:
    """Steps of one stance leg since the camera last moved. No mean before 7 usable steps.

    n : steps seen; usable : steps that count
    sd_deg : of the steps
    ci95_deg : (low, high) of the mean: scatter of the steps (Student's t), the estimator's own
        systematic error and that of the level
    """

    n: int = 0
    usable: int = 0
    mean_deg: float | None = None
    sd_deg: float | None = None
    ci95_deg: tuple[float, float] | None = None
