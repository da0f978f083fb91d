"""Which cues are held against whom."""

from __future__ import annotations

from dataclasses import replace

import pytest
from demo import demo_truth
from stick import StickRunner, times_s

from gaitcoach.settings import Settings
from gaitcoach.types import Cue, CueKind, CueReason, Side, Viewpoint
from gaitcoach.validation import cues
from gaitcoach.validation.cues import (
    LONG_ENOUGH_S,
    PROMPT_STEPS,
    SEAM_S,
    Given,
    looped,
    pool_cues,
    run_gait,
    score_cues,
    true_drops_deg,
)

L, R = Side.LEFT, Side.RIGHT


def run_with(*corrections: tuple[Side, int]) -> Given:
    """A run whose corrections are given as (side, its usable steps by then)."""
    reason = CueReason("drops_too_far", "drop_deg", 8.0, 7.0, 5.0, 8)
    given = tuple(
        Cue(10.0 * i, CueKind.CORRECT, "hips_level", side, reason)
        for i, (side, _) in enumerate(corrections)
    )
    return Given(given, tuple(n for _, n in corrections))


def test_cues_are_counted_by_side_with_the_steps_before_the_first():
    score = score_cues(run_with((L, 8), (R, 9), (L, 20)), {L: 8.0, R: 8.0}, 5.0)
    assert (score.given, score.by_side) == (3, {L: 2, R: 1})
    assert score.steps_to_cue == {L: 8, R: 9}
    assert (score.wrong, score.missed) == (0, 0)


@pytest.mark.parametrize(("true_deg", "wrong"), [(2.9, 2), (3.1, 0), (6.0, 0), (-4.0, 2)])
def test_a_cue_is_wrong_only_clearly_under_the_threshold(true_deg: float, wrong: int):
    assert score_cues(run_with((R, 8), (R, 20)), {R: true_deg}, 5.0).wrong == wrong


@pytest.mark.parametrize(("true_deg", "missed"), [(7.1, 1), (6.9, 0), (5.1, 0), (0.0, 0)])
def test_a_side_is_missed_only_clearly_over_the_threshold(true_deg: float, missed: int):
    assert score_cues(run_with((R, 8)), {L: true_deg, R: 8.0}, 5.0).missed == missed


def test_a_side_that_is_corrected_late_is_missed():
    drops = {L: 8.0, R: 8.0}
    score = score_cues(run_with((L, PROMPT_STEPS), (R, PROMPT_STEPS + 1)), drops, 5.0)
    assert (score.demanded, score.missed) == (2, 1)


def test_nothing_is_held_against_cues_where_no_drop_is_known():
    score = score_cues(run_with((L, 8)), {}, 5.0)
    assert (score.given, score.wrong, score.missed) == (1, 0, 0)


def test_clips_add_up_and_the_slowest_cue_stays():
    one = score_cues(run_with((L, 8)), {L: 8.0, R: 8.0}, 5.0)
    two = score_cues(run_with((L, 11), (R, 7)), {L: 8.0, R: 0.0}, 5.0)
    both = pool_cues([one, two])
    assert (both.given, both.by_side) == (3, {L: 2, R: 1})
    assert both.steps_to_cue == {L: 11, R: 7}
    assert (both.wrong, both.demanded, both.missed) == (1, 3, 1)


def test_a_short_clip_is_looped_with_a_gap_at_each_seam():
    runner = StickRunner()
    made = [runner.sample(float(t_s)) for t_s in times_s(8.0, 30.0)]
    again = looped(made)
    length_s = made[-1].t_s + SEAM_S
    assert len(again) == 3 * len(made)
    assert again[-1].t_s + SEAM_S >= LONG_ENOUGH_S
    assert again[len(made)].t_s - again[len(made) - 1].t_s == pytest.approx(SEAM_S)
    later = again[len(made) + 5]
    assert later.pose is not None
    assert later.angle is not None
    assert later.t_s == later.pose.t_s == later.angle.t_s == pytest.approx(5 / 30 + length_s)


def test_a_long_clip_is_played_once():
    made = [StickRunner().sample(float(t_s)) for t_s in times_s(25.0, 10.0)]
    assert looped(made) == made


def test_camera_roll_is_no_drop():
    truth = demo_truth()
    rolled = replace(truth, image_obliquity_deg=truth.image_obliquity_deg + 6.0)
    plain_deg = true_drops_deg(truth.steps(), truth)
    assert true_drops_deg(rolled.steps(), rolled) == pytest.approx(plain_deg)
    # AND the roll that the demo has by itself is off too: in the picture it is 5.2 and 0.8
    assert plain_deg == pytest.approx({L: 3.1, R: 2.7}, abs=0.1)


def test_a_side_without_steps_has_no_true_drop():
    truth = demo_truth()
    left = [step for step in truth.steps() if step.side is L]
    assert set(true_drops_deg(left, truth)) == {L}


def test_praise_is_no_correction(monkeypatch: pytest.MonkeyPatch):
    # GIVEN a coach that praises at every frame but one, where it corrects
    class Kind:
        def __init__(self, *given: object) -> None:
            self._n = 0

        def push(self, update: object) -> tuple[Cue, ...]:
            self._n += 1
            (correction,) = run_with((L, 0)).corrections
            kind = CueKind.CORRECT if self._n == 5 else CueKind.PRAISE
            return (replace(correction, kind=kind),)

    monkeypatch.setattr(cues, "Coach", Kind)
    runner = StickRunner()
    made = [runner.sample(float(t_s)) for t_s in times_s(1.0, 30.0)]
    assert len(run_gait(made, Viewpoint(), Settings()).given.corrections) == 1
