"""Put right afterwards: other steps come out, those measured stay."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import step

from gaitcoach.gait.putright import (
    Correction,
    Kind,
    correction_from_plain,
    correction_to_plain,
    put_right,
    relevelled,
)
from gaitcoach.types import Quality, Side, View

STEPS = tuple(
    replace(step(side, 1.0 + i, 5.0 if side is Side.LEFT else 2.0), level_deg=1.0)
    for i, side in enumerate((Side.LEFT, Side.RIGHT) * 5)
)


def right(*corrections, steps=STEPS):
    return put_right(steps, 5.0, "behind", corrections)


def test_a_stretch_is_left_out_with_every_step_that_touches_it():
    made = right(Correction(Kind.EXCLUDE_STRETCH, 2.9, 4.0))
    out = [i for i, s in enumerate(made.steps) if not s.usable]
    assert out == [2, 3]
    assert made.steps[2].reason is Quality.EXCLUDED
    assert STEPS[2].usable


def test_one_step_is_left_out_by_leg_and_time():
    made = right(Correction(Kind.EXCLUDE_STEP, STEPS[4].t_start_s, side=Side.LEFT))
    assert [i for i, s in enumerate(made.steps) if not s.usable] == [4]
    other = right(Correction(Kind.EXCLUDE_STEP, STEPS[4].t_start_s, side=Side.RIGHT))
    assert all(s.usable for s in other.steps)


def test_swapped_sides_keep_every_drop():
    """Mutant: the drop's sign turned with the side."""
    made = right(Correction(Kind.SWAP_SIDES))
    for before, after in zip(STEPS, made.steps, strict=True):
        assert after.side is before.side.other
        assert after.drop_deg == before.drop_deg
    assert right(Correction(Kind.SWAP_SIDES), Correction(Kind.SWAP_SIDES)).steps == STEPS


def test_another_view_swaps_the_sides_once():
    made = right(Correction(Kind.VIEW, view=View.FRONT))
    assert (made.view, made.steps[0].side) == ("front", Side.RIGHT)
    same = right(Correction(Kind.VIEW, view=View.BEHIND))
    assert same.steps == STEPS


def test_another_level_moves_the_legs_apart():
    """Mutant: both legs shifted the same way. Level 1 -> 3: left drops 2 less, right 2 more."""
    made = right(Correction(Kind.BASELINE, value_deg=3.0))
    assert (made.steps[0].drop_deg, made.steps[1].drop_deg) == (3.0, 4.0)
    bare = right(Correction(Kind.BASELINE))
    assert (bare.steps[0].drop_deg, bare.steps[1].drop_deg) == (6.0, 1.0)
    assert (made.level_known, bare.level_known) == (True, False)


def test_swap_and_level_agree_whichever_comes_first():
    """The level's sign turns with the sides. Mutant: it does not."""
    level = Correction(Kind.BASELINE, value_deg=-2.0)
    first = right(Correction(Kind.SWAP_SIDES), level)
    turned = right(Correction(Kind.BASELINE, value_deg=2.0), Correction(Kind.SWAP_SIDES))
    assert [s.drop_deg for s in first.steps] == [s.drop_deg for s in turned.steps]


@given(st.floats(-10, 10), st.floats(-10, 10), st.sampled_from(list(Side)))
def test_going_back_to_the_old_level_brings_the_old_drop(old, new, side):
    one = replace(step(side, 1.0, 4.0), level_deg=old)
    back = relevelled(relevelled(one, new), old)
    assert back.drop_deg == pytest.approx(4.0)


def test_another_threshold_changes_no_step():
    made = right(Correction(Kind.THRESHOLD, value_deg=7.0))
    assert (made.threshold_deg, made.steps) == (7.0, STEPS)


EVERY_KIND = [
    Correction(Kind.EXCLUDE_STRETCH, 1.0, 2.0),
    Correction(Kind.EXCLUDE_STEP, 1.0, side=Side.LEFT),
    Correction(Kind.SWAP_SIDES),
    Correction(Kind.VIEW, view=View.FRONT),
    Correction(Kind.THRESHOLD, value_deg=6.5),
    Correction(Kind.BASELINE, value_deg=-0.5),
    Correction(Kind.BASELINE),
]


@pytest.mark.parametrize("made", EVERY_KIND, ids=lambda made: made.kind)
def test_a_correction_survives_being_kept(made):
    assert correction_from_plain(correction_to_plain(made)) == made


def test_every_kind_is_tried_here():
    assert {made.kind for made in EVERY_KIND} == set(Kind)


@pytest.mark.parametrize(
    ("kind", "how"),
    [
        (Kind.EXCLUDE_STRETCH, {"start_s": 2.0, "end_s": 1.0}),
        (Kind.EXCLUDE_STEP, {"start_s": 2.0}),
        (Kind.VIEW, {}),
        (Kind.THRESHOLD, {"value_deg": 50.0}),
    ],
)
def test_half_a_correction_is_refused(kind, how):
    with pytest.raises(ValueError, match=r"\w"):
        Correction(kind, **how)
