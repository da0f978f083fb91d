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
from gaitcoach.ui.controls import Controls
from gaitcoach.ui.drill_rooms import DrillRooms
from gaitcoach.ui.first_steps import FirstSteps
from gaitcoach.ui.home import Home
from gaitcoach.ui.page_window import show_beside
from gaitcoach.ui.photo_page import PhotoPage
from gaitcoach.ui.rooms import HistoryRooms
from gaitcoach.ui.settings_page import SettingsPage
from gaitcoach.ui.source_picker import SourcePicker
from gaitcoach.ui.sources import PHONE, ask_new_table, really_discard
from gaitcoach.ui.summary import SummaryPage
from gaitcoach.ui.texts import RunLine
from gaitcoach.ui.toasts import Toasts
from gaitcoach.ui.who_runs import conditions_of, in_conditions
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
        self.home = Home()
        self.live = MainWindow(controls, settings)
        self.picker = SourcePicker(controls.cameras, controls.preview)
        self.summary, self.settings = SummaryPage(), SettingsPage()
        self.first_steps = FirstSteps()
        self.photos = PhotoPage(controls.photos, settings)
        self._styled = (
            self.home, self.picker, self.summary, self.settings, self.first_steps, self.photos,
        )  # fmt: skip
        for page in (*self._styled, self.live):
            self.addWidget(page)
        self.rooms = HistoryRooms(controls.library, self)
        self._styled += self.rooms.pages
        self.drills = DrillRooms(controls, self, self.rooms.exercises)
        self.toasts = Toasts(self)
        self._doors: dict[str, Callable[[], None]] = {
            "run": lambda: self.run(self._chosen()),
            "phone": lambda: self.run(self._chosen().with_changes(source=PHONE, stickers=None)),
            "mirror_check": self._mirror_check,
            "photos": self._show_photos,
            "settings": self._show_settings,
            "first_steps": self._show_first_steps,
            "about": self._show_about,
            **self.rooms.doors,
        }
        self._unit_px = 0
        self._watch_timer = QTimer(self)
        self._watch_timer.setInterval(WATCH_MS)
        self._watch_timer.timeout.connect(self._watch)
        self._watch_timer.start()
        self._voice_timer = QTimer(self)
        self._voice_timer.setInterval(VOICES_MS)
        self._voice_timer.timeout.connect(self._show_voices)
        self._run_settings = settings
        self._usual_limit_deg = settings.threshold_deg
        self._earlier = controls.recent()
        self._connect()
        self.setMinimumSize(*theme.MIN_SIZE_PX)
        if not self._memory.restore(self):
            self._take_first_size()
        self.go_home()
        if not self._memory.has_read("first_steps"):
            self._show_first_steps()

    def _take_first_size(self) -> None:
        """Take the usual size, or what the screen has."""
        room = self.screen().availableGeometry().size()
        self.resize(QSize(*theme.DEFAULT_SIZE_PX).boundedTo(room).expandedTo(self.minimumSize()))

    def _connect(self) -> None:
        self.home.opened.connect(lambda name: (self._note_home(), self._doors[name]()))
        self.home.runner.chosen.connect(self._take_runner)
        self.home.again.connect(self._again)
        self.home.source_wanted.connect(self._pick_source)
        self.photos.left.connect(self.go_home)
        self.photos.videos_dropped.connect(self._measure_videos)
        self.picker.left.connect(self.go_home)
        self.picker.chosen.connect(self._take_source)
        self.live.home_wanted.connect(self.go_home)
        self.live.run_over.connect(self._show_summary)
        self.settings.left.connect(self.go_home)
        self.settings.saved.connect(self._take_settings)
        self.settings.tried.connect(self._controls.voice_desk.try_out)
        self.summary.left.connect(self.go_home)
        self.summary.again.connect(lambda: self.run(self._run_settings))
        self.summary.export_wanted.connect(self._export)
        self.summary.discard_wanted.connect(self._discard)
        self.live.first_painted.connect(self.first_painted)
        self.live.told.connect(self.toasts.say)
        self.live.page_wanted.connect(self._show_help_page)
        self.first_steps.left.connect(self._leave_first_steps)

    def go_home(self) -> None:
        """Stop what runs and show the first page."""
        self.live.stop()
        self._voice_timer.stop()
        if self.currentWidget() is self.live:
            self._keep(self.live.settings)
        self.home.show_runner(self._run_settings.runner, conditions_of(self._run_settings))
        self.home.show_source(self._run_settings.source)
        self.home.show_setup(self._controls.last_setup())
        self.setCurrentWidget(self.home)
        self.home.focus_first()

    def _keep(self, settings: Settings) -> None:
        if settings != self._run_settings:
            self._run_settings = settings
            self._controls.keep_setup(settings)

    def run(self, settings: Settings) -> None:
        """Begin a run."""
        self._run_settings = settings
        self._controls.keep_setup(settings)
        self._earlier = self._controls.recent()
        self.setCurrentWidget(self.live)
        self.live.picture.setFocus()  # the keys are the run's, not the first field's
        self.live.open(settings)

    # -- after a run ---------------------------------------------------------------------------

    def _show_summary(self) -> None:
        """Look back at a run that has something to look back at."""
        run = self.live.finished
        if run is None or not any(step.usable for step in run.steps):
            return
        self._keep(self.live.settings)
        self.rooms.session_over()
        settings = self.live.settings
        self.summary.show_run(run, settings, self._run_before(settings.runner))
        self.setCurrentWidget(self.summary)

    def _run_before(self, runner: str) -> RunLine | None:
        """Return the same runner's latest whole run."""
        own = (run for run in self._earlier if run.ended and (run.runner or "guest") == runner)
        return next((run for run in own if run.left_deg is not None), None)

    def _export(self) -> None:
        run = self.live.finished
        path = ask_new_table(self)
        if run is None or not path:
            return
        work = self._controls.export_steps(run.steps, path, run.view.method)
        written = tr("Steps written to {path}.", path=path)
        self.toasts.work(tr("Writing {path} …", path=path), work, lambda: self.toasts.say(written))

    def _discard(self) -> None:
        if really_discard(self):
            self._controls.discard_last()
            self.go_home()

    # -- the rooms -----------------------------------------------------------------------------

    def _chosen(self) -> Settings:
        return self._as_at_home(self._run_settings)

    def _as_at_home(self, settings: Settings) -> Settings:
        """Return settings for who stands on the first page, in what stands there."""
        own = self._for_runner(settings, self.home.runner.name)
        return in_conditions(own, self.home.fields.conditions)

    def _note_home(self) -> None:
        self._run_settings = self._chosen()

    def _take_runner(self, name: str) -> None:
        """Fill in what somebody ran in the last time."""
        self.home.fields.show(self.rooms.usual_of(name))

    def settings_for(self, name: str) -> Settings:
        """Return what stands now for somebody: with their own limit."""
        return self._for_runner(self._chosen(), name)

    def _for_runner(self, settings: Settings, name: str) -> Settings:
        """Return settings for somebody: with their own limit, never with another's."""
        own = self.rooms.own_limit_deg(name)
        was_own = self.rooms.own_limit_deg(settings.runner) is not None
        if own is None and was_own and name != settings.runner:
            own = self._usual_limit_deg
        limited = settings if own is None else settings.with_threshold(own)
        return limited.with_changes(runner=name)

    def _again(self) -> None:
        setup = self._controls.last_setup() or self._run_settings
        self.run(self._as_at_home(setup).with_app_of(self._run_settings))

    def run_session(self, runner: str, cue_share_percent: int) -> None:
        """Run a session of a programme: cues for a share of the time."""
        setup = self._controls.last_setup() or self._run_settings
        own = in_conditions(self._for_runner(setup, runner), self.rooms.usual_of(runner))
        self.run(
            own.with_changes(cue_share_percent=cue_share_percent).with_app_of(self._run_settings)
        )

    def exercise(self, drill: Drill, settings: Settings, load: str) -> None:
        """Begin with an exercise, done by whoever the settings name."""
        self._run_settings = settings
        self.rooms.exercises.show_person(settings.runner)
        self.drills.begin(drill, settings, load)

    def _mirror_check(self) -> None:
        self.drills.check(self._run_settings)

    def _show_photos(self) -> None:
        self._run_settings = self._chosen()
        self.photos.use(self._run_settings)
        self.setCurrentWidget(self.photos)

    def _measure_videos(self, paths: list[str]) -> None:
        """Measure them behind what is on screen; each becomes a run."""
        names = ", ".join(Path(path).name for path in paths)
        work = self._controls.analyze_videos(paths, self._chosen())
        measured = tr("Measured: {names}. History has the runs.", names=names)
        self.toasts.work(
            tr("Measuring {names} …", names=names), work, lambda: self.toasts.say(measured)
        )

    def _pick_source(self) -> None:
        self._note_home()
        self.picker.show_choice(self._run_settings.source)
        self.setCurrentWidget(self.picker)

    def _take_source(self, source: str) -> None:
        self._keep(self._run_settings.with_changes(source=source, stickers=None))
        self.go_home()

    def _show_settings(self) -> None:
        self.settings.show_settings(self._run_settings)
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
        before = self._run_settings
        self._keep(settings)
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
        source = self._run_settings.source
        connected = [one for _, one in self._controls.cameras()]
        self.home.show_missing(source if source.isdigit() and source not in connected else None)

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        unit_px = theme.unit_px(self.width(), self.height())
        if unit_px != self._unit_px:
            self._unit_px = unit_px
            for page in self._styled:
                page.setStyleSheet(theme.stylesheet(unit_px))

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
