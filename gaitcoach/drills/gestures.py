"""A sign with the arms: crossed overhead for a second, to pause and to go on."""

from __future__ import annotations

from collections import deque

import numpy as np

from gaitcoach.drills.body import MIN_VISIBILITY
from gaitcoach.landmarks import Landmark as L
from gaitcoach.types import Pose, Viewpoint

HELD_S = 1.0
"""A glance at a watch or wiping the brow is shorter."""
MOSTLY, HARDLY = 0.8, 0.2
"""Shares of the frames of so long that show the sign, or do not any more: one may be misread."""
CROSSED_REL = 0.04
"""The left wrist is so far to the right of the right one, in shoulder widths: the pose model shows
crossed forearms as 0.10. Arms that are merely raised, or palms put together, are not."""


class CrossedArms:
    """push(pose) -> True once for each time that the arms are crossed overhead.

    Only where the body stands upright and is seen from in front or behind.
    """

    def __init__(self, viewpoint: Viewpoint) -> None:
        self._to_the_right = 1.0 if viewpoint.left_is_image_left else -1.0
        self._seen: deque[tuple[float, bool]] = deque()
        self._waits = True

    def push(self, pose: Pose) -> bool:
        """Take one pose (times must grow)."""
        self._seen.append((pose.t_s, self._are_crossed(pose)))
        while pose.t_s - self._seen[0][0] > HELD_S:
            self._seen.popleft()
        share = float(np.mean([crossed for _, crossed in self._seen]))
        is_long = pose.t_s - self._seen[0][0] >= MOSTLY * HELD_S
        if self._waits and is_long and share >= MOSTLY:
            self._waits = False
            return True
        self._waits = self._waits or share <= HARDLY
        return False

    def _are_crossed(self, pose: Pose) -> bool:
        left, right = L.LEFT_WRIST, L.RIGHT_WRIST
        if min(pose.visibility[[left, right]]) < MIN_VISIBILITY:
            return False
        head_px = pose.xy_px[[L.NOSE, L.LEFT_EAR, L.RIGHT_EAR], 1].min()
        x_px = pose.xy_px[:, 0] * self._to_the_right
        wide_px = float(x_px[L.RIGHT_SHOULDER] - x_px[L.LEFT_SHOULDER])
        above = bool((pose.xy_px[[left, right], 1] < head_px).all())
        return above and bool(x_px[left] - x_px[right] > CROSSED_REL * abs(wide_px) > 0.0)
