"""The middle of one sticker, against pictures whose stickers lie where we drew them."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from gaitcoach.pelvis.sticker import Spot, close_half_px, cut_window, measure, step_for
from gaitcoach.pelvis.sticker_click import spot_at
from tests.sticker_scene import GREY, YELLOW, Scene

TRUE_PX = 0.15
"""At the usual distance of 40-70 pixels this is 0.2 degrees or less."""


def spots(scene: Scene) -> list[Spot | None]:
    picture = scene.picture()
    return [spot_at(picture, np.rint(point), scene.apart_px) for point in scene.points_px]


def errors_px(scene: Scene) -> np.ndarray:
    """(2, 2) : sticker, x and y."""
    found = spots(scene)
    assert None not in found
    return np.array([s.xy_px for s in found]) - np.array(scene.points_px)  # type: ignore[union-attr]


@pytest.mark.parametrize(("radius_px", "apart_px"), [(2.5, 28.0), (5.0, 58.0), (12.0, 58.0)])
@pytest.mark.parametrize("angle_deg", [0.0, 7.0])
def test_a_middle_is_true_wherever_it_lies_between_pixels(
    radius_px: float, apart_px: float, angle_deg: float
):
    """Kills: middles rounded, a half pixel off (also with pixels averaged down: radius 12)."""
    assert step_for(12.0) > 1
    for shift_px in itertools.product((0.0, 0.3, 0.6), repeat=2):
        scene = Scene(angle_deg, shift_px, apart_px, (radius_px, radius_px))
        assert np.abs(errors_px(scene)).max() < TRUE_PX


@pytest.mark.parametrize("blur_px", [4.0, 8.0])
def test_a_smeared_sticker_keeps_its_middle(blur_px: float):
    """Kills: only sharp pixels counted, a window too small for the smear."""
    assert np.abs(errors_px(Scene(3.0, blur_px=blur_px))).max() < TRUE_PX


@pytest.mark.parametrize("shadow_rel", [0.3, 0.5, 0.7])
def test_a_shadow_across_a_black_sticker_does_not_pull_it(shadow_rel: float):
    """Grey cloth darkens downwards. Kills: surroundings taken as one colour (up to 0.8 px off)."""
    black = (20, 20, 20)
    scene = Scene(2.0, colours=(black, black), shirt=(150, 150, 150))
    picture = shaded(scene.picture(), scene, shadow_rel)
    for point in scene.points_px:
        spot = spot_at(picture, np.rint(point), scene.apart_px)
        assert spot is not None
        assert np.abs(spot.xy_px - point).max() < TRUE_PX


def shaded(picture: np.ndarray, scene: Scene, rel: float) -> np.ndarray:
    """Light on the cloth alone falls by `rel` over four sticker radii around the stickers."""
    y = np.arange(picture.shape[0])[:, None, None] - np.mean([p[1] for p in scene.points_px])
    light = 1.0 - rel * np.clip(y / 20 + 0.5, 0, 1)
    cloth, sticker = np.array(scene.shirt, float), np.array(scene.colours[0], float)
    share = 1.0 - np.linalg.norm(picture - cloth, axis=2) / np.linalg.norm(cloth - sticker)
    dark = cloth * (light - 1.0) * np.clip(share, 0, 1)[..., None]
    return np.clip(np.rint(picture + dark), 0, 255).astype(np.uint8)


def test_the_area_is_the_discs():
    """Kills: area in averaged pixels, the cut at FLOOR and CEILING not undone."""
    for radius_px in (5.0, 12.0):
        scene = Scene(apart_px=58.0, radii_px=(radius_px, radius_px))
        for spot in spots(scene):
            assert spot is not None
            assert spot.radius_px == pytest.approx(radius_px, rel=0.08)


def test_noise_of_the_camera_widens_sigma_and_the_error_stays_inside():
    """Kills: sigma constant, or an order of magnitude off."""
    calm = spots(Scene())[0]
    grainy = [
        (spots(scene)[0], scene)
        for scene in (Scene(angle_deg=0.1 * i, shirt=GREY, noise=14.0) for i in range(12))
    ]
    assert calm is not None
    errors = []
    for spot, scene in grainy:
        assert spot is not None
        assert spot.sigma_px > 3 * calm.sigma_px
        errors.append((spot.xy_px - scene.points_px[0]) / spot.sigma_px)
    assert 0.3 < float(np.std(errors)) < 2.5


def test_nothing_is_measured_where_nothing_is():
    """Kills: a spot reported without contrast to its surroundings."""
    with_one = spots(Scene())[0]
    assert with_one is not None
    plain = Scene(radii_px=(0.0, 0.0))
    window = cut_window(plain.picture(), with_one.xy_px, close_half_px(5.0), 1)
    assert window is not None
    assert measure(window, with_one.look, 5.0, with_one.xy_px) is None


@pytest.mark.parametrize("corner_px", [(-30.0, 50.0), (120.0, 400.0), (0.0, 0.0), (239.0, 207.0)])
def test_a_click_at_the_edge_or_outside_finds_nothing(corner_px: tuple[float, float]):
    """Kills: an index error, or a picture wrapped around."""
    assert spot_at(Scene().picture(), np.array(corner_px), 42.0) is None


def test_the_colour_learned_is_the_stickers():
    """Kills: sticker and surroundings exchanged."""
    spot = spots(Scene())[0]
    assert spot is not None
    np.testing.assert_allclose(spot.look.sticker_bgr, YELLOW, atol=6)
