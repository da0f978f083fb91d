"""The picture of a run."""

import os
import signal
import subprocess
import sys
import threading

import numpy as np
import pytest

from gaitcoach.errors import StorageError
from gaitcoach.opencv import cv2
from gaitcoach.storage import video
from gaitcoach.storage.video import Pace, VideoRecorder
from gaitcoach.types import Frame

WAIT_S = 30.0
SIZE_PX = (160, 120)


def _frame(index, t_s, size_px=SIZE_PX):
    """A grey picture whose brightness tells its index."""
    width, height = size_px
    return Frame(np.full((height, width, 3), index, np.uint8), index, t_s)


def _levels(path):
    """The brightness of each picture of a video."""
    capture, levels = cv2.VideoCapture(str(path)), []
    while (read := capture.read())[0]:
        levels.append(float(read[1].mean()))
    return levels


def _record(path, frames, **options):
    told = []
    recorder = VideoRecorder(path, SIZE_PX, on_problem=told.append, **options)
    for frame in frames:
        while recorder._inbox.is_full:
            threading.Event().wait(0.002)
        recorder.push(frame)
    assert recorder.close(WAIT_S)
    assert told == []
    return recorder


def test_video_time_follows_the_stamps(tmp_path):
    # GIVEN pictures at 30 fps with a hole of half a second after the fifth
    dark = [_frame(20, n / 30) for n in range(5)]
    bright = [_frame(200, (20 + n) / 30) for n in range(5)]
    recorder = _record(tmp_path / "v.mp4", dark + bright)
    # THEN the hole is filled with the last picture before it
    levels = _levels(tmp_path / "v.mp4")
    assert len(levels) == 25
    assert max(levels[:20]) < 60 < 160 < min(levels[21:])
    assert recorder.start_s == 0.0
    assert recorder.frames_dropped == 0


@pytest.mark.parametrize("camera_fps", [7.0, 15.0, 24.0, 29.97, 60.0, 120.0])
def test_any_rate_of_pictures_makes_the_same_length(camera_fps):
    pace, count = Pace(30.0), 0
    n = int(10 * camera_fps)
    for index in range(n):
        repeats, new = pace.push(100.0 + index / camera_fps)
        count += repeats + new
        # The picture that shows now is never more than one and a half frames off its time.
        assert abs(count - 1 - index / camera_fps * 30) <= 1.5
    assert abs(count - 300 * (n - 1) / n) <= 30 / camera_fps + 1


def test_time_that_begins_anew_goes_on_in_the_video():
    pace = Pace(30.0)
    for index in range(90):
        pace.push(index / 30)
    assert pace.push(0.0) == (0, True)
    assert pace.push(1 / 30) == (0, True)


def test_a_killed_run_leaves_a_readable_video(tmp_path):
    # GIVEN a run that was killed in the middle of recording noise, which makes large frames
    path = tmp_path / "v.mp4"
    script = """
import sys, threading
from pathlib import Path
import numpy as np
from gaitcoach.storage.video import VideoRecorder
from gaitcoach.types import Frame
recorder = VideoRecorder(Path(sys.argv[1]), (160, 120), on_problem=print)
noise = np.random.default_rng(0)
for index in range(100000):
    while recorder._inbox.is_full:
        threading.Event().wait(0.001)
    image = noise.integers(0, 255, (120, 160, 3), dtype=np.uint8)
    recorder.push(Frame(image, index, index / 30))
    if index == 600:
        print("ready", flush=True)
"""
    child = subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, text=True
    )
    with child.stdout:
        assert child.stdout.readline() == "ready\n"
        os.kill(child.pid, signal.SIGKILL)
        child.wait(WAIT_S)
    # THEN all but the last moments can be played
    assert len(_levels(path)) > 300


def test_an_older_file_is_never_overwritten(tmp_path):
    (tmp_path / "v.mp4").write_bytes(b"precious")
    with pytest.raises(StorageError, match="exists already"):
        VideoRecorder(tmp_path / "v.mp4", SIZE_PX, on_problem=print)
    assert (tmp_path / "v.mp4").read_bytes() == b"precious"


def test_a_folder_nothing_can_be_written_into_is_told_at_once(read_only_folder):
    with pytest.raises(StorageError, match="Nothing can be written"):
        VideoRecorder(read_only_folder / "v.mp4", SIZE_PX, on_problem=print)


def test_another_kind_of_file_is_refused(tmp_path):
    with pytest.raises(StorageError, match=r"ending \.mp4"):
        VideoRecorder(tmp_path / "v.avi", SIZE_PX, on_problem=print)


def test_a_frame_of_another_size_is_scaled(tmp_path):
    frames = [_frame(90, n / 30, (121, 161) if n % 2 else SIZE_PX) for n in range(10)]
    _record(tmp_path / "v.mp4", frames)
    assert len(_levels(tmp_path / "v.mp4")) == 10


def test_a_phone_that_was_turned_stands_whole_between_bars():
    """Mutant: squeezed into the first picture's shape."""
    upright = np.full((64, 48, 3), 200, np.uint8)
    fitted = video._fitted(upright, (64, 48))
    assert fitted.shape == (48, 64, 3)
    assert (fitted[:, 14:50] == 200).all()
    assert (fitted[:, :14] == 0).all()
    assert (fitted[:, 50:] == 0).all()
    wide = video._fitted(np.full((24, 64, 3), 200, np.uint8), (64, 48))
    assert (wide[12:36] == 200).all()
    assert (wide[:12] == 0).all()
    assert (wide[36:] == 0).all()


def test_odd_sizes_are_recorded(tmp_path):
    recorder = VideoRecorder(tmp_path / "v.mp4", (161, 121), on_problem=print)
    for number in range(5):
        recorder.push(_frame(90, number / 30, (161, 121)))
    assert recorder.close(WAIT_S)
    assert len(_levels(tmp_path / "v.mp4")) == 5


def test_a_slow_disk_drops_pictures_and_never_the_callers_time(tmp_path, monkeypatch):
    # GIVEN a disk that hangs
    release, inside = threading.Event(), threading.Event()

    def hang(_self):
        inside.set()
        release.wait(WAIT_S)

    monkeypatch.setattr(VideoRecorder, "_check_disk", hang)
    recorder = VideoRecorder(tmp_path / "v.mp4", SIZE_PX, on_problem=print)
    recorder.push(_frame(0, 0.0))
    assert inside.wait(WAIT_S)
    # WHEN more pictures come than wait in the queue
    for number in range(1, video.QUEUE_FRAMES + 4):
        recorder.push(_frame(number, number / 30))
    # THEN they are dropped and counted, and closing gives up at its deadline
    assert recorder.frames_dropped == 3
    assert recorder.close(0.05) is False
    release.set()
    # AND when the disk answers again, what waited is written and the file finished
    assert recorder.close(WAIT_S)
    assert len(_levels(tmp_path / "v.mp4")) == video.QUEUE_FRAMES + 1


def test_a_nearly_full_disk_stops_the_picture_and_says_so_once(small_disk):
    told = []
    recorder = VideoRecorder(small_disk / "v.mp4", SIZE_PX, on_problem=told.append)
    for number in range(5):
        recorder.push(_frame(number, number / 30))
    assert recorder.close(WAIT_S) is False
    assert len(told) == 1
    assert "free some space" in told[0]
    assert recorder.problem == told[0]


def test_a_removed_video_is_told(tmp_path):
    told = []
    recorder = VideoRecorder(tmp_path / "v.mp4", SIZE_PX, on_problem=told.append)
    (tmp_path / "v.mp4").unlink()
    recorder.push(_frame(1, 0.0))
    assert recorder.close(WAIT_S) is False
    assert "removed" in told[0]
