"""Train the pelvis network on drawn runners.

    python -m training.train_pelvis --samples DIR --runners DIR --clips DIR --out FILE.pt
        [--knees DIR] [--watch DIR] [--log FILE.jsonl] [--steps N] [--seed N]
        [--start FILE.pt|FILE.onnx]

--samples : what `training.synth.samples` drew; every 20th body is held back
--runners : what `training.synth.runners` drew; the same
--knees : what `training.synth.runners --knees` drew; the same
--clips : crops of training clips (`training/cache_crops.py`): four of five are learned from too,
    every fifth is held back, and by those candidates are chosen
--watch : crops of real clips; their r and slope are logged, nothing is chosen by them
"""

from __future__ import annotations

import argparse
import json
import math
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.augment import augment, look
from training.from_onnx import weights_of
from training.pelvis_net import ROLL_UNIT_DEG, PelvisNet, loss, roll_deg
from training.synth.labels import LABELS

BATCH = 64
PEAK_RATE, WEIGHT_DECAY = 2e-3, 0.02
WARM_UP_STEPS = 300
AVERAGE = 0.998
HELD_BACK = 20
RUNNER_SHARE, KNEE_SHARE, CLIP_SHARE = 0.7, 0.3, 0.15
"""The rest of a batch are samples; those who stand on one leg take their place from the runners."""
START_CROPS = 512
HELD_BACK_CLIPS = 5
HELD_EVERY = 2
LOST_DEG = 40.0


class Samples:
    """All drawn samples of a folder in memory, or all that are held back."""

    def __init__(self, folder: Path, held_back: bool) -> None:
        self.pictures: list[NDArray[np.uint8]] = []
        self.labels: list[NDArray[np.float32]] = []
        for path in sorted(folder.glob("body_*.npz")):
            if path.stem.endswith(".part"):
                continue
            if (int(path.stem.split("_")[1]) % HELD_BACK == 0) != held_back:
                continue
            with np.load(path) as store:
                self.pictures.append(store["pictures"])
                self.labels.append(store["labels"])

    def draw(self, rng: np.random.Generator, count: int) -> tuple[NDArray, NDArray]:
        return _draw(rng, self.pictures, self.labels, count)


def _draw(rng, pictures: list[NDArray], labels: list[NDArray], count: int):
    """Return `count` random rows; every body or clip is as likely as any other."""
    groups = rng.integers(len(labels), size=count)
    rows = [rng.integers(len(labels[group])) for group in groups]
    pairs = list(zip(groups, rows, strict=True))
    return np.stack([pictures[g][r] for g, r in pairs]), np.stack([labels[g][r] for g, r in pairs])


class ClipCrops:
    """Crops of training clips, labelled like drawn samples; what they do not know is NaN."""

    def __init__(self, clips: dict[str, tuple[NDArray, NDArray]]) -> None:
        self.pictures, self.labels = [], []
        for pictures, known in clips.values():
            labels = np.full((len(known), len(LABELS)), np.nan, np.float32)
            labels[:, 0] = known[:, 0] - known[:, 2]
            labels[:, 6], labels[:, 7] = known[:, 3], known[:, 2]
            labels[:, 2:6] = known[:, 5:9]
            # Where the pose model lost the runner the crop shows anything.
            good = np.abs(labels[:, 0]) < LOST_DEG
            if good.any():
                self.pictures.append(pictures[good])
                self.labels.append(labels[good])

    def draw(self, rng: np.random.Generator, count: int) -> tuple[NDArray, NDArray]:
        return _draw(rng, self.pictures, self.labels, count)


Source = Samples | ClipCrops


def batch(rng: np.random.Generator, mixture: list[tuple[Source, int]]) -> tuple[Tensor, Tensor]:
    """Return one batch with so many of each kind."""
    parts = [source.draw(rng, count) for source, count in mixture]
    pictures, labels = (np.concatenate(part) for part in zip(*parts, strict=True))
    return torch.from_numpy(pictures), torch.from_numpy(labels)


def mixed(
    samples: Samples, runners: Samples | None, knees: Samples | None, clips: ClipCrops
) -> list[tuple[Source, int]]:
    """Return how many of each kind make a batch."""
    n_knees = round(KNEE_SHARE * BATCH) if knees is not None else 0
    n_runners = round(RUNNER_SHARE * BATCH) - n_knees if runners is not None else 0
    n_clips = round(CLIP_SHARE * BATCH) if clips.labels else 0
    n_samples = BATCH - n_runners - n_knees - n_clips
    mixture = [(samples, n_samples), (runners, n_runners), (knees, n_knees), (clips, n_clips)]
    return [(source, count) for source, count in mixture if count]


@torch.no_grad()
def read(net: PelvisNet, pictures: NDArray[np.uint8]) -> tuple[NDArray, NDArray]:
    """Return roll and sigma, degrees, as the product computes them: the mean with the flip."""
    rolls, sigmas = [], []
    for start in range(0, len(pictures), 256):
        x = torch.from_numpy(np.ascontiguousarray(pictures[start : start + 256]))
        x = x.permute(0, 3, 1, 2).float() / 255
        n = len(x)
        still = torch.zeros(n), torch.ones(n), torch.zeros(n, 2), torch.zeros(n, dtype=torch.bool)
        x = look(x, *still)
        straight, flipped = net(x), net(x.flip(3))
        one, other = roll_deg(straight), -roll_deg(flipped)
        rolls.append((one + other) / 2)
        variance = (straight[:, 1].exp() + flipped[:, 1].exp()) / 2 * ROLL_UNIT_DEG**2
        sigmas.append((variance + ((one - other) / 2) ** 2).sqrt())
    return torch.cat(rolls).numpy(), torch.cat(sigmas).numpy()


def figures(estimate: NDArray, sigma: NDArray, truth: NDArray) -> dict[str, float]:
    """Return mae, slope, bias, r, coverage and half width."""
    error = estimate - truth
    slope = np.cov(estimate, truth)[0, 1] / truth.var(ddof=1)
    values = {
        "mae": np.abs(error).mean(),
        "slope": slope,
        "bias": error.mean(),
        "r": np.corrcoef(estimate, truth)[0, 1],
        "cover": (np.abs(error) < 1.96 * sigma).mean(),
        "half": np.median(1.96 * sigma),
    }
    return {name: round(float(value), 3) for name, value in values.items()}


def load_crops(folder: Path | None, every: int) -> dict[str, tuple[NDArray, NDArray]]:
    """Return {clip: (pictures, labels)} as `training/cache_crops.py` kept them."""
    clips = {}
    for path in sorted(folder.glob("*_crops.npz")) if folder else []:
        with np.load(path) as store:
            if len(store["pictures"]):
                name = path.stem.removesuffix("_crops")
                clips[name] = store["pictures"][::every], store["labels"][::every]
    return clips


def split(clips: dict) -> tuple[dict, dict]:
    """Return (to learn from, held back)."""
    names = sorted(clips)
    held_back = set(names[::HELD_BACK_CLIPS])
    return (
        {name: clips[name] for name in names if name not in held_back},
        {name: clips[name] for name in held_back},
    )


class Check:
    """Crops of clips with truth, with the figures of a network on them."""

    def __init__(self, clips: dict[str, tuple[NDArray, NDArray]]) -> None:
        self.clips = {
            name: (pictures, labels) for name, (pictures, labels) in clips.items() if len(labels)
        }

    def pooled(self, net: PelvisNet) -> dict:
        if not self.clips:
            return {}
        read_all = [(*read(net, p), lab) for p, lab in self.clips.values()]
        roll, sigma = (np.concatenate([clip[k] for clip in read_all]) for k in (0, 1))
        labels = np.concatenate([clip[2] for clip in read_all])
        all_views = figures(roll + labels[:, 2], sigma, labels[:, 0])
        back = labels[:, 3] > 0.5
        behind = figures((roll + labels[:, 2])[back], sigma[back], labels[back, 0])
        return {"all": all_views, "behind": behind}

    def by_clip(self, net: PelvisNet) -> dict:
        table = {}
        for name, (pictures, labels) in self.clips.items():
            roll, sigma = read(net, pictures)
            table[name] = figures(roll + labels[:, 2], sigma, labels[:, 0])
            table[name]["true_r"] = round(
                float(np.corrcoef(roll + labels[:, 2], labels[:, 1])[0, 1]), 3
            )
        return table


def rate(step: int, steps: int) -> float:
    warm = min(1.0, step / WARM_UP_STEPS)
    return warm * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * step / steps)))


def train(wanted: argparse.Namespace) -> None:
    torch.manual_seed(wanted.seed)
    rng = np.random.default_rng(wanted.seed)
    generator = torch.Generator().manual_seed(wanted.seed)
    samples, held_back = Samples(wanted.samples, False), [Samples(wanted.samples, True)]
    drawn: list[Samples | None] = [None, None]
    for place, folder in enumerate((wanted.runners, wanted.knees)):
        if folder:
            drawn[place] = Samples(folder, False)
            held_back.append(Samples(folder, True))
    learned, kept = split(load_crops(wanted.clips, 1))
    clips, check = ClipCrops(learned), Check({n: (p[::2], q[::2]) for n, (p, q) in kept.items()})
    watch = Check(load_crops(wanted.watch, 4))
    mixture = mixed(samples, *drawn, clips)
    net, mean_net = PelvisNet(wanted.width), PelvisNet(wanted.width)
    if wanted.start:
        _go_on_from(net, _weights(wanted.start, drawn[0] or samples, wanted.width))
    net.to(memory_format=torch.channels_last)
    mean_net.load_state_dict(net.state_dict())
    mean_net.eval()
    optimiser = torch.optim.AdamW(net.parameters(), wanted.rate, weight_decay=WEIGHT_DECAY)
    begin_s, losses = time.perf_counter(), []

    def prepare() -> tuple[Tensor, Tensor]:
        return augment(*batch(rng, mixture), generator)

    # One thread that is always a batch ahead: the order of random numbers stays the same.
    cook = ThreadPoolExecutor(1)
    ahead = cook.submit(prepare)
    for step in range(1, wanted.steps + 1):
        for group in optimiser.param_groups:
            group["lr"] = wanted.rate * rate(step, wanted.steps)
        x, labels = ahead.result()
        ahead = cook.submit(prepare)
        value = loss(net(x.contiguous(memory_format=torch.channels_last)), labels)
        optimiser.zero_grad()
        value.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
        optimiser.step()
        _follow(mean_net, net, step)
        losses.append(value.item())
        if step % wanted.look_every == 0 or step == wanted.steps:
            row = {
                "step": step,
                "minutes": round((time.perf_counter() - begin_s) / 60, 1),
                "bodies": [len(source.labels) for source, _ in mixture],
                "loss": round(float(np.mean(losses[-500:])), 4),
                "held_back": [_held_back(mean_net, kept) for kept in held_back],
                "check": check.pooled(mean_net),
                "watch": watch.by_clip(mean_net),
            }
            _write(wanted, mean_net, row)


def _weights(path: Path, drawn: Samples, width: int) -> dict[str, Tensor]:
    """Return the weights of a trainer's file or of a written network."""
    if path.suffix != ".onnx":
        return torch.load(path)
    pictures, labels = drawn.draw(np.random.default_rng(0), START_CROPS)
    still = torch.Generator().manual_seed(0)
    crops, _ = augment(torch.from_numpy(pictures), torch.from_numpy(labels), still)
    return weights_of(path, crops, width)


def _go_on_from(net: PelvisNet, weights: dict[str, Tensor]) -> None:
    """Take over what fits: another crop size keeps the convolutions."""
    own = net.state_dict()
    own.update({k: v for k, v in weights.items() if k in own and own[k].shape == v.shape})
    net.load_state_dict(own)


def _held_back(net: PelvisNet, samples: Samples) -> dict:
    labels = np.concatenate(samples.labels)
    roll, sigma = read(net, np.concatenate(samples.pictures)[::HELD_EVERY])
    return figures(roll, sigma, labels[::HELD_EVERY, 0])


def _follow(mean_net: PelvisNet, net: PelvisNet, step: int) -> None:
    keep = min(AVERAGE, (step - 1) / (step + 9))
    with torch.no_grad():
        for mine, new in zip(
            mean_net.state_dict().values(), net.state_dict().values(), strict=True
        ):
            if mine.dtype.is_floating_point:
                mine.lerp_(new, 1 - keep)
            else:
                mine.copy_(new)


def _write(wanted: argparse.Namespace, net: PelvisNet, row: dict) -> None:
    torch.save(net.state_dict(), wanted.out)
    print(json.dumps(row), flush=True)
    if wanted.log:
        with wanted.log.open("a") as log:
            log.write(json.dumps({"run": wanted.out.stem} | row) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=Path, required=True)
    parser.add_argument("--runners", type=Path)
    parser.add_argument("--knees", type=Path)
    parser.add_argument("--clips", type=Path)
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument("--watch", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--log", type=Path)
    parser.add_argument("--steps", type=int, default=9000)
    parser.add_argument("--look-every", type=int, default=600)
    parser.add_argument("--rate", type=float, default=PEAK_RATE)
    parser.add_argument("--width", type=int, default=16)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    wanted = parser.parse_args()
    torch.set_num_threads(wanted.threads)
    train(wanted)


if __name__ == "__main__":
    main()
