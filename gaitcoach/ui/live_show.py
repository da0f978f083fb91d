"""Brings what a session knows into the parts of the live room."""

from __future__ import annotations

from gaitcoach.live.view import LiveView
from gaitcoach.types import GaitUpdate, SideStats
from gaitcoach.ui.calm import CalmQuality
from gaitcoach.ui.dials import Dials
from gaitcoach.ui.live_room import LiveRoom
from gaitcoach.ui.messages import quality_message, state_message
from gaitcoach.ui.run import Run
from gaitcoach.ui.steps import last_steps
from gaitcoach.ui.sticker_asking import StickerAsking
from gaitcoach.ui.visit_desk import VisitDesk


class LiveShow:
    """Shows; decides nothing about the session."""

    def __init__(
        self, run: Run, dials: Dials, room: LiveRoom, stickers: StickerAsking, visit: VisitDesk
    ) -> None:
        self._run = run
        self._dials = dials
        self._room = room
        self._stickers = stickers
        self._visit = visit
        self._calm = CalmQuality()
        self._steps_known: object = None

    def begin(self) -> None:
        """Forget what was shown: a session begins."""
        self._calm = CalmQuality()
        self._steps_known = None
        self._stickers.leave()
        self._room.picture.clear()
        for panel in self._room.sides.values():
            panel.show_steps((), SideStats())

    def take(self, view: LiveView) -> None:
        """Show a new picture with what was learned from it."""
        if self._stickers.still is None:
            self._room.picture.show_view(view)
        if view.update is not None:
            self._calm.push(view.update.quality, view.update.t_s)
            self._show_steps(view.update)

    def all(self) -> None:
        """Show the picture, or the one that is held still, and everything around it."""
        self._room.picture.show_view(self._stickers.still or self._run.view)
        self.panels()

    def panels(self) -> None:
        """Show words and numbers."""
        view, runs = self._run.view, self._run.handle is not None
        checks = view.checks if runs else ()
        self._room.show_view(view, checks, view.phone if runs else None)
        self._visit.show(self._dials.settings.limits)
        said = state_message(view) or quality_message(self._calm.shown)
        self._room.picture.set_message(self._stickers.message or said)
        self._stickers.show_rings()

    def _show_steps(self, update: GaitUpdate) -> None:
        known = (update.left, update.right, update.baseline_deg)
        if self._run.handle is None or known == self._steps_known:
            return
        self._steps_known = known
        steps = self._run.handle.steps
        for side, panel in self._room.sides.items():
            panel.show_steps(last_steps(steps, side), update.side(side))
