"""The settings as a page, built from the one table that the command line and the file read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import Field, dataclass, fields
from typing import Any

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gaitcoach.errors import SettingsError
from gaitcoach.language import tr
from gaitcoach.settings import Settings
from gaitcoach.ui.bar import ChoiceBox
from gaitcoach.ui.panels import make_label
from gaitcoach.words import PHRASES

OF_THE_RUN = frozenset({"source", "runner", "stickers", "vertical"})
"""Chosen for each run elsewhere: at home, in the picker, in the picture."""


FIELD_WIDTH_PX = 360


@dataclass(frozen=True, slots=True)
class Row:
    """One setting's widget, and how to read and show its value."""

    widget: QWidget
    read: Callable[[], Any]
    show: Callable[[Any], None]


class SettingsPage(QWidget):
    """Shows settings and gives back what was made of them.

    Signals
    -------
    left() : back without a change
    saved(Settings) : these from now on
    """

    left = pyqtSignal()
    saved = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settings")
        self._settings = Settings()
        self._rows = {
            spec.name: _row(spec) for spec in fields(Settings) if spec.name not in OF_THE_RUN
        }
        self._trouble = make_label(self, "settings_trouble", "badge")
        self._lay_out()

    def show_settings(self, settings: Settings) -> None:
        """Show these."""
        self._settings = settings
        self.say("")
        for name, row in self._rows.items():
            row.show(getattr(settings, name))

    def save(self) -> None:
        """Give back what is shown; a value that cannot be is said, and nothing is given back."""
        try:
            changed = self._settings.with_changes(
                **{name: row.read() for name, row in self._rows.items()}
            )
        except SettingsError as error:
            self.say(str(error))
            return
        self.saved.emit(changed)

    def say(self, sentence: str) -> None:
        """Say what is wrong, "" = nothing."""
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setSpacing(10)
        for spec in fields(Settings):
            row = self._rows.get(spec.name)
            if row is None:
                continue
            row.widget.setObjectName(f"setting_{spec.name}")
            row.widget.setMaximumWidth(FIELD_WIDTH_PX)
            row.widget.setAccessibleName(tr(spec.metadata["name"]))
            row.widget.setToolTip(tr(spec.metadata["help"]))
            form.addRow(QLabel(tr(spec.metadata["name"]), self), row.widget)
            form.addRow("", _help(self, spec))
        inside = QWidget(self)
        inside.setObjectName("settings_inside")
        inside.setLayout(form)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        buttons = QHBoxLayout()
        for name, text, pressed in (
            ("settings_back", tr("‹ Home"), self.left.emit),
            ("settings_save", tr("Save"), self.save),
        ):
            button = QPushButton(text, self)
            button.setObjectName(name)
            button.clicked.connect(lambda _, pressed=pressed: pressed())
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.addWidget(make_label(self, "settings_title", "huge", tr("Settings")))
        column.addWidget(self._trouble)
        column.addWidget(scroll, 1)
        column.addLayout(buttons)


def _help(parent: QWidget, spec: Field) -> QLabel:
    label = make_label(parent, f"help_{spec.name}", "soft", tr(spec.metadata["help"]))
    label.setWordWrap(True)
    return label


def _row(spec: Field) -> Row:
    """Return the widget that suits a setting's kind and limits."""
    if "choices" in spec.metadata:
        return _choice(spec.metadata["choices"])
    if isinstance(spec.default, bool):
        box = QCheckBox()
        return Row(box, box.isChecked, box.setChecked)
    return _number(spec)


def _choice(choices: tuple) -> Row:
    box: QComboBox = ChoiceBox()
    for choice in choices:
        box.addItem(PHRASES.get(choice, str(choice)), choice)
    return Row(box, box.currentData, lambda value: box.setCurrentIndex(box.findData(value)))


def _number(spec: Field) -> Row:
    """A number field; where "none" is a choice it stands below the least number."""
    low, high = spec.metadata["low"], spec.metadata["high"]
    step, can_be_none = 0.5, "None" in str(spec.type)
    box = QDoubleSpinBox()
    box.setDecimals(1)
    box.setSingleStep(step)
    box.setRange(low - step if can_be_none else low, high)
    if can_be_none:
        box.setSpecialValueText(tr("none"))

    def read() -> float | None:
        return None if can_be_none and box.value() < low else box.value()

    return Row(box, read, lambda value: box.setValue(box.minimum() if value is None else value))
