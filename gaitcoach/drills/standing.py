"""The runner's own quiet standing before a drill: what counts as level and as straight."""

from __future__ import annotations

import numpy as np

from gaitcoach.drills import signals
from gaitcoach.drills.body import Body
from gaitcoach.drills.faults import Own
from gaitcoach.gait.baseline import BaselineFinder
from gaitcoach.gait.legs import legs_of
from gaitcoach.types import Level, PelvisAngle, Pose, Side, Stance, Viewpoint

NEEDED_S = 0.5
"""Shorter than a run's baseline: a drill begins as soon as one stands. Its level errs by about 0.6
degrees more, and is the better the longer one stands first (up to 5 s)."""


class StandStill:
    """push(...) until the drill begins; `own` is what standing shows by then, `level` what is level.

    given : level by an upright edge, which standing then does not replace
    """

    def __init__(self, viewpoint: Viewpoint, given: Level | None, look: bool = True) -> None:
        self._viewpoint = viewpoint
        self._finder = BaselineFinder(NEEDED_S) if look else None
        self._given = given
        self._is_over = False
        self._rows: list[tuple[float, float, float]] = []
        self.level = given
        self.own = Own(given.offset_deg if given else 0.0)

    def freeze(self) -> None:
        """The drill has begun: a pose of the exercise is no standing."""
        self._is_over = True

    def push(self, pose: Pose, angle: PelvisAngle, body: Body) -> None:
        """Take one frame."""
        if self._finder is None or self._is_over:
            return
        level = self._finder.push(
            pose.t_s, angle.obliquity_deg, angle.sigma_deg,
            legs_of(pose, self._viewpoint), Stance.UNKNOWN,
        )  # fmt: skip
        if self._finder.standing_s == 0.0:
            # Moved on. What was found stays; the rows of a restless start do not.
            self._is_over = self.level is not None and self.level is not self._given
            self._rows.clear()
            return
        self._rows.append(
            (
                signals.lean_deg(body, Side.RIGHT),
                signals.knee_in_deg(body, Side.LEFT),
                signals.knee_in_deg(body, Side.RIGHT),
            )
        )
        if level is not None:
            self._take(level)

    def _take(self, level: Level) -> None:
        lean_deg, left_deg, right_deg = np.median(self._rows, axis=0).tolist()
        self.level = self._given or level
        self.own = Own(self.level.offset_deg, lean_deg, (left_deg, right_deg))
