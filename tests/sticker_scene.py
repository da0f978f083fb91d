"""Drawn runners with stickers, true to a hundredth of a pixel: drawn large, then shrunk."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import cv2
import numpy as np

from gaitcoach.landmarks import N_LANDMARKS
from gaitcoach.landmarks import Landmark as L
from gaitcoach.pelvis.markers import MarkerLine
from gaitcoach.types import Frame, PelvisAngle, Pose, View, Viewpoint

FINE = 8
"""Pictures are drawn this many times larger and shrunk: the camera's mixing of colours at edges."""
SIZE_PX = (240, 208)
MIDDLE_PX = np.array([120.3, 145.6])
TORSO_PX = 130.0
FPS = 30.0

YELLOW, BLUE, GREY, GREEN = (40, 220, 235), (120, 60, 30), (110, 110, 110), (60, 200, 40)
WALL, SKIN = (150, 150, 150), (120, 150, 200)


@dataclass(frozen=True)
class Scene:
    """A trunk with two stickers. Colours BGR.

    angle_deg : + = the picture's left sticker is higher
    shift_px : of the whole runner
    radii_px : of the left and right sticker, 0 = none
    blur_px : length of the smear, up and down
    light : every colour times this
    cover, cover_colour : rectangle (x0, y0, x1, y1) in pixels of something in front: an arm, a fold
    spare_px : from the left sticker to a third one like it
    noise : standard deviation of camera noise, of 255
    """

    angle_deg: float = 0.0
    shift_px: tuple[float, float] = (0.0, 0.0)
    apart_px: float = 42.0
    radii_px: tuple[float, float] = (5.0, 5.0)
    colours: tuple[tuple[int, int, int], tuple[int, int, int]] = (YELLOW, YELLOW)
    shirt: tuple[int, int, int] = BLUE
    shorts: tuple[int, int, int] | None = None
    middle_torsos: float = 0.0
    blur_px: float = 0.0
    light: float = 1.0
    cover: tuple[float, float, float, float] | None = None
    cover_colour: tuple[int, int, int] = SKIN
    spare_px: tuple[float, float] | None = None
    noise: float = 0.0
    viewpoint: Viewpoint = field(default_factory=Viewpoint)

    def but(self, **changes: object) -> Scene:
        return replace(self, **changes)  # type: ignore[arg-type]

    @property
    def hips_px(self) -> np.ndarray:
        return MIDDLE_PX + np.array(self.shift_px)

    @property
    def points_px(self) -> tuple[np.ndarray, np.ndarray]:
        """The middles of the picture's left and right sticker."""
        half = self.apart_px / 2
        angle = np.radians(self.angle_deg)
        arm = half * np.array([np.cos(angle), np.sin(angle)])
        middle = self.hips_px + np.array([self.middle_torsos * TORSO_PX, -0.1 * TORSO_PX])
        return middle - arm, middle + arm

    def picture(self) -> np.ndarray:
        fine = np.full((SIZE_PX[1] * FINE, SIZE_PX[0] * FINE, 3), WALL, np.uint8)
        x, y = self.hips_px
        _box(fine, (x - 48, y - TORSO_PX, x + 48, y + 40), self.shirt)
        if self.shorts is not None:
            _box(fine, (x - 48, self.points_px[0][1], x + 48, y + 40), self.shorts)
        for point, radius, colour in zip(self.points_px, self.radii_px, self.colours, strict=True):
            if radius:
                _disc(fine, point, radius, colour)
        if self.spare_px is not None:
            spare = self.points_px[0] + self.spare_px
            _disc(fine, spare, self.radii_px[0], self.colours[0])
        if self.cover is not None:
            _box(fine, self.cover, self.cover_colour)
        if self.blur_px:
            fine = cv2.blur(fine, (1, 2 * round(self.blur_px * FINE / 2) + 1))
        small = cv2.resize(fine, SIZE_PX, interpolation=cv2.INTER_AREA).astype(float) * self.light
        if self.noise:
            seed = abs(hash((self.angle_deg, self.shift_px)))
            small += np.random.default_rng(seed).normal(0, self.noise, small.shape)
        return np.clip(np.rint(small), 0, 255).astype(np.uint8)

    def frame(self, index: int = 0) -> Frame:
        return Frame(self.picture(), index, index / FPS)

    def pose(self, index: int = 0) -> Pose:
        """Hips and shoulders, level: a pose that knows nothing of the angle."""
        xy_px = np.full((N_LANDMARKS, 2), np.nan)
        outward = -1.0 if self.viewpoint.left_is_image_left else 1.0
        for name, sign in (("LEFT", outward), ("RIGHT", -outward)):
            xy_px[L[f"{name}_HIP"]] = self.hips_px + np.array([sign * 25.0, 0.0])
            xy_px[L[f"{name}_SHOULDER"]] = self.hips_px + np.array([sign * 40.0, -TORSO_PX])
        nothing = np.zeros((N_LANDMARKS, 3))
        return Pose(index / FPS, index, xy_px, nothing, np.ones(N_LANDMARKS), SIZE_PX)


BEHIND = Viewpoint()
FRONT = Viewpoint(View.FRONT)
MIRRORED = Viewpoint(View.BEHIND, mirrored=True)
FRONT_MIRRORED = Viewpoint(View.FRONT, mirrored=True)


def running(index: int) -> dict[str, object]:
    """Angle, place and blur of a runner on a treadmill, frame by frame."""
    t = index / FPS
    speed_px = 12.0 * 2 * np.pi * 2.8 / FPS * np.cos(2 * np.pi * 2.8 * t)
    return {
        "angle_deg": float(5.0 * np.sin(2 * np.pi * 1.4 * t) + 1.0),
        "shift_px": (
            float(3.0 * np.sin(2 * np.pi * 1.4 * t)),
            float(12.0 * np.sin(2 * np.pi * 2.8 * t)),
        ),
        "blur_px": float(0.3 * abs(speed_px)),
    }


def _box(fine: np.ndarray, box_px: tuple[float, ...], colour: tuple[int, int, int]) -> None:
    x0, y0, x1, y1 = (round((v + 0.5) * FINE) for v in box_px)
    cv2.rectangle(fine, (x0, y0), (x1 - 1, y1 - 1), colour, -1)


def _disc(
    fine: np.ndarray, point_px: np.ndarray, radius_px: float, colour: tuple[int, int, int]
) -> None:
    # Pixel (0, 0) of the small picture is the middle of the first FINE x FINE pixels.
    x, y = ((v + 0.5) * FINE - 0.5 for v in point_px)
    cv2.circle(
        fine,
        (round(x * 16), round(y * 16)),
        round(radius_px * FINE * 16),
        colour,
        -1,
        cv2.LINE_AA,
        4,
    )


class Runner:
    """A drawn runner and the estimator that watches, picture by picture."""

    def __init__(self, scene: Scene | None = None, *, placed: bool = True) -> None:
        self.scene = scene or Scene()
        self.line = MarkerLine(self.scene.viewpoint)
        self.index = 0
        if placed:
            self.line.place(self.scene.frame(), *self.scene.points_px, self.scene.pose())

    def see(self, **changes: object) -> PelvisAngle | None:
        scene = self.scene.but(**changes)
        self.index += 1
        return self.line.estimate(scene.frame(self.index), scene.pose(self.index))
