"""A live run on fakes: it starts, goes on through trouble, obeys, and stops in time."""

from __future__ import annotations

import logging
import threading
import time

import pytest
from clips import write_clip
from made_up import step, update
from session_fakes import CAMERA, FILE, LIMIT_S, Studio, frames, later
from waiting import until

from gaitcoach.capture.opencv_source import OpenCVSource
from gaitcoach.capture.source import parse_source
from gaitcoach.errors import ModelError, SourceError
from gaitcoach.live.album import RunPictures
from gaitcoach.live.view import SessionState
from gaitcoach.types import Frame, Side
from gaitcoach.words import LEVEL_LOST

UNPLUGGED = SourceError("camera 0 broke off.", "Check its cable.")


def test_a_run_is_analysed_whole_and_ends_with_its_summary(studio: Studio):
    # GIVEN a file of 60 frames, a step in frame 30 and one that the end brings to light
    studio.pipeline.steps[30] = step(Side.LEFT, 0.9, 3.0)
    studio.pipeline.late_steps = (step(Side.RIGHT, 1.8, 4.0),)
    # WHEN it is run
    session = studio.run(frames(60), spec=FILE, versions={"gaitcoach": "x"})
    # THEN every frame was analysed once, in order, and kept
    assert [frame.index for frame in studio.pipeline.seen] == list(range(60))
    assert [frame.index for frame in studio.kept] == list(range(60))
    # AND the events end with the summary
    kinds = [event["event"] for event in studio.events]
    assert kinds[-4:] == ["step", "activity", "step", "summary"]
    assert studio.events[-1]["frames"] == {"seen": 60, "replaced": 0}
    assert studio.events[-1]["versions"] == {"gaitcoach": "x"}
    assert session.summary is not None
    assert session.summary.latency_median_ms is None, "a file has no latency"
    # AND everything was let go of
    assert session.view().state is SessionState.ENDED
    assert session.stop() == ()
    assert session.failure is None
    assert studio.sources[0].closed
    assert studio.pipeline.closed
    assert studio.people.closed


def test_a_camera_that_breaks_off_and_comes_back_leaves_a_gap(studio: Studio):
    # GIVEN a camera that is unplugged after ten frames, and whose return takes a while
    away = studio.block()
    session = studio.session([*frames(10, fps=500.0), UNPLUGGED], [away, *frames(10)])
    session.start()
    # WHEN it is away
    away.wait_until_reached()
    view = session.view()
    # THEN the screen says so, and what to do
    assert view.state is SessionState.RECONNECTING
    assert "broke off" in view.message
    assert "cable" in view.message
    assert not session.is_over
    # WHEN it is back
    away.let_go()
    assert session.wait(LIMIT_S)
    # THEN the run went on: frames are numbered through, and the gap is in the record
    assert [frame.index for frame in studio.pipeline.seen] == list(range(20))
    (gap,) = studio.of("gap")
    assert gap["cause"] == "reconnected"
    assert gap["t_end_s"] - gap["t_s"] > 0.4, "as long as the camera was away"
    assert studio.events[-1]["event"] == "summary"
    assert studio.events[-1]["gaps"] == 1
    assert session.failure is None


def test_stop_while_the_camera_hangs_is_quick_and_loses_nothing(studio: Studio):
    # GIVEN a driver that never comes back
    stuck = studio.block()
    studio.pipeline.steps[5] = step(Side.LEFT, 0.2, 3.0)
    session = studio.session([*frames(10), stuck])
    session.start()
    stuck.wait_until_reached()
    # WHEN it is stopped
    start_s = time.monotonic()
    names = session.stop()
    # THEN within 2 s, naming who hangs, with every step and the summary written
    assert time.monotonic() - start_s < 2.0
    assert names == ("capture",)
    assert [event["event"] for event in studio.events][-4:] == [
        "step",
        "activity",
        "setup",
        "summary",
    ]
    assert session.summary is not None
    assert session.summary.frames_seen == 10
    assert session.is_over
    assert session.view().state is SessionState.STOPPED


def test_stop_in_the_middle_ends_every_thread(studio: Studio):
    hold = studio.block()
    session = studio.session([*frames(5), hold, *frames(5)])
    session.start()
    hold.wait_until_reached()
    session.ask_to_stop()
    hold.let_go()
    assert session.stop() == ()
    assert session.view().state is SessionState.STOPPED
    assert session.stop() == (), "stopping twice is harmless"


def test_a_run_that_never_began_can_be_stopped(studio: Studio):
    assert studio.session(frames(3)).stop() == ()
    assert studio.events == []


def test_a_source_that_cannot_be_opened_is_a_failure_with_a_way_out(studio: Studio):
    session = studio.run([SourceError("There is no camera 7.", "See: gaitcoach cameras.")])
    assert session.view().state is SessionState.FAILED
    assert session.view().message == "There is no camera 7. See: gaitcoach cameras."
    assert str(session.failure) == session.view().message
    assert studio.events[-1]["event"] == "summary"


def test_a_driver_that_throws_something_else_is_a_failure_too(studio: Studio):
    session = studio.run([*frames(3), ValueError("bad stride")], spec=FILE)
    assert session.view().state is SessionState.FAILED
    assert "run.mp4" in session.view().message
    assert studio.events[-1]["event"] == "summary"
    assert studio.events[-1]["frames"]["seen"] == 3


def test_a_missing_model_is_a_failure_with_a_way_out(studio: Studio):
    def build(settings, people):
        raise ModelError("The pose model 'full' is missing.", "Install gaitcoach again.")

    session = studio.run(frames(1), build=build)
    assert session.view().state is SessionState.FAILED
    assert session.view().message == "The pose model 'full' is missing. Install gaitcoach again."
    assert studio.people.closed


def test_an_error_of_our_own_is_told_and_what_was_measured_is_kept(
    studio: Studio, caplog: pytest.LogCaptureFixture
):
    # GIVEN a step, and a bug that strikes ten frames later
    def strike(frame: Frame) -> None:
        if frame.index == 20:
            raise ZeroDivisionError("a bug")

    studio.pipeline.before = strike
    studio.pipeline.steps[10] = step(Side.LEFT, 0.3, 3.0)
    studio.pipeline.metronome_spm = 170.0
    with caplog.at_level(logging.ERROR):
        session = studio.run(frames(60), spec=FILE)
    # THEN it is no silent death
    assert session.view().state is SessionState.FAILED
    assert session.view().message.startswith("The analysis stopped by an error of its own.")
    assert "a bug" in caplog.text
    # AND the steps so far have their summary, the click stops, the models are freed
    assert [event["event"] for event in studio.events][-3:] == ["step", "activity", "summary"]
    assert studio.events[-1]["frames"]["seen"] == 20
    assert studio.speaker.rates_spm[-1] is None
    assert studio.pipeline.closed
    assert session.stop() == ()
    assert studio.sources[0].closed


def test_it_ends_by_itself_when_its_time_is_up(studio: Studio):
    session = studio.run(frames(300, fps=10.0), spec=FILE, max_s=2.0)
    assert studio.events[-1]["duration_s"] == pytest.approx(2.0)
    assert len(studio.pipeline.seen) == 21
    assert session.view().state is SessionState.ENDED
    assert session.failure is None


def test_the_seam_of_a_loop_is_a_gap(studio: Studio, tmp_path):
    # GIVEN a real file of 1 s that is played again and again
    spec = parse_source(str(write_clip(tmp_path / "short.mp4", 25)), loop=True)
    # WHEN 2.5 s of it are run
    studio.run(spec=spec, open_source=OpenCVSource, max_s=2.5)
    # THEN between the passes there are gaps that no step may cross
    gaps = studio.of("gap")
    assert gaps
    assert {gap["cause"] for gap in gaps} == {"loop"}
    assert all(gap["t_end_s"] - gap["t_s"] > 0.25 for gap in gaps)
    assert [frame.index for frame in studio.pipeline.seen][:50] == list(range(50))


def test_missing_pictures_are_a_gap(studio: Studio):
    first, second, *_ = frames(2)
    studio.run([first, later(second, 0.5)], spec=FILE)
    (gap,) = studio.of("gap")
    assert (gap["t_s"], gap["t_end_s"], gap["cause"]) == (0.0, 0.5, "frames missing")


def test_view_shows_the_newest_frame(studio: Studio):
    hold = studio.block()
    session = studio.session([*frames(8), hold])
    assert session.view().state is SessionState.OPENING
    session.start()
    hold.wait_until_reached()
    studio.turnstile.enter()  # all eight are analysed
    until(lambda: session.view().sequence == 8)
    view = session.view()
    assert view.state is SessionState.RUNNING
    assert view.frame is not None
    assert view.frame.index == 7
    assert view.update is not None
    assert view.update.t_s == view.frame.t_s
    assert view.stats.frames_seen == 8
    assert view.method_validated is False


def test_a_slow_analysis_skips_frames_of_a_camera_and_counts_them(studio: Studio):
    # GIVEN an analysis that is held up while the camera goes on
    all_came = studio.block()
    held = threading.Event()

    def hold_up(frame: Frame) -> None:
        studio.turnstile.leave()
        if frame.index == 0:
            assert held.wait(LIMIT_S)

    for _ in range(9):
        studio.turnstile.leave()
    studio.pipeline.before = hold_up
    session = studio.session([*frames(10), all_came])
    session.start()
    all_came.wait_until_reached()
    held.set()
    all_came.let_go()
    assert session.wait(LIMIT_S)
    # THEN the newest follows the first, and the eight between are counted
    seen = [frame.index for frame in studio.pipeline.seen]
    assert seen[-1] == 9
    assert studio.events[-1]["frames"] == {"seen": len(seen), "replaced": 10 - len(seen)}
    assert len(seen) < 10


def test_running_time_and_breaks_are_told_and_kept(studio: Studio):
    """Mutant: time on the clock instead of time spent running."""
    # GIVEN 12 s of pictures: steps from 1 to 2 s, and then none
    for index, t_end_s in ((33, 1.25), (45, 1.6), (57, 2.0)):
        studio.pipeline.steps[index] = step(Side.LEFT, t_end_s, 2.0)
    session = studio.run(frames(360), spec=FILE)
    stats = session.view().stats
    assert stats.active_s == pytest.approx(1.0)
    assert stats.on_break
    assert [event["running"] for event in studio.of("activity")] == [True, False]
    assert studio.of("summary")[0]["active_s"] == pytest.approx(1.0)


def test_the_last_seconds_and_the_extreme_steps_are_kept_as_pictures(studio: Studio):
    pictures = RunPictures()
    studio.pipeline.steps[40] = step(Side.RIGHT, 1.2, 6.0)
    session = studio.run(frames(60), spec=FILE, pictures=pictures)
    assert session.pictures is pictures
    assert [moment.t_s for moment in pictures.moments][-1] == pytest.approx(59 / 30)
    ((key, moment),) = pictures.of_steps.items()
    assert key == (Side.RIGHT, pytest.approx(0.95))
    assert moment.t_s == pytest.approx(1.06, abs=0.05)


def test_standing_troubles_are_notices(studio: Studio):
    session = studio.session(frames(2), spec=CAMERA)
    studio.speaker.problem = "No sound device."
    session.notice("record", "The disk is full.")
    assert session.view().notices == ("The disk is full.", "No sound device.")
    session.notice("record", None)
    studio.speaker.problem = None
    assert session.view().notices == ()


def test_a_lost_level_stands_on_the_screen(studio: Studio):
    # GIVEN a level from the start, which the moved camera takes away
    studio.pipeline.told = lambda seen: update(
        seen.t_s, baseline_deg=1.0 if seen.t_s < 1.0 else None
    )
    session = studio.run(frames(60))
    assert LEVEL_LOST in session.view().notices


def test_the_models_own_time_is_not_in_our_own_lag(studio: Studio):
    stats = studio.run(frames(30)).view().stats
    assert stats.own_lag_ms is not None
    assert stats.latency_ms is not None
    assert stats.own_lag_ms < stats.latency_ms
