"""What the start found, on the first page: runs without an end, a store that cannot be written."""

from __future__ import annotations

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from gaitcoach.language import tr
from gaitcoach.storage.store.values import Unfinished
from gaitcoach.ui.panels import make_label
from gaitcoach.ui.texts import runner_text, time_text


class UnfinishedPanel(QFrame):
    """Asks about one run.

    Signals
    -------
    kept(Unfinished), discarded(Unfinished) : what was decided
    """

    kept = pyqtSignal(object)
    discarded = pyqtSignal(object)

    def __init__(self, found: Unfinished, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("unfinished")
        self.setProperty("role", "panel")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        text = tr(
            "An unfinished run of {length} was found ({who}, {steps} steps): keep or discard?",
            length=time_text(found.duration_s),
            who=runner_text(found.runner),
            steps=found.n_steps,
        )
        row.addWidget(make_label(self, "unfinished_text", "", text), 1)
        for name, words, signal in (
            ("unfinished_keep", tr("Keep"), self.kept),
            ("unfinished_discard", tr("Discard"), self.discarded),
        ):
            button = QPushButton(words, self)
            button.setObjectName(name)
            button.clicked.connect(lambda _, signal=signal: signal.emit(found))
            row.addWidget(button)


class StoreNews(QFrame):
    """One sentence about the store."""

    def __init__(self, sentence: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("store_news")
        self.setProperty("role", "panel")
        row = QHBoxLayout(self)
        label = make_label(self, "store_news_text", "", sentence)
        label.setWordWrap(True)
        row.addWidget(label)
