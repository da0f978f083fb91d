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
BEHIND = Viewpoint()
STANDS_APART_PX = 12.0


def posture(x_px: float, yaw_deg: float = 0.0, pitch_deg: float = 0.0) -> np.ndarray:
    """A body 200 px and 1 m above either foot, seen by a camera that is askew."""
    foot = [x_px, -200.0, -np.cos(np.radians(pitch_deg)), np.sin(np.radians(pitch_deg))]
    across = [np.cos(np.radians(yaw_deg)), np.sin(np.radians(yaw_deg))]
    return np.array([*foot, *foot, *across])


def hang(plumb: PlumbLine, n: int, lean_px: float = 0.0, noise_px: float = 0.0) -> None:
    """Let a runner, 200 px from foot to body, do `n` steps of each leg with the feet apart."""
    rng = np.random.default_rng(1)
    for _ in range(n):
        for side, outward in ((LEFT, 1.0), (RIGHT, -1.0)):
            x_px = lean_px + outward * STANDS_APART_PX + noise_px * rng.normal()
            plumb.push(side, posture(x_px))


def test_it_tells_nothing_before_both_legs_have_enough_steps():
    plumb = PlumbLine(BEHIND)
    hang(plumb, MIN_STEPS - 1)
    plumb.push(LEFT, posture(0.0))
    assert plumb.roll is None
    plumb.push(RIGHT, posture(0.0))
    assert plumb.roll is not None


def test_feet_apart_are_no_lean():
    """Mutant: one leg only, or the feet's distance taken for noise."""
    plumb = PlumbLine(BEHIND)
    hang(plumb, MIN_STEPS)
    assert plumb.roll == CameraRoll(pytest.approx(0.0, abs=1e-9), pytest.approx(FLOOR_DEG))


def test_more_steps_of_one_leg_do_not_tip_the_scale():
    """Mutant: the mean over all steps."""
    plumb = PlumbLine(BEHIND)
    hang(plumb, MIN_STEPS)
    for _ in range(20):
        plumb.push(LEFT, posture(STANDS_APART_PX))
    assert plumb.roll.roll_deg == pytest.approx(0.0, abs=1e-9)


def test_a_lean_to_the_right_is_a_left_side_that_looks_higher():
    """Mutant: the sign."""
    plumb = PlumbLine(BEHIND)
    hang(plumb, MIN_STEPS, lean_px=200.0 * np.tan(np.radians(3.0)))
    assert plumb.roll.roll_deg == pytest.approx(3.0)


def test_wavering_steps_widen_it_and_more_steps_narrow_it():
    few, many = PlumbLine(BEHIND), PlumbLine(BEHIND)
    hang(few, MIN_STEPS, noise_px=15.0)
    hang(many, 30, noise_px=15.0)
    assert few.roll.sigma_deg > many.roll.sigma_deg > FLOOR_DEG


def test_a_step_without_feet_is_passed_over():
    plumb = PlumbLine(BEHIND)
    hang(plumb, MIN_STEPS)
    plumb.push(LEFT, posture(np.nan))
    assert np.isfinite(plumb.roll.roll_deg)


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_camera_aside_that_looks_down_tilts_a_level_pelvis(mirrored: bool):
    """Mutants: without the tilt; its sign; the mirrored picture's sign."""
    viewpoint = Viewpoint(View.BEHIND, mirrored)
    plumb = PlumbLine(viewpoint)
    for _ in range(MIN_STEPS):
        for side in Side:
            plumb.push(side, posture(0.0, yaw_deg=10.0, pitch_deg=12.0))
    tilt_deg = 0.84 * (-1.0 if mirrored else 1.0)
    assert plumb.roll.roll_deg == pytest.approx(tilt_deg, abs=0.01)


def test_edges_and_body_weigh_as_they_are_sure():
    """Mutants: the plain mean; edges without the tilt; as unsure as either alone."""
    plumb = PlumbLine(BEHIND)
    edges = CameraRoll(2.0, FLOOR_DEG / 2)
    assert plumb.with_edges(edges) == edges, "they stand alone before there are steps"
    for _ in range(MIN_STEPS):
        for side in Side:
            plumb.push(side, posture(0.0, yaw_deg=10.0, pitch_deg=12.0))
    both = plumb.with_edges(edges)
    assert both.roll_deg == pytest.approx(0.84 + 0.8 * 2.0, abs=0.01)
    assert both.sigma_deg == pytest.approx(FLOOR_DEG / np.sqrt(5))


def updates_of(runner: StickRunner, until_s: float = 8.0, **changes) -> list[GaitUpdate]:
    analyzer = GaitAnalyzer(FootOnGround(), runner.viewpoint, None)
    return [analyzer.push(runner.sample(t_s, **changes)) for t_s in times_s(until_s)]


@pytest.mark.parametrize("view", list(View))
@pytest.mark.parametrize("mirrored", [False, True])
def test_a_rolled_picture_of_a_runner_tells_its_roll(view: View, mirrored: bool):
    """Mutants: mirrored, seen from the front, or with the sides swapped the sign turns."""
    viewpoint = Viewpoint(view, mirrored)
    runner = StickRunner(viewpoint=viewpoint, pose_roll_deg=3.0, hip_width_px=30.0)
    straight = StickRunner(viewpoint=viewpoint, hip_width_px=30.0)
    told_deg, straight_deg = (updates_of(one)[-1].roll.roll_deg for one in (runner, straight))
    assert told_deg - straight_deg == pytest.approx(3.0, abs=0.05)


def test_a_hip_that_drops_is_no_roll():
    """Mutant: the roll read from the pelvis; a one-sided drop must not hide in it."""
    runner = StickRunner(drop_deg={LEFT: 0.0, RIGHT: 10.0})
    assert updates_of(runner)[-1].roll.roll_deg == pytest.approx(0.0, abs=0.05)


def test_edges_of_the_room_count_from_the_first_picture_on():
    edges = CameraRoll(1.5, 0.7)
    updates = updates_of(StickRunner(), roll=edges)
    assert updates[0].roll == edges
    assert 0.5 < updates[-1].roll.roll_deg < 1.0, "the body stands upright"


def test_a_moved_camera_must_be_plumbed_anew():
    """Mutant: the old roll goes on."""
    runner = StickRunner()
    analyzer = GaitAnalyzer(FootOnGround(), runner.viewpoint, None)
    for t_s in times_s(8.0):
        update = analyzer.push(runner.sample(t_s))
    assert update.roll is not None
    moved = replace(runner.sample(8.0), camera_moved=True)
    assert analyzer.push(moved).roll is None


def test_edges_and_body_are_weighed_only_when_one_says_something_new(
    monkeypatch: pytest.MonkeyPatch,
):
    """What is told is to the last bit what weighing at every frame tells.

    Mutants: weighed at every frame; a step, new edges or a moved camera that changes nothing.
    """
    runner, edges = StickRunner(), [CameraRoll(1.5, 0.7), CameraRoll(0.4, 0.3)]
    analyzer = GaitAnalyzer(FootOnGround(), runner.viewpoint, None)
    plumb, weigh = analyzer._plumb, PlumbLine._weigh
    weighed = []
    monkeypatch.setattr(PlumbLine, "_weigh", lambda self: (weighed.append(1), weigh(self)))
    n_steps = 0
    for place, t_s in enumerate(times_s(8.0)):
        seen = None if place < 10 else edges[place > 150]
        moved = place == 200
        update = analyzer.push(replace(runner.sample(t_s, roll=seen), camera_moved=moved))
        n_steps += len(update.new_steps)
        anew = plumb.roll if seen is None else plumb.with_edges(seen)
        assert update.roll == anew
    assert len(edges) <= len(weighed) <= len(edges) + n_steps + 1
    assert n_steps > 10
