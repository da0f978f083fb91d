"""The app's frame: the first page, and the rooms behind its doors, one at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PyQt6.QtCore import QSize, QTimer, pyqtSignal
from PyQt6.QtGui import QCloseEvent, QResizeEvent
from PyQt6.QtWidgets import QDialog, QStackedWidget

from gaitcoach.drills import Drill
from gaitcoach.language import tr
from gaitcoach.settings import Settings
from gaitcoach.ui import theme
from gaitcoach.ui.about import About
from gaitcoach.ui.after_run import AfterRun
from gaitcoach.ui.controls import Controls
from gaitcoach.ui.drill_rooms import DrillRooms
from gaitcoach.ui.first_steps import FirstSteps
from gaitcoach.ui.home import Home
from gaitcoach.ui.next_run import NextRun
from gaitcoach.ui.page_window import show_beside
from gaitcoach.ui.photo_page import PhotoPage
from gaitcoach.ui.rooms import HistoryRooms
from gaitcoach.ui.settings_page import SettingsPage
from gaitcoach.ui.source_picker import SourcePicker
from gaitcoach.ui.sources import PHONE
from gaitcoach.ui.stylesheet import stylesheet
from gaitcoach.ui.toasts import Toasts
from gaitcoach.ui.who_runs import conditions_of
from gaitcoach.ui.window import MainWindow
from gaitcoach.ui.window_memory import WindowMemory

WATCH_MS = 1000
"""Trouble of what is over, and cameras: a second is soon enough."""
VOICES_MS = 300
"""The page of settings looks this often at the voices that its worker has found by now."""


class Shell(QStackedWidget):
    """Everything the user sees.

    Parameters
    ----------
    controls : starts and stops sessions, knows cameras, runs and the last set-up
    settings : what to begin with
    memory : size and place of the window, pages that were read; None = nothing is remembered

    Signals
    -------
    first_painted(float) : `time.monotonic()` when the first frame was on the screen
    look_changed(Settings) : another language or theme was chosen: the window must be made anew
    """

    first_painted = pyqtSignal(float)
    look_changed = pyqtSignal(object)

    def __init__(
        self, controls: Controls, settings: Settings, memory: WindowMemory | None = None
    ) -> None:
        super().__init__()
        theme.dress_application()
        self.setObjectName("shell")
        self.setWindowTitle("gaitcoach")
        self._controls, self._memory = controls, memory or WindowMemory(None)
        self._make_pages(settings)
        self.next_run = NextRun(settings, controls, self.home, self.rooms)
        self.toasts = Toasts(self)
        self._doors: dict[str, Callable[[], None]] = {
            "run": lambda: self.run(self.next_run.chosen()),
            "phone": self._run_by_phone,
            "mirror_check": lambda: self.drills.check(self.next_run.settings),
            "photos": self._show_photos,
            "settings": self._show_settings,
            "first_steps": self._show_first_steps,
            "about": self._show_about,
            **self.rooms.doors,
        }
        self._unit_px = 0
        self._watch_timer = self._timer(self._watch, WATCH_MS)
        self._watch_timer.start()
        self._voice_timer = self._timer(self._show_voices, VOICES_MS)
        self._connect()
        self.setMinimumSize(*theme.MIN_SIZE_PX)
        if not self._memory.restore(self):
            self._take_first_size()
        self.go_home()
        if not self._memory.has_read("first_steps"):
            self._show_first_steps()

    def _make_pages(self, settings: Settings) -> None:
        controls = self._controls
        self.home = Home()
        self.live = MainWindow(controls, settings)
        self.picker = SourcePicker(controls.cameras, controls.preview)
        self.after_run, self.settings = AfterRun(controls, self), SettingsPage()
        self.first_steps = FirstSteps()
        self.photos = PhotoPage(controls.photos, settings)
        self._styled = (
            self.home, self.picker, self.after_run.page, self.settings, self.first_steps,
            self.photos,
        )  # fmt: skip
        for page in (*self._styled, self.live):
            self.addWidget(page)
        self.rooms = HistoryRooms(controls.library, self)
        self._styled += self.rooms.pages
        self.drills = DrillRooms(controls, self, self.rooms.exercises)

    def _timer(self, called: Callable[[], None], every_ms: int) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(every_ms)
        timer.timeout.connect(called)
        return timer

    def _take_first_size(self) -> None:
        """Take the usual size, or what the screen has."""
        room = self.screen().availableGeometry().size()
        self.resize(QSize(*theme.DEFAULT_SIZE_PX).boundedTo(room).expandedTo(self.minimumSize()))

    def _connect(self) -> None:
        self.home.opened.connect(lambda name: (self.next_run.note_home(), self._doors[name]()))
        self.home.runner.chosen.connect(self._take_runner)
        self.home.again.connect(lambda: self.run(self.next_run.again()))
        self.home.source_wanted.connect(self._pick_source)
        self.photos.left.connect(self.go_home)
        self.photos.videos_dropped.connect(self._measure_videos)
        self.picker.left.connect(self.go_home)
        self.picker.chosen.connect(self._take_source)
        self.live.home_wanted.connect(self.go_home)
        self.live.run_over.connect(self.after_run.run_over)
        self.settings.left.connect(self.go_home)
        self.settings.saved.connect(self._take_settings)
        self.settings.tried.connect(self._controls.voice_desk.try_out)
        self.live.first_painted.connect(self.first_painted)
        self.live.told.connect(self.toasts.say)
        self.live.page_wanted.connect(self._show_help_page)
        self.first_steps.left.connect(self._leave_first_steps)

    def go_home(self) -> None:
        """Stop what runs and show the first page."""
        self.live.stop()
        self._voice_timer.stop()
        if self.currentWidget() is self.live:
            self.next_run.keep(self.live.settings)
        settings = self.next_run.settings
        self.home.show_runner(settings.runner, conditions_of(settings))
        self.home.show_source(settings.source)
        self.home.show_setup(self._controls.last_setup())
        self.setCurrentWidget(self.home)
        self.home.focus_first()

    def run(self, settings: Settings) -> None:
        """Begin a run."""
        self.next_run.begin_with(settings)
        self.after_run.run_begins()
        self.setCurrentWidget(self.live)
        self.live.picture.setFocus()  # the keys are the run's, not the first field's
        self.live.open(settings)

    # -- the rooms -----------------------------------------------------------------------------

    def _run_by_phone(self) -> None:
        self.run(self.next_run.chosen().with_changes(source=PHONE, stickers=None))

    def _take_runner(self, name: str) -> None:
        """Fill in what somebody ran in the last time."""
        self.home.fields.show(self.rooms.usual_of(name))

    def settings_for(self, name: str) -> Settings:
        """Return what stands now for somebody: with their own limit."""
        return self.next_run.for_runner(name)

    def run_session(self, runner: str, cue_share_percent: int) -> None:
        """Run a session of a programme: cues for a share of the time."""
        self.run(self.next_run.for_session(runner, cue_share_percent))

    def exercise(self, drill: Drill, settings: Settings, load: str) -> None:
        """Begin with an exercise, done by whoever the settings name."""
        self.next_run.settings = settings
        self.rooms.exercises.show_person(settings.runner)
        self.drills.begin(drill, settings, load)

    def _show_photos(self) -> None:
        self.next_run.note_home()
        self.photos.use(self.next_run.settings)
        self.setCurrentWidget(self.photos)

    def _measure_videos(self, paths: list[str]) -> None:
        """Measure them behind what is on screen; each becomes a run."""
        names = ", ".join(Path(path).name for path in paths)
        work = self._controls.analyze_videos(paths, self.next_run.chosen())
        measured = tr("Measured: {names}. History has the runs.", names=names)
        self.toasts.work(
            tr("Measuring {names} …", names=names), work, lambda: self.toasts.say(measured)
        )

    def _pick_source(self) -> None:
        self.next_run.note_home()
        self.picker.show_choice(self.next_run.settings.source)
        self.setCurrentWidget(self.picker)

    def _take_source(self, source: str) -> None:
        self.next_run.keep(self.next_run.settings.with_changes(source=source, stickers=None))
        self.go_home()

    def _show_settings(self) -> None:
        self.settings.show_settings(self.next_run.settings)
        self._show_voices()
        self._voice_timer.start()
        self.setCurrentWidget(self.settings)

    def _show_voices(self) -> None:
        desk = self._controls.voice_desk
        self.settings.show_voices(desk.voices())
        if desk.trouble:
            self.settings.say(desk.trouble)

    def _take_settings(self, settings: Settings) -> None:
        self._controls.save_settings(settings)
        before = self.next_run.settings
        self.next_run.keep(settings)
        self.go_home()
        if _look_of(before) != _look_of(settings):
            self.look_changed.emit(settings)
        else:
            self._controls.voice_desk.use(settings)

    # -- help ----------------------------------------------------------------------------------

    def _show_first_steps(self) -> None:
        self.setCurrentWidget(self.first_steps)
        self.first_steps.focus_first()

    def _leave_first_steps(self) -> None:
        self._memory.note_read("first_steps")
        self.go_home()

    def _show_help_page(self, name: str) -> None:
        """Show it beside a run, which goes on."""
        if name == "about":
            self._show_about()
        else:
            show_beside(self, FirstSteps(), tr("How to set up"), self._unit_px)

    def _show_about(self) -> None:
        About(self._unit_px, self).show()

    # -- what goes on by itself ----------------------------------------------------------------

    def _watch(self) -> None:
        """Look at what may go wrong while nobody asks: cameras, and runs that are over."""
        for sentence in self._controls.news():
            self.toasts.fail(tr(sentence))
        if self.currentWidget() is self.home:
            self._look_for_camera()

    def _look_for_camera(self) -> None:
        source = self.next_run.settings.source
        connected = [one for _, one in self._controls.cameras()]
        self.home.show_missing(source if source.isdigit() and source not in connected else None)

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        unit_px = theme.unit_px(self.width(), self.height())
        if unit_px != self._unit_px:
            self._unit_px = unit_px
            for page in self._styled:
                page.setStyleSheet(stylesheet(unit_px))

    def closeEvent(self, event: QCloseEvent | None) -> None:  # noqa: N802 - Qt's name
        """Let the room let go first."""
        self._memory.keep(self)
        self._watch_timer.stop()
        for dialog in self.findChildren(QDialog):  # a window left open would keep the app alive
            dialog.close()
        self._voice_timer.stop()
        self.live.close()
        event.accept()


def _look_of(settings: Settings) -> tuple[str, str, int]:
    """Return what every widget was made with."""
    return settings.language, settings.theme, settings.text_percent
