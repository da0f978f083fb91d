"""Bridges: seen from the side, lying; and who lies where one should stand, or stands, is told."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from exerciser import REP_DRILLS, SIZE_PX, exerciser, times_s, watched

from gaitcoach.drills.values import DrillEvent, DrillState, Entered, Fault, FaultKind, HeldFor, Rep
from gaitcoach.landmarks import N_LANDMARKS
from gaitcoach.landmarks import Landmark as L
from gaitcoach.types import GaitSample, Pose, Quality, Side


def holds_of(events: list[DrillEvent]) -> list[HeldFor]:
    return [event for event in events if isinstance(event, HeldFor)]


def faults_of(events: list[DrillEvent], kind: FaultKind) -> list[Fault]:
    return [event for event in events if isinstance(event, Fault) and event.kind is kind]


def reasons_of(events: list[DrillEvent]) -> set[Quality]:
    return {event.reason for event in events if isinstance(event, Entered)}


def lying(t_s: float, up: float, march: float = 0.0, yaw_deg: float = 90.0) -> GaitSample:
    """A bridge: the hips at rest on the floor, or up in line; one thigh lifted by `march` deg."""
    xy = np.full((N_LANDMARKS, 2), np.nan)
    shoulder, knee = np.array([150.0, 400.0]), np.array([380.0, 330.0])
    line = shoulder + 0.6 * (knee - shoulder)
    hip = line + np.array([0.0, 60.0 * (1.0 - up)])
    angle = np.radians(march)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    world = np.zeros((N_LANDMARKS, 3))
    for side in Side:
        own_knee = hip + turn @ (knee - hip) if side is Side.LEFT else knee
        xy[L[f"{side.name}_SHOULDER"]], xy[L[f"{side.name}_HIP"]] = shoulder, hip
        xy[L[f"{side.name}_KNEE"]] = own_knee
        for joint in ("ANKLE", "HEEL", "FOOT_INDEX"):
            xy[L[f"{side.name}_{joint}"]] = own_knee + np.array([0.0, 70.0])
        half = 0.15 if side is Side.RIGHT else -0.15
        for joint in ("HIP", "SHOULDER"):
            yaw = np.radians(yaw_deg)
            world[L[f"{side.name}_{joint}"]] = half * np.cos(yaw), 0.0, half * np.sin(yaw)
    return GaitSample(t_s, Pose(t_s, 0, xy, world, np.ones(N_LANDMARKS), SIZE_PX), None)


def up_between(t_s: float, start_s: float, end_s: float) -> float:
    return float(np.clip(min(t_s - start_s, end_s - t_s) / 0.5 + 0.5, 0.0, 1.0))


def test_a_bridge_is_held_while_the_hips_are_up_and_sagging_is_a_fault():
    """Mutant: the hips on the floor are a bridge; the hold has a standing leg."""
    level = [lying(t_s, up_between(t_s, 3.0, 23.0)) for t_s in times_s(26.0)]
    sagging = [lying(t_s, 0.72 * up_between(t_s, 3.0, 23.0)) for t_s in times_s(26.0)]

    (hold,) = holds_of(watched("glute_bridge", level)[1])
    low = watched("glute_bridge", sagging)[1]

    assert hold.side is None
    assert hold.hold_s == pytest.approx(20.0, abs=0.5)
    assert hold.good_s == pytest.approx(hold.hold_s, abs=1.0)
    assert len(faults_of(low, FaultKind.HIPS_SAG)) >= 18


def test_what_the_far_leg_makes_of_the_hips_is_no_sagging_of_a_march():
    """GIVEN hips that open to 160 degrees, as the pose model shows straighter ones in a march.

    Mutant: one limit for both bridges."""
    low = [lying(t_s, 0.64 * up_between(t_s, 3.0, 23.0)) for t_s in times_s(26.0)]
    assert len(faults_of(watched("glute_bridge", low)[1], FaultKind.HIPS_SAG)) >= 18
    assert faults_of(watched("marching_bridge", low)[1], FaultKind.HIPS_SAG) == []


@pytest.mark.parametrize(("up_s", "count"), [(1.5, 3), (0.9, 5)])
def test_each_step_of_a_march_counts_also_of_a_brisk_one(up_s: float, count: int):
    """Mutant: a step of under a second is "too fast", as a leg that is swung."""

    def marched(t_s: float) -> GaitSample:
        steps = max(0.0, np.sin(np.pi * (t_s - 5.0) / up_s)) if 5.0 <= t_s < 14.0 else 0.0
        return lying(t_s, up_between(t_s, 3.0, 18.0), march=60.0 * float(steps))

    coach, events, _ = watched("marching_bridge", [marched(t_s) for t_s in times_s(20.0)])

    assert coach.tally.reps(None) == count
    assert faults_of(events, FaultKind.TOO_FAST) == []
    (hold,) = holds_of(events)
    assert hold.hold_s == pytest.approx(15.0, abs=0.5)


def test_a_bridge_seen_from_the_feet_says_where_the_camera_belongs():
    samples = [lying(t_s, up_between(t_s, 3.0, 23.0), yaw_deg=10.0) for t_s in times_s(26.0)]

    _, events, _ = watched("glute_bridge", samples)

    assert holds_of(events) == []
    reasons = [event.reason for event in events if isinstance(event, Entered)]
    assert Quality.NOT_SIDE_ON in reasons


def tipped_over(sample: GaitSample) -> GaitSample:
    """Who stands lies, who lies stands."""
    return replace(sample, pose=replace(sample.pose, xy_px=sample.pose.xy_px[:, ::-1]))


def test_a_body_that_flickers_is_not_asked_anew_with_every_picture():
    """GIVEN one that the pose model finds in every third picture only, for two seconds, and then
    always THEN it is asked to lift its hips twice at most.

    Mutant: one good picture is a body in its place: the coach stutters."""
    shown = [
        lying(t_s, 0.0)
        if t_s >= 4.0 or t_s < 2.0 or frame % 3 == 0
        else GaitSample(t_s, None, None)
        for frame, t_s in enumerate(map(float, times_s(7.0)))
    ]
    _, events, phrases = watched("glute_bridge", shown)
    assert phrases.count("hips_up") <= 2
    states = [event.state for event in events if isinstance(event, Entered)]
    assert DrillState.CANNOT_TELL in states
    assert states[-2:] == [DrillState.WORK, DrillState.DONE]


@pytest.mark.parametrize("name", ["glute_bridge", "marching_bridge"])
def test_who_stands_sideways_beside_the_mat_holds_no_bridge(name: str):
    """GIVEN straight hips, upright, seen from the side THEN no hold, and what to do is said.

    Mutants: standing taken for a bridge, for its hips are straight; silence."""
    standing = [tipped_over(lying(t_s, 1.0)) for t_s in times_s(8.0)]
    then = [lying(t_s, up_between(t_s, 9.0, 14.0)) for t_s in times_s(16.0) if t_s >= 8.0]
    _, events, _ = watched(name, [*standing, *then])
    (hold,) = holds_of(events)
    assert hold.t_start_s == pytest.approx(9.0, abs=0.5)
    assert Quality.UPRIGHT in reasons_of(events)


@pytest.mark.parametrize("kind", REP_DRILLS)
def test_who_lies_where_one_stands_is_told_so_and_not_sent_to_the_camera(kind: str):
    """Mutants: "seen too much from the side" for a body that lies; a lying leg that is counted."""
    body = exerciser(kind)
    lies = [tipped_over(body.sample(float(t_s))) for t_s in times_s(body.until_s)]
    _, events, _ = watched(kind, lies)
    assert [event for event in events if isinstance(event, Rep)] == []
    assert reasons_of(events) == {Quality.OK, Quality.LYING}
    assert Quality.LYING not in reasons_of(watched(kind, map(body.sample, times_s(6.0)))[1])
