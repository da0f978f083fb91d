"""Two stickers as a pelvis estimator, on drawn runners whose angle is known exactly."""

from __future__ import annotations

import numpy as np
import pytest

from gaitcoach.pelvis.sticker_pair import scatter_px
from gaitcoach.types import StickerState, Viewpoint
from tests.sticker_scene import (
    BEHIND,
    BLUE,
    FRONT,
    FRONT_MIRRORED,
    GREEN,
    MIRRORED,
    YELLOW,
    Runner,
    Scene,
    running,
)


def arm_over_left(scene: Scene) -> tuple[float, float, float, float]:
    x, y = scene.points_px[0]
    return x - 14, y - 30, x + 14, y + 30


@pytest.mark.parametrize(
    ("viewpoint", "sign"),
    [(BEHIND, 1), (FRONT, -1), (MIRRORED, -1), (FRONT_MIRRORED, 1)],
    ids=["behind", "front", "behind mirrored", "front mirrored"],
)
@pytest.mark.parametrize("angle_deg", [-9.0, 4.0])
def test_left_hip_higher_is_positive_in_every_view(
    viewpoint: Viewpoint, sign: int, angle_deg: float
):
    """Picture-left higher by angle_deg. Kills: sign, sides swapped, view or mirror forgotten."""
    angle = Runner(Scene(angle_deg, viewpoint=viewpoint)).see()
    assert angle is not None
    assert angle.obliquity_deg == pytest.approx(sign * angle_deg, abs=0.2)
    assert angle.method == "markers"
    assert angle.t_s == pytest.approx(1 / 30)


@pytest.mark.parametrize("noise", [0.0, 4.0])
def test_a_runner_is_followed_through_motion_and_blur(noise: float):
    """Kills: no prediction of motion, blur one-sided, an angle from an older picture."""
    runner = Runner(Scene(noise=noise).but(**running(0)))
    errors = []
    for i in range(1, 31):
        angle = runner.see(**running(i))
        assert angle is not None
        errors.append(angle.obliquity_deg - running(i)["angle_deg"])
        assert abs(errors[-1]) < 2.5 * angle.sigma_deg
    assert np.mean(np.abs(errors)) < 0.2
    assert runner.line.state is StickerState.TRACKING


def test_stickers_are_followed_without_a_full_pose():
    """Kills: the trunk's frame needed in every picture."""
    runner = Runner()
    pose = runner.scene.pose(1)
    pose.xy_px[:] = np.nan
    angle = runner.line.estimate(runner.scene.but(angle_deg=3.0).frame(1), pose)
    assert angle is not None
    assert angle.obliquity_deg == pytest.approx(3.0, abs=0.3)


def test_an_arm_for_five_pictures_gives_no_angle_and_then_the_right_one():
    """Kills: an angle from one sticker and the arm, a state LOST for a moment's cover."""
    runner = Runner()
    for i in range(5):
        scene = runner.scene.but(angle_deg=1.0 * i)
        assert runner.see(angle_deg=1.0 * i, cover=arm_over_left(scene)) is None
        assert runner.line.state is StickerState.TRACKING
    angle = runner.see(angle_deg=6.0)
    assert angle is not None
    assert angle.obliquity_deg == pytest.approx(6.0, abs=0.3)


def test_long_covered_is_lost_and_found_where_the_runner_went():
    """Kills: LOST never said, looked for only where they were last seen."""
    runner = Runner()
    for _ in range(9):
        assert runner.see(cover=arm_over_left(runner.scene)) is None
    assert runner.line.state is StickerState.LOST
    angle = runner.see(angle_deg=-4.0, shift_px=(50.0, 6.0))
    assert angle is not None
    assert angle.obliquity_deg == pytest.approx(-4.0, abs=0.3)
    assert runner.line.state is StickerState.TRACKING


def test_a_runner_who_speeds_up_is_followed_without_a_pose():
    """Up to 44 pixels a picture, the stickers' distance. Kills: motion not carried on."""
    runner = Runner(Scene(shift_px=(-50.0, 0.0)))
    nowhere = runner.scene.pose()
    nowhere.xy_px[:] = np.nan
    for i in range(1, 6):
        moved = runner.scene.but(angle_deg=1.0 * i, shift_px=(-50.0 + 4.0 * i * i, 0.0))
        angle = runner.line.estimate(moved.frame(i), nowhere)
        assert angle is not None
        assert angle.obliquity_deg == pytest.approx(1.0 * i, abs=0.3)


def test_light_may_come_on_while_the_runner_moves():
    """Grey on grey: the cloth is suddenly brighter than the sticker was. Kills: brightness alone
    read as sticker."""
    grey = (90, 90, 90)
    runner = Runner(Scene(colours=(grey, grey), shirt=(40, 40, 40)))
    angle = runner.see(angle_deg=3.0, light=2.4, shift_px=(2.0, 10.0))
    assert angle is not None
    assert angle.obliquity_deg == pytest.approx(3.0, abs=0.3)


@pytest.mark.parametrize(("first", "last"), [(1.0, 0.25), (0.3, 1.5)])
def test_slow_change_of_light_is_followed(first: float, last: float):
    """Five times as much or as little in two seconds. Kills: the first colours kept for ever."""
    runner = Runner(Scene(colours=((30, 150, 160),) * 2, shirt=(160, 80, 40), light=first))
    for light in np.linspace(first, last, 60):
        angle = runner.see(angle_deg=2.0, light=float(light))
        assert angle is not None
        assert angle.obliquity_deg == pytest.approx(2.0, abs=0.3)


def test_a_spot_of_another_colour_is_not_the_sticker():
    """Kills: whatever stands out taken for it."""
    assert Runner().see(colours=(GREEN, GREEN)) is None
    assert Runner().see(colours=(YELLOW, GREEN)) is None


def test_cloth_of_its_colour_that_slips_beside_a_sticker_is_refused():
    """Kills: restless surroundings accepted while following."""
    runner = Runner(Scene(radii_px=(6.0, 6.0)))
    x, y = runner.scene.points_px[0]
    assert runner.see() is not None
    assert runner.see(cover=(x - 25, y + 8.5, x + 70, y + 40), cover_colour=YELLOW) is None
    assert runner.see() is not None


@pytest.mark.parametrize("radii_px", [(3.0, 5.0), (8.0, 5.0)])
def test_something_of_another_size_is_not_the_sticker(radii_px: tuple[float, float]):
    """Kills: anything of the colour accepted."""
    assert Runner().see(radii_px=radii_px) is None


@pytest.mark.parametrize("apart_px", [29.0, 57.0])
def test_two_spots_at_another_distance_are_not_the_pair(apart_px: float):
    """Kills: the stickers' mutual distance not compared."""
    assert Runner().see(apart_px=apart_px) is None


@pytest.mark.parametrize("spare_px", [(0.0, -14.0), (-12.0, -14.0), (-18.0, 0.0)])
def test_of_two_like_spots_the_nearer_to_the_expected_place_is_taken(spare_px: object):
    """Kills: the distance from the expected place at no cost."""
    angle = Runner(Scene(2.0)).see(spare_px=spare_px)
    assert angle is not None
    assert angle.obliquity_deg == pytest.approx(2.0, abs=0.3)


@pytest.mark.parametrize("angle_deg", [-60.0, 60.0])
def test_a_line_too_steep_for_a_pelvis_is_no_angle(angle_deg: float):
    """Reached in small turns. Kills: any line believed."""
    runner = Runner()
    turns = np.linspace(0, angle_deg, 31)[1:]
    found = [runner.see(angle_deg=float(turn)) for turn in turns]
    assert found[20] is not None
    assert found[-1] is None


def test_spots_far_from_the_hips_are_not_the_stickers():
    """The pose is elsewhere. Kills: another thing of the same look followed."""
    runner = Runner()
    assert runner.see() is not None
    elsewhere = runner.scene.but(shift_px=(0.0, 120.0)).pose(2)
    assert runner.line.estimate(runner.scene.frame(2), elsewhere) is None
    here = runner.scene.pose(2)
    assert runner.line.estimate(runner.scene.frame(2), here) is not None


def test_taken_off_stickers_are_lost_for_good():
    """Kills: something else on the shirt taken for the stickers."""
    runner = Runner(Scene(noise=4.0))
    for i in range(75):
        assert runner.see(radii_px=(0.0, 0.0), shift_px=(0.01 * i, 0.0)) is None
    assert runner.line.state is StickerState.LOST


@pytest.mark.parametrize("light", [0.5, 1.5])
def test_light_may_change_at_once(light: float):
    """Kills: colours compared without allowing for light, covers read by the old look."""
    runner = Runner(Scene(colours=((30, 150, 160),) * 2, shirt=(90, 45, 25)))
    angle = runner.see(angle_deg=3.0, light=light)
    assert angle is not None
    assert angle.obliquity_deg == pytest.approx(3.0, abs=0.3)


@pytest.mark.parametrize("hidden_rel", [0.2, 0.3, 0.4, 0.5, 0.7])
def test_a_fold_over_part_of_a_sticker_is_doubted_or_refused(hidden_rel: float):
    """Kills: a cut sticker believed with the sigma of a whole one."""
    runner = Runner(Scene(radii_px=(7.0, 7.0)))
    whole = runner.see()
    x, y = runner.scene.points_px[0]
    fold = (x - 12, y - 12, x + 12, y - 7 + 14 * hidden_rel)
    angle = runner.see(cover=fold, cover_colour=BLUE)
    assert whole is not None
    if angle is None:
        assert hidden_rel > 0.3
        return
    assert angle.sigma_deg > 1.2 * whole.sigma_deg
    assert abs(angle.obliquity_deg) < 2 * angle.sigma_deg


def test_a_shaken_distance_widens_sigma():
    """Kills: noise that only the wavering of the stickers' distance shows."""
    runner = Runner()
    sigmas_deg = []
    for i in range(24):
        wavering = 0.0 if i < 12 else 1.5 * (-1) ** i
        angle = runner.see(apart_px=42.0 + wavering)
        assert angle is not None
        sigmas_deg.append(angle.sigma_deg)
    assert sigmas_deg[-1] > 2 * sigmas_deg[11]


def test_a_fast_turn_widens_sigma():
    """Kills: a stamp taken as exact while the pelvis turns."""
    runner = Runner()
    still = runner.see()
    turning = runner.see(angle_deg=6.0)
    assert still is not None
    assert turning is not None
    assert turning.sigma_deg > 1.5 * still.sigma_deg


def test_scatter_is_the_noise_and_blind_to_smooth_change():
    """Kills: the plain standard deviation, a missing root of 6, one outlier moving it."""
    t = np.arange(400) / 30
    smooth_px = 70 + 3 * np.sin(2 * np.pi * 1.4 * t)
    noise_px = np.random.default_rng(3).normal(0, 0.4, len(t))
    noise_px[7] = 50.0
    assert scatter_px((smooth_px + noise_px).tolist()) == pytest.approx(0.4, rel=0.15)
    assert scatter_px([1.0, 9.0, 1.0]) == 0.0
