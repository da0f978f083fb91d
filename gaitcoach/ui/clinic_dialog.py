"""Whose reports these are: name, logo, and whether pictures of steps are kept for them."""

from __future__ import annotations

from PyQt6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from gaitcoach.language import tr
from gaitcoach.report.clinic import Clinic


class ClinicDialog(QDialog):
    """Asks for what stands on every report."""

    def __init__(self, clinic: Clinic, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("clinic")
        self.setWindowTitle(tr("Whose reports these are"))
        self._name, self._logo = QLineEdit(clinic.name, self), QLineEdit(clinic.logo, self)
        self._name.setObjectName("clinic_name")
        self._name.setAccessibleName(tr("Name"))
        self._name.setMaxLength(120)
        self._logo.setObjectName("clinic_logo")
        self._logo.setAccessibleName(tr("Logo (PNG, JPEG, SVG)"))
        choose = QPushButton(tr("Choose …"), self)
        choose.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.addWidget(self._logo, 1)
        row.addWidget(choose)
        self._pictures = QCheckBox(
            tr("Keep cut-outs around the pelvis (no face) with every run from now on"), self
        )
        self._pictures.setObjectName("clinic_pictures")
        self._pictures.setChecked(clinic.keep_pictures)
        form = QFormLayout(self)
        form.addRow(tr("Name"), self._name)
        form.addRow(tr("Logo (PNG, JPEG, SVG)"), row)
        form.addRow(self._pictures)
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Save | kinds.Cancel, self)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)

    @property
    def clinic(self) -> Clinic:
        """What was typed."""
        name, logo = self._name.text().strip(), self._logo.text().strip()
        return Clinic(name, logo, self._pictures.isChecked())

    def _choose(self) -> None:
        kinds = tr("Pictures (*.png *.jpg *.jpeg *.svg)")
        path, _ = QFileDialog.getOpenFileName(self, tr("Logo"), "", kinds)
        if path:
            self._logo.setText(path)
