"""What a camera gives, and from where it looks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class View(StrEnum):
    """From where the camera looks at the runner."""

    BEHIND = "behind"
    FRONT = "front"


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """How image left and right map to the runner's left and right.

    view : from where the camera looks
    mirrored : True when the incoming pixels are already mirrored, as some webcams deliver them
    """

    view: View = View.BEHIND
    mirrored: bool = False

    @property
    def left_is_image_left(self) -> bool:
        """True when the runner's left hip appears on the left half of the picture."""
        return (self.view is View.BEHIND) != self.mirrored


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture.

    image_bgr : (H, W, 3) uint8, never mirrored
    index : number of the frame in its source, from 0; numbers skipped were replaced by newer frames
    t_s : time of the picture, seconds; a file's own stamps, a camera's monotonic clock at grab
    taken_s : `time.monotonic()` when the picture reached this program (for latency only)
    lean_deg : how far what is upright leans in the picture, + = to the right, by the camera's own
        motion sensor; None when it has none
    """

    image_bgr: NDArray[np.uint8]
    index: int
    t_s: float
    taken_s: float = 0.0
    lean_deg: float | None = None

    @property
    def size_px(self) -> tuple[int, int]:
        """(width, height)."""
        return self.image_bgr.shape[1], self.image_bgr.shape[0]
