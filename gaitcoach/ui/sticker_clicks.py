"""Two clicks on a still picture, or a yes to what was found in it: where the stickers are."""

from __future__ import annotations

from gaitcoach.language import tr, tr_later
from gaitcoach.live.view import LiveView
from gaitcoach.ui.messages import Message

XY = tuple[float, float]
Placed = tuple[LiveView, XY, XY]

_CONFIRM = Message(
    tr_later("Are these two the stickers?"),
    tr_later("Enter = yes. If not, click on each of them. Esc leaves."),
)
_ASK = (
    Message(
        tr_later("Click in the middle of one sticker"), tr_later("Esc leaves everything as it was.")
    ),
    Message(tr_later("… and of the other one"), tr_later("Esc leaves everything as it was.")),
)


class StickerClicks:
    """Holds one view still until both stickers are known. No widget here.

    view : the look at the session whose picture is clicked in; None while nothing is asked
    """

    def __init__(self) -> None:
        self.view: LiveView | None = None
        self._proposed: tuple[XY, XY] | None = None
        self._first_px: XY | None = None

    def begin(self, view: LiveView, proposed: tuple[XY, XY] | None = None) -> None:
        """Ask in this view's picture, which may show two already; without one ask for nothing."""
        self.leave()
        if view.frame is not None:
            self.view, self._proposed = view, proposed

    def leave(self) -> None:
        """Ask no more."""
        self.view, self._proposed, self._first_px = None, None, None

    @property
    def rings(self) -> tuple[XY, ...]:
        """Where the picture should show a ring: what was found, or the first click."""
        if self._first_px is not None:
            return (self._first_px,)
        return self._proposed or ()

    @property
    def message(self) -> Message | None:
        """What to do now, None while nothing is asked."""
        if self.view is None:
            return None
        asked = _CONFIRM if self._proposed else _ASK[0]
        if self._first_px is not None:
            asked = _ASK[1]
        return Message(tr(asked.title), tr(asked.body))

    def accept(self) -> Placed | None:
        """Take what was found; None when there is nothing to say yes to."""
        if self.view is None or self._proposed is None or self._first_px is not None:
            return None
        done = self.view, *self._proposed
        self.leave()
        return done

    def take(self, point_px: XY) -> Placed | None:
        """Take a click, pixels of the picture; return the view and both points when complete."""
        if self.view is None:
            return None
        if self._first_px is None:
            self._first_px = point_px
            return None
        done = self.view, self._first_px, point_px
        self.leave()
        return done
