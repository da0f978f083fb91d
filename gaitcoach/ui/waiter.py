"""Waits for answers of the library without blocking the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from gaitcoach.errors import GaitCoachError

LOOK_MS = 20


class Answer(Protocol):
    """What a question will bring."""

    @property
    def is_ready(self) -> bool: ...

    value: Any
    error: GaitCoachError | None


class Waiter(QObject):
    """ask(answer, then) calls `then(value)` in the window's thread once the answer is there.

    Signals
    -------
    trouble(str) : an answer was an error; `then` is not called
    busy(bool) : whether something is waited for
    """

    trouble = pyqtSignal(str)
    busy = pyqtSignal(bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: list[tuple[Answer, Callable[[Any], None]]] = []
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    def ask(self, answer: Answer, then: Callable[[Any], None] = lambda value: None) -> None:
        """Wait for an answer."""
        self._waiting.append((answer, then))
        if not self._timer.isActive():
            self._timer.start()
            self.busy.emit(True)

    def forget(self) -> None:
        """Wait for nothing any more: the page was left."""
        self._waiting.clear()

    def _look(self) -> None:
        ready = [asked for asked in self._waiting if asked[0].is_ready]
        self._waiting = [asked for asked in self._waiting if not asked[0].is_ready]
        for answer, then in ready:
            if answer.error is not None:
                self.trouble.emit(str(answer.error))
            else:
                then(answer.value)
        if not self._waiting:
            self._timer.stop()
            self.busy.emit(False)
