"""Turn, flip, shift and recolour crops together with their labels."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from training.pelvis_net import IN_PX

STORED_REL, CROP_REL = 1.8, 1.4
DIM_SHARE, LEAST_LIGHT, MOST_LIGHT = 0.12, 0.1, 0.6
"""So many crops are seen in a dark room, with so much of their light: noise and the steps of eight
bits grow beside what is left."""


def look(pictures: Tensor, turn_deg: Tensor, scale: Tensor, shift: Tensor, flip: Tensor) -> Tensor:
    """Sample (n, 3, IN_PX, IN_PX) from (n, 3, S, S).

    turn_deg : + = the content's picture-left side goes up, its roll grows by so much
    scale : 1 = the network's own crop side; shift : (n, 2) in stored half sides
    flip : bool, after the turn
    """
    turn = torch.deg2rad(turn_deg)
    half = scale * CROP_REL / STORED_REL
    c, s = torch.cos(turn) * half, torch.sin(turn) * half
    mirror = torch.where(flip, -1.0, 1.0)
    # The grid says where each output pixel looks: turning the content by +turn looks by -turn.
    matrix = torch.stack(
        [
            torch.stack([mirror * c, s, shift[:, 0]], 1),
            torch.stack([-mirror * s, c, shift[:, 1]], 1),
        ],
        1,
    )
    grid = torch.nn.functional.affine_grid(
        matrix, (len(pictures), 3, IN_PX, IN_PX), align_corners=False
    )
    return torch.nn.functional.grid_sample(
        pictures, grid, padding_mode="border", align_corners=False
    )


def moved_labels(
    labels: Tensor, turn_deg: Tensor, scale: Tensor, shift: Tensor, flip: Tensor
) -> Tensor:
    """Return the labels that belong to `look` with the same arguments."""
    new = labels.clone()
    turn = torch.deg2rad(turn_deg)
    c, s = torch.cos(turn), torch.sin(turn)
    for x in (2, 4):
        px, py = labels[:, x] - shift[:, 0] / 2, labels[:, x + 1] - shift[:, 1] / 2
        new[:, x] = (c * px - s * py) / (scale * CROP_REL / STORED_REL)
        new[:, x + 1] = (s * px + c * py) / (scale * CROP_REL / STORED_REL)
    new[:, 0] = labels[:, 0] + turn_deg
    flipped = new.clone()
    flipped[:, 0], flipped[:, 1] = -new[:, 0], -new[:, 1]
    flipped[:, [2, 4]], flipped[:, [3, 5]] = -new[:, [4, 2]], new[:, [5, 3]]
    return torch.where(flip[:, None], flipped, new)


def augment(pictures: Tensor, labels: Tensor, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """Return network inputs and labels from stored uint8 (n, S, S, 3) pictures."""
    n = len(pictures)
    rand = lambda *shape: torch.rand(*shape, generator=generator)  # noqa: E731
    normal = lambda *shape: torch.randn(*shape, generator=generator)  # noqa: E731
    x = pictures.permute(0, 3, 1, 2).float() / 255
    turn_deg = 5 * normal(n).clamp(-2.5, 2.5)
    scale = torch.exp(0.06 * normal(n)).clamp(0.82, 1.15)
    shift, flip = 0.03 * normal(n, 2), rand(n) < 0.5
    x = look(x, turn_deg, scale, shift, flip)
    grey = (rand(n) < 0.15)[:, None, None, None]
    x = torch.where(grey, x.mean(1, keepdim=True).expand_as(x), x)
    tint = torch.exp(0.15 * normal(n, 3))[..., None, None] if n else 1
    x = (x * tint).clamp(0, 1)
    x = _patched(x, generator)
    dark = rand(n, 1, 1, 1) < DIM_SHARE
    light = LEAST_LIGHT * (MOST_LIGHT / LEAST_LIGHT) ** rand(n, 1, 1, 1)
    x = torch.where(dark, x * light, x)
    x = x + 0.03 * rand(n, 1, 1, 1) * _grain(n, generator)
    x = torch.where(dark, (x * 255).round().clamp(min=0) / 255, x)
    return x, moved_labels(labels, turn_deg, scale, shift, flip)


def _grain(n: int, generator: torch.Generator) -> Tensor:
    """Sensor noise, drawn once and looked at from another place for every crop."""
    if not _GRAIN:
        _GRAIN.append(torch.randn(3, 4 * IN_PX, 4 * IN_PX, generator=generator))
    corners = torch.randint(3 * IN_PX, (n, 2), generator=generator).tolist()
    return torch.stack([_GRAIN[0][:, y : y + IN_PX, x : x + IN_PX] for y, x in corners])


_GRAIN: list[Tensor] = []


def _patched(x: Tensor, generator: torch.Generator) -> Tensor:
    """Hide a patch of some crops: an arm, a bag, a rail."""
    for i in torch.nonzero(torch.rand(len(x), generator=generator) < 0.15).flatten().tolist():
        size = torch.rand(2, generator=generator) * 0.35 * IN_PX + 4
        at = torch.rand(2, generator=generator) * (IN_PX - size)
        y, x0 = int(at[0]), int(at[1])
        height, width = math.ceil(size[0]), math.ceil(size[1])
        x[i, :, y : y + height, x0 : x0 + width] = torch.rand(3, 1, 1, generator=generator)
    return x
