"""The set-up's points: each can go wrong by itself, and then says what to do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from made_up import step, update

from gaitcoach.capture.pitch import PitchWatch
from gaitcoach.landmarks import N_LANDMARKS
from gaitcoach.landmarks import Landmark as L
from gaitcoach.live.setup_checks import HAND_UP_S, RUNNING_STEPS, SetupChecks, SetupGuide
from gaitcoach.live.view import Check, LiveStats, LiveView, State
from gaitcoach.types import CameraRoll, Frame, Pose, Quality, Side

SIZE = (640, 480)
NAMES = ("body", "height", "square", "people", "light", "fps", "level", "sides")


def picture(mean: float = 120.0, spread: float = 40.0, seed: int = 0) -> np.ndarray:
    noise = np.random.default_rng(seed).normal(mean, spread, (SIZE[1], SIZE[0], 1))
    return np.clip(np.repeat(noise, 3, axis=2), 0, 255).astype(np.uint8)


def pose(t_s: float = 0.0, **at: tuple[float, float]) -> Pose:
    """A runner seen from behind, from y = 60 (nose) to 440 (feet)."""
    xy_px = np.full((N_LANDMARKS, 2), (320.0, 240.0))
    for name, y, half in (
        ("SHOULDER", 120, 45),
        ("WRIST", 260, 70),
        ("HIP", 250, 30),
        ("ANKLE", 430, 30),
    ):
        xy_px[L[f"LEFT_{name}"]] = (320 - half, y)
        xy_px[L[f"RIGHT_{name}"]] = (320 + half, y)
    xy_px[L.NOSE] = (320, 60)
    for name, point in at.items():
        xy_px[L[name]] = point
    world_m = np.zeros((N_LANDMARKS, 3))
    for name in ("SHOULDER", "HIP"):
        world_m[L[f"LEFT_{name}"], 0], world_m[L[f"RIGHT_{name}"], 0] = -0.2, 0.2
    return Pose(t_s, 0, xy_px, world_m, np.ones(N_LANDMARKS), SIZE)


def view(one: Pose | None, image: np.ndarray | None = None, **changes: object) -> LiveView:
    frame = Frame(picture() if image is None else image, 0, 0.0, 0.0)
    told = changes.pop("update", update(0.0, baseline_deg=None))
    stats = LiveStats(fps=changes.pop("fps", 30.0))
    return LiveView(frame=frame, pose=one, update=told, stats=stats)


def checks(one: LiveView) -> dict[str, Check]:
    return {check.name: check for check in SetupChecks().push(one)}


def test_a_good_set_up_waits_only_for_what_the_runner_must_do():
    found = checks(view(pose()))
    assert tuple(found) == NAMES
    waiting = {name for name, check in found.items() if check.state is State.WAITING}
    assert waiting == {"level", "sides"}
    assert all(check.state is State.GOOD for name, check in found.items() if name not in waiting)


def turned(yaw_deg: float) -> Pose:
    one = pose()
    c, s = np.cos(np.radians(yaw_deg)), np.sin(np.radians(yaw_deg))
    across = one.world_m[:, 0].copy()
    one.world_m[:, 0], one.world_m[:, 2] = c * across, s * across
    return one


def small() -> Pose:
    one = pose()
    return replace(one, xy_px=one.xy_px * 0.5 + (160, 120))


WRONG = {
    "nobody": (view(None), "body", "Step into"),
    "feet cut off": (view(pose(LEFT_ANKLE=(300.0, 490.0))), "body", "Step back"),
    "small": (view(small()), "body", "39 %"),
    "camera low": (
        view(pose(LEFT_HIP=(290.0, 400.0), RIGHT_HIP=(350.0, 400.0))),
        "height",
        "Tilt the camera down",
    ),
    "camera high": (
        view(pose(LEFT_HIP=(290.0, 130.0), RIGHT_HIP=(350.0, 130.0))),
        "height",
        "Tilt the camera up",
    ),
    "from the side": (view(turned(25.0)), "square", "25°"),
    "from the other side": (view(turned(-25.0)), "square", "25°"),
    "two people": (
        view(pose(), update=update(0.0, quality=Quality.TWO_PEOPLE)),
        "people",
        "Two people",
    ),
    "dark": (view(pose(), picture(15.0, 20.0)), "light", "Too dark"),
    "flat": (view(pose(), picture(120.0, 3.0)), "light", "Too dark"),
    "slow": (view(pose(), fps=18.0), "fps", "Only 18"),
    "rolled": (
        view(pose(), update=update(0.0, baseline_deg=None, roll=CameraRoll(-5.0, 0.4))),
        "level",
        "tilted by 5°",
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_says_what_to_do_and_nothing_else_is_blamed(wrong: str):
    seen, name, words = WRONG[wrong]
    found = checks(seen)
    assert found[name].state is State.MEND
    assert words in found[name].sentence
    blamed = {name for name, check in found.items() if check.state is State.MEND}
    assert blamed == {name}


def test_out_of_focus_is_told_apart_from_dark():
    import cv2

    soft = cv2.GaussianBlur(picture(120.0, 120.0), (0, 0), 6)
    soft = np.clip((soft.astype(float) - 120) * 6 + 120, 0, 255).astype(np.uint8)
    assert "Not sharp" in checks(view(pose(), soft))["light"].sentence


def test_a_standing_baseline_makes_level_good():
    assert checks(view(pose(), update=update(0.0)))["level"].state is State.GOOD


UP = {"LEFT_WRIST": (250.0, 60.0)}
OTHER_UP = {"RIGHT_WRIST": (390.0, 60.0)}


@pytest.mark.parametrize(("hand", "state"), [(UP, State.GOOD), (OTHER_UP, State.MEND)])
def test_a_raised_left_hand_shows_which_side_is_which(hand: dict, state: State):
    """Mutant: sides swapped."""
    watch = SetupChecks()
    for i in range(round(HAND_UP_S * 30) + 3):
        sides = watch.push(view(pose(i / 30, **hand)))[-1]
    assert sides.state is state
    # AND it stays answered when the hand goes down
    assert watch.push(view(pose(9.0)))[-1] == sides


def test_a_swinging_arm_and_both_hands_are_no_answer():
    watch = SetupChecks()
    for i in range(90):
        up = UP if i % 20 < 8 else {}
        assert watch.push(view(pose(i / 30, **up)))[-1].state is State.WAITING
    for i in range(90, 180):
        assert watch.push(view(pose(i / 30, **UP, **OTHER_UP)))[-1].state is State.WAITING


def test_one_frame_from_the_side_is_no_reason():
    watch = SetupChecks()
    for i in range(20):
        watch.push(view(replace(pose(), t_s=i / 30)))
    found = watch.push(view(replace(turned(60.0), t_s=21 / 30)))
    assert next(check for check in found if check.name == "square").state is State.GOOD


def test_setting_up_is_over_when_all_is_good():
    guide = SetupGuide()
    level = update(0.0)
    for i in range(round(HAND_UP_S * 30) + 3):
        points = guide.push(view(pose(i / 30, **UP), update=level))
    assert (guide.open, points) == ((), ())


def test_setting_up_is_over_when_the_runner_runs_and_what_was_open_is_kept():
    guide = SetupGuide()
    assert guide.push(view(pose()))
    for i in range(RUNNING_STEPS):
        assert guide.open is None
        one = update(0.4 * i, step(Side.LEFT, 0.4 * i, 4.0), baseline_deg=None)
        points = guide.push(view(pose(0.4 * i), update=one))
    assert (guide.open, points) == (("level", "sides"), ())
    assert guide.push(view(pose(9.0))) == ()


def test_setting_up_can_be_skipped_as_it_stands():
    guide = SetupGuide()
    guide.push(view(pose(), picture(15.0, 20.0)))
    guide.skip()
    assert guide.open == ("light", "level", "sides")
    assert guide.push(view(pose(1.0))) == ()


def test_who_skips_before_the_first_picture_has_nothing_to_keep():
    guide = SetupGuide()
    guide.skip()
    assert guide.open == ()


@pytest.mark.parametrize(
    ("pitch_deg", "state", "words"),
    [
        (12.0, State.MEND, "looks down by about 12°: lower it"),
        (-12.0, State.MEND, "looks up by about 12°: raise it"),
        (4.0, State.GOOD, "straight ahead"),
        (None, State.GOOD, "middle of the picture"),
    ],
)
def test_a_camera_that_looks_down_on_the_hips_is_not_at_their_height(
    monkeypatch: pytest.MonkeyPatch, pitch_deg: float | None, state: State, words: str
):
    """Mutants: up and down swapped; pitch is looked at and not said."""
    monkeypatch.setattr(PitchWatch, "push", lambda *seen: pitch_deg)
    height = checks(view(pose()))["height"]
    assert height.state is state
    assert words in height.sentence
