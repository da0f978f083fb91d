"""Choosing a source: the entries of the source box, and the two dialogs behind it."""

from __future__ import annotations

from PyQt6.QtWidgets import QComboBox, QFileDialog, QInputDialog, QMessageBox, QWidget

from gaitcoach.language import tr
from gaitcoach.ui.texts import source_label

DEMO = "demo"
"""The built-in clip; named here again because `capture.source` would load OpenCV."""
PHONE = "phone"
"""As in `capture.source`."""
FILE_ENTRY = "\0file"
ADDRESS_ENTRY = "\0address"
"""Entries that ask for more; no source can have these names."""


def fill_sources(box: QComboBox, cameras: list[tuple[str, str]], chosen: str) -> None:
    """List every source and the two questions, with the chosen source selected."""
    entries = [*cameras, (tr("Phone"), PHONE), (tr("Demo runner"), DEMO)]
    if chosen not in [source for _, source in entries]:
        entries.insert(0, (source_label(chosen), chosen))
    entries += [(tr("Video file …"), FILE_ENTRY), (tr("Network address …"), ADDRESS_ENTRY)]
    box.blockSignals(True)
    box.clear()
    for label, source in entries:
        box.addItem(label, source)
    box.setCurrentIndex(box.findData(chosen))
    box.blockSignals(False)


def ask_file(parent: QWidget) -> str:
    """Let the user pick a video file; returns "" when they change their mind."""
    kinds = tr("Videos (*.mp4 *.mov *.avi *.mkv *.webm *.m4v);;All files (*)")
    path, _ = QFileDialog.getOpenFileName(parent, tr("Open a video file"), "", kinds)
    return path


def ask_address(parent: QWidget) -> str:
    """Let the user type a stream's address; returns "" when they change their mind."""
    question = tr("Address of the camera (rtsp://… or http://…):")
    text, accepted = QInputDialog.getText(parent, tr("Network camera"), question)
    return text.strip() if accepted else ""


def ask_new_table(parent: QWidget) -> str:
    """Let the user name a table to write; returns "" when they change their mind."""
    path, _ = QFileDialog.getSaveFileName(
        parent, tr("Export steps"), "steps.csv", tr("Tables (*.csv)")
    )
    return path


def really_discard(parent: QWidget) -> bool:
    """Ask before a run is deleted."""
    asked = QMessageBox.question(
        parent,
        tr("Discard this run"),
        tr("Delete the record of this run? It cannot be brought back."),
    )
    return asked == QMessageBox.StandardButton.Yes
