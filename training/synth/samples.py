"""One training sample: a pelvis cut out of a picture, and how it really lies.

python -m training.synth.samples OUT --first SEED --last SEED [--photos DIR]
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from training.synth import sensor
from training.synth.body import Body, Posed
from training.synth.poses import movement
from training.synth.render import Camera, Canvas, Cloth, Light, boxes, vertex_normals
from training.synth.wardrobe import Layer, Marks, colour, marks_of, outfit

SIDE_PX = 144
DRAWN_PX = 216
STORED_REL = 1.8
"""Side of the stored square in torso lengths: the network's crop plus room to turn and shift."""
OUTFITS, MOMENTS = 5, 10


def _unit(vector) -> tuple:
    return tuple(np.asarray(vector) / np.linalg.norm(vector))


def light(rng: Generator) -> Light:
    """Daylight, lamps, half shadow."""
    return Light(
        main=_unit([rng.normal(0, 0.8), rng.normal(0, 0.8), rng.uniform(0.1, 1.2)]),
        fill=_unit([rng.normal(), rng.normal(), rng.normal(0, 0.4)]),
        strength=(rng.uniform(0.3, 0.9), rng.uniform(0.1, 1.0), rng.uniform(0, 0.4)),
        shade=(
            rng.choice([0, rng.uniform(0, 0.8)]),
            rng.uniform(1, 9),
            rng.uniform(0.01, 0.3),
            rng.uniform(0, 50),
        ),
    )


def camera(rng: Generator, pelvis_m: NDArray, floor_m: float) -> tuple[Camera, bool]:
    """Return a camera behind or in front of the runner, and whether it is behind."""
    behind = bool(rng.random() < 0.6)
    azimuth = np.radians(
        np.clip(rng.normal(0, 9), -25, 25) if rng.random() < 0.6 else rng.uniform(-45, 45)
    )
    distance_m = np.exp(rng.uniform(np.log(1.6), np.log(6)))
    eye_m = pelvis_m + distance_m * np.array(
        [np.sin(azimuth), np.cos(azimuth) if behind else -np.cos(azimuth), 0]
    )
    eye_m[2] = floor_m + np.clip(rng.normal(1.0, 0.4), 0.15, 2.4)
    target_m = pelvis_m + rng.normal(0, 0.06 * distance_m, 3)
    roll = np.radians(rng.normal(0, 4) if rng.random() < 0.6 else rng.uniform(-30, 30))
    return Camera(eye_m, target_m, roll, np.radians(rng.uniform(35, 75))), behind


class Studio:
    """Draws samples, one body after another."""

    def __init__(self, photos: list[NDArray]) -> None:
        self._body = Body()
        self._canvas = Canvas(DRAWN_PX)
        self._photos = photos

    def session(self, seed: int) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
        """Return pictures (n, 144, 144, 3) RGB and labels (n, len(LABELS)) of one body."""
        rng = np.random.default_rng(seed)
        body = self._body
        body.shape(**_person(rng))
        marks = marks_of(body)
        pictures, labels = [], []
        for _ in range(OUTFITS):
            posed = body.pose(movement(body, rng, MOMENTS))
            layers = outfit(body, marks, rng)
            for moment in range(MOMENTS):
                picture, label = self._sample(rng, posed, moment, layers, marks)
                pictures.append(picture)
                labels.append(label)
        return np.stack(pictures), np.array(labels, np.float32)

    def _sample(
        self, rng: Generator, posed: Posed, moment: int, layers: list[Layer], marks: Marks
    ) -> tuple[NDArray, list[float]]:
        bones = posed.bones[moment]
        joints_m = {name: bones[self._body.index[bone], :3, 3] for name, bone in JOINTS.items()}
        eye, behind = camera(
            rng, (joints_m["hip_l"] + joints_m["hip_r"]) / 2, self._body.rest_m[:, 2].min()
        )
        seen = {name: eye.picture(point[None])[0] for name, point in joints_m.items()}
        first, second = ("l", "r") if behind else ("r", "l")
        crop, label = _crop(
            rng,
            seen[f"hip_{first}"],
            seen[f"hip_{second}"],
            (seen["shoulder_l"] + seen["shoulder_r"]) / 2,
        )
        self._draw(rng, posed, moment, layers, eye, crop, behind)
        side_px = DRAWN_PX
        behind_it = sensor.backdrop(rng, side_px, self._photos)
        picture = sensor.compose(rng, self._canvas.picture(), behind_it)
        yaw_deg = _yaw_deg(bones[self._body.index["root"]], joints_m, eye, behind)
        roll_deg, points, turn_deg = label
        return sensor.sense(rng, picture, SIDE_PX), [
            roll_deg,
            yaw_deg,
            *points,
            float(behind),
            turn_deg,
        ]

    def _draw(self, rng, posed, moment, layers, eye, crop, behind) -> None:
        body = self._body
        skin_m = posed.vertices_m[moment]
        normals = vertex_normals(skin_m, body.faces)
        trunk = posed.bones[moment, body.index["spine02"]] @ np.linalg.inv(
            body.rest_bones[body.index["spine02"]]
        )
        hung_m = body.rest_m @ trunk[:3, :3].T + trunk[:3, 3]
        self._canvas.start(eye.cut(*crop), eye.eye_m, light(rng))
        for layer in reversed(layers):
            follow = layer.hang_rel[:, None]
            points_m = (
                skin_m * (1 - follow) + hung_m * follow + normals * layer.stand_off_m[:, None]
            )
            self._canvas.draw(points_m, normals, body.rest_m, layer.faces, layer.cloth)
        if rng.random() < 0.4:
            self._room(rng, behind)

    def _room(self, rng: Generator, behind: bool) -> None:
        """A treadmill, a floor, things that stand about."""
        n = rng.integers(2, 9)
        aside = rng.choice([-1, 1], n) * rng.uniform(0.6, 1.8, n)
        centres = np.c_[aside, rng.uniform(-2.5, 2.5, n), rng.uniform(0, 1.8, n)]
        sizes = np.exp(rng.uniform(np.log(0.04), np.log(0.8), (n, 3)))
        treadmill = TREADMILL if behind else TREADMILL[[0, 1, 3]]
        centres, sizes = np.r_[centres, treadmill[:, :3]], np.r_[sizes, treadmill[:, 3:]]
        centres[:, 2] += self._body.rest_m[:, 2].min()
        for centre, size in zip(centres, sizes, strict=True):
            points, normals, faces = boxes(centre[None], size[None])
            thing = Cloth(c1=colour(rng), wrinkle=(0.05, 10, 1, 3))
            self._canvas.draw(points, normals, points, faces, thing)


TREADMILL = np.array(
    [
        [0.42, -0.6, 0.5, 0.06, 0.08, 1.1],
        [-0.42, -0.6, 0.5, 0.06, 0.08, 1.1],
        [0, -0.9, 1.1, 0.8, 0.12, 0.3],
        [0, 0, -0.06, 0.85, 1.8, 0.1],
    ]
)
"""Centre and size of its boxes, metres above the floor."""
JOINTS = {
    "hip_l": "upperleg01.L",
    "hip_r": "upperleg01.R",
    "shoulder_l": "upperarm01.L",
    "shoulder_r": "upperarm01.R",
}


def _person(rng: Generator) -> dict[str, float]:
    return {
        "gender": rng.random(),
        "age": rng.uniform(0.45, 0.85),
        "muscle": rng.uniform(0.2, 0.9),
        "weight": rng.uniform(0.15, 0.85),
        "height": rng.uniform(0.3, 0.75),
        "proportions": rng.uniform(0.2, 0.9),
    }


def _crop(rng: Generator, left, right, shoulders):
    """Cut as the pose model would have it: centre, size and turn are all a little wrong."""
    middle = (left + right) / 2
    up = shoulders - middle
    torso = np.linalg.norm(up)
    roll = np.arctan2(right[1] - left[1], right[0] - left[0])
    lean = np.arctan2(up[0], -up[1])
    follow = rng.uniform(0.1, 1.0)
    turn = 0.5 * lean + 0.5 * follow * roll + np.radians(rng.normal(0, 3.5))
    centre = middle + torso * rng.normal(0, 0.06, 2)
    side = STORED_REL * torso * np.exp(rng.normal(0, 0.1))
    c, s = np.cos(turn), np.sin(turn)
    # The crop is turned back by `turn`: what rolled with the body stands upright in it.
    points = [np.array([[c, s], [-s, c]]) @ (point - centre) / side for point in (left, right)]
    new = np.degrees(np.arctan2(points[1][1] - points[0][1], points[1][0] - points[0][0]))
    return (centre, side, turn), (new, (*points[0], *points[1]), np.degrees(turn))


def _yaw_deg(root, joints_m: dict, eye: Camera, behind: bool) -> float:
    """How far the hip line is turned out of the picture; + = the picture's left hip is nearer."""
    first, second = ("hip_l", "hip_r") if behind else ("hip_r", "hip_l")
    across = joints_m[second] - joints_m[first]
    away = (joints_m["hip_l"] + joints_m["hip_r"]) / 2 - eye.eye_m
    away = away[:2] / np.linalg.norm(away[:2])
    right = np.array([away[1], -away[0]])
    return float(np.degrees(np.arctan2(across[:2] @ away, across[:2] @ right)))


def load_photos(folder: Path | None) -> list[NDArray]:
    """Read every photograph under a folder, at most 1200 px high."""
    photos = []
    for path in sorted(folder.rglob("*.jpg")) + sorted(folder.rglob("*.png")) if folder else []:
        photo = cv2.imread(str(path))
        if photo is not None and min(photo.shape[:2]) > 300:
            scale = min(1.0, 1200 / photo.shape[0])
            photos.append(
                cv2.resize(photo, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)[..., ::-1]
            )
    return photos


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--first", type=int, required=True)
    parser.add_argument("--last", type=int, required=True)
    parser.add_argument("--photos", type=Path)
    wanted = parser.parse_args()
    wanted.out.mkdir(parents=True, exist_ok=True)
    studio = Studio(load_photos(wanted.photos))
    for seed in range(wanted.first, wanted.last):
        path = wanted.out / f"body_{seed}.npz"
        if path.exists():
            continue
        begin_s = time.perf_counter()
        pictures, labels = studio.session(seed)
        part = path.with_suffix(".part.npz")
        np.savez(part, pictures=pictures, labels=labels)
        part.replace(path)
        print(
            seed,
            f"{(time.perf_counter() - begin_s) / len(labels) * 1000:.0f} ms a sample",
            flush=True,
        )


if __name__ == "__main__":
    main()
