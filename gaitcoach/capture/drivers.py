"""Opening OpenCV's captures, with words for why it did not work."""

from __future__ import annotations

from pathlib import Path

from gaitcoach.capture.diagnose import stream_error
from gaitcoach.capture.discovery import camera_backend, describe, list_cameras
from gaitcoach.capture.mp4_boxes import is_cut_mp4
from gaitcoach.capture.source import SourceKind, SourceSpec
from gaitcoach.errors import SourceError
from gaitcoach.language import tr
from gaitcoach.opencv import cv2


def open_capture(spec: SourceSpec, open_timeout_s: float, read_timeout_s: float):
    """Return an open `cv2.VideoCapture`, which may yet deliver nothing.

    The time limits are for streams; OpenCV has none for cameras and files.

    Raises
    ------
    SourceError
        It cannot be opened.
    """
    if spec.kind is SourceKind.CAMERA:
        capture = cv2.VideoCapture(int(spec.address), camera_backend())
    elif spec.kind is SourceKind.URL:
        limits = [
            *(cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, int(open_timeout_s * 1000)),
            *(cv2.CAP_PROP_READ_TIMEOUT_MSEC, int(read_timeout_s * 1000)),
        ]
        capture = cv2.VideoCapture(spec.address, cv2.CAP_FFMPEG, limits)
    else:
        # FFMPEG would read "day:1.mp4" as a protocol; an absolute path it cannot mistake.
        capture = cv2.VideoCapture(str(Path(spec.address).resolve()), cv2.CAP_FFMPEG)
    if not capture.isOpened():
        capture.release()
        raise nothing_comes(spec)
    return capture


def nothing_comes(spec: SourceSpec) -> SourceError:
    """Return the error for a source that cannot be opened or delivers no picture at all."""
    if spec.kind is SourceKind.CAMERA:
        return _camera_error(spec)
    if spec.kind is SourceKind.URL:
        return stream_error(spec.address)
    return _file_error(Path(spec.address))


def broke_off(spec: SourceSpec) -> SourceError:
    """Return the error for a camera or stream that delivered pictures and then no more."""
    if spec.kind is SourceKind.CAMERA:
        return SourceError(
            tr("No more pictures come from {name}.", name=spec.name), tr("Check its cable.")
        )
    return SourceError(
        tr("No more pictures come from {name}.", name=spec.name),
        tr("Check the camera and the Wi-Fi."),
    )


def _camera_error(spec: SourceSpec) -> SourceError:
    cameras = list_cameras()
    if not cameras:
        return SourceError(
            tr("There is no {name}: this computer has no camera.", name=spec.name),
            tr("Plug one in, or give a video file, an address or 'demo'."),
        )
    if int(spec.address) not in [camera.index for camera in cameras]:
        return SourceError(
            tr(
                "There is no {name}. Cameras: {cameras}.", name=spec.name, cameras=describe(cameras)
            ),
            tr("Give one of these numbers."),
        )
    return SourceError(
        tr(
            "No picture comes from {name}: another program uses it, or it is not allowed.",
            name=spec.name,
        ),
        tr(
            "Close other programs that use the camera, allow access in the system's settings, "
            "or plug it in again."
        ),
    )


def _file_error(path: Path) -> SourceError:
    try:
        if path.stat().st_size == 0:
            return SourceError(
                tr("{name} is empty.", name=path.name), tr("Copy or record it again.")
            )
        if is_cut_mp4(path):
            return SourceError(
                tr(
                    "{name} is cut: its index is missing, so nothing in it can be played.",
                    name=path.name,
                ),
                tr("Copy it again, or stop the recording before taking the file."),
            )
    except OSError as error:
        return SourceError(
            tr("{name} cannot be read ({strerror}).", name=path.name, strerror=error.strerror),
            tr("Check the file."),
        )
    return SourceError(
        tr("{name} holds no video that can be read.", name=path.name),
        tr("Give an MP4, MOV, MKV or AVI file."),
    )
