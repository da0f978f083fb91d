"""A network of one hidden layer: its weights, and the file they are in."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class HiddenLayer:
    """mean, scale : of the inputs; hidden, out : weights with their biases"""

    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    hidden: NDArray[np.float64]
    hidden_bias: NDArray[np.float64]
    out: NDArray[np.float64]
    out_bias: NDArray[np.float64]

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the weights that training wrote."""
        with np.load(path) as store:
            return cls(**{key: np.float64(store[key]) for key in store.files})

    def save(self, path: Path) -> None:
        """Write the weights, single precision."""
        arrays = {field.name: np.float32(getattr(self, field.name)) for field in fields(self)}
        np.savez_compressed(path, **arrays)
