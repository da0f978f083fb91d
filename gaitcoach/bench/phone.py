"""The phone path against the file path: how many pictures, how late, and what compression costs."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any, BinaryIO

import numpy as np
import psutil

from gaitcoach.bench.phone_camera import Image, fitted, number_of, numbered, write_camera
from gaitcoach.bench.phone_page import WATCH_PREVIEW, phone_page, scan_and_start
from gaitcoach.capture.phone.link import PhoneLink
from gaitcoach.capture.source import parse_source
from gaitcoach.errors import GaitCoachError
from gaitcoach.live.pipeline import make_pipeline
from gaitcoach.live.replay import frames_of
from gaitcoach.opencv import cv2
from gaitcoach.settings import Settings
from gaitcoach.types import Frame, Side, StanceRecord

ADDRESS = "127.0.0.2"
"""Another address of this computer: what is bound to it needs the certificate."""
CLIP_FRAMES = 600
"""20 s of the demo: some 28 steps a side."""
WARM_UP_S = 4.0
MEASURED_S = 12.0
SIZES = {"640": (640, 480), "1280": (1280, 720)}
N_CUES = 20
CUE_PAUSE_S = 0.15
JOIN_S = 5.0
SAME_STEP_S = 0.12


@dataclass(slots=True)
class Taken:
    """Pictures that arrived: number in the clip, our clock, time stamp, latency as shown live."""

    numbers: list[int | None] = field(default_factory=list)
    arrived_s: list[float] = field(default_factory=list)
    stamps_s: list[float] = field(default_factory=list)
    told_late_s: list[float | None] = field(default_factory=list)
    size_px: tuple[int, int] = (0, 0)


class Taker:
    """Takes every picture of a link in a thread, as a run would; may keep their pixels."""

    def __init__(self, link: PhoneLink, keep: BinaryIO | None = None) -> None:
        self.taken = Taken()
        self._link, self._keep = link, keep
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="taker")
        self._thread.start()

    def stop(self) -> Taken:
        """End, and return what was taken."""
        self._stop.set()
        self._thread.join(JOIN_S)
        return self.taken

    def _run(self) -> None:
        taken = self.taken
        while not self._stop.is_set():
            picture = self._link.take(0.1)
            if picture is None:
                continue
            planes = picture.image.to_ndarray()
            if self._keep is not None:
                self._keep.write(planes.tobytes())
            taken.numbers.append(number_of(planes[: picture.image.height]))
            taken.arrived_s.append(picture.arrived_s)
            taken.stamps_s.append(picture.stamp_s)
            taken.told_late_s.append(picture.latency_s)
            taken.size_px = (picture.image.width, picture.image.height)


def measure() -> dict[str, Any]:
    """Return every figure of the phone.

    Raises
    ------
    GaitCoachError
        The phone's packages, Playwright or Chromium are missing.
    """
    images = [frame.image_bgr for frame in islice(frames_of(parse_source("demo")), CLIP_FRAMES)]
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, size_px in SIZES.items():
            figures |= _measure_stream(Path(folder), name, size_px, images)
        figures |= _measure_steps(Path(folder), images)
    return figures


@contextmanager
def open_link(folder: Path, address: str = ADDRESS) -> Iterator[PhoneLink]:
    """Yield an open door on this computer alone, with its first link shown."""
    link = PhoneLink(folder, find_addresses=lambda: (address,), port=0)
    try:
        link.start()
        yield link
    finally:
        link.close(JOIN_S)


def _measure_stream(
    folder: Path, name: str, size_px: tuple[int, int], images: Sequence[Image]
) -> dict[str, Any]:
    camera = write_camera(folder / f"{name}.mjpeg", images, size_px)
    quality = f"{size_px[0]}x{size_px[1]}x30"
    with (
        open_link(folder / "key") as link,
        phone_page(camera, folder / f"profile_{name}") as page,
    ):
        scan_and_start(page, link.view.urls[0], quality)
        page.evaluate(WATCH_PREVIEW)
        page.wait_for_timeout(1000 * WARM_UP_S)
        taker, own, start_s = Taker(link), psutil.Process(), time.monotonic()
        before = own.cpu_times()
        page.wait_for_timeout(1000 * MEASURED_S)
        after, lasted_s = own.cpu_times(), time.monotonic() - start_s
        taken, given = taker.stop(), page.evaluate("() => window.taken")
        figures = {f"phone_cue_ms_{name}": _cue_ms(page, link)}
    late_ms = _late_ms(taken, given)
    cores = (after.user + after.system - before.user - before.system) / lasted_s
    told_ms = [1000 * late_s for late_s in taken.told_late_s if late_s is not None]
    return figures | {
        f"phone_fps_{name}": round(len(taken.numbers) / lasted_s, 1),
        f"phone_latency_ms_{name}": {
            "median": round(float(np.median(late_ms)), 1),
            "p95": round(float(np.percentile(late_ms, 95)), 1),
        },
        f"phone_told_latency_ms_{name}": round(median(told_ms), 1) if told_ms else None,
        f"phone_cores_{name}": round(cores, 3),
        f"phone_size_px_{name}": list(taken.size_px),
    }


def _late_ms(taken: Taken, given: Sequence[Sequence[float]]) -> list[float]:
    """Return camera gave -> decoded here for every picture, matched by its number."""
    to_wall_s = time.time() - time.monotonic()
    gave_s: dict[int, list[float]] = {}
    for number, at_s in given:
        gave_s.setdefault(int(number), []).append(at_s)
    late_ms = []
    for number, arrived_s in zip(taken.numbers, taken.arrived_s, strict=True):
        arrived_wall_s = arrived_s + to_wall_s
        earlier = [at_s for at_s in gave_s.get(number, ()) if 0 <= arrived_wall_s - at_s < 5]
        if earlier:
            late_ms.append(1000.0 * (arrived_wall_s - max(earlier)))
    if not late_ms:
        raise GaitCoachError("No picture could be recognised.", "Run the bench again.")
    return late_ms


def _cue_ms(page: Any, link: PhoneLink) -> dict[str, float]:
    """Return cue sent -> shown and told back; half of it at most is the way there."""
    for _ in range(N_CUES):
        link.tell({"cue": "hips level", "kind": "correct", "aloud": False})
        page.wait_for_timeout(1000 * CUE_PAUSE_S)
    times_ms = link.board.cue_times_ms
    if len(times_ms) < N_CUES / 2:
        raise GaitCoachError("Cues did not reach the page.", "Run the bench again.")
    return {
        "median": round(median(times_ms), 1),
        "p95": round(float(np.percentile(times_ms, 95)), 1),
    }


# -- what compression costs ----------------------------------------------------------------------


def _measure_steps(folder: Path, images: Sequence[Image]) -> dict[str, Any]:
    """Measure the same stretch of the clip from the file and through the phone."""
    camera, raw = folder / "640.mjpeg", folder / "taken.yuv"
    with (
        raw.open("wb") as keep,
        open_link(folder / "key") as link,
        phone_page(camera, folder / "profile_steps") as page,
    ):
        scan_and_start(page, link.view.urls[0])
        page.wait_for_timeout(1000 * WARM_UP_S)
        taker = Taker(link, keep)
        page.wait_for_timeout(1000 * (2 * len(images) / 30 + 1))
        taken = taker.stop()
    begin, end = whole_pass(taken.numbers, len(images))
    by_file = _steps(_from_file(images))
    by_phone = _steps(_from_phone(raw, taken, begin, end))
    return compare(by_file, by_phone) | {
        "phone_frames_missing": len(images) - (end - begin),
        "phone_clip_frames": len(images),
    }


def whole_pass(numbers: Sequence[int | None], length: int) -> tuple[int, int]:
    """Return where, among the pictures, one pass of the clip begins and ends.

    Raises
    ------
    GaitCoachError
        No pass arrived from its beginning to its end.
    """
    starts = [
        place
        for place in range(1, len(numbers))
        if numbers[place] is not None
        and numbers[place - 1] is not None
        and numbers[place] < numbers[place - 1] - length // 2
    ]
    if len(starts) < 2:
        raise GaitCoachError("The clip was not played to its end.", "Run the bench again.")
    return starts[0], starts[1]


def _from_file(images: Sequence[Image]) -> Iterator[Frame]:
    for number, image in enumerate(images):
        yield Frame(numbered(fitted(image, SIZES["640"]), number), number, number / 30)


def _from_phone(raw: Path, taken: Taken, begin: int, end: int) -> Iterator[Frame]:
    width, height = taken.size_px
    planes = np.memmap(raw, np.uint8, "r").reshape(-1, height * 3 // 2, width)
    for place in range(begin, end):
        image = cv2.cvtColor(planes[place], cv2.COLOR_YUV2BGR_I420)
        yield Frame(image, place - begin, taken.stamps_s[place] - taken.stamps_s[begin])


def _steps(frames: Iterator[Frame]) -> tuple[StanceRecord, ...]:
    pipeline = make_pipeline(Settings(), lambda frame, pose: 1)
    try:
        for frame in frames:
            pipeline.process(frame)
        pipeline.finish()
        return pipeline.gait.steps
    finally:
        pipeline.close()


def compare(by_file: Sequence[StanceRecord], by_phone: Sequence[StanceRecord]) -> dict[str, Any]:
    """Return how far the same steps differ: counts, means of a side, single steps."""
    means = {}
    for side in Side:
        file_deg, phone_deg = (
            float(np.mean([step.drop_deg for step in steps if step.side is side and step.usable]))
            for steps in (by_file, by_phone)
        )
        means[side.value] = round(phone_deg - file_deg, 2)
    return {
        "phone_steps": {"file": len(by_file), "phone": len(by_phone)},
        "phone_mean_change_deg": means,
        "phone_step_change_deg": round(_step_change_deg(by_file, by_phone), 2),
    }


def _step_change_deg(by_file: Sequence[StanceRecord], by_phone: Sequence[StanceRecord]) -> float:
    """Return the median difference of steps that are the same by side and time."""
    changes_deg = [
        abs(one.drop_deg - other.drop_deg)
        for one in by_file
        for other in by_phone
        if one.side is other.side
        and one.usable
        and other.usable
        and abs(one.t_start_s - other.t_start_s) < SAME_STEP_S
    ]
    if not changes_deg:
        raise GaitCoachError("No step was seen by both.", "Run the bench again.")
    return median(changes_deg)
