"""Files through OpenCV: whole, cut, turned, odd, with uneven stamps; cameras that are not there."""

from __future__ import annotations

import threading
from types import SimpleNamespace

import clips
import numpy as np
import pytest

from gaitcoach.capture import drivers, opencv_source
from gaitcoach.capture.discovery import CameraInfo
from gaitcoach.capture.opencv_source import OpenCVSource
from gaitcoach.capture.source import SourceKind, SourceSpec, parse_source
from gaitcoach.capture.stamps import LOOP_GAP_S
from gaitcoach.errors import SourceError

N = 12
LIMIT_S = 10.0


@pytest.fixture
def clip(tmp_path):
    return clips.write_clip(tmp_path / "clip.mp4", N)


def read_all(path, **changes):
    source = OpenCVSource(parse_source(str(path)), **changes)
    source.open()
    frames = list(iter(source.read, None))
    source.close()
    return frames, source


def test_a_file_gives_every_frame_with_its_own_time(clip):
    frames, source = read_all(clip)

    assert clips.numbers(frames, N) == list(range(N))
    assert [frame.index for frame in frames] == list(range(N))
    assert [frame.t_s for frame in frames] == pytest.approx([i / clips.FPS for i in range(N)])
    assert source.note == ""


def test_uneven_stamps_are_kept(clip):
    times_s = clips.uneven(clip)

    frames, _ = read_all(clip)

    assert times_s[1] != pytest.approx(1 / clips.FPS)
    assert [frame.t_s for frame in frames] == pytest.approx(times_s)


def test_a_turned_video_stands_upright(clip):
    """GIVEN a clip with a white corner top left WHEN marked turned THEN it is top right."""
    frames, _ = read_all(clips.turned(clip))

    assert frames[0].size_px == (48, 64)
    assert frames[0].image_bgr[2, -3].min() > 200
    assert frames[0].image_bgr[2, 2].max() < 100


def test_odd_sizes_are_read(tmp_path):
    frames, _ = read_all(clips.write_odd_clip(tmp_path / "odd.mjpeg", N))

    assert clips.numbers(frames, N) == list(range(N))
    assert frames[0].size_px == (63, 47)


def test_one_frame_is_a_video(tmp_path):
    frames, _ = read_all(clips.write_clip(tmp_path / "one.mp4", 1))

    assert [frame.t_s for frame in frames] == [0.0]


def test_pictures_cannot_be_changed(clip):
    frames, _ = read_all(clip)

    with pytest.raises(ValueError, match="read-only"):
        frames[0].image_bgr[0, 0] = 0


def test_a_cut_file_is_played_as_far_as_it_goes_and_says_so(clip):
    frames, source = read_all(clips.cut(clips.index_first(clip), 0.8))

    assert 0 < len(frames) < N
    assert "cut" in source.note


def test_a_whole_file_with_its_index_first_is_not_called_cut(clip):
    frames, source = read_all(clips.index_first(clip))

    assert (len(frames), source.note) == (N, "")


def test_a_name_with_a_colon_is_still_a_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    clips.write_clip(tmp_path / "clip.mp4", 2).rename("rtsp:1.mp4")

    frames, _ = read_all("rtsp:1.mp4")

    assert len(frames) == 2


def make_empty(path):
    path.write_bytes(b"")


def make_text(path):
    path.write_text("hello, this is no video\n" * 50)


def make_cut(path):
    clips.cut(clips.write_clip(path, N), 0.6)


def make_without_index(path):
    data = clips.write_clip(path, N).read_bytes()
    path.write_bytes(data[: data.index(b"moov") - 4])


def make_pictureless(path):
    clips.cut(clips.index_first(clips.write_clip(path, N)), 0.6)
    data = path.read_bytes()
    path.write_bytes(data[: data.index(b"mdat") + 4])


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (make_empty, "empty"),
        (make_text, "no video"),
        (make_cut, "cut"),
        (make_without_index, "cut"),
        (make_pictureless, "cut"),
    ],
)
def test_a_file_that_cannot_be_played_says_why(tmp_path, make, word, capfd):
    path = tmp_path / "run.mp4"
    make(path)

    with pytest.raises(SourceError, match=word) as caught:
        OpenCVSource(parse_source(str(path))).open()

    assert caught.value.todo
    assert caught.value.what.startswith("run.mp4")
    assert capfd.readouterr() == ("", "")


def test_a_file_that_went_away_says_so(clip):
    spec = parse_source(str(clip))
    clip.unlink()

    with pytest.raises(SourceError, match="cannot be read"):
        OpenCVSource(spec).open()


def test_a_loop_goes_on_after_a_gap(clip):
    source = OpenCVSource(parse_source(str(clip), loop=True))
    source.open()
    frames = [source.read() for _ in range(2 * N + 1)]
    source.close()

    assert [frame.index for frame in frames] == list(range(2 * N + 1))
    assert clips.numbers(frames, N) == [*range(N), *range(N), 0]
    steps_s = np.diff([frame.t_s for frame in frames])
    assert steps_s[[N - 1, 2 * N - 1]] == pytest.approx(LOOP_GAP_S)
    assert np.delete(steps_s, [N - 1, 2 * N - 1]) == pytest.approx(1 / clips.FPS)


class HandClock:
    """A clock that moves only while somebody waits on it; also the event that is waited on."""

    def __init__(self):
        self.now_s = 50.0

    def __call__(self):
        return self.now_s

    def wait(self, timeout_s):
        self.now_s += timeout_s
        return False

    def is_set(self):
        return False


def test_as_live_gives_each_frame_at_its_time(clip, monkeypatch):
    clock = HandClock()
    monkeypatch.setattr(opencv_source.threading, "Event", lambda: clock)
    monkeypatch.setattr(opencv_source, "time", SimpleNamespace(monotonic=clock))
    source = OpenCVSource(parse_source(str(clip), as_live=True), clock)
    source.open()

    frames = [(source.read(), clock.now_s) for _ in range(N)]

    assert [frame.t_s for frame, _ in frames] == pytest.approx([i / clips.FPS for i in range(N)])
    for frame, arrived_s in frames:
        assert arrived_s - 50.0 == pytest.approx(frame.t_s, abs=1e-6)
        assert frame.taken_s == arrived_s  # the wait is the camera's, not our latency


def test_interrupt_ends_a_wait_for_a_frames_time(clip):
    """GIVEN a clock that stands still WHEN interrupted THEN the waiting read gives up."""
    source = OpenCVSource(parse_source(str(clip), as_live=True), clock=lambda: 0.0)
    source.open()
    assert source.read() is not None
    answers = []
    reader = threading.Thread(target=lambda: answers.append(source.read()), daemon=True)
    reader.start()

    source.interrupt()
    reader.join(LIMIT_S)
    source.close()

    assert answers == [None]


def camera_words(monkeypatch, *cameras):
    monkeypatch.setattr(drivers, "list_cameras", lambda: cameras)
    spec = SourceSpec(SourceKind.CAMERA, "7", "camera 7")
    return str(drivers.nothing_comes(spec))


def test_a_camera_that_cannot_be_opened_says_what_there_is(monkeypatch):
    assert "no camera 7: this computer has no camera" in camera_words(monkeypatch)
    assert "0 (C920)" in camera_words(monkeypatch, CameraInfo(0, "C920", ""))
    busy = camera_words(monkeypatch, CameraInfo(7, "C920", ""))
    assert "another program" in busy
    assert "allow" in busy


class FakeCapture:
    """Stands for cv2.VideoCapture: pictures, some broken, then nothing."""

    def __init__(self, *good):
        self.good = list(good)
        self.released = False

    def isOpened(self):  # noqa: N802
        return True

    def grab(self):
        return bool(self.good)

    def retrieve(self):
        good = self.good.pop(0)
        return good, np.zeros((4, 6, 3), np.uint8) if good else None

    def get(self, _):
        return 0.0

    def release(self):
        self.released = True


def camera(monkeypatch, *captures):
    """Return a camera source that opens these captures, one after another, and its clock."""
    left = list(captures)
    monkeypatch.setattr(drivers.cv2, "VideoCapture", lambda *_: left.pop(0))
    monkeypatch.setattr(drivers, "list_cameras", lambda: (CameraInfo(7, "C920", ""),))
    times_s = iter(np.arange(10.0, 1000.0, 0.5).tolist())
    return OpenCVSource(SourceSpec(SourceKind.CAMERA, "7", "camera 7"), lambda: next(times_s))


def test_a_cameras_frames_are_stamped_on_arrival(monkeypatch):
    source = camera(monkeypatch, FakeCapture(True, True, True))
    source.open()

    assert [source.read().t_s for _ in range(3)] == [0.0, 0.5, 1.0]


def test_a_broken_picture_is_passed_over(monkeypatch):
    source = camera(monkeypatch, FakeCapture(True, False, False, True))
    source.open()

    assert [source.read().index for _ in range(2)] == [0, 1]


def test_a_camera_that_gives_nothing_is_busy_and_is_let_go(monkeypatch):
    capture = FakeCapture()
    source = camera(monkeypatch, capture)

    with pytest.raises(SourceError, match="another program"):
        source.open()
    assert capture.released


def test_a_camera_that_goes_away_breaks_off(monkeypatch):
    source = camera(monkeypatch, FakeCapture(True))
    source.open()
    source.read()

    with pytest.raises(SourceError, match="No more pictures"):
        source.read()


def test_closing_lets_go_once_and_reading_afterwards_is_an_error(monkeypatch):
    capture = FakeCapture(True, True)
    source = camera(monkeypatch, capture)
    source.open()
    source.close()
    source.close()

    assert capture.released
    with pytest.raises(SourceError, match="not open"):
        source.read()
