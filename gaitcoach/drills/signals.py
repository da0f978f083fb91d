"""Measures of a body, one function each: (body, standing side) -> a number, NaN when not seen."""

from __future__ import annotations

import math

import numpy as np

from gaitcoach.drills.body import Body, Point
from gaitcoach.types import Side


def _outward(side: Side) -> float:
    """Sign of x that leads away from the body on this side."""
    return 1.0 if side is Side.RIGHT else -1.0


def drop_deg(body: Body, standing: Side) -> float:
    """Contralateral pelvic drop, + = the free side's hip hangs lower."""
    return body.drop_deg(standing)


def tilt_deg(body: Body, standing: Side) -> float:
    """The drop with the camera's roll still in it; only its change means something."""
    return math.nan if body.tilt_deg is None else standing.drop_deg(body.tilt_deg)


def lift_rel(body: Body, standing: Side) -> float:
    """How far the free foot is above the standing one, in leg lengths."""
    free, carrying = body.legs[standing.other], body.legs[standing]
    return float(carrying.foot[1] - free.foot[1]) / body.leg_px


def knee_rise_rel(body: Body, standing: Side) -> float:
    """Height of the free knee above the hips in leg lengths: 0 = hip height, -0.5 = hanging."""
    return float(body.hip[1] - body.legs[standing.other].knee[1]) / body.leg_px


def leg_out_deg(body: Body, standing: Side) -> float:
    """How far the free leg points outward from straight down (hip to ankle)."""
    leg = body.legs[standing.other]
    across, down = (leg.ankle - leg.hip).tolist()
    return math.degrees(math.atan2(_outward(standing.other) * across, down))


def hips_sunk_rel(body: Body, standing: Side) -> float:
    """Height of the hips in the picture, in leg lengths, + = down; only its change means much."""
    return float(body.hip[1]) / body.leg_px


def lean_deg(body: Body, standing: Side) -> float:
    """How far the trunk leans over the standing leg, in the picture."""
    across, down = (body.shoulder - body.hip).tolist()
    return math.degrees(math.atan2(_outward(standing) * across, -down))


def knee_in_deg(body: Body, standing: Side) -> float:
    """Frontal-plane projection angle of the standing knee: + = it falls inward (valgus)."""
    leg = body.legs[standing]
    inward = -_outward(standing)
    thigh, shank = leg.knee - leg.hip, leg.ankle - leg.knee
    lean = [math.atan2(inward * part[0], part[1]) for part in (thigh.tolist(), shank.tolist())]
    return math.degrees(lean[0] - lean[1])


def hip_open_deg(body: Body, standing: Side) -> float:
    """Angle shoulder - hip - knee of the leg that carries: 180 = a straight line, seen sideways."""
    return _opening_deg(body, body.legs[standing].hip, body.legs[standing].knee)


def widest_hip_deg(body: Body, standing: Side | None) -> float:
    """The wider of both hips' angles: in a bridge, the leg that carries."""
    return max(hip_open_deg(body, side) for side in Side)


def thighs_apart_deg(body: Body, standing: Side | None) -> float:
    """How far one thigh is lifted from the other: the march of a bridge.

    Seen sideways the pose model may exchange the two legs: only their difference is safe.
    """
    return abs(hip_open_deg(body, Side.LEFT) - hip_open_deg(body, Side.RIGHT))


def _opening_deg(body: Body, hip: Point, knee: Point) -> float:
    up, down = body.shoulder - hip, knee - hip
    cosine = float(up @ down) / float(np.linalg.norm(up) * np.linalg.norm(down) or math.nan)
    return math.degrees(math.acos(min(1.0, max(-1.0, cosine))))


def bend_of_sinking_deg(sunk_rel: float, height_rel: float) -> float:
    """Knee bend that lowers the hips so far, thigh and shank taken as equally long.

    sunk_rel : how far below their height at rest, in leg lengths
    height_rel : hips above the standing ankle at rest, in leg lengths
    """
    straight = min(1.0, max(0.0, 1.0 - sunk_rel / height_rel))
    return math.degrees(2.0 * math.acos(straight))
