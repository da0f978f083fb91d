"""Stills for a window: every question is a `Job` in a worker, and what loads slowly loads there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from gaitcoach.jobs import Job
from gaitcoach.language import tr
from gaitcoach.settings import Settings

if TYPE_CHECKING:  # Pillow, OpenCV and the pose model load in the worker
    from gaitcoach.live.burst import BurstResult
    from gaitcoach.live.still import StillOptions, StillReader, StillResult

PREVIEW_PX = 1600
"""The longer edge of what is shown: no screen page has more for it."""

Points = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PhotoChoice:
    """What the user chose for one picture. person : which body; vertical_px : full-size pixels"""

    person: int | None = None
    vertical_px: Points | None = None


@dataclass(frozen=True, slots=True)
class PhotoShown:
    """A still that was read, ready to be shown.

    preview_bgr : (H, W, 3) uint8, what is known drawn in; scale : its pixels for one at full size
    boxes_px : everybody, full-size pixels
    """

    result: StillResult
    preview_bgr: NDArray[np.uint8]
    scale: float
    boxes_px: tuple[tuple[float, float, float, float], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What was dropped: paths of pictures, in order, and of videos."""

    pictures: tuple[str, ...]
    videos: tuple[str, ...]


class PhotoDesk:
    """find, read, read_burst and save begin a `Job`; its `result` is what they return."""

    def __init__(self) -> None:
        self._reader: StillReader | None = None

    def find(self, dropped: Sequence[str]) -> Job:
        """Look what files and folders are; gives a `Found`."""
        return Job(lambda job: _find(dropped), "looking for pictures")

    def read(self, path: str, choice: PhotoChoice, settings: Settings) -> Job:
        """Read one picture; gives a `PhotoShown`."""
        return Job(lambda job: self._read(job, path, choice, settings), "reading a picture")

    def read_burst(
        self, paths: Sequence[str], choices: Mapping[str, PhotoChoice], settings: Settings
    ) -> Job:
        """Read pictures as one burst; gives a `BurstResult`."""
        kept = dict(choices)
        return Job(lambda job: self._burst(job, tuple(paths), kept, settings), "reading a burst")

    def save(self, shown: PhotoShown, path: str, settings: Settings, *, blur_faces: bool) -> Job:
        """Write the annotated picture."""
        return Job(
            lambda job: _save(shown.result, Path(path), settings.threshold_deg, blur_faces),
            "writing a picture",
        )

    def _read(self, job: Job, path: str, choice: PhotoChoice, settings: Settings) -> PhotoShown:
        from gaitcoach.capture.photos import read_photo
        from gaitcoach.report.still_picture import draw_still

        reader = self._reader_now()
        job.reached(0.05)
        photo = read_photo(Path(path))
        job.reached(0.3)
        looked = reader.look(photo)
        job.reached(0.8)
        result = reader.judge(looked, _options(choice, settings))
        drawn = draw_still(result, settings.threshold_deg, blur_faces=False, captioned=False)
        boxes = tuple(looked.box_px(i) for i in range(len(looked.people)))
        preview, shrunk = _preview(drawn)
        job.reached(1.0)
        return PhotoShown(result, preview, shrunk * photo.scale, boxes)

    def _burst(
        self,
        job: Job,
        paths: tuple[str, ...],
        choices: Mapping[str, PhotoChoice],
        settings: Settings,
    ) -> BurstResult:
        from gaitcoach.capture.bursts import in_order, times_s
        from gaitcoach.capture.photos import read_facts, read_photo
        from gaitcoach.live.burst import Follower, burst_result

        reader, follower = self._reader_now(), Follower()
        facts = []
        for path in paths:
            job.reached(0.0)
            facts.append(read_facts(Path(path)))
        ordered, read, stills, digests = in_order(facts), [], [], set()
        for n_read, one in enumerate(ordered):
            job.reached(n_read / len(ordered))
            photo = read_photo(one.path)
            if photo.digest in digests:
                continue
            digests.add(photo.digest)
            looked = reader.look(photo)
            options = _options(choices.get(str(one.path), PhotoChoice()), settings)
            stills.append(reader.judge(looked, follower.follow(looked, options)).still)
            read.append(one)
        return burst_result(stills, [one.path.name for one in read], times_s(read))

    def close(self) -> None:
        """Free the models; what is being read ends first."""
        if self._reader is not None:
            self._reader.close()

    def _reader_now(self) -> StillReader:
        from gaitcoach.live.still import StillReader

        if self._reader is None:
            self._reader = StillReader()
        return self._reader


def _find(dropped: Sequence[str]) -> Found:
    """A folder stands for the pictures in it, not deeper. Whatever is no video is tried."""
    from gaitcoach.capture.photo_file import pictures_in
    from gaitcoach.capture.source import is_video_name

    pictures: list[str] = []
    videos: list[str] = []
    for file in dropped:
        path = Path(file)
        if path.is_dir():
            pictures += map(str, pictures_in(path))
        else:
            (videos if is_video_name(path) else pictures).append(file)
    return Found(tuple(pictures), tuple(videos))


def _options(choice: PhotoChoice, settings: Settings) -> StillOptions:
    from gaitcoach.live.still import StillOptions

    options = StillOptions(mirrored=settings.mirror, person=choice.person)
    if settings.method == "hip_line":
        options = replace(options, method=settings.method)
    return replace(options, vertical_px=choice.vertical_px)


def _save(result: StillResult, path: Path, limit_deg: float, blur_faces: bool) -> str:
    from gaitcoach.report.still_picture import write_still

    write_still(result, path, limit_deg, blur_faces=blur_faces)
    return tr("Picture written to {path}.", path=path)


def _preview(image: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], float]:
    """Return the picture no larger than a page shows it, and its scale."""
    from gaitcoach.opencv import cv2

    scale = min(1.0, PREVIEW_PX / max(image.shape[:2]))
    if scale == 1.0:
        return image, 1.0
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return small, scale
