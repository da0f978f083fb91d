"""`gaitcoach validate`: every clip with a truth file, every method, one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from gaitcoach.errors import GaitCoachError
from gaitcoach.live.events import tidy
from gaitcoach.pelvis.estimator import ESTIMATORS
from gaitcoach.pelvis.plugged import plug_in
from gaitcoach.plugins import pelvis_plugins
from gaitcoach.settings import Settings
from gaitcoach.types import Side, Viewpoint
from gaitcoach.validation.angles import (
    AngleScore,
    FrameEvidence,
    accepted_figures,
    angle_figures,
    declined_frames,
    gather_frames,
    pool_frames,
)
from gaitcoach.validation.clip import ClipResult, MakeEstimator, MethodBroke, run_clip
from gaitcoach.validation.cues import CueScore, pool_cues
from gaitcoach.validation.score import StepEvidence, pool_steps, step_figures

ALL = "all"
ORDER = ("learned", "markers", "hip_line")
"""Methods in the order of every table; others that are registered follow."""


class Bar(Protocol):
    """Shows how far the work is."""

    def update(self, n_steps: int) -> None:
        """Move on by so many clips."""
        ...


class NoBar:
    """Shows nothing."""

    def update(self, n_steps: int) -> None:
        """Move nothing."""


Progress = Callable[[int], AbstractContextManager[Bar]]
"""progress(number of clips) -> a context that gives the bar."""


@dataclass(frozen=True, slots=True)
class Validation:
    """What `validate` found.

    skipped : clips without truth file; problems : what went wrong
    broken : methods that broke on a clip which others measured, or might have
    """

    results: tuple[ClipResult, ...]
    skipped: tuple[Path, ...]
    problems: tuple[str, ...]
    broken: tuple[MethodBroke, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Every clip was scored by every method that suits it."""
        return not self.problems and not self.broken

    @property
    def names(self) -> tuple[str, ...]:
        """The clips that have a row."""
        return tuple(dict.fromkeys(row.name for row in (*self.results, *self.broken)))

    @property
    def methods(self) -> tuple[str, ...]:
        """The methods that gave a row, in the order of the table."""
        found = {result.method for result in self.results}
        return tuple(method for method in method_order() if method in found)


def method_order() -> tuple[str, ...]:
    """Return every registered method, those of other packages last."""
    known = [method for method in ORDER if method in ESTIMATORS]
    return tuple(dict.fromkeys([*known, *ESTIMATORS, *pelvis_plugins()]))


def no_progress(n_clips: int) -> AbstractContextManager[Bar]:
    """Show no bar."""
    return nullcontext(NoBar())


def validate(
    places: Sequence[Path], method: str, settings: Settings, progress: Progress = no_progress
) -> Validation:
    """Run every clip with a truth file in folders (or clips given by name).

    Raises
    ------
    GaitCoachError
        There is no clip with a truth file at all, or no such method.
    """
    clips, skipped = find_clips(places)
    if not clips:
        raise GaitCoachError("No clip with a truth file there.", "Each X.mp4 needs its X.json.")
    makers, problems = _makers(method)
    results: list[ClipResult] = []
    broken: list[MethodBroke] = []
    with progress(len(clips)) as bar:
        for clip in clips if makers else ():
            try:
                results += run_clip(clip, makers, settings, broken.append)
            except GaitCoachError as error:
                problems.append(str(error))
            bar.update(1)
    return Validation(tuple(results), tuple(skipped), tuple(problems), tuple(broken))


def find_clips(places: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Return the clips with, and those without, a truth file."""
    clips = []
    for place in places:
        inside = sorted(place.iterdir()) if place.is_dir() else [place]
        clips += [path for path in inside if path.suffix.lower() == ".mp4"]
    unique = list(dict.fromkeys(clips))
    with_truth = [clip for clip in unique if clip.with_suffix(".json").exists()]
    return with_truth, [clip for clip in unique if clip not in with_truth]


def _makers(method: str) -> tuple[dict[str, MakeEstimator], list[str]]:
    """Return how to make each wanted estimator, and why some cannot be made here."""
    wanted = method_order() if method == ALL else (method,)
    makers: dict[str, MakeEstimator] = {}
    problems: list[str] = []
    for name in wanted:
        if name not in method_order():
            known = ", ".join(method_order())
            raise GaitCoachError(f"There is no method {name}.", f"Choose one of: {known}.")
        make = ESTIMATORS.get(name) or partial(plug_in, name)
        try:
            make(Viewpoint())
        except GaitCoachError as error:
            problems.append(f"{name}: {error}")
        else:
            makers[name] = make
    return makers, problems


def figures_of(result: ClipResult) -> dict[str, Any]:
    """Return one row's figures under the names of `--json`; None = cannot be scored."""
    return _figures(result.frames, result.steps, result.cues, result.levelled_cues)


def _figures(
    frames: FrameEvidence, steps: StepEvidence, cues: CueScore, levelled: CueScore
) -> dict[str, Any]:
    angle, step = angle_figures(frames), step_figures(steps)
    return {
        "mae_deg": angle.mae_deg,
        "slope": angle.slope,
        "bias_deg": angle.bias_deg,
        "r": angle.r,
        "true_mae_deg": angle.true_mae_deg,
        "true_r": angle.true_r,
        "coverage": angle.coverage,
        "half_width_deg": angle.half_width_deg,
        "step_mae_deg": step.step_mae_deg,
        "side_mean_mae_deg": step.side_mean_mae_deg,
        "sign_rate": step.sign_rate,
        "stance_rate": step.stance_rate,
        "step_f1": step.step_f1,
        "contact_error_ms": step.contact_error_ms,
        "declined_frames": declined_frames(frames),
        "declined_steps": step.declined_steps,
        **_cue_figures(cues),
        "levelled": _cue_figures(levelled),
        "n_frames": angle.n,
        "n_steps": step.n_true,
        "accepted": _accepted(accepted_figures(frames)),
    }


def _cue_figures(cues: CueScore) -> dict[str, Any]:
    return {
        "cues": cues.given,
        "cued_sides": {str(side): n for side, n in cues.by_side.items()},
        "steps_to_cue": {str(side): n for side, n in cues.steps_to_cue.items()},
        "wrong_cues": cues.wrong,
        "demanded_sides": cues.demanded,
        "missed_sides": cues.missed,
    }


def _accepted(angle: AngleScore) -> dict[str, Any]:
    return {
        "n_frames": angle.n,
        "mae_deg": angle.mae_deg,
        "slope": angle.slope,
        "bias_deg": angle.bias_deg,
        "r": angle.r,
        "true_mae_deg": angle.true_mae_deg,
        "true_r": angle.true_r,
        "coverage": angle.coverage,
        "half_width_deg": angle.half_width_deg,
    }


def pooled(results: Sequence[ClipResult]) -> dict[str, Any]:
    """Return the figures of several results (at least one): frames and steps pooled, not clips."""
    return _figures(
        pool_frames(result.frames for result in results),
        pool_steps(result.steps for result in results),
        pool_cues([result.cues for result in results]),
        pool_cues([result.levelled_cues for result in results]),
    )


def as_table(done: Validation) -> dict[str, Any]:
    """Return what `--json` prints: a row for each clip and method, and each method overall.

    The row of a method that broke has its reason as `error`, and no figure.
    """
    rows = [_row(row) for row in (*done.results, *done.broken)]
    rows.sort(key=lambda row: done.names.index(row["name"]))
    overall = {
        method: pooled([result for result in done.results if result.method == method])
        for method in done.methods
    }
    return tidy({"clips": rows, "overall": overall})


def _row(row: ClipResult | MethodBroke) -> dict[str, Any]:
    head = {"name": row.name, "method": row.method}
    if isinstance(row, MethodBroke):
        return head | {"error": row.why} | _without_figures()
    return head | {"error": None} | figures_of(row)


def _without_figures() -> dict[str, Any]:
    """Return every figure's name, for nobody knows any."""
    none = np.empty(0)
    frames = gather_frames(none, none, none, none, none.astype(bool))
    cues = CueScore(0, dict.fromkeys(Side, 0), {}, 0, 0, 0)
    return _emptied(_figures(frames, StepEvidence(), cues, cues))


def _emptied(figures: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _emptied(value) if isinstance(value, dict) else None
        for name, value in figures.items()
    }


def groups(done: Validation) -> dict[str, dict[str, Any]]:
    """Return {kind of clip: {method: figures}}; a clip's kind is its name without its number."""
    kinds = dict.fromkeys(kind_of(result.name) for result in done.results)
    return {
        kind: {
            method: tidy(pooled(own))
            for method in done.methods
            if (own := [r for r in done.results if kind_of(r.name) == kind and r.method == method])
        }
        for kind in kinds
    }


def kind_of(name: str) -> str:
    """Return a clip's name without its trailing number: run_behind_07 -> run_behind."""
    return name.rstrip("0123456789").rstrip("_-") or name
