"""Truth files: what really happened in a clip, as its maker knows it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gaitcoach.gait.drop import measure_drop
from gaitcoach.gait.stances import StanceSpan
from gaitcoach.types import Side, View
from gaitcoach.validation.convention import check_convention
from gaitcoach.validation.truth_file import TruthFile

SETTLE_S = 0.5
"""Steps that begin earlier are not scored: the tracker is still finding the runner."""
MIN_LENGTH_REL = 0.5
"""A truth that covers less of its clip than this belongs to another clip, or was cut off."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class TrueStep:
    """One stance that lies wholly inside the clip.

    drop_deg : drop in the image plane, what a camera can see; NaN where truth tells nothing
    gravity_drop_deg : drop against gravity, what a standing baseline leaves
    """

    side: Side
    t_start_s: float
    t_end_s: float
    drop_deg: float
    gravity_drop_deg: float = float("nan")


@dataclass(frozen=True, slots=True)
class Truth:
    """One truth file. Angles follow the house's sign: + = the runner's left hip is higher.

    t_s : (n,) times in the clip's own time, whose first frame is at 0
    image_obliquity_deg, obliquity_deg : (n,) in the picture, and against gravity; NaN = unknown
    on_ground : (n,) for each foot; None = not known
    feet_known : (n,) False where `on_ground` tells nothing; None = it always does
    first_frame : frame of the clip that the first entry belongs to
    marker_px : (n, 2) for each sticker; NaN = hidden; None = the runner wears none
    """

    name: str
    view: View
    fps: float
    t_s: Floats
    image_obliquity_deg: Floats
    obliquity_deg: Floats
    on_ground: dict[Side, NDArray[np.bool_]] | None
    feet_known: NDArray[np.bool_] | None = None
    gait: str = ""
    is_drill: bool = False
    first_frame: int = 0
    marker_px: dict[Side, Floats] | None = None
    camera: dict[str, float] = field(default_factory=dict)

    @property
    def is_running(self) -> bool:
        """True when foot contacts are physical enough to be timed."""
        return "run" in self.gait.lower()

    def index_of(self, frame_index: int) -> int | None:
        """Return the entry that belongs to a frame of the clip, None when there is none."""
        index = frame_index - self.first_frame
        return index if 0 <= index < len(self.t_s) else None

    def cut(self, n_frames: int) -> Truth:
        """Return the truth of the first `n_frames` of the clip."""
        n = max(0, n_frames - self.first_frame)
        if n >= len(self.t_s):
            return self
        return replace(
            self,
            t_s=self.t_s[:n],
            image_obliquity_deg=self.image_obliquity_deg[:n],
            obliquity_deg=self.obliquity_deg[:n],
            on_ground=_cut_sides(self.on_ground, n),
            feet_known=None if self.feet_known is None else self.feet_known[:n],
            marker_px=_cut_sides(self.marker_px, n),
        )

    def steps(self) -> tuple[TrueStep, ...]:
        """Return the stances wholly inside the clip, after the first 0.5 s, by time.

        A drill has none: its holds and repetitions are not steps.
        """
        if self.on_ground is None or self.is_drill:
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
            if self.feet_known is not None and not self.feet_known[start - 1 : end + 1].all():
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
        seen = measure_drop(span, self.t_s, self.image_obliquity_deg, none)
        real = measure_drop(span, self.t_s, self.obliquity_deg, none)
        return TrueStep(side, span.t_start_s, span.t_end_s, seen.drop_deg, real.drop_deg)


def _cut_sides(values: dict[Side, NDArray] | None, n: int) -> dict[Side, NDArray] | None:
    return None if values is None else {side: rows[:n] for side, rows in values.items()}


def _runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return (first, one past last) of every run of True."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(int)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def load_truth(path: Path) -> Truth:
    """Read a truth file (`docs/truth-files.md`).

    Raises
    ------
    GaitCoachError
        Not JSON, a needed list is missing or of another length, or the signs are not the house's.
    """
    file = TruthFile(path)
    check_convention(file)
    feet = file.pair("right_stance", "left_stance")
    fps = file.positive("fps")
    first = file.whole("first_truth_frame", 0)
    t_s = file.times_s()
    return Truth(
        name=path.stem,
        view=file.view(),
        fps=fps,
        # The clip's time runs from its first frame, whatever clock the truth was taken with.
        t_s=t_s - t_s[0] + first / fps,
        image_obliquity_deg=file.numbers("image_obliquity_deg"),
        obliquity_deg=file.numbers("obliquity_deg"),
        on_ground=None if feet is None else {side: rows > 0.5 for side, rows in feet.items()},
        feet_known=None if feet is None else np.isfinite(sum(feet.values())),
        gait=str(file.table.get("gait") or ""),
        is_drill=bool(file.table.get("drill")),
        first_frame=first,
        marker_px=file.pair("marker_r_px", "marker_l_px"),
        camera=file.camera(),
    )


def check_length(path: Path, truth: Truth, n_frames: int) -> None:
    """Raise `GaitCoachError` when the truth covers less than half of a clip of `n_frames`."""
    covered = len(truth.cut(n_frames).t_s)
    if covered < MIN_LENGTH_REL * n_frames:
        file = TruthFile(path)
        raise file.error(
            "time_s", f"time_s covers {covered} of the clip's {n_frames} frames, less than half"
        )
