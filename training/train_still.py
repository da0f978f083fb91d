"""Train the network that tells from one still which foot carries, on clips with exact truth.

    python -m training.train_still --data DIR... --cache DIR [--out assets/models/still_net.npz]

Each DIR holds clips (X.mp4) with truth files (X.json: time_s, left_stance, right_stance, view).
Every second frame is looked at alone, as a still is, once as it is and once mirrored, and
both poses are kept in the cache. Every fourth
clip is held back for the figures that are printed; the shipped weights are trained on all clips.
"""

from __future__ import annotations

import argparse
import itertools
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gaitcoach.capture.opencv_source import OpenCVSource
from gaitcoach.capture.source import parse_source
from gaitcoach.gait.still import SURE_REL
from gaitcoach.gait.still_net import (
    DOUBLE,
    EDGE,
    FLIGHT,
    MID,
    N_INPUTS,
    StillNet,
    mirrored_still,
    softmax,
    still_inputs,
)
from gaitcoach.opencv import cv2
from gaitcoach.pose.sides import with_runners_sides
from gaitcoach.pose.stills import mirrored_back
from gaitcoach.pose.tracker import as_picture, make_landmarker, poses_of
from gaitcoach.types import Pose, View, Viewpoint

HIDDEN = 32
EPOCHS = 60
BATCH = 128
LEARNING_RATE = 4e-3
WEIGHT_DECAY = 3e-4
INPUT_NOISE = 0.05
EVERY = 2
HOLD_BACK_EVERY = 4
MID_REL = (0.2, 0.7)
"""Of single support; a little more than the 25-60 % that a step's drop is the mean of."""
N_CLASSES = 6
"""Right middle and edges, left middle and edges, flight, double."""


@dataclass(frozen=True, slots=True)
class Examples:
    """inputs : (n, 2, 35), by the picture and by its mirror image; ways : (n,) class of each"""

    inputs: np.ndarray
    ways: np.ndarray


def examples_of(clip: Path, cache: Path) -> Examples:
    """Return a clip's stills, their poses computed once."""
    path = cache / f"{clip.stem}_stills.npz"
    if not path.exists():
        _look_at(clip, path)
    truth = json.loads(clip.with_suffix(".json").read_text())
    viewpoint = Viewpoint(View.BEHIND if truth["view"] == "behind" else View.FRONT)
    ways = _ways(truth)
    with np.load(path) as store:
        size = tuple(int(v) for v in store["size_px"])
        rows = [store[key] for key in ("frames", "xy_px", "world_m", "visibility")]
    inputs, told = [], []
    for frame, *looks in zip(*rows, strict=True):
        place = int(frame) - truth.get("first_truth_frame", 0)
        if 0 <= place < len(ways):
            poses = [Pose(0.0, int(frame), *arrays, size) for arrays in zip(*looks, strict=True)]
            poses = [with_runners_sides(pose, viewpoint) for pose in poses]
            inputs.append([still_inputs(pose, viewpoint) for pose in poses])
            told.append(ways[place])
    return Examples(np.reshape(inputs, (-1, 2, N_INPUTS)), np.array(told, int))


def _look_at(clip: Path, path: Path) -> None:
    """Keep the poses of every second frame in which the body is found both ways."""
    landmarker = make_landmarker("full", "IMAGE")
    source = OpenCVSource(parse_source(str(clip)))
    source.open()
    pairs, size_px = [], (0, 0)
    while (frame := source.read()) is not None:
        size_px = frame.size_px
        if frame.index % EVERY == 0:
            pair = [
                poses_of(landmarker.detect(as_picture(picture)), size_px, 0.0, frame.index)[:1]
                for picture in _both_ways(frame.image_bgr)
            ]
            pairs += [(one, mirrored_back(other)) for one, other in zip(*pair, strict=False)]
    source.close()
    landmarker.close()
    np.savez_compressed(
        path,
        frames=[one.frame_index for one, _ in pairs],
        xy_px=[[pose.xy_px for pose in pair] for pair in pairs],
        world_m=[[pose.world_m for pose in pair] for pair in pairs],
        visibility=[[pose.visibility for pose in pair] for pair in pairs],
        size_px=size_px,
    )


def _both_ways(image_bgr: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    image_rgb = cv2.cvtColor(image_bgr, cv2.COLOR_BGR2RGB)
    return image_rgb, cv2.flip(image_rgb, 1)


def _ways(truth: dict) -> np.ndarray:
    """Return the class of each entry of the truth; the middle of a contact told by its place."""
    feet = np.array([truth["right_stance"], truth["left_stance"]]).T
    ways = np.where(feet.sum(axis=1) == 0, 4, 5)
    n = len(feet)
    starts = [0, *(np.flatnonzero((feet[1:] != feet[:-1]).any(axis=1)) + 1).tolist(), n]
    for start, end in itertools.pairwise(starts):
        if feet[start].sum() != 1:
            continue
        through_rel = (np.arange(end - start) + 0.5) / (end - start)
        middle = (through_rel >= MID_REL[0]) & (through_rel <= MID_REL[1])
        # A contact that the clip's edge cuts has no middle to be known.
        if (start == 0 or end == n) and not truth.get("drill"):
            middle[:] = False
        ways[start:end] = np.where(middle, 0, 1) + (0 if feet[start, 0] else 2)
    return ways


def train(examples: Examples, seed: int = 0) -> StillNet:
    """Fit the network by Adam on the cross-entropy of the six ways."""
    right = examples.inputs.reshape(-1, N_INPUTS)
    left = mirrored_still(right)
    both = np.concatenate([right, left])
    mean, scale = both.mean(axis=0), both.std(axis=0) + 1e-6
    right, left = (right - mean) / scale, (left - mean) / scale
    wanted = np.eye(N_CLASSES)[examples.ways.repeat(2)]
    rng = np.random.default_rng(seed)
    weights = [
        rng.normal(0, N_INPUTS**-0.5, (N_INPUTS, HIDDEN)),
        np.zeros(HIDDEN),
        rng.normal(0, HIDDEN**-0.5, (HIDDEN, 4)),
        np.zeros(4),
    ]
    first, second = ([np.zeros_like(w) for w in weights] for _ in range(2))
    step = 0
    for epoch in range(EPOCHS):
        order = rng.permutation(len(right))
        rate = LEARNING_RATE * (1 - epoch / EPOCHS) + 1e-4
        for start in range(0, len(right), BATCH):
            rows = order[start : start + BATCH]
            pair = [side[rows] + rng.normal(0, INPUT_NOISE, (len(rows), N_INPUTS))
                    for side in (right, left)]  # fmt: skip
            step += 1
            for i, gradient in enumerate(_gradients(weights, pair, wanted[rows])):
                first[i] += 0.1 * (gradient - first[i])
                second[i] += 0.001 * (gradient**2 - second[i])
                spread = np.sqrt(second[i] / (1 - 0.999**step)) + 1e-8
                weights[i] -= rate * first[i] / (1 - 0.9**step) / spread
    return StillNet(mean, scale, *weights)


def _gradients(
    weights: list[np.ndarray], pair: list[np.ndarray], wanted: np.ndarray
) -> list[np.ndarray]:
    hidden, hidden_bias, out, out_bias = weights
    active = [np.tanh(x @ hidden + hidden_bias) for x in pair]
    right, left = (a @ out + out_bias for a in active)
    legs = [right[:, MID], right[:, EDGE], left[:, MID], left[:, EDGE]]
    neither = [right[:, FLIGHT] + left[:, FLIGHT], right[:, DOUBLE] + left[:, DOUBLE]]
    error = (softmax(np.stack(legs + neither, axis=1)) - wanted) / len(wanted)
    errors = [error[:, [0, 1, 4, 5]], error[:, [2, 3, 4, 5]]]
    backs = [e @ out.T * (1 - a**2) for e, a in zip(errors, active, strict=True)]
    return [
        sum(x.T @ b for x, b in zip(pair, backs, strict=True)) + WEIGHT_DECAY * hidden,
        sum(b.sum(axis=0) for b in backs),
        sum(a.T @ e for a, e in zip(active, errors, strict=True)) + WEIGHT_DECAY * out,
        sum(e.sum(axis=0) for e in errors),
    ]


def figures(net: StillNet, examples: Examples) -> dict[str, float]:
    """Return what is believed at mid-stance, how much of it is wrong, and what flight passes."""
    shares = (
        net.shares(examples.inputs.reshape(-1, N_INPUTS)).reshape(-1, 2, N_CLASSES).mean(axis=1)
    )
    legs = np.stack([shares[:, 0:2].sum(axis=1), shares[:, 2:4].sum(axis=1)], axis=1)
    believed, told = legs.max(axis=1) >= SURE_REL, legs.argmax(axis=1)
    ways = examples.ways
    middle, flight, double = np.isin(ways, (0, 2)), ways == 4, ways == 5
    wrong = told != ways // 2
    return {
        "mid_believed": float(believed[middle].mean()),
        "mid_wrong": float((believed & wrong)[middle].mean()),
        "flight_believed": float(believed[flight].mean()) if flight.any() else float("nan"),
        "double_believed": float(believed[double].mean()) if double.any() else float("nan"),
    }


def pooled(parts: list[Examples]) -> Examples:
    """Return all of them as one."""
    return Examples(
        np.concatenate([p.inputs for p in parts]), np.concatenate([p.ways for p in parts])
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("assets/models/still_net.npz"))
    arguments = parser.parse_args()
    arguments.cache.mkdir(parents=True, exist_ok=True)
    clips = sorted(clip for folder in arguments.data for clip in folder.glob("*.mp4"))
    parts = [examples_of(clip, arguments.cache) for clip in clips]
    held_back = pooled(parts[::HOLD_BACK_EVERY])
    kept = pooled([part for i, part in enumerate(parts) if i % HOLD_BACK_EVERY])
    print("held back:", figures(train(kept), held_back))
    everything = pooled(parts)
    net = train(everything)
    print("all clips:", figures(net, everything))
    net.save(arguments.out)
    print("written:", arguments.out)


if __name__ == "__main__":
    main()
