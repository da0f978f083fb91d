"""Cameras of this computer by name. Asks the system; never opens a camera to find out."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from cv2_enumerate_cameras import enumerate_cameras, supported_backends

from gaitcoach.errors import SourceError
from gaitcoach.language import tr
from gaitcoach.opencv import cv2

_BACKENDS = {"linux": cv2.CAP_V4L2, "win32": cv2.CAP_MSMF, "darwin": cv2.CAP_AVFOUNDATION}


def camera_backend() -> int:
    """Return the one OpenCV backend cameras are listed and opened with, so indices agree."""
    return _BACKENDS.get(sys.platform, cv2.CAP_ANY)


@dataclass(frozen=True, slots=True)
class CameraInfo:
    """One camera.

    index : what `--source` and OpenCV call it
    name : as the system shows it
    path : where the system keeps it (a device file or identifier), "" if unknown
    """

    index: int
    name: str
    path: str


def list_cameras() -> tuple[CameraInfo, ...]:
    """Return the cameras of this computer by index; empty when there are none."""
    backend = camera_backend()
    if backend not in supported_backends:
        return ()
    found = (
        CameraInfo(info.index, info.name or f"camera {info.index}", info.path or "")
        for info in enumerate_cameras(backend)
    )
    return tuple(sorted(found, key=lambda camera: camera.index))


def find_camera(name: str) -> CameraInfo:
    """Return the camera whose name is, or alone contains, `name` (case does not matter).

    Raises
    ------
    SourceError
        No camera has such a name, or several have.
    """
    cameras = list_cameras()
    wanted = name.casefold()
    same = [camera for camera in cameras if camera.name.casefold() == wanted]
    matches = same or [camera for camera in cameras if wanted in camera.name.casefold()]
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise SourceError(
            tr(
                "{n} cameras are called {name!r}: {cameras}.",
                n=len(matches),
                name=name,
                cameras=describe(matches),
            ),
            tr("Give the number instead."),
        )
    if not cameras:
        raise SourceError(
            tr("There is no camera or file {name!r}; this computer has no camera.", name=name),
            tr("Plug one in, or give a video file, an address or 'demo'."),
        )
    raise SourceError(
        tr(
            "There is no camera or file {name!r}. Cameras: {cameras}.",
            name=name,
            cameras=describe(cameras),
        ),
        tr("`gaitcoach cameras` lists them."),
    )


def describe(cameras: tuple[CameraInfo, ...] | list[CameraInfo]) -> str:
    """Return cameras as words: ``"0 (HD Webcam), 2 (C920)"``."""
    return ", ".join(f"{camera.index} ({camera.name})" for camera in cameras)
