"""The network that tells which foot carries in one still: its symmetry and its weights."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from stick import StickRunner

from gaitcoach.gait.still_net import N_INPUTS, StillNet, mirrored_still, still_inputs
from gaitcoach.landmarks import SWAPPED_SIDES
from gaitcoach.resources import asset_path
from gaitcoach.types import Pose, Stance, View, Viewpoint

BEHIND = Viewpoint(View.BEHIND)


@pytest.fixture(scope="module")
def net() -> StillNet:
    return StillNet.load(asset_path("models/still_net.npz"))


def noisy_body(seed: int = 0) -> Pose:
    rng = np.random.default_rng(seed)
    pose = StickRunner().pose(0.1)
    xy = pose.xy_px + rng.normal(0, 8, pose.xy_px.shape)
    return replace(pose, xy_px=xy, world_m=pose.world_m + rng.normal(0, 0.05, pose.world_m.shape))


def in_a_mirror(pose: Pose) -> Pose:
    """The same body with left and right exchanged, pixels turned round."""
    xy = pose.xy_px[SWAPPED_SIDES] * [-1.0, 1.0] + [640.0, 0.0]
    return replace(pose, xy_px=xy, world_m=pose.world_m[SWAPPED_SIDES] * [-1.0, 1.0, 1.0])


def test_a_mirrored_body_gives_the_mirrored_answer(net: StillNet):
    """Mutants: one sign of the mirrored input; a side favoured."""
    pose = noisy_body()
    inputs = still_inputs(pose, BEHIND)
    other = still_inputs(in_a_mirror(pose), BEHIND)
    np.testing.assert_allclose(mirrored_still(inputs), other, atol=1e-12)
    told, turned = net.told(inputs[None]), net.told(other[None])
    assert told.left == pytest.approx(turned.right)
    assert told.right == pytest.approx(turned.left)
    assert told.flight == pytest.approx(turned.flight)


def test_neither_size_nor_place_of_a_body_matters():
    """Mutant: pixels as they come."""
    pose = noisy_body()
    larger = replace(pose, xy_px=pose.xy_px * 2.5 + 300.0)
    np.testing.assert_allclose(still_inputs(pose, BEHIND), still_inputs(larger, BEHIND))


def test_the_line_between_the_hips_is_not_seen():
    """The drop must not choose its own leg. Mutant: hips among the inputs."""
    pose = noisy_body()
    tilted = pose.xy_px.copy()
    tilted[23, 1] += 6.0
    tilted[24, 1] -= 6.0
    lines = still_inputs(pose, BEHIND), still_inputs(replace(pose, xy_px=tilted), BEHIND)
    # Leg length, by which all is scaled, moves by a percent or two.
    np.testing.assert_allclose(*lines, rtol=0.05, atol=0.03)


def test_the_four_ways_of_standing_sum_to_one_and_two_looks_are_averaged(net: StillNet):
    one, other = (still_inputs(noisy_body(seed), BEHIND) for seed in (1, 2))
    told = net.told(np.array([one, other]))
    assert told.left + told.right + told.flight + told.double == pytest.approx(1.0)
    mean = (net.told(one[None]).flight + net.told(other[None]).flight) / 2
    assert told.flight == pytest.approx(mean)
    assert told.likeliest in (Stance.LEFT, Stance.RIGHT, Stance.FLIGHT, Stance.DOUBLE)
    assert one.shape == (N_INPUTS,)
