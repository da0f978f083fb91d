"""The widget that suits a setting, by its row in the one table of settings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import Field, dataclass
from typing import Any

from PyQt6.QtCore import QEvent, QObject, Qt
from PyQt6.QtGui import QPaintEvent
from PyQt6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from gaitcoach.language import language_code, tr
from gaitcoach.ui.bar import ChoiceBox, paint_signs
from gaitcoach.ui.controls import Voice
from gaitcoach.words import SPOKEN

STEP_DEG_OR_S = 0.5
STEP_WORDS = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One setting's widget, and how to read and show its value."""

    widget: QWidget
    read: Callable[[], Any]
    show: Callable[[Any], None]


def row_of(spec: Field) -> Row:
    """Return the widget that suits a setting's kind and limits."""
    if spec.name == "cue":
        usual = SPOKEN[language_code()]
        return _choice({key: usual[key] for key in spec.metadata["choices"]})
    if "choices" in spec.metadata:
        return _choice({value: tr(name) for value, name in spec.metadata["choices"].items()})
    if isinstance(spec.default, bool):
        return _switch()
    if "low" in spec.metadata:
        return _number(spec)
    if spec.name == "voice_name":
        return voice_row(tr(spec.metadata["none"]))
    return _folder(tr(spec.metadata["none"]))


class NoWheel(QObject):
    """Lets the wheel scroll the page instead of changing a field that happens to lie below it."""

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Wheel and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def keep_wheel_away(widget: QWidget, filter_: NoWheel) -> None:
    """Let a field, or the fields inside a widget, ignore the wheel until they are chosen."""
    for field in (widget, *widget.findChildren(QWidget)):
        if isinstance(field, (QComboBox, QAbstractSpinBox)):
            field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            field.installEventFilter(filter_)


def _choice(choices: dict[Any, str]) -> Row:
    """A list; choices : value -> what it is called."""
    box: QComboBox = ChoiceBox()
    for value, name in choices.items():
        box.addItem(name, value)
    return Row(box, box.currentData, lambda value: box.setCurrentIndex(box.findData(value)))


def _switch() -> Row:
    """A box that says in a word whether it is ticked: colour alone would not do."""
    box = QCheckBox(tr("no"))
    box.toggled.connect(lambda on: box.setText(tr("yes") if on else tr("no")))
    return Row(box, box.isChecked, box.setChecked)


class WholeBox(QSpinBox):
    """A field for whole numbers; its signs are painted, as in every field."""

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        paint_signs(self, "▴", "▾")


class NumberBox(QDoubleSpinBox):
    """The same with decimals."""

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        paint_signs(self, "▴", "▾")


def _number(spec: Field) -> Row:
    """A number field; where None is a choice it stands below the least number."""
    low, high = spec.metadata["low"], spec.metadata["high"]
    whole, can_be_none = isinstance(spec.default, int), "none" in spec.metadata
    box = WholeBox() if whole else NumberBox()
    step = STEP_WORDS if whole else STEP_DEG_OR_S
    if not whole:
        box.setDecimals(1)
    box.setSingleStep(step)
    box.setRange(low - step if can_be_none else low, high)
    unit = tr(spec.metadata["unit"])
    box.setSuffix(unit if unit == "°" else f" {unit}")
    if can_be_none:
        box.setSpecialValueText(tr(spec.metadata["none"]))

    def read() -> float | None:
        return None if can_be_none and box.value() < low else box.value()

    return Row(box, read, lambda value: box.setValue(box.minimum() if value is None else value))


class VoiceBox(ChoiceBox):
    """The voices of this machine that speak the language; the usual one first."""

    def __init__(self, usual: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.addItem(usual, None)

    def show_voices(self, voices: Sequence[Voice]) -> None:
        """Add what has become known since; what is chosen stays."""
        for voice in voices:
            if voice.speaks(language_code()) and self.findData(voice.id) < 0:
                self.addItem(voice.name, voice.id)

    def choose(self, voice_id: str | None) -> None:
        """Choose a voice; one that is not known (yet) is listed by its own name."""
        if voice_id is not None and self.findData(voice_id) < 0:
            self.addItem(voice_id, voice_id)
        # Qt looks None up by what it is, not by what it says: the usual voice is the first.
        self.setCurrentIndex(0 if voice_id is None else self.findData(voice_id))


def voice_row(usual: str) -> Row:
    """Return the row of the voice."""
    box = VoiceBox(usual)
    return Row(box, box.currentData, box.choose)


def ask_folder(parent: QWidget, before: str) -> str:
    """Let the user choose the folder of the records; "" when they think better of it."""
    return QFileDialog.getExistingDirectory(parent, tr("Folder of the records"), before)


def _folder(usual: str) -> Row:
    """A folder: typed or chosen; empty = the usual one."""
    line, button = QLineEdit(), QPushButton(tr("Choose …"))
    line.setPlaceholderText(usual)
    line.setObjectName("folder_line")
    line.setAccessibleName(tr("Folder of the records"))
    button.setObjectName("folder_choose")
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(line, 1)
    row.addWidget(button)
    both.setFocusProxy(line)

    def choose() -> None:
        if chosen := ask_folder(both, line.text()):
            line.setText(chosen)

    button.clicked.connect(lambda: choose())
    return Row(both, lambda: line.text().strip() or None, lambda value: line.setText(value or ""))
