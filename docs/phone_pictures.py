"""Make the pictures of docs/phone.md: the code in the window, the warning, the page on a phone.

    xvfb-run -a python docs/phone_pictures.py OUT

The page and the warning are those of Debian's Chromium at a phone's size; the iPhone's warning is
drawn (`iphone_warning.html`); the runner is the demo.
Nothing of the user's own is read or written.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from gaitcoach.bench.phone import open_link
from gaitcoach.bench.phone_camera import write_camera
from gaitcoach.bench.phone_page import PHONE_PX, find_chromium, phone_page, scan_and_start
from gaitcoach.capture.source import parse_source
from gaitcoach.live.replay import frames_of
from gaitcoach.opencv import cv2
from gaitcoach.types import PhoneStage, PhoneView

LINK = "https://192.168.178.25:8443/?t=C7mJ0w3rKDl0cS3Yk5pN1Q"
UPRIGHT_PX, WIDE_PX = (480, 640), (640, 480)
GAP_PX = 16
TILT = """([beta, gamma]) => { for (let i = 0; i < 60; i++) window.dispatchEvent(
    new DeviceOrientationEvent("deviceorientation", { alpha: 0, beta, gamma })); }"""


def main(out: Path) -> None:
    with tempfile.TemporaryDirectory() as own:
        folder = Path(own)
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            os.environ[name] = own
        beside(out / "phone_warning.png", *warning(folder))
        iphone(out / "phone_iphone.png")
        beside(out / "phone_page.png", *upright(folder))
        beside(out / "phone_wide.png", wide(folder))
        code_in_window(out / "phone_code.png")


def warning(folder: Path) -> list[bytes]:
    """What the browser says to a certificate that this computer made, before and after a tap."""
    from playwright.sync_api import Error, sync_playwright

    with open_link(folder / "key") as link, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        page = browser.new_context(viewport=px(PHONE_PX), is_mobile=True).new_page()
        try:
            page.goto(link.view.urls[0])
        except Error:
            page.wait_for_timeout(500)  # the warning is what is wanted
        shots = [page.screenshot()]
        page.click("#details-button")
        page.wait_for_timeout(500)
        shots.append(page.screenshot())
        browser.close()
        return shots


def iphone(path: Path) -> None:
    """Draw what Safari asks, which Chromium cannot show: the words to tap, in their order."""
    from playwright.sync_api import sync_playwright

    drawing = Path(__file__).with_name("iphone_warning.html")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 940, "height": 600})
        page.goto(drawing.as_uri())
        page.screenshot(path=path, full_page=True)
        browser.close()
    print(path)


def upright(folder: Path) -> list[bytes]:
    """Before Start, streaming, and with a cue."""
    with open_link(folder / "key") as link, phone(folder, "upright", UPRIGHT_PX) as page:
        page.goto(link.view.urls[0])
        shots = [page.screenshot()]
        page.evaluate("() => { phone.quality = '480x640x30'; }")
        page.click("#start")
        page.wait_for_selector("#state[data-state=streaming]")
        page.evaluate(TILT, [86.5, 90])
        page.wait_for_timeout(3500)
        shots.append(page.screenshot())
        page.evaluate(TILT, [89.6, 90])
        link.tell({"cue": "hips level", "kind": "correct", "aloud": False})
        page.wait_for_timeout(700)
        shots.append(page.screenshot())
        return shots


def wide(folder: Path) -> bytes:
    """Lying on its side."""
    size = {"width": PHONE_PX[1], "height": PHONE_PX[0]}
    with (
        open_link(folder / "key") as link,
        phone(folder, "wide", WIDE_PX, viewport=size) as page,
    ):
        scan_and_start(page, link.view.urls[0])
        page.wait_for_timeout(3500)
        return page.screenshot()


def phone(folder: Path, name: str, size_px: tuple[int, int], **context: Any) -> Any:
    camera = write_camera(folder / f"{name}.mjpeg", runner(size_px), size_px, marked=False)
    return phone_page(camera, folder / name, **context)


def runner(size_px: tuple[int, int]) -> Any:
    for frame in islice(frames_of(parse_source("demo")), 150):
        height, width = frame.image_bgr.shape[:2]
        half = min(width, height * size_px[0] // size_px[1]) // 2
        yield cv2.resize(frame.image_bgr[:, width // 2 - half : width // 2 + half], size_px)


def px(size: tuple[int, int]) -> dict[str, int]:
    return {"width": size[0], "height": size[1]}


def beside(path: Path, *shots: bytes) -> None:
    images = [cv2.imdecode(np.frombuffer(shot, np.uint8), cv2.IMREAD_COLOR) for shot in shots]
    gap = np.full((images[0].shape[0], GAP_PX, 3), 255, np.uint8)
    row = [part for image in images for part in (image, gap)][:-1]
    cv2.imwrite(str(path), np.hstack(row), [cv2.IMWRITE_PNG_COMPRESSION, 9])
    print(path)


class NoPhoneYet:
    """A door that shows an address of a usual home network and waits for ever."""

    def __init__(self, folder: Path, **_: Any) -> None:
        from gaitcoach.capture.phone.code import make_code

        self.view = PhoneView(PhoneStage.WAITING, (LINK,), make_code(LINK))

    def start(self) -> None:
        """Nothing is opened."""

    def take(self, timeout_s: float) -> None:
        time.sleep(timeout_s)

    def tell(self, message: dict[str, Any]) -> None:
        """Nobody is there."""

    def close(self) -> bool:
        return True


def code_in_window(path: Path) -> None:
    from PyQt6.QtCore import QEventLoop, QTimer
    from PyQt6.QtWidgets import QApplication

    from gaitcoach.app import kept_run
    from gaitcoach.app.controls import WindowControls
    from gaitcoach.app.options import RunOptions
    from gaitcoach.settings import Settings
    from gaitcoach.ui.shell import Shell
    from gaitcoach.voice.silent import SilentSpeaker

    kept_run.PhoneLink = NoPhoneYet
    application = QApplication([])
    settings = Settings(source="phone", runner="Kim")
    controls = WindowControls(RunOptions(), settings, SilentSpeaker())
    shell = Shell(controls, settings)
    shell.resize(1180, 760)
    shell.show()
    shell.run(settings)
    loop = QEventLoop()
    QTimer.singleShot(4000, loop.quit)
    loop.exec()
    shell.grab().save(str(path))
    print(path)
    shell.close()
    controls.close()
    application.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
