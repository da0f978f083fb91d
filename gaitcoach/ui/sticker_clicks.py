"""Two clicks on a still picture: where the stickers are."""

from __future__ import annotations

from gaitcoach.live.view import LiveView
from gaitcoach.ui.texts import Message

XY = tuple[float, float]

_ASK = (
    Message("Click in the middle of one sticker", "Esc leaves everything as it was."),
    Message("… and of the other one", "Esc leaves everything as it was."),
)


class StickerClicks:
    """Holds one view still until both stickers are clicked. No widget here.

    view : the look at the session whose picture is clicked in; None while nothing is asked
    """

    def __init__(self) -> None:
        self.view: LiveView | None = None
        self._first_px: XY | None = None

    def begin(self, view: LiveView) -> None:
        """Ask for two clicks in this view's picture; one without picture asks for nothing."""
        self.view = view if view.frame is not None else None
        self._first_px = None

    def leave(self) -> None:
        """Ask no more."""
        self.view, self._first_px = None, None

    @property
    def message(self) -> Message | None:
        """What to do now, None while nothing is asked."""
        return None if self.view is None else _ASK[self._first_px is not None]

    def take(self, point_px: XY) -> tuple[LiveView, XY, XY] | None:
        """Take a click, pixels of the picture; return the view and both points when complete."""
        if self.view is None:
            return None
        if self._first_px is None:
            self._first_px = point_px
            return None
        done = self.view, self._first_px, point_px
        self.leave()
        return done
