"""What is done with a run that is over: looked back at, written as a table, discarded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject

from gaitcoach.language import tr
from gaitcoach.ui.controls import Controls
from gaitcoach.ui.sources import ask_new_table, really_discard
from gaitcoach.ui.summary import SummaryPage
from gaitcoach.ui.texts import RunLine

if TYPE_CHECKING:
    from gaitcoach.ui.shell import Shell


class AfterRun(QObject):
    """Makes the page and answers what it asks for.

    Parameters
    ----------
    shell : where the page is shown
    """

    def __init__(self, controls: Controls, shell: Shell) -> None:
        super().__init__(shell)
        self._controls, self._shell = controls, shell
        self.page = SummaryPage()
        self.page.left.connect(shell.go_home)
        self.page.again.connect(lambda: shell.run(shell.next_run.settings))
        self.page.export_wanted.connect(self._export)
        self.page.discard_wanted.connect(self._discard)
        self.run_begins()

    def run_begins(self) -> None:
        """Note the runs before this one: it is compared with one of them."""
        self._earlier = self._controls.recent()

    def run_over(self) -> None:
        """Look back at a run that has something to look back at."""
        shell, run = self._shell, self._shell.live.finished
        if run is None or not any(step.usable for step in run.steps):
            return
        settings = shell.live.settings
        shell.next_run.keep(settings)
        shell.rooms.session_over()
        self.page.show_run(run, settings, self._run_before(settings.runner))
        shell.setCurrentWidget(self.page)

    def _run_before(self, runner: str) -> RunLine | None:
        """Return the same runner's latest whole run."""
        own = (run for run in self._earlier if run.ended and (run.runner or "guest") == runner)
        return next((run for run in own if run.left_deg is not None), None)

    def _export(self) -> None:
        run, toasts = self._shell.live.finished, self._shell.toasts
        path = ask_new_table(self._shell)
        if run is None or not path:
            return
        work = self._controls.export_steps(run.steps, path, run.view.method)
        written = tr("Steps written to {path}.", path=path)
        toasts.work(tr("Writing {path} …", path=path), work, lambda: toasts.say(written))

    def _discard(self) -> None:
        if really_discard(self._shell):
            self._controls.discard_last()
            self._shell.go_home()
