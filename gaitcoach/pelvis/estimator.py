"""The face of every pelvis estimator, and the list of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from gaitcoach.pelvis.hip_line import HipLine
from gaitcoach.pelvis.learned import Learned
from gaitcoach.pelvis.markers import MarkerLine
from gaitcoach.types import Frame, PelvisAngle, Pose, Viewpoint


class PelvisEstimator(Protocol):
    """Measures the pelvis's angle in the picture.

    method : name in every record and table
    validated : its accuracy against truth has been shown
    """

    method: str
    validated: bool

    def estimate(self, frame: Frame, pose: Pose) -> PelvisAngle | None:
        """Return the image-plane obliquity with its standard deviation, None if unseen."""
        ...


ESTIMATORS: dict[str, Callable[[Viewpoint], PelvisEstimator]] = {
    Learned.method: Learned,
    MarkerLine.method: MarkerLine,
    HipLine.method: HipLine,
}
"""Method name -> how to make it. A new estimator is one adapter and one line here."""
