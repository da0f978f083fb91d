"""The pelvis network: a crop in, the two hips and the pelvis's roll with its uncertainty out.

The hips are read as the centres of two soft maps, the roll is the angle of the line through them
plus a small correction: a network finds places far sooner than it learns to name an angle.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, interpolate, smooth_l1_loss

IN_PX = 80
MAP_PX = IN_PX // 4
LEAST_SPREAD = 0.02
ROLL_UNIT_DEG, YAW_UNIT_DEG = 10.0, 20.0
BETA = 0.25
"""0 = the likelihood itself, which gives up on hard crops early; 1 = least squares."""
OUTPUTS = ("correction", "log_variance", "yaw", "left_x", "left_y", "right_x", "right_y", "behind")
"""Correction in ROLL_UNIT_DEG, log variance of the roll in its square, yaw in YAW_UNIT_DEG, points
in crop sides from the centre; left and right are the picture's."""


def _conv(inputs: int, outputs: int, size: int = 3, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, size, stride, size // 2, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


def _twice(x: Tensor) -> Tensor:
    return interpolate(x, scale_factor=2.0)


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
    """(n, 3, IN_PX, IN_PX) RGB 0..1 -> (n, len(OUTPUTS))."""

    def __init__(self, width: int = 16) -> None:
        super().__init__()
        fine, middle, coarse = 2 * width, 4 * width, 6 * width
        stem = _conv(3, width, 5, 2), _conv(width, fine, 3, 2)
        self.to_fine = nn.Sequential(*stem, Residual(fine))
        self.to_middle = nn.Sequential(_conv(fine, middle, 3, 2), Residual(middle))
        self.to_coarse = nn.Sequential(_conv(middle, coarse, 3, 2), Residual(coarse))
        self.from_coarse, self.from_middle = _conv(coarse, middle, 1), _conv(middle, fine, 1)
        self.at_middle, self.at_fine = _conv(middle, middle), _conv(fine, fine)
        self.maps = nn.Conv2d(fine, 2, 1)
        self.whole = nn.Sequential(
            _conv(coarse, 24, 1),
            nn.Flatten(),
            nn.Dropout(0.1),
            nn.Linear(24 * (IN_PX // 16) ** 2, 64),
            nn.ReLU(),
            nn.Linear(64, 4),
        )
        cell = (torch.arange(MAP_PX) + 0.5) / MAP_PX - 0.5
        places = torch.stack([cell.repeat(MAP_PX), cell.repeat_interleave(MAP_PX)], 1)
        self.register_buffer("places", places)

    def forward(self, x: Tensor) -> Tensor:
        return self.read(evened(x))

    def read(self, x: Tensor) -> Tensor:
        """Return the outputs for crops that are `evened`: the part that is exported."""
        at_fine = self.to_fine(x)
        at_middle = self.to_middle(at_fine)
        at_coarse = self.to_coarse(at_middle)
        at_middle = self.at_middle(at_middle + _twice(self.from_coarse(at_coarse)))
        at_fine = self.at_fine(at_fine + _twice(self.from_middle(at_middle)))
        share = torch.softmax(self.maps(at_fine).flatten(2), 2)
        points = torch.matmul(share, self.places).flatten(1)
        whole = self.whole(at_coarse)
        return torch.cat([whole[:, :3], points, whole[:, 3:]], 1)


def evened(x: Tensor) -> Tensor:
    """Take off what says nothing about the pelvis: brightness and contrast of the whole crop."""
    mean = x.mean((1, 2, 3), keepdim=True)
    spread = ((x - mean) ** 2).mean((1, 2, 3), keepdim=True).sqrt() + LEAST_SPREAD
    return (x - mean) / spread


def roll_deg(out: Tensor) -> Tensor:
    """Return the roll that the outputs (n, len(OUTPUTS)) tell, degrees."""
    line = torch.atan2(out[:, 6] - out[:, 4], out[:, 5] - out[:, 3])
    return torch.rad2deg(line) + ROLL_UNIT_DEG * out[:, 0]


def loss(out: Tensor, label: Tensor) -> Tensor:
    """Beta-weighted Gaussian likelihood of the roll, plus what helps to see the pelvis.

    label columns: `training.synth.labels.LABELS`; NaN = not known.
    """
    error = (roll_deg(out) - label[:, 0]) / ROLL_UNIT_DEG
    log_variance = out[:, 1].clamp(-7, 3)
    variance = log_variance.exp()
    likelihood = 0.5 * (log_variance + error**2 / variance) * variance.detach() ** BETA
    hips = smooth_l1_loss(out[:, 3:7], label[:, 2:6], beta=0.02)
    behind = binary_cross_entropy_with_logits(out[:, 7], label[:, 6])
    return likelihood.mean() + 4.0 * hips + 0.03 * behind + 0.1 * _yaw(out, label)


def _yaw(out: Tensor, label: Tensor) -> Tensor:
    known = ~label[:, 1].isnan()  # clips do not know it
    return smooth_l1_loss(out[known, 2], label[known, 1] / YAW_UNIT_DEG)
