"""The picture of a run, kept on request as an MP4 that survives a kill."""

from __future__ import annotations

import logging
import math
import os
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gaitcoach.errors import StorageError
from gaitcoach.language import tr
from gaitcoach.opencv import cv2
from gaitcoach.storage.inbox import Inbox, tell
from gaitcoach.storage.places import writable_folder
from gaitcoach.types import Frame

QUEUE_FRAMES = 8
"""A quarter second at 30 fps (7 MB at 640x480): more is dropped, the analysis never waits."""
MIN_FREE_BYTES = 100 * 1024 * 1024
"""The picture stops here, so that it never takes the room of the record."""
JUMP_BACK_S = 1.0
"""Time that falls back further than this began anew (a looped file)."""
LOOK_UP_S = 0.25
"""So often an idle recorder looks whether it was closed while its queue was full."""
_FRAGMENTED_SUFFIX = ".ismv"
"""OpenCV chooses the container by the name and takes no options for it. By this name FFmpeg writes
an MP4 in fragments, each readable by itself; as .mp4 the index comes last and a kill loses all."""
_log = logging.getLogger(__name__)


class VideoRecorder:
    """Writes frames from its own thread, at a constant rate that follows their time stamps.

    A picture is repeated where frames are missing and left out where they are too many, so that a
    moment's place in the video is its `t_s` minus `start_s`.

    Parameters
    ----------
    path : Path
        A new .mp4 file; its folder is made.
    size_px : tuple of int
        (width, height); frames of another size are scaled, those of another shape (a phone that
        was turned) stand whole between bars.
    fps : float
        Pictures per second of the video.
    on_problem : callable
        Gets one plain sentence or two when the recording has to stop, from the recorder's thread.

    Raises
    ------
    StorageError
        The file exists, is no .mp4, or nothing can be written there.
    """

    def __init__(
        self,
        path: Path,
        size_px: tuple[int, int],
        fps: float = 30.0,
        *,
        on_problem: Callable[[str], None],
    ) -> None:
        self.path = path
        self.frames_dropped = 0
        self.problem: str | None = None
        self._on_problem = on_problem
        self._size_px = size_px
        self._file, self._writer = _open_writer(path, size_px, fps)
        self._pace = Pace(fps)
        self._check_each = max(1, round(fps))
        self._written = 0
        self._last: NDArray[np.uint8] | None = None
        self._inbox: Inbox[Frame] = Inbox(QUEUE_FRAMES)
        self._thread = threading.Thread(target=self._run, name="video", daemon=True)
        self._thread.start()

    @property
    def start_s(self) -> float | None:
        """`t_s` of the video's first picture; None before it."""
        return self._pace.start_s

    def push(self, frame: Frame) -> None:
        """Add a frame; drops it (see `frames_dropped`) rather than wait. Raises nothing."""
        if not self._inbox.is_closed and not self._inbox.put(frame):
            self.frames_dropped += 1

    def close(self, deadline_s: float = 1.0) -> bool:
        """Finish the file; True when it is whole, False when it is not after `deadline_s`."""
        until_s = time.monotonic() + deadline_s
        self._inbox.close()
        self._thread.join(max(0.0, until_s - time.monotonic()))
        return not self._thread.is_alive() and self.problem is None

    def _run(self) -> None:
        while not self._inbox.is_over:
            frame = self._inbox.take(LOOK_UP_S)
            if frame is not None and self.problem is None:
                self._write(frame)
        self._writer.release()
        if self._file != self.path and self._file.exists():
            self._file.rename(self.path)

    def _write(self, frame: Frame) -> None:
        image = frame.image_bgr
        if frame.size_px != self._size_px:
            image = _fitted(image, self._size_px)
        repeats, new = self._pace.push(frame.t_s)
        for _ in range(repeats):
            if self._last is not None and self.problem is None:
                self._write_image(self._last)
        if new:
            self._write_image(image)
            self._last = image

    def _write_image(self, image: NDArray[np.uint8]) -> None:
        if self._written % self._check_each == 0:
            self._check_disk()
        if self.problem is not None:
            return
        try:
            self._writer.write(image)
        except cv2.error as error:
            _log.warning("video: %s", error)
            self._tell(
                tr(
                    "The picture is no longer recorded to {path}: it cannot be encoded.",
                    path=self.path,
                ),
                "it cannot be encoded",
            )
        self._written += 1

    def _check_disk(self) -> None:
        # OpenCV reports neither a full disk nor a removed file: look ourselves, once a second.
        goes_on = tr("Steps and cues are still recorded.")
        try:
            free_bytes = shutil.disk_usage(self._file).free
        except OSError:
            self._tell(
                tr(
                    "The video {path} was removed: the picture is lost. {goes_on}",
                    path=self.path,
                    goes_on=goes_on,
                ),
                "it was removed",
            )
            return
        if free_bytes < MIN_FREE_BYTES:
            mb = MIN_FREE_BYTES // 1024**2
            self._tell(
                tr(
                    "Less than {mb} MB free: the picture is no longer recorded, free some space. "
                    "{goes_on}",
                    mb=mb,
                    goes_on=goes_on,
                ),
                f"less than {mb} MB free",
            )

    def _tell(self, sentence: str, reason: str) -> None:
        """Tell the user in their language, the log in English."""
        self.problem = sentence
        _log.warning("the video %s: %s", self.path, reason)
        tell(self._on_problem, sentence, "video")


def _fitted(image: NDArray[np.uint8], size_px: tuple[int, int]) -> NDArray[np.uint8]:
    """Return a picture as large as fits into this size, in its own proportions, on black."""
    height, width = image.shape[:2]
    scale = min(size_px[0] / width, size_px[1] / height)
    small = cv2.resize(image, (max(1, round(width * scale)), max(1, round(height * scale))))
    beside, above = size_px[0] - small.shape[1], size_px[1] - small.shape[0]
    left, top = beside // 2, above // 2
    return cv2.copyMakeBorder(
        small, top, above - top, left, beside - left, cv2.BORDER_CONSTANT, value=(0, 0, 0)
    )


class Pace:
    """Decides which pictures keep a video of constant rate in step with the time stamps."""

    def __init__(self, fps: float) -> None:
        self._fps = fps
        self._count = 0
        self._origin_s: float | None = None
        self.start_s: float | None = None

    def push(self, t_s: float) -> tuple[int, bool]:
        """Return (how often to repeat the last picture first, whether to write this one)."""
        if self._origin_s is None:
            self._origin_s = self.start_s = t_s
        place = self._place(t_s)
        if place < self._count - JUMP_BACK_S * self._fps:
            self._origin_s = t_s - self._count / self._fps
            place = self._count
        repeats = max(0, place - self._count)
        new = place >= self._count
        self._count += repeats + new
        return repeats, new

    def _place(self, t_s: float) -> int:
        # Rounding half up, not to even: else every second frame at twice the rate falls together.
        assert self._origin_s is not None
        return math.floor((t_s - self._origin_s) * self._fps + 0.5)


def _open_writer(path: Path, size_px: tuple[int, int], fps: float) -> tuple[Path, cv2.VideoWriter]:
    if path.suffix.lower() != ".mp4":
        raise StorageError(f"The picture cannot be recorded to {path}.", "Name a file ending .mp4.")
    file = path.with_suffix(_FRAGMENTED_SUFFIX)
    if existing := next((name for name in (path, file) if name.exists()), None):
        raise StorageError(f"{existing} exists already.", "Choose another file name.")
    writable_folder(path.parent)
    writer = cv2.VideoWriter(
        str(file), cv2.CAP_FFMPEG, cv2.VideoWriter_fourcc(*"mp4v"), fps, size_px
    )
    if not writer.isOpened():
        raise StorageError(
            f"The picture cannot be recorded to {path}.", "Check the disk or run without --record."
        )
    return _give_name(file, path), writer


def _give_name(file: Path, path: Path) -> Path:
    """Give the open file its final name where the system allows it (Windows: at the end)."""
    if os.name != "posix":
        return file
    file.rename(path)
    return path
