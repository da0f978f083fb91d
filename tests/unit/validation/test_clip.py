"""One clip judged by the real gait stage and coach; each way to break the estimator shows.

The poses are the tracker's own on the demo clip; the angle is its truth, and mutants of it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest
from demo import TRUE_SIGMA_DEG, demo_poses, demo_samples, demo_truth, relabelled
from stick import FootOnGround, StickRunner, times_s

from gaitcoach.settings import Settings
from gaitcoach.types import GaitSample, Side, View
from gaitcoach.validation import cues
from gaitcoach.validation.clip import judge
from gaitcoach.validation.run import figures_of
from gaitcoach.validation.truth import Truth

SETTINGS = Settings(threshold_deg=4.5)
"""True mean drops are left 10.4, right 1.6; 2 degrees more are asked without standing."""


def truth_deg() -> np.ndarray:
    """Twice what the runner does, so that one side is clearly over and one clearly under."""
    return 2.0 * demo_truth().image_obliquity_deg


def doubled_truth() -> Truth:
    return replace(demo_truth(), image_obliquity_deg=truth_deg(), obliquity_deg=truth_deg())


def scored(made: list[GaitSample]) -> dict:
    return figures_of(judge("made", made, doubled_truth(), SETTINGS))


@lru_cache
def perfect() -> dict:
    return scored(demo_samples(truth_deg()))


def test_the_truth_itself_scores_perfectly():
    row = perfect()
    assert (row["mae_deg"], row["bias_deg"]) == (0.0, 0.0)
    assert row["slope"] == pytest.approx(1.0)
    assert row["r"] == pytest.approx(1.0)
    assert row["coverage"] == 1.0
    assert row["half_width_deg"] == pytest.approx(1.96 * TRUE_SIGMA_DEG)
    assert row["true_r"] == pytest.approx(1.0)
    assert row["true_mae_deg"] == 0.0
    assert row["stance_rate"] == row["sign_rate"] == 1.0
    assert row["step_f1"] > 0.95
    assert row["contact_error_ms"] < 15.0
    assert row["step_mae_deg"] < 0.5
    assert row["side_mean_mae_deg"] < 0.3
    assert row["declined_frames"] == row["declined_steps"] == 0.0
    assert (row["n_frames"], row["n_steps"]) == (210, len(demo_truth().steps()))


def test_the_truth_itself_cues_the_side_that_drops_and_no_other():
    row = perfect()
    assert row["cued_sides"]["left"] == row["cues"] > 0
    assert row["cued_sides"]["right"] == row["wrong_cues"] == row["missed_sides"] == 0
    assert 7 <= row["steps_to_cue"]["left"] <= 12


def test_camera_roll_hides_a_drop_until_it_is_known():
    """Mutants: the roll is not taken off, or the wrong way round."""
    # GIVEN a camera rolled by 5 degrees against the side that drops, and an estimator that sees so
    truth = doubled_truth()
    rolled = replace(truth, image_obliquity_deg=truth_deg() - 5.0)
    row = figures_of(judge("made", demo_samples(truth_deg() - 5.0), rolled, SETTINGS))
    assert (row["demanded_sides"], row["missed_sides"]) == (1, 1)
    # THEN with the roll known it is cued again, and the other side is not
    known = row["levelled"]
    assert (known["demanded_sides"], known["missed_sides"], known["wrong_cues"]) == (1, 0, 0)
    assert known["cued_sides"]["right"] == 0


def test_a_flipped_sign_shows():
    row = scored(demo_samples(-truth_deg()))
    assert row["slope"] == pytest.approx(-1.0)
    assert row["r"] == row["true_r"] == pytest.approx(-1.0)
    assert row["mae_deg"] == pytest.approx(2 * np.abs(truth_deg()).mean())
    assert row["sign_rate"] == 0.0
    assert row["step_mae_deg"] > 3.0
    assert row["stance_rate"] == 1.0
    assert row["missed_sides"] == 1


def test_swapped_sides_show():
    row = scored(demo_samples(truth_deg(), poses=relabelled(demo_poses())))
    assert row["mae_deg"] == 0.0
    assert row["stance_rate"] == 0.0
    assert row["step_f1"] > 0.95
    assert row["sign_rate"] == 0.0
    assert row["step_mae_deg"] > 3.0
    assert row["missed_sides"] == 1


def test_a_mirrored_picture_shows():
    # GIVEN a runner seen in a mirror: left and right exchanged, and the angle turned round
    row = scored(demo_samples(-truth_deg(), poses=relabelled(demo_poses())))
    # THEN the drops agree with the sides by accident, and angle and stance tell
    assert row["slope"] == pytest.approx(-1.0)
    assert row["stance_rate"] == 0.0
    assert row["sign_rate"] > 0.9
    assert row["step_mae_deg"] < 0.5
    assert row["wrong_cues"] > 0
    assert row["missed_sides"] == 1


def test_an_angle_that_comes_late_shows():
    late = np.roll(truth_deg(), 3)
    row = scored(demo_samples(late))
    assert row["mae_deg"] == pytest.approx(np.abs(late - truth_deg()).mean())
    assert row["r"] < 0.9
    assert row["slope"] < 0.9
    assert row["step_mae_deg"] > 2 * perfect()["step_mae_deg"]
    assert row["contact_error_ms"] == perfect()["contact_error_ms"]


def test_stamps_that_come_late_show():
    row = scored(demo_samples(truth_deg(), late_s=0.05))
    assert row["contact_error_ms"] == pytest.approx(50.0, abs=15.0)
    assert row["mae_deg"] == 0.0


def test_a_constant_shows():
    row = scored(demo_samples(np.full(210, 2.0)))
    assert row["slope"] == pytest.approx(0.0)
    assert row["r"] is None
    assert row["mae_deg"] == pytest.approx(np.abs(2.0 - truth_deg()).mean())
    assert row["step_mae_deg"] > 2.0
    assert row["sign_rate"] < 1.0 or row["side_mean_mae_deg"] > 2.0
    assert row["missed_sides"] == 1


def test_half_the_angle_shows():
    row = scored(demo_samples(0.5 * truth_deg()))
    assert row["slope"] == pytest.approx(0.5)
    assert row["r"] == pytest.approx(1.0)
    assert row["mae_deg"] == pytest.approx(0.5 * np.abs(truth_deg()).mean())
    assert row["step_mae_deg"] > 1.0
    assert row["sign_rate"] == 1.0
    assert row["missed_sides"] == 1


def test_an_offset_shows_in_the_picture_and_not_against_gravity():
    row = scored(demo_samples(truth_deg() + 2.0))
    assert row["bias_deg"] == row["mae_deg"] == pytest.approx(2.0)
    assert row["true_mae_deg"] == pytest.approx(0.0)
    assert row["step_mae_deg"] == pytest.approx(2.0, abs=0.3)
    assert row["side_mean_mae_deg"] == pytest.approx(2.0, abs=0.3)


def test_false_modesty_and_false_pride_show():
    # GIVEN an error of 1 degree, up and down in turn
    noisy = truth_deg() + np.where(np.arange(210) % 2, 1.0, -1.0)
    assert scored(demo_samples(noisy, sigma_deg=0.1))["coverage"] == 0.0
    assert scored(demo_samples(noisy, sigma_deg=5.0))["half_width_deg"] == pytest.approx(9.8)


def test_frames_that_the_gates_decline_are_counted_and_still_scored():
    # GIVEN a second runner in view for the first 2 s
    made = demo_samples(truth_deg() + 1.0)
    made = [replace(one, n_people=2) if one.t_s < 2.0 else one for one in made]
    row = scored(made)
    assert row["declined_frames"] == pytest.approx(60 / 210)
    assert row["declined_steps"] > 0.1
    assert (row["n_frames"], row["accepted"]["n_frames"]) == (210, 150)
    assert row["mae_deg"] == row["accepted"]["mae_deg"] == pytest.approx(1.0)


def test_a_lost_angle_is_declined():
    made = [
        replace(s, angle=None) if i % 10 == 0 else s
        for i, s in enumerate(demo_samples(truth_deg()))
    ]
    row = scored(made)
    assert row["declined_frames"] == pytest.approx(0.1)
    assert row["n_frames"] == 189


def test_walking_contacts_are_not_timed():
    truth = replace(doubled_truth(), gait="walk")
    row = figures_of(judge("made", demo_samples(truth_deg()), truth, SETTINGS))
    assert row["contact_error_ms"] is None
    assert row["step_f1"] == perfect()["step_f1"]


def test_a_standing_start_is_scored_against_gravity(monkeypatch: pytest.MonkeyPatch):
    # GIVEN a stick runner who stands for 4 s before a camera rolled by 5 degrees
    runner = StickRunner(stand_s=4.0, roll_deg=5.0)
    at_s = times_s(14.0, 30.0)
    made = [runner.sample(float(t_s)) for t_s in at_s]
    image_deg = np.array([runner.obliquity_deg(float(t_s)) for t_s in at_s])
    truth = replace(
        demo_truth(),
        view=View.BEHIND,
        t_s=at_s,
        image_obliquity_deg=image_deg,
        obliquity_deg=image_deg - 5.0,
        on_ground={
            side: np.array([runner.on_ground(float(t_s), side) for t_s in at_s]) for side in Side
        },
        feet_known=None,
    )
    monkeypatch.setattr(cues.StanceNet, "load", staticmethod(lambda path: FootOnGround()))
    row = figures_of(judge("made", made, truth, Settings()))
    # THEN what standing took off is not held against the steps, and is asked of the means
    assert row["n_steps"] > 15
    assert row["step_mae_deg"] < 0.3
    assert row["side_mean_mae_deg"] < 0.3
    # AND means that stand 5 degrees from gravity's would be told
    lying = replace(truth, obliquity_deg=image_deg)
    row = figures_of(judge("made", made, lying, Settings()))
    assert row["side_mean_mae_deg"] == pytest.approx(5.0, abs=0.3)
    # AND without a baseline the picture is all there is to be asked
    row = figures_of(judge("made", made, lying, Settings(baseline_s=None)))
    assert row["side_mean_mae_deg"] < 0.3
