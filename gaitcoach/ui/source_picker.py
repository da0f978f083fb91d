"""The page that chooses a source: what each camera sees now, an address, a file, the demo."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QHideEvent, QPixmap, QShowEvent
from PyQt6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gaitcoach.language import tr, tr_later
from gaitcoach.types import Frame
from gaitcoach.ui.controls import Preview
from gaitcoach.ui.flow import FlowRow
from gaitcoach.ui.panels import make_label
from gaitcoach.ui.picture import image_of
from gaitcoach.ui.sources import DEMO, PHONE, ask_file
from gaitcoach.ui.texts import source_label

LOOK_MS = 125
"""Eight thumbnails a second look alive and cost little."""
THUMB_PX = (320, 200)
COLUMNS = 3
NO_CAMERA = tr_later(
    "No camera is connected. Plug one in, or use your phone, an address, a file or the demo."
)


class SourceCard(QPushButton):
    """One source: its picture, its name, and what is wrong with it."""

    def __init__(self, label: str, source: str, preview: Preview, parent: QWidget) -> None:
        super().__init__(parent)
        self.source, self._preview, self._shown = source, preview, -1
        self.setProperty("role", "door")
        self.setAutoDefault(True)
        self.setAccessibleName(label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.picture = QLabel("…", self)
        self.picture.setFixedSize(*THUMB_PX)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.state = make_label(self, "source_state", "soft")
        self.state.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        for widget in (self.picture, make_label(self, "source_name", "title", label), self.state):
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(widget)
        self.setFixedHeight(THUMB_PX[1] + 110)

    def look(self) -> None:
        """Show the newest picture, or the trouble."""
        frame = self._preview.frame
        trouble = self._preview.trouble
        self.state.setText(tr(trouble) or ("" if frame is None else _size_text(frame)))
        if frame is not None and frame.index != self._shown:
            self._shown = frame.index
            small = image_of(frame).scaled(*THUMB_PX, Qt.AspectRatioMode.KeepAspectRatio)
            self.picture.setPixmap(QPixmap.fromImage(small))

    def let_go(self) -> None:
        """Stop looking."""
        self._preview.stop()


def _size_text(frame: Frame) -> str:
    width, height = frame.size_px
    return f"{width} x {height}"


class SourcePicker(QWidget):
    """Looks at the sources while it is shown, and only then.

    Signals
    -------
    chosen(str) : a source, as `Settings.source` has it
    left() : back without a choice
    """

    chosen = pyqtSignal(str)
    left = pyqtSignal()

    def __init__(
        self,
        cameras: Callable[[], list[tuple[str, str]]],
        preview: Callable[[str], Preview],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("source_picker")
        self._cameras, self._preview = cameras, preview
        self._cards: dict[str, SourceCard] = {}
        self._now = ""
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._lay_out()

    def show_choice(self, source: str) -> None:
        """Tell what is chosen now."""
        self._now = source
        self._chosen.setText(tr("Chosen now: {source}", source=source_label(source)))

    def showEvent(self, event: QShowEvent | None) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self._look()
        self._timer.start()

    def hideEvent(self, event: QHideEvent | None) -> None:  # noqa: N802 - Qt's name
        """Let go of every camera: the next page may need one."""
        super().hideEvent(event)
        self._timer.stop()
        for source in list(self._cards):
            self._remove(source)

    def _lay_out(self) -> None:
        back = _button(self, "source_back", tr("‹ Back"), self.left.emit)
        self._chosen = make_label(self, "source_chosen", "soft")
        self._nothing = make_label(self, "source_nothing", "soft", tr(NO_CAMERA))
        self._vanished = make_label(self, "source_vanished", "badge")
        self.address = QLineEdit(self)
        self.address.setObjectName("address")
        self.address.setPlaceholderText(tr("rtsp://… or http://… of a network camera"))
        self.address.setAccessibleName(tr("Address of a network camera"))
        self.address.returnPressed.connect(self._test)
        head, ask = QHBoxLayout(), FlowRow()
        for widget in (back, make_label(self, "source_title", "title", tr("Choose a camera"))):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self._chosen)
        ask.addWidget(self.address)
        for widget in (
            _button(self, "address_test", tr("Test"), self._test),
            _button(self, "source_file", tr("Video file …"), self._ask_file),
            _button(self, "source_phone", tr("Phone"), lambda: self.chosen.emit(PHONE)),
            _button(self, "source_demo", tr("Demo runner"), lambda: self.chosen.emit(DEMO)),
        ):
            ask.addWidget(widget)
        self._grid = QGridLayout()
        for place in range(COLUMNS):
            self._grid.setColumnStretch(place, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.addLayout(head)
        column.addWidget(self._vanished)
        column.addWidget(self._nothing)
        column.addLayout(self._grid)
        column.addLayout(ask)
        column.addStretch(1)

    def _look(self) -> None:
        cameras = self._cameras()
        for label, source in cameras:
            if source not in self._cards:
                self._add(label, source)
        present = [source for _, source in cameras]
        for source in list(self._cards):
            if source.isdigit() and source not in present:
                self._remove(source)
        gone = self._now.isdigit() and self._now not in present
        self._vanished.setText(
            tr("{camera} is not connected any more.", camera=source_label(self._now))
        )
        self._vanished.setVisible(gone)
        self._nothing.setVisible(not cameras)
        for card in self._cards.values():
            card.look()

    def _add(self, label: str, source: str) -> None:
        card = SourceCard(label, source, self._preview(source), self)
        card.setObjectName(f"source_card_{len(self._cards)}")
        card.clicked.connect(lambda: self.chosen.emit(source))
        place = len(self._cards)
        self._cards[source] = card
        self._grid.addWidget(card, place // COLUMNS, place % COLUMNS)

    def _remove(self, source: str) -> None:
        card = self._cards.pop(source)
        card.let_go()
        self._grid.removeWidget(card)
        card.deleteLater()

    def _test(self) -> None:
        """Look at the typed address; a click on its picture chooses it."""
        source = self.address.text().strip()
        if source and source not in self._cards:
            self._add(source_label(source), source)

    def _ask_file(self) -> None:
        if path := ask_file(self):
            self.chosen.emit(path)


def _button(parent: QWidget, name: str, text: str, pressed: Callable[[], None]) -> QPushButton:
    button = QPushButton(text, parent)
    button.setObjectName(name)
    button.clicked.connect(lambda: pressed())
    return button
