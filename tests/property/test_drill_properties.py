"""What must hold for every drill: mirroring, distance, noise, camera roll."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from exerciser import AMOUNTS, REP_DRILLS, Exerciser, mirrored, times_s, watched
from hypothesis import given, settings
from hypothesis import strategies as st

from gaitcoach.drills.values import HeldFor, Rep
from gaitcoach.types import GaitSample, Side, View, Viewpoint

few = settings(max_examples=10, deadline=None)
"""Each example runs 300 frames through the engine, twice."""
TWO = ((2.0, 3.5), (5.0, 6.5))
bodies = st.builds(
    Exerciser,
    kind=st.sampled_from(sorted(AMOUNTS)),
    standing=st.sampled_from(Side),
    segments_s=st.just(TWO),
    ramp_s=st.floats(0.3, 0.9),
    roll_deg=st.floats(-8.0, 8.0),
    viewpoint=st.builds(Viewpoint, st.sampled_from(View)),
)


def with_amount(body: Exerciser, scale: float) -> Exerciser:
    return replace(body, amount=scale * AMOUNTS[body.kind])


def counted(body: Exerciser, change=lambda sample: sample) -> list[tuple]:
    samples = [change(body.sample(float(t_s))) for t_s in times_s(10.0)]
    _, events, _ = watched(body.kind, samples, body.viewpoint)
    kinds = Rep if body.kind in REP_DRILLS else HeldFor
    return [
        (event.side, event.t_start_s, event.t_end_s) for event in events if isinstance(event, kinds)
    ]


@few
@given(bodies, st.floats(0.8, 1.2))
def test_mirroring_swaps_the_side_and_keeps_counts_and_times(body, scale):
    """Mutant: one side is favoured; a sign is taken off twice."""
    plain, swapped = (
        counted(with_amount(body, scale)),
        counted(with_amount(body, scale), mirrored),
    )

    assert [side for side, _, _ in plain] == [body.standing] * 2
    assert [side for side, _, _ in swapped] == [body.standing.other] * 2
    for (_, *one), (_, *other) in zip(plain, swapped, strict=True):
        assert one == pytest.approx(other, abs=1e-6)


@few
@given(bodies, st.floats(0.5, 2.0))
def test_distance_from_the_camera_changes_nothing(body, scale):
    """Mutant: a threshold in pixels."""
    body = with_amount(body, 1.0)

    def nearer(sample: GaitSample) -> GaitSample:
        size_px = tuple(int(scale * px) for px in sample.pose.image_size_px)
        pose = replace(sample.pose, xy_px=scale * sample.pose.xy_px, image_size_px=size_px)
        return replace(sample, pose=pose)

    for (_, *one), (_, *other) in zip(counted(body), counted(body, nearer), strict=True):
        assert one == pytest.approx(other, abs=0.01)


@few
@given(bodies, st.integers(0, 1000))
def test_noise_of_landmarks_and_angle_invents_and_loses_nothing(body, seed):
    """Mutant: no smoothing; no smallest movement."""
    chance = np.random.default_rng(seed)
    body = with_amount(body, 1.0)

    def noisy(sample: GaitSample) -> GaitSample:
        xy = sample.pose.xy_px + chance.normal(0.0, 1.0, sample.pose.xy_px.shape)
        angle_deg = sample.angle.obliquity_deg + chance.normal(0.0, 0.5)
        return replace(
            sample,
            pose=replace(sample.pose, xy_px=xy),
            angle=replace(sample.angle, obliquity_deg=angle_deg),
        )

    assert [side for side, _, _ in counted(body, noisy)] == [body.standing] * 2
