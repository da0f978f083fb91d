"""A vague measure is said after a while, and no longer when it is sharp again."""

from __future__ import annotations

from gaitcoach.live.doubt import Doubt
from gaitcoach.types import PelvisAngle
from gaitcoach.words import UNSURE


def watch(doubt: Doubt, sigma_deg: float, from_s: float, until_s: float) -> list[str]:
    """Push 30 angles a second; return the notices after each."""
    told = []
    for i in range(round((until_s - from_s) * 30)):
        doubt.push(PelvisAngle(from_s + i / 30, 3.0, sigma_deg, "learned"))
        told.append(doubt.notice)
    return told


def test_a_sharp_measure_needs_no_words():
    assert set(watch(Doubt(), 1.8, 0.0, 10.0)) == {""}


def test_a_vague_measure_is_said_after_two_seconds_and_points_to_stickers():
    told = watch(Doubt(), 12.0, 0.0, 6.0)
    assert set(told[:59]) == {""}
    assert set(told[62:]) == {UNSURE}
    assert "stickers" in UNSURE


def test_a_few_vague_frames_are_not_said():
    doubt = Doubt()
    watch(doubt, 1.8, 0.0, 5.0)
    assert set(watch(doubt, 30.0, 5.0, 6.5)) == {""}


def test_it_is_taken_back_when_the_measure_is_sharp_again_and_stays_between():
    doubt = Doubt()
    watch(doubt, 12.0, 0.0, 5.0)
    assert set(watch(doubt, 4.5, 5.0, 12.0)) == {UNSURE}
    assert watch(doubt, 1.8, 12.0, 18.0)[-1] == ""


def test_no_angle_is_no_doubt():
    doubt = Doubt()
    for _ in range(300):
        doubt.push(None)
    assert doubt.notice == ""
