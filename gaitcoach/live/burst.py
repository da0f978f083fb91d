"""The same runner through the pictures of a burst, and what they give together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gaitcoach.gait.burst import BurstStep, burst_side, burst_steps
from gaitcoach.gait.still import Still
from gaitcoach.landmarks import Landmark as L
from gaitcoach.live.events import Event, side_event, tidy
from gaitcoach.live.still import Looked, StillOptions
from gaitcoach.opencv import cv2
from gaitcoach.pose.people import person_box_px
from gaitcoach.types import Pose, Side, SideStats

FAR = 1.2
"""Whoever differs more from the runner of the last picture is somebody else."""
_TRUNK = [L.LEFT_SHOULDER, L.RIGHT_SHOULDER, L.RIGHT_HIP, L.LEFT_HIP]


@dataclass(frozen=True, slots=True)
class BurstResult:
    """stills : in order; times_s : since the first picture, None when only the order is known"""

    stills: tuple[Still, ...]
    files: tuple[str, ...]
    times_s: tuple[float, ...] | None
    steps: tuple[BurstStep, ...]
    left: SideStats
    right: SideStats


class Follower:
    """follow(looked, options) -> options that name the same runner in each picture."""

    def __init__(self) -> None:
        self._last: tuple[Pose, NDArray[np.float32]] | None = None

    def follow(self, looked: Looked, options: StillOptions) -> StillOptions:
        """Choose who is most like the runner of the last picture; nobody alike: as without one."""
        person = None
        if looked.people and self._last is not None:
            person = self._most_alike(looked)
        elif looked.people:
            person = looked.likeliest_person()
            if options.person_px is not None:
                person = looked.person_at(options.person_px)
        if person is None:
            return options
        body = looked.people[person]
        self._last = body, _colours(looked, body)
        return replace(options, person=person)

    def _most_alike(self, looked: Looked) -> int | None:
        costs = [self._cost(looked, body) for body in looked.people]
        best = int(np.argmin(costs))
        return best if costs[best] <= FAR else None

    def _cost(self, looked: Looked, body: Pose) -> float:
        """Return how far it moved in body heights, grew (log), and changed its colours."""
        assert self._last is not None
        last, colours = self._last
        (x1, y1, tall1), (x2, y2, tall2) = _place(last), _place(body)
        moved = math.hypot(x1 - x2, y1 - y2) / max(tall1, tall2)
        changed = cv2.compareHist(colours, _colours(looked, body), cv2.HISTCMP_BHATTACHARYYA)
        return moved + abs(math.log(tall1 / tall2)) + changed


def burst_result(
    stills: Sequence[Still], files: Sequence[str], times_s: tuple[float, ...] | None
) -> BurstResult:
    """Find steps across stills in order, and the statistics of both legs."""
    steps = burst_steps(stills, times_s)
    sides = (burst_side(steps, side) for side in Side)
    return BurstResult(tuple(stills), tuple(files), times_s, steps, *sides)


def burst_event(burst: BurstResult) -> Event:
    """Return what the pictures give together; `best` is the picture nearest to mid-stance."""
    return tidy(
        {
            "event": "burst",
            "files": list(burst.files),
            "times_s": burst.times_s,
            "steps": [_step(burst, step) for step in burst.steps],
            "left": side_event(burst.left),
            "right": side_event(burst.right),
        }
    )


def _step(burst: BurstResult, step: BurstStep) -> Event:
    return {
        "side": str(step.side),
        "files": [burst.files[place] for place in step.pictures],
        "best": None if step.best is None else burst.files[step.best],
        "drop_deg": step.drop_deg,
        "ci95_deg": None if step.best is None else burst.stills[step.best].ci95_deg,
        "sigma_deg": step.sigma_deg,
    }


def format_burst(burst: BurstResult) -> str:
    """Return the same in a few lines."""
    lines = [f"Burst of {len(burst.files)} pictures, {burst.files[0]} to {burst.files[-1]}:"]
    for step in burst.steps:
        if step.best is None or step.drop_deg is None:
            lines.append(f"  {step.side:<5} stance: no picture with a number")
            continue
        low, high = burst.stills[step.best].ci95_deg or (math.nan, math.nan)
        lines.append(
            f"  {step.side:<5} stance: drop {step.drop_deg:+.1f} deg "
            f"({low:+.1f} to {high:+.1f}), by {burst.files[step.best]}"
        )
    for side, stats in ((Side.LEFT, burst.left), (Side.RIGHT, burst.right)):
        if stats.mean_deg is not None and stats.ci95_deg is not None:
            low, high = stats.ci95_deg
            lines.append(
                f"  mean, {side} stance: {stats.mean_deg:+.1f} deg ({low:+.1f} to {high:+.1f})"
            )
        elif stats.n:
            lines.append(f"  no mean, {side} stance: {stats.usable} of at least 7 steps")
    if not burst.steps:
        lines.append("  no picture tells which leg carries")
    return "\n".join(lines)


def _place(body: Pose) -> tuple[float, float, float]:
    left, top, right, bottom = person_box_px(body)
    return (left + right) / 2, (top + bottom) / 2, max(1.0, bottom - top)


def _colours(looked: Looked, body: Pose) -> NDArray[np.float32]:
    """Return how often each colour stands on the trunk."""
    image = looked.photo.image_bgr
    mask = np.zeros(image.shape[:2], np.uint8)
    cv2.fillConvexPoly(mask, np.round(body.xy_px[_TRUNK]).astype(np.int32), 255)
    left, top, right, bottom = (int(max(0, edge)) for edge in person_box_px(body))
    part = np.ascontiguousarray(image[top : bottom + 1, left : right + 1])
    lab = cv2.cvtColor(part, cv2.COLOR_BGR2LAB)
    mask = np.ascontiguousarray(mask[top : bottom + 1, left : right + 1])
    counts = cv2.calcHist([lab], [0, 1, 2], mask, [4, 8, 8], [0, 256] * 3)
    return cv2.normalize(counts, None, 1.0, 0.0, cv2.NORM_L1)
