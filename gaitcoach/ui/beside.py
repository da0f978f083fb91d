"""The runner's display and the last seconds again: the windows that a live window opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PyQt6.QtWidgets import QWidget

from gaitcoach.live.memory import Moment
from gaitcoach.live.view import LiveView
from gaitcoach.types import Limits, StanceRecord
from gaitcoach.ui.picture import PictureWidget
from gaitcoach.ui.run import Run
from gaitcoach.ui.runner_display import RunnerDisplay
from gaitcoach.ui.screens import swap_screens
from gaitcoach.ui.show_me import ShowMe
from gaitcoach.ui.side_windows import SideWindows


class Beside:
    """Opens and closes them; the live window stays as it is.

    Parameters
    ----------
    desk : the live window
    picture : what is shown again looks like it
    limits : returns what holds for each leg
    """

    def __init__(
        self,
        desk: QWidget,
        run: Run,
        picture: PictureWidget,
        limits: Callable[[], Limits],
    ) -> None:
        self._desk = desk
        self._run = run
        self._picture = picture
        self._limits = limits
        self._windows = SideWindows()
        self.get, self.close_all = self._windows.get, self._windows.close_all

    def toggle_runner_display(self) -> None:
        """Open it on the screen where the desk is not, or close it."""
        display = self.get("runner_display")
        if display is not None:
            display.close()
            return
        display = self._windows.show("runner_display", lambda: RunnerDisplay(self._for_the_runner))
        display.show_on_other_screen(self._desk.window())

    def swap_screens(self) -> None:
        """Let desk and runner's display change places."""
        display = self.get("runner_display")
        if display is not None:
            swap_screens(self._desk.window(), display)

    def show_me(self) -> None:
        """Show the last seconds again; once more = the newest seconds."""
        shown = self.get("show_me")
        if shown is None:
            shown = self._windows.show(
                "show_me",
                lambda: ShowMe(
                    self._last_moments, self._picture.look, mirrored=self._picture.is_mirrored
                ),
            )
        else:
            shown.fetch_anew()
        shown.activateWindow()

    def _last_moments(self) -> tuple[Sequence[Moment], Sequence[StanceRecord]]:
        handle = self._run.handle
        if handle is None or handle.pictures is None:
            return (), ()
        return handle.pictures.moments, handle.steps

    def _for_the_runner(self) -> tuple[LiveView, Sequence[StanceRecord], Limits]:
        steps = () if self._run.handle is None else self._run.handle.steps
        return self._run.view, steps, self._limits()
