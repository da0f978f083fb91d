"""Everybody in one still, however small or many."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from gaitcoach.landmarks import SWAPPED_SIDES
from gaitcoach.landmarks import Landmark as L
from gaitcoach.opencv import cv2
from gaitcoach.pose.people import person_box_px
from gaitcoach.pose.tracker import as_picture, make_landmarker, poses_of
from gaitcoach.types import Pose

MOST_PEOPLE = 8
"""In one look. A race has more: they are found in the looks at its parts."""
LARGE_REL = 0.5
"""When somebody is this high against the picture it is not searched part by part for smaller ones
of whom nothing could be told beside that one."""
OVERLAP_REL = 0.5
"""Parts overlap by half: whoever is cut in one is whole in the next."""
SMALL_PART_PX = 320
"""In smaller parts nobody has hips 20 pixels apart who was not found in the whole."""
MIN_VISIBILITY = 0.5
SAME_REL = 0.6
"""Two bodies whose hips are nearer than this, in trunk lengths, are one found twice."""
AROUND_REL = 0.5
"""Room around a body that is looked at by itself, in its heights."""
_TRUNK = [L.LEFT_SHOULDER, L.RIGHT_SHOULDER, L.LEFT_HIP, L.RIGHT_HIP]
_Part = tuple[int, int, int, int]


class StillFinder:
    """Finds people in single pictures, the largest first. Takes 0.05 to 1 s.

    The detector sees what it is given scaled to 224 pixels, so that a wide picture, or one in which
    nobody is large, is looked at in overlapping parts too.
    """

    def __init__(self, model: str) -> None:
        self._landmarker = make_landmarker(model, "IMAGE", MOST_PEOPLE)

    def find(self, image_bgr: NDArray[np.uint8], index: int = 0, t_s: float = 0.0) -> list[Pose]:
        """Return a pose each, with the model's own left and right."""
        image_rgb = cv2.cvtColor(image_bgr, cv2.COLOR_BGR2RGB)
        height_px, width_px = image_rgb.shape[:2]
        found: list[Pose] = []
        for part in _parts(width_px, height_px):
            if found and _is_small(part, width_px, height_px) and _has_large(found, height_px):
                break
            for pose in self._look(image_rgb, part, index, t_s):
                if not any(_same(pose, known) for known in found):
                    found.append(pose)
        return sorted(found, key=_height_px, reverse=True)

    def look_mirrored(self, image_bgr: NDArray[np.uint8], body: Pose) -> Pose | None:
        """Find a body once more in the mirrored picture; given back as in the picture itself.

        The pose model errs differently there: what both looks say together is truer.
        """
        left, top, right, bottom = _around(body)
        piece = cv2.cvtColor(cv2.flip(image_bgr[top:bottom, left:right], 1), cv2.COLOR_BGR2RGB)
        size_px = right - left, bottom - top
        for pose in poses_of(self._landmarker.detect(as_picture(piece)), size_px):
            found = mirrored_back(pose, (left, top))
            if _same(found, body):
                return replace(
                    found,
                    t_s=body.t_s,
                    frame_index=body.frame_index,
                    image_size_px=body.image_size_px,
                )
        return None

    def close(self) -> None:
        """Free the model."""
        self._landmarker.close()

    def _look(
        self, image_rgb: NDArray[np.uint8], part: _Part, index: int, t_s: float
    ) -> Iterator[Pose]:
        left, top, right, bottom = part
        height_px, width_px = image_rgb.shape[:2]
        piece = np.ascontiguousarray(image_rgb[top:bottom, left:right])
        result = self._landmarker.detect(as_picture(piece))
        for pose in poses_of(result, (right - left, bottom - top), t_s, index):
            moved = pose.xy_px + np.array([left, top])
            moved.flags.writeable = False
            whole = Pose(t_s, index, moved, pose.world_m, pose.visibility, (width_px, height_px))
            if _is_body(whole) and not _is_cut(whole, part):
                yield whole


def mirrored_back(pose: Pose, corner_px: tuple[int, int] = (0, 0)) -> Pose:
    """Return a pose of a mirrored picture as it is in the picture itself.

    corner_px : where the mirrored part begins in the whole picture
    """
    xy_px = pose.xy_px[SWAPPED_SIDES] * [-1.0, 1.0] + [pose.image_size_px[0], 0.0] + corner_px
    world_m = pose.world_m[SWAPPED_SIDES] * [-1.0, 1.0, 1.0]
    visibility = pose.visibility[SWAPPED_SIDES]
    for values in (xy_px, world_m, visibility):
        values.flags.writeable = False
    return replace(pose, xy_px=xy_px, world_m=world_m, visibility=visibility)


def _around(body: Pose) -> _Part:
    """Return the part of the picture that has a body in it with room on each side."""
    left, top, right, bottom = person_box_px(body)
    room_px = AROUND_REL * (bottom - top)
    width_px, height_px = body.image_size_px
    return (
        max(0, int(left - room_px)),
        max(0, int(top - room_px)),
        min(width_px, int(right + room_px) + 1),
        min(height_px, int(bottom + room_px) + 1),
    )


def _parts(width_px: int, height_px: int) -> Iterator[_Part]:
    """Yield the whole picture, then squares of it, then smaller ones."""
    yield 0, 0, width_px, height_px
    edge = min(width_px, height_px)
    if max(width_px, height_px) > 1.2 * edge:
        yield from _squares(width_px, height_px, edge)
    if edge // 2 >= SMALL_PART_PX:
        yield from _squares(width_px, height_px, edge // 2)


def _squares(width_px: int, height_px: int, edge: int) -> Iterator[_Part]:
    for top in _starts(height_px, edge):
        for left in _starts(width_px, edge):
            yield left, top, left + edge, top + edge


def _starts(length_px: int, edge: int) -> list[int]:
    n_steps = math.ceil((length_px - edge) / (edge * (1 - OVERLAP_REL)))
    return sorted({round(i * (length_px - edge) / max(1, n_steps)) for i in range(n_steps + 1)})


def _is_small(part: _Part, width_px: int, height_px: int) -> bool:
    return part[2] - part[0] < min(width_px, height_px)


def _has_large(found: list[Pose], height_px: int) -> bool:
    return max(map(_height_px, found)) > LARGE_REL * height_px


def _is_body(pose: Pose) -> bool:
    return bool(pose.visibility[_TRUNK].mean() >= MIN_VISIBILITY)


def _is_cut(pose: Pose, part: _Part) -> bool:
    """Tell whether a part's inner edge cuts the body: the next part has it whole."""
    box, (width_px, height_px) = person_box_px(pose), pose.image_size_px
    low = [part[i] > 0 and box[i] < part[i] for i in (0, 1)]
    high = [part[i + 2] < end and box[i + 2] > part[i + 2] for i, end in
            enumerate((width_px, height_px))]  # fmt: skip
    return any(low + high)


def _height_px(pose: Pose) -> float:
    _, top, _, bottom = person_box_px(pose)
    return bottom - top


def _trunk(pose: Pose) -> tuple[NDArray[np.float64], float]:
    hips = pose.xy_px[_TRUNK[2:]].mean(axis=0)
    return hips, float(np.hypot(*(pose.xy_px[_TRUNK[:2]].mean(axis=0) - hips)))


def _same(one: Pose, other: Pose) -> bool:
    (one_hips, one_px), (other_hips, other_px) = _trunk(one), _trunk(other)
    return float(np.hypot(*(one_hips - other_hips))) < SAME_REL * max(one_px, other_px)
