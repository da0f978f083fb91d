"""The panel that puts a kept run right: what was done stands in a log and can be taken back."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import (
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gaitcoach.gait.putright import Correction, Kind
from gaitcoach.language import tr
from gaitcoach.report.words import correction_text
from gaitcoach.settings import THRESHOLD_MAX_DEG, THRESHOLD_MIN_DEG
from gaitcoach.storage.store.values import Logged, RunRow
from gaitcoach.types import Side, StanceRecord, View
from gaitcoach.ui.panels import make_label

BASELINE_DEG = 15.0
"""A camera that is rolled by more would have been set up again."""


class PutRight(QFrame):
    """Asks for corrections; changes nothing itself.

    Signals
    -------
    wanted(Correction) : this is to be put right
    taken_back(list) : these corrections, by their numbers
    refused(str) : what was typed cannot be
    """

    wanted = pyqtSignal(object)
    taken_back = pyqtSignal(list)
    refused = pyqtSignal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("put_right")
        self.setProperty("role", "panel")
        self._start_s = 0.0
        self._steps: Sequence[StanceRecord] = ()
        self._from, self._to, self._at = (QLineEdit(self) for _ in range(3))
        for box, name, hint in (
            (self._from, "put_right_from", tr("from, m:ss")),
            (self._to, "put_right_to", tr("to, m:ss")),
            (self._at, "put_right_at", tr("step at, m:ss")),
        ):
            box.setObjectName(name)
            box.setPlaceholderText(hint)
            box.setAccessibleName(hint)
            box.setMaximumWidth(130)
        self._limit = self._spin(
            "put_right_limit", tr("Limit"), THRESHOLD_MIN_DEG, THRESHOLD_MAX_DEG, 5.0
        )
        self._level = self._spin("put_right_level", tr("Level"), -BASELINE_DEG, BASELINE_DEG, 0.0)
        self._log = QListWidget(self)
        self._log.setObjectName("put_right_log")
        self._log.setAccessibleName(tr("What was put right"))
        self._log.setMaximumHeight(110)
        self._lay_out()

    def _spin(self, name: str, words: str, low: float, high: float, value: float) -> QDoubleSpinBox:
        box = QDoubleSpinBox(self)
        box.setObjectName(name)
        box.setAccessibleName(words)
        box.setRange(low, high)
        box.setSingleStep(0.5)
        box.setDecimals(1)
        box.setSuffix(" °")
        box.setValue(value)
        return box

    def _button(self, name: str, text: str, pressed: object) -> QPushButton:
        made = QPushButton(text, self)
        made.setObjectName(f"put_right_{name}")
        made.clicked.connect(lambda: pressed())
        return made

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.addWidget(make_label(self, "put_right_title", "door_title", tr("Put right")))
        sentence = tr(
            "The steps as measured are kept; every change is listed and can be taken back."
        )
        column.addWidget(make_label(self, "put_right_sentence", "soft", sentence))
        send = self.wanted.emit
        stretch = self._button("stretch", tr("Leave the stretch out"), self._stretch)
        rows = (
            (self._from, self._to, stretch),
            (self._at, self._button("step", tr("Leave the nearest step out"), self._step)),
            (
                self._button("swap", tr("Swap left and right"),
                             lambda: send(Correction(Kind.SWAP_SIDES))),
                self._button("behind", tr("Seen from behind"), lambda: self._view(View.BEHIND)),
                self._button("front", tr("Seen from the front"), lambda: self._view(View.FRONT)),
            ),
            (
                self._limit,
                self._button("set_limit", tr("Set this limit"), self._set_limit),
                self._level,
                self._button("set_level", tr("Take this off as level"), self._set_level),
                self._button("no_level", tr("No level"), lambda: send(Correction(Kind.BASELINE))),
            ),
        )  # fmt: skip
        for widgets in rows:
            row = QHBoxLayout()
            for widget in widgets:
                row.addWidget(widget)
            row.addStretch(1)
            column.addLayout(row)
        column.addWidget(self._log)
        column.addWidget(
            self._button("take_back", tr("Take the chosen change back"), self._take_back)
        )

    def show_run(
        self, row: RunRow, steps: Sequence[StanceRecord], level_deg: float | None,
        log: Sequence[Logged],
    ) -> None:  # fmt: skip
        """Show what was put right of a run, and offer its values."""
        self._steps = steps
        self._start_s = steps[0].t_start_s if steps else 0.0
        self._limit.setValue(row.threshold_deg)
        self._level.setValue(level_deg or 0.0)
        self._log.clear()
        for logged in log:
            what = correction_text(logged.what)
            if logged.revoked_utc is not None:
                what = tr("{what} – taken back", what=what)
            item = QListWidgetItem(f"{logged.made_utc:%Y-%m-%d %H:%M}  {what}")
            item.setData(256, logged.id if logged.revoked_utc is None else None)
            self._log.addItem(item)

    def _stretch(self) -> None:
        start_s, end_s = self._seconds(self._from), self._seconds(self._to)
        if start_s is None or end_s is None or end_s <= start_s:
            self.refused.emit(tr("Give the stretch as minutes and seconds, such as 1:00 to 1:35."))
            return
        self.wanted.emit(Correction(Kind.EXCLUDE_STRETCH, start_s, end_s))

    def _step(self) -> None:
        at_s = self._seconds(self._at)
        if at_s is None or not self._steps:
            self.refused.emit(tr("Give the moment as minutes and seconds, such as 1:20."))
            return
        step = min(self._steps, key=lambda s: abs(s.mid_stance_s - at_s))
        self.wanted.emit(Correction(Kind.EXCLUDE_STEP, step.t_start_s, side=Side(step.side)))

    def _seconds(self, box: QLineEdit) -> float | None:
        """Return the run's own time of what was typed: the chart counts from the first step."""
        minutes, _, seconds = box.text().strip().rpartition(":")
        try:
            return self._start_s + 60.0 * float(minutes or 0) + float(seconds)
        except ValueError:
            return None

    def _view(self, view: View) -> None:
        self.wanted.emit(Correction(Kind.VIEW, view=view))

    def _set_limit(self) -> None:
        self.wanted.emit(Correction(Kind.THRESHOLD, value_deg=self._limit.value()))

    def _set_level(self) -> None:
        self.wanted.emit(Correction(Kind.BASELINE, value_deg=self._level.value()))

    def _take_back(self) -> None:
        item = self._log.currentItem()
        number = None if item is None else item.data(256)
        if number is None:
            self.refused.emit(tr("Choose a change in the list that still holds."))
            return
        self.taken_back.emit([number])
