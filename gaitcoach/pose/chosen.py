"""One person among several: the others are painted over before the model looks."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from gaitcoach.landmarks import Landmark as L
from gaitcoach.pose.people import Box, person_box_px
from gaitcoach.pose.stills import StillFinder
from gaitcoach.pose.tracker import PoseTracker
from gaitcoach.types import Frame, Pose

GROW_REL = 0.35
"""The runner's box is widened by so much of its height before all else is painted over: arms swing,
and a frame later the body is elsewhere."""
GREY = 114
Point = tuple[float, float]


def find_people(frame: Frame, model: str = "full") -> tuple[Pose, ...]:
    """Return everybody in one picture, from left to right; up to a second."""
    finder = StillFinder(model)
    try:
        found = finder.find(frame.image_bgr, frame.index, frame.t_s)
    finally:
        finder.close()
    return tuple(sorted(found, key=lambda pose: middle_px(pose)[0]))


def middle_px(pose: Pose) -> Point:
    """Return the middle between the hips, pixels."""
    x, y = pose.xy_px[[L.LEFT_HIP, L.RIGHT_HIP]].mean(axis=0)
    return float(x), float(y)


def nearest(people: tuple[Pose, ...], point_px: Point) -> Pose | None:
    """Return whose box holds the point, else who is nearest to it."""
    if not people:
        return None

    def far_px(pose: Pose) -> tuple[bool, float]:
        left, top, right, bottom = person_box_px(pose)
        inside = left <= point_px[0] <= right and top <= point_px[1] <= bottom
        return not inside, math.dist(point_px, middle_px(pose))

    return min(people, key=far_px)


class ChosenPerson:
    """Finds the one person who was pointed at, frame after frame.

    Parameters
    ----------
    tracker : finds the body in what is left of a picture
    point_px : on the person, in the first picture in which somebody is seen
    """

    def __init__(self, tracker: PoseTracker, point_px: Point, model: str) -> None:
        self._tracker, self._point_px, self._model = tracker, point_px, model
        self._box_px: Box | None = None

    def find(self, frame: Frame) -> Pose | None:
        """Return the person's pose with the model's own left and right."""
        if self._box_px is None:
            first = nearest(find_people(frame, self._model), self._point_px)
            if first is None:
                return None
            self._box_px = person_box_px(first)
        pose = self._tracker.find(replace(frame, image_bgr=alone(frame.image_bgr, self._box_px)))
        if pose is not None:
            self._box_px = person_box_px(pose)
        return pose

    def close(self) -> None:
        """Free the model."""
        self._tracker.close()


def alone(image_bgr: NDArray[np.uint8], box_px: Box) -> NDArray[np.uint8]:
    """Return a copy in which all but a widened box is one grey."""
    height_px, width_px = image_bgr.shape[:2]
    left, top, right, bottom = box_px
    grow_px = GROW_REL * (bottom - top) / 2
    rows = slice(max(0, int(top - grow_px)), min(height_px, math.ceil(bottom + grow_px)))
    columns = slice(max(0, int(left - grow_px)), min(width_px, math.ceil(right + grow_px)))
    painted = np.full_like(image_bgr, GREY)
    painted[rows, columns] = image_bgr[rows, columns]
    return painted
