"""A page in a window of its own, beside a run that goes on."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QDialog, QVBoxLayout

from gaitcoach.ui.first_steps import FirstSteps
from gaitcoach.ui.flow import resize_on_screen
from gaitcoach.ui.stylesheet import stylesheet

SIZE_UNITS = (62, 36)


def show_beside(parent, page: FirstSteps, title: str, unit_px: int) -> QDialog:
    """Show a page that ends with its signal `left`; Esc leaves it, too."""
    dialog = QDialog(parent)
    dialog.setObjectName(f"beside_{page.objectName()}")
    dialog.setWindowTitle(title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setStyleSheet(stylesheet(unit_px))
    column = QVBoxLayout(dialog)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(page)
    page.left.connect(dialog.accept)
    resize_on_screen(dialog, *(unit_px * units for units in SIZE_UNITS))
    dialog.show()  # not modal: the run can be stopped meanwhile
    page.focus_first()
    return dialog
