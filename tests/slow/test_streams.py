"""Network cameras on this computer: playing, frozen, gone and back, locked, deaf."""

from __future__ import annotations

import threading
import time

import pytest
from servers.mjpeg import PASSWORD, USER, MjpegServer, deaf_server
from servers.rtsp import RtspServer, need_gstreamer

from gaitcoach.capture.opencv_source import OpenCVSource
from gaitcoach.capture.reader import Reader
from gaitcoach.capture.slot import LatestSlot
from gaitcoach.capture.source import SourceState, parse_source
from gaitcoach.errors import SourceError

pytestmark = pytest.mark.slow

LIMIT_S = 40.0
"""A frozen RTSP server takes three read time-outs to notice, and opening again takes its own."""
LOCAL_TIMEOUT_S = 1.0


@pytest.fixture
def mjpeg():
    server = MjpegServer()
    yield server
    server.stop()


@pytest.fixture
def rtsp():
    need_gstreamer()
    server = RtspServer()
    yield server
    server.kill()


@pytest.fixture
def locked_rtsp():
    need_gstreamer()
    server = RtspServer(USER, PASSWORD)
    yield server
    server.kill()


class Viewer:
    """A reader of one address with a thread that takes every frame it can."""

    def __init__(self, url):
        spec = parse_source(url)
        self.slot = LatestSlot()
        self.frames = []
        self.reader = Reader(
            lambda: make_source(spec), spec, self.slot, stall_s=0.5, backoff_s=(0.1, 0.2)
        )
        self._taker = threading.Thread(target=self._take_all, daemon=True)
        self._taker.start()
        self.reader.start()

    def _take_all(self):
        while not self.slot.finished:
            frame = self.slot.take(LIMIT_S)
            if frame is not None:
                self.frames.append(frame)

    def wait_for_frames(self, n_more):
        wanted = len(self.frames) + n_more
        wait_until(lambda: len(self.frames) >= wanted, self.reader)

    def wait_for(self, *states):
        wait_until(lambda: self.reader.status.state in states, self.reader)
        return self.reader.status

    def close(self):
        stopped = self.reader.stop(LIMIT_S)
        self._taker.join(LIMIT_S)
        return stopped


def make_source(spec):
    return OpenCVSource(spec, open_timeout_s=LOCAL_TIMEOUT_S, read_timeout_s=LOCAL_TIMEOUT_S)


def wait_until(fact, reader):
    end_s = time.monotonic() + LIMIT_S
    tick = threading.Event()
    while not fact():
        assert time.monotonic() < end_s, f"never came true; the reader: {reader.status}"
        tick.wait(0.01)


@pytest.fixture
def watch():
    """Return a function that starts to view an address."""
    viewers = []

    def start(url):
        viewers.append(Viewer(url))
        return viewers[-1]

    yield start
    for viewer in viewers:
        assert viewer.close()


def assert_one_timeline(viewer):
    """Numbers and times only ever rise, across every reconnect."""
    for name in ("index", "t_s"):
        values = [getattr(frame, name) for frame in viewer.frames]
        assert values == sorted(set(values))


def opening_error(url, capfd):
    """Return what is said when an address cannot be opened; nothing else may be printed."""
    with pytest.raises(SourceError) as caught:
        make_source(parse_source(url)).open()
    assert capfd.readouterr() == ("", "")
    assert caught.value.todo
    assert PASSWORD not in str(caught.value)
    return str(caught.value)


def test_mjpeg_plays(mjpeg, watch):
    viewer = watch(mjpeg.url("/video"))

    viewer.wait_for_frames(10)

    assert viewer.frames[0].t_s == 0.0
    assert viewer.frames[0].size_px == (64, 48)
    assert_one_timeline(viewer)


def test_mjpeg_freezes_and_goes_on(mjpeg, watch):
    viewer = watch(mjpeg.url("/video"))
    viewer.wait_for_frames(3)

    mjpeg.flowing.clear()
    assert "No picture" in viewer.wait_for(SourceState.STALLED).message
    frozen_at_s = viewer.frames[-1].t_s
    status = viewer.wait_for(SourceState.RECONNECTING)
    assert "Trying again" in status.message
    mjpeg.flowing.set()

    viewer.wait_for_frames(3)
    assert viewer.wait_for(SourceState.STREAMING).reconnects >= 1
    assert viewer.frames[-1].t_s > frozen_at_s + 0.5
    assert_one_timeline(viewer)


def test_mjpeg_server_restarts_and_the_viewer_goes_on(mjpeg, watch):
    viewer = watch(mjpeg.url("/video"))
    viewer.wait_for_frames(3)

    mjpeg.stop()
    assert viewer.wait_for(SourceState.RECONNECTING).reconnects == 0
    mjpeg.start()

    viewer.wait_for_frames(3)
    assert viewer.wait_for(SourceState.STREAMING).reconnects == 1
    assert_one_timeline(viewer)


def test_stopping_while_the_server_is_away_is_prompt(mjpeg, watch):
    viewer = watch(mjpeg.url("/video"))
    viewer.wait_for_frames(1)
    mjpeg.stop()
    viewer.wait_for(SourceState.RECONNECTING)

    assert viewer.close()
    assert viewer.reader.status.state is SourceState.STOPPED
    mjpeg.start()


@pytest.mark.parametrize(
    ("path", "credentials", "word"),
    [
        ("/nowhere", "", "404"),
        ("/locked", "", "401"),
        ("/locked", f"{USER}:wrong-{PASSWORD}@", "401"),
        (f"/nowhere?user={USER}&pwd={PASSWORD}", "", "404"),
        ("/page", "", "no video"),
    ],
)
def test_http_errors_are_told_in_words(mjpeg, capfd, path, credentials, word):
    assert word in opening_error(mjpeg.url(path, credentials), capfd)


def test_the_right_password_opens_a_locked_camera(mjpeg, watch):
    watch(mjpeg.url("/locked", f"{USER}:{PASSWORD}@")).wait_for_frames(2)


@pytest.mark.parametrize("scheme", ["http", "rtsp"])
def test_a_server_that_never_answers_is_given_up(scheme, capfd):
    with deaf_server() as port:
        url = f"{scheme}://{USER}:{PASSWORD}@127.0.0.1:{port}/run"

        assert "does not answer" in opening_error(url, capfd)


@pytest.mark.parametrize("scheme", ["http", "rtsp"])
def test_a_closed_port_is_said(scheme, capfd):
    with deaf_server() as port:
        pass

    assert f"port {port}" in opening_error(f"{scheme}://127.0.0.1:{port}/run", capfd)


def test_rtsp_plays(rtsp, watch):
    viewer = watch(rtsp.url())

    viewer.wait_for_frames(10)

    assert viewer.frames[0].size_px == (320, 240)
    assert_one_timeline(viewer)


def test_rtsp_freezes_and_goes_on(rtsp, watch):
    viewer = watch(rtsp.url())
    viewer.wait_for_frames(3)

    rtsp.freeze()
    viewer.wait_for(SourceState.STALLED)
    viewer.wait_for(SourceState.RECONNECTING)
    rtsp.thaw()

    viewer.wait_for_frames(3)
    assert viewer.wait_for(SourceState.STREAMING).reconnects >= 1
    assert_one_timeline(viewer)


def test_rtsp_server_restarts_and_the_viewer_goes_on(rtsp, watch):
    viewer = watch(rtsp.url())
    viewer.wait_for_frames(3)

    rtsp.kill()
    viewer.wait_for(SourceState.RECONNECTING)
    rtsp.start()

    viewer.wait_for_frames(3)
    assert_one_timeline(viewer)


@pytest.mark.parametrize("credentials", ["", f"{USER}:wrong-{PASSWORD}@"])
def test_rtsp_with_a_wrong_password_hides_it(locked_rtsp, capfd, credentials):
    words = opening_error(locked_rtsp.url(credentials=credentials), capfd)

    assert "401" in words
    assert "user name or password" in words


def test_rtsp_with_the_right_password_plays_and_hides_it(locked_rtsp, watch, capfd):
    viewer = watch(locked_rtsp.url(credentials=f"{USER}:{PASSWORD}@"))
    viewer.wait_for_frames(3)
    locked_rtsp.kill()
    status = viewer.wait_for(SourceState.RECONNECTING)

    assert PASSWORD not in status.message
    assert capfd.readouterr() == ("", "")


def test_rtsp_wrong_path_is_said(rtsp, capfd):
    assert "404" in opening_error(rtsp.url("/other"), capfd)
