"""The runner as a plumb line: the lean of body over feet is the camera's roll."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from stick import FootOnGround, StickRunner, times_s

from gaitcoach.gait import GaitAnalyzer
from gaitcoach.gait.plumb import FLOOR_DEG, MIN_STEPS, PlumbLine
from gaitcoach.types import CameraRoll, GaitUpdate, Side, View, Viewpoint

LEFT, RIGHT = Side.LEFT, Side.RIGHT
STANDS_APART_PX = 12.0


def hang(plumb: PlumbLine, n: int, lean_px: float = 0.0, noise_px: float = 0.0) -> None:
    """Let a runner, 200 px from foot to body, do `n` steps of each leg with the feet apart."""
    rng = np.random.default_rng(1)
    for _ in range(n):
        for side, outward in ((LEFT, 1.0), (RIGHT, -1.0)):
            x_px = lean_px + outward * STANDS_APART_PX + noise_px * rng.normal()
            plumb.push(side, np.array([x_px, -200.0]))


def test_it_tells_nothing_before_both_legs_have_enough_steps():
    plumb = PlumbLine()
    hang(plumb, MIN_STEPS - 1)
    plumb.push(LEFT, np.array([0.0, -200.0]))
    assert plumb.roll is None
    plumb.push(RIGHT, np.array([0.0, -200.0]))
    assert plumb.roll is not None


def test_feet_apart_are_no_lean():
    """Mutant: one leg only, or the feet's distance taken for noise."""
    plumb = PlumbLine()
    hang(plumb, MIN_STEPS)
    assert plumb.roll == CameraRoll(pytest.approx(0.0, abs=1e-9), pytest.approx(FLOOR_DEG))


def test_more_steps_of_one_leg_do_not_tip_the_scale():
    """Mutant: the mean over all steps."""
    plumb = PlumbLine()
    hang(plumb, MIN_STEPS)
    for _ in range(20):
        plumb.push(LEFT, np.array([STANDS_APART_PX, -200.0]))
    assert plumb.roll.roll_deg == pytest.approx(0.0, abs=1e-9)


def test_a_lean_to_the_right_is_a_left_side_that_looks_higher():
    """Mutant: the sign."""
    plumb = PlumbLine()
    hang(plumb, MIN_STEPS, lean_px=200.0 * np.tan(np.radians(3.0)))
    assert plumb.roll.roll_deg == pytest.approx(3.0)


def test_wavering_steps_widen_it_and_more_steps_narrow_it():
    few, many = PlumbLine(), PlumbLine()
    hang(few, MIN_STEPS, noise_px=15.0)
    hang(many, 30, noise_px=15.0)
    assert few.roll.sigma_deg > many.roll.sigma_deg > FLOOR_DEG


def test_a_step_without_feet_is_passed_over():
    plumb = PlumbLine()
    hang(plumb, MIN_STEPS)
    plumb.push(LEFT, np.array([np.nan, -200.0]))
    assert np.isfinite(plumb.roll.roll_deg)


def updates_of(runner: StickRunner, until_s: float = 8.0, **changes) -> list[GaitUpdate]:
    analyzer = GaitAnalyzer(FootOnGround(), runner.viewpoint, None)
    return [analyzer.push(runner.sample(t_s, **changes)) for t_s in times_s(until_s)]


@pytest.mark.parametrize("view", list(View))
@pytest.mark.parametrize("mirrored", [False, True])
def test_a_rolled_picture_of_a_runner_tells_its_roll(view: View, mirrored: bool):
    """Mutants: mirrored, seen from the front, or with the sides swapped the sign turns."""
    runner = StickRunner(viewpoint=Viewpoint(view, mirrored), pose_roll_deg=3.0, hip_width_px=30.0)
    assert updates_of(runner)[-1].roll.roll_deg == pytest.approx(3.0, abs=0.05)


def test_a_hip_that_drops_is_no_roll():
    """Mutant: the roll read from the pelvis; a one-sided drop must not hide in it."""
    runner = StickRunner(drop_deg={LEFT: 0.0, RIGHT: 10.0})
    assert updates_of(runner)[-1].roll.roll_deg == pytest.approx(0.0, abs=0.05)


def test_edges_of_the_room_are_believed_first():
    edges = CameraRoll(1.5, 0.7)
    assert updates_of(StickRunner(), roll=edges)[-1].roll == edges


def test_a_moved_camera_must_be_plumbed_anew():
    """Mutant: the old roll goes on."""
    runner = StickRunner()
    analyzer = GaitAnalyzer(FootOnGround(), runner.viewpoint, None)
    for t_s in times_s(8.0):
        update = analyzer.push(runner.sample(t_s))
    assert update.roll is not None
    moved = replace(runner.sample(8.0), camera_moved=True)
    assert analyzer.push(moved).roll is None
