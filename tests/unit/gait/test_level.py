"""Level by an upright edge or a phone's sensor: camera roll is taken off, and nothing else."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from stick import FootOnGround, StickRunner, times_s

from gaitcoach.errors import SettingsError
from gaitcoach.gait import GaitAnalyzer
from gaitcoach.gait.level import (
    GRAVITY_SIGMA_DEG,
    MIN_EDGE_PX,
    PLUMB_SIGMA_DEG,
    level_from_lean,
    level_from_vertical,
)
from gaitcoach.types import GaitSample, LevelBy, Quality, Side, View, Viewpoint

BEHIND = Viewpoint(View.BEHIND)


def edge(roll_deg: float, length_px: float = 300.0) -> tuple[float, float, float, float]:
    """Return a plumb edge as a camera shows it that makes the picture's left side look higher."""
    roll = math.radians(roll_deg)
    top = 200.0 + length_px * math.sin(roll), 400.0 - length_px * math.cos(roll)
    return 200.0, 400.0, *top


def swapped(points_px):
    return points_px[2:] + points_px[:2]


@pytest.mark.parametrize("roll_deg", [-12.0, 0.0, 3.0])
def test_the_lean_of_the_edge_is_the_cameras_roll(roll_deg: float):
    level = level_from_vertical(edge(roll_deg), BEHIND)
    assert level.by is LevelBy.VERTICAL
    assert level.offset_deg == pytest.approx(roll_deg, abs=1e-9)
    # whichever point is clicked first
    assert level_from_vertical(swapped(edge(roll_deg)), BEHIND).offset_deg == pytest.approx(
        roll_deg, abs=1e-9
    )


@pytest.mark.parametrize("view", list(View))
@pytest.mark.parametrize("mirrored", [False, True])
def test_the_offset_is_the_runners_not_the_pictures(view: View, mirrored: bool):
    viewpoint = Viewpoint(view, mirrored)
    wanted_deg = 4.0 if viewpoint.left_is_image_left else -4.0
    assert level_from_vertical(edge(4.0), viewpoint).offset_deg == pytest.approx(wanted_deg)


def test_a_longer_edge_is_surer_down_to_what_door_frames_are():
    short = level_from_vertical(edge(0.0, 100.0), BEHIND).sigma_deg
    tall = level_from_vertical(edge(0.0, 1000.0), BEHIND).sigma_deg
    assert 1.0 < short < 1.4
    assert PLUMB_SIGMA_DEG < tall < 0.35


@pytest.mark.parametrize(
    ("points_px", "sentence"),
    [((10, 10, 10, 10 + MIN_EDGE_PX - 1), "pixels long"), ((0, 0, 300, 100), "above one another")],
)
def test_points_that_are_no_upright_edge(points_px, sentence: str):
    with pytest.raises(SettingsError, match=sentence):
        level_from_vertical(points_px, BEHIND)


def run(runner: StickRunner, until_s: float, *, moved_s: float | None = None, fps: float = 60.0):
    vertical = level_from_vertical(edge(4.0), BEHIND)
    analyzer = GaitAnalyzer(FootOnGround(), BEHIND, 3.0, vertical)
    updates = []
    for t_s in times_s(until_s, fps):
        moved = moved_s is not None and abs(t_s - moved_s) < 1e-6
        sample: GaitSample = runner.sample(t_s, camera_moved=moved)
        updates.append(analyzer.push(sample))
    updates.append(analyzer.finish(until_s))
    return analyzer, updates


def test_the_roll_is_off_from_the_first_step_without_standing():
    # GIVEN a camera that makes the left side look 4 degrees higher and a runner already running
    _, updates = run(StickRunner(roll_deg=4.0, sigma_deg=0.0), 8.0)
    last = updates[-1]
    assert (last.level_by, last.standing_s) == (LevelBy.VERTICAL, None)
    assert last.baseline_deg == pytest.approx(4.0)
    assert last.left.mean_deg == pytest.approx(3.0, abs=0.02)
    assert last.right.mean_deg == pytest.approx(6.0, abs=0.02)
    # THEN with steps known exactly the interval is the level's
    low, high = last.left.ci95_deg
    assert (high - low) / 2 == pytest.approx(1.96 * last.baseline_sigma_deg, rel=0.01)


def test_standing_does_not_replace_the_edge():
    _, updates = run(StickRunner(stand_s=4.0, roll_deg=7.0), 9.0)
    assert updates[-1].baseline_deg == pytest.approx(4.0)


@pytest.mark.parametrize("moved_s", [6.0, 6.2], ids=["in a step", "before a step was told"])
def test_a_moved_camera_loses_the_edge_and_looks_for_standing_again(moved_s: float):
    analyzer, updates = run(StickRunner(roll_deg=4.0), 10.0, moved_s=moved_s)
    last = updates[-1]
    assert (last.level_by, last.baseline_deg, last.baseline_sigma_deg) == (LevelBy.NONE, None, None)
    assert last.standing_s == 0.0
    # THEN no mean mixes steps from before and after
    assert last.left.mean_deg is None
    assert last.left.n < len([s for s in analyzer.steps if s.side is Side.LEFT])
    # AND the steps since the camera may have moved unseen do not count
    doubtful = [s for s in analyzer.steps if s.t_start_s <= moved_s and s.t_end_s >= moved_s - 2.0]
    assert len(doubtful) >= 4
    assert all(s.reason is Quality.CAMERA_MOVED for s in doubtful)
    assert all(s.usable for s in analyzer.steps if s not in doubtful)


def run_with_sensor(runner: StickRunner, until_s: float, lean_at=lambda t_s: 4.0, moved_s=None):
    """Push a runner filmed by a phone that tells how it is held."""
    analyzer = GaitAnalyzer(FootOnGround(), BEHIND, 3.0)
    for t_s in times_s(until_s, 60.0):
        lean_deg = lean_at(t_s)
        gravity = None if lean_deg is None else level_from_lean(lean_deg, BEHIND)
        moved = moved_s is not None and abs(t_s - moved_s) < 1e-6
        analyzer.push(replace(runner.sample(t_s, camera_moved=moved), gravity=gravity))
    return analyzer, analyzer.finish(until_s)


def test_a_phones_sensor_takes_the_roll_off_at_once():
    """Mutant: the sensor's level is not taken, or with the other sign."""
    _, last = run_with_sensor(StickRunner(roll_deg=4.0, sigma_deg=0.0), 8.0)
    assert last.level_by is LevelBy.GRAVITY
    assert last.left.mean_deg == pytest.approx(3.0, abs=0.02)
    assert last.right.mean_deg == pytest.approx(6.0, abs=0.02)
    assert last.baseline_sigma_deg == GRAVITY_SIGMA_DEG


@pytest.mark.parametrize("view", list(View))
@pytest.mark.parametrize("mirrored", [False, True])
def test_a_lean_is_turned_into_the_runners_sides(view: View, mirrored: bool):
    viewpoint = Viewpoint(view, mirrored)
    by_edge = level_from_vertical(edge(4.0), viewpoint).offset_deg
    assert level_from_lean(4.0, viewpoint).offset_deg == pytest.approx(by_edge)


def test_standing_before_the_first_step_is_better_than_the_sensor():
    """Mutant: whoever stands is not looked at, since a level is known."""
    _, last = run_with_sensor(StickRunner(stand_s=4.0, roll_deg=4.0), 10.0)
    assert last.level_by is LevelBy.STANDING


def test_a_sensor_that_comes_late_puts_the_steps_before_right():
    _, last = run_with_sensor(
        StickRunner(roll_deg=4.0, sigma_deg=0.0), 10.0, lambda t_s: 4.0 if t_s > 5.0 else None
    )
    assert last.level_by is LevelBy.GRAVITY
    assert last.left.mean_deg == pytest.approx(3.0, abs=0.02)


def test_a_trembling_sensor_does_not_move_the_level_under_the_steps():
    """Mutant: every frame's lean becomes the level, and steps are measured from different ones."""
    _, last = run_with_sensor(
        StickRunner(roll_deg=4.0, sigma_deg=0.0), 10.0, lambda t_s: 4.0 + math.sin(9 * t_s)
    )
    assert last.left.sd_deg == pytest.approx(0.0, abs=0.05)


def test_a_moved_phone_knows_its_new_level_at_once():
    """Mutant: the level is lost until somebody stands."""
    _, last = run_with_sensor(
        StickRunner(roll_deg=4.0, sigma_deg=0.0),
        14.0,
        lambda t_s: 4.0 if t_s < 6.0 else 1.0,
        moved_s=6.0,
    )
    assert (last.level_by, last.baseline_deg) == (LevelBy.GRAVITY, pytest.approx(1.0))
    assert last.left.mean_deg == pytest.approx(6.0, abs=0.02)
