"""One clip through the real stages, every method at once: the pose is found once and shared."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gaitcoach.capture.source import parse_source
from gaitcoach.errors import GaitCoachError
from gaitcoach.live.people import PeopleInline
from gaitcoach.live.replay import frames_of
from gaitcoach.live.room import RoomWatch
from gaitcoach.pelvis.estimator import PelvisEstimator
from gaitcoach.pose.tracker import PoseEstimator, PoseTracker
from gaitcoach.settings import Settings
from gaitcoach.types import Frame, GaitSample, PelvisAngle, Pose, Side, Viewpoint
from gaitcoach.validation.angles import FrameEvidence, gather_frames
from gaitcoach.validation.cues import (
    CueScore,
    looped,
    run_gait,
    score_cues,
    true_drops_deg,
    true_edge,
)
from gaitcoach.validation.score import StepEvidence, gather_steps
from gaitcoach.validation.truth import Truth, check_length, load_truth

log = logging.getLogger(__name__)

MakeEstimator = Callable[[Viewpoint], PelvisEstimator]
OnBroken = Callable[[str, GaitCoachError], object]
Samples = list[GaitSample]


@dataclass(frozen=True, slots=True)
class ClipResult:
    """What one method made of one clip.

    t_s : time of each of `frames`
    cues, levelled_cues : without and with the camera's roll known; the same where the runner
        stood still before
    """

    name: str
    method: str
    t_s: NDArray[np.float64]
    frames: FrameEvidence
    steps: StepEvidence
    cues: CueScore
    levelled_cues: CueScore


@dataclass(frozen=True, slots=True)
class MethodBroke:
    """A method that cannot be scored on one clip. why : one line"""

    name: str
    method: str
    why: str


def run_clip(
    clip: Path,
    makers: Mapping[str, MakeEstimator],
    settings: Settings,
    on_broken: Callable[[MethodBroke], object] = lambda broken: None,
) -> list[ClipResult]:
    """Measure a clip with every method that applies to it.

    on_broken : told of a method that breaks; the others go on

    Raises
    ------
    GaitCoachError
        The clip cannot be read, or its truth file is not right.
    """
    path = clip.with_suffix(".json")
    truth = load_truth(path)

    def broke(method: str, error: GaitCoachError) -> None:
        on_broken(MethodBroke(truth.name, method, " ".join(str(error).split())))

    estimators = _made(makers, Viewpoint(truth.view), broke)
    estimators = {name: one for name, one in estimators.items() if _applies(one, truth)}
    if not estimators:
        return []
    seen = see_clip(clip, truth, estimators, settings.model, broke)
    if not seen:
        return []
    n_frames = max(len(samples) for samples in seen.values())
    if not n_frames:
        raise GaitCoachError(f"{clip} has no pictures.", "Choose another file.")
    check_length(path, truth, n_frames)
    truth = truth.cut(n_frames)
    return [judge(method, samples, truth, settings) for method, samples in seen.items()]


def _made(
    makers: Mapping[str, MakeEstimator], viewpoint: Viewpoint, on_broken: OnBroken
) -> dict[str, PelvisEstimator]:
    made: dict[str, PelvisEstimator] = {}
    for method, make in makers.items():
        try:
            made[method] = make(viewpoint)
        except GaitCoachError as error:
            on_broken(method, error)
    return made


def _applies(estimator: PelvisEstimator, truth: Truth) -> bool:
    """Stickers can be measured only where the runner wears them."""
    return truth.marker_px is not None or not hasattr(estimator, "place")


def _raise(method: str, error: GaitCoachError) -> None:
    raise error


def see_clip(
    clip: Path,
    truth: Truth,
    estimators: Mapping[str, PelvisEstimator],
    model: str,
    on_broken: OnBroken = _raise,
) -> dict[str, Samples]:
    """Find the pose of every frame once, and each method's angle.

    on_broken : told of a method that breaks, which is left out from there on
    """
    clicks, room, people = _Clicks(truth), RoomWatch(Viewpoint(truth.view)), PeopleInline()
    seen: dict[str, Samples] = {method: [] for method in estimators}
    tracker = PoseTracker(model, Viewpoint(truth.view))
    try:
        # Closed before the tracker is: it may still be at work on the next frame.
        with closing(_tracked(frames_of(parse_source(str(clip))), tracker)) as tracked:
            for frame, pose in tracked:
                n_people, moved = people(frame, pose), room.push(frame, pose)
                for method in tuple(seen):
                    try:
                        angle = clicks.estimate(estimators[method], frame, pose)
                    except GaitCoachError as error:
                        del seen[method]
                        on_broken(method, error)
                        continue
                    sample = GaitSample(frame.t_s, pose, angle, n_people, moved, room.roll)
                    seen[method].append(sample)
                if not seen:
                    break
    finally:
        tracker.close()
        people.close()
    return seen


def _tracked(
    frames: Iterable[Frame], tracker: PoseEstimator
) -> Generator[tuple[Frame, Pose | None], None, None]:
    """Yield frames with their pose; the model looks at the next one while this one is used."""
    with ThreadPoolExecutor(1, "pose") as model:
        before = None
        for frame in frames:
            coming = frame, model.submit(tracker.track, frame)
            if before is not None:
                yield before[0], before[1].result()
            before = coming
        if before is not None:
            yield before[0], before[1].result()


class _Clicks:
    """Stands in for the user who clicks each sticker once: on the first frame that shows both."""

    def __init__(self, truth: Truth) -> None:
        self._truth = truth
        self._placed = False

    def estimate(
        self, estimator: PelvisEstimator, frame: Frame, pose: Pose | None
    ) -> PelvisAngle | None:
        """Return the estimator's angle; None while there is no pose, or nothing clicked yet."""
        place = getattr(estimator, "place", None)
        if place is not None and not self._placed:
            points = self._points_px(frame)
            if points is None:
                return None
            try:
                place(frame, *points)
            except GaitCoachError as error:
                log.info("Clicked in vain at %.2f s: %s", frame.t_s, error)
                return None  # a user would click again in the next picture
            self._placed = True
        return None if pose is None else estimator.estimate(frame, pose)

    def _points_px(self, frame: Frame) -> list[tuple[float, float]] | None:
        """Return the runner's left and right sticker, None when one is out of the picture."""
        index = self._truth.index_of(frame.index)
        if index is None or self._truth.marker_px is None:
            return None
        points = [self._truth.marker_px[side][index] for side in (Side.LEFT, Side.RIGHT)]
        if not all((point >= 0).all() and (point < frame.size_px).all() for point in points):
            return None
        return [(float(x_px), float(y_px)) for x_px, y_px in points]


def judge(
    method: str, samples: Sequence[GaitSample], truth: Truth, settings: Settings
) -> ClipResult:
    """Take one method's samples through gait and coaching and put them beside the truth."""
    viewpoint = Viewpoint(truth.view)
    once = run_gait(samples, viewpoint, settings)
    again = looped(samples)
    run = run_gait(again, viewpoint, settings, true_edge(truth))
    steps = truth.steps()
    true_deg = true_drops_deg(steps, truth)
    known = np.isfinite(truth.image_obliquity_deg)
    return ClipResult(
        name=truth.name,
        method=method,
        t_s=truth.t_s[known],
        frames=_frames(samples, once.accepted, truth),
        steps=gather_steps(steps, once.steps, level_deg=once.level_deg, timed=truth.is_running),
        cues=score_cues(run.given, true_deg, settings.threshold_deg),
        levelled_cues=score_cues(run.levelled, true_deg, settings.threshold_deg),
    )


def _frames(
    samples: Sequence[GaitSample], accepted: NDArray[np.bool_], truth: Truth
) -> FrameEvidence:
    inside = slice(truth.first_frame, truth.first_frame + len(truth.t_s))
    nothing = PelvisAngle(0.0, float("nan"), float("nan"), "")
    angles = [sample.angle or nothing for sample in samples[inside]]
    return gather_frames(
        np.array([angle.obliquity_deg for angle in angles]),
        np.array([angle.sigma_deg for angle in angles]),
        truth.image_obliquity_deg,
        truth.obliquity_deg,
        accepted[inside],
    )
