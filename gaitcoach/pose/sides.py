"""Gives the runner's own left and right to the landmarks, from the declared view."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gaitcoach.landmarks import SWAPPED_SIDES
from gaitcoach.landmarks import Landmark as L
from gaitcoach.types import Pose, View, Viewpoint


def with_runners_sides(pose: Pose, viewpoint: Viewpoint) -> Pose:
    """Return the pose with left and right as the runner's.

    The pose model guesses from appearance whether it sees a back or a chest; the declared view
    decides. When hips and shoulders both contradict it, the labels are exchanged and the pose is
    marked. A mirrored source shows the runner's left as the model's right, always.
    """
    contradicts = looks_like(pose) is not viewpoint.view
    if contradicts != viewpoint.mirrored:
        pose = replace(
            pose,
            xy_px=frozen(pose.xy_px[SWAPPED_SIDES]),
            world_m=frozen(pose.world_m[SWAPPED_SIDES]),
            visibility=frozen(pose.visibility[SWAPPED_SIDES]),
        )
    return replace(pose, sides_contradict_view=contradicts)


def looks_like(pose: Pose) -> View:
    """Return the view that the model's own labels imply (hips and shoulders together)."""
    x = pose.xy_px[:, 0]
    hips_px = x[L.RIGHT_HIP] - x[L.LEFT_HIP]
    shoulders_px = x[L.RIGHT_SHOULDER] - x[L.LEFT_SHOULDER]
    return View.BEHIND if hips_px + shoulders_px > 0 else View.FRONT


def frozen(values: np.ndarray) -> np.ndarray:
    """Return an array that nobody may write to any more: a pose is shared by all stages."""
    values.flags.writeable = False
    return values
