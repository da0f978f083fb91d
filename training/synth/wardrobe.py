"""What the runner wears: layers of cloth cut by planes in the body's rest space."""

from __future__ import annotations

import colorsys
from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from training.synth.body import Body
from training.synth.render import N_SPOTS, Cloth

SKIN = [
    (0.86, 0.66, 0.55),
    (0.75, 0.55, 0.43),
    (0.55, 0.38, 0.28),
    (0.38, 0.25, 0.18),
    (0.92, 0.75, 0.66),
]


@dataclass(frozen=True)
class Layer:
    """One piece: its triangles, how far it stands off the skin, how it follows the trunk.

    stand_off_m : (V,) along the normals
    hang_rel : (V,) 0 = moves with the skin below it, 1 = hangs from the upper trunk
    """

    faces: NDArray
    stand_off_m: NDArray
    hang_rel: NDArray
    cloth: Cloth


@dataclass(frozen=True)
class Marks:
    """Heights of the body at rest, metres, and which vertices belong to what."""

    hip: float
    knee: float
    ankle: float
    waist: float
    chest: float
    neck: float
    arm: NDArray
    leg: NDArray
    upper_arm: NDArray


def marks_of(body: Body) -> Marks:
    """Find the regions of a body by its nearest bones."""
    names = _nearest_bone(body)
    starts = lambda *begin: np.array([str(name).startswith(begin) for name in names])  # noqa: E731
    return Marks(
        hip=body.head_m("upperleg01.L")[2],
        knee=body.head_m("lowerleg01.L")[2],
        ankle=body.head_m("foot.L")[2],
        waist=body.head_m("spine04")[2],
        chest=body.head_m("spine02")[2],
        neck=body.head_m("neck01")[2],
        arm=starts("upperarm", "lowerarm", "wrist", "finger", "metacarpal", "shoulder"),
        leg=starts("upperleg", "lowerleg", "pelvis", "root", "foot", "toe"),
        upper_arm=starts("upperarm", "shoulder"),
    )


def _nearest_bone(body: Body) -> NDArray:
    nearest_m = np.full(len(body.rest_m), 9.0)
    names = np.empty(len(body.rest_m), object)
    for child, parent in enumerate(body.parents):
        if parent < 0:
            continue
        a, b = body.rest_bones[parent, :3, 3], body.rest_bones[child, :3, 3]
        along = b - a
        length2 = along @ along
        if length2 < 1e-8:
            continue
        share = np.clip((body.rest_m - a) @ along / length2, 0, 1)
        distance_m = np.linalg.norm(body.rest_m - a - share[:, None] * along, axis=1)
        closer = distance_m < nearest_m
        nearest_m[closer] = distance_m[closer]
        names[closer] = body.labels[parent]
    return names


def colour(rng: Generator, low: float = 0.05, high: float = 0.95) -> tuple:
    """A random colour; greys, blacks and whites as often as bright ones."""
    grey = rng.random() < 0.45
    saturation = rng.uniform(0, 0.12) if grey else rng.uniform(0.25, 1)
    return colorsys.hsv_to_rgb(rng.random(), saturation, rng.uniform(low, high))


def _plane(rng: Generator, height_m: float, roll_deg: float, slope_deg: float) -> tuple:
    """A cutting plane, nearly horizontal: real waistbands and hems are never quite level."""
    roll, slope = np.radians(rng.normal(0, roll_deg)), np.radians(rng.normal(0, slope_deg))
    normal = np.array([np.tan(roll), np.tan(slope), 1.0])
    normal /= np.linalg.norm(normal)
    return (*normal, normal[2] * height_m)


def _cloth(rng: Generator, plain: float, **more) -> Cloth:
    kind = 0 if rng.random() < plain else int(rng.integers(1, 7))
    return Cloth(
        c1=colour(rng),
        c2=colour(rng),
        c3=colour(rng),
        pat=(
            kind,
            np.exp(rng.uniform(np.log(4), np.log(60))),
            rng.uniform(0, 3.14),
            rng.uniform(0.2, 1),
        ),
        wrinkle=(
            0.7 * rng.random() ** 2,
            rng.uniform(8, 50),
            rng.uniform(0.3, 1.5),
            rng.uniform(0, 50),
        ),
        seam=(rng.uniform(0.001, 0.006), rng.choice([0, 0, rng.uniform(0, 0.7)])),
        **more,
    )


def undress(body: Body, rng: Generator) -> Layer:
    """The skin: muscle and fat differ a little between left and right."""
    skin = np.array(SKIN[rng.integers(len(SKIN))]) * rng.uniform(0.8, 1.15)
    cloth = Cloth(
        c1=tuple(np.clip(skin, 0, 1)),
        wrinkle=(0.08 * rng.random(), rng.uniform(8, 25), 1, rng.uniform(0, 50)),
    )
    swell = _lumps(body.rest_m, rng, 0.006)
    return Layer(body.faces, swell, np.zeros(len(swell)), _spotted(cloth, body, rng))


def shorts(body: Body, marks: Marks, rng: Generator) -> Layer:
    """Briefs, shorts or tights; tight, loose or wide."""
    top_m = (
        marks.hip
        + rng.choice([0.0, 0.4, 0.8, 1.1]) * (marks.waist - marks.hip)
        + rng.normal(0.03, 0.02)
    )
    hem_m = rng.choice(
        [marks.hip - 0.08, marks.hip - 0.16, marks.hip - 0.26, marks.knee, marks.ankle],
        p=[0.15, 0.3, 0.25, 0.15, 0.15],
    )
    wide_m = (
        rng.choice([0.0, 0.008, 0.02, 0.035]) * rng.random() if hem_m > marks.knee - 0.05 else 0.002
    )
    down = np.clip((top_m - body.rest_m[:, 2]) / max(top_m - hem_m, 0.05), 0, 1)
    stand_off_m = 0.004 + wide_m * down + _flutes(body.rest_m, rng, wide_m * 0.5) * down
    stand_off_m += _lumps(body.rest_m, rng, 0.004) + _pocket(body.rest_m, marks, rng)
    mask = marks.leg | ~marks.arm
    mask &= (body.rest_m[:, 2] < top_m + 0.06) & (body.rest_m[:, 2] > hem_m - 0.06)
    cloth = _cloth(
        rng,
        0.55,
        upper=_plane(rng, top_m, 0.9, 6),
        lower=_plane(rng, hem_m, 2.5, 8),
        trim=(rng.choice([0, rng.uniform(0.01, 0.05)]), rng.choice([0, rng.uniform(0.005, 0.03)])),
    )
    return Layer(_faces(body, mask), stand_off_m, np.zeros(len(mask)), _spotted(cloth, body, rng))


def shirt(body: Body, marks: Marks, rng: Generator) -> Layer:
    """A bra top, a shirt to the waist or one that hangs loose over the hips."""
    hem_m = rng.choice(
        [marks.chest, marks.waist + 0.02, marks.hip + 0.06, marks.hip - 0.02, marks.hip - 0.10],
        p=[0.15, 0.15, 0.25, 0.25, 0.20],
    ) + rng.normal(0, 0.015)
    wide_m = rng.choice([0.0, 0.01, 0.025, 0.05]) * rng.random()
    down = np.clip((marks.chest - body.rest_m[:, 2]) / max(marks.chest - hem_m, 0.1), 0, 1)
    stand_off_m = 0.008 + wide_m * down + _flutes(body.rest_m, rng, wide_m * 0.4) * down
    stand_off_m += _lumps(body.rest_m, rng, 0.004)
    mask = (~marks.arm | (marks.upper_arm if rng.random() < 0.7 else False)) & (
        body.rest_m[:, 2] > hem_m - 0.06
    )
    cloth = _cloth(
        rng,
        0.55,
        upper=(0, 0, 1, marks.neck + 0.02),
        lower=_plane(rng, hem_m, 2.0, 6),
        trim=(0, rng.choice([0, rng.uniform(0.005, 0.03)])),
    )
    hang = down * rng.choice([0, rng.random()]) * (wide_m > 0.004)
    return Layer(_faces(body, mask), stand_off_m, hang, _spotted(cloth, body, rng))


def belt(body: Body, marks: Marks, rng: Generator) -> Layer:
    """A running belt, a strap or a tied jacket; it sits askew more than a waistband does."""
    middle_m = rng.uniform(marks.hip + 0.03, marks.waist + 0.03)
    half_m = rng.uniform(0.008, 0.05)
    upper = _plane(rng, middle_m + half_m, 2.0, 5)
    lower = (*upper[:3], upper[3] - 2 * half_m)
    mask = ~marks.arm & (np.abs(body.rest_m[:, 2] - middle_m) < half_m + 0.08)
    stand_off_m = np.full(len(mask), 0.022) + _lumps(body.rest_m, rng, 0.004)
    cloth = _cloth(rng, 0.7, upper=upper, lower=lower)
    return Layer(_faces(body, mask), stand_off_m, np.zeros(len(mask)), cloth)


def outfit(body: Body, marks: Marks, rng: Generator) -> list[Layer]:
    """Everything on one runner, from the skin outwards."""
    layers = [undress(body, rng), shorts(body, marks, rng)]
    if rng.random() < 0.85:
        layers.append(shirt(body, marks, rng))
    if rng.random() < 0.2:
        layers.append(belt(body, marks, rng))
    return layers


def _faces(body: Body, mask: NDArray) -> NDArray:
    return body.faces[mask[body.faces].all(axis=1)]


def _lumps(rest_m: NDArray, rng: Generator, size_m: float) -> NDArray:
    """A smooth random field over the body: no body is symmetric."""
    waves = rng.normal(0, 9, (5, 3))
    return size_m * np.sin(rest_m @ waves.T + rng.uniform(0, 6.3, 5)).mean(axis=1)


def _flutes(rest_m: NDArray, rng: Generator, size_m: float) -> NDArray:
    """Vertical folds around the body."""
    angle = np.arctan2(rest_m[:, 1], np.abs(rest_m[:, 0]) - 0.08) + np.sign(rest_m[:, 0])
    return size_m * np.sin(rng.uniform(4, 14) * angle + rng.uniform(0, 6.3))


def _pocket(rest_m: NDArray, marks: Marks, rng: Generator) -> NDArray:
    if rng.random() > 0.2:
        return np.zeros(len(rest_m))
    where = np.array(
        [rng.choice([-0.13, 0.13]), rng.uniform(-0.1, 0.1), marks.hip - rng.uniform(0, 0.08)]
    )
    return rng.uniform(0, 0.03) * np.exp(-((np.linalg.norm(rest_m - where, axis=1) / 0.05) ** 2))


def _spotted(cloth: Cloth, body: Body, rng: Generator) -> Cloth:
    """Logos, markers, tape: round spots of other colours."""
    spots, colours = np.zeros((N_SPOTS, 4)), np.zeros((N_SPOTS, 3))
    spots[:, :3] = 9
    if rng.random() < 0.4:
        for k in range(rng.integers(1, N_SPOTS + 1)):
            spots[k, :3] = body.rest_m[rng.integers(len(body.rest_m))]
            spots[k, 3] = rng.choice([rng.uniform(0.006, 0.02), rng.uniform(0.01, 0.07)])
            colours[k] = colour(rng)
    return replace(cloth, spots=spots, spotcol=colours)
