"""One still judged: what is told, what is not, and how sure."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from stick import StickRunner

from gaitcoach.errors import SettingsError
from gaitcoach.gait.still import MAX_SIGMA_DEG, judge_still
from gaitcoach.gait.still_level import (
    HAND_SIGMA_DEG,
    UNKNOWN_LEVEL,
    StillLevel,
    still_level_from_horizon,
    still_level_from_vertical,
)
from gaitcoach.gait.still_net import FeetTold
from gaitcoach.landmarks import Landmark as L
from gaitcoach.types import PelvisAngle, Pose, Stance, StillLevelBy, StillReason, View, Viewpoint

ON_LEFT = FeetTold(left=0.9, right=0.02, flight=0.05, double=0.03, mid=0.8)
ON_RIGHT = FeetTold(left=0.02, right=0.9, flight=0.05, double=0.03, mid=0.8)
IN_FLIGHT = FeetTold(left=0.1, right=0.1, flight=0.75, double=0.05, mid=0.5)
ON_BOTH = FeetTold(left=0.1, right=0.1, flight=0.05, double=0.75, mid=0.5)
LANDING = FeetTold(left=0.8, right=0.02, flight=0.15, double=0.03, mid=0.2)
UNSURE = FeetTold(left=0.6, right=0.1, flight=0.25, double=0.05, mid=0.5)
LEVEL = StillLevel(StillLevelBy.VERTICAL, 0.0, 0.5)
BEHIND, FRONT = Viewpoint(View.BEHIND), Viewpoint(View.FRONT)


def body(**changes: object) -> Pose:
    return replace(StickRunner().pose(0.1), **changes)


def moved(landmarks: list[L], x_px: float | None = None, y_px: float | None = None) -> Pose:
    xy_px = body().xy_px.copy()
    for landmark in landmarks:
        xy_px[landmark] = [xy_px[landmark][0] if x_px is None else x_px,
                           xy_px[landmark][1] if y_px is None else y_px]  # fmt: skip
    return body(xy_px=xy_px)


def angle(obliquity_deg: float, sigma_deg: float = 1.2) -> PelvisAngle:
    return PelvisAngle(0.1, obliquity_deg, sigma_deg, "learned")


def judge(feet: FeetTold = ON_LEFT, obliquity_deg: float = 4.0, **changes: object):
    given = {"pose": body(), "angle": angle(obliquity_deg), "level": LEVEL, "view": View.BEHIND}
    given |= changes
    pose, measured = given.pop("pose"), given.pop("angle")
    level, view = given.pop("level"), given.pop("view")
    return judge_still(pose, measured, feet, level, view, **given)


def test_the_drop_is_that_of_the_leg_that_carries():
    """Left hip 4 degrees higher: a drop on the left leg, a hike on the right one. Mutant: one sign
    for both legs."""
    assert judge(ON_LEFT).drop_deg == pytest.approx(4.0)
    assert judge(ON_RIGHT).drop_deg == pytest.approx(-4.0)
    assert judge(ON_LEFT).stance is Stance.LEFT
    assert judge(ON_LEFT).usable


def test_what_is_level_is_taken_off_and_its_doubt_added():
    """Mutants: level added; the interval of the estimator alone."""
    still = judge(level=StillLevel(StillLevelBy.EDGES, 1.5, 0.9))
    assert still.drop_deg == pytest.approx(2.5)
    assert still.sigma_deg == pytest.approx(math.hypot(1.2, 0.9))
    low, high = still.ci95_deg
    assert (low + high) / 2 == pytest.approx(2.5)
    assert high - low == pytest.approx(2 * 1.96 * 1.5, rel=1e-3)


def test_an_unknown_roll_makes_the_interval_wider_and_a_panorama_wider_still():
    known, unknown = judge(), judge(level=UNKNOWN_LEVEL)
    bent = judge(level=UNKNOWN_LEVEL, extra_sigma_deg=2.0)
    assert known.sigma_deg < HAND_SIGMA_DEG < unknown.sigma_deg < bent.sigma_deg
    assert 1.96 * unknown.sigma_deg <= 8.0


@pytest.mark.parametrize(
    ("feet", "reason", "stance"),
    [
        (IN_FLIGHT, StillReason.FLIGHT, Stance.FLIGHT),
        (ON_BOTH, StillReason.BOTH_FEET, Stance.DOUBLE),
        (UNSURE, StillReason.STANCE_UNSURE, Stance.UNKNOWN),
        (LANDING, StillReason.STANCE_UNSURE, Stance.UNKNOWN),
    ],
)
def test_without_one_leg_that_surely_carries_there_is_no_number(feet, reason, stance):
    """Mutants: the likelier leg taken anyway; a drop in flight, or as the foot lands."""
    still = judge(feet)
    assert (still.reason, still.stance) == (reason, stance)
    assert still.drop_deg is still.ci95_deg is None
    assert not still.usable


def hidden(*landmarks: L) -> Pose:
    visibility = body().visibility.copy()
    visibility[list(landmarks)] = 0.2
    return body(visibility=visibility)


def turned_away(degrees: float) -> Pose:
    """The trunk turned out of the picture."""
    world = body().world_m.copy()
    world[:, 2] = world[:, 0] * math.tan(math.radians(degrees))
    return body(world_m=world)


@pytest.mark.parametrize(
    ("pose", "reason"),
    [
        (hidden(L.LEFT_HIP), StillReason.HIPS_HIDDEN),
        (hidden(L.LEFT_ANKLE, L.RIGHT_ANKLE), StillReason.FEET_HIDDEN),
        (moved([L.LEFT_ANKLE, L.RIGHT_ANKLE], y_px=520.0), StillReason.FEET_HIDDEN),
        (turned_away(40.0), StillReason.SIDE_ON),
        (moved([L.LEFT_HIP, L.RIGHT_HIP], x_px=320.0), StillReason.SIDE_ON),
    ],
)
def test_a_body_that_is_not_seen_as_it_must_be_has_no_number(pose: Pose, reason: StillReason):
    """Mutants: each check left out."""
    assert judge(pose=pose).reason is reason


def test_a_small_body_is_small_and_not_side_on():
    tiny = body(xy_px=body().xy_px * 0.3)
    assert judge(pose=tiny).reason is StillReason.TOO_SMALL


def test_from_the_front_less_of_a_turn_is_told_and_less_allowed():
    """Mutant: one limit for both views."""
    aside = turned_away(30.0)
    assert judge(pose=aside).usable
    assert judge(pose=aside, view=View.FRONT).reason is StillReason.SIDE_ON


def test_no_angle_and_a_vague_one_are_said():
    assert judge(angle=None).reason is StillReason.NO_ANGLE
    assert judge(angle=angle(4.0, MAX_SIGMA_DEG + 0.5)).reason is StillReason.VAGUE


def test_a_body_that_leans_with_the_picture_needs_an_edge():
    """A race photo held askew. Mutant: a roll of 25 degrees counted as a drop."""
    askew = StickRunner(pose_roll_deg=25.0).pose(0.1)
    assert judge(pose=askew, level=UNKNOWN_LEVEL).reason is StillReason.LEANS
    # WHEN an edge says that it is the camera
    told = judge(pose=askew, obliquity_deg=29.0, level=StillLevel(StillLevelBy.VERTICAL, 25.0, 0.5))
    assert told.drop_deg == pytest.approx(4.0)


# -- what is level ---------------------------------------------------------------------------------


@pytest.mark.parametrize("viewpoint", [BEHIND, FRONT, Viewpoint(View.BEHIND, mirrored=True)])
def test_an_upright_and_a_level_line_of_one_rolled_camera_agree(viewpoint: Viewpoint):
    """GIVEN a camera whose picture is turned by 5 degrees. Mutants: a sign of either line, or the
    view, turned round."""
    turn = math.radians(5.0)
    across, up = (
        np.array([math.cos(turn), math.sin(turn)]),
        np.array([math.sin(turn), -math.cos(turn)]),
    )
    middle = np.array([500.0, 400.0])
    vertical = (*(middle + 200 * up).tolist(), *(middle - 200 * up).tolist())
    horizon = (*(middle + 200 * across).tolist(), *(middle - 200 * across).tolist())
    by_edge = still_level_from_vertical(vertical, viewpoint, 1000.0)
    by_line = still_level_from_horizon(horizon, viewpoint)
    wanted = 5.0 if viewpoint.left_is_image_left else -5.0
    assert by_edge.offset_deg == pytest.approx(wanted)
    assert by_line.offset_deg == pytest.approx(wanted)
    assert (by_edge.by, by_line.by) == (StillLevelBy.VERTICAL, StillLevelBy.HORIZON)
    # AND the ends of a line may be given in either order
    assert still_level_from_horizon((*horizon[2:], *horizon[:2]), viewpoint) == by_line


def test_an_edge_at_the_margin_is_trusted_less():
    """A camera that looks down fans uprights out. Mutant: an edge is an edge."""
    inside = still_level_from_vertical((500.0, 100.0, 500.0, 700.0), BEHIND, 1000.0)
    margin = still_level_from_vertical((950.0, 100.0, 950.0, 700.0), BEHIND, 1000.0)
    assert inside.sigma_deg < 0.9
    assert margin.sigma_deg > 1.8


@pytest.mark.parametrize("line", [(0.0, 0.0, 50.0, 0.0), (0.0, 0.0, 10.0, 400.0)])
def test_a_horizon_too_short_or_upright_is_refused(line):
    with pytest.raises(SettingsError):
        still_level_from_horizon(line, BEHIND)
