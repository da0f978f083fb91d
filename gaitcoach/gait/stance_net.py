"""Which foot carries the runner: a small network on the legs' course over a third of a second.

Trained by `training/train_stance.py` on synthetic runners and walkers with exact truth. It never
sees the line between the hips, so the stance side cannot be read off the drop it will explain.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from gaitcoach.gait.hidden_layer import HiddenLayer
from gaitcoach.gait.legs import N_JOINTS, N_LEGS, N_SIDE
from gaitcoach.types import View

PAST_S = 0.2
LOOKAHEAD_S = 4 / 30
"""A step is known this much later than it ends; the network needs to see what follows."""
OFFSETS_S = np.linspace(-PAST_S, LOOKAHEAD_S, 11)
_NOW = 6
_COLUMNS = N_LEGS + 1
N_INPUTS = len(OFFSETS_S) * _COLUMNS + 1

_IN_PIXELS = np.array([1.0] * 2 * N_JOINTS + [0.0] * 2 * N_JOINTS)
_IN_PIXELS = np.concatenate([_IN_PIXELS, _IN_PIXELS, [1.0]])


def inputs_of(course: NDArray[np.float64], leg_px: float, view: View) -> NDArray[np.float64]:
    """Make the network's input.

    Parameters
    ----------
    course : (11, 33) both legs (left 16, right 16) and hip height at `OFFSETS_S` around now
    leg_px : length that makes pixels comparable

    Returns
    -------
    (364,) vector; the hip's height is against now, so the place in the picture does not matter.
    """
    inputs = np.empty(N_INPUTS)
    scaled = inputs[:-1].reshape(course.shape)
    np.multiply(course, np.where(_IN_PIXELS, 1.0 / leg_px, 1.0), out=scaled)
    scaled[:, -1] -= scaled[_NOW, -1]
    inputs[-1] = 1.0 if view is View.BEHIND else -1.0
    return inputs


def _mirror() -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return (index, sign) that exchange the legs and turn x round."""
    row = np.concatenate([np.arange(N_SIDE, N_LEGS), np.arange(N_SIDE), [N_LEGS]])
    turn = np.ones(_COLUMNS)
    turn[:N_JOINTS] = turn[N_SIDE : N_SIDE + N_JOINTS] = -1.0
    rows = np.arange(len(OFFSETS_S))[:, None] * _COLUMNS + row
    return np.append(rows, N_INPUTS - 1), np.append(np.tile(turn, len(OFFSETS_S)), 1.0)


_INDEX, _SIGN = _mirror()


def mirrored(inputs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (..., 364) inputs as they would be with left and right exchanged."""
    return inputs[..., _INDEX] * _SIGN


class StanceNet(HiddenLayer):
    """One hidden layer. It tells of the right foot; mirrored input makes it tell of the left."""

    def feet(self, inputs: NDArray[np.float64]) -> tuple[float, float]:
        """Return the probabilities that (right, left) foot is on the ground, for (364,) inputs."""
        weights, bias = self._both_feet
        active = np.tanh(inputs @ weights + bias).reshape(2, -1)
        right, left = 1.0 / (1.0 + np.exp(-(active @ self.out + self.out_bias)))
        return float(right), float(left)

    @cached_property
    def _both_feet(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Weights of the hidden layer for both feet at once, normalisation folded in.

        Mirroring the weights instead of the inputs saves half the work of every frame.
        """
        right = self.hidden / self.scale[:, None]
        bias = self.hidden_bias - self.mean @ right
        left = np.empty_like(right)
        left[_INDEX] = right * _SIGN[:, None]
        return np.concatenate([right, left], axis=1), np.concatenate([bias, bias])
