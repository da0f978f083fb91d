"""Exercises: today's session of a person, all drills with a picture, and how they went."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QWidget

from gaitcoach.drills.done import DoneDrill, Load
from gaitcoach.drills.programme import (
    PARTS,
    WEEK_SESSIONS,
    PlannedDrill,
    Streak,
    load_of,
    streak,
    todays_session,
)
from gaitcoach.drills.words import LOADS, NOT_THE_RUN, SEE_A_CLINICIAN, WHY
from gaitcoach.language import tr
from gaitcoach.library import Library
from gaitcoach.storage.store.values import Person
from gaitcoach.ui.bar import ChoiceBox
from gaitcoach.ui.exercise_card import ExerciseCard
from gaitcoach.ui.exercise_progress import ExerciseProgress
from gaitcoach.ui.flow import FlowRow
from gaitcoach.ui.page import Page, scrolled
from gaitcoach.ui.panels import make_label

GUEST = "guest"


def today_here() -> date:
    """Return the day where this computer is."""
    return datetime.now().astimezone().date()


class ExercisesPage(Page):
    """Shows the drills of a person. Beginning one is asked for, and done elsewhere.

    Parameters
    ----------
    today : asked for the day whenever the page is shown

    Signals
    -------
    drill_asked(tuple, str) : begin these drills, one after the other, against this load
    """

    drill_asked = pyqtSignal(tuple, str)

    def __init__(
        self,
        library: Library,
        today: Callable[[], date] = today_here,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("exercises", tr("Exercises"), tr("‹ Home"), parent)
        self._library, self._today = library, today
        self._wanted, self._shown = GUEST, PARTS[0].name
        self.done: tuple[DoneDrill, ...] = ()
        self.session: tuple[PlannedDrill, ...] = ()
        self._who = self._combo("who", tr("Whose exercises"))
        self._who.activated.connect(lambda _: self._choose_person())
        self.head.addWidget(self._who)
        self._state = make_label(self, "exercises_state", "title")
        self._streak = make_label(self, "exercises_streak")
        line = FlowRow()
        line.addWidget(self._state)
        line.addStretch()
        line.addWidget(self._streak)
        why = make_label(self, "exercises_why", "soft", tr(WHY))
        why.setWordWrap(True)
        self.column.addLayout(line)
        self.column.addWidget(why)
        self.column.addLayout(self._make_body(), 1)
        self._load = self._combo("load", tr("What you work against today"))
        for load, words in LOADS.items():
            self._load.addItem(tr("Load: {load}", load=tr(words)), load.value)
        self._begin = self.button("session", tr("Start today's session"), self._begin_session)
        self._begin.setProperty("role", "primary")
        self.column.addLayout(self.buttons(self._begin, self._load))
        notes = FlowRow()
        notes.addWidget(make_label(self, "exercises_not_the_run", "soft", tr(NOT_THE_RUN)))
        notes.addStretch()
        notes.addWidget(make_label(self, "exercises_safety", "safety", tr(SEE_A_CLINICIAN)))
        self.column.addLayout(notes)
        self.offer_start(False)
        self._show(())

    def _combo(self, name: str, words: str) -> ChoiceBox:
        made = ChoiceBox(self)
        made.setObjectName(f"exercises_{name}")
        made.setAccessibleName(words)
        return made

    def _make_body(self) -> QHBoxLayout:
        area, inside = scrolled(self, "exercises_list", tr("All exercises"))
        self.cards = {part.name: ExerciseCard(part.name, self) for part in PARTS}
        for card in self.cards.values():
            inside.addWidget(card)
            card.begun.connect(self._begin_one)
            card.chosen.connect(self.show_progress)
        inside.addStretch(1)
        right, column = scrolled(self, "exercises_right", tr("How it went"))
        self.progress = ExerciseProgress(self)
        column.addWidget(self.progress)
        body = QHBoxLayout()
        body.addWidget(area, 5)
        body.addWidget(right, 4)
        return body

    # -- who -------------------------------------------------------------------------------------

    @property
    def person(self) -> str:
        """Whose exercises are shown; "guest" for nobody's."""
        return self._wanted

    def show_person(self, name: str) -> None:
        """Show somebody's exercises, as the store has them now."""
        self._wanted = name.strip() or GUEST
        self.tell("")
        self.waiter.ask(self._library.people(), self._take_people)

    def _take_people(self, people: Sequence[Person]) -> None:
        self._who.clear()
        self._who.addItem(tr("Guest"), GUEST)
        names = [person.name for person in people]
        known = self._wanted == GUEST or self._wanted in names
        for name in names if known else [*names, self._wanted]:
            self._who.addItem(name, name)
        self._who.setCurrentIndex(self._who.findData(self._wanted))
        self.refresh()

    def _choose_person(self) -> None:
        self._wanted = self._who.currentData() or GUEST
        self.refresh()

    def refresh(self) -> None:
        """Ask the store anew: a drill was kept."""
        self.waiter.ask(self._library.drills_of(self._wanted), self._show)

    # -- what is shown ---------------------------------------------------------------------------

    def _show(self, done: Sequence[DoneDrill]) -> None:
        today = self._today()
        self.done, self.session = tuple(done), todays_session(done, today)
        planned = {one.name: one for one in self.session}
        for name, card in self.cards.items():
            card.show_plan(planned.get(name))
        load = load_of(done, today)
        self._load.setCurrentIndex(self._load.findData(load.value))
        self._state.setText(state_text(self.session, load))
        self._streak.setText(streak_text(streak(done, today)))
        self._begin.setEnabled(bool(self._left()))
        self.show_progress(self._shown)

    def show_progress(self, name: str) -> None:
        """Show how one drill went."""
        self._shown = name
        # No group of buttons: of an exclusive one Tab reaches the checked button alone.
        for card in self.cards.values():
            card.progress.setChecked(card.name == name)
        self.progress.show_drill(self.done, name)

    # -- beginning -------------------------------------------------------------------------------

    def offer_start(self, offered: bool) -> None:
        """Show the ways to begin once somebody listens to `drill_asked`."""
        for widget in (self._begin, self._load):
            widget.setVisible(offered)
        for card in self.cards.values():
            card.offer_start(offered)

    def _left(self) -> tuple[str, ...]:
        return tuple(planned.name for planned in self.session if not planned.is_done)

    def _begin_session(self) -> None:
        self.drill_asked.emit(self._left(), self._load.currentData())

    def _begin_one(self, name: str) -> None:
        self.drill_asked.emit((name,), self._load.currentData())


def state_text(session: Sequence[PlannedDrill], load: Load) -> str:
    """Return what is left of today."""
    left = sum(not planned.is_done for planned in session)
    if left == 0:
        return tr("Today's session is done.")
    return tr("Today: {n} exercises, load: {load}", n=left, load=tr(LOADS[load]))


def streak_text(kept: Streak) -> str:
    """Return what was kept up; a missed week is not mentioned."""
    now = tr("This week: {n} of {wanted} days", n=kept.sessions, wanted=WEEK_SESSIONS)
    if kept.weeks > 1:
        return tr("{now} · {n} weeks in a row", now=now, n=kept.weeks)
    if kept.kept_weeks > 0:
        return tr("{now} · {n} weeks kept in all", now=now, n=kept.kept_weeks)
    return now
