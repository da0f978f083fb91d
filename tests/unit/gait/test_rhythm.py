"""Cadence, contact and flight time against closed forms, and through pauses and stumbles."""

from __future__ import annotations

import pytest

from gaitcoach.gait.rhythm import Rhythm
from gaitcoach.gait.stances import StanceSpan
from gaitcoach.types import Side


def span(side: Side, start_s: float, end_s: float) -> StanceSpan:
    return StanceSpan(side, start_s, end_s, start_s, end_s)


def run(rhythm: Rhythm, n_steps: int, start_s: float = 0.0, contact_s: float = 0.25) -> Rhythm:
    """Add steps 0.36 s apart, left first."""
    for i in range(n_steps):
        at_s = start_s + 0.36 * i
        side = Side.RIGHT if i % 2 else Side.LEFT
        rhythm.push(span(side, at_s, at_s + contact_s))
    return rhythm


def test_an_even_run():
    rhythm = run(Rhythm(), 10)
    assert rhythm.cadence_spm == pytest.approx(60 / 0.36)
    assert rhythm.contact_time_s == pytest.approx(0.25)
    assert rhythm.flight_time_s == pytest.approx(0.11)


def test_cadence_is_told_from_the_third_step_time():
    assert run(Rhythm(), 3).cadence_spm is None
    assert run(Rhythm(), 4).cadence_spm is not None


def test_walking_has_no_flight():
    assert run(Rhythm(), 6, contact_s=0.40).flight_time_s is None


def test_one_long_pause_changes_nothing():
    rhythm = run(Rhythm(), 6)
    run(rhythm, 6, start_s=10.0)
    assert rhythm.cadence_spm == pytest.approx(60 / 0.36)
    assert rhythm.flight_time_s == pytest.approx(0.11)


def test_a_missed_step_changes_nothing():
    rhythm = run(Rhythm(), 5)
    run(rhythm, 5, start_s=5 * 0.36 + 0.5)
    assert rhythm.cadence_spm == pytest.approx(60 / 0.36)


def test_two_times_far_apart_have_a_usual_one():
    """Once raised: nothing lay near the middle between two flight times 0.25 s apart."""
    rhythm = Rhythm()
    rhythm.push(span(Side.LEFT, 0.0, 0.25))
    rhythm.push(span(Side.RIGHT, 0.36, 0.61))
    rhythm.push(span(Side.LEFT, 1.00, 1.25))
    assert rhythm.flight_time_s == pytest.approx(0.11)


def test_the_same_foot_twice_is_no_step_time():
    rhythm = Rhythm()
    for i in range(6):
        rhythm.push(span(Side.LEFT, i * 0.36, i * 0.36 + 0.25))
    assert rhythm.cadence_spm is None
    assert rhythm.flight_time_s is None
