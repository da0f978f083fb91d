"""Draws the picture of each drill: a body of ours in the position, on nothing.

python -m training.draw_drills assets/drills
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from training.synth.body import Body, BoneTurns, Posed
from training.synth.motion import SIDES, SPINE, Drill, arm, leg, turn_x, turn_y
from training.synth.render import Camera, Canvas, Cloth, Light, boxes, vertex_normals
from training.synth.wardrobe import Marks, marks_of

SIDE_PX, DRAWN_PX, MARGIN_PX = 360, 1440, 10
SKIN, HAIR = (0.80, 0.60, 0.48), (0.30, 0.21, 0.15)
SHIRT, SHORTS, SHOES = (0.45, 0.62, 0.78), (0.35, 0.39, 0.48), (0.82, 0.84, 0.87)
PROP = (0.52, 0.56, 0.60)
PROPS = {"step": (0.13, 0.05), "mat": (0.02, 0.06)}
"""How thick, and how much wider than what it carries, metres."""
LINE_RGB, HALO_RGB = (98, 182, 238), (17, 21, 27)
LIGHT = Light((-0.4, -0.7, 0.6), (0.8, -0.3, 0.2), (0.62, 0.42, 0.15), (0, 1, 0.1, 0))
FOV_DEG, DISTANCE_M = 30.0, 4.6


@dataclass(frozen=True)
class Picture:
    """One drill as it is drawn.

    azimuth_deg : 0 = from in front, + = from the runner's left
    prop : "step" under the standing foot, "mat" under the whole body
    """

    name: str
    turns: BoneTurns
    azimuth_deg: float
    prop: str = ""


def pictures(body: Body) -> list[Picture]:
    """Return all of them; the standing leg is the right one."""

    def standing(kind: str, tilt_deg: float, act: float = 1.0) -> BoneTurns:
        return Drill(kind, "R", act, tilt_deg, 0.0).turns()

    stance = standing("single_leg_stance", 0.0) | hands_on_hips()
    return [
        Picture("single_leg_stance", standing("single_leg_stance", 0.0), 24.0),
        Picture("mirror_stance", stance, 24.0),
        Picture("hip_abduction", standing("hip_abduction", 0.0) | hands_on_hips(), 8.0),
        Picture("hip_hike", standing("hip_hike", -7.0) | hands_on_hips(), 8.0, "step"),
        Picture("single_leg_squat", squat(), -40.0),
        Picture("glute_bridge", bridge(body, 20.0), 0.0, "mat"),
        Picture("marching_bridge", bridge(body, 20.0, 88.0), 0.0, "mat"),
    ]


def hands_on_hips() -> BoneTurns:
    """Upper arms out and a little back, forearms in to the waist."""
    turns: BoneTurns = {}
    for side, sign in SIDES:
        upper = turn_x(14) @ turn_y(sign * 4)
        lower = turn_x(-4) @ turn_y(sign * 88)
        turns |= arm(side, upper, lower)
    return turns


def squat() -> BoneTurns:
    """On the right leg, the trunk a little forward, arms ahead."""
    turns = Drill("single_leg_squat", "R", 0.9, 0.0, 0.0).turns()
    turns |= {bone: turn_x(16) for bone in SPINE}
    turns |= leg("L", turn_x(4) @ turn_y(6.5), turn_x(78) @ turn_y(6.5), turn_x(100))
    for side, sign in SIDES:
        ahead = turn_x(-62) @ turn_y(sign * 36)
        turns |= arm(side, ahead, ahead)
    return turns


BACK_M = 0.08
"""From the floor to the spine of who lies on it."""
LYING = np.array([[0.0, 0.0, 1.0], [-1.0, 0.0, 0.0], [0.0, -1.0, 0.0]])
"""On one's back: the head points to +x, the chest up, the left side away from the camera at -y."""


def tipped(degrees: float) -> NDArray[np.float64]:
    """Return the lying turn, tipped about the body's cross axis; + = the head lower."""
    return turn_y(degrees) @ LYING


def bridge(body: Body, trunk_deg: float, march_deg: float | None = None) -> BoneTurns:
    """Shoulders on the floor, hips up by `trunk_deg`; the left thigh raised when marching.

    The feet stand where the shanks are upright.
    """
    floor_m = body.rest_m[:, 2].min()
    hip_m, knee_m, neck_m = (
        body.head_m(bone)[2] - floor_m for bone in ("upperleg01.L", "lowerleg01.L", "spine01")
    )
    hips_up_m = (neck_m - hip_m) * np.sin(np.radians(trunk_deg)) + BACK_M
    rise_rel = (knee_m - hips_up_m) / (hip_m - knee_m)
    thigh_deg = float(np.degrees(np.arcsin(np.clip(rise_rel, -1, 1))))
    pelvis = tipped(trunk_deg)
    turns = dict.fromkeys(("root", "pelvis.L", "pelvis.R", *SPINE), pelvis)
    turns |= dict.fromkeys(("neck01", "head"), tipped(0.0))
    for side, sign in SIDES:
        lifted = march_deg is not None and side == "L"
        thigh = tipped(march_deg if lifted else thigh_deg)
        shank = tipped(march_deg - 90.0 if lifted else -90.0)
        spread = turn_y(sign * 5.5)
        turns |= leg(side, thigh @ spread, shank @ spread, shank)
        turns |= {f"shoulder01.{side}": tipped(0.0)}
        beside = tipped(-17.0) @ turn_y(sign * 36)
        turns |= arm(side, beside, beside)
    return turns


def _pieces(body: Body, marks: Marks) -> list[tuple[NDArray, float, Cloth]]:
    """Return (faces, stand off in metres, cloth), from the skin outwards."""
    z = body.rest_m[:, 2]
    head = ~marks.arm & (z > marks.neck + 0.03)
    behind = body.rest_m[:, 1] > body.head_m("head")[1] + 0.005
    hair = head & (behind | (z > body.head_m("head")[2] + 0.10))
    sleeve = marks.arm & (np.abs(body.rest_m[:, 0]) < 0.27)
    trunk = ~marks.arm & (z > marks.hip - 0.02) & (z < marks.neck + 0.02)
    legs = ~marks.arm & (z < marks.waist) & (z > marks.knee + 0.10)
    feet = z < marks.ankle + 0.02
    everything = np.ones(len(z), bool)
    return [
        (_faces(body, mask), stand_off_m, Cloth(c1=colour))
        for mask, stand_off_m, colour in (
            (everything, 0.0, SKIN), (legs, 0.006, SHORTS), (trunk | sleeve, 0.009, SHIRT),
            (hair, 0.014, HAIR), (feet, 0.010, SHOES),
        )
    ]  # fmt: skip


def _faces(body: Body, mask: NDArray) -> NDArray:
    return body.faces[mask[body.faces].all(axis=1)]


def draw(body: Body, canvas: Canvas, picture: Picture) -> NDArray[np.uint8]:
    """Return the picture, (SIDE_PX, SIDE_PX, 4) RGB and coverage, with the line of the pelvis."""
    posed: Posed = body.pose([picture.turns])
    points_m = posed.vertices_m[0]
    low_m = points_m.min(axis=0)
    low_m[2] -= PROPS[picture.prop][0] if picture.prop else 0.0
    middle_m = (low_m + points_m.max(axis=0)) / 2
    angle = np.radians(picture.azimuth_deg)
    away_m = DISTANCE_M * np.array([np.sin(angle), -np.cos(angle), 0.0])
    away_m[2] = 0.25
    camera = Camera(middle_m + away_m, middle_m, 0.0, np.radians(FOV_DEG))
    normals = vertex_normals(points_m, body.faces)
    edge = np.vstack([points_m, low_m * [0, 0, 1] + middle_m * [1, 1, 0]])
    seen = camera.picture(edge)
    low, high = seen.min(axis=0), seen.max(axis=0)
    centre, side = (low + high) / 2, float((high - low).max()) * 1.06
    canvas.start(camera.cut(centre, side, 0.0), camera.eye_m, LIGHT)
    if picture.prop:
        around_m = _right_foot(body, points_m) if picture.prop == "step" else points_m
        box_m, box_normals, box_faces = _under(around_m, *PROPS[picture.prop])
        canvas.draw(box_m, box_normals, box_m, box_faces, Cloth(c1=PROP))
    for faces, stand_off_m, cloth in _pieces(body, marks_of(body)):
        canvas.draw(points_m + normals * stand_off_m, normals, body.rest_m, faces, cloth)
    drawn = canvas.picture().copy()
    drawn[..., 3] = np.where(drawn[..., 3] > 0, 255, 0)
    hips = [posed.bones[0, body.index[f"upperleg01.{leg}"], :3, 3] for leg in ("L", "R")]
    hips_px = ((camera.picture(np.array(hips)) - centre) / side + 0.5) * DRAWN_PX
    if abs(hips_px[0, 0] - hips_px[1, 0]) > 0.05 * DRAWN_PX:
        _pelvis_line(drawn, hips_px)
    return _small(drawn)


def _right_foot(body: Body, points_m: NDArray) -> NDArray:
    low = body.rest_m[:, 2] < body.head_m("foot.L")[2] + 0.02
    return points_m[low & (body.rest_m[:, 0] < 0)]


def _under(around_m: NDArray, thick_m: float, wider_m: float) -> tuple[NDArray, NDArray, NDArray]:
    """Return a box whose top carries these points."""
    low, high = around_m.min(axis=0), around_m.max(axis=0)
    size_m = np.array([*(high - low)[:2] + 2 * wider_m, thick_m])
    middle_m = np.array([*(low + high)[:2] / 2, low[2] - 0.010 - thick_m / 2])
    return boxes(middle_m[None], size_m[None])


def _pelvis_line(drawn: NDArray[np.uint8], hips_px: NDArray) -> None:
    half = (hips_px[0] - hips_px[1]) * 1.05
    ends = [tuple(np.round(hips_px.mean(axis=0) + s * half).astype(int).tolist()) for s in (-1, 1)]
    for rgb, width in ((HALO_RGB, 34), (LINE_RGB, 20)):
        cv2.line(drawn, *ends, (*rgb, 255), width, cv2.LINE_AA)


def _small(drawn: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Shrink with colours weighed by coverage, so that no dark rim is left."""
    share = drawn[..., 3:].astype(np.float32) / 255
    size = (SIDE_PX, SIDE_PX)
    weighed = cv2.resize(drawn[..., :3] * share, size, interpolation=cv2.INTER_AREA)
    cover = cv2.resize(share, size, interpolation=cv2.INTER_AREA)[..., None]
    rgb = weighed / np.maximum(cover, 1e-3)
    return np.clip(np.concatenate([rgb, cover * 255], axis=2), 0, 255).astype(np.uint8)


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    body, canvas = Body(), Canvas(DRAWN_PX)
    body.shape(gender=0.35, age=0.6, muscle=0.6, weight=0.4, height=0.5, proportions=0.6)
    for picture in pictures(body):
        rgba = draw(body, canvas, picture)
        path = folder / f"{picture.name}.png"
        cv2.imwrite(
            str(path), cv2.cvtColor(rgba, cv2.COLOR_RGBA2BGRA), [cv2.IMWRITE_PNG_COMPRESSION, 9]
        )
        print(path, path.stat().st_size)


if __name__ == "__main__":
    main()
