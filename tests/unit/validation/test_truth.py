"""Truth files as they should be, and every way in which they are not."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from gaitcoach.errors import GaitCoachError
from gaitcoach.types import Side, View
from gaitcoach.validation.truth import check_length, load_truth

N = 60
FPS = 30.0
ANGLE_DEG = 4.0 * np.sin(np.arange(N) / 5.0)
ROLL_DEG = 1.5


def table(**changes: object) -> dict:
    """A clip from behind; the hips lie 50 px apart. A change of None takes the entry away."""
    image_deg = ANGLE_DEG + ROLL_DEG
    down_px = 25.0 * np.tan(np.radians(image_deg))
    right = np.arange(N) % 20 < 8
    values = {
        "fps": FPS,
        "size": [640, 480],
        "view": "behind",
        "gait": "run",
        "time_s": (np.arange(N) / FPS).tolist(),
        "obliquity_deg": ANGLE_DEG.tolist(),
        "image_obliquity_deg": image_deg.tolist(),
        "right_stance": right.astype(int).tolist(),
        "left_stance": np.roll(right, 10).astype(int).tolist(),
        "hip_l_px": np.column_stack([np.full(N, 295.0), 200.0 - down_px]).tolist(),
        "hip_r_px": np.column_stack([np.full(N, 345.0), 200.0 + down_px]).tolist(),
    }
    return {key: value for key, value in (values | changes).items() if value is not None}


def written(folder: Path, **changes: object) -> Path:
    path = folder / "clip.json"
    path.write_text(json.dumps(table(**changes), indent=1), encoding="utf-8")
    return path


def line_of(path: Path, key: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(i for i, line in enumerate(lines, 1) if f'"{key}":' in line)


def test_a_truth_file_is_read(tmp_path: Path):
    truth = load_truth(written(tmp_path))
    assert (truth.name, truth.fps, truth.view, truth.gait) == ("clip", FPS, View.BEHIND, "run")
    assert truth.image_obliquity_deg == pytest.approx(ANGLE_DEG + ROLL_DEG)
    assert truth.obliquity_deg == pytest.approx(ANGLE_DEG)
    assert truth.on_ground is not None
    assert truth.on_ground[Side.RIGHT][:10].tolist() == [True] * 8 + [False] * 2
    assert truth.on_ground[Side.LEFT][10:20].tolist() == [True] * 8 + [False] * 2
    assert (truth.first_frame, truth.is_drill, truth.marker_px) == (0, False, None)
    assert truth.is_running


def test_from_obliquely_in_front_is_from_the_front(tmp_path: Path):
    hips = {"hip_l_px": None, "hip_r_px": None}
    assert load_truth(written(tmp_path, view="front-oblique", **hips)).view is View.FRONT


def test_stickers_camera_and_gait_are_read(tmp_path: Path):
    points = [[1.0, 2.0]] * (N - 1) + [None]
    truth = load_truth(
        written(
            tmp_path,
            marker_l_px=points,
            marker_r_px=[[3.0, 4.0]] * N,
            camera={"roll_deg": 2, "lens": "wide"},
            gait="walk",
            drill={"kind": "hip_hike"},
        )
    )
    assert truth.marker_px is not None
    assert truth.marker_px[Side.LEFT][0].tolist() == [1.0, 2.0]
    assert np.isnan(truth.marker_px[Side.LEFT][-1]).all()
    assert truth.marker_px[Side.RIGHT][0].tolist() == [3.0, 4.0]
    assert truth.camera == {"roll_deg": 2.0}
    assert truth.is_drill
    assert not truth.is_running
    assert truth.steps() == ()


def test_feet_may_be_unknown(tmp_path: Path):
    truth = load_truth(written(tmp_path, left_stance=None))
    assert truth.on_ground is None
    assert truth.steps() == ()


def test_null_is_no_truth(tmp_path: Path):
    image = [None, *table()["image_obliquity_deg"][1:]]
    truth = load_truth(written(tmp_path, image_obliquity_deg=image))
    assert np.isnan(truth.image_obliquity_deg[0])
    assert np.isfinite(truth.image_obliquity_deg[1:]).all()


def test_a_step_whose_feet_are_not_known_is_none(tmp_path: Path):
    whole = load_truth(written(tmp_path)).steps()
    assert [step.side for step in whole] == [Side.RIGHT, Side.LEFT] * 2
    # the second right stance, frames 20 to 27, has a hole
    right = table()["right_stance"]
    right[23] = None
    left = load_truth(written(tmp_path, right_stance=right)).steps()
    assert [step.side for step in left] == [Side.LEFT, Side.RIGHT, Side.LEFT]


def test_a_true_drop_is_known_in_the_picture_and_against_gravity(tmp_path: Path):
    for step in load_truth(written(tmp_path)).steps():
        rolled_deg = step.side.drop_deg(ROLL_DEG)
        assert step.drop_deg - step.gravity_drop_deg == pytest.approx(rolled_deg)


def test_the_truth_may_begin_later_than_the_clip(tmp_path: Path):
    # GIVEN a truth whose clock starts at 12.3 s and whose first entry is frame 3
    path = written(tmp_path, first_truth_frame=3, time_s=(12.3 + np.arange(N) / FPS).tolist())
    truth = load_truth(path)
    assert [truth.index_of(i) for i in (2, 3, N + 2, N + 3)] == [None, 0, N - 1, None]
    assert truth.t_s[[0, 30]] == pytest.approx([0.1, 1.1])


def test_the_truth_of_a_shorter_clip_is_cut_with_it(tmp_path: Path):
    truth = replace(load_truth(written(tmp_path)), first_frame=4)
    cut = truth.cut(34)
    assert len(cut.t_s) == len(cut.obliquity_deg) == len(cut.image_obliquity_deg) == 30
    assert cut.on_ground is not None
    assert len(cut.on_ground[Side.LEFT]) == 30
    assert truth.cut(N + 4) is truth


@pytest.mark.parametrize("missing", ["fps", "view", "time_s", "image_obliquity_deg"])
def test_what_is_missing_is_named(tmp_path: Path, missing: str):
    with pytest.raises(GaitCoachError, match=rf"clip\.json .*{missing} is missing"):
        load_truth(written(tmp_path, **{missing: None}))


@pytest.mark.parametrize("text", ["not json", "{", "[1, 2]", "", '{"fps": 30'])
def test_what_is_no_truth_file_is_an_error(tmp_path: Path, text: str):
    (tmp_path / "a.json").write_text(text)
    with pytest.raises(GaitCoachError, match=r"a\.json is not a truth file"):
        load_truth(tmp_path / "a.json")


def test_bytes_that_are_no_text_and_a_file_that_is_not_there(tmp_path: Path):
    (tmp_path / "a.json").write_bytes(b"\xff\xfe\x00")
    for name in ("a.json", "none.json"):
        with pytest.raises(GaitCoachError, match="is not a truth file"):
            load_truth(tmp_path / name)


GROWS_NOT = [0.0, 0.1, 0.1, *(0.2 + np.arange(N - 3) / FPS).tolist()]


@pytest.mark.parametrize(
    ("key", "value", "what"),
    [
        ("fps", 0, "cannot be 0"),
        ("fps", "fast", "not a number"),
        ("view", "above", "view is 'above'"),
        ("first_truth_frame", -1, "whole number"),
        ("first_truth_frame", 0.5, "whole number"),
        ("time_s", GROWS_NOT, "does not grow"),
        ("time_s", [], "empty|entries"),
        ("obliquity_deg", [1.0], "has 1 entries, time_s has 60"),
        ("image_obliquity_deg", [1.0] * 61, "has 61 entries, time_s has 60"),
        ("left_stance", [1] * 59, "has 59 entries"),
        ("obliquity_deg", ["a"] * N, "not a list of numbers"),
        ("obliquity_deg", 3.0, "not a list of numbers"),
        ("obliquity_deg", [[1.0]] * N, "not a list of numbers"),
        ("hip_l_px", [1.0] * N, "not a list of points"),
    ],
)
def test_a_wrong_entry_is_told_with_its_line(tmp_path: Path, key: str, value, what: str):
    path = written(tmp_path, **{key: value})
    with pytest.raises(GaitCoachError, match=what) as caught:
        load_truth(path)
    message = str(caught.value)
    assert str(path) in message
    assert f"line {line_of(path, key)}:" in message or key == "time_s"
    assert "\n" not in message


def negated(key: str) -> dict:
    return {key: [-value for value in table()[key]]}


def test_the_opposite_sign_in_the_picture_contradicts_the_hips(tmp_path: Path):
    path = written(tmp_path, **negated("image_obliquity_deg"))
    line = line_of(path, "image_obliquity_deg")
    with pytest.raises(GaitCoachError, match=rf"line {line}: image_obliquity_deg has the opp"):
        load_truth(path)


def test_both_signs_turned_round_is_noticed_by_the_hips(tmp_path: Path):
    turned = negated("image_obliquity_deg") | negated("obliquity_deg")
    with pytest.raises(GaitCoachError, match="image_obliquity_deg has the opposite sign"):
        load_truth(written(tmp_path, **turned))


@pytest.mark.parametrize("hips", [{}, {"hip_l_px": None, "hip_r_px": None}], ids=["hips", "none"])
def test_gravity_with_the_opposite_sign(tmp_path: Path, hips: dict):
    path = written(tmp_path, **negated("obliquity_deg"), **hips)
    line = line_of(path, "obliquity_deg")
    with pytest.raises(GaitCoachError, match=rf"line {line}: obliquity_deg and image_obl"):
        load_truth(path)


def test_left_and_right_of_the_picture_instead_of_the_runners(tmp_path: Path):
    path = written(tmp_path, view="front")
    with pytest.raises(GaitCoachError, match=rf"line {line_of(path, 'view')}: view says front"):
        load_truth(path)


def test_a_rolled_camera_is_no_other_convention(tmp_path: Path):
    # GIVEN a roll that turns the sign of every angle in the picture
    image_deg = ANGLE_DEG - 20.0
    down_px = 25.0 * np.tan(np.radians(image_deg))
    load_truth(
        written(
            tmp_path,
            image_obliquity_deg=image_deg.tolist(),
            hip_l_px=np.column_stack([np.full(N, 295.0), 200.0 - down_px]).tolist(),
            hip_r_px=np.column_stack([np.full(N, 345.0), 200.0 + down_px]).tolist(),
        )
    )


def test_a_level_pelvis_that_turns_may_look_opposite(tmp_path: Path):
    # GIVEN half a degree in truth, which turning makes two degrees the other way in the picture
    nothing = {"hip_l_px": None, "hip_r_px": None}
    truth_deg = (0.125 * ANGLE_DEG).tolist()
    load_truth(
        written(
            tmp_path, obliquity_deg=truth_deg, image_obliquity_deg=(-0.5 * ANGLE_DEG).tolist(),
            **nothing,
        )
    )  # fmt: skip


@pytest.mark.parametrize(("n_frames", "fits"), [(40, True), (63, True), (120, True), (121, False)])
def test_a_truth_must_cover_half_of_its_clip(tmp_path: Path, n_frames: int, fits: bool):
    path = written(tmp_path)
    truth = load_truth(path)
    if fits:
        check_length(path, truth, n_frames)
        return
    with pytest.raises(GaitCoachError, match=r"covers 60 of the clip's 121 frames"):
        check_length(path, truth, n_frames)
