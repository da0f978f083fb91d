"""The stages as a library: a video file in; summary, steps and the signals of every frame out."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypedDict, Unpack

import numpy as np
from numpy.typing import NDArray

from gaitcoach.capture.source import parse_file
from gaitcoach.errors import SettingsError
from gaitcoach.gait.analyzer import GaitAnalyzer
from gaitcoach.gait.stance_net import LOOKAHEAD_S, StanceNet
from gaitcoach.live.pipeline import Processed
from gaitcoach.live.replay import Wishes, replay
from gaitcoach.pelvis.choice import METHODS
from gaitcoach.pelvis.estimator import PelvisEstimator
from gaitcoach.pelvis.plugged import Plugged
from gaitcoach.plugins import pelvis_plugins
from gaitcoach.resources import asset_path
from gaitcoach.settings import Settings
from gaitcoach.types import SessionSummary, Stance, StanceRecord, View, Viewpoint
from gaitcoach.versions import versions

AUTO_VIEW = "auto"
LATE_S = 0.1
"""A frame whose stance is told later than this after its time (pictures are missing) has none."""


class SettingChanges(TypedDict, total=False):
    """The settings that matter to a file, as keywords; `Settings` says what each may be.

    `view` may also be "auto": found out from the file's first pictures.
    """

    view: str
    mirror: bool
    method: str
    model: str
    stickers: str | None
    baseline_s: float | None
    vertical: str | None
    threshold_deg: float
    threshold_left_deg: float | None
    threshold_right_deg: float | None
    cue_share_percent: int
    runner: str


@dataclass(frozen=True, slots=True, eq=False)
class Signals:
    """What was measured in each of N frames; read-only arrays.

    t_s : (N,) float, the file's own time stamps, seconds
    frame : (N,) int, number of the picture in the file, from 0
    image_obliquity_deg : (N,) float, pelvic obliquity in the picture, nothing taken off; + = the
        runner's LEFT hip is higher; NaN = not seen
    sigma_deg : (N,) float, standard deviation of that by the method's own word; NaN = not seen
    level_deg : (N,) float, obliquity that counted as level at that time; NaN = none was known
    obliquity_deg : (N,) float, `image_obliquity_deg` less `level_deg` where there was one
    stance : (N,) str, a value of `Stance` for the time `t_s`; "unknown" in the last 0.13 s, which
        the stance network would need to look beyond
    quality : (N,) str, a value of `Quality`: "ok", else why nothing could be told then
    """

    t_s: NDArray[np.float64]
    frame: NDArray[np.int64]
    image_obliquity_deg: NDArray[np.float64]
    sigma_deg: NDArray[np.float64]
    level_deg: NDArray[np.float64]
    obliquity_deg: NDArray[np.float64]
    stance: NDArray[np.str_]
    quality: NDArray[np.str_]

    def columns(self) -> dict[str, NDArray[Any]]:
        """Return the arrays by name, for a table of your own: `pandas.DataFrame(...)`."""
        return {spec.name: getattr(self, spec.name) for spec in fields(self)}


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """What `analyze` found in one file.

    source : the file's name without its folder
    summary : the run in numbers
    steps : every step in order of time, those that do not count too (`usable`, `reason`)
    signals : every frame
    notes : sentences worth reading, such as that the file is cut
    view : from where it was filmed, as told or found out: behind, front, or side (no number)
    """

    source: str
    summary: SessionSummary
    steps: tuple[StanceRecord, ...]
    signals: Signals
    notes: tuple[str, ...] = ()
    view: str = str(View.BEHIND)

    def step_columns(self) -> dict[str, list[Any]]:
        """Return one list per column, one entry per step, for a table of your own.

        `t_s` is foot contact, seconds; `side` the stance leg; the others are as in `StanceRecord`.
        """
        return {
            "t_s": [step.t_start_s for step in self.steps],
            "side": [step.side.value for step in self.steps],
            "drop_deg": [step.drop_deg for step in self.steps],
            "drop_peak_deg": [step.drop_peak_deg for step in self.steps],
            "sigma_deg": [step.sigma_deg for step in self.steps],
            "usable": [step.usable for step in self.steps],
            "reason": [step.reason.value for step in self.steps],
            "cadence_spm": [step.cadence_spm for step in self.steps],
            "contact_time_s": [step.contact_time_s for step in self.steps],
            "level_deg": [step.level_deg for step in self.steps],
        }


def analyze(
    path: str | os.PathLike[str],
    *,
    settings: Settings | None = None,
    estimator: PelvisEstimator | None = None,
    person: tuple[float, float] | None = None,
    on_frame: Callable[[Processed], object] | None = None,
    **changes: Unpack[SettingChanges],
) -> Analysis:
    """Take every frame of a video file through every stage, in the caller's own thread.

    Parameters
    ----------
    path : a video file, or "demo" for the clip that comes with gaitcoach
    settings : None = the defaults; a user's settings file is never read
    estimator : measures the pelvis in place of the settings' `method`, under its own name. It
        keeps what it learned: give each file a new one
    person : (x, y) on the runner, pixels of the first picture in which somebody is seen, where
        there are several people; the others are painted over. None = whom the pose model finds
    on_frame : called after each frame with everything that was learned from it; what it raises
        ends the analysis and comes out here
    **changes : single settings, such as `view="front"`, on top of `settings`; `view="auto"` finds
        the view out from the first pictures, `Analysis.view` tells it

    Raises
    ------
    SourceError
        There is no such file, or it cannot be read as a video.
    SettingsError
        A setting outside its limits, a point that is none, or `view="auto"` with an estimator:
        those are made for one view.
    ModelError
        A model that comes with gaitcoach is missing or damaged.
    PluginError
        The estimator, or the plug-in of that name, does not work.
    """
    spec = parse_file(os.fspath(path))
    find_view = changes.get("view") == AUTO_VIEW
    if find_view:
        del changes["view"]
        _check_auto(estimator)
    chosen = _changed(settings or Settings(), changes)
    wishes = Wishes(find_view, _checked(person))
    pelvis = None if estimator is None else Plugged(estimator, _name_of(estimator))
    rows = _Rows(on_frame)
    notes: list[str] = []
    done = replay(
        chosen,
        spec,
        pelvis=pelvis,
        wishes=wishes,
        versions=versions(),
        on_frame=rows,
        on_note=notes.append,
    )
    return Analysis(spec.name, done.summary, done.steps, rows.signals(), tuple(notes), done.view)


def gait_analyzer(
    viewpoint: Viewpoint | None = None, *, baseline_s: float | None = 3.0
) -> GaitAnalyzer:
    """Return the gait stage alone, with the stance network that comes with gaitcoach.

    Parameters
    ----------
    viewpoint : None = from behind, not mirrored
    baseline_s : seconds of quiet standing that tell what is level; None = never look for it

    Raises
    ------
    ModelError
        The network is missing or damaged.
    """
    net = StanceNet.load(asset_path("models/stance_net.npz"))
    return GaitAnalyzer(net, viewpoint or Viewpoint(), baseline_s)


def methods() -> tuple[str, ...]:
    """Return what `method` may be: the house's own, then those of installed packages."""
    return *METHODS, *pelvis_plugins()


def _changed(settings: Settings, changes: SettingChanges) -> Settings:
    known = {spec.name for spec in fields(Settings)}
    if unknown := sorted(set(changes) - known):
        raise TypeError(f"analyze() has no setting {', '.join(unknown)}")
    return settings.with_changes(**changes) if changes else settings


def _check_auto(estimator: PelvisEstimator | None) -> None:
    if estimator is not None:
        raise SettingsError(
            "view cannot be 'auto' with an estimator, which is made for one view.",
            "Give view='behind' or view='front'.",
        )


def _checked(person: tuple[float, float] | None) -> tuple[float, float] | None:
    if person is None:
        return None
    try:
        x_px, y_px = (float(value) for value in person)
    except (TypeError, ValueError):
        x_px = y_px = math.nan
    if not (math.isfinite(x_px) and math.isfinite(y_px)):
        raise SettingsError(
            f"person cannot be {person!r}.", "Give (x, y) in pixels of the first picture."
        )
    return x_px, y_px


def _name_of(estimator: PelvisEstimator) -> str:
    name = getattr(estimator, "method", None)
    return name if isinstance(name, str) and name else type(estimator).__name__


class _Rows:
    """Keeps the numbers of every frame, never its picture."""

    def __init__(self, on_frame: Callable[[Processed], object] | None) -> None:
        self._on_frame = on_frame
        self._numbers: list[tuple[float, float, float, float, float]] = []
        self._stances: list[str] = []
        self._qualities: list[str] = []

    def __call__(self, done: Processed) -> None:
        angle, level_deg = done.angle, done.update.baseline_deg
        self._numbers.append(
            (
                done.frame.t_s,
                done.frame.index,
                np.nan if angle is None else angle.obliquity_deg,
                np.nan if angle is None else angle.sigma_deg,
                np.nan if level_deg is None else level_deg,
            )
        )
        self._stances.append(done.update.stance.value)
        self._qualities.append(done.update.quality.value)
        if self._on_frame is not None:
            self._on_frame(done)

    def signals(self) -> Signals:
        """Return the arrays, stance put back to the time it belongs to."""
        t_s, frame, image_deg, sigma_deg, level_deg = np.array(self._numbers).T.copy()
        return Signals(
            t_s=_locked(t_s),
            frame=_locked(frame.astype(np.int64)),
            image_obliquity_deg=_locked(image_deg),
            sigma_deg=_locked(sigma_deg),
            level_deg=_locked(level_deg),
            obliquity_deg=_locked(image_deg - np.nan_to_num(level_deg)),
            stance=_locked(_at_its_time(t_s, self._stances)),
            quality=_locked(np.array(self._qualities)),
        )


def _at_its_time(t_s: NDArray[np.float64], told: Sequence[str]) -> NDArray[np.str_]:
    """Return the stance of each frame: it was told `LOOKAHEAD_S` after it, if at all."""
    known_s = t_s + LOOKAHEAD_S
    at = np.searchsorted(t_s, known_s - 1e-9)
    there = np.minimum(at, len(t_s) - 1)
    in_time = (at < len(t_s)) & (t_s[there] - known_s <= LATE_S)
    return np.where(in_time, np.array(told)[there], Stance.UNKNOWN.value)


def _locked(values: NDArray[Any]) -> NDArray[Any]:
    values.setflags(write=False)
    return values
