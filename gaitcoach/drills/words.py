"""What the drills are called and how they are done, for screen, report and terminal."""

from __future__ import annotations

from gaitcoach.drills.done import Load
from gaitcoach.drills.values import FaultKind
from gaitcoach.language import tr_later

TITLES: dict[str, str] = {
    "single_leg_stance": tr_later("Standing test"),
    "mirror_stance": tr_later("Mirror stance"),
    "hip_abduction": tr_later("Hip abduction"),
    "hip_hike": tr_later("Hip hike"),
    "single_leg_squat": tr_later("Single-leg squat"),
    "glute_bridge": tr_later("Glute bridge"),
    "marching_bridge": tr_later("Marching bridge"),
}
TO_DO: dict[str, str] = {
    "single_leg_stance": tr_later(
        "Lift one knee to hip height and hold. Camera in front or behind."
    ),
    "mirror_stance": tr_later(
        "The same before a mirror: hips level, hips forward, the glute of the standing leg tight."
    ),
    "hip_abduction": tr_later(
        "Stand tall, or lie on your side: one leg out and slightly back, slowly. Camera in front "
        "or behind."
    ),
    "hip_hike": tr_later(
        "On one straight leg on a step: lower the other hip a few centimetres, raise it to level."
    ),
    "single_leg_squat": tr_later(
        "On one leg, only as deep as the form stays good. You may hold on to something."
    ),
    "glute_bridge": tr_later(
        "On your back, knees bent: hips up into one line, and hold. Camera at your side."
    ),
    "marching_bridge": tr_later(
        "Hold the bridge and lift one foot after the other; hips stay up. Camera at your side."
    ),
}
LOADS: dict[Load, str] = {
    Load.NONE: tr_later("body weight"),
    Load.BAND: tr_later("band"),
    Load.WEIGHT: tr_later("weight"),
}
FAULTS: dict[str, str] = {
    FaultKind.DROP: tr_later("hips not level"),
    FaultKind.LEAN: tr_later("trunk leans"),
    FaultKind.KNEE_IN: tr_later("knee falls inward"),
    FaultKind.HIPS_SAG: tr_later("hips sag"),
    FaultKind.TOUCHED_DOWN: tr_later("came down too early"),
    FaultKind.TOO_FAST: tr_later("too fast"),
    FaultKind.SAME_SIDE: tr_later("the same leg again"),
}
NOT_THE_RUN = tr_later("Strength alone does not change the run; the cue does.")
SEE_A_CLINICIAN = tr_later("Pain, numbness or a recent operation: see a clinician.")
WHY = tr_later(
    "Two months with the body's own weight, learning to feel the glutes; then bands, then weight. "
    "Often counts for more than heavy. While standing, walking and running: stand tall, hips "
    "forward."
)
