"""Foot contacts in time become stances; the shipped network sees both feet alike."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gaitcoach.gait.legs import N_SIDE
from gaitcoach.gait.stance import FootContact
from gaitcoach.gait.stance_net import N_INPUTS, OFFSETS_S, StanceNet, inputs_of
from gaitcoach.gait.stances import StanceSpan, StanceTracker
from gaitcoach.resources import asset_path
from gaitcoach.types import Side, Stance, View


def spans(contacts: list[FootContact]) -> list[StanceSpan]:
    tracker = StanceTracker()
    ended = [span for contact in contacts for span in tracker.push(contact)]
    return ended + tracker.flush()


def contacts(
    left: tuple[float, float], right: tuple[float, float], until_s: float = 2.0, fps: float = 50.0
) -> list[FootContact]:
    """Feet that are on the ground between two times each."""
    times = np.arange(int(until_s * fps)) / fps
    return [
        FootContact(t, float(left[0] <= t < left[1]), float(right[0] <= t < right[1]), t == 0.0)
        for t in times
    ]


def test_edges_are_interpolated_between_frames():
    chances = [0.0, 0.25, 0.75] + [1.0] * 5 + [0.8, 0.2, 0.0]
    (span,) = spans([FootContact(i / 10, p, 0.0) for i, p in enumerate(chances)])
    assert span.side is Side.LEFT
    assert span.t_start_s == pytest.approx(0.15)
    assert span.t_end_s == pytest.approx(0.85)


def test_running_is_all_single_support():
    left, right = spans(contacts((0.5, 0.75), (0.9, 1.15)))
    assert (left.side, right.side) == (Side.LEFT, Side.RIGHT)
    for span in (left, right):
        assert (span.support_start_s, span.support_end_s) == (span.t_start_s, span.t_end_s)


def test_walking_leaves_out_double_support():
    left, right = spans(contacts((0.2, 0.9), (0.75, 1.4)))
    assert left.support_end_s == pytest.approx(right.t_start_s)
    assert right.support_start_s == pytest.approx(left.t_end_s)
    assert left.support_start_s == left.t_start_s


@pytest.mark.parametrize(("lasts_s", "is_stance"), [(0.06, 0), (0.16, 1), (0.9, 1), (1.02, 0)])
def test_taps_and_standing_are_no_steps(lasts_s: float, is_stance: int):
    assert len(spans(contacts((0.5, 0.5 + lasts_s), (5.0, 6.0)))) == is_stance


def doubting(feet: list[FootContact], side: Side, start_s: float, end_s: float):
    """Turn one foot's contact round for a moment."""
    return [
        replace(one, **{side.value: 1.0 - getattr(one, side.value)})
        if start_s <= one.t_s < end_s
        else one
        for one in feet
    ]


def test_a_doubt_within_a_stance_does_not_cut_it():
    # GIVEN walking, and a moment of double support in which the left foot seems to be off
    feet = contacts((0.2, 0.9), (0.75, 1.4))
    sure = spans(feet)
    # THEN the same stances are found, to the same times
    assert spans(doubting(feet, Side.LEFT, 0.80, 0.86)) == sure
    # AND so when the other foot is the doubtful one
    assert spans(doubting(feet, Side.RIGHT, 0.80, 0.86)) == sure
    # AND a longer time off the ground is a swing: its foot has two stances
    cut = [s for s in spans(doubting(feet, Side.LEFT, 0.40, 0.52)) if s.side is Side.LEFT]
    assert [round(s.t_end_s, 2) for s in cut] == [0.39, 0.89]


def test_a_tap_in_a_swing_leaves_the_other_foot_its_single_support():
    feet = contacts((0.2, 0.9), (1.2, 1.4))
    (sure, *_) = spans(feet)
    (tapped, *_) = spans(doubting(feet, Side.RIGHT, 0.40, 0.46))
    assert tapped == sure
    assert tapped.support_start_s == tapped.t_start_s


def test_a_stance_that_ends_with_the_run_or_before_a_gap_is_reported():
    last = contacts((0.2, 0.5), (5.0, 6.0), until_s=0.54)
    (span,) = spans(last)
    assert span.t_end_s == pytest.approx(0.5, abs=0.02)
    tracker = StanceTracker()
    before = [one for contact in last for one in tracker.push(contact)]
    assert before == [], "not sure yet"
    assert tracker.push(FootContact(2.0, 0.0, 0.0, starts_segment=True)) == [span]


def test_a_stance_under_way_at_a_new_segment_is_not_reported():
    """Neither its landing nor, in the old segment, its end is known."""
    before = [FootContact(i / 50, 1.0 if i > 5 else 0.0, 0.0) for i in range(10)]
    after = [FootContact(1.0 + i / 50, 1.0 if i < 5 else 0.0, 0.0, i == 0) for i in range(10)]
    assert spans(before + after) == []


@pytest.mark.parametrize(
    ("left", "right", "stance"),
    [
        (0.9, 0.1, Stance.LEFT),
        (0.1, 0.9, Stance.RIGHT),
        (0.9, 0.9, Stance.DOUBLE),
        (0.1, 0.1, Stance.FLIGHT),
    ],
)
def test_the_stance_now(left: float, right: float, stance: Stance):
    assert FootContact(0.0, left, right).stance is stance


@pytest.fixture(scope="module")
def net() -> StanceNet:
    return StanceNet.load(asset_path("models/stance_net.npz"))


def course() -> np.ndarray:
    rng = np.random.default_rng(3)
    return rng.normal(0.0, 100.0, (len(OFFSETS_S), 2 * N_SIDE + 1))


def mirrored(legs: np.ndarray) -> np.ndarray:
    """Exchange the legs and turn x round."""
    turn = np.array([-1.0] * 4 + [1.0] * 12)
    left, right, hip = legs[:, :N_SIDE], legs[:, N_SIDE:-1], legs[:, -1:]
    return np.concatenate([right * turn, left * turn, hip], axis=1)


@pytest.mark.parametrize("view", list(View))
def test_the_network_treats_left_and_right_alike(net: StanceNet, view: View):
    right, left = net.feet(inputs_of(course(), 200.0, view))
    other_right, other_left = net.feet(inputs_of(mirrored(course()), 200.0, view))
    assert (other_right, other_left) == pytest.approx((left, right))


def test_the_network_sees_no_scale_and_no_height_in_the_picture():
    plain = inputs_of(course(), 200.0, View.BEHIND)
    larger, lower = course(), course()
    for start in (0, N_SIDE):
        larger[:, start : start + 8] *= 3.0
    larger[:, -1] *= 3.0
    lower[:, -1] += 77.0
    assert np.allclose(inputs_of(larger, 600.0, View.BEHIND), plain)
    assert np.allclose(inputs_of(lower, 200.0, View.BEHIND), plain)
    assert plain.shape == (N_INPUTS,)


def test_the_network_is_written_and_read_unchanged(net: StanceNet, tmp_path):
    net.save(tmp_path / "net.npz")
    again = StanceNet.load(tmp_path / "net.npz")
    inputs = inputs_of(course(), 200.0, View.FRONT)
    assert again.feet(inputs) == pytest.approx(net.feet(inputs), abs=1e-5)
