"""Steps, drops, baseline and every "cannot tell" on a runner whose truth is known exactly."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from stick import FootOnGround, StickRunner, times_s

from gaitcoach.gait import GaitAnalyzer
from gaitcoach.landmarks import Landmark as L
from gaitcoach.types import GaitUpdate, Quality, Side, View, Viewpoint


def analyse(runner: StickRunner, until_s: float = 8.0, fps: float = 60.0, change=None, **options):
    """Run samples through an analyzer; `change(t_s, sample)` may alter or drop (None) one."""
    analyzer = GaitAnalyzer(FootOnGround(), runner.viewpoint, **options)
    updates: list[GaitUpdate] = []
    for t_s in times_s(until_s, fps):
        sample = runner.sample(t_s)
        sample = change(t_s, sample) if change else sample
        if sample is not None:
            updates.append(analyzer.push(sample))
    updates.append(analyzer.finish(until_s))
    return analyzer, updates


def drops(analyzer: GaitAnalyzer, side: Side) -> np.ndarray:
    return np.array([s.drop_deg for s in analyzer.steps if s.side is side and s.usable])


def test_steps_are_found_with_their_side_and_time():
    # GIVEN a runner who lands at known times
    runner = StickRunner()
    # WHEN 8 s are analysed
    analyzer, _ = analyse(runner)
    # THEN each landing inside the run is one step of that side, within a frame
    for side in Side:
        found = [s.t_start_s for s in analyzer.steps if s.side is side]
        wanted = [t for t in runner.contacts_s(side, 7.6) if t > 0.1]
        assert len(found) == len(wanted)
        assert np.max(np.abs(np.array(found) - wanted)) < 1 / 60 + 0.005


def test_a_step_that_ends_just_before_the_run_does_is_reported():
    # GIVEN a right stance from 2.88 to 3.15 s and a run that ends 50 ms later
    analyzer, updates = analyse(StickRunner(), until_s=3.2)
    assert updates[-1].new_steps[-1].t_end_s == pytest.approx(3.15, abs=0.03)
    assert analyzer.steps[-1] == updates[-1].new_steps[-1]


def test_drop_belongs_to_the_stance_leg_with_its_sign():
    analyzer, updates = analyse(StickRunner(drop_deg={Side.LEFT: 3.0, Side.RIGHT: 6.0}))
    assert drops(analyzer, Side.LEFT) == pytest.approx(3.0, abs=0.01)
    assert drops(analyzer, Side.RIGHT) == pytest.approx(6.0, abs=0.01)
    assert updates[-1].left.mean_deg == pytest.approx(3.0, abs=0.01)


def test_a_hike_is_negative():
    analyzer, _ = analyse(StickRunner(drop_deg={Side.LEFT: -2.0, Side.RIGHT: 0.0}))
    assert drops(analyzer, Side.LEFT) == pytest.approx(-2.0, abs=0.01)


@pytest.mark.parametrize("view", list(View))
@pytest.mark.parametrize("mirrored", [False, True])
def test_view_and_mirror_do_not_change_the_steps(view: View, mirrored: bool):
    analyzer, _ = analyse(StickRunner(viewpoint=Viewpoint(view, mirrored)))
    assert drops(analyzer, Side.RIGHT) == pytest.approx(6.0, abs=0.01)


def test_the_standing_baseline_takes_camera_roll_off():
    # GIVEN a camera rolled by 4 degrees and a runner who first stands for 4 s
    runner = StickRunner(stand_s=4.0, roll_deg=4.0)
    # WHEN analysed with the usual baseline
    analyzer, updates = analyse(runner, until_s=12.0)
    # THEN the drops are those of the runner
    assert updates[-1].baseline_deg == pytest.approx(4.0, abs=0.01)
    assert drops(analyzer, Side.LEFT) == pytest.approx(3.0, abs=0.01)
    assert drops(analyzer, Side.RIGHT) == pytest.approx(6.0, abs=0.01)


def test_no_baseline_when_told_so_or_when_never_standing():
    assert analyse(StickRunner(stand_s=4.0), baseline_s=None)[1][-1].baseline_deg is None
    assert analyse(StickRunner())[1][-1].baseline_deg is None


def test_a_moved_camera_loses_the_baseline():
    runner = StickRunner(stand_s=4.0, roll_deg=4.0)

    def bump(t_s, sample):
        return replace(sample, camera_moved=True) if abs(t_s - 6.0) < 1e-6 else sample

    _, updates = analyse(runner, until_s=8.0, change=bump)
    assert updates[5 * 60].baseline_deg == pytest.approx(4.0, abs=0.01)
    assert updates[-1].baseline_deg is None


def test_no_mean_before_seven_usable_steps_of_that_side():
    _, updates = analyse(StickRunner())
    for update in updates:
        for side in Side:
            stats = update.side(side)
            assert (stats.mean_deg is None) == (stats.usable < 7)
            assert (stats.ci95_deg is None) == (stats.usable < 7)


def test_cadence_contact_and_flight_time():
    _, updates = analyse(StickRunner(stride_s=0.72, duty=0.38))
    assert updates[-1].cadence_spm == pytest.approx(120 / 0.72, rel=0.01)
    assert updates[-1].contact_time_s == pytest.approx(0.38 * 0.72, abs=0.02)
    assert updates[-1].flight_time_s == pytest.approx(0.12 * 0.72, abs=0.02)


def test_a_gap_spoils_the_steps_it_touches_and_no_others():
    # GIVEN pictures missing from 4.00 to 4.15 s
    runner = StickRunner()
    analyzer, _ = analyse(runner, change=lambda t, s: None if 4.0 < t < 4.15 else s)
    # THEN the steps that overlap the gap do not count, all others do
    spoilt = [s for s in analyzer.steps if not s.usable]
    assert spoilt
    assert all(s.reason is Quality.FRAME_GAP for s in spoilt)
    for step in analyzer.steps:
        touches = step.t_start_s <= 4.16 and step.t_end_s >= 3.99
        assert step.usable != touches


def test_a_long_gap_is_crossed_by_no_step():
    analyzer, _ = analyse(StickRunner(), change=lambda t, s: None if 4.0 < t < 4.6 else s)
    assert all(s.t_end_s <= 4.0 + 1 / 60 or s.t_start_s >= 4.6 - 1 / 60 for s in analyzer.steps)
    assert max(s.t_start_s for s in analyzer.steps) > 5.0


def test_two_missing_frames_spoil_nothing():
    gone = (4.0, 4.0 + 1 / 60)
    analyzer, _ = analyse(
        StickRunner(), change=lambda t, s: None if min(abs(t - g) for g in gone) < 1e-6 else s
    )
    assert all(s.usable for s in analyzer.steps)


def hidden(*landmarks: L):
    def change(_t_s, sample):
        visibility = sample.pose.visibility.copy()
        visibility[list(landmarks)] = 0.1
        return replace(sample, pose=replace(sample.pose, visibility=visibility))

    return change


def turned(yaw_deg: float):
    def change(_t_s, sample):
        yaw = np.radians(yaw_deg)
        turn = np.array([[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]])
        return replace(sample, pose=replace(sample.pose, world_m=sample.pose.world_m @ turn.T))

    return change


def relabelled(_t_s, sample):
    return replace(sample, pose=replace(sample.pose, sides_contradict_view=True))


CANNOT_TELL = {
    Quality.NOBODY: lambda t, s: replace(s, pose=None, angle=None),
    Quality.TWO_PEOPLE: lambda t, s: replace(s, n_people=2),
    Quality.HIPS_HIDDEN: hidden(L.LEFT_HIP),
    Quality.ANKLES_HIDDEN: hidden(L.LEFT_ANKLE, L.RIGHT_ANKLE),
    Quality.SIDE_ON: turned(30.0),
    Quality.LABELS_SWAPPED: relabelled,
    Quality.NO_ANGLE: lambda t, s: replace(s, angle=None),
    Quality.CAMERA_MOVED: lambda t, s: replace(s, camera_moved=True),
}


@pytest.mark.parametrize("reason", CANNOT_TELL, ids=str)
def test_cannot_tell_gives_no_mean_and_its_reason(reason: Quality):
    analyzer, updates = analyse(StickRunner(), change=CANNOT_TELL[reason])
    assert updates[-2].quality is reason
    assert not any(step.usable for step in analyzer.steps)
    assert updates[-1].left.mean_deg is None
    assert updates[-2].drop_now_deg is None


def test_too_small_and_too_slow():
    assert analyse(StickRunner(hip_width_px=19.0))[1][-2].quality is Quality.TOO_SMALL
    assert analyse(StickRunner(), fps=15.0)[1][-2].quality is Quality.LOW_FPS
    assert analyse(StickRunner(), fps=24.0)[1][-2].quality is Quality.OK


def test_a_yaw_inside_the_envelope_is_measured():
    assert analyse(StickRunner(), change=turned(20.0))[1][-2].quality is Quality.OK


@pytest.mark.parametrize(("told_deg", "quality"), [(17.0, Quality.OK), (21.0, Quality.SIDE_ON)])
def test_from_the_front_the_model_tells_less_yaw_than_there_is(told_deg: float, quality: Quality):
    runner = StickRunner(viewpoint=Viewpoint(View.FRONT))
    assert analyse(runner, change=turned(told_deg))[1][-2].quality is quality


def test_hips_that_turn_in_each_step_are_judged_by_their_mean_distance():
    # GIVEN hips 24 px apart that look like 14 px for a third of each stride
    def turning(t_s, sample):
        near = (t_s % 0.36) < 0.12
        return replace(sample, pose=narrow.pose(t_s)) if near else sample

    narrow = StickRunner(hip_width_px=14.0)
    analyzer, updates = analyse(StickRunner(hip_width_px=24.0), change=turning)
    assert updates[-2].quality is Quality.OK
    assert all(step.usable for step in analyzer.steps if step.t_start_s > 1.0)


def test_frames_before_the_trouble_still_count():
    change = CANNOT_TELL[Quality.TWO_PEOPLE]
    analyzer, updates = analyse(
        StickRunner(), until_s=14.0, change=lambda t, s: change(t, s) if t > 7.0 else s
    )
    assert updates[-2].quality is Quality.TWO_PEOPLE
    assert updates[-1].right.mean_deg == pytest.approx(6.0, abs=0.01)
    assert all(step.usable == (step.t_end_s < 7.0) for step in analyzer.steps)


def test_standing_on_one_leg_is_no_step():
    runner = StickRunner()

    def lifted(t_s, sample):
        xy = sample.pose.xy_px.copy()
        for joint in (L.LEFT_ANKLE, L.LEFT_HEEL, L.LEFT_FOOT_INDEX):
            xy[joint, 1] = 400.0 if t_s < 1 or t_s > 5 else 330.0
        for joint in (L.RIGHT_ANKLE, L.RIGHT_HEEL, L.RIGHT_FOOT_INDEX):
            xy[joint, 1] = 400.0
        return replace(sample, pose=replace(sample.pose, xy_px=xy))

    analyzer, _ = analyse(runner, change=lifted)
    assert analyzer.steps == ()


def test_every_time_is_the_samples_own():
    """Mutant: a clock read inside the core. The same samples later give the same steps, later."""
    early, _ = analyse(StickRunner())
    analyzer = GaitAnalyzer(FootOnGround(), Viewpoint())
    runner = StickRunner()
    for t_s in times_s(8.0):
        sample = runner.sample(t_s)
        moved = replace(sample.pose, t_s=t_s + 1000)
        angle = replace(sample.angle, t_s=t_s + 1000)
        analyzer.push(replace(sample, t_s=t_s + 1000, pose=moved, angle=angle))
    analyzer.finish(1008.0)
    shift = [b.t_start_s - a.t_start_s for a, b in zip(early.steps, analyzer.steps, strict=True)]
    assert shift == pytest.approx([1000.0] * len(shift), abs=1e-6)


def test_another_method_begins_the_statistics_anew():
    # GIVEN a runner measured for 4 s, then by another method
    runner = StickRunner(drop_deg={Side.LEFT: 3.0, Side.RIGHT: 6.0})
    analyzer = GaitAnalyzer(FootOnGround(), runner.viewpoint)
    for t_s in times_s(4.0, 60.0):
        before = analyzer.push(runner.sample(t_s))
    known = [step for step in analyzer.steps if step.usable]
    # WHEN it begins anew
    analyzer.begin_anew(4.0)
    after = analyzer.push(runner.sample(4.0 + 1 / 60))
    # THEN nothing of the old method is in a mean, and its finished steps stay what they are
    assert before.left.usable > 0
    assert (after.left.usable, after.right.usable, after.left.mean_deg) == (0, 0, None)
    assert [step for step in analyzer.steps if step.usable] == known
    for t_s in times_s(8.0, 60.0):
        if t_s > 4.1:
            now = analyzer.push(runner.sample(t_s))
    # AND the step that was under way belongs to neither
    assert all(not s.usable for s in analyzer.steps if s.t_start_s < 4.0 < s.t_end_s)
    assert 0 < now.left.usable < sum(s.usable for s in analyzer.steps if s.side is Side.LEFT)
