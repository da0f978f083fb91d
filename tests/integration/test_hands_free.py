"""On the belt, off it for six seconds, on it again: what counts, by the real models."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from demo import FPS, demo_frames

from gaitcoach.capture.source import parse_source
from gaitcoach.gait.activity import active_times_s
from gaitcoach.live.replay import Replayed, replay
from gaitcoach.settings import Settings

pytestmark = pytest.mark.slow
RUN_S, AWAY_S = 5.0, 6.0
RUNNER = (slice(60, 480), slice(190, 440))
"""Rows and columns of the demo's picture in which the runner is."""


def belt_without_runner(image_bgr: np.ndarray) -> np.ndarray:
    """Paint the runner over with what is beside: the room stays where it is."""
    mask = np.zeros(image_bgr.shape[:2], np.uint8)
    mask[RUNNER] = 255
    small = [cv2.resize(part, None, fx=0.25, fy=0.25) for part in (image_bgr, mask)]
    filled = cv2.resize(cv2.inpaint(*small, 3, cv2.INPAINT_TELEA), image_bgr.shape[1::-1])
    empty = image_bgr.copy()
    empty[RUNNER] = filled[RUNNER]
    return empty


@pytest.fixture(scope="module")
def replayed(tmp_path_factory) -> Replayed:
    path: Path = tmp_path_factory.mktemp("made") / "off_and_on.mp4"
    running = [frame.image_bgr for frame in demo_frames(round(RUN_S * FPS))]
    away = [belt_without_runner(running[-1])] * round(AWAY_S * FPS)
    height, width = running[0].shape[:2]
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"mp4v"), FPS, (width, height))
    for image in (*running, *away, *running):
        writer.write(image)
    writer.release()
    settings = Settings(model="lite", baseline_s=None)
    return replay(settings, parse_source(str(path)))


def test_counting_begins_with_running_rests_and_goes_on(replayed: Replayed):
    """Mutants: counting begins with the first picture; the break ends it; it never rests."""
    told = [(event["running"], event["t_s"]) for event in replayed.events if "running" in event]
    assert [running for running, _ in told] == [True, False, True]
    begin_s, rest_s, again_s = (t_s for _, t_s in told)
    assert 0.3 < begin_s < 2.0
    assert RUN_S + 2.0 < rest_s < RUN_S + AWAY_S
    assert RUN_S + AWAY_S < again_s < RUN_S + AWAY_S + 2.0


def test_the_time_away_is_no_running_time(replayed: Replayed):
    """Mutant: the clock's time."""
    assert replayed.summary.duration_s == pytest.approx(2 * RUN_S + AWAY_S, abs=0.2)
    assert 2 * RUN_S - 2.5 < replayed.summary.active_s < 2 * RUN_S


def test_no_step_is_made_of_an_empty_belt(replayed: Replayed):
    inside = [
        step
        for step in replayed.steps
        if step.t_end_s > RUN_S + 0.3 and step.t_start_s < RUN_S + AWAY_S - 0.3
    ]
    assert not any(step.usable for step in inside)


def test_the_break_is_no_time_in_which_one_tires(replayed: Replayed):
    """The trend's time goes straight on over the break. Mutant: the clock's time."""
    times_s = np.diff(active_times_s(replayed.steps))
    assert times_s.max() < 1.0
    clock_s = np.diff([step.t_start_s for step in replayed.steps])
    assert clock_s.max() > AWAY_S - 0.5
