"""A table of kept runs that stays quick with thousands of them."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import QAbstractTableModel, QEvent, QModelIndex, Qt
from PyQt6.QtGui import QFont, QFontMetrics
from PyQt6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from gaitcoach.language import degrees_text, signed_text, tr, tr_later
from gaitcoach.storage.store.values import RunRow
from gaitcoach.ui.texts import DASH, runner_text, source_label, time_text

HEADINGS = (
    tr_later("When"), tr_later("Who"), tr_later("Running"), tr_later("Left drop"),
    tr_later("Right drop"), tr_later("Left − right"), tr_later("Cadence"), tr_later("Limit"),
    tr_later("Cues"), tr_later("km/h"), tr_later("Shoes"), tr_later("Source"), tr_later("Notes"),
)  # fmt: skip
NUMBERS = range(2, 10)


def cells(row: RunRow) -> tuple[str, ...]:
    """Return what the table shows of a run."""
    return (
        f"{row.started:%Y-%m-%d %H:%M}",
        runner_text(row.runner),
        _length(row),
        _text(row.left.mean_deg, degrees_text),
        _text(row.right.mean_deg, degrees_text),
        _text(row.difference_deg, signed_text),
        _text(row.cadence_spm, lambda v: f"{v:.0f}"),
        f"{row.threshold_deg:g}°",
        _text(row.cues, str),
        _text(row.speed_kmh, lambda v: f"{v:g}"),
        row.shoes,
        source_label(row.source),
        row.notes.replace("\n", " ")[:80],
    )


def _length(row: RunRow) -> str:
    """Return how long was run; a run that goes on, or was cut off, has no end yet."""
    length = _text(row.active_s or row.duration_s, time_text)
    return length if row.ended else tr("{minutes} (no end)", minutes=length)


def _text(value: object, told: object) -> str:
    return DASH if value is None else told(value)


class _Model(QAbstractTableModel):
    """Makes the text of a cell when it is looked at."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: Sequence[RunRow] = ()

    def show(self, rows: Sequence[RunRow]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | None = None) -> int:  # noqa: N802 - Qt's name
        return len(self.rows)

    def columnCount(self, parent: QModelIndex | None = None) -> int:  # noqa: N802 - Qt's name
        return len(HEADINGS)

    def data(self, index: QModelIndex, role: int = 0) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return cells(self.rows[index.row()])[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = 0
    ) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return tr(HEADINGS[section])
        return None


class RunTable(QTableView):
    """Shows runs; several can be chosen."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._model = _Model(self)
        self.setModel(self._model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)

    def show_runs(self, rows: Sequence[RunRow]) -> None:
        """Show these runs; nothing is chosen any more."""
        self._model.show(rows)
        self._fit_columns()

    def changeEvent(self, event: QEvent | None) -> None:  # noqa: N802 - Qt's name
        """Follow the size of the letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_columns()

    def _fit_columns(self) -> None:
        """Measure the first rows only: Qt would measure all."""
        bold = QFont(self.font())
        bold.setBold(True)
        metrics, of_heads = self.fontMetrics(), QFontMetrics(bold)
        some = [cells(row) for row in self._model.rows[:40]]
        for column, heading in enumerate(HEADINGS[:-1]):
            widths = [metrics.horizontalAdvance(row[column]) for row in some]
            wide = max([of_heads.horizontalAdvance(tr(heading)), *widths])
            self.setColumnWidth(column, min(wide + 26, 240))

    @property
    def chosen(self) -> tuple[RunRow, ...]:
        """The runs that are chosen, from top to bottom."""
        model = self.selectionModel()
        rows = sorted(index.row() for index in model.selectedRows()) if model else []
        return tuple(self._model.rows[row] for row in rows)
