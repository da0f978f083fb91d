"""Train the stance network on clips with exact truth.

    python training/train_stance.py --data DIR --cache DIR [--out assets/models/stance_net.npz]

DIR holds clips (X.mp4) with truth files (X.json: time_s, left_stance, right_stance, view).
Poses are computed once with gaitcoach's own pose stage and kept in the cache. Every fifth clip is
held back for the figures that are printed; the shipped weights are then trained on all clips.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np

from gaitcoach.capture.opencv_source import OpenCVSource
from gaitcoach.capture.source import parse_source
from gaitcoach.gait.legs import Legs, legs_of
from gaitcoach.gait.stance import StanceDetector
from gaitcoach.gait.stance_net import N_INPUTS, StanceNet, mirrored
from gaitcoach.pose.sides import with_runners_sides
from gaitcoach.pose.tracker import PoseTracker
from gaitcoach.types import Pose, View, Viewpoint

HIDDEN = 32
EPOCHS = 40
BATCH = 256
LEARNING_RATE = 3e-3
WEIGHT_DECAY = 1e-3
INPUT_NOISE = 0.1
HOLD_BACK_EVERY = 5
MODELS = ("full", "lite")


class InputCollector:
    """Stands in for the network: keeps what it is asked, so training sees the live inputs."""

    def __init__(self) -> None:
        self.asked: list[np.ndarray] = []

    def feet(self, inputs: np.ndarray) -> tuple[float, float]:
        self.asked.append(inputs)
        return 0.0, 0.0


def cached_poses(clip: Path, model: str, cache: Path) -> list[Pose]:
    """Return the clip's poses with the model's own labels, computed once."""
    path = cache / f"{clip.stem}_{model}_poses.npz"
    if not path.exists():
        _compute_poses(clip, model, path)
    with np.load(path) as store:
        size = tuple(int(v) for v in store["size_px"])
        rows = zip(store["t_s"], store["xy_px"], store["world_m"], store["visibility"], strict=True)
        return [Pose(float(t), i, *arrays, size) for i, (t, *arrays) in enumerate(rows)]


def _compute_poses(clip: Path, model: str, path: Path) -> None:
    tracker = PoseTracker(model, Viewpoint(View.BEHIND))
    source = OpenCVSource(parse_source(str(clip)))
    source.open()
    poses = []
    while (frame := source.read()) is not None:
        pose = tracker.track(frame)
        if pose is not None:
            poses.append(pose)
    source.close()
    tracker.close()
    columns = {key: [getattr(pose, key) for pose in poses] for key in ("t_s", "xy_px", "world_m")}
    visibility = [pose.visibility for pose in poses]
    size_px = poses[0].image_size_px if poses else (0, 0)
    np.savez_compressed(path, visibility=visibility, size_px=size_px, **columns)


def examples(clip: Path, model: str, cache: Path) -> tuple[np.ndarray, np.ndarray]:
    """Return inputs (n, 2, N_INPUTS) for the (right, left) foot and truth (n, 2)."""
    truth = json.loads(clip.with_suffix(".json").read_text())
    viewpoint = Viewpoint(View.BEHIND if truth["view"] == "behind" else View.FRONT)
    collector = InputCollector()
    detector = StanceDetector(collector, viewpoint.view)
    told: list[float] = []
    for pose in cached_poses(clip, model, cache):
        # Judging a pose twice exchanges its labels twice, so this is right for either view.
        legs: Legs = legs_of(with_runners_sides(pose, viewpoint), viewpoint)
        told += [contact.t_s for contact in detector.push(legs)]
    told += [contact.t_s for contact in detector.flush()]
    index = np.searchsorted(truth["time_s"], np.array(told) - 0.5 / truth["fps"])
    inside = index < len(truth["time_s"])
    feet = np.array([truth["right_stance"], truth["left_stance"]]).T
    right = np.array(collector.asked)
    inputs = np.stack([right, mirrored(right)], axis=1)
    return inputs[inside], feet[index[inside]].astype(float)


def train(inputs: np.ndarray, feet: np.ndarray, seed: int = 0) -> StanceNet:
    """Fit the network by Adam on the cross-entropy; left and right are one pool."""
    x, y = inputs.reshape(-1, N_INPUTS), feet.reshape(-1, 1)
    rng = np.random.default_rng(seed)
    mean, scale = x.mean(axis=0), x.std(axis=0) + 1e-6
    x = ((x - mean) / scale).astype(np.float32)
    weights = [
        rng.normal(0, N_INPUTS**-0.5, (N_INPUTS, HIDDEN)),
        np.zeros(HIDDEN),
        rng.normal(0, HIDDEN**-0.5, (HIDDEN, 1)),
        np.zeros(1),
    ]
    first = [np.zeros_like(w) for w in weights]
    second = [np.zeros_like(w) for w in weights]
    step = 0
    for epoch in range(EPOCHS):
        order = rng.permutation(len(x))
        rate = LEARNING_RATE * (1 - epoch / EPOCHS) + 1e-4
        for start in range(0, len(x), BATCH):
            rows = order[start : start + BATCH]
            noisy = x[rows] + rng.normal(0, INPUT_NOISE, (len(rows), N_INPUTS))
            step += 1
            for i, gradient in enumerate(_gradients(weights, noisy, y[rows])):
                first[i] += 0.1 * (gradient - first[i])
                second[i] += 0.001 * (gradient**2 - second[i])
                unbiased = first[i] / (1 - 0.9**step)
                spread = np.sqrt(second[i] / (1 - 0.999**step)) + 1e-8
                weights[i] -= rate * unbiased / spread
    hidden, hidden_bias, out, out_bias = weights
    return StanceNet(mean, scale, hidden, hidden_bias, out[:, 0], out_bias)


def _gradients(weights: list[np.ndarray], x: np.ndarray, y: np.ndarray) -> list[np.ndarray]:
    hidden, hidden_bias, out, out_bias = weights
    active = np.tanh(x @ hidden + hidden_bias)
    error = (1 / (1 + np.exp(-(active @ out + out_bias))) - y) / len(x)
    back = error @ out.T * (1 - active**2)
    return [
        x.T @ back + WEIGHT_DECAY * hidden,
        back.sum(axis=0),
        active.T @ error + WEIGHT_DECAY * out,
        error.sum(axis=0),
    ]


def figures(net: StanceNet, inputs: np.ndarray, feet: np.ndarray) -> dict[str, float]:
    """Return the share of feet told right, and of single-support frames with the right side."""
    told = np.array([net.feet(right) for right in inputs[:, 0]])
    single = feet.sum(axis=1) == 1
    return {
        "feet_right": float(((told > 0.5) == feet).mean()),
        "side_right": float((told.argmax(axis=1) == feet.argmax(axis=1))[single].mean()),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("assets/models/stance_net.npz"))
    arguments = parser.parse_args()
    arguments.cache.mkdir(parents=True, exist_ok=True)
    clips = sorted(arguments.data.glob("*.mp4"))
    sets = {clip: [examples(clip, model, arguments.cache) for model in MODELS] for clip in clips}

    def pool(chosen: list[Path]) -> tuple[np.ndarray, np.ndarray]:
        parts = [part for clip in chosen for part in sets[clip]]
        return np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts])

    held_back = clips[::HOLD_BACK_EVERY]
    kept = [clip for clip in clips if clip not in held_back]
    print("held back:", figures(train(*pool(kept)), *pool(held_back)))
    net = train(*pool(clips))
    print("all clips:", figures(net, *pool(clips)))
    net.save(arguments.out)
    print("written:", arguments.out)


if __name__ == "__main__":
    main()
