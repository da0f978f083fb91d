"""Puts the user's two points, typed or clicked, onto the stickers, and says how it went."""

from __future__ import annotations

from gaitcoach.errors import GaitCoachError
from gaitcoach.language import tr
from gaitcoach.pelvis.body_frame import body_frame
from gaitcoach.pelvis.choice import AutoPelvis
from gaitcoach.pelvis.estimator import PelvisEstimator
from gaitcoach.pelvis.markers import MarkerLine, Point
from gaitcoach.pelvis.sticker_finder import propose
from gaitcoach.types import Frame, Pose
from gaitcoach.words import STICKER_MESSAGES

TRY_FOR_S = 2.0
"""A sticker may be blurred or covered in the very first pictures: then the next ones are tried."""


def proposed_points_px(frame: Frame, pose: Pose | None) -> tuple[Point, Point] | None:
    """Return what looks like two stickers in a picture, for the user to confirm; None = nothing."""
    body = None if pose is None else body_frame(pose)
    found = None if body is None else propose(frame.image_bgr, body)
    if found is None:
        return None
    (x1, y1), (x2, y2) = found.left_px.tolist(), found.right_px.tolist()
    return (x1, y1), (x2, y2)


class StickerDesk:
    """Between the user's points and the estimator that follows stickers.

    Parameters
    ----------
    pelvis : an estimator of any method; only some take stickers
    points_px : the two points in the first picture, None when none were given
    """

    def __init__(
        self, pelvis: PelvisEstimator, points_px: tuple[Point, Point] | None = None
    ) -> None:
        self._pelvis = pelvis
        self._points_px = points_px
        self._since_s: float | None = None
        self._trouble = ""

    @property
    def notice(self) -> str:
        """What the user should know about the stickers now, "" while all is well."""
        if self._trouble:
            return self._trouble
        stickers = self._stickers
        if stickers is None:
            return ""
        if stickers.trouble is not None:
            return str(stickers.trouble)
        return STICKER_MESSAGES[stickers.state]

    @property
    def _stickers(self) -> MarkerLine | None:
        """The stickers' estimator, when that is what measures."""
        if isinstance(self._pelvis, MarkerLine):
            return self._pelvis
        return self._pelvis.stickers if isinstance(self._pelvis, AutoPelvis) else None

    def see(self, frame: Frame, pose: Pose | None) -> bool:
        """Try the points that were given, until they fit or `TRY_FOR_S` is over; True if placed."""
        if self._points_px is None:
            return False
        self._since_s = frame.t_s if self._since_s is None else self._since_s
        placed = self.place(frame, *self._points_px, pose)
        if placed or frame.t_s - self._since_s > TRY_FOR_S:
            self._points_px = None
        return placed

    def place(self, frame: Frame, one_px: Point, other_px: Point, pose: Pose | None) -> bool:
        """Measure by the stickers under two points; False, and a notice, when that fails."""
        try:
            if not isinstance(self._pelvis, (MarkerLine, AutoPelvis)):
                raise GaitCoachError(
                    tr(
                        "The method {method} does not look at stickers.", method=self._pelvis.method
                    ),
                    tr("Start again with the method auto."),
                )
            self._pelvis.place(frame, one_px, other_px, pose)
        except GaitCoachError as error:
            self._trouble = str(error)
            return False
        self._trouble = ""
        return True
