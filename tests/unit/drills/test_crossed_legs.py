"""Knees and feet that the pose model gave to the wrong leg."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from exerciser import exerciser

from gaitcoach.drills.body import BodyReader
from gaitcoach.landmarks import Landmark as L
from gaitcoach.types import Pose, Side, View, Viewpoint

LOWER = ("KNEE", "ANKLE", "HEEL", "FOOT_INDEX")


def exchanged(pose: Pose, joints: tuple[str, ...]) -> Pose:
    """The pose with these joints of both legs exchanged."""
    order = np.arange(len(pose.xy_px))
    for joint in joints:
        left, right = L[f"LEFT_{joint}"], L[f"RIGHT_{joint}"]
        order[[left, right]] = right, left
    return replace(pose, xy_px=pose.xy_px[order])


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize("standing", Side)
def test_a_lifted_knee_belongs_to_its_own_leg(standing, view, mirrored):
    """GIVEN a hold in which knees and feet were exchanged THEN the legs are what they are.
    Mutants: left as they come; told by the picture's sides; the hips exchanged with them."""
    body = exerciser("single_leg_stance", standing, viewpoint=Viewpoint(view, mirrored))
    pose = body.pose(sum(body.segments_s[0]) / 2)
    right = BodyReader(body.viewpoint).read(pose, 0.0)
    found = BodyReader(body.viewpoint).read(exchanged(pose, LOWER), 0.0)
    for side in Side:
        for joint in ("hip", "knee", "ankle", "foot"):
            found_at, right_at = (getattr(one.legs[side], joint) for one in (found, right))
            np.testing.assert_allclose(found_at, right_at)


def test_a_free_foot_behind_the_other_leg_stays_where_it_is():
    """Mutant: crossed ankles alone are exchanged legs."""
    body = exerciser("single_leg_squat", Side.RIGHT)
    pose = body.pose(sum(body.segments_s[0]) / 2)
    xy = pose.xy_px.copy()
    foot = [L.LEFT_ANKLE, L.LEFT_HEEL, L.LEFT_FOOT_INDEX]
    xy[foot, 0] = xy[L.RIGHT_ANKLE, 0] + 0.3 * (xy[L.RIGHT_ANKLE, 0] - xy[L.LEFT_KNEE, 0])
    legs = BodyReader(body.viewpoint).read(replace(pose, xy_px=xy), 0.0).legs
    assert legs[Side.LEFT].ankle[0] > legs[Side.RIGHT].ankle[0]
