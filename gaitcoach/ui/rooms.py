"""The rooms of what was kept: history, one run, two runs, people, the programme, exercises."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PyQt6.QtCore import QObject, QTimer
from PyQt6.QtWidgets import QWidget

from gaitcoach.library import Found, Library
from gaitcoach.storage.store.values import Conditions, Person, Unfinished
from gaitcoach.ui.compare_page import ComparePage
from gaitcoach.ui.exercises_page import ExercisesPage
from gaitcoach.ui.history_page import HistoryPage
from gaitcoach.ui.kept_run_page import KeptRunPage
from gaitcoach.ui.news import StoreNews, UnfinishedPanel
from gaitcoach.ui.people_page import PeoplePage
from gaitcoach.ui.programme_page import ProgrammePage
from gaitcoach.ui.waiter import Waiter

if TYPE_CHECKING:
    from gaitcoach.ui.shell import Shell

TIDY_AFTER_MS = 1500
"""The store is looked after once the window stands: its libraries take half a second to load."""


class HistoryRooms(QObject):
    """Makes the pages, leads from one to the other, and tells Home what the start found.

    Parameters
    ----------
    shell : where the pages are shown
    """

    def __init__(self, library: Library, shell: Shell) -> None:
        super().__init__(shell)
        self._library, self._shell = library, shell
        self.history, self.run = HistoryPage(library), KeptRunPage(library)
        self.compare, self.people = ComparePage(library), PeoplePage(library)
        self.programme, self.exercises = ProgrammePage(library), ExercisesPage(library)
        self.pages: tuple[QWidget, ...] = (
            self.history, self.run, self.compare, self.people, self.programme, self.exercises,
        )  # fmt: skip
        for page in self.pages:
            shell.addWidget(page)
        self._session_of: int | None = None
        self._people: tuple[Person, ...] = ()
        self._news: dict[int, QWidget] = {}
        self._waiter = Waiter(self)
        self._waiter.trouble.connect(self._tell)
        self._connect()
        # A child, so that it dies with the window.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.look_after_store)
        self._later.start(TIDY_AFTER_MS)

    @property
    def doors(self) -> dict[str, Callable[[], None]]:
        """Door -> what opens it."""
        return {
            "history": lambda: self._open_history(None),
            "people": self._open_people,
            "programme": lambda: self._open_programme(None),
            "exercises": self._open_exercises,
        }

    def _connect(self) -> None:
        home, show = self._shell.go_home, self._shell.setCurrentWidget
        for page in (self.history, self.people, self.programme, self.exercises):
            page.left.connect(lambda: (self.know_people(), home()))
        for page in (self.run, self.compare):
            page.left.connect(self._back_to_history)
        self.history.opened.connect(lambda run_id: (self.run.show_run(run_id), show(self.run)))
        self.history.compared.connect(
            lambda a, b: (self.compare.show_runs(a, b), show(self.compare))
        )
        self.people.history_wanted.connect(self._open_history)
        self.people.programme_wanted.connect(self._open_programme)
        self.programme.session_wanted.connect(self._run_session)

    def _open_history(self, person_id: int | None) -> None:
        self.history.show_person(person_id)
        self._shell.setCurrentWidget(self.history)

    def _back_to_history(self) -> None:
        self.history.refresh()
        self._shell.setCurrentWidget(self.history)

    def _open_people(self) -> None:
        self.people.refresh()
        self._shell.setCurrentWidget(self.people)

    def _open_programme(self, person_id: int | None) -> None:
        self.programme.show_person(person_id)
        self._shell.setCurrentWidget(self.programme)

    def _open_exercises(self) -> None:
        self.exercises.show_person(self._shell.home.runner.name)
        self._shell.setCurrentWidget(self.exercises)

    # -- sessions of a programme -----------------------------------------------------------------

    def _run_session(self, name: str, share_percent: int, programme_id: int) -> None:
        self._session_of = programme_id
        self._shell.run_session(name, share_percent)

    def session_over(self) -> None:
        """Count the run that is over, if it was begun as a session; its runner may be new."""
        programme_id, self._session_of = self._session_of, None
        if programme_id is not None:
            self._waiter.ask(self._library.count_newest(programme_id))
        self.know_people()

    # -- what the start found --------------------------------------------------------------------

    def look_after_store(self) -> None:
        """Bring in older records, and ask about runs that a killed program left."""
        self._waiter.ask(self._library.tidy(), self._take_found)

    def know_people(self) -> None:
        """Ask for names and own limits anew: Home offers the names."""
        self._waiter.ask(self._library.people(), self._take_people)

    def _take_people(self, people: tuple[Person, ...]) -> None:
        names = [person.name for person in people]
        gone = {person.name for person in self._people}.difference(names)
        self._people = people
        self._shell.home.runner.offer(names, gone)

    def own_limit_deg(self, name: str) -> float | None:
        """Return a person's own limit, None when they have none."""
        own = (person.threshold_deg for person in self._people if person.name == name)
        return next(own, None)

    def usual_of(self, name: str) -> Conditions:
        """Return in what somebody ran the last time."""
        own = (person.usual for person in self._people if person.name == name)
        return next(own, Conditions())

    def _take_found(self, found: Found) -> None:
        self.know_people()
        if found.why_read_only:
            self._tell(found.why_read_only)
        for run in found.unfinished:
            if run.run_id in self._news:
                continue
            panel = UnfinishedPanel(run, self._shell.home)
            panel.kept.connect(lambda run: self._settle(run, self._library.keep(run)))
            panel.discarded.connect(
                lambda run: self._settle(run, self._library.delete_runs([run.run_id]))
            )
            self._news[run.run_id] = panel
            self._shell.home.news.addWidget(panel)

    def _settle(self, run: Unfinished, answer: object) -> None:
        self._waiter.ask(answer)
        panel = self._news.pop(run.run_id, None)
        if panel is not None:
            panel.deleteLater()

    def _tell(self, sentence: str) -> None:
        self._shell.home.news.addWidget(StoreNews(sentence, self._shell.home))
