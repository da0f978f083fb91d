"""What happened, at the edge of the window: said, and gone; trouble stays until it was read.

Standing troubles of a run (no sound, disk full) are no events: they stay in `panels.NoticeStrip`.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import Protocol

from PyQt6.QtCore import QEvent, QObject, Qt, QTimer
from PyQt6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from gaitcoach.errors import GaitCoachError
from gaitcoach.language import tr
from gaitcoach.ui import theme
from gaitcoach.ui.panels import make_label
from gaitcoach.ui.press_button import PressButton
from gaitcoach.ui.stylesheet import stylesheet

SHOWN_MS = 6000
"""Two sentences are read in this time."""
LOOK_MS = 100
MOST = 4
"""More at once would cover the page: the oldest that can be missed goes."""
WIDTH_UNITS = 30
DETAILS_UNITS = 9


class Work(Protocol):
    """Something that goes on behind (a `gaitcoach.jobs.Job`). share : done so far, None unknown"""

    error: GaitCoachError | None
    share: float | None
    cancelled: bool

    @property
    def is_done(self) -> bool: ...

    def cancel(self) -> None: ...


class Toasts(QWidget):
    """Stacks sentences in the lower right corner of its parent; covers nothing else."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toasts")
        self._unit_px = 0
        self._toasts: list[Toast] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        parent.installEventFilter(self)
        self.hide()

    def say(self, sentence: str) -> None:
        """Say that something went well; goes by itself."""
        self._add(Toast(self, sentence)).go_later(SHOWN_MS)

    def fail(self, error: Exception | str) -> None:
        """Say what went wrong and what to do; stays until it is closed."""
        self._add(Toast(self, _sentences(error), _details(error), trouble=True))

    def work(self, sentence: str, work: Work, done: Callable[[], None]) -> None:
        """Show work that goes on, with its progress and a way to call it off.

        done : called once it ended well; trouble and calling off are said here
        """
        toast = self._add(Toast(self, sentence, work=work))
        toast.follow(lambda: self._work_is_over(toast, work, done))

    @property
    def shown(self) -> tuple[str, ...]:
        """What is said now, oldest first."""
        return tuple(toast.sentence for toast in self._toasts)

    def remove(self, toast: Toast) -> None:
        """Take one away."""
        if toast in self._toasts:
            self._toasts.remove(toast)
            self._column.removeWidget(toast)
            # The layout gave it to Python, which would destroy it in the middle of its own signal.
            toast.setParent(self)
            toast.hide()
            toast.deleteLater()
            self._place()

    def _work_is_over(self, toast: Toast, work: Work, done: Callable[[], None]) -> None:
        self.remove(toast)
        if work.error is not None:
            self.fail(work.error)
        elif work.cancelled:
            self.say(tr("Called off: nothing was written."))
        else:
            done()

    def _add(self, toast: Toast) -> Toast:
        same = [one for one in self._toasts if one.sentence == toast.sentence and one.may_go]
        surplus = [one for one in self._toasts if one.may_go][: len(self._toasts) + 1 - MOST]
        for one in same or surplus:
            self.remove(one)
        self._toasts.append(toast)
        self._column.addWidget(toast)
        self._place()
        return toast

    def _place(self) -> None:
        self.setVisible(bool(self._toasts))
        if not self._toasts:
            return
        parent = self.parentWidget()
        unit_px = theme.unit_px(parent.width(), parent.height())
        if unit_px != self._unit_px:
            self._unit_px = unit_px
            self.setStyleSheet(_style(unit_px))
        width = min(unit_px * WIDTH_UNITS, parent.width() - 2 * unit_px)
        self.setFixedWidth(width)
        self._column.activate()
        height = min(self._column.totalHeightForWidth(width), parent.height() - 5 * unit_px)
        # Above the last line of a page: the safety line stays visible.
        self.setGeometry(
            parent.width() - width - unit_px,
            parent.height() - height - 4 * unit_px,
            width,
            height,
        )
        self.raise_()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:  # noqa: N802
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._place()
        return False


class Toast(QFrame):
    """One of them. may_go : nobody has to read or close it"""

    def __init__(
        self,
        stack: Toasts,
        sentence: str,
        details: str = "",
        *,
        trouble: bool = False,
        work: Work | None = None,
    ) -> None:
        super().__init__(stack)
        self.sentence, self._stack, self._work = sentence, stack, work
        self.may_go = not trouble and work is None
        self.setObjectName("toast")
        self.setProperty("trouble", trouble)
        self._label = make_label(self, "toast_text", "", sentence)
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._details = _details_box(self, details)
        self._timer = QTimer(self)
        self._bar = QProgressBar(self)
        self._bar.setObjectName("toast_progress")
        self._bar.setAccessibleName(sentence)
        self._bar.setTextVisible(False)
        self._bar.setVisible(work is not None)
        column = QVBoxLayout(self)
        column.addWidget(self._label)
        column.addWidget(self._bar)
        column.addWidget(self._details)
        column.addLayout(self._buttons(bool(details)))

    def go_later(self, after_ms: int) -> None:
        """Go by itself after some time."""
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.go)
        self._timer.start(after_ms)

    def follow(self, over: Callable[[], None]) -> None:
        """Show how far the work is; call `over` once it has ended."""
        self._over = over
        self._timer.timeout.connect(self._look)
        self._timer.start(LOOK_MS)

    def go(self) -> None:
        """Go now."""
        self._timer.stop()
        self._stack.remove(self)

    def _look(self) -> None:
        if self._work.is_done:
            self._timer.stop()
            self._over()
            return
        known = self._work.share is not None
        self._bar.setRange(0, 100 if known else 0)
        self._bar.setValue(round(100 * (self._work.share or 0.0)))

    def _buttons(self, has_details: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        if has_details:
            more = PressButton("toast_details", tr("Details"), tr("What the computer said"), self)
            more.clicked.connect(self._toggle_details)
            row.addWidget(more)
        if self._work is not None:
            cancel = PressButton("toast_cancel", tr("Cancel"), tr("Call it off"), self)
            cancel.clicked.connect(self._work.cancel)
            row.addWidget(cancel)
        else:
            close = PressButton("toast_close", tr("Close"), tr("I have read it"), self)
            close.clicked.connect(self.go)
            row.addWidget(close)
        return row

    def _toggle_details(self) -> None:
        self._details.setVisible(self._details.isHidden())


def _details_box(parent: QWidget, details: str) -> QPlainTextEdit:
    box = QPlainTextEdit(details, parent)
    box.setObjectName("toast_details_text")
    box.setAccessibleName(tr("Details"))
    box.setReadOnly(True)
    box.hide()
    return box


def _sentences(error: Exception | str) -> str:
    if isinstance(error, GaitCoachError):
        return "\n".join(tr(part) for part in (error.what, error.todo) if part)
    return str(error)


def _details(error: Exception | str) -> str:
    """Return what a person who helps wants to see, "" when there is no more to say."""
    if isinstance(error, str) or (error.__traceback__ is None and error.__cause__ is None):
        return ""
    return "".join(traceback.format_exception(error)).strip()


def _style(unit_px: int) -> str:
    pad = round(unit_px * 0.4)
    return f"""{stylesheet(unit_px)}
QFrame#toast {{ background: {theme.PANEL_HIGH}; border: 1px solid {theme.FAINT};
     border-left: {pad}px solid {theme.LEVEL}; border-radius: {pad}px; }}
QFrame#toast[trouble="true"] {{ border-left-color: {theme.OVER}; }}
QPlainTextEdit {{ background: {theme.PANEL}; border: 0; font-family: monospace;
     max-height: {unit_px * DETAILS_UNITS}px; }}
QProgressBar {{ background: {theme.PANEL}; border: 0; border-radius: {pad}px;
     max-height: {unit_px}px; }}
QProgressBar::chunk {{ background: {theme.LEVEL}; border-radius: {pad}px; }}
"""
