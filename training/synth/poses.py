"""Which ways the body is bent: gait, drills, and poses in which nothing tells of the pelvis."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from training.synth import motion
from training.synth.body import Body, BoneTurns
from training.synth.motion import DRILLS, SIDES, Drill, Gait, turn_x, turn_y, turn_z

PELVIS = ("root", "pelvis.L", "pelvis.R")


def movement(body: Body, rng: Generator, count: int) -> list[BoneTurns]:
    """Return `count` moments of one movement; in two of three the pelvis is made independent."""
    turns = _drill(rng, count) if rng.random() < 0.12 else _gait(body, rng, count)
    if rng.random() < 0.67:
        wild = rng.random() < 0.3
        turns = [_scatter(turn, rng, wild) for turn in turns]
    if rng.random() < 0.15:
        turns = [_squat(turn, rng) for turn in turns]
    if rng.random() < 0.35:
        turns = [_other_arms(turn, rng) for turn in turns]
    return turns


def _gait(body: Body, rng: Generator, count: int) -> list[BoneTurns]:
    running = rng.random() < 0.65
    hip_m, foot_m = body.head_m("upperleg01.L"), body.head_m("foot.L")
    gait = Gait(
        running=running,
        stride_s=120 / (rng.uniform(150, 190) if running else rng.uniform(95, 130)),
        hip_half_m=hip_m[0],
        leg_m=hip_m[2] - foot_m[2],
        drop_right_deg=rng.uniform(-3, 13),
        drop_left_deg=rng.uniform(-3, 13),
        offset_deg=rng.normal(0, 1.0),
        tilt_deg=rng.uniform(0, 20),
        rotation_deg=rng.uniform(0, 14),
        lean_comp_rel=rng.uniform(-0.3, 0.9),
        lean_deg=rng.uniform(-1, 5),
        step_width_m=rng.uniform(-0.02, 0.08),
        arm_rel=rng.uniform(0.3, 1.4),
        stride_rel=rng.uniform(0.6, 1.2),
        timing_rel=rng.uniform(-0.05, 0.05),
        width_rel=rng.uniform(0.06, 0.12),
        rise_rel=rng.uniform(0, 1.0),
    )
    return [gait.turns(t_s) for t_s in rng.uniform(0, 20, count)]


def _drill(rng: Generator, count: int) -> list[BoneTurns]:
    kind, standing = DRILLS[rng.integers(len(DRILLS))], "RL"[rng.integers(2)]
    most_deg, lean_deg = rng.uniform(-6, 15), rng.uniform(0, 6)
    sense = -1 if standing == "R" else 1
    return [
        Drill(kind, standing, act, sense * most_deg * act + rng.normal(0, 0.7), lean_deg).turns()
        for act in rng.uniform(0, 1, count)
    ]


def _scatter(turns: BoneTurns, rng: Generator, wild: bool) -> BoneTurns:
    """Give the pelvis and the trunk angles of their own, whatever the legs do."""
    obliquity_deg = np.clip(rng.normal(0, 14 if wild else 6.5), -30, 30)
    rotation_deg, tilt_deg = rng.normal(0, 9), rng.normal(3, 7)
    lean_deg = obliquity_deg * rng.uniform(-0.4, 1) + rng.normal(0, 12 if wild else 4)
    counter_deg = rotation_deg * rng.uniform(-1.2, 0.5)
    pelvis = turn_z(rotation_deg) @ turn_y(-obliquity_deg) @ turn_x(tilt_deg)
    new = turns | dict.fromkeys(PELVIS, pelvis)
    new |= motion.spine(
        (rotation_deg, counter_deg), (obliquity_deg, lean_deg), (0, rng.normal(5, 7))
    )
    return _swung_leg(new, rng) if wild and rng.random() < 0.5 else new


def _squat(turns: BoneTurns, rng: Generator) -> BoneTurns:
    """Bend hips, knees and trunk: seen from aside, the trunk then tells nothing of the pelvis."""
    depth, yaw = rng.uniform(0, 1), turn_z(rng.normal(0, 6))
    tilt_deg, trunk_deg = depth * rng.uniform(0, 45), depth * rng.uniform(5, 60)
    obliquity_deg, lean_deg = rng.normal(0, 4), rng.normal(0, 4)
    new = turns | dict.fromkeys(PELVIS, turn_y(-obliquity_deg) @ turn_x(tilt_deg))
    new |= motion.spine((0, 0), (obliquity_deg, lean_deg), (tilt_deg, trunk_deg))
    new = {bone: yaw @ turn for bone, turn in new.items() if bone in (*PELVIS, *motion.SPINE)}
    thigh_deg, knee_deg = depth * rng.uniform(40, 100), depth * rng.uniform(60, 125)
    for side, sign in SIDES:
        apart = yaw @ turn_z(sign * rng.uniform(-5, 25) * depth) @ turn_y(sign * rng.normal(3, 4))
        new |= motion.leg(
            side, apart @ turn_x(-thigh_deg), apart @ turn_x(knee_deg - thigh_deg), apart
        )
    return turns | new


def _swung_leg(turns: BoneTurns, rng: Generator) -> BoneTurns:
    """Lift one leg to the side."""
    side, sign = SIDES[rng.integers(2)]
    lift = turn_y(-sign * rng.uniform(0, 60)) @ turn_x(rng.normal(0, 20))
    bones = motion.leg(side, np.eye(3), np.eye(3), np.eye(3))
    return turns | {bone: lift @ turns[bone] for bone in bones}


def _other_arms(turns: BoneTurns, rng: Generator) -> BoneTurns:
    """Arms anywhere: before the pelvis, on the hips, out to the sides."""
    new = dict(turns)
    for side, sign in SIDES:
        out = turn_x(rng.normal(0, 30)) @ turn_y(sign * rng.uniform(-70, 40))
        upper = turns["spine01"] @ out
        lower = upper @ turn_z(sign * rng.uniform(-60, 30)) @ turn_x(-rng.uniform(0, 90))
        new |= motion.arm(side, upper, lower)
    return new
