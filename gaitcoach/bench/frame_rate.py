"""The whole pipeline against the bare model, on the same frames, in turn."""

from __future__ import annotations

import time
from itertools import islice
from statistics import median

import numpy as np

from gaitcoach.capture.opencv_source import OpenCVSource
from gaitcoach.capture.reader import Reader
from gaitcoach.capture.slot import HandOff
from gaitcoach.capture.source import parse_source
from gaitcoach.coaching import Coach
from gaitcoach.gait import GaitAnalyzer
from gaitcoach.gait.stance_net import StanceNet
from gaitcoach.live.people import PeopleWatch
from gaitcoach.live.pipeline import make_pipeline
from gaitcoach.live.replay import frames_of
from gaitcoach.live.seeing import Seeing
from gaitcoach.opencv import cv2
from gaitcoach.pelvis.estimator import ESTIMATORS
from gaitcoach.pelvis.hip_line import HipLine
from gaitcoach.pelvis.learned import Learned
from gaitcoach.pose.tracker import PoseTracker
from gaitcoach.resources import asset_path
from gaitcoach.settings import Settings
from gaitcoach.types import Frame, GaitSample, Viewpoint

N_FRAMES = 450
"""15 s of the demo clip: three rounds of both loops then take under a minute."""
ROUNDS = 3
WARM_UP = 20
CORE_FRAMES = 300
PACED_FRAMES = 240


def measure(settings: Settings) -> dict:
    """Return both fps_ratios (medians of alternating rounds), the rates, and core_ms.

    fps_ratio : with the pose model's own hip points, which cost nothing
    fps_ratio_learned : with the pelvis network
    """
    frames = demo_frames(N_FRAMES)
    pictures = [_rgb(frame.image_bgr) for frame in frames]
    plain = settings.with_changes(method=HipLine.method)
    learned = settings.with_changes(method=Learned.method)
    ratios, learned_ratios, bare_ms, full_fps = [], [], [], []
    for _ in range(ROUNDS):
        plain_fps = _full_fps(plain)
        model_ms = _bare_ms(settings.model, pictures, frames)
        full_fps.append(_full_fps(learned))
        bare_ms.append(model_ms)
        ratios.append(plain_fps * model_ms / 1000.0)
        learned_ratios.append(full_fps[-1] * model_ms / 1000.0)
    core_ms = _core_ms(settings, frames[:CORE_FRAMES])
    at_30_fps_ms = _bare_ms_at_30_fps(settings.model, pictures[:PACED_FRAMES], frames)
    return {
        "fps_ratio": round(median(ratios), 3),
        "fps_ratio_rounds": [round(ratio, 3) for ratio in ratios],
        "fps_ratio_learned": round(median(learned_ratios), 3),
        "fps_ratio_learned_rounds": [round(ratio, 3) for ratio in learned_ratios],
        "fps": round(median(full_fps), 1),
        "bare_model_ms": round(median(bare_ms), 2),
        "bare_model_at_30_fps_ms": round(at_30_fps_ms, 2),
        "core_ms": round(core_ms, 3),
    }


def demo_frames(count: int) -> list[Frame]:
    """Return the demo's first frames."""
    return list(islice(frames_of(parse_source("demo")), count))


def _rgb(image_bgr: np.ndarray) -> np.ndarray:
    return cv2.cvtColor(image_bgr, cv2.COLOR_BGR2RGB)


def _full_fps(settings: Settings) -> float:
    """Run capture thread, slot, pose, pelvis, gait and coaching over every frame."""
    spec = parse_source("demo")
    people = PeopleWatch()
    pipeline = make_pipeline(settings, people)
    slot: HandOff[Frame] = HandOff()
    reader = Reader(lambda: OpenCVSource(spec), spec, slot)
    reader.start()
    start_s = 0.0
    try:
        with Seeing(slot, pipeline.see) as seeing:
            done = 0
            while done < N_FRAMES and not seeing.finished:
                seen = seeing.take()
                if seen is None:
                    continue
                pipeline.judge(seen.frame, seen.pose)
                done += 1
                if done == WARM_UP:
                    start_s = time.perf_counter()
        return (done - WARM_UP) / (time.perf_counter() - start_s)
    finally:
        reader.stop()
        people.close()
        pipeline.close()


def _bare_ms(model: str, pictures: list[np.ndarray], frames: list[Frame]) -> float:
    """Run nothing but the model, in VIDEO mode, on decoded RGB; mean milliseconds a frame."""
    tracker = PoseTracker(model, Viewpoint())
    start_s = 0.0
    for index, (picture, frame) in enumerate(zip(pictures, frames, strict=True)):
        if index == WARM_UP:
            start_s = time.perf_counter()
        tracker.detect(picture, frame.t_s)
    elapsed_s = time.perf_counter() - start_s
    tracker.close()
    return 1000.0 * elapsed_s / (len(pictures) - WARM_UP)


def _bare_ms_at_30_fps(model: str, pictures: list[np.ndarray], frames: list[Frame]) -> float:
    """Return the model's median time when a picture comes every 33 ms, milliseconds.

    Some 4 ms more than without pauses: the processor cools down in between. A live picture is
    compared with this.
    """
    tracker = PoseTracker(model, Viewpoint())
    start_s = time.perf_counter()
    times_ms = []
    for index, picture in enumerate(pictures):
        time.sleep(max(0.0, start_s + index / 30.0 - time.perf_counter()))
        before_s = time.perf_counter()
        tracker.detect(picture, frames[index].t_s)
        times_ms.append(1000.0 * (time.perf_counter() - before_s))
    tracker.close()
    return median(times_ms[WARM_UP:])


def _core_ms(settings: Settings, frames: list[Frame]) -> float:
    """Return the mean time of gait and coaching for one frame, milliseconds."""
    viewpoint = Viewpoint()
    tracker = PoseTracker(settings.model, viewpoint)
    pelvis = ESTIMATORS[HipLine.method](viewpoint)
    samples = []
    for frame in frames:
        pose = tracker.track(frame)
        angle = None if pose is None else pelvis.estimate(frame, pose)
        samples.append(GaitSample(frame.t_s, pose, angle))
    tracker.close()
    net = StanceNet.load(asset_path("models/stance_net.npz"))
    times_ms = []
    for _ in range(ROUNDS):
        gait, coach = GaitAnalyzer(net, viewpoint), Coach()
        start_s = time.perf_counter()
        for sample in samples:
            coach.push(gait.push(sample))
        times_ms.append(1000.0 * (time.perf_counter() - start_s) / len(samples))
    return median(times_ms)
