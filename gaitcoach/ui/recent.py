"""The page of recent runs: one line each, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gaitcoach.language import tr, tr_later
from gaitcoach.ui.panels import make_label
from gaitcoach.ui.texts import RunLine, run_cells

HEADINGS = (
    tr_later("When"),
    tr_later("Who"),
    tr_later("Source"),
    tr_later("Minutes"),
    tr_later("Left drop"),
    tr_later("Right drop"),
    tr_later("Limit"),
    tr_later("Cues"),
)
NUMBERS_FROM = 3
NOTHING = tr_later("No runs on this computer yet. Every run is kept as it happens.")


class Runs(Protocol):
    """Where the page takes its lines from; may not block."""

    def recent(self) -> Sequence[RunLine]:
        """Return the runs known by now."""
        ...


class RecentRuns(QWidget):
    """Shows lines; reads nothing.

    Signals
    -------
    left() : back to the first page
    """

    left = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recent")
        back = QPushButton(tr("‹ Home"), self)
        back.setObjectName("recent_back")
        back.clicked.connect(self.left)
        self._table = QTableWidget(0, len(HEADINGS), self)
        self._table.setObjectName("recent_table")
        self._table.setAccessibleName(tr("Recent runs"))
        self._table.setHorizontalHeaderLabels([tr(heading) for heading in HEADINGS])
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setShowGrid(False)
        self._table.verticalHeader().hide()
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self._nothing = make_label(self, "recent_nothing", "soft", tr(NOTHING))
        head = QHBoxLayout()
        head.addWidget(back)
        head.addWidget(make_label(self, "recent_title", "title", tr("Recent runs")))
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.addLayout(head)
        column.addWidget(self._nothing, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._table, 1)

    def show_runs(self, runs: Sequence[RunLine]) -> None:
        """Show these runs."""
        self._nothing.setVisible(not runs)
        self._table.setVisible(bool(runs))
        self._table.setRowCount(len(runs))
        for row, run in enumerate(runs):
            for column, text in enumerate(run_cells(run)):
                item = QTableWidgetItem(text)
                if column >= NUMBERS_FROM:
                    item.setTextAlignment(
                        Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                    )
                self._table.setItem(row, column, item)
