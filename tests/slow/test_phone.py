"""A real browser as the phone: scan, stream, steps, cue, reload; a bad network and bad people."""

from __future__ import annotations

import os
import socket
from urllib.parse import urlsplit

import psutil
import pytest
from phone_desk import (
    BACK_WITHIN_S,
    MODEL_LOADS_S,
    Desk,
    back_after_s,
    demo_camera,
    stream,
    wait_until,
)

from gaitcoach.bench.phone_page import find_chromium, phone_page, scan_and_start
from gaitcoach.errors import GaitCoachError
from gaitcoach.live.view import SessionState
from gaitcoach.opencv import cv2
from gaitcoach.types import LevelBy

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


@pytest.fixture(scope="module")
def camera(tmp_path_factory):
    try:
        find_chromium()
    except GaitCoachError as error:
        pytest.skip(str(error))
    return demo_camera(tmp_path_factory.mktemp("camera"))


@pytest.fixture
def make_desk(tmp_path, monkeypatch):
    desks = []

    def make(**settings) -> Desk:
        desks.append(Desk(tmp_path, monkeypatch, **settings))
        return desks[-1]

    yield make
    for desk in desks:
        desk.stop()
        assert desk.run.session.wait(MODEL_LOADS_S)


@pytest.fixture
def phone(camera, tmp_path):
    with phone_page(camera, tmp_path / "profile") as page:
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        yield page
        assert page.errors == []


def is_too_busy(desk: Desk) -> bool:
    """Of many steps none is usable: the pictures come, but other programs hold the processor."""
    steps = desk.of("step")
    return len(steps) > 60 and all(step["reason"] in ("low_fps", "frame_gap") for step in steps)


def test_scan_run_cue_reload_and_end(make_desk, phone):
    # GIVEN a run that waits for a phone, and says so
    desk = make_desk(threshold_deg=1.0, vertical="100,400,100,100")
    wait_until(lambda: "Scan the code" in desk.run.session.view().message)
    # WHEN the link is opened and Start is tapped
    stream(desk, phone)
    # THEN steps are counted
    wait_until(lambda: len(desk.of("step")) > 20, page=phone)
    assert desk.run.session.view().state is SessionState.RUNNING
    # AND only addresses of this network are listened on, for pages and for pictures
    bound = {one.laddr.ip for one in psutil.Process().net_connections("inet") if one.laddr}
    assert bound <= {"127.0.0.1", "127.0.0.2"}
    # AND the cue is shown on the page
    wait_until(lambda: desk.of("cue") or is_too_busy(desk), page=phone)
    if not desk.of("cue") and "CI" not in os.environ:
        pytest.skip("this machine is too busy to analyse 20 pictures a second")
    cue = desk.of("cue")[0]
    wait_until(lambda: phone.inner_text("#cue") == cue["text"], page=phone)
    wait_until(lambda: desk.link.board.cue_times_ms, page=phone)
    # AND how the pictures come is shown on both sides
    wait_until(lambda: "ms" in phone.inner_text("#figures"), page=phone)
    assert desk.run.session.view().phone.latency_ms < 400
    # WHEN the page is reloaded THEN it goes on by itself
    steps = len(desk.of("step"))
    phone.reload()
    assert back_after_s(desk, phone) < BACK_WITHIN_S
    wait_until(lambda: len(desk.of("step")) > steps + 4, page=phone)
    # AND the gap is in the record
    assert desk.of("gap")
    # WHEN the run ends THEN the page says so, and the door is closed
    port = urlsplit(phone.url).port
    assert desk.stop() == ()
    wait_until(lambda: phone.inner_text("#state-text") == "The run is over", page=phone)
    assert phone.is_visible("#trouble")
    for address in ("127.0.0.1", "127.0.0.2"):
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((address, port), 5)
    assert {"step", "cue", "gap", "summary"} <= {line["event"] for line in desk.record()[1:]}


def test_a_second_phone_is_refused_and_the_first_goes_on(make_desk, phone):
    desk = make_desk()
    url = desk.url
    stream(desk, phone)
    other = phone.context.browser or phone.context
    second = other.new_page()
    second.context.clear_cookies()
    answer = second.goto(url)
    assert answer.status == 403
    assert "one phone at a time" in second.inner_text("body")
    second.close()
    assert back_after_s(desk, phone) < BACK_WITHIN_S


def test_the_motion_sensor_makes_level(make_desk, phone):
    """Mutants: the sign; portrait taken for landscape; the front camera not mirrored."""
    desk = make_desk(baseline_s=None)
    stream(desk, phone)
    lean = "([b, g, t, facing]) => leanOf(upOnScreen(b, g, t), facing)"
    upright = phone.evaluate(lean, [90, 0, 0, "environment"])
    assert upright == pytest.approx(0, abs=1e-6)
    # Turned by 90 degrees to the left (the screen follows): upright again.
    assert phone.evaluate(lean, [0, -90, 90, "environment"]) == pytest.approx(0, abs=1e-6)
    assert phone.evaluate(lean, [0, 90, 270, "environment"]) == pytest.approx(0, abs=1e-6)
    # The phone's top tips to the right: upright leans to the left in the picture.
    tipped = phone.evaluate(lean, [85, 90, 0, "environment"])
    assert tipped == pytest.approx(-5, abs=0.01)
    assert phone.evaluate(lean, [85, 90, 0, "user"]) == pytest.approx(5, abs=0.01)
    # WHEN the sensor tells it THEN the run takes it off
    tell = """() => window.dispatchEvent(
        new DeviceOrientationEvent("deviceorientation", { alpha: 0, beta: 88, gamma: 90 }))"""
    for _ in range(3):
        phone.evaluate(tell)
    wait_until(lambda: desk.link.view.lean_deg, page=phone)
    assert desk.link.view.lean_deg == pytest.approx(-2.0, abs=0.1)
    assert phone.is_visible("#level")
    update = wait_until(
        lambda: (seen := desk.run.session.view().update).level_by is LevelBy.GRAVITY and seen,
        page=phone,
    )
    assert update.baseline_deg == pytest.approx(-2.0, abs=0.1)


def test_a_cue_is_spoken_by_a_voice_of_the_phone_alone(make_desk, phone):
    """Mutant: the first voice that speaks English, which sends the text to its maker."""
    desk = make_desk()
    phone.add_init_script("""
        window.spoken = [];
        const voice = (name, localService, lang) => ({ name, localService, lang, default: false });
        const voices = [voice("cloud", false, "en-US"), voice("Welsh", true, "cy-GB"),
                        voice("own", true, "en-GB")];
        window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
        Object.defineProperty(window, "speechSynthesis", { value: { getVoices: () => voices,
          cancel: () => {}, speak: (one) => window.spoken.push([one.text, one.voice.name]) } });
    """)
    stream(desk, phone)
    desk.link.tell({"cue": "hips level", "kind": "correct", "aloud": True, "lang": "en"})
    wait_until(lambda: phone.evaluate("window.spoken.length"), page=phone)
    assert phone.evaluate("window.spoken") == [["hips level", "own"]]
    # AND without one it stays silent and says why
    phone.evaluate("() => { speechSynthesis.getVoices().pop(); }")
    desk.link.tell({"cue": "hips level", "kind": "correct", "aloud": True, "lang": "en"})
    wait_until(lambda: "no voice of its own" in phone.inner_text("#note"), page=phone)
    assert phone.evaluate("window.spoken.length") == 1
    # AND what is not to be said is only shown
    desk.link.tell({"cue": "left hip", "kind": "correct", "aloud": False, "lang": "en"})
    wait_until(lambda: phone.inner_text("#cue") == "left hip", page=phone)
    assert phone.evaluate("window.spoken.length") == 1


def test_a_cable_and_adb_reverse_need_no_certificate(make_desk, phone):
    """Mutant: the page on localhost is refused, or its cookie is lost for want of TLS."""
    desk = make_desk()
    url = urlsplit(desk.url)
    scan_and_start(phone, f"http://localhost:{url.port}/?{url.query}")
    wait_until(lambda: desk.seen > 5, MODEL_LOADS_S, phone)


TURN = """async () => {
  const video = document.getElementById("preview"), canvas = document.createElement("canvas");
  canvas.width = 480;
  canvas.height = 640;
  const paint = canvas.getContext("2d");
  setInterval(() => paint.drawImage(video, 140, 0, 360, 480, 0, 0, 480, 640), 33);
  const sender = phone.pc.getSenders().find((one) => one.track);
  await sender.replaceTrack(canvas.captureStream(30).getVideoTracks()[0]);
}"""
"""What a phone's browser does when it is turned: the same track, of the turned size."""


def test_a_phone_that_is_turned_goes_on_without_a_restart(make_desk, phone, tmp_path):
    """Mutants: a stage that keeps the first picture's size; a recording that ends, or squeezes."""
    video = tmp_path / "run.mp4"
    desk = make_desk(video_path=video)
    offers = []
    phone.on("request", lambda request: offers.append(request.url.endswith("/offer")))
    stream(desk, phone)
    wait_until(lambda: len(desk.of("step")) > 4, page=phone)
    # WHEN it is turned from landscape to portrait in the middle of the stream
    phone.evaluate(TURN)
    wait_until(lambda: desk.run.session.view().frame.size_px == (480, 640), page=phone)
    # THEN steps go on, through the same connection, without a reconnect
    steps = len(desk.of("step"))
    wait_until(lambda: len(desk.of("step")) > steps + 6, page=phone)
    assert desk.run.session.view().state is SessionState.RUNNING
    assert sum(offers) == 1
    assert not any(gap["cause"] == "reconnected" for gap in desk.of("gap"))
    # AND the recording has both halves: first landscape, then portrait between bars
    last_s = desk.run.session.view().frame.t_s
    assert desk.stop() == ()
    assert desk.run._video.close(10.0)
    images = pictures_of(video)
    assert len(images) > 0.8 * 30 * last_s
    assert {image.shape for image in images} == {(480, 640, 3)}
    assert images[5][:, :100].mean() > 20
    assert images[-5][:, :100].mean() < 5 < images[-5][:, 200:440].mean()


def pictures_of(video) -> list:
    capture = cv2.VideoCapture(str(video))
    images = []
    while (read := capture.read())[0]:
        images.append(read[1])
    capture.release()
    return images


FAKE_PHONE = """
window.asked = { torch: [], awake: 0 };
window.hasTorch = true;
MediaStreamTrack.prototype.getCapabilities = () => (window.hasTorch ? { torch: true } : {});
MediaStreamTrack.prototype.applyConstraints = async (wanted) => {
  window.asked.torch.push(wanted.advanced[0].torch);
};
Object.defineProperty(navigator, "wakeLock", { value: {
  request: async () => { window.asked.awake += 1; return { release: async () => {} }; } } });
window.battery = Object.assign(new EventTarget(), { level: 0.5, charging: false });
navigator.getBattery = async () => window.battery;
window.hide = (hidden) => {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
};
window.drain = (level, charging) => {
  Object.assign(window.battery, { level, charging });
  window.battery.dispatchEvent(new Event("levelchange"));
};
"""


def test_the_torch_is_offered_where_there_is_one_and_switched(make_desk, phone):
    """Mutants: a button that does nothing on most phones; on and off swapped."""
    desk = make_desk()
    phone.add_init_script(FAKE_PHONE)
    scan_and_start(phone, desk.url)
    torch = phone.locator("#torch")
    assert torch.is_visible()
    for wanted, pressed in ((True, "true"), (False, "false")):
        torch.click()
        wait_until(lambda pressed=pressed: torch.get_attribute("aria-pressed") == pressed)
        assert phone.evaluate("window.asked.torch.at(-1)") is wanted
    # AND the front camera has none
    phone.evaluate("() => { window.hasTorch = false; }")
    phone.click("#flip")
    wait_until(lambda: not torch.is_visible(), page=phone)


def test_the_screen_is_kept_on_and_asked_for_again_when_the_page_is_back(make_desk, phone):
    """The system lets the screen sleep once a page was hidden. Mutant: asked for once, at Start."""
    desk = make_desk()
    phone.add_init_script(FAKE_PHONE)
    scan_and_start(phone, desk.url)
    wait_until(lambda: phone.evaluate("window.asked.awake") == 1, page=phone)
    phone.evaluate("window.hide(true)")
    phone.wait_for_timeout(200)
    assert phone.evaluate("window.asked.awake") == 1
    phone.evaluate("window.hide(false)")
    wait_until(lambda: phone.evaluate("window.asked.awake") == 2, page=phone)


def test_a_low_battery_is_said_on_both_sides(make_desk, phone):
    """Mutants: said at every charge; said while it charges; the desk is not told."""
    desk = make_desk()
    phone.add_init_script(FAKE_PHONE)
    scan_and_start(phone, desk.url)
    wait_until(lambda: desk.link.view.battery_percent == 50, page=phone)
    note = phone.locator("#note")
    assert not note.is_visible()
    phone.evaluate("window.drain(0.19, true)")
    wait_until(lambda: desk.link.view.battery_percent == 19, page=phone)
    assert not note.is_visible()
    phone.evaluate("window.drain(0.19, false)")
    wait_until(note.is_visible, page=phone)
    assert note.inner_text() == "Battery at 19 %: plug the phone in."
