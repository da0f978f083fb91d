"""The points of the set-up beside the picture, each with a sign and a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PyQt6.QtCore import QEvent, QObject, Qt, pyqtSignal
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from gaitcoach.language import tr, tr_later
from gaitcoach.live.view import Check, State
from gaitcoach.ui import theme
from gaitcoach.ui.panels import make_label
from gaitcoach.ui.press_button import PressButton
from gaitcoach.ui.sound_row import SoundRow

SIGNS = {State.GOOD: "✓", State.MEND: "▲", State.WAITING: "○"}
"""A shape says it without any colour."""
COLOURS = {State.GOOD: theme.LEVEL, State.MEND: theme.OVER, State.WAITING: theme.SOFT}
FOLDED = Check("folded", State.GOOD, tr_later("{count} already right."))
"""In a low window one line stands for all that is right: what is to do keeps its room."""
LATER = Check("later", State.WAITING, tr_later("{count} more to do."))
"""And one for what comes after: a point is shown whole or not at all."""


class SetupPanel(QFrame):
    """Shows what it is given; hidden while there is nothing.

    Signals
    -------
    skipped() : the user wants to run as it is
    sound_wanted(), sound_answered(bool) : as of `SoundRow`
    """

    skipped = pyqtSignal()
    sound_wanted = pyqtSignal()
    sound_answered = pyqtSignal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("setup_panel")
        self.setProperty("role", "panel")
        self._rows: dict[str, tuple[QLabel, QLabel]] = {}
        self._checks: tuple[Check, ...] = ()
        self._inside = QWidget(self)
        self._inside.setObjectName("setup_points")
        self._points = QVBoxLayout(self._inside)
        self._points.setContentsMargins(0, 0, 0, 0)
        self._points.addStretch(1)
        self._scroll = _scrolled(self, self._inside)
        self._scroll.viewport().installEventFilter(self)
        column = QVBoxLayout(self)
        column.addWidget(make_label(self, "setup_title", "title", tr("Set up")))
        column.addWidget(self._scroll, 1)
        self._sound = SoundRow(self)
        self._sound.wanted.connect(self.sound_wanted)
        self._sound.answered.connect(self.sound_answered)
        column.addWidget(self._sound)
        tip = tr("Leave the rest out; the record keeps what was left out.  (K)")
        skip = PressButton("setup_skip", tr("Run as it is"), tip, self)
        skip.clicked.connect(self.skipped)
        column.addWidget(skip)
        self.hide()

    def set_unit(self, unit_px: int) -> None:
        """Follow the window's text size, pixels."""
        self.setFixedWidth(unit_px * 19)
        self._points.setSpacing(unit_px // 2)

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Show these points."""
        checks = tuple(checks)
        if checks != self._checks:
            self._checks = checks
            self._sound.show_check(next((one for one in checks if one.name == "sound"), None))
            self._show_rows()
        self.setVisible(bool(checks))

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Resize:
            self._show_rows()
        return super().eventFilter(watched, event)

    def _show_rows(self) -> None:
        for fewer in _shorter(self._checks):
            self._show(fewer)
            if self._height_px() <= self._room_px():
                return

    def _show(self, checks: tuple[Check, ...]) -> None:
        for check in checks:
            sign, sentence = self._rows.get(check.name) or self._add(check.name)
            sign.setText(SIGNS[check.state])
            sign.setStyleSheet(f"color: {COLOURS[check.state]}; font-weight: 700;")
            sentence.setText(tr(check.sentence))
        wanted = {check.name for check in checks}
        for name, labels in self._rows.items():
            for label in labels:
                label.setVisible(name in wanted)

    def _height_px(self) -> int:
        self._points.activate()
        return self._points.totalHeightForWidth(self._scroll.viewport().width())

    def _room_px(self) -> int:
        return self._scroll.viewport().height()

    def _add(self, name: str) -> tuple[QLabel, QLabel]:
        sign = make_label(self._inside, f"setup_sign_{name}")
        sentence = make_label(self._inside, f"setup_{name}")
        sentence.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(sentence, 1)
        last = self._points.count() - 1  # before the stretch
        if LATER.name in self._rows:
            last -= 1
        self._points.insertLayout(0 if name == FOLDED.name else last, row)
        self._rows[name] = sign, sentence
        return self._rows[name]


def _shorter(checks: tuple[Check, ...]) -> Iterator[tuple[Check, ...]]:
    """Yield the points, then ever fewer lines that stand for them; at least one is left."""
    yield checks
    folded = _folded(checks)
    yield folded
    to_do = [check for check in checks if check.state is not State.GOOD]
    for later in range(1, len(to_do)):
        yield (*folded[:-later], Check(LATER.name, LATER.state, tr(LATER.sentence, count=later)))
    yield tuple(to_do[:1]) or folded


def _folded(checks: tuple[Check, ...]) -> tuple[Check, ...]:
    """Return the points with one line in place of all that are right."""
    to_do = tuple(check for check in checks if check.state is not State.GOOD)
    count = len(checks) - len(to_do)
    if not count:
        return to_do
    return (Check(FOLDED.name, State.GOOD, tr(FOLDED.sentence, count=count)), *to_do)


def _scrolled(parent: QWidget, inside: QWidget) -> QScrollArea:
    area = QScrollArea(parent)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidgetResizable(True)
    area.setWidget(inside)
    # The panel's own ground shows through, whatever the theme.
    area.setStyleSheet("QScrollArea, QWidget#setup_points { background: transparent; }")
    return area
