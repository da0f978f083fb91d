"""Truth files: what really happened in a clip, as its maker knows it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gaitcoach.errors import GaitCoachError
from gaitcoach.gait.drop import measure_drop
from gaitcoach.gait.stances import StanceSpan
from gaitcoach.types import Side, View

SETTLE_S = 0.5
"""Steps that begin earlier are not scored: the tracker is still finding the runner."""


@dataclass(frozen=True, slots=True)
class TrueStep:
    """One stance that lies wholly inside the clip, with its drop in the image plane."""

    side: Side
    t_start_s: float
    t_end_s: float
    drop_deg: float


@dataclass(frozen=True, slots=True)
class Truth:
    """One truth file. Angles follow the house's sign: + = the runner's left hip is higher."""

    name: str
    view: View
    fps: float
    t_s: NDArray[np.float64]
    image_obliquity_deg: NDArray[np.float64]
    obliquity_deg: NDArray[np.float64]
    on_ground: dict[Side, NDArray[np.bool_]] | None

    def steps(self) -> tuple[TrueStep, ...]:
        """Return the stances wholly inside the clip, after the first 0.5 s, by time."""
        if self.on_ground is None:
            return ()
        found = [step for side in Side for step in self._steps_of(side)]
        return tuple(sorted(found, key=lambda step: step.t_start_s))

    def _steps_of(self, side: Side) -> list[TrueStep]:
        assert self.on_ground is not None
        own, other = self.on_ground[side], self.on_ground[side.other]
        steps = []
        for start, end in _runs(own):
            alone = np.flatnonzero(~other[start:end]) + start
            if start == 0 or end == len(own) or len(alone) < 2 or self.t_s[start] < SETTLE_S:
                continue
            steps.append(self._step(side, start, end, alone))
        return steps

    def _step(self, side: Side, start: int, end: int, alone: NDArray[np.int64]) -> TrueStep:
        # A 0/1 flag per frame changes somewhere between two frames: half-way is the best guess.
        half_s = 0.5 / self.fps
        span = StanceSpan(
            side,
            self.t_s[start] - half_s,
            self.t_s[end - 1] + half_s,
            self.t_s[alone[0]] - half_s,
            self.t_s[alone[-1]] + half_s,
        )
        none = np.zeros_like(self.t_s)
        value = measure_drop(span, self.t_s, self.image_obliquity_deg, none)
        return TrueStep(side, span.t_start_s, span.t_end_s, value.drop_deg)


def _runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return (first, one past last) of every run of True."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(int)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def load_truth(path: Path) -> Truth:
    """Read a truth file.

    Raises
    ------
    GaitCoachError
        Not JSON, or a needed list is missing.
    """
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        feet = None
        if "right_stance" in table and "left_stance" in table:
            feet = {
                Side.LEFT: np.array(table["left_stance"], dtype=bool),
                Side.RIGHT: np.array(table["right_stance"], dtype=bool),
            }
        return Truth(
            name=path.stem,
            view=View.BEHIND if table["view"] == "behind" else View.FRONT,
            fps=float(table["fps"]),
            t_s=np.array(table["time_s"], dtype=float),
            image_obliquity_deg=np.array(table["image_obliquity_deg"], dtype=float),
            obliquity_deg=np.array(table["obliquity_deg"], dtype=float),
            on_ground=feet,
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GaitCoachError(
            f"{path} is not a truth file ({error}).", "See the format in docs/truth-files.md."
        ) from error
