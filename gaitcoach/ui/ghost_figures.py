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
    lies: bool = False


ARM, LEG, FOOT, NECK = 0.085, 0.135, 0.075, 0.10
HIP_OUT, SHOULDER_OUT = 0.115, 0.165
UNDER_HIP = 0.01
"""A foot stands a little further in than its hip, when it carries alone."""


KNEE = 0.165
"""A knee toward the camera looks larger."""


def _standing(free_leg: Limb, sunk: float = 0.0, knee_near: bool = False) -> Figure:
    """Upright on one leg.

    sunk : how far the hips are lower; knee_near : the free knee points at the camera
    """
    hip_y, out = 1.0 - sunk, UNDER_HIP
    top = hip_y + 0.60
    trunk: Limb = (
        (-HIP_OUT, hip_y), (HIP_OUT, hip_y), (SHOULDER_OUT * 0.78, hip_y + 0.28),
        (SHOULDER_OUT, top), (-SHOULDER_OUT, top), (-SHOULDER_OUT * 0.78, hip_y + 0.28),
        (-HIP_OUT, hip_y),
    )  # fmt: skip
    knee = free_leg[0]
    arms = (
        tuple((s * x, top + y) for x, y in ((0.195, -0.01), (0.265, -0.31), (0.265, -0.58)))
        for s in (1, -1)
    )
    carrying: Limb = ((HIP_OUT, hip_y), (out + 0.02, 0.5 * hip_y), (out, 0.03))
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
        lies=True,
    )


_KNEE_UP: Limb = ((-0.135, 0.93), (-0.125, 0.47), (-0.135, 0.40))
FIGURES: dict[str, Figure] = {
    "single_leg_stance": _standing(_KNEE_UP, knee_near=True),
    "mirror_stance": _standing(_KNEE_UP, knee_near=True),
    "hip_abduction": _standing(((-0.36, 0.57), (-0.60, 0.14))),
    "hip_hike": _standing(((-0.125, 0.55), (-0.125, 0.10))),
    "single_leg_squat": _standing(((-0.135, 0.47), (-0.135, 0.20)), sunk=0.13),
    "glute_bridge": _lying(),
    "marching_bridge": _lying(((0.86, 0.83), (1.22, 0.55))),
}
"""Drill -> its right position; the squat's is its lowest point, the hike's where it comes back."""
