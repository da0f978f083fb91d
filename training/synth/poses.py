"""Which ways the body is bent: gait, drills, and poses in which nothing tells of the pelvis."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from training.synth.body import Body, BoneTurns
from training.synth.motion import Drill, Runner, Rx, Ry, Rz

SPINE = ("spine05", "spine04", "spine03", "spine02", "spine01")
DRILLS = ("single_leg_stance", "hip_hike", "hip_abduction", "single_leg_squat")


def movement(body: Body, rng: Generator, count: int) -> list[BoneTurns]:
    """Return `count` moments of one movement; in two of three the pelvis is made independent."""
    kind = rng.random()
    turns = _drill(rng, count) if kind < 0.12 else _gait(body, rng, count)
    if rng.random() < 0.67:
        wild = rng.random() < 0.3
        turns = [_scatter(turn, rng, wild) for turn in turns]
    if rng.random() < 0.15:
        turns = [_squat(turn, rng) for turn in turns]
    if rng.random() < 0.35:
        turns = [_other_arms(turn, rng) for turn in turns]
    return turns


def _gait(body: Body, rng: Generator, count: int) -> list[BoneTurns]:
    run = rng.random() < 0.65
    runner = Runner(
        rng,
        gait="run" if run else "walk",
        cadence=rng.uniform(150, 190) if run else rng.uniform(95, 130),
        duty=rng.uniform(0.3, 0.42),
        drop_r=rng.uniform(-3, 13),
        drop_l=rng.uniform(-3, 13),
        offset=rng.normal(0, 1.0),
        tilt=rng.uniform(0, 20),
        rot=rng.uniform(0, 14),
        lean_comp=rng.uniform(-0.3, 0.9),
        lean=rng.uniform(-1, 5),
        step_width=rng.uniform(-0.02, 0.08),
        arm=rng.uniform(0.3, 1.4),
        stride_scale=rng.uniform(0.6, 1.2),
        noise_seed=int(rng.integers(1 << 30)),
        timing=rng.uniform(-0.05, 0.05),
        width=rng.uniform(0.06, 0.12),
        rise=rng.uniform(0, 1.0),
    )
    runner.hipx = body.head_m("upperleg01.L")[0]
    runner.leg_length = body.head_m("upperleg01.L")[2] - body.head_m("foot.L")[2]
    return runner.frames(np.sort(rng.uniform(0, 20, count)))


def _drill(rng: Generator, count: int) -> list[BoneTurns]:
    drill = Drill(
        rng,
        DRILLS[rng.integers(4)],
        leg="RL"[rng.integers(2)],
        drop=rng.uniform(0, 15),
        noise_seed=int(rng.integers(1 << 30)),
        lean=rng.uniform(0, 6),
    )
    return drill.frames(np.sort(rng.uniform(0, drill.duration, count)))


def _turned(axis, degrees: float) -> np.ndarray:
    return axis(np.radians(degrees))


def _scatter(turns: BoneTurns, rng: Generator, wild: bool) -> BoneTurns:
    """Give the pelvis and the trunk angles of their own, whatever the legs do."""
    new = dict(turns)
    obliquity = np.clip(rng.normal(0, 14 if wild else 6.5), -30, 30)
    rotation, tilt = rng.normal(0, 9), rng.normal(-3, 7)
    pelvis = _turned(Rz, rotation) @ _turned(Ry, -obliquity) @ _turned(Rx, -tilt)
    for bone in ("root", "pelvis.L", "pelvis.R"):
        new[bone] = pelvis
    lean = obliquity * rng.uniform(-0.4, 1) + rng.normal(0, 12 if wild else 4)
    forward, counter = rng.normal(5, 7), rotation * rng.uniform(-1.2, 0.5)
    for step, bone in enumerate(SPINE):
        up = (step + 1) / 5
        new[bone] = (
            _turned(Rz, rotation * (1 - up) + counter * up)
            @ _turned(Ry, -(obliquity * (1 - up) + lean * up))
            @ _turned(Rx, forward * up)
        )
    return _swung_leg(new, rng) if wild and rng.random() < 0.5 else new


def _squat(turns: BoneTurns, rng: Generator) -> BoneTurns:
    """Bend hips, knees and trunk: seen from aside, the trunk then tells nothing of the pelvis."""
    new, depth, yaw = dict(turns), rng.uniform(0, 1), _turned(Rz, rng.normal(0, 6))
    pelvis_deg, trunk_deg = depth * rng.uniform(0, 45), depth * rng.uniform(5, 60)
    obliquity, lean = rng.normal(0, 4), rng.normal(0, 4)
    for bone in ("root", "pelvis.L", "pelvis.R"):
        new[bone] = yaw @ _turned(Ry, -obliquity) @ _turned(Rx, pelvis_deg)
    for step, bone in enumerate(SPINE):
        up = (step + 1) / 5
        bend = pelvis_deg * (1 - up) + trunk_deg * up
        new[bone] = yaw @ _turned(Ry, -obliquity * (1 - up) - lean * up) @ _turned(Rx, bend)
    thigh_deg, knee_deg = depth * rng.uniform(40, 100), depth * rng.uniform(60, 125)
    for side, sign in (("L", 1), ("R", -1)):
        apart = yaw @ _turned(Rz, sign * rng.uniform(-5, 25) * depth) @ _turned(Ry, sign * rng.normal(3, 4))
        for bone in ("upperleg01", "upperleg02"):
            new[f"{bone}.{side}"] = apart @ _turned(Rx, -thigh_deg)
        for bone in ("lowerleg01", "lowerleg02"):
            new[f"{bone}.{side}"] = apart @ _turned(Rx, knee_deg - thigh_deg)
        new[f"foot.{side}"] = apart
    return new


def _swung_leg(turns: BoneTurns, rng: Generator) -> BoneTurns:
    """Lift one leg to the side."""
    side, sign = (("L", 1), ("R", -1))[rng.integers(2)]
    lift = _turned(Ry, -sign * rng.uniform(0, 60)) @ _turned(Rx, rng.normal(0, 20))
    bones = [f"{name}.{side}" for name in ("upperleg01", "upperleg02", "lowerleg01", "lowerleg02", "foot")]
    return turns | {bone: lift @ turns[bone] for bone in bones}


def _other_arms(turns: BoneTurns, rng: Generator) -> BoneTurns:
    """Arms anywhere: before the pelvis, on the hips, out to the sides."""
    new = dict(turns)
    for side, sign in (("L", 1), ("R", -1)):
        upper = turns["spine01"] @ _turned(Rx, rng.normal(0, 30)) @ _turned(Ry, sign * rng.uniform(-70, 40))
        lower = upper @ _turned(Rz, sign * rng.uniform(-60, 30)) @ _turned(Rx, -rng.uniform(0, 90))
        for bone in ("upperarm01", "upperarm02"):
            new[f"{bone}.{side}"] = upper
        for bone in ("lowerarm01", "lowerarm02", "wrist"):
            new[f"{bone}.{side}"] = lower
    return new
