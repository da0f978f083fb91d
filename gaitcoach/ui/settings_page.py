"""The settings as a page, built from the one table that the command line and the file read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import Field, fields

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import (
    QFrame,
    QGridLayout,
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
from gaitcoach.ui.controls import Voice
from gaitcoach.ui.panels import make_label
from gaitcoach.ui.phrase_rows import PhraseRows
from gaitcoach.ui.settings_rows import NoWheel, Row, VoiceBox, keep_wheel_away, row_of

NAME_WIDTH_PX, FIELD_WIDTH_PX = 220, 330


class SettingsPage(QWidget):
    """Shows settings and gives back what was made of them.

    Signals
    -------
    left() : back without a change
    saved(Settings) : these from now on
    tried(Settings, str) : a phrase shall be heard as these settings say, by its key
    """

    left = pyqtSignal()
    saved = pyqtSignal(object)
    tried = pyqtSignal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settings")
        self._settings = Settings()
        self._wheel = NoWheel(self)
        self._rows = {spec.name: self._row(spec) for spec in _shown()}
        self._trouble = make_label(self, "settings_trouble", "badge")
        self._trouble.setWordWrap(True)
        self._lay_out()

    def show_settings(self, settings: Settings) -> None:
        """Show these."""
        self._settings = settings
        self.say("")
        for name, row in self._rows.items():
            row.show(getattr(settings, name))

    def show_voices(self, voices: Sequence[Voice]) -> None:
        """Offer the voices that are known by now."""
        box: VoiceBox = self._rows["voice_name"].widget
        box.show_voices(voices)

    def save(self) -> None:
        """Give back what is shown; a value that cannot be is said, and nothing is given back."""
        if (changed := self._read()) is not None:
            self.saved.emit(changed)

    def say(self, sentence: str) -> None:
        """Say what is wrong, "" = nothing."""
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))

    def _read(self) -> Settings | None:
        try:
            return self._settings.with_changes(
                **{name: row.read() for name, row in self._rows.items()}
            )
        except SettingsError as error:
            self.say(str(error))
            return None

    def _try(self, key: str) -> None:
        self.say("")
        if (shown := self._read()) is not None:
            self.tried.emit(shown, key)

    def _row(self, spec: Field) -> Row:
        if "keys" not in spec.metadata:
            return row_of(spec)
        phrases = PhraseRows(spec.metadata["longest"], self)
        phrases.tried.connect(self._try)
        return Row(phrases, phrases.read, phrases.show_words)

    # -- laying out ----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        inside = QWidget(self)
        inside.setObjectName("settings_inside")
        groups = QVBoxLayout(inside)
        groups.setSpacing(16)
        for heading in dict.fromkeys(spec.metadata["group"] for spec in _shown()):
            groups.addWidget(self._group(heading))
        scroll = QScrollArea(self)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setAccessibleName(tr("All settings"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.addWidget(make_label(self, "settings_title", "huge", tr("Settings")))
        column.addWidget(scroll, 1)
        column.addWidget(self._trouble)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        buttons = QHBoxLayout()
        for name, text, pressed in (
            ("settings_back", tr("‹ Home"), self.left.emit),
            ("settings_save", tr("Save"), self.save),
        ):
            button = QPushButton(text, self)
            button.setObjectName(name)
            button.setProperty("role", "primary" if name == "settings_save" else "")
            button.clicked.connect(lambda _, pressed=pressed: pressed())
            buttons.addWidget(button)
        buttons.addStretch(1)
        return buttons

    def _group(self, heading: str) -> QFrame:
        """Return the settings of one heading: name, field and what it means, side by side."""
        frame = QFrame(self)
        frame.setProperty("role", "panel")
        grid = QGridLayout(frame)
        grid.setContentsMargins(20, 14, 20, 14)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnMinimumWidth(0, NAME_WIDTH_PX)
        grid.setColumnMinimumWidth(1, FIELD_WIDTH_PX)
        grid.setColumnStretch(2, 1)
        grid.addWidget(make_label(frame, "settings_group", "title", tr(heading)), 0, 0, 1, 3)
        own = (spec for spec in _shown() if spec.metadata["group"] == heading)
        for place, spec in enumerate(own, start=1):
            self._add(grid, 2 * place, spec, self._rows[spec.name].widget)
        return frame

    def _add(self, grid: QGridLayout, place: int, spec: Field, widget: QWidget) -> None:
        name, help_ = tr(spec.metadata["name"]), tr(spec.metadata["help"])
        widget.setObjectName(f"setting_{spec.name}")
        widget.setAccessibleName(name)
        widget.setAccessibleDescription(help_)
        widget.setToolTip(help_)
        keep_wheel_away(widget, self._wheel)
        label = make_label(self, f"help_{spec.name}", "soft", help_)
        label.setWordWrap(True)
        if "keys" in spec.metadata:  # many fields: below their name, over the whole width
            grid.addWidget(QLabel(name, self), place, 0)
            grid.addWidget(label, place, 1, 1, 2)
            grid.addWidget(widget, place + 1, 1, 1, 2)
            return
        grid.addWidget(QLabel(name, self), place, 0)
        grid.addWidget(widget, place, 1)
        grid.addWidget(label, place, 2)


def _shown() -> list[Field]:
    """Return the settings of the page: those of the table that have a heading."""
    return [spec for spec in fields(Settings) if spec.metadata["group"]]
