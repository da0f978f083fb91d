"""The books of a run: each fact once, in order, and the counts of the summary."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from made_up import step, update

from gaitcoach.live.events import Event
from gaitcoach.live.ledger import Ledger
from gaitcoach.live.pipeline import Processed
from gaitcoach.settings import Settings
from gaitcoach.types import Cue, CueKind, CueReason, Frame, GaitUpdate, Quality, Side

CUE = Cue(0.1, CueKind.CORRECT, "hips_level", None, CueReason("r", "m", 7.0, 6.0, 5.0, 7))


class Books:
    def __init__(self) -> None:
        self.events: list[Event] = []
        self.ledger = Ledger("hip_line", False, self.events.append)

    def frame(
        self,
        now: GaitUpdate,
        *cues: Cue,
        delay_s: float | None = None,
        said=True,
        model_s: float = 0.0,
    ) -> None:
        frame = Frame(np.zeros((2, 2, 3), np.uint8), 0, now.t_s, taken_s=100.0)
        done = Processed(frame, None, None, now, cues, None)
        now_s = None if delay_s is None else 100.0 + delay_s
        self.ledger.book(done, said, now_s, "unplugged", model_s=model_s)

    def run(self, n_frames: int, fps: float = 30.0, **how: object) -> None:
        for i in range(n_frames):
            self.frame(update(i / fps), **how)

    def of(self, kind: str) -> list[Event]:
        return [event for event in self.events if event["event"] == kind]

    def summary(self):
        return self.ledger.summary("run.mp4", Settings(), 2, {})


@pytest.fixture
def books() -> Books:
    return Books()


def test_quality_is_told_when_it_changes_and_only_then(books: Books):
    for i, quality in enumerate([Quality.OK] * 3 + [Quality.NOBODY] * 3 + [Quality.OK]):
        books.frame(update(i / 30, quality=quality))
    assert [event["quality"] for event in books.of("quality")] == ["ok", "nobody", "ok"]
    assert books.summary().quality == {"ok": pytest.approx(4 / 7), "nobody": pytest.approx(3 / 7)}


def test_a_baseline_is_told_when_it_comes_goes_or_really_changes(books: Books):
    for i, baseline_deg in enumerate([None, 1.0, 1.1, 1.15, 1.3, 1.3, None]):
        books.frame(update(i / 30, baseline_deg=baseline_deg))
    assert [event["baseline_deg"] for event in books.of("baseline")] == [1.0, 1.3, None]


def test_missing_pictures_are_one_gap_with_their_times(books: Books):
    for t_s in (0.0, 0.1, 0.2, 0.75, 0.8):
        books.frame(update(t_s))
    assert books.of("gap") == [{"event": "gap", "t_s": 0.2, "t_end_s": 0.75, "cause": "unplugged"}]
    assert books.summary().gaps == 1


def test_cues_are_counted_with_whether_they_were_said(books: Books):
    books.frame(update(0.0), CUE, said=False)
    books.frame(update(0.03), CUE, said=True)
    assert [event["said"] for event in books.of("cue")] == [False, True]
    assert books.summary().cues == 2


def test_the_steps_that_the_end_brings_are_told_too(books: Books):
    books.frame(update(0.0, step(Side.LEFT, 0.0, 3.0)))
    books.ledger.book_end(replace(update(0.1, step(Side.RIGHT, 0.1, 4.0)), cadence_spm=170.0))
    assert [event["side"] for event in books.of("step")] == ["left", "right"]
    assert books.summary().cadence_spm == 170.0


def test_frames_time_and_rate(books: Books):
    books.run(61, fps=30.0)
    summary = books.summary()
    assert (summary.frames_seen, summary.frames_replaced) == (61, 2)
    assert summary.duration_s == pytest.approx(2.0)
    assert summary.fps == pytest.approx(30.0)
    assert books.ledger.stats(5).fps == pytest.approx(30.0)
    assert books.ledger.stats(5).frames_replaced == 5


def test_latency_is_that_of_live_frames_alone(books: Books):
    books.run(10)
    assert books.summary().latency_median_ms is None
    assert books.ledger.stats(0).latency_ms is None
    live = Books()
    for i in range(100):
        live.frame(update(i / 30), delay_s=0.020 if i < 90 else 0.100)
    assert live.summary().latency_median_ms == pytest.approx(20.0)
    assert live.summary().latency_p95_ms == pytest.approx(100.0)
    assert live.ledger.stats(0).latency_ms == pytest.approx(20.0)


def test_the_rate_on_screen_is_that_of_the_last_two_seconds(books: Books):
    for i in range(90):
        books.frame(update(i / 30))
    for i in range(1, 31):
        books.frame(update(89 / 30 + i / 10))
    assert books.ledger.stats(0).fps == pytest.approx(10.0)


def test_an_empty_run_has_a_summary(books: Books):
    summary = books.summary()
    assert (summary.frames_seen, summary.duration_s, summary.fps) == (0, 0.0, None)
    assert summary.left.mean_deg is None
    assert summary.quality == {}


def test_our_own_lag_is_the_lag_without_the_pose_model(books: Books):
    # GIVEN frames analysed after 20 or 30 ms, of which all but 2 ms are the model's
    for i in range(30):
        model_s = 0.018 if i % 2 else 0.028
        books.frame(update(i / 30), delay_s=model_s + 0.002, model_s=model_s)
    # THEN the model's wavering is not in our own
    assert books.ledger.stats(0).own_lag_ms == pytest.approx(2.0)


def test_a_change_of_method_is_told_and_the_summary_carries_the_new_one(books: Books):
    def measured_by(t_s: float, method: str, validated: bool, *steps) -> None:
        frame = Frame(np.zeros((2, 2, 3), np.uint8), 0, t_s)
        now = update(t_s, *steps)
        done = Processed(frame, None, None, now, (), None, method, validated)
        books.ledger.book(done, True, None, "unplugged")

    measured_by(0.0, "hip_line", False, step(Side.LEFT, 0.0, 5.0))
    measured_by(0.1, "markers", True, step(Side.RIGHT, 0.1, 5.0))
    measured_by(0.2, "markers", True)
    assert [(e["t_s"], e["method"], e["validated"]) for e in books.of("method")] == [
        (0.1, "markers", True)
    ]
    assert [event["method"] for event in books.of("step")] == ["hip_line", "markers"]
    assert (books.summary().method, books.summary().method_validated) == ("markers", True)
