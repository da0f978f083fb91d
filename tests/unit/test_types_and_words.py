"""The sign convention, sides, and that every key has its words."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from made_up import step

from gaitcoach.coaching import Coach
from gaitcoach.errors import GaitCoachError
from gaitcoach.settings import Settings
from gaitcoach.types import Frame, Limits, Quality, Side, Stance
from gaitcoach.words import DEFAULT_CUE, LANGUAGES, PHRASES, QUALITY_MESSAGES, SPOKEN


def test_a_drop_is_plus_when_the_other_hip_hangs():
    # GIVEN the left hip 4 degrees higher
    # THEN on the left leg the right hip hangs: a drop; on the right leg the left one is hiked
    assert Side.LEFT.drop_deg(4.0) == 4.0
    assert Side.RIGHT.drop_deg(4.0) == -4.0


def test_the_other_side():
    assert Side.LEFT.other is Side.RIGHT
    assert Side.RIGHT.other is Side.LEFT


def test_a_size_is_width_then_height():
    assert Frame(np.zeros((480, 640, 3), np.uint8), 0, 0.0).size_px == (640, 480)


def test_contact_time_is_from_landing_to_toe_off():
    assert step(Side.LEFT, 2.0, 3.0).contact_time_s == pytest.approx(0.25)


def test_what_crosses_a_stage_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        step(Side.LEFT, 2.0, 3.0).drop_deg = 0.0  # type: ignore[misc]


def test_every_quality_has_one_plain_sentence():
    assert set(QUALITY_MESSAGES) == set(Quality)
    assert len(set(QUALITY_MESSAGES.values())) == len(Quality)


def test_every_phrase_that_can_be_said_has_words():
    assert {DEFAULT_CUE, Settings().cue, "left_hip", "right_hip", "better"} <= set(PHRASES)
    assert Coach()._phrase in PHRASES
    assert PHRASES["left_hip"] == "left hip"
    assert PHRASES["right_hip"] == "right hip"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_words_for_every_phrase(language: str):
    """Mutant: a phrase added in English alone, on which a German run breaks off."""
    assert set(SPOKEN[language]) == set(PHRASES)


def test_an_error_is_one_text_of_what_and_todo():
    error = GaitCoachError("It broke.", "Mend it.")
    assert str(error) == "It broke. Mend it."
    assert (error.what, error.todo, error.exit_code) == ("It broke.", "Mend it.", 1)
    assert str(GaitCoachError("It broke.")) == "It broke."


def test_a_line_of_now_is_held_against_the_limit_of_the_leg_that_carries():
    """Mutants: one limit for both legs; a tilt to the left in flight against the left leg's."""
    limits = Limits(left_deg=3.0, right_deg=8.0)
    drops = {(side, deg): side.drop_deg(1.0) * deg for side in Side for deg in (-5.0, 5.0)}
    for (side, _), obliquity_deg in drops.items():
        too_far = side.drop_deg(obliquity_deg) > limits.of(side)
        assert limits.are_passed_by(obliquity_deg, Stance(side.value)) is too_far
    assert limits.are_passed_by(Side.LEFT.drop_deg(1.0) * 5.0, Stance.FLIGHT) is True
    assert limits.are_passed_by(Side.RIGHT.drop_deg(1.0) * 5.0, Stance.FLIGHT) is False
    assert limits.are_passed_by(9.0, Stance.DOUBLE) is False
