"""What the start found, on the first page: runs without an end, a store that cannot be written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from gaitcoach.language import tr
from gaitcoach.storage.store.values import Unfinished
from gaitcoach.ui.flow import FlowRow
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
        row = FlowRow(parent=self)
        row.setContentsMargins(16, 8, 16, 8)
        text = tr(
            "An unfinished run of {length} was found ({who}, {steps} steps): keep or discard?",
            length=time_text(found.duration_s),
            who=runner_text(found.runner),
            steps=found.n_steps,
        )
        row.addWidget(make_label(self, "unfinished_text", "", text))
        row.addStretch()
        for name, words, signal in (
            ("unfinished_keep", tr("Keep"), self.kept),
            ("unfinished_discard", tr("Discard"), self.discarded),
        ):
            button = QPushButton(words, self)
            button.setObjectName(name)
            button.clicked.connect(lambda _, signal=signal: signal.emit(found))
            row.addWidget(button)


class RecordsPanel(QFrame):
    """Offers to take in records that lie on the disk; hidden while there are none.

    Signals
    -------
    wanted() : they shall be taken in
    """

    wanted = pyqtSignal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("records_waiting")
        self.setProperty("role", "panel")
        self._text = make_label(self, "records_waiting_text")
        self._text.setWordWrap(True)
        button = QPushButton(tr("Take them in"), self)
        button.setObjectName("records_take_in")
        button.clicked.connect(self.wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.addWidget(self._text, 1)
        row.addWidget(button)
        self.hide()

    def show_records(self, paths: Sequence[Path]) -> None:
        """Say how many there are."""
        self.setVisible(bool(paths))
        if paths:
            folder = paths[0].parent
            self._text.setText(
                tr(
                    "Runs in {folder} that are not in the history: {n}.",
                    folder=folder,
                    n=len(paths),
                )
            )


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
