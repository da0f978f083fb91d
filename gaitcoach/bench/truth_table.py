"""Steps, sides and cues against clips with exact truth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from gaitcoach.capture.source import parse_source
from gaitcoach.coaching import Coach
from gaitcoach.errors import GaitCoachError
from gaitcoach.gait import GaitAnalyzer
from gaitcoach.gait.stance_net import StanceNet
from gaitcoach.live.replay import frames_of
from gaitcoach.pelvis.estimator import make_estimator
from gaitcoach.pose.tracker import PoseTracker
from gaitcoach.resources import asset_path
from gaitcoach.settings import Settings
from gaitcoach.types import CueKind, GaitSample, Side, StanceRecord, Viewpoint
from gaitcoach.validation.score import score_steps
from gaitcoach.validation.truth import TrueStep, Truth, load_truth

LOOPS = 4
"""Clips of 8 s are looped so that every side has steps enough for a cue."""
SEAM_S = 0.5
CLEAR_DEG = 2.0
"""A side this far over the threshold must be cued, this far under it must not."""


@dataclass(frozen=True, slots=True)
class ClipRow:
    """One clip; drops by stance leg (left, right), degrees; cue_ok None = neither demanded."""

    name: str
    n_true: int
    step_f1: float | None
    stance_rate: float | None
    contact_error_ms: float | None
    step_mae_deg: float | None
    true_drop_deg: tuple[float | None, float | None]
    drop_deg: tuple[float | None, float | None]
    cued: tuple[bool, bool]
    cue_ok: bool | None


def measure(folders: Sequence[Path], settings: Settings) -> dict:
    """Return {"truth": rows and pooled figures} for every clip with a truth file."""
    clips = [
        clip
        for folder in folders
        for clip in (sorted(folder.glob("*.mp4")) if folder.is_dir() else [folder])
        if clip.with_suffix(".json").exists()
    ]
    if not clips:
        raise GaitCoachError("No clip with a truth file there.", "Each X.mp4 needs its X.json.")
    rows = [_row(clip, settings) for clip in clips]
    scored = [row for row in rows if row.stance_rate is not None]
    weights = [row.n_true for row in scored]
    return {
        "truth": {
            "clips": [asdict(row) for row in rows],
            "stance_rate": _mean([row.stance_rate for row in scored], weights),
            "step_f1": _mean([row.step_f1 for row in scored], weights),
            "cues_right": sum(row.cue_ok is True for row in rows),
            "cues_wrong": sum(row.cue_ok is False for row in rows),
            "threshold_deg": settings.threshold_deg,
            "method": settings.method,
        }
    }


def _mean(values: list, weights: list) -> float | None:
    return round(float(np.average(values, weights=weights)), 4) if values else None


def _row(clip: Path, settings: Settings) -> ClipRow:
    truth = load_truth(clip.with_suffix(".json"))
    viewpoint = Viewpoint(truth.view)
    samples = _samples(clip, viewpoint, settings)
    steps, _ = _run(samples, viewpoint, settings)
    _, cued = _run(_looped(samples), viewpoint, settings)
    true_steps = truth.steps()
    score = score_steps(true_steps, steps)
    true_deg = _drops(true_steps, truth)
    return ClipRow(
        name=clip.stem,
        n_true=score.n_true,
        step_f1=score.step_f1,
        stance_rate=score.stance_rate,
        contact_error_ms=score.contact_error_ms,
        step_mae_deg=score.step_mae_deg,
        true_drop_deg=true_deg,
        drop_deg=_measured(steps),
        cued=cued,
        cue_ok=_cue_ok(true_deg, cued, settings.threshold_deg),
    )


def _samples(clip: Path, viewpoint: Viewpoint, settings: Settings) -> list[GaitSample]:
    tracker = PoseTracker(settings.model, viewpoint)
    pelvis = make_estimator(settings.method, viewpoint)
    samples = []
    for frame in frames_of(parse_source(str(clip))):
        pose = tracker.track(frame)
        angle = None if pose is None else pelvis.estimate(frame, pose)
        samples.append(GaitSample(frame.t_s, pose, angle))
    tracker.close()
    return samples


def _looped(samples: list[GaitSample]) -> list[GaitSample]:
    length_s = samples[-1].t_s - samples[0].t_s + SEAM_S
    return [_later(sample, loop * length_s) for loop in range(LOOPS) for sample in samples]


def _later(sample: GaitSample, by_s: float) -> GaitSample:
    t_s = sample.t_s + by_s
    pose = None if sample.pose is None else replace(sample.pose, t_s=t_s)
    angle = None if sample.angle is None else replace(sample.angle, t_s=t_s)
    return replace(sample, t_s=t_s, pose=pose, angle=angle)


def _run(
    samples: list[GaitSample], viewpoint: Viewpoint, settings: Settings
) -> tuple[tuple[StanceRecord, ...], tuple[bool, bool]]:
    net = StanceNet.load(asset_path("models/stance_net.npz"))
    gait = GaitAnalyzer(net, viewpoint, settings.baseline_s)
    coach = Coach(settings.threshold_deg, settings.cue)
    sides: set[Side | None] = set()
    for sample in samples:
        for cue in coach.push(gait.push(sample)):
            if cue.kind is CueKind.CORRECT:
                sides.add(cue.side)
    gait.finish(samples[-1].t_s)
    return gait.steps, (Side.LEFT in sides, Side.RIGHT in sides)


def _drops(steps: Sequence[TrueStep], truth: Truth) -> tuple[float | None, float | None]:
    """Return the true mean drop of each side against gravity, as a baseline would leave it."""
    roll_deg = float(np.median(truth.image_obliquity_deg - truth.obliquity_deg))

    def mean(side: Side) -> float | None:
        own = [step.drop_deg for step in steps if step.side is side]
        return round(float(np.mean(own)) - side.drop_deg(roll_deg), 2) if own else None

    return mean(Side.LEFT), mean(Side.RIGHT)


def _measured(steps: Sequence[StanceRecord]) -> tuple[float | None, float | None]:
    def mean(side: Side) -> float | None:
        own = [step.drop_deg for step in steps if step.side is side and step.usable]
        return round(float(np.mean(own)), 2) if own else None

    return mean(Side.LEFT), mean(Side.RIGHT)


def _cue_ok(
    true_deg: tuple[float | None, float | None], cued: tuple[bool, bool], threshold_deg: float
) -> bool | None:
    verdicts = []
    for drop_deg, was_cued in zip(true_deg, cued, strict=True):
        if drop_deg is None or abs(drop_deg - threshold_deg) <= CLEAR_DEG:
            continue
        verdicts.append(was_cued == (drop_deg > threshold_deg))
    return all(verdicts) if verdicts else None


def format_table(truth: dict) -> str:
    """Return the table for a terminal."""
    head = f"{'clip':<22}{'steps':>6}{'F1':>6}{'side':>6}{'contact':>9}"
    lines = [head + f"{'drop MAE':>10}{'true L / R':>15}{'measured L / R':>16}  cued  right?"]
    lines += [_format_row(row) for row in truth["clips"]]
    lines.append(
        f"all: stance side {_share(truth['stance_rate'])}, step F1 {_share(truth['step_f1'])}; "
        f"cues at {truth['threshold_deg']:g} deg with {truth['method']}: "
        f"{truth['cues_right']} clips right, {truth['cues_wrong']} wrong"
    )
    return "\n".join(lines)


def _format_row(row: dict) -> str:
    cued = "".join(name if on else "-" for name, on in zip("LR", row["cued"], strict=True))
    right = {True: "yes", False: "NO", None: ""}[row["cue_ok"]]
    contact = "-" if row["contact_error_ms"] is None else f"{row['contact_error_ms']:.0f} ms"
    mae = "-" if row["step_mae_deg"] is None else f"{row['step_mae_deg']:.1f}"
    return (
        f"{row['name']:<22}{row['n_true']:>6}{_share(row['step_f1']):>6}"
        f"{_share(row['stance_rate']):>6}{contact:>9}{mae:>10}"
        f"{_pair(row['true_drop_deg']):>15}{_pair(row['drop_deg']):>16}  {cued:<4}  {right}"
    )


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _pair(values: Sequence[float | None]) -> str:
    return " / ".join("-" if value is None else f"{value:.1f}" for value in values)
