"""What a clip and its truth hand to the stages: stickers clicked, frames matched, the view told."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest
from demo import demo_truth
from stick import StickRunner

from gaitcoach.errors import GaitCoachError, PluginError
from gaitcoach.live import room as room_module
from gaitcoach.pelvis.estimator import PelvisEstimator
from gaitcoach.settings import Settings
from gaitcoach.types import Frame, PelvisAngle, Pose, Side, View, Viewpoint
from gaitcoach.validation import clip as clip_module
from gaitcoach.validation import cues
from gaitcoach.validation.clip import MethodBroke, run_clip, see_clip


@dataclass
class Stickers:
    """An estimator that wants clicks, and remembers what it was given."""

    placed: list = field(default_factory=list)
    method: str = "stickers"
    validated: bool = True

    def place(self, frame: Frame, left_px, right_px) -> None:
        self.placed.append((frame.index, left_px, right_px))

    def estimate(self, frame: Frame, pose: Pose) -> PelvisAngle | None:
        assert self.placed
        return PelvisAngle(pose.t_s, 1.0, 1.0, self.method)


class OneFixedPose:
    """A tracker that sees the same stick figure in every frame."""

    def __init__(self, *given: object) -> None:
        self._pose = StickRunner().pose(0.0)

    def track(self, frame: Frame) -> Pose:
        return replace(self._pose, t_s=frame.t_s, frame_index=frame.index)

    def close(self) -> None:
        """Nothing to free."""


@pytest.fixture
def ten_frames(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable], None]:
    """Ten empty pictures of 100 x 80 pixels; the truth is given by the test."""
    pictures = [Frame(np.zeros((80, 100, 3), np.uint8), i, i / 30.0) for i in range(10)]
    monkeypatch.setattr(clip_module, "PoseTracker", OneFixedPose)
    monkeypatch.setattr(clip_module, "frames_of", lambda spec: iter(pictures))
    monkeypatch.setattr(clip_module, "parse_source", lambda text: text)
    monkeypatch.setattr(clip_module, "PeopleInline", AlwaysOne)

    def use(truth) -> None:
        monkeypatch.setattr(clip_module, "load_truth", lambda path: truth)

    return use


class AlwaysOne:
    def __call__(self, frame: Frame, pose: Pose | None) -> int:
        return 1

    def close(self) -> None:
        """Nothing to free."""


def stickers_at(left_px: list, right_px: list):
    marker_px = {Side.LEFT: np.array(left_px, float), Side.RIGHT: np.array(right_px, float)}
    return replace(demo_truth().cut(10), marker_px=marker_px)


def test_stickers_are_clicked_where_both_can_first_be_seen(ten_frames):
    # GIVEN stickers that are hidden, then out of the picture, and seen from frame 2 on
    left_px = [[np.nan, np.nan], [40.0, 80.0]] + [[40.0, 50.0]] * 8
    ten_frames(stickers_at(left_px, [[60.0, 50.0]] * 10))
    made = Stickers()
    (result,) = run_clip(Path("x.mp4"), {"stickers": lambda viewpoint: made}, Settings())
    assert made.placed == [(2, (40.0, 50.0), (60.0, 50.0))]
    assert np.isfinite(result.frames.estimate_deg).tolist() == [False] * 2 + [True] * 8


def test_a_click_in_vain_is_tried_again(ten_frames):
    class Shy(Stickers):
        def place(self, frame: Frame, left_px, right_px) -> None:
            if frame.index < 4:
                raise GaitCoachError("No sticker there.")
            super().place(frame, left_px, right_px)

    ten_frames(stickers_at([[40.0, 50.0]] * 10, [[60.0, 50.0]] * 10))
    made = Shy()
    (result,) = run_clip(Path("x.mp4"), {"stickers": lambda viewpoint: made}, Settings())
    assert [index for index, _, _ in made.placed] == [4]
    assert np.isfinite(result.frames.estimate_deg).sum() == 6


def test_the_tracker_is_closed_only_when_it_is_at_rest(ten_frames, monkeypatch):
    # GIVEN a tracker that is at work on the next frame when an estimator breaks
    begun, told = threading.Event(), []

    class Slow(OneFixedPose):
        def track(self, frame: Frame) -> Pose:
            if frame.index == 1:
                begun.set()
                told.append("closed in the middle" if closed.wait(0.2) else "at rest")
            return super().track(frame)

        def close(self) -> None:
            closed.set()

    class Broken(Stickers):
        def place(self, frame: Frame, left_px, right_px) -> None:
            assert begun.wait(5.0)
            raise ValueError("broken")

    closed = threading.Event()
    monkeypatch.setattr(clip_module, "PoseTracker", Slow)
    ten_frames(stickers_at([[40.0, 50.0]] * 10, [[60.0, 50.0]] * 10))
    with pytest.raises(ValueError, match="broken"):
        run_clip(Path("x.mp4"), {"stickers": lambda viewpoint: Broken()}, Settings())
    assert told == ["at rest"]
    assert closed.is_set()


def test_without_stickers_there_is_no_row(ten_frames):
    ten_frames(replace(demo_truth().cut(10), marker_px=None))
    assert run_clip(Path("x.mp4"), {"stickers": lambda viewpoint: Stickers()}, Settings()) == []


class BreaksAt:
    """An estimator that breaks at one frame, as a plug-in may."""

    validated = False

    def __init__(self, method: str, index: int | None) -> None:
        self.method, self._index = method, index

    def estimate(self, frame: Frame, pose: Pose) -> PelvisAngle:
        if frame.index == self._index:
            raise PluginError("It does not work\n(KeyError: 'hip').", "Ask who made it.")
        return PelvisAngle(pose.t_s, 1.0, 1.0, self.method)


def test_a_method_that_breaks_loses_its_own_row_alone(ten_frames):
    """Mutants: the clip is lost; the half it measured is scored as if it were the whole."""
    ten_frames(demo_truth().cut(10))
    breaks = {"a": None, "b": 4, "c": None}
    makers = {name: lambda view, one=name: BreaksAt(one, breaks[one]) for name in breaks}

    def refuses(viewpoint: Viewpoint) -> PelvisEstimator:
        raise PluginError("It needs a licence.")

    told: list[MethodBroke] = []
    results = run_clip(Path("x.mp4"), makers | {"d": refuses}, Settings(), told.append)
    assert [(one.method, len(one.frames)) for one in results] == [("a", 10), ("c", 10)]
    assert [(one.method, one.why) for one in told] == [
        ("d", "It needs a licence."),
        ("b", "It does not work (KeyError: 'hip'). Ask who made it."),
    ]


def test_nothing_is_decoded_once_every_method_broke(ten_frames, monkeypatch):
    ten_frames(demo_truth().cut(10))
    seen: list[int] = []

    class Counting(OneFixedPose):
        def track(self, frame: Frame) -> Pose:
            seen.append(frame.index)
            return super().track(frame)

    monkeypatch.setattr(clip_module, "PoseTracker", Counting)
    told: list[MethodBroke] = []
    makers = {"b": lambda viewpoint: BreaksAt("b", 2)}
    assert run_clip(Path("x.mp4"), makers, Settings(), told.append) == []
    assert len(told) == 1
    assert len(seen) < 6


def test_the_truth_belongs_to_its_own_frames(ten_frames):
    # GIVEN a truth of 6 entries that begins at frame 3, and an estimator that tells the frame
    class Counting:
        method, validated = "counting", True

        def estimate(self, frame: Frame, pose: Pose) -> PelvisAngle:
            return PelvisAngle(pose.t_s, float(frame.index), 1.0, self.method)

    ten_frames(replace(demo_truth().cut(6), first_frame=3))
    (result,) = run_clip(Path("x.mp4"), {"counting": lambda viewpoint: Counting()}, Settings())
    assert result.frames.estimate_deg.tolist() == [3.0, 4.0, 5.0, 6.0, 7.0, 8.0]
    assert result.frames.truth_deg.tolist() == demo_truth().image_obliquity_deg[:6].tolist()


def test_a_truth_that_goes_on_after_its_clip_is_cut(ten_frames):
    ten_frames(replace(demo_truth(), marker_px=None))

    class Level:
        method, validated = "level", True

        def estimate(self, frame: Frame, pose: Pose) -> PelvisAngle:
            return PelvisAngle(pose.t_s, 0.0, 1.0, self.method)

    (result,) = run_clip(Path("x.mp4"), {"level": lambda viewpoint: Level()}, Settings())
    assert len(result.frames) == len(result.t_s) == 10
    # AND no step is missed that the clip does not show
    assert result.steps.n_true == 0


def test_the_view_of_the_truth_file_reaches_every_stage(ten_frames, monkeypatch):
    told: list[View] = []

    class Tracker(OneFixedPose):
        def __init__(self, model: str, viewpoint: Viewpoint) -> None:
            told.append(viewpoint.view)
            super().__init__()

    def gait(samples: object, viewpoint: Viewpoint, settings: Settings, *level: object):
        told.append(viewpoint.view)
        return cues.run_gait(samples, viewpoint, settings, *level)

    def make(viewpoint: Viewpoint) -> Stickers:
        told.append(viewpoint.view)
        return Stickers()

    monkeypatch.setattr(clip_module, "PoseTracker", Tracker)
    monkeypatch.setattr(clip_module, "run_gait", gait)
    ten_frames(replace(stickers_at([[40.0, 50.0]] * 10, [[60.0, 50.0]] * 10), view=View.FRONT))
    run_clip(Path("x.mp4"), {"stickers": make}, Settings())
    # the tracker, the estimator, and gait once through and once looped
    assert told == [View.FRONT] * 4


def test_the_live_gates_are_told_what_they_are_told_live(ten_frames, monkeypatch):
    # GIVEN a second person from frame 5 on, and a camera that moves at frame 3
    class TwoFromFive(AlwaysOne):
        def __call__(self, frame: Frame, pose: Pose | None) -> int:
            return 2 if frame.index >= 5 else 1

    class MovesAtThree:
        def is_due(self, t_s: float) -> bool:
            return True

        def push(self, image_bgr: np.ndarray, box_px: object, t_s: float) -> bool:
            return t_s == 3 / 30.0

    monkeypatch.setattr(clip_module, "PeopleInline", TwoFromFive)
    monkeypatch.setattr(room_module, "CameraWatch", MovesAtThree)
    truth = stickers_at([[40.0, 50.0]] * 10, [[60.0, 50.0]] * 10)
    seen = see_clip(Path("x.mp4"), truth, {"stickers": Stickers()}, "full")["stickers"]
    assert [sample.n_people for sample in seen] == [1] * 5 + [2] * 5
    assert [sample.camera_moved for sample in seen] == [i == 3 for i in range(10)]
