"""Chromium without a screen as the phone: opens the page, taps Start, tells when it took what."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from gaitcoach.errors import GaitCoachError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
    # The certificate is our own; a person clicks the warning away.
    "--ignore-certificate-errors",
)  # fmt: skip
PHONE_PX = (390, 844)
WAIT_MS = 20_000

WATCH_PREVIEW = """
() => {
  const video = document.getElementById("preview");
  const canvas = document.createElement("canvas");
  const paint = canvas.getContext("2d", { willReadFrequently: true });
  window.taken = [];
  const look = (now, about) => {
    const side = video.videoWidth / 30, places = 14;
    canvas.width = places * 4; canvas.height = 4;
    paint.drawImage(video, 0, 0, places * side, side, 0, 0, canvas.width, 4);
    const pixels = paint.getImageData(0, 0, canvas.width, 4).data;
    let number = 0;
    for (let place = 1; place < places - 1; place++) {
      if (pixels[(2 * canvas.width + place * 4 + 2) * 4] > 128) number += 1 << (place - 1);
    }
    const at = about.captureTime === undefined ? now : about.captureTime;
    window.taken.push([number, (performance.timeOrigin + at) / 1000]);
    video.requestVideoFrameCallback(look);
  };
  video.requestVideoFrameCallback(look);
}
"""
"""Notes the number of every picture of the preview with the moment the camera gave it."""


def find_chromium() -> str:
    """Return the browser's path; raises `GaitCoachError` when there is none."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    raise GaitCoachError(
        "The phone is played by Chromium, which is not installed.", "Install the package chromium."
    )


@contextmanager
def phone_page(camera: Path, profile: Path, *flags: str, **context: Any) -> Iterator[Any]:
    """Yield a page of a browser whose camera plays a file; see `phone_camera.write_camera`.

    profile : a new folder for everything the browser keeps

    Raises
    ------
    GaitCoachError
        Playwright or Chromium is missing.
    """
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise GaitCoachError(
            "The browser is driven by Playwright, which is not installed.",
            "Install it: pip install playwright",
        ) from error
    settings = {
        "viewport": {"width": PHONE_PX[0], "height": PHONE_PX[1]},
        "ignore_https_errors": True,
    }
    with sync_playwright() as driver:
        browser = driver.chromium.launch_persistent_context(
            str(profile),
            executable_path=find_chromium(),
            args=[*FLAGS, f"--use-file-for-fake-video-capture={camera}", *flags],
            **(settings | context),
        )
        try:
            yield browser.pages[0]
        finally:
            browser.close()


def scan_and_start(page: Any, url: str, quality: str | None = None) -> None:
    """Open the link, tap Start and wait until pictures flow."""
    page.goto(url)
    if quality is not None:
        page.evaluate("(quality) => { phone.quality = quality; }", quality)
    page.click("#start")
    page.wait_for_selector("#state[data-state=streaming]", timeout=WAIT_MS)
