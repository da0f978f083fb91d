"""The control bar: start, source, view, limit, sound and display switches."""

from __future__ import annotations

from collections.abc import Mapping

from PyQt6.QtCore import QEvent, QRect, Qt, pyqtSignal
from PyQt6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent
from PyQt6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from gaitcoach.language import tr, tr_later
from gaitcoach.settings import THRESHOLD_MAX_DEG, THRESHOLD_MIN_DEG, Settings, setting_help
from gaitcoach.types import View
from gaitcoach.ui import theme
from gaitcoach.ui.flow import FlowRow

GAP_PX = 4
THRESHOLD_STEP_DEG = 0.5
"""Half a degree: finer than the noise, coarse enough to hear a difference."""
_TYPED = set("0123456789.,°")
VIEW_LABELS = {View.BEHIND: tr_later("From behind"), View.FRONT: tr_later("From the front")}


class ThresholdBox(QDoubleSpinBox):
    """A number field that keeps only what makes a number: letters stay keys of the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("threshold")
        self.setRange(THRESHOLD_MIN_DEG, THRESHOLD_MAX_DEG)
        self.setSingleStep(THRESHOLD_STEP_DEG)
        self.setDecimals(1)
        before, after = tr("limit {limit}°").split("{limit}")
        self.setPrefix(before)
        self.setSuffix(after)
        self.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setToolTip(f"{setting_help('threshold_deg')}  (+ / -)")
        self.editingFinished.connect(self.clearFocus)

    def event(self, event: QEvent | None) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and _is_window_key(event):
            event.ignore()
            return False
        return super().event(event)


def _is_window_key(event: QKeyEvent) -> bool:
    return event.text().isprintable() and event.text() != "" and event.text() not in _TYPED


class ChoiceBox(QComboBox):
    """A list to choose from. The style sheet takes the style's arrow away: here it is again."""

    def paintEvent(self, event: QPaintEvent | None) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        paint_signs(self, "▾")


def paint_signs(widget: QWidget, *signs: str) -> None:
    """Write signs one above the other at the right end of a field."""
    painter = QPainter(widget)
    painter.setPen(theme.colour(theme.SOFT))
    whole = widget.rect().adjusted(0, 0, -widget.fontMetrics().averageCharWidth(), 0)
    high = whole.height() // len(signs)
    for place, sign in enumerate(signs):
        part = QRect(whole.left(), place * high, whole.width(), high)
        painter.drawText(part, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, sign)
    painter.end()


class SourceBox(ChoiceBox):
    """The list of sources; asks for the cameras known by now each time it opens."""

    about_to_open = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("source")
        self.setAccessibleName(tr("Source"))
        self.setToolTip(f"{setting_help('source')}  (S)")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(7)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        self.about_to_open.emit()
        super().showPopup()


class ControlBar(QWidget):
    """Everything that is set while running, in one row. The window connects it."""

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self._actions = actions
        self.source = SourceBox(self)
        self.view = _view_box(self)
        self.threshold = ThresholdBox(self)
        row = FlowRow(GAP_PX, self)
        row.addWidget(action_button(self, actions["start_stop"]))
        row.addWidget(self.source)
        row.addWidget(self.view)
        row.addWidget(action_button(self, actions["source_mirrored"]))
        row.addLayout(self._limit_row())
        for name in ("voice", "step_tone", "metronome", "mirror_display", "help"):
            row.addWidget(action_button(self, actions[name]))

    def _limit_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, GAP_PX, 0)
        row.setSpacing(GAP_PX)
        row.addWidget(action_button(self, self._actions["threshold_down"]))
        row.addWidget(self.threshold)
        row.addWidget(action_button(self, self._actions["threshold_up"]))
        return row

    def show_settings(self, settings: Settings) -> None:
        """Show these settings without asking for anything."""
        for box in (self.view, self.threshold):
            box.blockSignals(True)
        self.view.setCurrentIndex(self.view.findData(settings.view))
        self.threshold.setValue(settings.threshold_deg)
        for box in (self.view, self.threshold):
            box.blockSignals(False)
        self._actions["voice"].setChecked(settings.voice)
        self._actions["step_tone"].setChecked(settings.step_tone)
        self._actions["source_mirrored"].setChecked(settings.mirror)
        percent = settings.metronome_percent
        self._actions["metronome"].setIconText(
            tr("Metronome +{percent} %", percent=percent) if percent else tr("Metronome off")
        )


def action_button(parent: QWidget, action: QAction) -> QToolButton:
    """Return a button that shows and does what an action does."""
    button = QToolButton(parent)
    button.setDefaultAction(action)
    button.setObjectName(action.objectName().replace("action_", "button_"))
    # Space starts and stops: it must not also press a button that happens to have the focus.
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
    return button


def _view_box(parent: QWidget) -> QComboBox:
    box = ChoiceBox(parent)
    box.setObjectName("view")
    box.setAccessibleName(tr("Camera stands"))
    for view, label in VIEW_LABELS.items():
        box.addItem(tr(label), view.value)
    box.setToolTip(f"{setting_help('view')}  (B)")
    return box
