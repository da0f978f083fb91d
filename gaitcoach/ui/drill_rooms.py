"""From the page of exercises to the room where they are done, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject

from gaitcoach.drills import Drill, drill_named
from gaitcoach.settings import Settings
from gaitcoach.ui.controls import Controls
from gaitcoach.ui.drill_room import DrillRoom
from gaitcoach.ui.exercises_page import ExercisesPage

if TYPE_CHECKING:
    from gaitcoach.ui.shell import Shell

CHECK = "single_leg_stance"
"""Home's mirror check: the standing test, once on each leg."""


class DrillRooms(QObject):
    """Makes the room and answers `drill_asked`.

    Parameters
    ----------
    shell : where the room is shown
    exercises : where drills are chosen
    """

    def __init__(self, controls: Controls, shell: Shell, exercises: ExercisesPage) -> None:
        super().__init__(shell)
        self._shell, self._exercises, self._leads_home = shell, exercises, False
        self.room = DrillRoom(controls, shell)
        shell.addWidget(self.room)
        self.room.left.connect(self._back)
        exercises.drill_asked.connect(self._begin)
        exercises.offer_start(True)

    def _begin(self, names: tuple[str, ...], load: str) -> None:
        """Do these with today's targets, for whose exercises are shown."""
        self._leads_home = False
        drills = tuple(self._with_target(name) for name in names)
        self._shell.setCurrentWidget(self.room)
        self.room.open(drills, self._shell.settings_for(self._exercises.person), load)

    def check(self, settings: Settings) -> None:
        """Stand on each leg once, in one click from Home."""
        self._leads_home = True
        self._shell.setCurrentWidget(self.room)
        self.room.open((drill_named(CHECK),), settings)

    def _with_target(self, name: str) -> Drill:
        planned = (one.drill for one in self._exercises.session if one.name == name)
        return next(planned, drill_named(name))

    def _back(self) -> None:
        if self._leads_home:
            self._shell.go_home()
            return
        self._exercises.refresh()
        self._shell.setCurrentWidget(self._exercises)
