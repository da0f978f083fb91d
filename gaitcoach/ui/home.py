"""The first page: who is running, the last set-up, and a door to every room."""

from __future__ import annotations

from dataclasses import dataclass

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gaitcoach.language import tr, tr_later
from gaitcoach.settings import Settings
from gaitcoach.storage.store.values import Conditions
from gaitcoach.ui.flow import FlowRow, Scroller
from gaitcoach.ui.panels import make_label
from gaitcoach.ui.texts import setup_text, source_label
from gaitcoach.ui.who_runs import ConditionFields, RunnerChoice
from gaitcoach.words import SAFETY_LINE

COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Door:
    """One room of the app. name : its handler's, and the object name `door_<name>`."""

    name: str
    title: str
    sentence: str


DOORS: tuple[Door, ...] = (
    Door(
        "run", tr_later("Run"), tr_later("Treadmill, camera behind: hear when a hip drops too far.")
    ),
    Door(
        "phone",
        tr_later("Phone camera"),
        tr_later("Scan a code, tap Start: no app, no cable."),
    ),
    Door(
        "mirror_check",
        tr_later("Mirror check"),
        tr_later("The standing test, 30 seconds on each leg: how long, how level."),
    ),
    Door(
        "photos",
        tr_later("Photos and videos"),
        tr_later("What a race photo or a burst can tell, and what not."),
    ),
    Door(
        "history",
        tr_later("History"),
        tr_later("Every kept run, progress over weeks, reports and exports."),
    ),
    Door(
        "people",
        tr_later("People"),
        tr_later("Who runs here: names or codes, notes, own limits."),
    ),
    Door(
        "programme",
        tr_later("Programme"),
        tr_later("Eight sessions with cues that fade, and what stays."),
    ),
    Door(
        "exercises",
        tr_later("Exercises"),
        tr_later("What makes hips hold: today's session, counted and watched."),
    ),
    Door("settings", tr_later("Settings"), tr_later("Limit, words, voice, method.")),
)
"""A room is added here, and its handler in the window."""


class DoorButton(QPushButton):
    """A large button with a title and one sentence; Space and Enter press it too."""

    def __init__(self, title: str, sentence: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "door")
        self.setAutoDefault(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._title = make_label(self, f"{name}_title", "door_title")
        self._sentence = make_label(self, f"{name}_sentence", "soft")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        for label in (self._title, self._sentence):
            label.setWordWrap(True)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(label)
        column.addStretch(1)
        self.say(title, sentence)

    def say(self, title: str, sentence: str) -> None:
        """Show other words."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)


class Home(QWidget):
    """Where the app begins and where every room leads back to.

    Signals
    -------
    opened(str) : a door was chosen, by its name
    again() : the last set-up shall run
    source_wanted() : another camera shall be chosen
    """

    opened = pyqtSignal(str)
    again = pyqtSignal()
    source_wanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("home")
        self.runner = RunnerChoice(self)
        self.fields = ConditionFields("home", self)
        self._source = QPushButton(self)
        self._source.setObjectName("home_source")
        self._source.clicked.connect(self.source_wanted)
        self._missing = make_label(self, "home_missing", "badge")
        self._missing.hide()
        self._again = DoorButton("", "", "door_again", self)
        self._again.clicked.connect(self.again)
        self._lay_out()
        self.show_setup(None)

    def show_runner(self, name: str, conditions: Conditions) -> None:
        """Tell who is running, and in what."""
        self.runner.choose(name)
        self.fields.show(conditions)

    def show_source(self, source: str) -> None:
        """Name the source that the next run will use."""
        self._source.setText(tr("Camera: {camera} – change …", camera=source_label(source)))

    def show_missing(self, source: str | None) -> None:
        """Say that this camera is not connected; None = all is well."""
        self._missing.setVisible(source is not None)
        if source is not None:
            gone = tr(
                "{camera} is not connected: plug it in, or choose another one.",
                camera=source_label(source),
            )
            self._missing.setText(gone)

    def show_setup(self, setup: Settings | None) -> None:
        """Offer the last set-up; hidden when there is none."""
        self._again.setVisible(setup is not None)
        if setup is not None:
            self._again.say(tr("▶ Same as last time"), setup_text(setup))

    def focus_first(self) -> None:
        """Let Enter press the likeliest door."""
        first = self._again if self._again.isVisibleTo(self) else self._doors[0]
        first.setFocus()

    def _lay_out(self) -> None:
        self.news = QVBoxLayout()
        inside = QFrame(self)
        inside.setObjectName("home_inside")
        inside.setMaximumWidth(1400)
        column = QVBoxLayout(inside)
        who, doors = self._who_runs(), self._all_doors()
        column.addStretch(1)
        column.addWidget(make_label(self, "home_title", "huge", "gaitcoach"))
        column.addWidget(
            make_label(self, "home_line", "soft", tr("How far does your pelvis drop at each step?"))
        )
        column.addSpacing(24)
        column.addLayout(who)
        column.addWidget(self._missing, 0, Qt.AlignmentFlag.AlignRight)
        column.addSpacing(12)
        column.addLayout(self.news)
        column.addWidget(self._again, 2)
        column.addSpacing(12)
        column.addLayout(doors, 3)
        column.addStretch(2)
        column.addLayout(self._foot())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scroller(self._in_the_middle(inside), tr("Home")))

    def _who_runs(self) -> FlowRow:
        name = FlowRow()
        name.addWidget(make_label(self, "runner_question", "soft", tr("Who is running?")))
        name.addWidget(self.runner)
        for title, field in self.fields.titled:
            pair = QHBoxLayout()
            pair.addWidget(make_label(self, f"{field.objectName()}_title", "soft", title))
            pair.addWidget(field, field is self.fields.shoes)
            name.addLayout(pair)
        name.addWidget(self._source)
        return name

    def _all_doors(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(12)
        self._doors = [
            DoorButton(tr(door.title), tr(door.sentence), f"door_{door.name}", self)
            for door in DOORS
        ]
        for place, (door, button) in enumerate(zip(DOORS, self._doors, strict=True)):
            button.clicked.connect(lambda _, name=door.name: self.opened.emit(name))
            grid.addWidget(button, place // COLUMNS, place % COLUMNS)
        return grid

    def _foot(self) -> FlowRow:
        foot = FlowRow()
        foot.addWidget(make_label(self, "home_safety", "safety", tr(SAFETY_LINE)))
        foot.addStretch()
        for link, text in (("first_steps", tr("How to set up")), ("about", tr("About gaitcoach"))):
            button = QPushButton(text, self)
            button.setObjectName(f"home_{link}")
            button.setAutoDefault(True)
            button.clicked.connect(lambda _, link=link: self.opened.emit(link))
            foot.addWidget(button)
        return foot

    def _in_the_middle(self, inside: QWidget) -> QWidget:
        middle = QWidget(self)
        middle.setProperty("role", "page")
        row = QHBoxLayout(middle)
        row.addStretch(1)
        row.addWidget(inside, 60)
        row.addStretch(1)
        return middle
