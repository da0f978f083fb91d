"""The page that a first start shows, once: where the camera stands, stand still, run."""

from __future__ import annotations

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gaitcoach.language import tr, tr_later
from gaitcoach.ui.first_steps_drawing import Draw, Drawing, draw_camera, draw_running, draw_standing
from gaitcoach.ui.flow import FlowRow
from gaitcoach.ui.panels import make_label
from gaitcoach.words import SAFETY_LINE

EDGE_PX = 16
STEPS = (
    (
        draw_camera,
        tr_later("1  Camera"),
        tr_later(
            "Straight behind the treadmill, as high as your hips, your whole body in the picture."
        ),
    ),
    (
        draw_standing,
        tr_later("2  Stand still"),
        tr_later("Three seconds on both feet; the voice counts. That is what level means for you."),
    ),
    (
        draw_running,
        tr_later("3  Run"),
        tr_later("After 7 steps a side there is a number. When a hip drops too far, you hear it."),
    ),
)


class FirstSteps(QWidget):
    """Three drawings with a sentence each.

    Signals
    -------
    left() : it was read
    """

    left = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("first_steps")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._read = QPushButton(tr("Got it"), self)
        self._read.setObjectName("first_steps_read")
        self._read.setProperty("role", "primary")
        self._read.setAutoDefault(True)
        self._read.clicked.connect(self.left)
        row = QHBoxLayout()
        row.setSpacing(16)
        self._words = [
            make_label(self, f"first_steps_sentence_{number}", "step_words", tr(sentence))
            for number, (_, _, sentence) in enumerate(STEPS, start=1)
        ]
        for words, (draw, title, _) in zip(self._words, STEPS, strict=True):
            row.addWidget(_card(self, draw, tr(title), words), 1)
        foot = FlowRow()
        foot.addWidget(make_label(self, "first_steps_safety", "safety", tr(SAFETY_LINE)))
        foot.addStretch()
        foot.addWidget(self._read)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addWidget(make_label(self, "first_steps_title", "door_title", tr("How to set up")))
        column.addLayout(row, 1)
        column.addLayout(foot)

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802 - Qt's name
        """Give all sentences the room of the longest: the three floors are one line."""
        super().resizeEvent(event)
        for words in self._words:
            words.setMinimumHeight(0)
        self.layout().activate()
        width_px = self._words[0].parentWidget().width() - 2 * EDGE_PX
        tallest_px = max(words.heightForWidth(width_px) for words in self._words)
        for words in self._words:
            words.setMinimumHeight(tallest_px)

    def focus_first(self) -> None:
        """Let Enter and Space lead on."""
        self._read.setFocus()


def _card(parent: QWidget, draw: Draw, title: str, words: QLabel) -> QFrame:
    card = QFrame(parent)
    card.setProperty("role", "panel")
    words.setWordWrap(True)
    words.setAlignment(Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout(card)
    column.setContentsMargins(EDGE_PX, 12, EDGE_PX, 12)
    column.addWidget(Drawing(draw, title, card), 1)
    column.addWidget(make_label(card, "first_steps_step", "title", title))
    column.addWidget(words)
    return card
