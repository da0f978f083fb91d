"""The battery passes on the pipeline as it is, and catches each way to break it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from battery import CachedPoses, ClipRun, TruePelvis, failures, run_clip
from demo import demo_frames, demo_poses, flipped, relabelled

from gaitcoach.types import Frame, Pose

Frames = tuple[Frame, ...]


@pytest.fixture(scope="module")
def frames() -> Frames:
    return tuple(demo_frames())


class PosesInTime(CachedPoses):
    """Carries the stamp of the frame, as the tracker does."""

    def track(self, frame: Frame) -> Pose | None:
        pose = super().track(frame)
        return None if pose is None else replace(pose, t_s=frame.t_s)


def sign_flipped(frames: Frames) -> ClipRun:
    return run_clip(frames, pelvis=TruePelvis(lambda obliquity_deg: -obliquity_deg))


def constant_angle(frames: Frames) -> ClipRun:
    return run_clip(frames, pelvis=TruePelvis(lambda obliquity_deg: 3.0))


def sides_swapped(frames: Frames) -> ClipRun:
    return run_clip(frames, CachedPoses(relabelled(demo_poses())))


def input_mirrored(frames: Frames) -> ClipRun:
    poses = CachedPoses(demo_poses(mirrored=True))
    return run_clip((flipped(frame) for frame in frames), poses)


def every_third_frame_dropped(frames: Frames) -> ClipRun:
    return run_clip(frame for frame in frames if frame.index % 3 != 2)


def stamps_delayed_50_ms(frames: Frames) -> ClipRun:
    return run_clip((replace(frame, t_s=frame.t_s + 0.05) for frame in frames), PosesInTime())


def frames_analysed_twice(frames: Frames) -> ClipRun:
    doubled = (copy for f in frames for copy in (f, replace(f, t_s=f.t_s + 0.01)))
    return run_clip(doubled, PosesInTime())


KILLED_BY: dict[Callable[[Frames], ClipRun], set[str]] = {
    sign_flipped: {"step_drop", "cue_side"},
    constant_angle: {"step_drop", "cue_side"},
    sides_swapped: {"stance_side", "step_drop", "cue_side"},
    input_mirrored: {"stance_side", "step_drop", "cue_side"},
    every_third_frame_dropped: {"every_frame"},
    stamps_delayed_50_ms: {"contact_time"},
    frames_analysed_twice: {"every_frame"},
}
"""Mutant -> the checks that must notice it; others may."""


def test_the_pipeline_as_it_is_passes(frames: Frames):
    assert failures(run_clip(frames)) == {}


@pytest.mark.parametrize("mutant", KILLED_BY, ids=lambda mutant: mutant.__name__)
def test_a_mutant_is_caught(mutant: Callable[[Frames], ClipRun], frames: Frames):
    found = failures(mutant(frames))
    missed = KILLED_BY[mutant] - set(found)
    assert not missed, f"survived {missed}; failed only {found}"
