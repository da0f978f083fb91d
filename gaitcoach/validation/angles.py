"""The pelvis's angle against its truth, frame by frame."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

Z95 = 1.96
"""A 95 % interval reaches this many standard deviations to either side."""
LEVEL_SD_DEG = 1e-6
"""What varies less is constant: neither slope nor correlation can be told."""
MIN_FRAMES = 3
"""Two points always lie on a line."""


@dataclass(frozen=True, slots=True)
class FrameEvidence:
    """Frames of one clip, or of several together, each with an image-plane truth.

    estimate_deg, sigma_deg : what the estimator said; NaN = no angle
    truth_deg : in the image plane
    gravity_deg : against gravity; NaN = unknown
    levelled_deg : the estimate less the clip's median difference to `gravity_deg`
    accepted : the live gates let the frame count
    """

    estimate_deg: Floats
    sigma_deg: Floats
    truth_deg: Floats
    gravity_deg: Floats
    levelled_deg: Floats
    accepted: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.truth_deg)

    def only(self, keep: NDArray[np.bool_]) -> FrameEvidence:
        """Return some of the frames."""
        return FrameEvidence(*(getattr(self, spec.name)[keep] for spec in fields(self)))


@dataclass(frozen=True, slots=True)
class AngleScore:
    """How true the angle is; None = nothing to score.

    error = estimate - image-plane truth, on every frame that has both

    n : those frames
    mae_deg, bias_deg : mean absolute, and mean, error
    slope : least squares, of the estimate on the truth
    r : Pearson's correlation
    true_mae_deg, true_r : against gravity, each clip's median difference taken off
    coverage : share of frames whose error lies inside the estimator's 95 % interval
    half_width_deg : median half-width of that interval
    """

    n: int
    mae_deg: float | None
    slope: float | None
    bias_deg: float | None
    r: float | None
    true_mae_deg: float | None
    true_r: float | None
    coverage: float | None
    half_width_deg: float | None


def gather_frames(
    estimate_deg: Floats,
    sigma_deg: Floats,
    truth_deg: Floats,
    gravity_deg: Floats,
    accepted: NDArray[np.bool_],
) -> FrameEvidence:
    """Put one clip's frames together, each array (n,) with NaN for what is not known."""
    known = np.isfinite(truth_deg)
    difference_deg = (estimate_deg - gravity_deg)[known]
    difference_deg = difference_deg[np.isfinite(difference_deg)]
    level_deg = float(np.median(difference_deg)) if len(difference_deg) else np.nan
    frames = FrameEvidence(
        estimate_deg, sigma_deg, truth_deg, gravity_deg, estimate_deg - level_deg, accepted
    )
    return frames.only(known)


def pool_frames(evidence: Iterable[FrameEvidence]) -> FrameEvidence:
    """Put the frames of several clips (at least one) together."""
    every = tuple(evidence)
    return FrameEvidence(
        *(np.concatenate([getattr(one, spec.name) for one in every]) for spec in fields(every[0]))
    )


def declined_frames(frames: FrameEvidence) -> float | None:
    """Return the share of frames with a truth that the live gates, or the estimator, declined."""
    if not len(frames):
        return None
    return float(1.0 - (frames.accepted & np.isfinite(frames.estimate_deg)).mean())


def angle_figures(frames: FrameEvidence) -> AngleScore:
    """Score every frame that has an angle, whatever the gates said."""
    seen = frames.only(np.isfinite(frames.estimate_deg))
    error_deg = seen.estimate_deg - seen.truth_deg
    half_deg = Z95 * seen.sigma_deg
    slope, r = _line(seen.truth_deg, seen.estimate_deg)
    upright = seen.only(np.isfinite(seen.gravity_deg))
    return AngleScore(
        n=len(seen),
        mae_deg=_mean(np.abs(error_deg)),
        slope=slope,
        bias_deg=_mean(error_deg),
        r=r,
        true_mae_deg=_mean(np.abs(upright.levelled_deg - upright.gravity_deg)),
        true_r=_line(upright.gravity_deg, upright.levelled_deg)[1],
        coverage=_mean(np.abs(error_deg) <= half_deg),
        half_width_deg=float(np.median(half_deg)) if len(half_deg) else None,
    )


def accepted_figures(frames: FrameEvidence) -> AngleScore:
    """Score the frames alone that the live gates let count."""
    return angle_figures(frames.only(frames.accepted))


def _mean(values: NDArray) -> float | None:
    return float(values.mean()) if len(values) else None


def _line(x: Floats, y: Floats) -> tuple[float | None, float | None]:
    """Return the slope of y on x and their correlation; None where a constant allows neither."""
    if len(x) < MIN_FRAMES or x.std() < LEVEL_SD_DEG:
        return None, None
    dx, dy = x - x.mean(), y - y.mean()
    covariance = float(np.mean(dx * dy))
    slope = covariance / float(np.mean(dx**2))
    if y.std() < LEVEL_SD_DEG:
        return slope, None
    return slope, covariance / float(x.std() * y.std())
