"""The strip of the mirror check: which leg stands, for how long, how level."""

from __future__ import annotations

from PyQt6.QtWidgets import QFrame, QWidget

from gaitcoach.gait.one_leg import OneLeg
from gaitcoach.live.view import LiveView
from gaitcoach.types import Limits
from gaitcoach.ui import texts, theme
from gaitcoach.ui.flow import FlowRow
from gaitcoach.ui.panels import make_label


class HoldPanel(QFrame):
    """Counts by the views it is shown; a new check begins with `begin`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hold_panel")
        self.setProperty("role", "panel")
        self._leg = make_label(self, "hold_leg", "value")
        self._time = make_label(self, "hold_time", "huge")
        self._level = make_label(self, "hold_level", "value")
        self._best = make_label(self, "hold_best", "soft")
        row = FlowRow(parent=self)
        for label in (self._leg, self._time, self._level):
            row.addWidget(label)
        row.addStretch()
        row.addWidget(self._best)
        self.set_unit(theme.UNIT_MIN_PX)
        self.begin(Limits.both(5.0))

    def begin(self, limits: Limits) -> None:
        """Forget what was counted; hips are level up to these drops."""
        self._one_leg, self._sequence = OneLeg(limits), -1
        self._show(None)

    def set_unit(self, unit_px: int) -> None:
        """Follow the window's text size, pixels."""
        edge = round(unit_px * 0.7)
        self.layout().setContentsMargins(edge, edge // 2, edge, edge // 2)
        self.layout().setSpacing(edge * 2)

    def take(self, view: LiveView) -> None:
        """Count one view; one that was counted already is passed."""
        if view.update is None or view.sequence == self._sequence:
            return
        self._sequence = view.sequence
        self._show(self._one_leg.push(view.update))

    def _show(self, hold: object) -> None:
        leg, time, level = texts.hold_texts(hold)
        self._leg.setText(leg)
        self._time.setText(time)
        self._level.setText(level)
        self._best.setText(texts.best_holds_text(self._one_leg.best))
