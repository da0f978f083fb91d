"""With what the next run is made: what the last one had, for who stands on the first page."""

from __future__ import annotations

from gaitcoach.settings import Settings
from gaitcoach.ui.controls import Controls
from gaitcoach.ui.home import Home
from gaitcoach.ui.rooms import HistoryRooms
from gaitcoach.ui.who_runs import in_conditions


class NextRun:
    """settings : what holds now.

    Parameters
    ----------
    controls : keeps a set-up for the next start
    home : who runs, and in what
    rooms : know everybody's own limit and usual conditions
    """

    def __init__(
        self, settings: Settings, controls: Controls, home: Home, rooms: HistoryRooms
    ) -> None:
        self.settings = settings
        self._controls, self._home, self._rooms = controls, home, rooms
        self._usual_limit_deg = settings.threshold_deg

    def keep(self, settings: Settings) -> None:
        """Let other settings hold, and keep them for the next start."""
        if settings != self.settings:
            self.begin_with(settings)

    def begin_with(self, settings: Settings) -> None:
        """Let the settings of a run that begins hold; they are kept, new or not."""
        self.settings = settings
        self._controls.keep_setup(settings)

    def note_home(self) -> None:
        """Let hold what stands on the first page."""
        self.settings = self.chosen()

    def chosen(self) -> Settings:
        """Return what holds now, as the first page wants it."""
        return self._as_at_home(self.settings)

    def again(self) -> Settings:
        """Return the last set-up, as the first page wants it."""
        return self._as_at_home(self._last()).with_app_of(self.settings)

    def for_session(self, name: str, cue_share_percent: int) -> Settings:
        """Return somebody's usual settings, with cues for a share of the time."""
        own = in_conditions(self._limited(self._last(), name), self._rooms.usual_of(name))
        return own.with_changes(cue_share_percent=cue_share_percent).with_app_of(self.settings)

    def for_runner(self, name: str) -> Settings:
        """Return what stands now for somebody: with their own limit."""
        return self._limited(self.chosen(), name)

    def _last(self) -> Settings:
        return self._controls.last_setup() or self.settings

    def _as_at_home(self, settings: Settings) -> Settings:
        """Return settings for who stands on the first page, in what stands there."""
        own = self._limited(settings, self._home.runner.name)
        return in_conditions(own, self._home.fields.conditions)

    def _limited(self, settings: Settings, name: str) -> Settings:
        """Return settings for somebody: with their own limit, never with another's."""
        own = self._rooms.own_limit_deg(name)
        was_own = self._rooms.own_limit_deg(settings.runner) is not None
        if own is None and was_own and name != settings.runner:
            own = self._usual_limit_deg
        limited = settings if own is None else settings.with_threshold(own)
        return limited.with_changes(runner=name)
