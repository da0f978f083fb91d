"""OpenCV, set up once: quiet, and out of Qt's way. Every module takes `cv2` from here."""

from __future__ import annotations

import os

_QUIET = {
    # FFMPEG and OpenCV print the address when a stream fails, and addresses hold passwords:
    # silence is forced, not a default. Our own messages say what happened.
    "OPENCV_FFMPEG_LOGLEVEL": "-8",
    "OPENCV_LOG_LEVEL": "SILENT",
}
_CAMERA_SETTINGS = {
    # macOS: OpenCV would ask for permission from the capture thread and fail; the system asks.
    "OPENCV_AVFOUNDATION_SKIP_AUTH": "1",
    # Windows: without this a webcam takes up to half a minute to open.
    "OPENCV_VIDEOIO_MSMF_ENABLE_HW_TRANSFORMS": "0",
    # Linux: give up on a webcam that delivers nothing after 5 s instead of 10.
    "OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT": "5",
}

os.environ.update(_QUIET)
for _name, _value in _CAMERA_SETTINGS.items():
    os.environ.setdefault(_name, _value)

import cv2  # noqa: E402

# When another module imported cv2 first, its log level was read before ours was set.
cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)

# Small pictures on a machine whose other cores are busy: threads cost more than they save.
cv2.setNumThreads(1)

# cv2 points Qt at its own plugins of Qt 5; PyQt6 cannot start with them.
for _name in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"):
    os.environ.pop(_name, None)

__all__ = ["cv2"]
