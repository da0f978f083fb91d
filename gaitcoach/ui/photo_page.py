"""The page of photographs: drop them, click on the runner, read the number, keep the picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QKeyEvent
from PyQt6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from gaitcoach.errors import GaitCoachError
from gaitcoach.language import tr, tr_later
from gaitcoach.live.photo_desk import Found, PhotoChoice, Points
from gaitcoach.settings import Settings
from gaitcoach.ui.controls import PhotoDesk, PhotoWork
from gaitcoach.ui.page import Page, scrolled
from gaitcoach.ui.panels import make_label
from gaitcoach.ui.photo_canvas import PhotoCanvas
from gaitcoach.ui.photo_texts import burst_headline, burst_lines, still_headline, still_lines
from gaitcoach.ui.work_bar import WorkBar

if TYPE_CHECKING:
    from gaitcoach.live.burst import BurstResult
    from gaitcoach.live.photo_desk import PhotoShown

MOST = 500
"""In the list at once. Whole archives are read by the command line."""
SIDE_PX = 340
DROP_HERE = tr_later(
    "Drop photographs here, or choose them: a runner from behind or from the front, hips and feet "
    "in view. They stay on this computer."
)
FIRST_POINT = tr_later("Click on an upright edge: its upper end. Esc leaves.")
SECOND_POINT = tr_later("… and its lower end. Esc leaves.")


class PhotoPage(Page):
    """Reads through a desk, whose work goes on behind.

    Signals
    -------
    videos_dropped(list) : paths of videos, which the app measures
    """

    videos_dropped = pyqtSignal(list)

    def __init__(self, desk: PhotoDesk, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__("photos", tr("Photos and videos"), tr("‹ Home"), parent)
        self.setAcceptDrops(True)
        self._desk, self._settings = desk, settings
        self._paths: list[str] = []
        self._choices: dict[str, PhotoChoice] = {}
        self._shown: PhotoShown | None = None
        self._replaces = False
        self._first_point: tuple[float, float] | None = None
        self._drawing = False
        self._make()
        self._lay_out()
        self._show_nothing()

    def use(self, settings: Settings) -> None:
        """Read by these settings from now on: model, method, limit."""
        self._settings = settings

    def add(self, dropped: Sequence[str]) -> None:
        """Take files and folders into the list and read the first new picture."""
        self._begin(self._desk.find(tuple(dropped)), self._take_found)

    def _take_found(self, found: Found) -> None:
        pictures = [path for path in found.pictures if path not in self._paths]
        if found.videos:
            self.videos_dropped.emit(list(found.videos))
        elif not pictures:
            self.tell(tr("There is no new picture among them."))
        room = MOST - len(self._paths)
        if len(pictures) > room:
            self.tell(tr("Only the first {n} are taken: gaitcoach analyze reads more.", n=room))
        first = len(self._paths)
        for path in pictures[:room]:
            self._paths.append(path)
            self._list.addItem(Path(path).name)
        if len(self._paths) > first:
            self._list.setCurrentRow(first)

    # -- what it is made of ----------------------------------------------------------------------

    def _make(self) -> None:
        self.canvas = PhotoCanvas(self)
        self.canvas.clicked.connect(self._take_click)
        self._list = QListWidget(self)
        self._list.setObjectName("photos_list")
        self._list.setAccessibleName(tr("Pictures"))
        self._list.currentRowChanged.connect(lambda row: self._read())
        self._person = QComboBox(self)
        self._person.setObjectName("photos_person")
        self._person.setAccessibleName(tr("Who is the runner"))
        self._person.activated.connect(self._choose_person)
        self._headline = make_label(self, "photos_headline", "title")
        self._lines = make_label(self, "photos_lines", "soft")
        for label in (self._headline, self._lines):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.work = WorkBar("photos", self)
        self.work.failed.connect(self._show_trouble)
        self.work.called_off.connect(lambda: self.tell(tr("Called off.")))
        self._edge = self.button("edge", tr("Draw an upright edge"), self._begin_edge)
        self._burst = self.button("burst", tr("All as one burst"), self._read_burst)
        self._save = self.button("save", tr("Save the picture …"), self._ask_and_save)
        self._blur = QCheckBox(tr("Blur faces"), self)
        self._blur.setObjectName("photos_blur")
        self._blur.setChecked(True)

    def _lay_out(self) -> None:
        beside = QWidget(self)
        beside.setFixedWidth(SIDE_PX)
        column = QVBoxLayout(beside)
        column.setContentsMargins(8, 0, 0, 0)
        column.addWidget(self._list, 1)
        column.addWidget(self._person)
        column.addWidget(self._headline)
        area, inside = scrolled(beside, "photos_told_inside", tr("What the picture tells"))
        inside.addWidget(self._lines)
        inside.addStretch(1)
        column.addWidget(area, 2)
        column.addWidget(self.work)
        middle = QHBoxLayout()
        middle.addWidget(self.canvas, 1)
        middle.addWidget(beside)
        self.column.addLayout(middle, 1)
        choose = self.button("choose", tr("Choose pictures …"), self._ask_files)
        self.column.addLayout(self.buttons(choose, self._burst, self._edge, self._save, self._blur))

    def _show_nothing(self) -> None:
        self._shown = None
        self._headline.clear()
        self._lines.clear()
        self._person.hide()
        self._offer(edge=False, save=False)
        self.canvas.say(tr(DROP_HERE))

    def _offer(self, *, edge: bool, save: bool) -> None:
        """Show what can be done with the picture, and nothing else."""
        self._edge.setVisible(edge)
        self._save.setVisible(save)
        self._blur.setVisible(save)
        self._burst.setVisible(len(self._paths) > 1)

    # -- reading ---------------------------------------------------------------------------------

    @property
    def _path(self) -> str | None:
        row = self._list.currentRow()
        return self._paths[row] if 0 <= row < len(self._paths) else None

    def _choice(self) -> PhotoChoice:
        return self._choices.get(self._path or "", PhotoChoice())

    def _read(self) -> None:
        self._leave_edge()
        path = self._path
        if path is not None:
            self._begin(self._desk.read(path, self._choice(), self._settings), self._show_photo)

    def _read_burst(self) -> None:
        self._leave_edge()
        work = self._desk.read_burst(tuple(self._paths), dict(self._choices), self._settings)
        self._begin(work, self._show_burst)

    def _begin(self, work: PhotoWork, then: Callable[[Any], object]) -> None:
        self.tell("")
        self._replaces = then == self._show_photo
        self.work.begin(work, then)

    def _show_trouble(self, error: GaitCoachError) -> None:
        if self._replaces:
            self._show_nothing()
            self.canvas.say(f"{error.what}\n{error.todo}")
        else:
            self.tell(str(error))

    def _show_photo(self, shown: PhotoShown) -> None:
        self._shown = shown
        self.canvas.show_photo(shown)
        self._headline.setText(still_headline(shown.result))
        self._lines.setText("\n".join(still_lines(shown.result)))
        self._offer(edge=bool(shown.boxes_px), save=True)
        self._show_people(shown)

    def _show_people(self, shown: PhotoShown) -> None:
        count = len(shown.boxes_px)
        self._person.setVisible(count > 1)
        self._person.clear()
        for number in range(count):
            self._person.addItem(tr("Runner: {number} of {count}", number=number + 1, count=count))
        self._person.setCurrentIndex(-1 if shown.result.person is None else shown.result.person)
        if count > 1 and self._choice().person is None:
            self.tell(tr("There are {count} people: click on the runner.", count=count))

    def _show_burst(self, burst: BurstResult) -> None:
        self._headline.setText(burst_headline(burst))
        self._lines.setText("\n".join(burst_lines(burst)))

    # -- who, and what is upright ----------------------------------------------------------------

    def _choose_person(self, person: int) -> None:
        path = self._path
        if path is not None and person >= 0:
            self._choices[path] = PhotoChoice(person, self._choice().vertical_px)
            self._read()

    def _take_click(self, x_px: float, y_px: float) -> None:
        if self._drawing:
            self._take_edge_point((x_px, y_px))
            return
        person = None if self._shown is None else self._shown.result.looked.person_at((x_px, y_px))
        if person is not None and person != self._choice().person:
            self._choose_person(person)

    def _begin_edge(self) -> None:
        self._drawing, self._first_point = True, None
        self.canvas.set_rings(())
        self.tell(tr(FIRST_POINT))
        self.setFocus()

    def _take_edge_point(self, point_px: tuple[float, float]) -> None:
        path = self._path
        if self._first_point is None or path is None:
            self._first_point = point_px
            self.canvas.set_rings((point_px,))
            self.tell(tr(SECOND_POINT))
            return
        edge: Points = (*self._first_point, *point_px)
        self._choices[path] = PhotoChoice(self._choice().person, edge)
        self._read()

    def _leave_edge(self) -> None:
        self._drawing, self._first_point = False, None
        self.canvas.set_rings(())

    def keyPressEvent(self, event: QKeyEvent | None) -> None:  # noqa: N802 - Qt's name
        """Esc leaves the drawing of an edge."""
        if self._drawing and event.key() == Qt.Key.Key_Escape:
            self._leave_edge()
            self.tell("")
        else:
            super().keyPressEvent(event)

    # -- files -----------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent | None) -> None:  # noqa: N802 - Qt's name
        """Take files of this computer."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent | None) -> None:  # noqa: N802 - Qt's name
        """Take what was dropped."""
        urls = event.mimeData().urls()
        self.add([url.toLocalFile() for url in urls if url.isLocalFile()])
        event.acceptProposedAction()

    def hideEvent(self, event: QHideEvent | None) -> None:  # noqa: N802 - Qt's name
        """Nothing is read for a page that is not seen."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.work.call_off()

    def _ask_files(self) -> None:
        kinds = tr(
            "Pictures (*.jpg *.jpeg *.png *.webp *.heic *.heif *.gif *.tif *.bmp);;All files (*)"
        )
        paths, _ = QFileDialog.getOpenFileNames(self, tr("Choose pictures"), "", kinds)
        if paths:
            self.add(paths)

    def _ask_and_save(self) -> None:
        if self._shown is None:
            return
        own = self._shown.result.looked.photo.path
        name = str(own.with_name(f"{own.stem}_gaitcoach.jpg"))
        path, _ = QFileDialog.getSaveFileName(
            self, tr("Save the picture"), name, tr("Pictures (*.jpg *.png)")
        )
        if path:
            blur = self._blur.isChecked()
            self._begin(
                self._desk.save(self._shown, path, self._settings, blur_faces=blur), self.tell
            )
