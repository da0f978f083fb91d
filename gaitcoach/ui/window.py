"""The live window. It pulls: a timer looks at the session; nothing is pushed for each frame."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QCloseEvent, QResizeEvent
from PyQt6.QtWidgets import QMainWindow, QWidget

from gaitcoach.language import tr
from gaitcoach.settings import Settings
from gaitcoach.types import View, Viewpoint
from gaitcoach.ui import theme
from gaitcoach.ui.bar import THRESHOLD_STEP_DEG, action_button
from gaitcoach.ui.beside import Beside
from gaitcoach.ui.controls import Controls
from gaitcoach.ui.dials import Dials
from gaitcoach.ui.flow import Scroller
from gaitcoach.ui.live_room import LiveRoom
from gaitcoach.ui.live_show import LiveShow
from gaitcoach.ui.menu import build_menus
from gaitcoach.ui.overlay import Look, Part
from gaitcoach.ui.pace import Pace
from gaitcoach.ui.run import Finished, Run
from gaitcoach.ui.source_choice import SourceChoice
from gaitcoach.ui.sources import ADDRESS_ENTRY, FILE_ENTRY
from gaitcoach.ui.sticker_asking import StickerAsking
from gaitcoach.ui.stylesheet import stylesheet
from gaitcoach.ui.visit_desk import VisitDesk


class MainWindow(QMainWindow):
    """The coach on the screen.

    Parameters
    ----------
    controls : Controls
        Starts and stops sessions.
    settings : Settings
        What to begin with; `settings` holds what the user made of it.

    Signals
    -------
    first_painted(float) : `time.monotonic()` when the first frame was on the screen
    home_wanted() : the user leaves this room
    run_over() : a run was stopped, or ended by itself; `finished` tells what is left of it
    told(str) : something was done that cannot be seen here
    page_wanted(str) : a page of the help shall be shown beside the run
    """

    first_painted = pyqtSignal(float)
    home_wanted = pyqtSignal()
    run_over = pyqtSignal()
    told = pyqtSignal(str)
    page_wanted = pyqtSignal(str)

    def __init__(self, controls: Controls, settings: Settings) -> None:
        super().__init__()
        theme.dress_application()
        self.setObjectName("main_window")
        self.setWindowTitle("gaitcoach")
        self._run = Run(controls)
        self._dials = Dials(settings, self._run)
        self._shown_sequence = -1
        self._unit_px = theme.UNIT_MIN_PX
        self._actions = build_menus(self, self._handlers())
        for part in Part:
            self._actions[f"part_{part}"].setChecked(True)
        self._build(controls)
        self._connect()
        self._show_settings()
        self._show_panels()
        self.setMinimumSize(*theme.MIN_SIZE_PX)
        self.resize(*theme.DEFAULT_SIZE_PX)
        self.picture.setFocus()

    # -- building ---------------------------------------------------------------------------

    def _handlers(self) -> dict[str, Callable[[], object]]:
        return {
            "home": self.home_wanted.emit,
            "start_stop": self.start_or_stop,
            "source": lambda: self._room.bar.source.showPopup(),
            "open_file": lambda: self.choose_source(FILE_ENTRY),
            "open_address": lambda: self.choose_source(ADDRESS_ENTRY),
            "view": self._other_view,
            "source_mirrored": lambda: self._restart_with(mirror=not self.settings.mirror),
            "stickers": lambda: self._stickers.ask(),
            "mark": lambda: self._visit.ask_mark(),
            "block": self._next_block,
            "keep_picture": self._keep_picture,
            "show_me": lambda: self._beside.show_me(),
            "strip_chart": self._show_layout,
            "skip_setup": self._run.skip_setup,
            "accept_stickers": lambda: self._stickers.accept(),
            "quit": self.close,
            "threshold_up": lambda: self._step_threshold(+THRESHOLD_STEP_DEG),
            "threshold_down": lambda: self._step_threshold(-THRESHOLD_STEP_DEG),
            "voice": lambda: self._turn(self._dials.toggle_voice),
            "step_tone": lambda: self._turn(self._dials.toggle_step_tone),
            "metronome": lambda: self._turn(self._dials.next_metronome),
            "mirror_display": self._toggle_mirror_display,
            "runner_display": lambda: self._beside.toggle_runner_display(),
            "swap_screens": lambda: self._beside.swap_screens(),
            **{f"part_{part}": self._show_parts for part in Part},
            "full_screen": self._toggle_full_screen,
            "help": self._toggle_help,
            "first_steps": lambda: self.page_wanted.emit("first_steps"),
            "about": lambda: self.page_wanted.emit("about"),
            "leave": self._leave,
        }

    def _build(self, controls: Controls) -> None:
        self._room = room = LiveRoom(self._actions, self._look(), self)
        self.picture, self.chart = room.picture, room.chart
        self.menuBar().setCornerWidget(
            action_button(self, self._actions["home"]), Qt.Corner.TopLeftCorner
        )
        self.setCentralWidget(Scroller(room, tr("Run"), self))
        self._stickers = StickerAsking(self._run, room.picture, self._show_panels)
        self._visit = VisitDesk(self._run, room, controls)
        self._show = LiveShow(self._run, self._dials, room, self._stickers, self._visit)
        self._beside = Beside(self, self._run, room.picture, lambda: self.settings.limits)
        self._sources = SourceChoice(
            controls,
            room.bar.source,
            lambda: self.settings.source,
            lambda source: self._restart_with(source=source, stickers=None),
        )

    def _connect(self) -> None:
        room = self._room
        room.picture.first_painted.connect(self.first_painted)
        room.setup.skipped.connect(self._run.skip_setup)
        room.setup.sound_wanted.connect(self._run.ask_sound)
        room.setup.sound_answered.connect(self._run.answer_sound)
        room.bar.view.activated.connect(
            lambda: self._restart_with(view=room.bar.view.currentData())
        )
        room.bar.threshold.valueChanged.connect(self.set_threshold)
        self._pace = Pace(self, self._pull, self._show_panels, self._sources.list_new)

    def act(self, name: str) -> None:
        """Do what the menu's entry of this name does."""
        self._actions[name].trigger()

    def window_beside(self, name: str) -> QWidget | None:
        """Return "runner_display" or "show_me" while it is open."""
        return self._beside.get(name)

    @property
    def settings(self) -> Settings:
        """What the user has chosen by now."""
        return self._dials.settings

    # -- the session --------------------------------------------------------------------------

    @property
    def finished(self) -> Finished | None:
        """What is left of the latest run that is over."""
        return self._run.finished

    def open(self, settings: Settings) -> None:
        """Begin in this room with these settings."""
        self._dials.settings = settings
        self._show_settings()
        self.start()

    def start(self) -> None:
        """Begin a session with the settings shown, letting go of a running one."""
        self._shown_sequence = -1
        self._show.begin()
        self._run.start(self.settings)
        if self._run.handle is not None:
            self._pace.begin()
        self._show_all()

    def stop(self) -> None:
        """End the session; what was last seen stays."""
        ran = self._run.handle is not None
        self._run.stop()
        self._show_all()
        if ran:
            self.run_over.emit()

    def start_or_stop(self) -> None:
        """Start when nothing runs, else stop."""
        self.start() if self._run.handle is None else self.stop()

    def _restart_with(self, **changes: object) -> None:
        self._dials.settings = self.settings.with_changes(**changes)
        self._show_settings()
        if self._run.handle is not None:
            self.start()

    def _pull(self) -> None:
        ran = self._run.handle is not None
        view = self._run.look()
        if view.sequence != self._shown_sequence:
            self._shown_sequence = view.sequence
            self._show.take(view)
            self._pace.rest(view.stats.fps)
        else:
            if self._run.handle is not None:
                self._pace.hurry()
            if view.state is not self.picture.view.state:
                self._show_all()
        if self._run.handle is None:
            self._pace.idle()
        if ran and self._run.handle is None:
            self.run_over.emit()

    # -- showing ------------------------------------------------------------------------------

    def _show_all(self) -> None:
        self._show.all()
        self._show_button()

    def _show_panels(self) -> None:
        self._show.panels()
        self._show_button()

    def _show_button(self) -> None:
        runs = self._run.handle is not None
        self._actions["start_stop"].setIconText(tr("■ Stop") if runs else tr("▶ Start"))

    def _show_settings(self) -> None:
        settings = self.settings
        self._room.bar.show_settings(settings)
        self._sources.list_all()
        self.picture.set_look(self._look())
        self.picture.set_smoothing(settings.smoothing)
        self._room.run.set_words(settings.words)
        for side, panel in self._room.sides.items():
            panel.gauge.set_threshold(settings.limits.of(side))

    def _look(self) -> Look:
        viewpoint = Viewpoint(View(self.settings.view), self.settings.mirror)
        parts = frozenset(part for part in Part if self._actions[f"part_{part}"].isChecked())
        return Look(viewpoint, self.settings.limits, self._unit_px, parts)

    def _show_parts(self) -> None:
        self.picture.set_look(self._look())

    def _show_layout(self) -> None:
        self._room.show_clinicians(self._actions["strip_chart"].isChecked())
        self._show_panels()

    # -- what the user asks for ---------------------------------------------------------------

    def set_threshold(self, threshold_deg: float) -> None:
        """Change how much drop is too much, degrees; beyond the limits it stays at the limit."""
        self._turn(lambda: self._dials.set_threshold(threshold_deg))

    def _step_threshold(self, change_deg: float) -> None:
        self.set_threshold(self.settings.threshold_deg + change_deg)

    def _turn(self, turn: Callable[[], None]) -> None:
        turn()
        self._show_settings()

    def choose_source(self, source: str) -> None:
        """Use another source; the two asking entries open their dialog first."""
        self._sources.choose(source)

    def _other_view(self) -> None:
        other = View.FRONT if self.settings.view == View.BEHIND else View.BEHIND
        self._restart_with(view=other.value)

    def _toggle_mirror_display(self) -> None:
        self.picture.set_mirrored(self._actions["mirror_display"].isChecked())

    def _next_block(self) -> None:
        """Go on to the next block; the layout that compares them is shown."""
        if self._visit.next_block():
            self._actions["strip_chart"].setChecked(True)
            self._show_layout()

    def _keep_picture(self) -> None:
        if (path := self._visit.keep_picture()) is not None:
            self.told.emit(tr("Picture kept: {path}", path=path))

    # -- the window itself --------------------------------------------------------------------

    def _toggle_full_screen(self) -> None:
        whole = self.window()  # the app's frame around this room
        whole.showNormal() if whole.isFullScreen() else whole.showFullScreen()
        self._actions["full_screen"].setChecked(whole.isFullScreen())

    def _toggle_help(self) -> None:
        self._room.help.setVisible(self._room.help.isHidden())
        self._room.place_help(self._unit_px)

    def _leave(self) -> None:
        if self._stickers.still is not None:
            self._stickers.leave()
            self._show_all()
        elif not self._room.help.isHidden():
            self._room.help.hide()
        elif self.window().isFullScreen():
            self._toggle_full_screen()

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        unit_px = theme.unit_px(self.width(), self.height())
        if unit_px != self._unit_px or not self.styleSheet():
            self._apply_unit(unit_px)
        self._room.place_help(self._unit_px)

    def _apply_unit(self, unit_px: int) -> None:
        self._unit_px = unit_px
        self.setStyleSheet(stylesheet(unit_px))
        self._room.set_unit(unit_px)
        self.picture.set_look(self._look())

    def closeEvent(self, event: QCloseEvent | None) -> None:  # noqa: N802 - Qt's name
        """Accept at once; letting go is asked for and waited for elsewhere."""
        self._beside.close_all()
        self._pace.stop()
        self._run.stop()
        event.accept()
