"""What the slow tests of the phone share: a run with a phone, and Chromium as that phone."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from servers.udp_relay import UdpRelay

from gaitcoach.app import kept_run
from gaitcoach.app.kept_run import KeptRun
from gaitcoach.app.options import RunOptions
from gaitcoach.bench.phone import ADDRESS
from gaitcoach.bench.phone_camera import write_camera
from gaitcoach.bench.phone_page import scan_and_start
from gaitcoach.capture.phone.link import PhoneLink
from gaitcoach.capture.source import parse_source
from gaitcoach.live.replay import frames_of
from gaitcoach.settings import Settings
from gaitcoach.types import PhoneStage
from gaitcoach.voice.silent import SilentSpeaker

LIMIT_S = 60.0
CLIP_FRAMES = 600
BACK_WITHIN_S = 5.0
MODEL_LOADS_S = 40.0


def demo_camera(
    folder: Path, size_px: tuple[int, int] = (640, 480), count: int = CLIP_FRAMES
) -> Path:
    """Write the demo as the picture of the phone's camera."""
    images = (frame.image_bgr for frame in islice(frames_of(parse_source("demo")), count))
    return write_camera(folder / "camera.mjpeg", images, size_px)


def wait_until(fact: Callable[[], Any], limit_s: float = LIMIT_S, page: Any = None) -> Any:
    """Wait for a fact and return it; the page, if given, goes on meanwhile."""
    end_s = time.monotonic() + limit_s
    tick = threading.Event()
    while not (seen := fact()):
        assert time.monotonic() < end_s, "it never came true"
        page.wait_for_timeout(20) if page is not None else tick.wait(0.02)
    return seen


class Desk:
    """A run whose camera is a phone, as the app composes it."""

    def __init__(
        self, folder: Path, monkeypatch: Any, video_path: Path | None = None, **settings: Any
    ) -> None:
        monkeypatch.setattr(kept_run, "phone_path", lambda: folder / "phone")
        monkeypatch.setattr(kept_run, "PhoneLink", self._link)
        self.events: list[dict] = []
        self.speaker = SilentSpeaker()
        self.link: PhoneLink | None = None
        self.addresses = (ADDRESS,)
        self.run = KeptRun(
            Settings(source="phone", model="lite", **settings),
            parse_source("phone"),
            RunOptions(out_dir=folder, video_path=video_path),
            self.speaker,
            self.events.append,
        )
        self.run.session.start()

    def _link(self, folder: Path, **given: Any) -> PhoneLink:
        self.link = PhoneLink(folder, find_addresses=lambda: self.addresses, port=0, **given)
        return self.link

    @property
    def url(self) -> str:
        return wait_until(lambda: self.link.view.urls)[0]

    @property
    def stage(self) -> PhoneStage:
        return self.link.view.stage

    @property
    def seen(self) -> int:
        """Frames analysed by now."""
        return self.run.session.view().stats.frames_seen

    def of(self, kind: str) -> list[dict]:
        return [event for event in self.events if event["event"] == kind]

    def record(self) -> list[dict]:
        """The record's lines, once the run is stopped."""
        return [json.loads(line) for line in self.run.record.path.read_text().splitlines()]

    def stop(self) -> tuple[str, ...]:
        return self.run.stop()


def put_between(page: Any, relay: UdpRelay) -> None:
    """Let the page reach this program through the relay alone."""

    def changed(route: Any) -> None:
        if relay.weather.cut:
            route.abort()
            return
        offer = json.loads(route.request.post_data)
        offer["sdp"] = re.sub(r"^a=candidate:.*\r?\n", "", offer["sdp"], flags=re.MULTILINE)
        response = route.fetch(post_data=json.dumps(offer))
        if response.status != 200:
            route.fulfill(response=response)
            return
        answer = response.json()
        answer["sdp"] = relay.through(answer["sdp"])
        route.fulfill(response=response, json=answer)

    page.route("**/offer", changed)


@contextmanager
def relayed(page: Any):
    relay = UdpRelay()
    put_between(page, relay)
    try:
        yield relay
    finally:
        relay.stop()


def stream(desk: Desk, phone) -> None:
    scan_and_start(phone, desk.url)
    wait_until(lambda: desk.seen > 20, MODEL_LOADS_S, phone)


def back_after_s(desk: Desk, phone) -> float:
    """Return how long it takes until new pictures are analysed."""
    start_s, before = time.monotonic(), desk.seen
    wait_until(lambda: desk.seen > before + 5, 30.0, phone)
    return time.monotonic() - start_s
