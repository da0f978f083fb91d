"""The click's rate: a little above the runner's own cadence, and then it stays."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_up import step, update

from gaitcoach.coaching import Metronome
from gaitcoach.coaching.metronome import STEPS_TO_KNOW
from gaitcoach.types import GaitUpdate, Side


def one_step(i: int, cadence_spm: float | None) -> GaitUpdate:
    return replace(update(i * 0.36, step(Side.LEFT, i * 0.36, 3.0)), cadence_spm=cadence_spm)


def run(metronome: Metronome, cadence_spm: float | None, n: int = STEPS_TO_KNOW) -> list:
    return [metronome.push(one_step(i, cadence_spm)) for i in range(n)]


@pytest.mark.parametrize(("percent", "target_spm"), [(5, 168.0), (10, 176.0)])
def test_the_click_is_a_little_above_the_own_cadence(percent: int, target_spm: float):
    told = run(Metronome(percent), 160.0)
    assert told[:-1] == [None] * (STEPS_TO_KNOW - 1)
    assert told[-1] == target_spm


def test_it_stays_when_the_runner_follows():
    """Mutant: a click that chases the runner it speeds up."""
    metronome = Metronome(10)
    run(metronome, 160.0)
    assert set(run(metronome, 176.0)) == {176.0}


def test_frames_without_a_step_keep_it():
    metronome = Metronome(10)
    run(metronome, 160.0)
    assert metronome.push(update(99.0)) == 176.0


@pytest.mark.parametrize("cadence_spm", [None, 110.0, 139.9, 210.1, 300.0])
def test_it_is_silent_unless_running(cadence_spm: float | None):
    assert set(run(Metronome(10), cadence_spm, 60)) == {None}


def test_off_is_off_and_a_new_percentage_counts_afresh():
    metronome = Metronome(0)
    assert set(run(metronome, 160.0, 60)) == {None}
    metronome.set_percent(5)
    assert run(metronome, 180.0)[-2:] == [None, 189.0]
    metronome.set_percent(0)
    assert metronome.push(one_step(99, 180.0)) is None
