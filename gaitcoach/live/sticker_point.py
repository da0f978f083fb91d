"""The set-up's point "stickers": found, lost, or seen and not used. Silent where there are none."""

from __future__ import annotations

import math

from gaitcoach.language import tr_later
from gaitcoach.live.view import Check, LiveView, State
from gaitcoach.pelvis.body_frame import body_frame
from gaitcoach.pelvis.markers import MarkerLine
from gaitcoach.pelvis.sticker_finder import ProposalWatch

LOOK_EVERY_S = 0.1
"""A look takes some 6 ms."""
STAY_S = 2.0
"""So long the same pair must be there: a bright fold of a shirt comes and goes."""
MISSED_S = 0.35
"""A swinging arm covers one for a look or two."""
LOST_S = 1.0
"""A hand may swing past a sticker."""

FOUND = Check("stickers", State.GOOD, tr_later("Both stickers are found."))
LOST = Check(
    "stickers", State.MEND, tr_later("The stickers are not found: press P and click on each.")
)
SEEN = Check(
    "stickers",
    State.WAITING,
    tr_later("Two spots look like stickers: P, then Enter, measures by them."),
)


class StickerPoint:
    """push(view) -> the point, None while stickers are no matter.

    Parameters
    ----------
    offer : look for stickers that nobody spoke of (methods that can change over to them)
    """

    def __init__(self, *, offer: bool) -> None:
        self._offer = offer
        self._found_s = -math.inf
        self._next_look_s = -math.inf
        self._watch = ProposalWatch()
        self._since_s = self._seen_s = -math.inf

    def push(self, view: LiveView) -> Check | None:
        """Take the newest view, which must have a frame and a pose."""
        if view.method == MarkerLine.method:
            return self._follow(view)
        if self._offer and view.frame.t_s >= self._next_look_s:
            self._next_look_s = view.frame.t_s + LOOK_EVERY_S
            self._look(view)
        stays = self._seen_s - self._since_s >= STAY_S
        return SEEN if stays and self._was_seen_by(view.frame.t_s) else None

    def _look(self, view: LiveView) -> None:
        t_s, body = view.frame.t_s, body_frame(view.pose)
        if body is not None and self._watch.push(view.frame, body) is not None:
            if not self._was_seen_by(t_s):
                self._since_s = t_s
            self._seen_s = t_s

    def _was_seen_by(self, t_s: float) -> bool:
        return t_s - self._seen_s <= MISSED_S

    def _follow(self, view: LiveView) -> Check:
        if view.angle is not None and view.angle.method == MarkerLine.method:
            self._found_s = view.frame.t_s
        return FOUND if view.frame.t_s - self._found_s < LOST_S else LOST
