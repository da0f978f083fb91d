"""The cues a runner would hear, were the clip as long as a run: it is looped."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from gaitcoach.coaching import Coach
from gaitcoach.gait import GaitAnalyzer
from gaitcoach.gait.stance_net import StanceNet
from gaitcoach.resources import asset_path
from gaitcoach.settings import Settings
from gaitcoach.types import (
    CameraRoll,
    Cue,
    CueKind,
    GaitSample,
    GaitUpdate,
    Side,
    StanceRecord,
    Viewpoint,
)
from gaitcoach.validation.truth import TrueStep, Truth

LONG_ENOUGH_S = 24.0
"""A clip is looped until it lasts this long: some 30 steps a side, where 7 allow a first cue."""
SEAM_S = 0.5
"""Time between the last frame and the first of the next loop: a gap that no step can cross."""
PROMPT_STEPS = 12
"""A side that must be cued must be so within this many of its usable steps."""
CLEAR_DEG = 2.0
"""A side whose true mean drop is this far over the threshold must be cued, this far under not."""
EDGE_SIGMA_DEG = 0.5
"""How well two clicks on a door frame tell the camera's roll, about."""

BySide = dict[Side, float]


@dataclass(frozen=True, slots=True)
class Given:
    """Corrections, and for each of them its side's usable steps by then."""

    corrections: tuple[Cue, ...] = ()
    usable_steps: tuple[int, ...] = ()


class _Listener:
    """Hears one coach and counts steps beside it."""

    def __init__(self, settings: Settings) -> None:
        self._coach = Coach(settings.limits, settings.cue)
        self._usable = dict.fromkeys(Side, 0)
        self._heard: list[tuple[Cue, int]] = []

    def push(self, update: GaitUpdate) -> None:
        for step in update.new_steps:
            self._usable[step.side] += step.usable
        for cue in self._coach.push(update):
            if cue.kind is CueKind.CORRECT and cue.side is not None:
                self._heard.append((cue, self._usable[cue.side]))

    def given(self) -> Given:
        return Given(tuple(cue for cue, _ in self._heard), tuple(n for _, n in self._heard))


@dataclass(frozen=True, slots=True)
class GaitRun:
    """What the gait stage and the coach made of samples.

    accepted : for each sample, whether the gates let it count
    level_deg : taken off the drops as level at the end; None = nothing was
    given, levelled : corrections as they come, and with the camera's roll known
    """

    steps: tuple[StanceRecord, ...]
    accepted: np.ndarray
    level_deg: float | None
    given: Given
    levelled: Given


@dataclass(frozen=True, slots=True)
class CueScore:
    """Corrections over the looped clip.

    by_side : how many for each stance leg
    steps_to_cue : usable steps of a side before its first correction; only sides that had one
    wrong : for a side clearly under the threshold
    demanded, missed : sides clearly over it, and those of them not corrected in `PROMPT_STEPS`
    """

    given: int
    by_side: dict[Side, int]
    steps_to_cue: dict[Side, int]
    wrong: int
    demanded: int
    missed: int


def run_gait(
    samples: Sequence[GaitSample],
    viewpoint: Viewpoint,
    settings: Settings,
    edge: CameraRoll | None = None,
) -> GaitRun:
    """Take samples (at least one) through the live gait stage and coach.

    edge : the roll that a second coach is told, where nobody stood still before
    """
    net = StanceNet.load(asset_path("models/stance_net.npz"))
    gait = GaitAnalyzer(net, viewpoint, settings.baseline_s)
    plain, levelled = _Listener(settings), _Listener(settings)
    accepted = []
    for sample in samples:
        update = gait.push(sample)
        accepted.append(update.obliquity_deg is not None)
        plain.push(update)
        levelled.push(update if edge is None else replace(update, roll=edge))
    level_deg = gait.finish(samples[-1].t_s).baseline_deg
    return GaitRun(gait.steps, np.array(accepted, bool), level_deg, plain.given(), levelled.given())


def looped(samples: Sequence[GaitSample]) -> list[GaitSample]:
    """Return the samples again and again until they last `LONG_ENOUGH_S`; once if they do."""
    length_s = samples[-1].t_s - samples[0].t_s + SEAM_S
    n_loops = max(1, math.ceil(LONG_ENOUGH_S / length_s))
    return [_later(sample, loop * length_s) for loop in range(n_loops) for sample in samples]


def _later(sample: GaitSample, by_s: float) -> GaitSample:
    t_s = sample.t_s + by_s
    pose = None if sample.pose is None else replace(sample.pose, t_s=t_s)
    angle = None if sample.angle is None else replace(sample.angle, t_s=t_s)
    return replace(sample, t_s=t_s, pose=pose, angle=angle)


def true_edge(truth: Truth) -> CameraRoll:
    """Return what an upright edge in the picture would tell."""
    return CameraRoll(_tilt_deg(truth), EDGE_SIGMA_DEG)


def _tilt_deg(truth: Truth) -> float:
    """How much higher the runner's left side looks than it is; 0 when that is not known."""
    tilts_deg = truth.image_obliquity_deg - truth.obliquity_deg
    tilts_deg = tilts_deg[np.isfinite(tilts_deg)]
    return float(np.median(tilts_deg)) if len(tilts_deg) else 0.0


def true_drops_deg(steps: Sequence[TrueStep], truth: Truth) -> BySide:
    """Return the true mean drop of each side that has steps, less what a level takes off."""
    tilt_deg = _tilt_deg(truth)
    drops = {}
    for side in Side:
        own = [step.drop_deg for step in steps if step.side is side]
        own = [drop_deg for drop_deg in own if math.isfinite(drop_deg)]
        if own:
            drops[side] = float(np.mean(own)) - side.drop_deg(tilt_deg)
    return drops


def score_cues(given: Given, true_deg: BySide, threshold_deg: float) -> CueScore:
    """Judge the corrections; `true_deg` holds the true mean drop of the sides where it is known."""
    by_side = {side: sum(cue.side is side for cue in given.corrections) for side in Side}
    first: dict[Side, int] = {}
    for cue, n_steps in zip(given.corrections, given.usable_steps, strict=True):
        if cue.side is not None:
            first.setdefault(cue.side, n_steps)
    under = [side for side, drop in true_deg.items() if drop < threshold_deg - CLEAR_DEG]
    over = [side for side, drop in true_deg.items() if drop > threshold_deg + CLEAR_DEG]
    return CueScore(
        given=len(given.corrections),
        by_side=by_side,
        steps_to_cue=first,
        wrong=sum(by_side[side] for side in under),
        demanded=len(over),
        missed=sum(first.get(side, math.inf) > PROMPT_STEPS for side in over),
    )


def pool_cues(scores: Sequence[CueScore]) -> CueScore:
    """Add up the corrections of several clips; `steps_to_cue` keeps the slowest."""
    slowest: dict[Side, int] = {}
    for score in scores:
        for side, n_steps in score.steps_to_cue.items():
            slowest[side] = max(n_steps, slowest.get(side, 0))
    return CueScore(
        given=sum(score.given for score in scores),
        by_side={side: sum(score.by_side[side] for score in scores) for side in Side},
        steps_to_cue=slowest,
        wrong=sum(score.wrong for score in scores),
        demanded=sum(score.demanded for score in scores),
        missed=sum(score.missed for score in scores),
    )
