"""Is somebody beside the runner in the picture?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gaitcoach.opencv import cv2
from gaitcoach.pose.tracker import as_picture, make_landmarker
from gaitcoach.types import Pose

Box = tuple[float, float, float, float]

MARGIN_REL = 0.15
"""The runner's box is widened by this share of itself, for arms and clothes ..."""
MARGIN_PICTURE_REL = 0.03
"""... and by this share of the picture."""
MIN_STRIP_REL = 0.12
"""A strip narrower than this share of the picture's height holds nobody whole."""


class PeopleCounter:
    """Counts people in single pictures, up to two. Costs some 40 ms: ask rarely.

    The detector sees the picture scaled to 224 pixels and often misses the smaller of two
    people, so the strips left and right of the runner are looked at by themselves.
    """

    def __init__(self, model: str = "lite") -> None:
        self._landmarker = make_landmarker(model, "IMAGE")

    def count(self, image_bgr: NDArray[np.uint8], runner: Pose | None) -> int:
        """Return 0, 1 or 2 (= two or more) people; `runner` is the one already tracked."""
        if runner is None:
            return int(self._has_person(image_bgr))
        return 1 + any(self._has_person(strip) for strip in _beside(image_bgr, runner))

    def close(self) -> None:
        self._landmarker.close()

    def _has_person(self, image_bgr: NDArray[np.uint8]) -> bool:
        image_rgb = cv2.cvtColor(image_bgr, cv2.COLOR_BGR2RGB)
        return bool(self._landmarker.detect(as_picture(image_rgb)).pose_landmarks)


def person_box_px(pose: Pose) -> Box:
    """Return (left, top, right, bottom) around all landmarks."""
    low, high = np.nanmin(pose.xy_px, axis=0), np.nanmax(pose.xy_px, axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def _beside(image_bgr: NDArray[np.uint8], runner: Pose) -> list[NDArray[np.uint8]]:
    """Return the strips left and right of the runner that are wide enough for a person."""
    height_px, width_px = image_bgr.shape[:2]
    left_px, _, right_px, _ = person_box_px(runner)
    margin_px = MARGIN_REL * (right_px - left_px) + MARGIN_PICTURE_REL * width_px
    from_px = max(0, int(left_px - margin_px))
    to_px = min(width_px, int(right_px + margin_px))
    strips = (image_bgr[:, :from_px], image_bgr[:, max(to_px, 0) :])
    return [s for s in strips if s.shape[1] >= MIN_STRIP_REL * height_px]
