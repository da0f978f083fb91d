"""The runner's own quiet standing before a drill: what counts as level and as straight."""

from __future__ import annotations

import numpy as np

from gaitcoach.drills import signals
from gaitcoach.drills.body import Body
from gaitcoach.drills.definitions import FOOT_UP_REL
from gaitcoach.drills.faults import Own
from gaitcoach.gait.baseline import BaselineFinder
from gaitcoach.gait.legs import legs_of
from gaitcoach.types import Level, LevelBy, PelvisAngle, Pose, Side, Stance, Viewpoint

NEEDED_S = 0.5
"""Shorter than a run's baseline: a drill begins as soon as one stands. Its level errs by about 0.6
degrees more, and is the better the longer one stands first (up to 5 s)."""


LOOSE_SIGMA_DEG = 1.0
"""Both feet down but not quiet: a level all the same, a worse one."""


class StandStill:
    """push(...) until the drill begins; `own` is what standing shows by then.

    Quiet standing is best; where there is none, every frame with both feet down counts.

    Parameters
    ----------
    given : level by an upright edge, which standing then does not replace
    look : False leaves everything as the camera sees it
    """

    def __init__(self, viewpoint: Viewpoint, given: Level | None, look: bool = True) -> None:
        self._viewpoint, self._given = viewpoint, given
        self._finder = BaselineFinder(NEEDED_S)
        self._is_over = not look
        self._is_quiet = False
        self._rows: list[tuple[float, float, float, float, float]] = []
        self.level = given
        self.own = Own(given.offset_deg if given else 0.0)

    def freeze(self) -> None:
        """The drill has begun: a pose of the exercise is no standing."""
        if not self._is_over and not self._is_quiet:
            self._take_loose()
        self._is_over = True

    def push(self, pose: Pose, angle: PelvisAngle, body: Body) -> None:
        """Take one frame."""
        if self._is_over or abs(signals.lift_rel(body, Side.LEFT)) > FOOT_UP_REL:
            return
        level = self._finder.push(
            pose.t_s, angle.obliquity_deg, angle.sigma_deg,
            legs_of(pose, self._viewpoint), Stance.UNKNOWN,
        )  # fmt: skip
        if self._is_quiet and self._finder.standing_s < NEEDED_S:
            self._is_over = True
            return
        self._rows.append(
            (
                pose.t_s,
                angle.obliquity_deg,
                signals.lean_deg(body, Side.RIGHT),
                signals.knee_in_deg(body, Side.LEFT),
                signals.knee_in_deg(body, Side.RIGHT),
            )
        )
        if level is not None:
            self._is_quiet = True
            self._take(level, pose.t_s - self._finder.standing_s)

    def _take(self, level: Level, since_s: float) -> None:
        rows = np.array([row for row in self._rows if row[0] >= since_s])
        lean_deg, left_deg, right_deg = np.median(rows[:, 2:], axis=0).tolist()
        self.level = self._given or level
        self.own = Own(self.level.offset_deg, lean_deg, (left_deg, right_deg))

    def _take_loose(self) -> None:
        if not self._rows or self._rows[-1][0] - self._rows[0][0] < NEEDED_S:
            return
        offset_deg = float(np.median([row[1] for row in self._rows]))
        self._take(Level(LevelBy.STANDING, offset_deg, LOOSE_SIGMA_DEG), self._rows[0][0])
