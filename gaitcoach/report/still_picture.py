"""A still to keep: pelvic line, level line, the leg that carries, and the number in words.

Faces are blurred unless they are wanted, everybody's, and nothing of what the camera wrote beside
the picture (place, time, owner) goes along.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gaitcoach.errors import StorageError
from gaitcoach.landmarks import SKELETON
from gaitcoach.landmarks import Landmark as L
from gaitcoach.language import tr
from gaitcoach.live.faces import blur_face
from gaitcoach.live.still import StillResult
from gaitcoach.opencv import cv2
from gaitcoach.pose.people import person_box_px
from gaitcoach.report.film import BLUE, GROUND, INK, ORANGE
from gaitcoach.storage.export import write_atomically
from gaitcoach.types import Pose, Side

BONE = (190, 176, 163)
BODY_UNITS = 160
"""A body is so many line widths high."""
HALF_HIPS, HALF_LEVEL = 1.2, 2.2
"""Half the length of the pelvic and of the level line, in distances between the hip points."""
JPEG_QUALITY = 92
FONT = cv2.FONT_HERSHEY_SIMPLEX
_LEGS = {
    Side.LEFT: (L.LEFT_HIP, L.LEFT_KNEE, L.LEFT_ANKLE),
    Side.RIGHT: (L.RIGHT_HIP, L.RIGHT_KNEE, L.RIGHT_ANKLE),
}


def draw_still(
    result: StillResult, limit_deg: float, *, blur_faces: bool = True, captioned: bool = True
) -> NDArray[np.uint8]:
    """Return the picture with what is known drawn into a copy, (H, W, 3) BGR.

    limit_deg : a larger drop is drawn in orange
    captioned : with the number in words at the bottom left
    """
    image = result.looked.photo.image_bgr.copy()
    if blur_faces:
        for body in result.looked.people:
            blur_face(image, body.xy_px)
    pose = result.pose
    if pose is None:
        return image
    unit = _unit_px(pose)
    _bones(image, pose, unit)
    leg = result.still.stance.leg
    if leg is not None:
        _line(image, pose.xy_px[list(_LEGS[leg])], INK, 2 * unit)
    if result.angle_deg is not None and result.still.usable:
        _pelvis(image, result, pose, limit_deg, unit)
    if captioned:
        _caption(image, caption(result))
    return image


def keep_still(
    result: StillResult, folder: Path, limit_deg: float, *, blur_faces: bool = True
) -> Path:
    """Write the annotated picture into a folder and return its path.

    Raises
    ------
    StorageError
        The file cannot be written.
    """
    path = _free(folder / f"{result.looked.photo.path.stem}_gaitcoach.jpg", result)
    write_still(result, path, limit_deg, blur_faces=blur_faces)
    return path


def write_still(
    result: StillResult, path: Path, limit_deg: float, *, blur_faces: bool = True
) -> None:
    """Write the annotated picture: JPEG, or PNG where the name says so.

    Raises
    ------
    StorageError
        The file cannot be written, or it is the photograph itself.
    """
    if path.resolve() == result.looked.photo.path.resolve():
        raise StorageError(
            tr("{path} is the photograph itself.", path=path), tr("Choose another name.")
        )
    suffix = ".png" if path.suffix.lower() == ".png" else ".jpg"
    image = draw_still(result, limit_deg, blur_faces=blur_faces)
    _, data = cv2.imencode(suffix, image, (cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY))
    write_atomically(path, data.tobytes())


def caption(result: StillResult) -> tuple[str, ...]:
    """Return what stands under the picture, in ASCII: OpenCV draws nothing else."""
    still = result.still
    leg = still.stance.leg
    if leg is None:
        return (f"no number: {still.reason.replace('_', ' ')}",)
    if still.drop_deg is None or still.ci95_deg is None:
        return f"{leg} leg carries", f"no number: {still.reason.replace('_', ' ')}"
    low, high = still.ci95_deg
    return (
        f"{leg} leg carries, {leg.other} hip {abs(still.drop_deg):.1f} deg {_way(still.drop_deg)}",
        f"95 %: {low:+.1f} to {high:+.1f}   level by: {result.level.by}",
    )


def _way(drop_deg: float) -> str:
    return "lower" if drop_deg >= 0.0 else "higher"


def _free(path: Path, result: StillResult) -> Path:
    """Return a name that no other picture has: IMG_1.jpg and IMG_1.png are two."""
    suffix = result.looked.photo.path.suffix[1:].lower()
    return path.with_stem(f"{path.stem}_{suffix}") if path.exists() else path


def _unit_px(pose: Pose) -> int:
    _, top, _, bottom = person_box_px(pose)
    return max(1, round((bottom - top) / BODY_UNITS))


def _bones(image: NDArray[np.uint8], pose: Pose, unit: int) -> None:
    for one, other in SKELETON:
        _line(image, pose.xy_px[[one, other]], BONE, unit)


def _line(image: NDArray, points: NDArray, colour: tuple[int, int, int], width: int) -> None:
    if np.isfinite(points).all():
        at = np.round(points).astype(np.int32).reshape(-1, 1, 2)
        cv2.polylines(image, [at], False, colour, width, cv2.LINE_AA)


def _pelvis(image: NDArray, result: StillResult, pose: Pose, limit_deg: float, unit: int) -> None:
    """Draw what counts as level, thin, and the pelvis across it."""
    hips = pose.xy_px[[L.LEFT_HIP, L.RIGHT_HIP]]
    middle, hips_px = hips.mean(axis=0), float(np.hypot(*(hips[0] - hips[1])))
    sign = 1.0 if result.viewpoint.left_is_image_left else -1.0
    too_far = (result.still.drop_deg or 0.0) > limit_deg
    for angle_deg, half, colour, width in (
        (result.level.offset_deg, HALF_LEVEL, INK, unit),
        (result.angle_deg or 0.0, HALF_HIPS, ORANGE if too_far else BLUE, 2 * unit),
    ):
        slope = math.radians(sign * angle_deg)
        along = np.array([math.cos(slope), math.sin(slope)]) * half * hips_px
        _line(image, np.array([middle - along, middle + along]), colour, width)


def _caption(image: NDArray, lines: tuple[str, ...]) -> None:
    """Write at the bottom left, as large as the picture's width lets the longest line be."""
    height, width = image.shape[:2]
    longest = max(cv2.getTextSize(line, FONT, 1.0, 2)[0][0] for line in lines)
    scale = min(0.9 * width / longest, height / 700)
    pen = max(1, round(2 * scale))
    step = round(40 * scale)
    top = height - step * len(lines) - round(16 * scale)
    wide = round(longest * scale) + round(32 * scale)
    cv2.rectangle(image, (0, top), (wide, height), GROUND, -1)
    for row, line in enumerate(lines, start=1):
        at = (round(16 * scale), top + step * row)
        cv2.putText(image, line, at, FONT, scale, INK, pen, cv2.LINE_AA)
