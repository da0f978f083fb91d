"""A run with a phone in a process of its own: what it sends where, and a computer that sleeps."""

from __future__ import annotations

import json
import queue
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest
from connections import Leak, find_leaks
from phone_desk import demo_camera
from test_nothing_leaves import log, own_home, strace  # noqa: F401 - fixtures

from gaitcoach.bench.phone_page import find_chromium, phone_page, scan_and_start
from gaitcoach.errors import GaitCoachError

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

CHILD = Path(__file__).with_name("phone_child.py")
WATCHED_S = 25.0
"""The pose library's report would come some 20 s after the first frame."""
ASLEEP_S = 6.0
LIMIT_S = 90.0


@pytest.fixture(scope="module")
def camera(tmp_path_factory):
    try:
        find_chromium()
    except GaitCoachError as error:
        pytest.skip(str(error))
    return demo_camera(tmp_path_factory.mktemp("camera"), count=300)


class Child:
    """The process, with what it has printed so far."""

    def __init__(self, command: list[str], env: dict[str, str], folder: Path) -> None:
        self._errors = (folder / "stderr").open("w")
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=self._errors, text=True, env=env
        )
        self._lines: queue.Queue[dict] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self.process.stdout:
            self._lines.put(json.loads(line))

    def next(self, kind: str, page=None) -> dict:
        """Wait for the next event of a kind."""
        end_s = time.monotonic() + LIMIT_S
        while time.monotonic() < end_s:
            try:
                event = self._lines.get(timeout=0.01 if page else 1.0)
            except queue.Empty:
                if page is not None:
                    page.wait_for_timeout(20)
                continue
            if event["event"] == kind:
                return event
        raise AssertionError(f"no {kind}")

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self._errors.close()


def is_the_phone(leak: Leak) -> bool:
    """The browser beside us is the phone: it is reached under this computer's own addresses."""
    found = leak.what.removeprefix("address outside this machine: ").split(", ")
    own = {entry.address for entries in psutil.net_if_addrs().values() for entry in entries}
    return set(found) <= own


def command(folder: Path, max_s: float) -> list[str]:
    return [sys.executable, str(CHILD), str(folder), str(max_s)]


def test_pictures_come_and_nothing_leaves(camera, tmp_path, log, own_home):  # noqa: F811
    """Mutant: `iceServers` left out: the library asks a server on the internet for our address."""
    child = Child(strace(log, command(tmp_path, WATCHED_S)), own_home, tmp_path)
    try:
        with phone_page(camera, tmp_path / "profile") as page:
            scan_and_start(page, child.next("links")["urls"][0])
            child.next("step", page)
            summary = child.next("summary", page)
        assert child.process.wait(LIMIT_S) == 0
    finally:
        child.close()
    assert summary["frames"]["seen"] > WATCHED_S * 5
    assert "sendto(" in log.read_text(errors="replace"), "the log is empty: nothing was watched"
    with log.open(errors="replace") as calls:
        assert [leak for leak in find_leaks(calls) if not is_the_phone(leak)] == []


def test_a_computer_that_slept_goes_on(camera, tmp_path, own_home):  # noqa: F811
    """Mutant: the page believes in its connection for half a minute."""
    child = Child(command(tmp_path, 120.0), own_home, tmp_path)
    try:
        with phone_page(camera, tmp_path / "profile") as page:
            scan_and_start(page, child.next("links")["urls"][0])
            child.next("step", page)
            child.process.send_signal(signal.SIGSTOP)
            page.wait_for_timeout(1000 * ASLEEP_S)
            assert page.get_attribute("#state", "data-state") == "lost"
            child.process.send_signal(signal.SIGCONT)
            awake_s = time.monotonic()
            while (gap := child.next("gap", page))["t_end_s"] - gap["t_s"] < ASLEEP_S - 1.0:
                assert time.monotonic() - awake_s < 5.0
            child.next("step", page)
    finally:
        child.close()
