"""The parts without widgets: words, calm messages, the run, what an import costs."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from ui_fakes import FakeControls, gait, running_view

from gaitcoach.live.view import LiveView, SessionState
from gaitcoach.settings import Settings
from gaitcoach.types import CameraRoll, LevelBy, Quality, Side, SideStats
from gaitcoach.ui import messages, texts, theme
from gaitcoach.ui.calm import CalmQuality
from gaitcoach.ui.run import Run
from gaitcoach.ui.texts import source_label
from gaitcoach.words import QUALITY_MESSAGES


@pytest.mark.parametrize(
    ("obliquity_deg", "words"),
    [(4.2, "right hip 4° lower"), (-4.2, "left hip 4° lower"), (0.3, "level")],
)
def test_angle_names_the_lower_hip(obliquity_deg, words):
    assert texts.angle_text(obliquity_deg) == words


@pytest.mark.parametrize("quality", [quality for quality in Quality if quality != Quality.OK])
def test_every_quality_has_a_title(quality):
    message = messages.quality_message(quality)
    said = f"{message.title}: {message.body}" if message.body else message.title
    assert said.lower() == QUALITY_MESSAGES[quality].lower()


@pytest.mark.parametrize("state", list(SessionState))
def test_every_state_but_running_says_something(state):
    message = messages.state_message(LiveView(state=state))
    assert (message is None) == (state is SessionState.RUNNING)


def test_side_words_name_the_other_hip():
    assert texts.side_title(Side.RIGHT) == "Standing on RIGHT leg"
    assert texts.side_subtitle(Side.RIGHT) == "left hip drops"


@pytest.mark.parametrize(("angle_deg", "text"), [(-0.04, "0.0°"), (-1.26, "−1.3°"), (4.14, "4.1°")])
def test_degrees(angle_deg, text):
    assert texts.degrees_text(angle_deg) == text


def test_unknown_numbers_are_dashes():
    assert texts.mean_text(SideStats()) == "–"
    assert texts.cadence_text(None) == "–"
    assert texts.times_text(None) == "ground – · air –"


@pytest.mark.parametrize(
    ("source", "label"),
    [
        ("0", "Camera 0"),
        ("/videos/run 1.mp4", "run 1.mp4"),
        ("C:\\videos\\run.mp4", "run.mp4"),
        ("rtsp://me:pa:ss@host/x", "host/x"),
        ("http://[bad", "network camera"),
    ],
)
def test_source_labels(source, label):
    assert source_label(source) == label


def test_calm_needs_a_lasting_reason():
    calm = CalmQuality()
    assert calm.push(Quality.OK, 0.0) is Quality.OK
    assert calm.push(Quality.NOBODY, 0.1) is Quality.OK
    assert calm.push(Quality.OK, 0.2) is Quality.OK
    assert calm.push(Quality.NOBODY, 0.3) is Quality.OK
    assert calm.push(Quality.NOBODY, 0.8) is Quality.NOBODY


def test_calm_keeps_a_message_until_it_can_be_read():
    calm = CalmQuality()
    for t_s in (0.0, 0.5):
        calm.push(Quality.NOBODY, t_s)
    assert calm.push(Quality.OK, 0.6) is Quality.NOBODY
    assert calm.push(Quality.OK, 1.5) is Quality.NOBODY
    assert calm.push(Quality.OK, 1.8) is Quality.OK


def test_calm_survives_a_clock_that_starts_again():
    calm = CalmQuality()
    for t_s in (40.0, 41.0, 0.0, 0.5):
        calm.push(Quality.NOBODY if t_s > 39 else Quality.OK, t_s)
    assert calm.push(Quality.OK, 0.6) is Quality.OK


def test_run_stops_each_session_once():
    controls = FakeControls()
    run = Run(controls)
    run.start(Settings())
    run.start(Settings())
    run.stop()
    run.stop()
    assert controls.stopped == controls.started
    assert len(controls.started) == 2


def test_run_keeps_the_last_view_after_stopping():
    controls = FakeControls()
    run = Run(controls)
    run.start(Settings())
    controls.started[0].shown = running_view(7)
    run.stop()
    assert (run.view.sequence, run.view.state) == (7, SessionState.STOPPED)
    assert run.look() is run.view


def test_text_grows_with_the_window():
    sizes = [theme.unit_px(*size) for size in ((1024, 640), (1280, 800), (1920, 1080))]
    assert sizes == sorted(set(sizes))
    assert theme.unit_px(3840, 2160) == 42
    assert theme.unit_px(100, 100) == theme.UNIT_MIN_PX


def test_showing_the_window_loads_neither_camera_nor_model_libraries():
    script = (
        "import sys; from PyQt6.QtWidgets import QApplication; app = QApplication([]);"
        "from ui_fakes import FakeControls; from gaitcoach.settings import Settings;"
        "from gaitcoach.ui.window import MainWindow; w = MainWindow(FakeControls(), Settings());"
        "w.show(); app.processEvents(); w.close();"
        "print(sorted({'cv2', 'mediapipe', 'sqlalchemy'} & set(sys.modules)))"
    )
    paths = [path for path in sys.path if path]
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {paths!r}; {script}"],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_by_what_the_picture_is_level_and_how_sure_that_is():
    known = gait(baseline_deg=-3.1, baseline_sigma_deg=0.64, level_by=LevelBy.STANDING)
    assert texts.level_text(known) == "level by standing ± 0.6°"
    assert texts.level_text(replace(known, level_by=LevelBy.VERTICAL)).startswith(
        "level by upright edge"
    )
    assert texts.level_text(gait(baseline_deg=None)) == texts.level_text(None) == ""


def test_a_known_roll_is_named_where_it_is_not_removed():
    rolled = running_view(update=gait(baseline_deg=None, roll=CameraRoll(-2.13, 0.4)))
    assert "camera roll not removed: about 2.1°" in texts.marks(rolled)
    level = running_view(update=gait(baseline_deg=0.0, roll=CameraRoll(-2.13, 0.4)))
    assert not any("roll" in mark for mark in texts.marks(level))
