"""The page after a run: both sides, what the cues brought, what next; export or discard."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gaitcoach.gait.blocks import compare_blocks
from gaitcoach.gait.review import EXTREMES, Review, review
from gaitcoach.language import tr
from gaitcoach.report.words import cue_text
from gaitcoach.settings import Settings
from gaitcoach.types import Side, View, Viewpoint
from gaitcoach.ui import step_pictures, theme
from gaitcoach.ui.change_plot import Change, ChangePlot
from gaitcoach.ui.flow import FlowRow
from gaitcoach.ui.overlay import Look
from gaitcoach.ui.panels import make_label
from gaitcoach.ui.review_texts import (
    next_step,
    response_lines,
    side_lines,
    verdict,
)
from gaitcoach.ui.run import Finished
from gaitcoach.ui.step_pictures import StepPictures
from gaitcoach.ui.strip_chart import StripChart
from gaitcoach.ui.texts import RunLine, marks, mean_text, side_subtitle, side_title
from gaitcoach.ui.visit_panel import block_marks
from gaitcoach.words import SAFETY_LINE

SIGNS = {True: ("▼", theme.OVER), False: ("●", theme.LEVEL), None: ("–", theme.SOFT)}
PICTURE_UNITS = 7.6
"""Edge of a step's picture at most, in text sizes."""
SIDE_PX = 24


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
        self._chart.show()
        self._changes = ChangePlot(self)
        self._cues = make_label(self, "summary_cues")
        self._each_cue = make_label(self, "summary_each_cue", "soft")
        self._next = make_label(self, "summary_next", "title")
        self._marks = make_label(self, "summary_marks", "badge")
        self._told = make_label(self, "summary_told", "soft")
        for label in (self._cues, self._each_cue, self._next, self._told):
            label.setWordWrap(True)
        self._told.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._lay_out()
        self._set_unit(theme.UNIT_MIN_PX)

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
        marks_made = (*run.marks, *block_marks(run.blocks))
        self._chart.show_run(run.steps, run.cues, marks_made, limits)
        self._show_cues(run, seen)
        self._show_blocks(run)
        self._next.setText(next_step(seen, limits))
        doubts = marks(run.view)
        self._marks.setText(" · ".join(doubts))
        self._marks.setVisible(bool(doubts))
        self.tell(tr("The run is kept on this computer."))
        self._scroll.verticalScrollBar().setValue(0)

    def _show_cues(self, run: Finished, seen: Review) -> None:
        self._cues.setText(cue_text(run.cues, seen.responses))
        begin_s = run.steps[0].t_start_s if run.steps else 0.0
        lines = response_lines(seen.responses, begin_s)
        self._each_cue.setText("    ".join(lines))
        self._each_cue.setVisible(bool(lines))

    def _show_blocks(self, run: Finished) -> None:
        changes = [
            Change(side, mean)
            for side in (Side.LEFT, Side.RIGHT)
            for mean in compare_blocks(run.steps, run.blocks, side)
        ]
        self._changes.show_changes(changes)
        self._changes.setVisible(any(change.mean.change_deg is not None for change in changes))

    def tell(self, sentence: str) -> None:
        """Say what became of the run."""
        self._told.setText(sentence)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(make_label(self, "summary_title", "huge", tr("Your run")))
        head.addStretch(1)
        head.addWidget(self._marks, 0, Qt.AlignmentFlag.AlignVCenter)
        cards = QHBoxLayout()
        for card in self._sides.values():
            cards.addWidget(card, 1)
        inside = QWidget(self)
        inside.setObjectName("summary_inside")
        self._column = QVBoxLayout(inside)
        self._column.addLayout(head)
        self._column.addLayout(cards)
        for widget in (self._cues, self._each_cue, self._next, self._chart, self._changes):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self._scroll = QScrollArea(self)
        self._scroll.setObjectName("summary_scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setAccessibleName(tr("What the run showed"))
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._scroll, 1)
        # Always in sight, however small the screen.
        whole.addLayout(self._foot_row())

    def _foot_row(self) -> FlowRow:
        row = FlowRow(8)
        row.setContentsMargins(SIDE_PX, 8, SIDE_PX, 12)
        for name, text, signal in (
            ("summary_home", tr("‹ Home"), self.left),
            ("summary_again", tr("Run again"), self.again),
            ("summary_export", tr("Export steps …"), self.export_wanted),
            ("summary_discard", tr("Discard …"), self.discard_wanted),
        ):
            row.addWidget(_button(self, name, text, signal.emit))
        row.addWidget(self._told)
        row.addWidget(make_label(self, "summary_safety", "safety", tr(SAFETY_LINE)))
        return row

    def _set_unit(self, unit_px: int) -> None:
        self._unit_px = unit_px
        gap = round(unit_px * 0.7)
        self._column.setContentsMargins(SIDE_PX, gap, SIDE_PX, gap)
        self._column.setSpacing(gap)
        self._chart.set_unit(unit_px)
        self._changes.set_unit(unit_px)

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        unit_px = theme.unit_px(self.width(), self.height())
        if unit_px != self._unit_px:
            self._set_unit(unit_px)
        bar_px = self._scroll.verticalScrollBar().sizeHint().width()
        card_px = (self.width() - bar_px - 2 * SIDE_PX - self._column.spacing()) // 2
        for card in self._sides.values():
            card.set_width(card_px, round(unit_px * PICTURE_UNITS))


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
        leg = QVBoxLayout()
        leg.setSpacing(0)
        title = make_label(self, "summary_side", "door_title", side_title(side))
        title.setWordWrap(True)
        leg.addWidget(title)
        leg.addWidget(make_label(self, "summary_hip", "soft", side_subtitle(side)))
        head = QHBoxLayout()
        head.addLayout(leg, 1)
        head.addWidget(self._mean)
        head.addWidget(self._sign)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 10)
        column.addLayout(head)
        column.addWidget(self._lines)
        column.addWidget(self.pictures)
        column.addStretch(1)

    def set_width(self, width_px: int, picture_px: int) -> None:
        """Make room: the pictures share the width, none larger than `picture_px`."""
        margins = self.layout().contentsMargins()
        inside_px = width_px - margins.left() - margins.right()
        self.pictures.set_edge(min(picture_px, inside_px // (2 * EXTREMES) - step_pictures.GAP_PX))

    def show_side(self, number: str, over: bool | None, lines: tuple[str, ...]) -> None:
        sign, colour = SIGNS[over]
        self._mean.setText(number)
        self._sign.setText(sign)
        self._sign.setStyleSheet(f"color: {colour};")
        self._lines.setText("\n".join(lines))


def _button(parent: QWidget, name: str, text: str, pressed: Callable[[], None]) -> QPushButton:
    button = QPushButton(text, parent)
    button.setObjectName(name)
    button.setProperty("role", "primary" if name == "summary_again" else "")
    button.clicked.connect(lambda: pressed())
    return button
