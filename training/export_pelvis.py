"""Calibrate a trained pelvis network and write it as ONNX.

    python -m training.export_pelvis FILE.pt --clips DIR --runners DIR...
        --out assets/models/pelvis_net.onnx

Two things are set by what was held back and written into the last layers, so that whoever runs the
file need not know of them: the angle is stretched until its slope on the truth of the clips is
`WANTED_SLOPE` (least squares shrinks what it is unsure of), and the variance until 95 % of the
frames of clips and runners together lie within 1.96 sigma.
"""

from __future__ import annotations

import argparse
import math
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import nn

from training.pelvis_net import IN_PX, PelvisNet
from training.train_pelvis import LOST_DEG, Check, Samples, load_crops, read, split

HOLDS = 0.95
FLOOR_RATIO = 1.0
"""Never make the network surer than it is by itself."""
WANTED_SLOPE = 0.90
MAX_STRETCH = 1.25
"""More would be noise made larger."""


def calibration(net: PelvisNet, check: Check, drawn: list[Samples]) -> float:
    """Return the factor on sigma with which the 95 % interval holds."""
    ratios = []
    for pictures, labels in check.clips.values():
        pictures, labels = _found(pictures, labels)
        roll, sigma = read(net, pictures)
        ratios.append(np.abs(roll + labels[:, 2] - labels[:, 0]) / (1.96 * sigma))
    for bodies in drawn:
        roll, sigma = read(net, np.concatenate(bodies.pictures))
        ratios.append(np.abs(roll - np.concatenate(bodies.labels)[:, 0]) / (1.96 * sigma))
    return max(FLOOR_RATIO, float(np.quantile(np.concatenate(ratios), HOLDS)))


def stretch(net: PelvisNet, check: Check) -> float:
    """Return the factor on the roll with which turn + roll has `WANTED_SLOPE` on the truth."""
    rows = []
    for pictures, labels in check.clips.values():
        pictures, labels = _found(pictures, labels)
        rows.append(np.column_stack([read(net, pictures)[0], labels[:, 2], labels[:, 0]]))
    roll, turn, truth = np.concatenate(rows).T
    slope_of = lambda values: np.cov(values, truth)[0, 1] / truth.var(ddof=1)  # noqa: E731
    factor = (WANTED_SLOPE - slope_of(turn)) / slope_of(roll)
    return float(np.clip(factor, 1.0, MAX_STRETCH))


def stretched(net: PelvisNet, factor: float) -> None:
    """Stretch the roll that a network tells: the hips' line and the correction."""
    with torch.no_grad():
        net.places[:, 1] *= factor
        for values in (net.whole[-1].weight[0], net.whole[-1].bias[0:1]):
            values *= factor


def _found(pictures: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Leave out where the pose model lost the runner: the crop shows anything."""
    found = np.abs(labels[:, 0] - labels[:, 2]) < LOST_DEG
    return pictures[found], labels[found]


class Exported(nn.Module):
    """The network without the evening, which OpenCV's runtimes take for a layer of their own."""

    def __init__(self, net: PelvisNet) -> None:
        super().__init__()
        self._net = net

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self._net.read(x)


def _keep_reference(net: PelvisNet, wanted: argparse.Namespace) -> None:
    """Keep a few drawn crops with the trainer's own outputs."""
    with np.load(sorted(wanted.samples.glob("body_*.npz"))[0]) as store:
        crops = [cv2.resize(picture, (IN_PX, IN_PX)) for picture in store["pictures"][:6]]
    pairs = np.stack([np.stack([crop, crop[:, ::-1]]) for crop in crops])
    x = torch.from_numpy(pairs.reshape(-1, IN_PX, IN_PX, 3)).permute(0, 3, 1, 2).float() / 255
    with torch.no_grad():
        outputs = net(x).numpy().reshape(len(crops), 2, -1)
    np.savez_compressed(wanted.reference, crops_bgr=np.stack(crops)[..., ::-1], outputs=outputs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--clips", type=Path, required=True)
    parser.add_argument("--runners", type=Path, required=True, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--samples", type=Path, help="drawn samples for the reference")
    parser.add_argument("--reference", type=Path, help="outputs that every runtime must repeat")
    parser.add_argument("--width", type=int, default=16)
    wanted = parser.parse_args()
    net = PelvisNet(wanted.width)
    net.load_state_dict(torch.load(wanted.weights))
    net.eval()
    check = Check(split(load_crops(wanted.clips, 2))[1])
    by = stretch(net, check)
    stretched(net, by)
    held_back = [Samples(folder, held_back=True) for folder in wanted.runners]
    factor = calibration(net, check, held_back)
    with torch.no_grad():
        net.whole[-1].bias[1] += 2 * math.log(factor)
    example = torch.zeros(2, 3, IN_PX, IN_PX)
    torch.onnx.export(
        Exported(net).eval(), example, str(wanted.out), dynamo=False, opset_version=13,
        input_names=["crops"], output_names=["pelvis"],
    )  # fmt: skip
    if wanted.reference:
        _keep_reference(net, wanted)
    size_mb = wanted.out.stat().st_size / 1e6
    print(f"roll x {by:.3f}; sigma x {factor:.3f}; {size_mb:.2f} MB; {wanted.out}")


if __name__ == "__main__":
    main()
