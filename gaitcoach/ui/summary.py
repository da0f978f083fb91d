"""The page after a run: both sides, what the cues brought, what next; export or discard."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gaitcoach.gait.review import review
from gaitcoach.settings import Settings
from gaitcoach.types import CueKind, Side, View, Viewpoint
from gaitcoach.ui import theme
from gaitcoach.ui.overlay import Look
from gaitcoach.ui.panels import make_label
from gaitcoach.ui.review_texts import next_step, response_text, side_lines, verdict
from gaitcoach.ui.run import Finished
from gaitcoach.ui.step_pictures import StepPictures
from gaitcoach.ui.strip_chart import StripChart
from gaitcoach.ui.texts import RunLine, marks, mean_text, side_subtitle, side_title
from gaitcoach.words import SAFETY_LINE

SIGNS = {True: ("▼", theme.OVER), False: ("●", theme.LEVEL), None: ("–", theme.SOFT)}


class SummaryPage(QWidget):
    """Shows a finished run.

    Signals
    -------
    left(), again(), export_wanted(), discard_wanted() : its buttons
    """

    left = pyqtSignal()
    again = pyqtSignal()
    export_wanted = pyqtSignal()
    discard_wanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("summary")
        self._sides = {side: _SideCard(side, self) for side in (Side.LEFT, Side.RIGHT)}
        self._chart = StripChart(self)
        self._chart.set_unit(16)
        self._chart.show()
        self._cues = make_label(self, "summary_cues")
        self._next = make_label(self, "summary_next", "title")
        self._marks = make_label(self, "summary_marks", "badge")
        self._told = make_label(self, "summary_told", "soft")
        for label in (self._cues, self._next):
            label.setWordWrap(True)
        self._lay_out()

    def show_run(self, run: Finished, settings: Settings, before: RunLine | None) -> None:
        """Show a run beside the one before it, if there was one."""
        limits = settings.limits
        look = Look(Viewpoint(View(settings.view), settings.mirror), limits, 12)
        update = run.view.update
        level_sigma_deg = (update.baseline_sigma_deg if update else None) or 0.0
        seen = review(run.steps, run.cues, limits, level_sigma_deg)
        for side, card in self._sides.items():
            own = seen.side(side)
            card.show_side(
                mean_text(own.stats),
                verdict(own, limits.of(side)),
                side_lines(seen, side, limits.of(side), before),
            )
            card.pictures.show_steps(own.worst, own.best, run.pictures, look)
        self._chart.show_run(run.steps, run.cues, run.marks, limits)
        n_cues = sum(cue.kind is CueKind.CORRECT and cue.spoken for cue in run.cues)
        self._cues.setText(response_text(seen.responses, n_cues))
        self._next.setText(next_step(seen, limits))
        doubts = marks(run.view)
        self._marks.setText(" · ".join(doubts))
        self._marks.setVisible(bool(doubts))
        self.tell("The run is kept on this computer.")

    def tell(self, sentence: str) -> None:
        """Say what became of the run."""
        self._told.setText(sentence)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for name, text, signal in (
            ("summary_home", "‹ Home", self.left),
            ("summary_again", "Run again", self.again),
            ("summary_export", "Export steps …", self.export_wanted),
            ("summary_discard", "Discard …", self.discard_wanted),
        ):
            buttons.addWidget(_button(self, name, text, signal.emit))
        buttons.addStretch(1)
        buttons.addWidget(self._told)
        cards = QHBoxLayout()
        for card in self._sides.values():
            cards.addWidget(card, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(16)
        column.addWidget(make_label(self, "summary_title", "huge", "Your run"))
        column.addWidget(self._marks)
        column.addLayout(cards, 1)
        column.addWidget(self._chart)
        column.addWidget(self._cues)
        column.addWidget(self._next)
        column.addLayout(buttons)
        column.addWidget(make_label(self, "summary_safety", "safety", SAFETY_LINE))


class _SideCard(QFrame):
    """One stance leg: a large mean with a sign, and the sentences below."""

    def __init__(self, side: Side, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._mean = make_label(self, f"summary_mean_{side.value}", "huge")
        self._sign = make_label(self, f"summary_sign_{side.value}", "huge")
        self._lines = QLabel(self)
        self._lines.setObjectName(f"summary_lines_{side.value}")
        self._lines.setWordWrap(True)
        self.pictures = StepPictures(side, self)
        head = QHBoxLayout()
        head.addWidget(self._mean)
        head.addWidget(self._sign)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(make_label(self, "summary_side", "door_title", side_title(side)))
        column.addWidget(make_label(self, "summary_hip", "soft", side_subtitle(side)))
        column.addLayout(head)
        column.addWidget(self._lines)
        column.addWidget(self.pictures)
        column.addStretch(1)

    def show_side(self, number: str, over: bool | None, lines: tuple[str, ...]) -> None:
        sign, colour = SIGNS[over]
        self._mean.setText(number)
        self._sign.setText(sign)
        self._sign.setStyleSheet(f"color: {colour};")
        self._lines.setText("\n".join(lines))


def _button(parent: QWidget, name: str, text: str, pressed: Callable[[], None]) -> QPushButton:
    button = QPushButton(text, parent)
    button.setObjectName(name)
    button.clicked.connect(lambda: pressed())
    return button
