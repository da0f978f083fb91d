"""Cut-outs around the pelvis of a run's extreme steps, kept for its report when that is wished.

What is kept reaches from the shoulders to the knees: no face.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gaitcoach.errors import StorageError
from gaitcoach.gait.review import extremes
from gaitcoach.landmarks import Landmark
from gaitcoach.live.memory import Moment
from gaitcoach.opencv import cv2
from gaitcoach.report.film import BLUE, ORANGE
from gaitcoach.storage.export import write_atomically
from gaitcoach.types import Side, StanceRecord, StepKey, Viewpoint

WIDE_REL = 1.7
"""Width of the cut-out in distances from the hips to the shoulders."""
SIZE_PX = (480, 325)
HIPS_AT_REL = 0.55
"""The hips lie a little under the middle; 0.63 of the trunk is above them: the head is outside."""
JPEG_QUALITY = 88
_log = logging.getLogger(__name__)


def keep_step_pictures(
    folder: Path,
    uid: str,
    steps: Sequence[StanceRecord],
    pictures: Mapping[StepKey, Moment],
    viewpoint: Viewpoint,
    limit_deg: float,
) -> int:
    """Keep each leg's largest drop and the smallest drop of all; returns how many were kept.

    A disk that refuses is no reason to stop: it is logged.
    """
    kept = 0
    for kind, step in _wanted(steps, pictures):
        moment = pictures[step.key]
        colour = ORANGE if step.drop_deg > limit_deg else BLUE
        image = cut_out(moment, viewpoint, colour)
        if image is None:
            continue
        tenths = round(step.drop_deg * 10)
        path = folder / f"{uid}.{kind}.{step.side}.{tenths}.jpg"
        _, jpeg = cv2.imencode(".jpg", image, (cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY))
        try:
            folder.mkdir(parents=True, exist_ok=True)
            write_atomically(path, jpeg.tobytes())
            kept += 1
        except (OSError, StorageError) as error:
            _log.warning("the picture of a step was not kept: %s", error)
    return kept


def _wanted(
    steps: Sequence[StanceRecord], pictures: Mapping[StepKey, Moment]
) -> list[tuple[str, StanceRecord]]:
    seen = [step for step in steps if step.usable and step.key in pictures]
    found = []
    for side in Side:
        worst, _ = extremes([step for step in seen if step.side is side])
        found += [("most", step) for step in worst[:1]]
    _, best = extremes(seen)
    return found + [("least", step) for step in best[:1]]


def cut_out(
    moment: Moment, viewpoint: Viewpoint, colour: tuple[int, int, int]
) -> NDArray[np.uint8] | None:
    """Return the body around the hips with the pelvic line; None when it is not known there."""
    known = moment.known
    if known.pose is None or known.angle is None:
        return None
    xy = known.pose.xy_px
    hips = xy[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]]
    shoulders = xy[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]]
    if not (np.isfinite(hips).all() and np.isfinite(shoulders).all()):
        return None
    middle = hips.mean(axis=0)
    trunk = max(20.0, float(np.hypot(*(middle - shoulders.mean(axis=0)))))
    scale = SIZE_PX[0] / (WIDE_REL * trunk)
    at = np.array([SIZE_PX[0] / 2, SIZE_PX[1] * HIPS_AT_REL])
    moved = np.column_stack([scale * np.eye(2), at - scale * middle])
    cut = cv2.warpAffine(moment.picture.unpack(), moved, SIZE_PX, flags=cv2.INTER_LINEAR)
    sign = 1.0 if viewpoint.left_is_image_left else -1.0
    slope = math.radians(sign * known.angle.obliquity_deg)
    half = 0.85 * scale * float(np.hypot(*(hips[0] - hips[1])))
    along = np.array([math.cos(slope), math.sin(slope)]) * half
    ends = [tuple(np.round(at + way * along).astype(int).tolist()) for way in (-1, 1)]
    cv2.line(cut, *ends, colour, 4, cv2.LINE_AA)
    return cut
