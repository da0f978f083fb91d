"""Real frames of the demo clip, through the window, pixel for pixel."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from PyQt6.QtGui import QImage
from ui_fakes import running_view

from gaitcoach.opencv import cv2
from gaitcoach.resources import asset_path
from gaitcoach.types import Frame


def demo_frames(count: int) -> list[Frame]:
    """The first frames of the demo clip."""
    capture = cv2.VideoCapture(str(asset_path("demo/demo_run.mp4")))
    images = [capture.read()[1] for _ in range(count)]
    capture.release()
    return [Frame(image, index, index / 30) for index, image in enumerate(images)]


def test_demo_frames_reach_the_screen_unchanged_and_in_order(desk):
    picture, message = desk.window.picture, desk.widget("picture_message")
    desk.qtbot.waitUntil(lambda: not message.isVisible())  # "Opening ..." is gone
    for frame in demo_frames(12):
        desk.show(running_view(frame.index + 2, frame=frame, pose=None))
        desk.qtbot.waitUntil(lambda last=frame: _painted_last(picture) == last.index + 2)
        np.testing.assert_array_equal(shown(picture), frame.image_bgr)
    sequences = [paint.sequence for paint in picture.paints]
    assert all(later == earlier + 1 for earlier, later in pairwise(sequences))


def _painted_last(picture) -> int | None:
    return picture.paints[-1].sequence if picture.paints else None


def shown(picture) -> np.ndarray:
    """The part of the widget that the picture covers, as (H, W, 3) BGR."""
    assert picture.fit().scale == 1.0
    image = picture.grab(picture.fit().rect).toImage()
    image = image.convertToFormat(QImage.Format.Format_BGR888)
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    rows = np.frombuffer(bits, np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()
