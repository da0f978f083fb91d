"""The body in a frame."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Pose:
    """The body found in one frame; left and right are the runner's.

    xy_px : (33, 2) float, pixels of the frame as it came; NaN = missing
    world_m : (33, 3) float, metres, origin between the hips; NaN = missing
    visibility : (33,) float in 0..1
    image_size_px : (width, height)
    sides_contradict_view : the pose model took left for right, judged by the declared view;
        its labels were exchanged in this pose
    """

    t_s: float
    frame_index: int
    xy_px: NDArray[np.float64]
    world_m: NDArray[np.float64]
    visibility: NDArray[np.float64]
    image_size_px: tuple[int, int]
    sides_contradict_view: bool = False
