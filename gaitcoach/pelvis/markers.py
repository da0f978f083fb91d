"""Two stickers on the pelvis: the clinic's method, independent of any network.

Clicked once, or proposed and found stable; then followed by colour and motion. What is remembered
of them (colours, size, distance, place on the trunk) is what they are told from everything else by.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from gaitcoach.errors import StickerError
from gaitcoach.pelvis.body_frame import BodyFrame, body_frame
from gaitcoach.pelvis.sticker import Spot
from gaitcoach.pelvis.sticker_click import spot_at
from gaitcoach.pelvis.sticker_finder import ProposalWatch, propose
from gaitcoach.pelvis.sticker_pair import Pair, PairTracker
from gaitcoach.pelvis.sticker_tracker import MAX_STRAY_REL, MAX_UNREST, same_colour
from gaitcoach.types import Frame, PelvisAngle, Pose, StickerState, Viewpoint
from gaitcoach.words import STICKER_TROUBLES

SKIN_DEG = 0.3
"""Skin and shirt move over the bone: no line between stickers is truer."""
LOST_AFTER_S = 0.2
"""Shorter than this a sticker is only covered for a moment: nothing to say."""
SEARCH_AFTER_S = 2.0
"""Lost for this long, stickers of the same colours are looked for all around the hips."""
SAME_SIDE_TORSOS = 0.08
"""Stickers both farther than this to one side of the trunk's middle are wrongly put on; 4 cm allow
for the pose's error, and for the back, which is nearer to the camera than the hips."""
CHECK_FRAMES = 10
"""The pose wavers: sides are judged by the median of this many pictures."""
MIN_APART_PX = 8.0
"""Closer stickers have no angle: a tenth of a pixel would be a degree."""

Point = Sequence[float]


class MarkerLine:
    """The line between two stickers as a `PelvisEstimator`."""

    method = "markers"
    validated = True

    def __init__(self, viewpoint: Viewpoint) -> None:
        self._viewpoint = viewpoint
        self._watch = ProposalWatch()
        self._pair: PairTracker | None = None
        self._trouble: StickerError | None = None
        self._t_s = -math.inf
        self._across: list[list[float]] = []

    @property
    def state(self) -> StickerState:
        """Where the stickers stand: unplaced until clicked or proposed, then tracking or lost."""
        if self._pair is None:
            return StickerState.UNPLACED
        lost = self._t_s - self._pair.last.t_s > LOST_AFTER_S
        return StickerState.LOST if lost else StickerState.TRACKING

    @property
    def trouble(self) -> StickerError | None:
        """What is wrong with the stickers and what to do; None when nothing is."""
        return self._trouble

    def place(
        self, frame: Frame, left_px: Point, right_px: Point, pose: Pose | None = None
    ) -> None:
        """Take the two stickers from a click on each, in pixels of the frame.

        Which is whose side follows from the view; it does not matter which was clicked first.
        With the frame's pose they are found again although the runner has moved on since.

        Raises
        ------
        StickerError
            No sticker under a click, two colours, or clothes of the stickers' colour.
        """
        try:
            pair = pair_at(frame, left_px, right_px)
        except StickerError as error:
            self._trouble = error
            raise
        self._take(pair, None if pose is None else body_frame(pose))

    def propose(
        self, frame: Frame, pose: Pose
    ) -> tuple[tuple[float, float], tuple[float, float]] | None:
        """Return where the runner's left and right sticker seem to be, None when unclear."""
        body = body_frame(pose)
        found = None if body is None else propose(frame.image_bgr, body)
        if found is None:
            return None
        left, right = ((float(x), float(y)) for x, y in (found.left_px, found.right_px))
        return (left, right) if self._viewpoint.left_is_image_left else (right, left)

    def estimate(self, frame: Frame, pose: Pose) -> PelvisAngle | None:
        """Return the angle of the stickers' line; None while both are not surely seen."""
        self._t_s = frame.t_s
        body = body_frame(pose)
        if self._pair is None or frame.t_s - self._pair.last.t_s > SEARCH_AFTER_S:
            self._look_around(frame, body)
        if self._pair is None:
            return None
        pair = self._pair.find(frame.image_bgr, frame.t_s, body)
        if pair is None or not self._is_across_the_trunk(pair, body):
            return None
        sign = 1.0 if self._viewpoint.left_is_image_left else -1.0
        sigma_deg = math.hypot(SKIN_DEG, self._pair.sigma_deg(pair))
        return PelvisAngle(pose.t_s, sign * pair.angle_deg, sigma_deg, self.method)

    def _take(self, pair: Pair, body: BodyFrame | None) -> None:
        self._pair, self._trouble, self._across = PairTracker(pair, body), None, []
        self._watch.reset()

    def _look_around(self, frame: Frame, body: BodyFrame | None) -> None:
        """Take a proposal that stayed the same for a while."""
        found = None if body is None else self._watch.push(frame, body)
        if found is None:
            return
        try:
            pair = pair_at(frame, found.left_px, found.right_px)
        except StickerError:
            self._watch.reset()
            return
        if self._pair is None or all(map(same_colour, _colours(pair), self._pair.colours_bgr)):
            self._take(pair, body)

    def _is_across_the_trunk(self, pair: Pair, body: BodyFrame | None) -> bool:
        """Check at first, where the pose is known, that there is one sticker on each side."""
        if body is None or len(self._across) == CHECK_FRAMES:
            return True
        self._across.append([body.place(point_px)[0] for point_px in pair.points_px])
        if len(self._across) < CHECK_FRAMES:
            return True
        left, right = np.median(self._across, axis=0)
        if left < SAME_SIDE_TORSOS and right > -SAME_SIDE_TORSOS:
            return True
        self._pair = None
        self._trouble = StickerError(*STICKER_TROUBLES["one_side"])
        return False


def pair_at(frame: Frame, one_px: Point, other_px: Point) -> Pair:
    """Return the two stickers under two points.

    Raises
    ------
    StickerError
        No sticker under a point, two colours, or clothes of the stickers' colour.
    """
    points = sorted((np.asarray(p, float) for p in (one_px, other_px)), key=lambda p: p[0])
    apart_px = float(np.linalg.norm(points[1] - points[0]))
    if not apart_px >= MIN_APART_PX:  # NaN fails too
        raise StickerError(*STICKER_TROUBLES["too_close"])
    spots = [spot_at(frame.image_bgr, point, apart_px) for point in points]
    for spot in spots:
        _check(spot)
    left, right = spots
    pair = Pair(frame.t_s, left, right)
    if not same_colour(*_colours(pair)):
        raise StickerError(*STICKER_TROUBLES["two_colours"])
    if pair.apart_px < 0.5 * apart_px:
        raise StickerError(*STICKER_TROUBLES["missing"])
    return pair


def _check(spot: Spot | None) -> None:
    if spot is None:
        raise StickerError(*STICKER_TROUBLES["missing"])
    if spot.stray_rel > MAX_STRAY_REL or spot.unrest > MAX_UNREST:
        raise StickerError(*STICKER_TROUBLES["like_clothes"])


def _colours(pair: Pair) -> tuple[np.ndarray, np.ndarray]:
    return pair.left.look.sticker_bgr, pair.right.look.sticker_bgr
