"""What a camera gives, and from where it looks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

import numpy as np
from numpy.typing import NDArray

from gaitcoach.types.sides import Side


class View(StrEnum):
    """From where the camera looks at the runner."""

    BEHIND = "behind"
    FRONT = "front"


class Turn(IntEnum):
    """Quarters of a circle, clockwise, that put a body upright which lies in the picture."""

    NONE = 0
    HEAD_AT_LEFT = 1
    HEAD_AT_RIGHT = 3

    @property
    def back(self) -> Turn:
        """The turn that undoes this one."""
        return Turn(-self % 4)


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """How image left and right map to the runner's left and right.

    view : from where the camera looks
    mirrored : True when the incoming pixels are already mirrored, as some webcams deliver them
    turn : of somebody who lies on their side; poses are turned so, pixels never
    """

    view: View = View.BEHIND
    mirrored: bool = False
    turn: Turn = Turn.NONE

    @property
    def left_is_image_left(self) -> bool:
        """True when the runner's left hip appears on the left half of the picture."""
        return (self.view is View.BEHIND) != self.mirrored

    @property
    def lies_on(self) -> Side | None:
        """The runner's side that is below; None for who is upright."""
        if self.turn is Turn.NONE:
            return None
        # What is below comes to the picture's right when the head comes up from its right.
        below_is_right = self.turn is Turn.HEAD_AT_RIGHT
        return Side.LEFT if below_is_right != self.left_is_image_left else Side.RIGHT


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
