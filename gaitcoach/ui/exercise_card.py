"""One drill on the page of exercises: its picture, what to do, today's target, a way to begin."""

from __future__ import annotations

from functools import lru_cache

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QPixmap
from PyQt6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gaitcoach.drills.programme import PlannedDrill
from gaitcoach.drills.words import TITLES, TO_DO
from gaitcoach.language import tr
from gaitcoach.report.drills import load_text, target_text
from gaitcoach.resources import asset_path
from gaitcoach.ui.panels import make_label

SMALL_PX, LARGE_PX = 78, 170


@lru_cache
def picture_of(name: str) -> QPixmap:
    """Return the picture of a drill, on nothing, so that it suits every theme."""
    return QPixmap(str(asset_path(f"drills/{name}.png")))


class DrillPicture(QLabel):
    """Shows the picture of a drill, so large; sharp on every screen."""

    def __init__(self, edge_px: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._edge_px = edge_px
        self.setFixedSize(edge_px, edge_px)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def show_drill(self, name: str) -> None:
        """Show a drill."""
        ratio = self.devicePixelRatioF()
        edge = round(self._edge_px * ratio)
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode
        pixmap = picture_of(name).scaled(edge, edge, keep, smooth.SmoothTransformation)
        pixmap.setDevicePixelRatio(ratio)
        self.setPixmap(pixmap)
        self.setAccessibleName(tr("Picture: {what}", what=tr(TITLES[name])))


class ExerciseCard(QFrame):
    """A drill.

    Signals
    -------
    begun(str) : "Start" was pressed, with the drill's name
    chosen(str) : its progress shall be shown
    """

    begun = pyqtSignal(str)
    chosen = pyqtSignal(str)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = name
        self.setObjectName(f"exercise_{name}")
        self.setProperty("role", "panel")
        self._picture = DrillPicture(SMALL_PX, self)
        self._picture.show_drill(name)
        title = make_label(self, f"exercise_{name}_title", "title", tr(TITLES[name]))
        todo = make_label(self, f"exercise_{name}_todo", "soft", tr(TO_DO[name]))
        todo.setWordWrap(True)
        todo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self._target = make_label(self, f"exercise_{name}_target")
        self._start = self._button("start", tr("Start"), self.begun)
        self._start.setProperty("role", "primary")
        self._start.setAccessibleName(tr("Start: {what}", what=tr(TITLES[name])))
        self.progress = self._button("progress", tr("Progress"), self.chosen)
        self.progress.setCheckable(True)
        self.progress.setAccessibleName(tr("Progress: {what}", what=tr(TITLES[name])))
        words = QVBoxLayout()
        words.setSpacing(2)
        for label in (title, self._target, todo):
            words.addWidget(label)
        words.addStretch(1)
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 8, 12, 8)
        grid.addWidget(self._picture, 0, 0, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addLayout(words, 0, 1, 2, 1)
        grid.addWidget(self._start, 0, 2, Qt.AlignmentFlag.AlignBottom)
        grid.addWidget(self.progress, 1, 2, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(1, 1)
        self.offer_start(False)

    def _button(self, name: str, text: str, pressed: pyqtSignal) -> QPushButton:
        made = QPushButton(text, self)
        made.setObjectName(f"exercise_{self.name}_{name}")
        made.clicked.connect(lambda: pressed.emit(self.name))
        return made

    def offer_start(self, offered: bool) -> None:
        """Show or hide the way to begin."""
        self._start.setVisible(offered)

    def show_plan(self, planned: PlannedDrill | None) -> None:
        """Show what is wanted today; None = nothing."""
        self._target.setText(plan_text(planned))


def plan_text(planned: PlannedDrill | None) -> str:
    """Return a drill's target of today, and whether it is done."""
    if planned is None:
        return tr("Not today: a test every four weeks is enough.")
    target, load = target_text(planned), load_text(planned)
    if planned.is_done:
        return tr("✓ Done today ({target}, {load})", target=target, load=load)
    return tr("Today: {target}, {load}", target=target, load=load)
