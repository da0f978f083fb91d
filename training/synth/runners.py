"""Crops of the runners that the clip generator draws: a few moments of very many bodies.

    python -m training.synth.runners OUT --generator DIR --first SEED --last SEED
        [--knees] [--front]

DIR holds the generator of the clips (`make.py`, `motion.py`, `render.py`, `body.py`). Whole clips
show one body ninety times; a network that shall know every body learns more from a few moments of
each. Only the square around the pelvis is drawn, as large as the camera would have seen it.
Pictures and labels as in `training.synth.samples`; use seeds from 200000. With --knees everybody
stands on one leg: there the lifted thigh hides what else tells of the pelvis, most from the front,
and with --front nobody is seen from behind.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray

from training.synth.motion import DRILLS, bent_leg, turn_x, turn_y, turn_z
from training.synth.poses import PELVIS
from training.synth.samples import JOINTS, SIDE_PX, STORED_REL, _crop

MOMENTS = 10
SHUTTER_S = 0.35 / 30
DRAWN_PX = (44, 56, 72, 92, 118, 150, 192, 246, 314, 400)
"""Sides of the square as the camera would have seen it."""
SIZES = ((1280, 720), (720, 1280), (640, 480), (640, 360), (360, 640), (480, 640))
LOST_DEG = 30.0


class Set:
    """The generator's rooms, found in a folder."""

    def __init__(self, folder: Path) -> None:
        sys.path.insert(0, str(folder))
        self.make, self.motion, self.render = (
            importlib.import_module(name) for name in ("make", "motion", "render")
        )
        self.body = importlib.import_module("body").Body()
        torch.set_num_threads(1)  # bodies are many: run several of these instead
        self._canvases = {side: self.render.Renderer(side, side, ss=1) for side in DRAWN_PX}

    def canvas(self, side_px: float):
        """Return the canvas whose side is nearest."""
        return self._canvases[min(DRAWN_PX, key=lambda side: abs(np.log(side / side_px)))]


def session(
    stage: Set, seed: int, knees: bool = False, front: bool = False
) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Return pictures (n, 144, 144, 3) RGB and labels (n, len(LABELS)) of one body."""
    rng = np.random.default_rng(seed)
    body = stage.body.shape(**_person(rng))
    joints = {name: body.idx[bone] for name, bone in JOINTS.items()}
    moves, times_s = (knee_lifted if knees else _movement)(stage, rng, seed)
    colours, stand_off_m = stage.make.dress(body, rng, {})
    rest = {name: body.rest[index, :3, 3] for name, index in body.idx.items()}
    moves.hipx = rest["upperleg01.L"][0]
    moves.leg_length = rest["upperleg01.L"][2] - rest["foot.L"][2]
    points_m, heads_m = body.pose(moves.frames(np.r_[times_s, times_s + SHUTTER_S]))
    ground_m = points_m[..., 2].min(1)
    for lift, many in ((ground_m, points_m), (ground_m, heads_m)):
        many[..., 2] -= lift[:, None]
    camera = _Camera(rng, np.ptp(body.rest_v[:, 2]), front)
    room = stage.make.room(rng)
    if not camera.behind:
        room = room[1:2]  # nothing may stand between
    canvas = stage.canvas(camera.pelvis_px(stage, heads_m[0], joints))
    canvas.scene(room)
    canvas.body(body.faces, colours, body.rest_v)
    sky = 1 if camera.behind else -1
    light = (rng.uniform(-1, 1), rng.uniform(-0.3, 1) * sky, rng.uniform(0.5, 1.4))
    dim = rng.uniform(0.3, 0.6) if rng.random() < 0.15 else rng.uniform(0.6, 1.15)
    ambient = (rng.uniform(0.45, 0.95) * dim, rng.uniform(0.3, 0.9) * dim)
    noise, quality = abs(rng.normal(0, 7)), int(rng.uniform(30, 90))
    blur = rng.random() < 0.6
    pictures, labels = [], []
    for first in range(MOMENTS):
        camera.aim(canvas)
        seen = {name: canvas.project(heads_m[first, k]) for name, k in joints.items()}
        crop, label = _framed(rng, seen, camera.behind)
        if abs(label[0]) > LOST_DEG:
            continue
        camera.zoom(canvas, crop)
        moments = (first, first + MOMENTS) if blur else (first,)
        sharp = [_draw(stage, canvas, points_m[k], stand_off_m, light, ambient) for k in moments]
        pictures.append(_sensed(rng, np.mean(sharp, 0), noise, quality))
        roll_deg, points, turn_deg = label
        labels.append([roll_deg, np.nan, *points, float(camera.behind), turn_deg])
    return np.stack(pictures), np.array(labels, np.float32)


def _person(rng: Generator) -> dict[str, float]:
    return {
        "gender": rng.random(),
        "age": rng.uniform(0.5, 0.8),
        "muscle": rng.uniform(0.3, 0.8),
        "weight": rng.uniform(0.25, 0.75),
        "height": rng.uniform(0.35, 0.7),
        "proportions": rng.uniform(0.3, 0.8),
    }


def knee_lifted(stage: Set, rng: Generator, seed: int):
    """Return one who stands on one leg, and the moments to look at, seconds.

    Two of three lift the knee as they like, not as the generator's own do; for every second one
    the pelvis goes its own way, so that the legs do not tell where it is.
    """
    drill = stage.motion.Drill(
        rng, "single_leg_stance", leg="RL"[rng.integers(2)], reps=6,
        drop=rng.uniform(0, 14), noise_seed=seed,
    )  # fmt: skip
    if rng.random() < 0.5:
        drill.obliquity = _wander(rng)
    if rng.random() < 0.67:
        frames, lift = drill.frames, _OwnLift(rng, drill.leg)
        drill.frames = lambda t: [
            lift.applied(bent, act) for bent, act in zip(frames(t), drill.act(t), strict=True)
        ]
    begin_s, end_s = drill.segs[0]
    return drill, rng.uniform(begin_s - 0.3, end_s + 0.3, MOMENTS)


class _OwnLift:
    """One person's way to lift a knee: how high, how far out, and what the pelvis does with it."""

    def __init__(self, rng: Generator, standing: str) -> None:
        self._side, self._sign = ("L", 1) if standing == "R" else ("R", -1)
        self._thigh_deg, self._knee_deg = rng.uniform(45, 110), rng.uniform(60, 125)
        self._out_deg, self._around_deg = rng.normal(6.5, 8), rng.normal(0, 10)
        self._tilt_deg, self._yaw_deg = rng.normal(-2, 5), rng.normal(0, 5)

    def applied(self, bent: dict[str, NDArray], act: float) -> dict[str, NDArray]:
        """Return the bones of one moment; `act` 0 = both feet down, 1 = the knee is up."""
        out = turn_y(self._sign * (6.5 + act * (self._out_deg - 6.5)))
        out = turn_z(self._sign * act * self._around_deg) @ out
        pelvis = turn_z(act * self._yaw_deg) @ bent["root"] @ turn_x(act * self._tilt_deg)
        bend_deg = act * self._thigh_deg, act * self._knee_deg
        swing = bent_leg(self._side, self._sign, *bend_deg, out)
        return bent | dict.fromkeys(PELVIS, pelvis) | swing


def _movement(stage: Set, rng: Generator, seed: int):
    """Return one who runs, walks or drills, and the moments to look at, seconds."""
    kind = rng.random()
    if kind < 0.25:
        drill = stage.motion.Drill(
            rng, DRILLS[rng.integers(4)], leg="RL"[rng.integers(2)], reps=3,
            drop=rng.uniform(0, 14), noise_seed=seed,
        )  # fmt: skip
        return drill, rng.uniform(0, drill.duration - 0.1, MOMENTS)
    gait = "run" if kind < 0.87 else "walk"
    runner = stage.motion.Runner(
        rng, gait=gait, noise_seed=seed,
        cadence=rng.uniform(150, 190) if gait == "run" else rng.uniform(96, 128),
        duty=rng.uniform(0.33, 0.42), drop_r=rng.uniform(-1, 12), drop_l=rng.uniform(-1, 12),
        offset=rng.normal(0, 0.9), tilt=rng.uniform(5, 16), rot=rng.uniform(2, 8),
        lean_comp=rng.uniform(-0.1, 0.6), lean=rng.uniform(0, 3),
        step_width=rng.uniform(-0.01, 0.06), arm=rng.uniform(0.6, 1.3),
        var=rng.uniform(0.3, 1.0), stride_scale=rng.uniform(0.8, 1.1),
        timing=rng.uniform(-0.04, 0.04), width=rng.uniform(0.06, 0.105), rise=rng.uniform(0, 1),
        stand_s=6.0 if rng.random() < 0.04 else 0.0,
    )  # fmt: skip
    if rng.random() < 0.45:
        runner.pattern = _wander(rng)
    return runner, rng.uniform(0, 12, MOMENTS)


def _wander(rng: Generator):
    """A pelvis that moves as it likes: the legs must not tell where it is."""
    hz, phase = rng.uniform(0.3, 5, 5), rng.uniform(0, 6.28, 5)
    deg, level = rng.normal(0, rng.uniform(1, 4.5), 5), rng.normal(0, 1.5)
    return lambda t: (
        level
        + sum(a * np.sin(2 * np.pi * f * t + q) for a, f, q in zip(deg, hz, phase, strict=True))
    )


class _Camera:
    """Stands still while it looks at one body."""

    def __init__(self, rng: Generator, tall_m: float, front: bool) -> None:
        self.behind = bool(rng.random() < 0.68) and not front
        self.size_px = SIZES[rng.integers(len(SIZES))]
        far = rng.random() < 0.15
        azimuth = np.radians(rng.uniform(-42, 42) if far else rng.normal(0, 8))
        fov = np.radians(rng.uniform(40, 62))
        distance_m = tall_m / rng.uniform(0.4, 1.3) / 2 / np.tan(fov / 2)
        sky = 1 if self.behind else -1
        height_m = rng.uniform(0.45, 1.7)
        self._eye = np.array(
            [distance_m * np.sin(azimuth), sky * distance_m * np.cos(azimuth), height_m]
        )
        self._target = (rng.uniform(-0.1, 0.1), 0.0, rng.uniform(0.75, 0.95))
        wild = rng.random() < 0.12
        self._roll = np.radians(rng.uniform(-28, 28) if wild else rng.normal(0, 3))
        self._fov = fov

    def aim(self, canvas) -> None:
        canvas.w, canvas.h = self.size_px
        canvas.camera(self._eye, self._target, self._roll, self._fov)

    def pelvis_px(self, stage: Set, heads_m: NDArray, joints: dict) -> float:
        """Return about how large the stored square is in the camera's picture."""
        canvas = stage.canvas(1)
        self.aim(canvas)
        seen = {name: canvas.project(heads_m[k]) for name, k in joints.items()}
        return STORED_REL * np.linalg.norm(seen["shoulder_l"] - seen["hip_l"])

    def zoom(self, canvas, crop) -> None:
        """Let the canvas draw nothing but the crop."""
        centre, side, turn = crop
        width, height = self.size_px
        c, s = np.cos(turn), np.sin(turn)
        to_px = np.array([[width / 2, 0, 0, width / 2], [0, -height / 2, 0, height / 2]])
        turned = np.array([[c, s], [-s, c]]) * 2 / side
        rows = turned @ to_px
        rows[:, 3] -= turned @ centre
        square = np.eye(4)
        square[:2] = rows * [[1], [-1]]
        canvas.mvp = square @ canvas.mvp
        canvas.w = canvas.h = canvas.fbo.size[0]


def _framed(rng: Generator, seen: dict, behind: bool):
    """Return the crop (centre, side, turn in picture pixels) and its label."""
    first, second = ("l", "r") if behind else ("r", "l")
    shoulders = (seen["shoulder_l"] + seen["shoulder_r"]) / 2
    return _crop(rng, seen[f"hip_{first}"], seen[f"hip_{second}"], shoulders)


def _draw(stage: Set, canvas, points_m, stand_off_m, light, ambient) -> NDArray[np.float32]:
    normals = stage.render.normals(points_m, stage.body.faces)
    return canvas.draw(points_m + normals * stand_off_m[:, None], light, ambient).astype(np.float32)


def _sensed(rng: Generator, picture: NDArray, noise: float, quality: int) -> NDArray[np.uint8]:
    grain = rng.normal(0, noise, (*picture.shape[:2], 1))
    picture = np.clip(picture + grain, 0, 255).astype(np.uint8)
    if rng.random() < 0.9:
        coded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
        picture = cv2.imdecode(coded, cv2.IMREAD_COLOR)
    way = cv2.INTER_AREA if len(picture) > SIDE_PX else cv2.INTER_LINEAR
    return cv2.resize(picture, (SIDE_PX, SIDE_PX), interpolation=way)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--generator", type=Path, required=True)
    parser.add_argument("--first", type=int, required=True)
    parser.add_argument("--last", type=int, required=True)
    parser.add_argument("--knees", action="store_true", help="everybody stands on one leg")
    parser.add_argument("--front", action="store_true", help="nobody is seen from behind")
    wanted = parser.parse_args()
    wanted.out.mkdir(parents=True, exist_ok=True)
    stage = Set(wanted.generator)
    for seed in range(wanted.first, wanted.last):
        path = wanted.out / f"body_{seed}.npz"
        if path.exists():
            continue
        begin_s = time.perf_counter()
        pictures, labels = session(stage, seed, wanted.knees, wanted.front)
        part = path.with_suffix(".part.npz")
        np.savez(part, pictures=pictures, labels=labels)
        part.replace(path)
        print(seed, f"{(time.perf_counter() - begin_s) * 1000:.0f} ms", flush=True)


if __name__ == "__main__":
    main()
