"""Quiet standing makes the baseline; reasons are said when they last."""

from __future__ import annotations

import numpy as np
import pytest

from gaitcoach.gait.baseline import (
    ALIKE_S,
    FLOOR_DEG,
    LASTING_REL,
    MEDIAN_COST,
    BaselineFinder,
)
from gaitcoach.gait.legs import N_LEGS, N_SIDE, Legs
from gaitcoach.gait.quality import SpokenQuality
from gaitcoach.types import LevelBy, Quality, Stance

FPS = 20.0


RIGHT_KNEE_Y = N_SIDE + 4
RIGHT_FOOT_Y = slice(N_SIDE + 5, N_SIDE + 7)


LEG_PX = 200.0
LIFTED_PX = 0.15 * LEG_PX


def legs(t_s: float, moved_px: float = 0.0, lifted_px: float = 0.0, leg_px: float = LEG_PX) -> Legs:
    """Both feet at one height but for what is lifted; one knee that has moved."""
    joints = np.zeros(N_LEGS)
    joints[RIGHT_KNEE_Y] = moved_px
    joints[RIGHT_FOOT_Y] = -lifted_px
    return Legs(t_s, joints, 300.0, leg_px)


def stand(finder: BaselineFinder, until_s: float, obliquity_deg=lambda t_s: 2.0, **how) -> list:
    stance = how.get("stance", lambda t_s: Stance.DOUBLE)
    moved_px = how.get("moved_px", lambda t_s: 0.0)
    lifted_px = how.get("lifted_px", lambda t_s: 0.0)
    leg_px = how.get("leg_px", LEG_PX)
    times = np.arange(int(until_s * FPS) + 1) / FPS
    sigma_deg = how.get("sigma_deg", 0.0)
    return [
        (t, finder.push(t, obliquity_deg(t), sigma_deg, leg, stance(t)))
        for t in times
        for leg in [legs(t, moved_px(t), lifted_px(t), leg_px)]
    ]


def first_s(found: list) -> float | None:
    return next((t_s for t_s, baseline_deg in found if baseline_deg is not None), None)


def test_the_baseline_comes_after_the_seconds_asked_for():
    assert first_s(stand(BaselineFinder(3.0), 8.0)) == pytest.approx(3.0)


def test_it_is_the_median_so_that_a_twitch_changes_nothing():
    found = stand(BaselineFinder(3.0), 4.0, lambda t_s: 30.0 if 1.0 <= t_s <= 1.5 else 2.0)
    assert found[-1][1].offset_deg == pytest.approx(2.0)


def test_it_is_refined_up_to_five_seconds_and_then_stays():
    found = stand(BaselineFinder(3.0), 9.0)
    told_s = [t_s for t_s, baseline_deg in found if baseline_deg is not None]
    assert max(told_s) == pytest.approx(5.0, abs=1 / FPS)


@pytest.mark.parametrize("stance", [Stance.LEFT, Stance.RIGHT, Stance.FLIGHT, Stance.UNKNOWN])
def test_only_standing_on_both_feet_counts(stance: Stance):
    # GIVEN a foot that is lifted by 15 % of a leg length, and held there
    found = stand(
        BaselineFinder(3.0), 8.0, stance=lambda t_s: stance, lifted_px=lambda t_s: LIFTED_PX
    )
    assert first_s(found) is None


def test_a_rolled_camera_does_not_make_standing_one_legged():
    # GIVEN feet at heights that a camera rolled by 10 degrees makes of level ones, and a stance
    # network that takes this for one leg's
    rolled_px = 0.09 * LEG_PX
    found = stand(
        BaselineFinder(3.0), 8.0, stance=lambda t_s: Stance.LEFT, lifted_px=lambda t_s: rolled_px
    )
    assert first_s(found) == pytest.approx(3.0)


def test_a_lifted_foot_starts_the_count_again():
    found = stand(
        BaselineFinder(3.0),
        8.0,
        stance=lambda t: Stance.LEFT if t == 2.0 else Stance.DOUBLE,
        lifted_px=lambda t: LIFTED_PX if t == 2.0 else 0.0,
    )
    assert first_s(found) == pytest.approx(5.0 + 1 / FPS)


def test_a_small_picture_may_waver_by_its_pixels_and_a_large_one_not():
    # GIVEN joints that waver by 6 pixels to and fro
    waver = {"moved_px": lambda t_s: 6.0 * (int(t_s * FPS) % 2)}
    assert first_s(stand(BaselineFinder(3.0), 4.0, leg_px=100.0, **waver)) == pytest.approx(3.0)
    # AND THEN the same share of a leg in a picture four times as large
    waver = {"moved_px": lambda t_s: 24.0 * (int(t_s * FPS) % 2)}
    assert first_s(stand(BaselineFinder(3.0), 8.0, leg_px=400.0, **waver)) is None


def test_restless_standing_is_not_quiet():
    # GIVEN a foot that shifts by 10 % of a leg length every second
    found = stand(BaselineFinder(3.0), 12.0, moved_px=lambda t_s: 20.0 * (int(t_s) % 2))
    assert first_s(found) is None
    # AND one that sways by 1 %
    calm = stand(BaselineFinder(3.0), 4.0, moved_px=lambda t_s: 2.0 * np.sin(5 * t_s))
    assert first_s(calm) == pytest.approx(3.0)


def test_the_level_says_how_sure_it_is():
    # GIVEN a level pelvis and a perfect estimator: what is left is how people stand
    exact = stand(BaselineFinder(3.0), 4.0)[-1][1]
    assert (exact.by, exact.sigma_deg) == (LevelBy.STANDING, pytest.approx(FLOOR_DEG))
    # AND an estimator that doubts itself by 3 degrees: half of the variance is new each half
    # second, the other half is in every step as well and counted there
    unsure = stand(BaselineFinder(3.0), 4.0, sigma_deg=3.0)[-1][1]
    error_deg = MEDIAN_COST * 3.0 * np.sqrt((1 - LASTING_REL) / (4.0 / ALIKE_S))
    assert unsure.sigma_deg == pytest.approx(np.hypot(error_deg, FLOOR_DEG))
    # AND one that jumps about more than it says
    jumpy = stand(BaselineFinder(3.0), 4.0, lambda t_s: 2.0 + 3.0 * (-1) ** round(t_s * FPS))
    assert jumpy[-1][1].sigma_deg == pytest.approx(
        np.hypot(MEDIAN_COST * 3.0 / np.sqrt(4.0 / ALIKE_S), FLOOR_DEG), rel=0.01
    )


def test_how_long_the_runner_stands_is_known_before_it_is_enough():
    finder = BaselineFinder(3.0)
    stand(finder, 2.0)
    assert finder.standing_s == pytest.approx(2.0)


def test_reset_starts_again():
    finder = BaselineFinder(3.0)
    stand(finder, 2.9)
    finder.reset()
    assert finder.push(3.0, 2.0, 0.0, legs(3.0), Stance.DOUBLE) is None
    assert finder.standing_s == 0.0


def test_a_moved_camera_is_said_although_it_is_known_in_one_frame_alone():
    """Mutant: a reason must last to be said, so this one never is."""
    spoken = SpokenQuality()
    said = []
    for i in range(300):
        frame_quality = Quality.CAMERA_MOVED if i == 60 else Quality.OK
        said.append(spoken.push(i / 30, frame_quality))
    assert set(said[:60]) == set(said[180:]) == {Quality.OK}
    assert set(said[60:180]) == {Quality.CAMERA_MOVED}
    # AND what is worse comes first
    spoken.push(11.0, Quality.CAMERA_MOVED)
    assert [spoken.push(11.1 + i / 30, Quality.NOBODY) for i in range(40)][-1] is Quality.NOBODY


def test_a_reason_is_said_when_it_lasts_and_a_flicker_is_not():
    spoken = SpokenQuality()
    said = []
    for i in range(90):
        frame_quality = Quality.NOBODY if i == 20 or i >= 40 else Quality.OK
        said.append(spoken.push(i / 30, frame_quality))
    assert set(said[:40]) == {Quality.OK}
    assert said[-1] is Quality.NOBODY
    changed = said.index(Quality.NOBODY)
    assert 50 <= changed <= 60, "about half a second after it began"
