"""What is drawn over the picture: where, how finely, and on a screen of twice the density."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from made_up import FIVE
from PyQt6.QtGui import QColor, QImage, QPainter
from ui_fakes import SIZE_PX, gait, running_view, standing_pose, step

from gaitcoach.types import PelvisAngle, Side, Stance, View, Viewpoint
from gaitcoach.ui import theme
from gaitcoach.ui.fit import fit_picture
from gaitcoach.ui.overlay import Look, Part, draw_overlay

pytestmark = pytest.mark.usefixtures("qapp")  # fonts need it
LOOK = Look(Viewpoint(View.BEHIND), FIVE, 15)
GREY = 90


def drawn(*parts: Part, ratio: int = 1, mirrored: bool = False, **changes) -> np.ndarray:
    """Paint some parts on bare grey, (H, W, 3) RGB in screen pixels."""
    width, height = SIZE_PX
    image = QImage(width * ratio, height * ratio, QImage.Format.Format_RGB888)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor(GREY, GREY, GREY))
    fit = fit_picture(SIZE_PX, SIZE_PX, pixel_ratio=ratio, mirrored=mirrored)
    painter = QPainter(image)
    draw_overlay(painter, running_view(**changes), fit, replace(LOOK, shown=frozenset(parts)))
    painter.end()
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    rows = np.frombuffer(bits, np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).astype(int)


def ink(shot: np.ndarray) -> np.ndarray:
    """(H, W) True where something was drawn."""
    return (np.abs(shot - GREY) > 6).any(axis=2)


def is_like(shot: np.ndarray, name: str, within: int = 14) -> np.ndarray:
    colour = theme.colour(name)
    wanted = np.array([colour.red(), colour.green(), colour.blue()])
    return (np.abs(shot - wanted) < within).all(axis=2)


def test_the_pelvic_line_is_smooth_at_its_edge():
    """Mutant: no antialiasing. Then every row has but the line, its edge and the ground."""
    shot = drawn(Part.PELVIS, angle=PelvisAngle(0.0, 4.0, 1.0, "learned"))
    column = shot[:, 300]
    assert len({tuple(pixel) for pixel in column.tolist()}) >= 5


@pytest.mark.parametrize("part", [Part.PELVIS, Part.TRUNK, Part.FOOT])
def test_a_dense_screen_is_drawn_in_its_own_pixels(part):
    """Twice the density: the same size in the room, with edges as sharp as the screen allows.

    Mutants: half the size there; drawn small and blown up (then pairs of pixels are alike).
    """
    one, two = drawn(part), drawn(part, ratio=2)
    assert np.abs(two - GREY).sum() == pytest.approx(4 * np.abs(one - GREY).sum(), rel=0.05)
    pairs_differ = (np.abs(two[:, 0::2] - two[:, 1::2]) > 6).any(axis=2)
    rows_differ = (np.abs(two[0::2] - two[1::2]) > 6).any(axis=2)
    assert pairs_differ.sum() + rows_differ.sum() > 20


def test_the_level_line_is_level_and_the_angle_stands_between_it_and_the_pelvis():
    """Mutants: the level line tilts with the pelvis; the baseline is forgotten."""
    shot = drawn(
        Part.PELVIS,
        angle=PelvisAngle(0.0, 12.0, 1.0, "learned"),
        update=gait(baseline_deg=0.0, obliquity_deg=12.0, stance=Stance.LEFT),
    )
    rows, columns = np.nonzero(is_like(shot, theme.PICTURE_OVER))
    slope = np.polyfit(columns, rows, 1)[0]
    assert np.degrees(np.arctan(slope)) == pytest.approx(12.0, abs=1.0)
    for beyond in (shot[:, 226:256], shot[:, 384:414]):
        dashes = np.nonzero((beyond > 160).all(axis=2))[0]
        assert len(dashes) > 10
        assert dashes.mean() == pytest.approx(250, abs=1.0)
        assert np.ptp(dashes) <= 2


def test_the_trunk_line_leads_from_the_hips_to_beyond_the_shoulders():
    """Mutant: knees for hips."""
    rows, columns = np.nonzero(is_like(drawn(Part.TRUNK), theme.PICTURE_MARK))
    assert columns.mean() == pytest.approx(320, abs=1.5)
    assert rows.max() == pytest.approx(250, abs=2)
    assert rows.min() == pytest.approx(130 - 0.15 * 120, abs=2)


def test_the_trail_shows_each_of_the_last_steps_the_older_the_fainter():
    """Mutants: one step only; all alike; the new one faint."""
    old, new = step(Side.LEFT, 9.0, 0.0), step(Side.RIGHT, 9.0, 1.0)
    plain = drawn(Part.PELVIS, last_steps=(old, new))
    both = drawn(Part.PELVIS, Part.TRAIL, last_steps=(old, new))
    added = np.abs(both - plain).sum(axis=2)
    # On the left a step on the left leg stands high, one on the right leg low.
    left = added[:, 245:262]
    middle = 250
    high, low = left[:middle].max(), left[middle:].max()
    assert min(high, low) > 20
    assert low > 1.1 * high


def test_mirrored_it_is_the_mirror_image_but_for_the_letters():
    """Mutant: the angle keeps its sign on the mirrored picture."""
    parts = (Part.SKELETON, Part.TRUNK, Part.FOOT)
    plain, mirrored = ink(drawn(*parts)), ink(drawn(*parts, mirrored=True))
    differ = plain[:, ::-1] ^ mirrored
    assert differ.sum() < 0.12 * plain.sum()


def test_the_words_stay_inside_a_narrow_picture():
    """Mutant: they run out of the picture at the right."""
    pose = standing_pose()
    pose.xy_px[:, 0] += 150
    shot = drawn(Part.PELVIS, pose=pose, update=gait(obliquity_deg=12.0))
    columns = np.nonzero(ink(shot))[1]
    assert columns.max() < SIZE_PX[0] - 4
