"""What every source must do: file, file as live, loop, stream, camera, phone."""

from __future__ import annotations

import time

import clips
import numpy as np
import pytest
from av import VideoFrame
from servers.mjpeg import MjpegServer

from gaitcoach.capture import drivers
from gaitcoach.capture.discovery import CameraInfo
from gaitcoach.capture.opencv_source import OpenCVSource
from gaitcoach.capture.phone.board import Board
from gaitcoach.capture.phone.peer import Picture
from gaitcoach.capture.phone.source import PhoneSource
from gaitcoach.capture.source import SourceKind, SourceSpec, parse_source
from gaitcoach.errors import SourceError

N = 6


@pytest.fixture
def clip(tmp_path):
    return str(clips.write_clip(tmp_path / "clip.mp4", N))


@pytest.fixture
def stream():
    server = MjpegServer()
    yield server.url("/video")
    server.stop()


@pytest.fixture
def camera(clip, monkeypatch):
    """A webcam: OpenCV is told to play a clip whenever this camera is opened."""
    real = drivers.cv2.VideoCapture
    monkeypatch.setattr(drivers.cv2, "VideoCapture", lambda *_: real(clip))
    monkeypatch.setattr(drivers, "list_cameras", lambda: (CameraInfo(0, "C920", ""),))
    return SourceSpec(SourceKind.CAMERA, "0", "camera 0")


class FakeLink:
    """A door through which pictures come at once, with a phone's own time stamps."""

    def __init__(self):
        self.board, self._n = Board(), 0

    def start(self):
        pass

    def take(self, timeout_s):
        image = VideoFrame.from_ndarray(clips.picture(self._n), format="bgr24")
        picture = Picture(image, 7.0 + self._n / 30, time.monotonic(), None, stream=1)
        self._n += 1
        return picture


@pytest.fixture(params=["file", "as_live", "loop", "stream", "camera", "phone"])
def source(request):
    if request.param == "phone":
        yield PhoneSource(FakeLink(), parse_source("phone"))
        return
    if request.param == "camera":
        spec = request.getfixturevalue("camera")
    elif request.param == "stream":
        spec = parse_source(request.getfixturevalue("stream"))
    else:
        options = {} if request.param == "file" else {request.param: True}
        spec = parse_source(request.getfixturevalue("clip"), **options)
    one = OpenCVSource(spec)
    yield one
    one.close()


def test_frames_are_numbered_from_zero_and_time_runs_forward(source):
    source.open()

    frames = [source.read() for _ in range(N)]

    assert [frame.index for frame in frames] == list(range(N))
    times_s = [frame.t_s for frame in frames]
    assert times_s[0] == 0.0
    assert times_s == sorted(set(times_s))


def test_pictures_are_colour_and_locked(source):
    source.open()

    image_bgr = source.read().image_bgr

    assert image_bgr.dtype == np.uint8
    assert image_bgr.shape == (48, 64, 3)
    assert not image_bgr.flags.writeable


def test_a_frame_knows_when_it_was_taken(source):
    before_s = time.monotonic()
    source.open()
    frames = [source.read(), source.read()]

    assert before_s <= frames[0].taken_s <= frames[1].taken_s <= time.monotonic()


def test_an_interrupted_source_gives_no_more(source):
    source.open()
    assert source.read() is not None

    source.interrupt()

    assert source.read() is None


def test_closing_twice_is_fine_and_reading_a_closed_source_is_an_error(source):
    source.open()
    source.close()
    source.close()

    with pytest.raises(SourceError):
        source.read()


def test_a_source_can_be_closed_before_it_was_opened(source):
    source.close()


def test_a_quiet_source_has_nothing_to_note(source):
    source.open()
    source.read()

    assert source.note == ""


@pytest.mark.parametrize(
    "spec",
    [
        SourceSpec(SourceKind.CAMERA, "99", "camera 99"),
        SourceSpec(SourceKind.URL, "http://anna:sesame@127.0.0.1:9/v", "http://***@127.0.0.1:9/v"),
        SourceSpec(SourceKind.FILE, "/nowhere/run.mp4", "run.mp4"),
    ],
    ids=lambda spec: spec.kind,
)
def test_what_cannot_be_opened_says_what_and_what_to_do(spec, capfd):
    with pytest.raises(SourceError) as caught:
        OpenCVSource(spec).open()

    assert caught.value.what.endswith(".")
    assert caught.value.todo.endswith(".")
    assert "\n" not in str(caught.value)
    assert "sesame" not in str(caught.value)
    assert capfd.readouterr() == ("", "")
