"""The picture: what is painted where, and that mirroring is only paint."""

from __future__ import annotations

import time
import weakref
from dataclasses import replace

import numpy as np
import pytest
from made_up import FIVE
from PyQt6.QtGui import QImage
from ui_fakes import SIZE_PX, gait, grey_frame, running_view, step

from gaitcoach.types import Limits, PelvisAngle, Side, Stance, View, Viewpoint
from gaitcoach.ui import overlay, theme
from gaitcoach.ui.fit import fit_picture
from gaitcoach.ui.messages import Message
from gaitcoach.ui.overlay import ALL_PARTS, Look, Part, screen_slope_deg
from gaitcoach.ui.picture import PictureWidget, image_of

BEHIND = Viewpoint(View.BEHIND)
LOOK = Look(BEHIND, FIVE, 15)


@pytest.fixture
def picture(qtbot):
    widget = PictureWidget(LOOK)
    qtbot.addWidget(widget)
    widget.resize(*SIZE_PX)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def painted(widget) -> np.ndarray:
    """What the widget paints, (H, W, 3) RGB."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    rows = np.frombuffer(bits, np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def near(pixels: np.ndarray, part: theme.Role) -> np.ndarray:
    """(N, 2) x, y of the pixels that have this colour."""
    colour = theme.colour(part)
    wanted = np.array([colour.red(), colour.green(), colour.blue()])
    rows, columns = np.nonzero((np.abs(pixels.astype(int) - wanted) < 12).all(axis=2))
    return np.column_stack((columns, rows))


def test_one_to_one_pixels_are_the_frames_own(picture):
    frame = grey_frame()
    frame.image_bgr[10, 20] = (1, 2, 250)
    picture.show_view(running_view(frame=frame, pose=None))
    shot = painted(picture)
    assert shot[10, 20].tolist() == [250, 2, 1]
    assert shot[400, 100].tolist() == [90] * 3
    assert shot[400, 500].tolist() == [170] * 3


def test_mirror_display_flips_pixels_and_overlay_but_no_data(picture):
    view = running_view(pose=None)
    before = view.frame.image_bgr.copy()
    picture.show_view(view)
    plain = painted(picture)
    picture.set_mirrored(True)
    np.testing.assert_array_equal(painted(picture), plain[:, ::-1])
    np.testing.assert_array_equal(view.frame.image_bgr, before)
    assert picture.view is view


def test_letters_change_places_but_are_never_mirrored(picture, monkeypatch):
    written = []
    real = overlay.draw_label
    monkeypatch.setattr(
        overlay,
        "draw_label",
        lambda painter, text, at, unit_px, **more: (
            written.append((text, at.x(), painter.transform().m11())),
            real(painter, text, at, unit_px, **more),
        ),
    )
    picture.show_view(running_view())
    plain = _letters(picture, written)
    picture.set_mirrored(True)
    mirrored = _letters(picture, written)
    assert plain["L"][0] < plain["R"][0]
    assert mirrored["R"][0] < mirrored["L"][0]
    # the painter's own x axis points right, so that the letters can be read
    assert {scale for _, scale in mirrored.values()} == {plain["L"][1]}
    assert plain["L"][1] > 0


def _letters(picture, written):
    written.clear()
    picture.grab()
    return {text: (x_px, scale) for text, x_px, scale in written if text in "LR"}


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("viewpoint", [BEHIND, Viewpoint(View.FRONT), Viewpoint(View.BEHIND, True)])
def test_higher_hip_is_drawn_higher(picture, viewpoint, mirrored):
    # GIVEN the runner's left hip 12 degrees higher
    angle = PelvisAngle(0.0, 12.0, 1.0, "hip_line")
    picture.set_look(replace(LOOK, viewpoint=viewpoint))
    picture.set_mirrored(mirrored)
    picture.show_view(running_view(angle=angle))
    # WHEN it is painted
    line = near(painted(picture), theme.LEVEL)
    # THEN the line's end on the runner's left side lies higher on the screen
    left_end, right_end = line[line[:, 0].argmin()], line[line[:, 0].argmax()]
    left_is_screen_left = viewpoint.left_is_image_left != mirrored
    high, low = (left_end, right_end) if left_is_screen_left else (right_end, left_end)
    assert high[1] < low[1] - 5


def test_drawn_angle_is_the_measured_one(picture):
    picture.show_view(running_view(angle=PelvisAngle(0.0, 12.0, 1.0, "hip_line")))
    line = near(painted(picture), theme.LEVEL)
    slope = np.polyfit(line[:, 0], line[:, 1], 1)[0]
    assert np.degrees(np.arctan(slope)) == pytest.approx(12.0, abs=1.0)


def test_slope_changes_sign_with_each_mirror():
    assert screen_slope_deg(5.0, BEHIND, False) == 5.0
    assert screen_slope_deg(5.0, BEHIND, True) == -5.0
    assert screen_slope_deg(5.0, Viewpoint(View.FRONT), False) == -5.0
    assert screen_slope_deg(5.0, Viewpoint(View.FRONT, True), False) == 5.0


@pytest.mark.parametrize(
    ("stance", "obliquity_deg", "name"),
    [
        (Stance.LEFT, 4.0, theme.LEVEL),
        (Stance.LEFT, 6.0, theme.OVER),
        (Stance.LEFT, -6.0, theme.LEVEL),
        (Stance.RIGHT, -6.0, theme.OVER),
        (Stance.FLIGHT, -6.0, theme.OVER),
        (Stance.DOUBLE, 6.0, theme.LEVEL),
        (Stance.LEFT, None, theme.SOFT),
    ],
)
def test_pelvis_turns_orange_past_the_limit(picture, stance, obliquity_deg, name):
    """The colour is that of the line as drawn, not of the drop told 0.13 s ago.

    Mutants: by `drop_now_deg`; a hip held high counts as one that drops.
    """
    update = gait(stance=stance, obliquity_deg=obliquity_deg, drop_now_deg=99.0)
    picture.show_view(running_view(update=update))
    assert len(near(painted(picture), name)) > 100


def test_nothing_is_drawn_without_hips(picture):
    view = running_view()
    xy_px = np.full_like(view.pose.xy_px, np.nan)
    picture.show_view(replace(view, pose=replace(view.pose, xy_px=xy_px)))
    bare = painted(picture)
    assert len(near(bare, theme.LEVEL)) == 0
    assert bare[250, 320].tolist() in ([90] * 3, [170] * 3)


def test_an_old_picture_is_dimmed(picture):
    view = running_view(pose=None)
    picture.show_view(view)
    bright = painted(picture)[400, 500, 0]
    picture.show_view(replace(view, state="stalled"))
    assert painted(picture)[400, 500, 0] < bright * 0.6


def test_paints_only_new_sequences_and_notes_their_time(picture, qtbot):
    seen = []
    picture.first_painted.connect(seen.append)
    began_s = time.monotonic()
    for sequence in (1, 2, 2, 3):
        view = running_view(sequence)
        view = replace(view, frame=replace(view.frame, taken_s=began_s))
        picture.show_view(view)
        picture.repaint()
        picture.repaint()  # again, as when something else uncovers the window
    assert [paint.sequence for paint in picture.paints] == [1, 2, 3]
    assert all(0 <= latency_s < 60 for latency_s in picture.paint_latencies_s())
    assert len(seen) == 1
    assert seen[0] >= began_s


def test_same_view_asks_for_no_repaint(picture, monkeypatch):
    view = running_view()
    picture.show_view(view)
    asked = []
    monkeypatch.setattr(picture, "update", lambda *rect: asked.append(rect))
    picture.show_view(view)
    picture.show_view(replace(view))
    assert asked == []


def test_image_takes_any_layout_of_pixels():
    wide = np.zeros((48, 64, 3), np.uint8)
    wide[5, 7] = (10, 20, 30)
    part = wide[2:40, 3:50]  # rows with gaps between them
    part.flags.writeable = False
    image = image_of(replace(grey_frame(), image_bgr=part))
    assert image.pixelColor(4, 3).getRgb()[:3] == (30, 20, 10)


def test_image_is_its_own_and_holds_no_frame():
    """Mutants: pixels that are gone or written to are painted; every frame lives as long as it."""
    frame = grey_frame(90)
    pixels = weakref.ref(frame.image_bgr)
    image = image_of(frame)
    del frame
    assert pixels() is None
    assert image.pixelColor(3, 3).getRgb() == (90, 90, 90, 255)


def test_a_message_that_stays_is_not_painted_again(picture, qtbot, monkeypatch):
    """Measuring rich text asks for its repaint: ten times a second, with the whole picture below.

    Mutant: it is placed at every look.
    """
    message = Message("Too dark", "Add light.", small=False)
    picture.show_view(running_view())
    picture.set_message(message)
    placed = []
    monkeypatch.setattr(picture, "_place_message", lambda small: placed.append(small))
    picture.set_message(replace(message))
    assert placed == []
    picture.set_message(replace(message, body="Much light."))
    assert placed == [False]
    picture.resize(picture.width() + 40, picture.height())
    picture.set_message(replace(message, body="Much light."))
    assert placed[-1] is False
    assert len(placed) >= 2


# -- the fit ----------------------------------------------------------------------------------


def test_small_room_to_spare_keeps_pixels_one_to_one():
    fit = fit_picture((640, 480), (700, 540))
    assert fit.scale == 1.0
    assert (fit.left_px, fit.top_px) == (30, 30)


def test_a_large_window_stretches_up_to_the_cap():
    assert fit_picture((640, 480), (1280, 960)).scale == 2.0
    assert fit_picture((640, 480), (6400, 4800)).scale == theme.MAX_SCALE


def test_a_dense_screen_counts_its_own_pixels():
    assert fit_picture((640, 480), (330, 250), pixel_ratio=2.0).scale == 0.5


@pytest.mark.parametrize("size_px", [(480, 640), (1920, 1080), (641, 479), (2, 2000)])
def test_every_picture_is_whole_inside(size_px):
    fit = fit_picture(size_px, (700, 500))
    assert fit.left_px >= 0
    assert fit.left_px + fit.scale * size_px[0] <= 700.5
    assert fit.top_px + fit.scale * size_px[1] <= 500.5


def test_points_mirror_about_the_middle():
    corner = np.array([[0.0, 0.0], [640.0, 480.0]])
    plain = fit_picture((640, 480), (640, 480))
    mirrored = replace(plain, mirrored=True)
    np.testing.assert_allclose(mirrored.points(corner), [[640, 0], [0, 480]])


def drawn_without(picture, part, **changes) -> int:
    """How many pixels a part of the drawing paints."""
    picture.show_view(running_view(last_steps=(step(Side.LEFT, 9.0),), **changes))
    picture.set_look(LOOK)
    all_of_it = painted(picture)
    picture.set_look(replace(LOOK, shown=ALL_PARTS - {part}))
    return int((all_of_it != painted(picture)).any(axis=2).sum())


@pytest.mark.parametrize("part", Part)
def test_each_part_of_the_drawing_can_be_switched_off(picture, part):
    assert drawn_without(picture, part) > 30


@pytest.mark.parametrize(("stance", "x_px"), [(Stance.LEFT, 288), (Stance.RIGHT, 352)])
def test_the_foot_that_carries_is_marked(picture, stance, x_px):
    """Mutant: the other foot."""
    view = running_view(update=gait(stance=stance))
    picture.show_view(view)
    picture.set_look(replace(LOOK, shown=frozenset({Part.FOOT})))
    marked = painted(picture)
    picture.set_look(replace(LOOK, shown=frozenset()))
    columns = np.nonzero((marked != painted(picture)).any(axis=(0, 2)))[0]
    fit = picture.fit()
    assert columns.mean() == pytest.approx(fit.left_px + fit.scale * x_px, abs=3)


def test_in_the_air_no_foot_carries(picture):
    assert drawn_without(picture, Part.FOOT, update=gait(stance=Stance.FLIGHT)) == 0


@pytest.mark.parametrize(
    ("stance", "name"), [(Stance.LEFT, theme.OVER), (Stance.RIGHT, theme.LEVEL)]
)
def test_the_pelvis_turns_orange_past_the_limit_of_the_leg_that_stands(picture, stance, name):
    """Mutant: the legs' limits swapped."""
    picture.set_look(replace(LOOK, limits=Limits(left_deg=5.0, right_deg=8.0)))
    tilt_deg = stance.leg.drop_deg(6.0)
    picture.show_view(running_view(update=gait(stance=stance, obliquity_deg=tilt_deg)))
    assert len(near(painted(picture), name)) > 100
