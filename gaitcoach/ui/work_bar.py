"""One piece of work that goes on behind: a bar, a way out, and what happens when it is over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PyQt6.QtCore import QTimer, pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from gaitcoach.language import tr
from gaitcoach.ui.controls import PhotoWork

LOOK_MS = 40


class WorkBar(QWidget):
    """Hidden while nothing goes on. A new piece of work calls the last one off.

    Signals
    -------
    failed(GaitCoachError) : it ended in trouble
    called_off() : the user called it off
    """

    failed = pyqtSignal(object)
    called_off = pyqtSignal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._work: PhotoWork | None = None
        self._then: Callable[[Any], object] = lambda result: None
        self._bar = QProgressBar(self)
        self._bar.setObjectName(f"{name}_progress")
        self._bar.setAccessibleName(tr("Reading"))
        self._bar.setTextVisible(False)
        cancel = QPushButton(tr("Cancel"), self)
        cancel.setObjectName(f"{name}_cancel")
        cancel.clicked.connect(self.call_off)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._bar, 1)
        row.addWidget(cancel)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        self.hide()

    @property
    def is_busy(self) -> bool:
        """Something goes on."""
        return self._work is not None

    def begin(self, work: PhotoWork, then: Callable[[Any], object]) -> None:
        """Wait for work that has begun; `then` gets its result."""
        self.call_off()
        self._work, self._then = work, then
        self._bar.setRange(0, 0)
        self.show()
        self._timer.start()

    def call_off(self) -> None:
        """Call off what goes on."""
        if self._work is not None:
            self._work.cancel()

    def _look(self) -> None:
        work = self._work
        if work is not None and not work.is_done:
            if work.share is not None:
                self._bar.setRange(0, 100)
                self._bar.setValue(round(100 * work.share))
            return
        self._work = None
        self._timer.stop()
        self.hide()
        if work is None:
            return
        if work.error is not None:
            self.failed.emit(work.error)
        elif work.cancelled:
            self.called_off.emit()
        else:
            self._then(work.result)
