"""Does a truth file speak of left, right and sign as the house does?

Where the file also knows the hip joints in the picture, it must agree with itself.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gaitcoach.types import Side, Viewpoint
from gaitcoach.validation.truth_file import TruthFile

CLEAR_REL = 0.5
"""Turned round, the two must differ by less than this share of what they differ by now: a pelvis
that is nearly level, or turns much, may look opposite by chance."""
MIN_FRAMES = 10
"""From fewer frames nothing is concluded."""
SIGN = "+ must mean that the runner's left hip is higher"

Floats = NDArray[np.float64]


def check_convention(file: TruthFile) -> None:
    """Raise `GaitCoachError` when signs or sides contradict the picture; names the line."""
    image_deg = file.numbers("image_obliquity_deg")
    hips = file.pair("hip_r_px", "hip_l_px")
    if hips is not None:
        _check_sides(file, hips)
        if _opposite(image_deg, _hip_line_deg(hips)):
            raise file.error(
                "image_obliquity_deg",
                f"image_obliquity_deg has the opposite sign of hip_l_px and hip_r_px; {SIGN}",
            )
    # Camera roll lies between the two: each is taken from its own middle.
    if _opposite(_centred(file.numbers("obliquity_deg")), _centred(image_deg)):
        raise file.error(
            "obliquity_deg",
            f"obliquity_deg and image_obliquity_deg have opposite signs; {SIGN}",
        )


def _check_sides(file: TruthFile, hips: dict[Side, Floats]) -> None:
    """The declared view says on which side of the picture the left hip lies."""
    across_px = hips[Side.RIGHT][:, 0] - hips[Side.LEFT][:, 0]
    if not Viewpoint(file.view()).left_is_image_left:
        across_px = -across_px
    known = np.isfinite(across_px)
    if known.sum() >= MIN_FRAMES and (across_px[known] < 0).mean() > 0.5:
        raise file.error(
            "view",
            f"view says {file.table['view']}, but then hip_l_px and hip_r_px are exchanged; "
            "left and right must be the runner's own",
        )


def _hip_line_deg(hips: dict[Side, Floats]) -> Floats:
    """Return the angle of the line through the hips; image y grows downwards."""
    across_px, down_px = (hips[Side.RIGHT] - hips[Side.LEFT]).T
    return np.degrees(np.arctan2(down_px, np.abs(across_px)))


def _centred(angle_deg: Floats) -> Floats:
    known_deg = angle_deg[np.isfinite(angle_deg)]
    return angle_deg - np.median(known_deg) if len(known_deg) else angle_deg


def _opposite(a_deg: Floats, b_deg: Floats) -> bool:
    """Tell whether one is clearly nearer to minus the other."""
    same_deg, flipped_deg = np.abs(a_deg - b_deg), np.abs(a_deg + b_deg)
    known = np.isfinite(same_deg)
    if known.sum() < MIN_FRAMES:
        return False
    return bool(flipped_deg[known].mean() < CLEAR_REL * same_deg[known].mean())
