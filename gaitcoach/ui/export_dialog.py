"""What several runs are exported as: a format, and one table or a file for each."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QCheckBox, QComboBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from gaitcoach.language import tr, tr_later
from gaitcoach.ui.bar import ChoiceBox
from gaitcoach.ui.panels import make_label

FORMATS = {
    "csv": tr_later("Steps as CSV"),
    "parquet": tr_later("Steps as Parquet"),
    "json": tr_later("Whole run as JSON"),
    "png": tr_later("Picture (PNG)"),
    "mot": tr_later("OpenSim motion (.mot)"),
    "trc": tr_later("OpenSim markers (.trc)"),
    "c3d": "C3D",
    "frames": tr_later("Every frame as Parquet"),
    "mp4": tr_later("Video with drawing (MP4)"),
}
OF_ONE_RUN = ("mp4",)
"""A video needs the recording of its run."""
IN_ONE_TABLE = ("csv", "parquet")


def fill_formats(box: QComboBox, *, several: bool = False) -> None:
    """List what a run, or several, can be exported as."""
    box.setAccessibleName(tr("What is exported"))
    for kind, words in FORMATS.items():
        if not (several and kind in OF_ONE_RUN):
            box.addItem(tr(words), kind)


class ExportDialog(QDialog):
    """Asks; `kind` and `one_table` tell the answer. n : how many runs"""

    def __init__(self, n: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("export_dialog")
        self.setWindowTitle(tr("Export runs"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._formats = ChoiceBox(self)
        self._formats.setObjectName("export_format")
        fill_formats(self._formats, several=True)
        self._formats.currentIndexChanged.connect(lambda _: self._look())
        self._table = QCheckBox(tr("All runs in one table"), self)
        self._table.setObjectName("export_one_table")
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel, self
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(make_label(self, "export_title", "title", tr("Export {n} runs", n=n)))
        for widget in (self._formats, self._table, buttons):
            column.addWidget(widget)

    @property
    def kind(self) -> str:
        """The format, as `FORMATS` has it."""
        return self._formats.currentData()

    @property
    def one_table(self) -> bool:
        """Whether the steps of all runs go into one file."""
        return self._table.isChecked() and self.kind in IN_ONE_TABLE

    def _look(self) -> None:
        self._table.setEnabled(self.kind in IN_ONE_TABLE)
