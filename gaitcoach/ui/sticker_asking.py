"""Asks in the live window where the stickers are, and tells the running session."""

from __future__ import annotations

from collections.abc import Callable

from gaitcoach.live.view import LiveView
from gaitcoach.ui.messages import Message
from gaitcoach.ui.picture import PictureWidget
from gaitcoach.ui.run import Run
from gaitcoach.ui.sticker_clicks import Placed, StickerClicks


class StickerAsking:
    """Holds the picture still while it is clicked in.

    Parameters
    ----------
    changed : called when there is something else to show
    """

    def __init__(self, run: Run, picture: PictureWidget, changed: Callable[[], None]) -> None:
        self._run = run
        self._picture = picture
        self._changed = changed
        self._clicks = StickerClicks()
        picture.clicked.connect(self._take)

    @property
    def still(self) -> LiveView | None:
        """The view that is held still, None while nothing is asked."""
        return self._clicks.view

    @property
    def message(self) -> Message | None:
        """What to do now, None while nothing is asked."""
        return self._clicks.message

    def show_rings(self) -> None:
        """Draw a ring around what was found or clicked."""
        self._picture.set_rings(self._clicks.rings)

    def ask(self) -> None:
        """Hold the picture still and ask for both stickers."""
        view, handle = self._picture.view, self._run.handle
        if handle is not None and view.frame is not None:
            self._clicks.begin(view, handle.proposed_stickers(view.frame, view.pose))
        self._changed()

    def accept(self) -> None:
        """Take what was found."""
        self._place(self._clicks.accept())

    def leave(self) -> None:
        """Ask no more."""
        self._clicks.leave()

    def _take(self, x_px: float, y_px: float) -> None:
        self._place(self._clicks.take((x_px, y_px)))

    def _place(self, placed: Placed | None) -> None:
        if placed is not None and self._run.handle is not None:
            view, one_px, other_px = placed
            self._run.handle.place_stickers(view.frame, one_px, other_px, view.pose)
        self._changed()
