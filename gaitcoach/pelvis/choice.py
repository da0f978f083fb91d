"""Which estimator measures: stickers once they are placed, else the network, else what is asked."""

from __future__ import annotations

from dataclasses import dataclass

from gaitcoach.errors import GaitCoachError
from gaitcoach.language import tr
from gaitcoach.pelvis.estimator import ESTIMATORS, PelvisEstimator
from gaitcoach.pelvis.hip_line import HipLine
from gaitcoach.pelvis.learned import Learned
from gaitcoach.pelvis.markers import MarkerLine, Point
from gaitcoach.pelvis.plugged import plug_in
from gaitcoach.types import Frame, PelvisAngle, Pose, Viewpoint
from gaitcoach.words import STANDS_IN

AUTO = "auto"
METHODS = (AUTO, *ESTIMATORS)


class AutoPelvis:
    """The stickers once they are placed, until then another estimator.

    Lost stickers are not replaced by the other estimator: two methods in one mean are none.
    """

    def __init__(self, viewpoint: Viewpoint, otherwise: PelvisEstimator) -> None:
        self._stickers = MarkerLine(viewpoint)
        self._now: PelvisEstimator = otherwise

    @property
    def method(self) -> str:
        return self._now.method

    @property
    def validated(self) -> bool:
        return self._now.validated

    @property
    def stickers(self) -> MarkerLine | None:
        """The stickers' estimator while it measures, else None."""
        return self._stickers if self._now is self._stickers else None

    def place(
        self, frame: Frame, left_px: Point, right_px: Point, pose: Pose | None = None
    ) -> None:
        """Measure by two stickers from now on; raises `StickerError` as `MarkerLine.place`."""
        self._stickers.place(frame, left_px, right_px, pose)
        self._now = self._stickers

    def estimate(self, frame: Frame, pose: Pose) -> PelvisAngle | None:
        """Return the angle by the method that measures now."""
        return self._now.estimate(frame, pose)


@dataclass(frozen=True, slots=True)
class Chosen:
    """An estimator, and what must be said about the choice ("" = nothing).

    by_name : this very estimator was asked for, so it may cue although it is not validated
    """

    pelvis: PelvisEstimator
    note: str = ""
    by_name: bool = False


def choose_pelvis(method: str, viewpoint: Viewpoint) -> Chosen:
    """Make the estimator of a method in `METHODS`, else the plug-in of that name.

    When the network cannot be read the hip line stands in, and the note says so. Nothing stands in
    for a plug-in: `PluginError` says what is wrong with it.
    """
    if method not in METHODS:
        return Chosen(plug_in(method, viewpoint), by_name=True)
    if method not in (AUTO, Learned.method):
        return Chosen(ESTIMATORS[method](viewpoint), by_name=True)
    note = ""
    try:
        pelvis: PelvisEstimator = ESTIMATORS[Learned.method](viewpoint)
    except GaitCoachError as error:
        pelvis, note = HipLine(viewpoint), f"{tr(error.what)} {tr(STANDS_IN)} {tr(error.todo)}"
    return Chosen(AutoPelvis(viewpoint, pelvis) if method == AUTO else pelvis, note)
