"""The right position of each drill as a figure of sticks. Numbers only, in lengths of a leg.

Standing figures: x + = toward the standing leg's side, from the middle of the hips; y + = up, from
the standing foot. Lying figures: x + = from the shoulders toward the feet, from the shoulders; y +
= up, from the floor.
"""

from __future__ import annotations

from dataclasses import dataclass

XY = tuple[float, float]
Limb = tuple[XY, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One position. limbs : lines with round ends, (thickness, points); head : its middle"""

    limbs: tuple[tuple[float, Limb], ...]
    head: XY
    head_radius: float = 0.125


ARM, LEG, FOOT, NECK = 0.085, 0.135, 0.075, 0.10
HIP_OUT, SHOULDER_OUT = 0.115, 0.165
UNDER_HIP = 0.01
"""A foot stands a little further in than its hip, when it carries alone."""


KNEE = 0.165
"""A knee toward the camera looks larger."""


def _standing(
    trunk_rel: float, free_leg: Limb, sunk: float = 0.0, knee_near: bool = False
) -> Figure:
    """Upright on one leg.

    trunk_rel : hips to shoulders; sunk : how far the hips are lower; knee_near : the free knee
    points at the camera
    """
    hip_y, out = 1.0 - sunk, UNDER_HIP
    top = hip_y + trunk_rel
    trunk: Limb = (
        (-HIP_OUT, hip_y), (HIP_OUT, hip_y), (SHOULDER_OUT * 0.78, hip_y + 0.47 * trunk_rel),
        (SHOULDER_OUT, top), (-SHOULDER_OUT, top), (-SHOULDER_OUT * 0.78, hip_y + 0.47 * trunk_rel),
        (-HIP_OUT, hip_y),
    )  # fmt: skip
    knee = free_leg[0]
    arms = (
        tuple((s * x, top + y) for x, y in ((0.195, -0.01), (0.265, -0.31), (0.265, -0.58)))
        for s in (1, -1)
    )
    carrying: Limb = ((HIP_OUT, hip_y), ((HIP_OUT + out) / 2, hip_y / 2), (out, 0.03))
    return Figure(
        (
            (0.15, trunk),
            (NECK, ((0.0, top), (0.0, top + 0.14))),
            *((ARM, arm) for arm in arms),
            (LEG, carrying),
            (FOOT, ((out, 0.0), (out + 0.05, -0.035))),
            (LEG, ((-HIP_OUT, hip_y), *free_leg)),
            *([(KNEE, (knee, (knee[0], knee[1] - 0.02)))] if knee_near else []),
        ),
        (0.0, top + 0.27),
    )


def _lying(free_leg: Limb | None = None) -> Figure:
    """On the back, hips in line with shoulders and knees, the shank upright."""
    shoulder, hip, knee, ankle = (0.0, 0.10), (0.71, 0.35), (1.18, 0.52), (1.20, 0.05)
    return Figure(
        (
            (0.20, (shoulder, hip)),
            (NECK, (shoulder, (-0.16, 0.13))),
            (ARM, ((0.03, 0.07), (0.33, 0.03), (0.62, 0.03))),
            (LEG, (hip, knee, ankle)),
            (FOOT, (ankle, (1.34, 0.02))),
            *(() if free_leg is None else ((LEG, (hip, *free_leg)),)),
        ),
        (-0.27, 0.15),
    )


_KNEE_UP: Limb = ((-0.135, 0.93), (-0.125, 0.47), (-0.135, 0.40))
_FREE_LEGS: dict[str, tuple[Limb, float, bool]] = {
    "single_leg_stance": (_KNEE_UP, 0.0, True),
    "mirror_stance": (_KNEE_UP, 0.0, True),
    "hip_abduction": (((-0.36, 0.57), (-0.60, 0.14)), 0.0, False),
    "hip_hike": (((-0.125, 0.55), (-0.125, 0.10)), 0.0, False),
    "single_leg_squat": (((-0.135, 0.47), (-0.135, 0.20)), 0.13, False),
}
_LYING: dict[str, Limb | None] = {
    "glute_bridge": None,
    "marching_bridge": ((0.86, 0.83), (1.22, 0.55)),
}
DRAWN = (*_FREE_LEGS, *_LYING)
"""Drills that have a figure."""
TRUNK_REL = 0.58
"""Hips to shoulders of most people, in lengths of a leg."""


def lies(drill: str) -> bool:
    """Tell whether a drill is done on one's back."""
    return drill in _LYING


def figure_of(drill: str, trunk_rel: float = TRUNK_REL) -> Figure:
    """Return the right position; the squat's lowest point, and where the hike comes back to."""
    if lies(drill):
        return _lying(_LYING[drill])
    return _standing(trunk_rel, *_FREE_LEGS[drill])
