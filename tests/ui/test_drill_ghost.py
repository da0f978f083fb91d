"""The ghost and the level bubble: in the person's place and size, to the right side, calmly."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from exerciser import FLOOR_PX, LEG_PX, MIDDLE_PX, TRUNK_PX, exerciser, on_the_floor
from PyQt6.QtGui import QImage, QPainter

from gaitcoach.drills import DRILLS
from gaitcoach.landmarks import Landmark as L
from gaitcoach.pose.turns import turned_pose
from gaitcoach.types import Pose, Side, Turn, View, Viewpoint
from gaitcoach.ui.fit import Fit
from gaitcoach.ui.ghost import GhostPlace, Place, draw_ghost, outline
from gaitcoach.ui.ghost_figures import DRAWN
from gaitcoach.ui.level_bubble import LevelBubble

SIZE_PX = (640, 480)


def pose(t_s: float = 0.0, viewpoint: Viewpoint | None = None) -> Pose:
    return exerciser("mirror_stance", viewpoint=viewpoint or Viewpoint()).pose(t_s)


def moved(by_px: float, t_s: float) -> Pose:
    still = pose()
    return replace(still, t_s=t_s, xy_px=still.xy_px + np.array([by_px, 0.0]))


def test_every_drill_has_a_figure_and_it_is_one_outline(qapp):
    assert set(DRAWN) == set(DRILLS)
    for name in DRILLS:
        assert not outline(name).isEmpty()
        assert outline(name).elementCount() > 20


@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize("side", Side)
def test_it_stands_under_the_hips_on_the_standing_foot_as_large_as_the_person(view, side):
    """Mutants: left for right; the picture's size for the body's."""
    viewpoint = Viewpoint(view)
    place = GhostPlace("mirror_stance", viewpoint).push(pose(viewpoint=viewpoint), side)
    assert place.x_px == pytest.approx(MIDDLE_PX)
    assert place.y_px == pytest.approx(FLOOR_PX)
    assert place.leg_px == pytest.approx(LEG_PX)
    assert place.trunk_rel == pytest.approx(TRUNK_PX / LEG_PX)
    standing_px = pose(viewpoint=viewpoint).xy_px[L[f"{side.name}_ANKLE"], 0]
    assert np.sign(standing_px - MIDDLE_PX) == place.toward


def test_it_stays_while_the_body_sways_and_jumps_after_a_gap():
    """Mutants: it trembles with every frame; it glides across the room."""
    ghost = GhostPlace("mirror_stance", Viewpoint())
    ghost.push(pose(), Side.RIGHT)
    assert ghost.push(moved(30.0, 1 / 30), Side.RIGHT).x_px - MIDDLE_PX < 4.0
    assert ghost.push(moved(90.0, 5.0), Side.RIGHT).x_px == pytest.approx(MIDDLE_PX + 90.0)


def test_a_lost_body_leaves_it_where_it_is():
    ghost = GhostPlace("mirror_stance", Viewpoint())
    before = ghost.push(pose(), Side.RIGHT)
    lost = replace(pose(), t_s=0.1, xy_px=np.full_like(pose().xy_px, np.nan))
    assert ghost.push(lost, Side.RIGHT) == before


@pytest.mark.parametrize(("mirrored", "free_x"), [(False, 228), (True, 412)])
def test_it_is_mirrored_with_the_picture(qapp, mirrored: bool, free_x: int):
    """The leg that is out to the picture's left of a body in the middle."""
    image = QImage(*SIZE_PX, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    fit = Fit(1.0, 0.0, 0.0, SIZE_PX, mirrored)
    draw_ghost(painter, "hip_abduction", Place(320.0, 450.0, 200.0, 1.0), fit, 14)
    painter.end()
    assert image.pixelColor(free_x, 370).value() > 0
    assert image.pixelColor(SIZE_PX[0] - free_x, 370).value() == 0


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("turn", [Turn.HEAD_AT_LEFT, Turn.HEAD_AT_RIGHT])
def test_on_ones_side_it_lies_as_the_body_does(qapp, turn: Turn, mirrored: bool):
    """The head where the body's is, the lifted leg above. Mutants: an upright figure over a body
    that lies; turned the wrong way; not mirrored with the picture."""
    at = Viewpoint(View.FRONT, turn=turn)
    lying = on_the_floor(exerciser("hip_abduction", at.lies_on, viewpoint=at).pose(0.0), turn)
    place = GhostPlace("hip_abduction", at).push(turned_pose(lying, turn), None)
    image = QImage(480, 640, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    draw_ghost(painter, "hip_abduction", place, Fit(1.0, 0.0, 0.0, (480, 640), mirrored), 14)
    painter.end()

    def is_painted(x: float, y: float) -> bool:
        shown_x = 480 - x if mirrored else x
        return image.pixelColor(round(shown_x), round(y)).value() > 0

    hips, shoulders = (
        (lying.xy_px[L[f"LEFT_{joint}"]] + lying.xy_px[L[f"RIGHT_{joint}"]]) / 2
        for joint in ("HIP", "SHOULDER")
    )
    toward_head = np.sign(shoulders[0] - hips[0])
    head_x, foot_x = shoulders[0] + 50 * toward_head, hips[0] - 0.86 * 200 * toward_head
    assert is_painted(head_x, hips[1])
    assert is_painted(foot_x, hips[1] - 0.60 * 200)
    assert not is_painted(foot_x, hips[1] + 0.60 * 200)


def test_a_bridge_lies_with_its_feet_where_the_persons_are():
    """Mutant: a figure on its head's side."""
    lying = pose()
    xy = lying.xy_px.copy()
    for name in ("LEFT", "RIGHT"):
        xy[L[f"{name}_SHOULDER"]], xy[L[f"{name}_HIP"]] = (400.0, 400.0), (260.0, 360.0)
        xy[L[f"{name}_KNEE"]], xy[L[f"{name}_ANKLE"]] = (170.0, 300.0), (165.0, 395.0)
    place = GhostPlace("glute_bridge", Viewpoint()).push(replace(lying, xy_px=xy), None)
    assert place.toward == -1.0
    assert place.x_px == pytest.approx(400.0)


# -- the bubble ------------------------------------------------------------------------------------


@pytest.fixture
def bubble(qtbot) -> LevelBubble:
    made = LevelBubble()
    qtbot.addWidget(made)
    made.begin(5.0)
    return made


@pytest.mark.parametrize(("left_is_left", "sign"), [(True, -1.0), (False, 1.0)])
def test_it_goes_to_the_higher_hip_as_the_screen_shows_it(bubble, left_is_left, sign):
    """GIVEN the left hip higher; mutant: a bubble that falls."""
    bubble.take(0.0, 4.0, None, left_is_left)
    assert np.sign(bubble.place_rel()) == sign
    assert bubble.text == "right hip 4° lower"


def test_it_moves_calmly(bubble):
    bubble.take(0.0, 0.0, None, True)
    bubble.take(1 / 30, 9.0, None, True)
    assert 0.5 < bubble.tilt_deg < 2.0


@pytest.mark.parametrize(
    ("tilt_deg", "side", "judges", "over"),
    [
        (6.0, Side.LEFT, True, True),
        (6.0, Side.RIGHT, True, False),
        (6.0, None, True, False),
        (6.0, Side.LEFT, False, False),
        (4.0, Side.LEFT, True, False),
    ],
)
def test_only_a_drop_over_the_standing_leg_is_too_much(bubble, tilt_deg, side, judges, over):
    """Mutants: a hike scolded; a hip hike's own movement scolded."""
    bubble.begin(5.0, judges)
    bubble.take(0.0, tilt_deg, side, True)
    assert bubble.is_over is over


def test_it_does_not_flicker_at_the_limit(bubble):
    bubble.take(0.0, 5.2, Side.LEFT, True)
    bubble.take(10.0, 4.8, Side.LEFT, True)
    assert bubble.is_over
    bubble.take(20.0, 4.4, Side.LEFT, True)
    assert not bubble.is_over


def test_an_unseen_pelvis_is_a_dash_in_the_middle(bubble):
    bubble.take(0.0, None, Side.LEFT, True)
    assert (bubble.text, bubble.place_rel()) == ("–", 0.0)
