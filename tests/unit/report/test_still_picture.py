"""The annotated picture of a still."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from still_scene import body, photo

from gaitcoach.errors import StorageError
from gaitcoach.gait.still import Still
from gaitcoach.gait.still_level import UNKNOWN_LEVEL
from gaitcoach.live.still import Looked, StillResult
from gaitcoach.opencv import cv2
from gaitcoach.report.film import BLUE, ORANGE
from gaitcoach.report.still_picture import caption, draw_still, keep_still, write_still
from gaitcoach.types import Stance, StillReason, View, Viewpoint

NUMBER = Still(Stance.LEFT, StillReason.OK, 0.9, 0.8, 7.0, 1.5)
FLIGHT = Still(Stance.FLIGHT, StillReason.FLIGHT, 0.8)


def result(still: Still = NUMBER, path: str = "IMG_1.jpg", people: int = 1) -> StillResult:
    bodies = (body(), body(150.0, 0.6))[:people]
    return StillResult(
        Looked(photo(path), bodies), 0, still, UNKNOWN_LEVEL, Viewpoint(View.BEHIND), "learned",
        bodies[0], 7.0,
    )  # fmt: skip


def has(image: np.ndarray, colour: tuple[int, int, int]) -> bool:
    return bool((image == colour).all(axis=2).any())


def slope_of(image: np.ndarray, colour: tuple[int, int, int]) -> float:
    """Return how far the line of a colour falls to the right, degrees."""
    rows, columns = np.nonzero((image == colour).all(axis=2))
    return float(np.degrees(np.arctan(np.polyfit(columns, rows, 1)[0])))


def test_the_pelvic_line_has_the_angle_and_the_colour_of_the_drop():
    """Left hip higher, seen from behind: the line falls to the right. Mutants: the slope turned
    round; orange below the limit."""
    image = draw_still(result(), 5.0, captioned=False)
    assert slope_of(image, ORANGE) == pytest.approx(7.0, abs=1.0)
    assert not has(image, BLUE)
    assert has(draw_still(result(), 9.0), BLUE)


def test_without_a_number_no_pelvic_line_is_drawn():
    """Mutant: a line that looks like a measurement in flight."""
    image = draw_still(result(FLIGHT), 5.0)
    assert not has(image, ORANGE)
    assert not has(image, BLUE)
    assert caption(result(FLIGHT)) == ("no number: flight",)


def test_the_caption_names_leg_hip_and_interval():
    assert caption(result()) == (
        "left leg carries, right hip 7.0 deg lower",
        "95 %: +4.1 to +9.9   level by: none",
    )


def test_everybodys_face_is_blurred_unless_it_is_wanted():
    """GIVEN a chequered picture of two. Mutants: the runner's face alone; nobody's."""
    shown = result(people=2)
    rng = np.random.default_rng(0)
    shown.looked.photo.image_bgr[:] = rng.integers(0, 255, (480, 640, 3), np.uint8)
    faces = [(45, 320), (190, 150)]
    before = [shown.looked.photo.image_bgr[y - 4 : y + 4, x - 4 : x + 4].std() for y, x in faces]
    blurred = draw_still(shown, 5.0, captioned=False)
    kept = draw_still(shown, 5.0, blur_faces=False, captioned=False)
    for (y, x), rough in zip(faces, before, strict=True):
        assert blurred[y - 4 : y + 4, x - 4 : x + 4].std() < rough / 2
        assert kept[y - 4 : y + 4, x - 4 : x + 4].std() > rough / 2
    # AND the photograph itself is left alone
    assert shown.looked.photo.image_bgr[41:49, 316:324].std() == before[0]


def test_it_is_kept_beside_others_of_its_name(tmp_path: Path):
    """IMG_1.jpg and IMG_1.png are two pictures. Mutant: the second overwrites the first."""
    one = keep_still(result(), tmp_path, 5.0)
    other = keep_still(result(path="IMG_1.png"), tmp_path, 5.0)
    assert one.name == "IMG_1_gaitcoach.jpg"
    assert other != one
    assert cv2.imread(str(one)).shape == (480, 640, 3)
    assert cv2.imread(str(other)).shape == (480, 640, 3)


def test_the_photograph_itself_is_never_overwritten(tmp_path: Path):
    path = tmp_path / "IMG_1.jpg"
    path.write_bytes(b"the only one")
    with pytest.raises(StorageError, match="the photograph itself"):
        write_still(result(path=str(path)), path, 5.0)
    assert path.read_bytes() == b"the only one"
