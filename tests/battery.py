"""The checks that a right pipeline passes on the demo clip, and that each mutant must fail.

The pelvis's angle is the truth of each frame: what is tested is the way from pictures to steps
and cues, not the estimator.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from demo import N_FRAMES, demo_poses, demo_truth

from gaitcoach.coaching import Coach, Metronome
from gaitcoach.gait import GaitAnalyzer
from gaitcoach.gait.stance_net import StanceNet
from gaitcoach.live.pipeline import Pipeline
from gaitcoach.pelvis.estimator import PelvisEstimator
from gaitcoach.pose.tracker import PoseEstimator
from gaitcoach.resources import asset_path
from gaitcoach.types import (
    Cue,
    CueKind,
    Frame,
    Limits,
    PelvisAngle,
    Pose,
    Side,
    StanceRecord,
    Viewpoint,
)
from gaitcoach.validation.score import score_steps

THRESHOLD_DEG = 2.5
"""True mean drops of these 7 s: left 5.2, right 0.8. No standing: 2 degrees more are asked for."""
SIGMA_DEG = 0.1
"""The truth is rounded, that is all."""
MIN_STEP_F1 = 0.95
MIN_STANCE_RATE = 0.97
MAX_CONTACT_ERROR_MS = 15.0
MAX_STEP_MAE_DEG = 0.5


class CachedPoses:
    """The tracker's own poses, found once: by the number of the frame."""

    def __init__(self, poses: tuple[Pose | None, ...] | None = None) -> None:
        self._poses = demo_poses() if poses is None else poses

    def track(self, frame: Frame) -> Pose | None:
        return self._poses[frame.index]

    def close(self) -> None:
        """Nothing to free."""


class TruePelvis:
    """The image-plane truth of each frame as an estimator; `change` makes a mutant of it."""

    method = "truth"
    validated = True

    def __init__(self, change: Callable[[float], float] = lambda obliquity_deg: obliquity_deg):
        self._change = change

    def estimate(self, frame: Frame, pose: Pose) -> PelvisAngle | None:
        obliquity_deg = float(demo_truth().image_obliquity_deg[frame.index])
        return PelvisAngle(pose.t_s, self._change(obliquity_deg), SIGMA_DEG, self.method)


@dataclass(frozen=True, slots=True)
class ClipRun:
    """What one pipeline made of the clip."""

    indices: tuple[int, ...]
    steps: tuple[StanceRecord, ...]
    cues: tuple[Cue, ...]


def run_clip(
    frames: Iterable[Frame],
    poses: PoseEstimator | None = None,
    pelvis: PelvisEstimator | None = None,
    viewpoint: Viewpoint | None = None,
) -> ClipRun:
    """Run frames through the real pipeline with the real gait analyzer and coach."""
    viewpoint = viewpoint or Viewpoint()
    pipeline = Pipeline(
        pose=poses or CachedPoses(),
        pelvis=pelvis or TruePelvis(),
        gait=GaitAnalyzer(StanceNet.load(asset_path("models/stance_net.npz")), viewpoint),
        coach=Coach(Limits.both(THRESHOLD_DEG)),
        metronome=Metronome(),
        count_people=lambda frame, pose: 1,
        viewpoint=viewpoint,
    )
    done = [pipeline.process(frame) for frame in frames]
    pipeline.finish()
    cues = tuple(cue for one in done for cue in one.cues)
    pipeline.close()
    return ClipRun(tuple(one.frame.index for one in done), pipeline.gait.steps, cues)


def failures(run: ClipRun) -> dict[str, str]:
    """Return the checks that fail, each with what was seen; empty for a right pipeline."""
    score = score_steps(demo_truth().steps(), run.steps)
    corrected = {cue.side for cue in run.cues if cue.kind is CueKind.CORRECT}
    in_order = all(b == a + 1 for a, b in pairwise(run.indices))
    checks = {
        "every_frame": in_order and len(run.indices) == N_FRAMES,
        "step_f1": (score.step_f1 or 0.0) >= MIN_STEP_F1,
        "stance_side": (score.stance_rate or 0.0) >= MIN_STANCE_RATE,
        "contact_time": _at_most(score.contact_error_ms, MAX_CONTACT_ERROR_MS),
        "step_drop": _at_most(score.step_mae_deg, MAX_STEP_MAE_DEG),
        "cue_side": corrected == {Side.LEFT},
    }
    seen = f"{score}, corrected {sorted(side for side in corrected if side)}"
    return {name: seen for name, passed in checks.items() if not passed}


def _at_most(value: float | None, limit: float) -> bool:
    return value is not None and value <= limit
