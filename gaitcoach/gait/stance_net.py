"""Which foot carries the runner: a small network on the legs' course over a third of a second.

Trained by `training/train_stance.py` on synthetic runners and walkers with exact truth. It never
sees the line between the hips, so the stance side cannot be read off the drop it will explain.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gaitcoach.gait.legs import N_JOINTS, N_SIDE
from gaitcoach.types import View

PAST_S = 0.2
LOOKAHEAD_S = 4 / 30
"""A step is known this much later than it ends; the network needs to see what follows."""
OFFSETS_S = np.linspace(-PAST_S, LOOKAHEAD_S, 11)
_NOW = 6
_PER_OFFSET = 2 * N_SIDE + 1


def stack(
    course: NDArray[np.float64], leg_px: float, view: View
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Make the network's input for the right foot, and for the left foot by mirroring.

    Parameters
    ----------
    course : (11, 33) both legs (left 16, right 16) and hip height at `OFFSETS_S` around now
    leg_px : length that makes pixels comparable

    Returns
    -------
    Two (364,) vectors.
    """
    scaled = course.copy()
    for start in (0, N_SIDE):
        scaled[:, start : start + 2 * N_JOINTS] /= leg_px
    scaled[:, -1] = (scaled[:, -1] - scaled[_NOW, -1]) / leg_px
    seen_from = 1.0 if view is View.BEHIND else -1.0
    left, right, hip = scaled[:, :N_SIDE], scaled[:, N_SIDE:-1], scaled[:, -1:]
    turn = np.ones(N_SIDE)
    turn[:N_JOINTS] = -1.0
    right_input = np.concatenate([left, right, hip], axis=1)
    left_input = np.concatenate([right * turn, left * turn, hip], axis=1)
    return np.append(right_input, seen_from), np.append(left_input, seen_from)


N_INPUTS = len(OFFSETS_S) * _PER_OFFSET + 1


@dataclass(frozen=True, slots=True)
class StanceNet:
    """One hidden layer; the same weights serve both feet, so left and right are treated alike."""

    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    hidden: NDArray[np.float64]
    hidden_bias: NDArray[np.float64]
    out: NDArray[np.float64]
    out_bias: float

    @classmethod
    def load(cls, path: Path) -> StanceNet:
        """Read the weights that `training/train_stance.py` wrote."""
        with np.load(path) as store:
            return cls(**{key: np.float64(store[key]) for key in store.files})

    def save(self, path: Path) -> None:
        """Write the weights, single precision."""
        arrays = {name: np.float32(getattr(self, name)) for name in self.__dataclass_fields__}
        np.savez_compressed(path, **arrays)

    def probability(self, inputs: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probability that the foot is on the ground, for (n, 364) inputs."""
        hidden = np.tanh((inputs - self.mean) / self.scale @ self.hidden + self.hidden_bias)
        return 1.0 / (1.0 + np.exp(-(hidden @ self.out + self.out_bias)))
