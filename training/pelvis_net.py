"""The pelvis network: a crop in, the pelvis's roll with its uncertainty out."""

from __future__ import annotations

import torch
from torch import Tensor, nn

IN_PX = 96
ROLL_UNIT_DEG, YAW_UNIT_DEG = 10.0, 20.0
OUTPUTS = 8
"""roll, log variance of roll, yaw, then (x, y) of the picture's left and right hip, behind."""


def _conv(inputs: int, outputs: int, size: int = 3, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, size, stride, size // 2, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


class Residual(nn.Module):
    """Two convolutions beside a straight way."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.first = _conv(channels, channels)
        self.second = nn.Sequential(
            nn.Conv2d(channels, channels, 3, 1, 1, bias=False), nn.BatchNorm2d(channels)
        )

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(x + self.second(self.first(x)))


class PelvisNet(nn.Module):
    """(n, 3, 96, 96) RGB 0..1 -> (n, OUTPUTS)."""

    def __init__(self, width: int = 14) -> None:
        super().__init__()
        self.features = nn.Sequential(
            _conv(3, width, 5, 2),
            _conv(width, 2 * width, 3, 2),
            Residual(2 * width),
            _conv(2 * width, 4 * width, 3, 2),
            Residual(4 * width),
            _conv(4 * width, 6 * width, 3, 2),
            Residual(6 * width),
            _conv(6 * width, 24, 1),
        )
        cells = (IN_PX // 16) ** 2
        self.head = nn.Sequential(
            nn.Flatten(),
            nn.Dropout(0.1),
            nn.Linear(24 * cells, 128),
            nn.ReLU(),
            nn.Linear(128, OUTPUTS),
        )

    def forward(self, x: Tensor) -> Tensor:
        # Brightness and contrast of the whole crop say nothing about the pelvis.
        mean = x.mean((1, 2, 3), keepdim=True)
        spread = ((x - mean) ** 2).mean((1, 2, 3), keepdim=True).sqrt() + 0.02
        return self.head(self.features((x - mean) / spread))


def loss(out: Tensor, label: Tensor) -> Tensor:
    """Beta-weighted Gaussian likelihood of the roll, plus what helps to see the pelvis.

    label columns: `training.synth.samples.LABELS`.
    """
    error = out[:, 0] - label[:, 0] / ROLL_UNIT_DEG
    log_variance = out[:, 1].clamp(-7, 3)
    variance = log_variance.exp()
    likelihood = 0.5 * (log_variance + error**2 / variance) * variance.detach() ** 0.5
    drawn = ~label[:, 1].isnan()  # crops of clips know the roll alone
    return likelihood.mean() + _helpers(out[drawn], label[drawn])


def _helpers(out: Tensor, label: Tensor) -> Tensor:
    yaw = nn.functional.smooth_l1_loss(out[:, 2], label[:, 1] / YAW_UNIT_DEG)
    hips = nn.functional.smooth_l1_loss(out[:, 3:7] * 0.1, label[:, 2:6], beta=0.02)
    behind = nn.functional.binary_cross_entropy_with_logits(out[:, 7], label[:, 6])
    return 0.1 * yaw + 2.0 * hips + 0.03 * behind
