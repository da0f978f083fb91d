"""The strips around the picture: troubles above; cadence, cue, safety and marks below."""

from __future__ import annotations

from collections.abc import Mapping

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gaitcoach.language import tr
from gaitcoach.live.view import LiveView
from gaitcoach.ui import texts, theme
from gaitcoach.ui.flow import FlowRow
from gaitcoach.words import PHRASES, SAFETY_LINE


def make_label(parent: QWidget, name: str, role: str = "", text: str = "") -> QLabel:
    """Return a named label with a role of the style sheet."""
    label = QLabel(text, parent)
    label.setObjectName(name)
    if role:
        label.setProperty("role", role)
    return label


class NoticeStrip(QLabel):
    """Standing troubles (no sound, disk full), hidden while there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notices")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.hide()

    def show_view(self, view: LiveView) -> None:
        """Show the view's notices."""
        self.setText("\n".join(tr(notice) for notice in view.notices))
        self.setVisible(bool(view.notices))


class RunPanel(QFrame):
    """Step rate with contact and flight time, and the last cue with its reason."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("run_panel")
        self.setProperty("role", "panel")
        self._words: Mapping[str, str] = PHRASES
        self._cadence = make_label(self, "cadence", "value")
        self._times = make_label(self, "times", "soft")
        self._cue = make_label(self, "cue", "title")
        self._reason = make_label(self, "cue_reason", "soft")
        unit = make_label(self, "cadence_unit", "soft", tr("steps\nper minute"))
        told = QVBoxLayout()
        told.setSpacing(1)
        told.addWidget(self._cue)
        told.addWidget(self._reason)
        self._reason.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.addWidget(self._cadence)
        row.addWidget(unit)
        row.addWidget(self._times)
        row.addSpacing(24)
        row.addLayout(told, 1)
        self.set_unit(theme.UNIT_MIN_PX)
        self.show_view(LiveView())

    def set_unit(self, unit_px: int) -> None:
        """Follow the window's text size, pixels."""
        edge = round(unit_px * 0.7)
        self.layout().setContentsMargins(edge, edge // 2, edge, edge // 2)
        self.layout().setSpacing(edge)

    def set_words(self, words: Mapping[str, str]) -> None:
        """Show cues in these words, by phrase key."""
        self._words = words

    def show_view(self, view: LiveView) -> None:
        """Show the view's numbers and words."""
        self._cadence.setText(texts.cadence_text(view.update))
        self._times.setText(texts.times_text(view.update))
        self._cue.setText(texts.cue_text(view.last_cue, self._words))
        self._reason.setText(texts.cue_reason_text(view.last_cue, view.cueing))


class Footer(QWidget):
    """The safety line, what the numbers are not, and how the computer keeps up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("footer")
        self._marks = make_label(self, "marks", "badge")
        self._level = make_label(self, "level", "soft")
        self._machine = make_label(self, "machine", "soft")
        self._phone = make_label(self, "phone_figures", "soft")
        row = FlowRow(parent=self)
        row.setContentsMargins(4, 0, 4, 0)
        row.addWidget(make_label(self, "safety", "", tr(SAFETY_LINE)))
        row.addStretch()
        row.addWidget(self._marks)
        row.addWidget(self._level)
        row.addWidget(self._phone)
        row.addWidget(self._machine)
        self.show_view(LiveView())

    def show_view(self, view: LiveView) -> None:
        """Show the view's marks and machine figures."""
        marks = texts.marks(view)
        self._marks.setText(" · ".join(marks))
        self._marks.setVisible(bool(marks))
        self._level.setText(texts.level_text(view.update))
        self._machine.setText(texts.machine_text(view.stats))
        self._phone.setText(texts.phone_text(view.phone))
