"""The live window. It pulls: a timer looks at the session; nothing is pushed for each frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PyQt6.QtCore import Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QCloseEvent, QResizeEvent
from PyQt6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from gaitcoach.live.memory import Moment
from gaitcoach.live.view import LiveView
from gaitcoach.settings import Settings
from gaitcoach.types import GaitUpdate, Limits, Side, SideStats, StanceRecord, View, Viewpoint
from gaitcoach.ui import theme
from gaitcoach.ui.bar import THRESHOLD_STEP_DEG, ControlBar, action_button
from gaitcoach.ui.calm import CalmQuality
from gaitcoach.ui.controls import Controls, SessionHandle
from gaitcoach.ui.dials import Dials
from gaitcoach.ui.gauges import SidePanel
from gaitcoach.ui.help import HelpPanel
from gaitcoach.ui.hold_panel import HoldPanel
from gaitcoach.ui.menu import build_menus
from gaitcoach.ui.overlay import Look, Part
from gaitcoach.ui.panels import Footer, NoticeStrip, RunPanel
from gaitcoach.ui.picture import PictureWidget
from gaitcoach.ui.run import Finished, Run
from gaitcoach.ui.runner_display import RunnerDisplay
from gaitcoach.ui.setup_panel import SetupPanel
from gaitcoach.ui.show_me import ShowMe
from gaitcoach.ui.side_windows import SideWindows
from gaitcoach.ui.sources import (
    ADDRESS_ENTRY,
    FILE_ENTRY,
    ask_address,
    ask_file,
    ask_mark,
    fill_sources,
)
from gaitcoach.ui.steps import last_steps
from gaitcoach.ui.sticker_clicks import Placed, StickerClicks
from gaitcoach.ui.strip_chart import StripChart
from gaitcoach.ui.texts import quality_message, state_message
from gaitcoach.ui.visit_panel import NEXT_BLOCK, VisitPanel, block_marks

PULL_MS = 2
"""A look costs microseconds; looking every 16 ms would add 8 ms to every picture's way."""
IDLE_PULL_MS = 50
"""While nothing runs, nobody waits for a picture."""
PANELS_MS = 100
"""Words and numbers that change more often than this cannot be read."""
CAMERAS_MS = 1000
"""Cameras are looked for by a worker: a second is soon enough to see what it found."""


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
    """

    first_painted = pyqtSignal(float)
    home_wanted = pyqtSignal()
    run_over = pyqtSignal()
    told = pyqtSignal(str)

    def __init__(self, controls: Controls, settings: Settings) -> None:
        super().__init__()
        theme.dress_application()
        self.setObjectName("main_window")
        self.setWindowTitle("gaitcoach")
        self._controls = controls
        self._cameras: list[tuple[str, str]] = []
        self._run = Run(controls)
        self._dials = Dials(settings, self._run)
        self._steps_known: object = None
        self._calm = CalmQuality()
        self._clicks = StickerClicks()
        self._shown_sequence = -1
        self._counts_holds = False
        self._beside = SideWindows()
        self._unit_px = theme.UNIT_MIN_PX
        self._actions = build_menus(self, self._handlers())
        for part in Part:
            self._actions[f"part_{part}"].setChecked(True)
        self._build()
        self._connect()
        self._show_settings()
        self._show_panels()
        self.setMinimumSize(*theme.MIN_SIZE_PX)
        self.resize(*theme.DEFAULT_SIZE_PX)
        self.picture.setFocus()

    # -- building ---------------------------------------------------------------------------

    def _handlers(self) -> dict[str, Callable[[], None]]:
        return {
            "home": self.home_wanted.emit,
            "start_stop": self.start_or_stop,
            "source": lambda: self.bar.source.showPopup(),
            "open_file": lambda: self.choose_source(FILE_ENTRY),
            "open_address": lambda: self.choose_source(ADDRESS_ENTRY),
            "view": self._other_view,
            "source_mirrored": lambda: self._restart_with(mirror=not self.settings.mirror),
            "stickers": self._ask_for_stickers,
            "mark": self._mark,
            "block": self._next_block,
            "keep_picture": self._keep_picture,
            "show_me": self._show_me,
            "strip_chart": self._toggle_chart,
            "skip_setup": self._skip_setup,
            "accept_stickers": lambda: self._place_stickers(self._clicks.accept()),
            "quit": self.close,
            "threshold_up": lambda: self._step_threshold(+THRESHOLD_STEP_DEG),
            "threshold_down": lambda: self._step_threshold(-THRESHOLD_STEP_DEG),
            "voice": lambda: self._turn(self._dials.toggle_voice),
            "step_tone": lambda: self._turn(self._dials.toggle_step_tone),
            "metronome": lambda: self._turn(self._dials.next_metronome),
            "mirror_display": self._toggle_mirror_display,
            "runner_display": self._toggle_runner_display,
            **{f"part_{part}": self._show_parts for part in Part},
            "full_screen": self._toggle_full_screen,
            "help": self._toggle_help,
            "leave": self._leave,
        }

    def _build(self) -> None:
        self.bar = ControlBar(self._actions, self)
        home = action_button(self, self._actions["home"])
        self.menuBar().setCornerWidget(home, Qt.Corner.TopLeftCorner)
        self.picture = PictureWidget(self._look(), self)
        self.sides = {side: SidePanel(side, self) for side in Side}
        self._notices, self._run_panel, self._footer = NoticeStrip(), RunPanel(), Footer()
        self._hold_panel = HoldPanel()
        self._hold_panel.hide()
        # The runner's own left is always at the left, whatever the camera sees: learned once.
        middle = QHBoxLayout()
        self._setup_panel = SetupPanel()
        middle.addWidget(self._setup_panel)
        middle.addWidget(self.sides[Side.LEFT])
        middle.addWidget(self.picture, 1)
        middle.addWidget(self.sides[Side.RIGHT])
        central = QWidget(self)
        central.setObjectName("central")
        self._column = QVBoxLayout(central)
        for widget in (self.bar, self._notices):
            self._column.addWidget(widget)
        self._column.addLayout(middle, 1)
        self.chart = StripChart()
        self._visit = VisitPanel()
        for widget in (
            self.chart, self._visit, self._run_panel, self._hold_panel, self._footer
        ):  # fmt: skip
            self._column.addWidget(widget)
        self.setCentralWidget(central)
        self._help = HelpPanel(central)

    def _connect(self) -> None:
        self.picture.first_painted.connect(self.first_painted)
        self.picture.clicked.connect(self._take_click)
        self._setup_panel.skipped.connect(self._skip_setup)
        self.bar.source.about_to_open.connect(self._list_sources)
        self.bar.source.activated.connect(lambda: self.choose_source(self.bar.source.currentData()))
        self.bar.view.activated.connect(
            lambda: self._restart_with(view=self.bar.view.currentData())
        )
        self.bar.threshold.valueChanged.connect(self.set_threshold)
        self._pull_timer = self._timer(self._pull, IDLE_PULL_MS, Qt.TimerType.PreciseTimer)
        self._panel_timer = self._timer(self._show_panels, PANELS_MS, Qt.TimerType.CoarseTimer)
        self._camera_timer = self._timer(
            self._list_new_cameras, CAMERAS_MS, Qt.TimerType.CoarseTimer
        )

    def _timer(self, called: Callable[[], None], every_ms: int, kind: Qt.TimerType) -> QTimer:
        timer = QTimer(self)
        timer.setTimerType(kind)
        timer.timeout.connect(called)
        timer.start(every_ms)
        return timer

    @property
    def settings(self) -> Settings:
        """What the user has chosen by now."""
        return self._dials.settings

    # -- the session --------------------------------------------------------------------------

    @property
    def finished(self) -> Finished | None:
        """What is left of the latest run that is over."""
        return self._run.finished

    @property
    def counts_holds(self) -> bool:
        """True in the mirror check, False in a run."""
        return self._counts_holds

    def open(self, settings: Settings, *, one_leg: bool = False) -> None:
        """Begin in this room with these settings; `one_leg` = count stands instead of steps."""
        self._dials.settings = settings
        self._counts_holds = one_leg
        self._hold_panel.setVisible(one_leg)
        self._run_panel.setVisible(not one_leg)
        self._actions["mirror_display"].setChecked(one_leg)
        self._toggle_mirror_display()
        self._show_settings()
        self.start()

    def start(self) -> None:
        """Begin a session with the settings shown, letting go of a running one."""
        self._steps_known = None
        self._calm = CalmQuality()
        self._clicks.leave()
        self._hold_panel.begin(self.settings.limits)
        self._shown_sequence = -1
        self.picture.clear()
        self._run.start(self.settings)
        if self._run.handle is not None:
            self._pull_timer.start(PULL_MS)
        for panel in self.sides.values():
            panel.show_steps((), SideStats())
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
            if self._clicks.view is None:
                self.picture.show_view(view)
            self._take_in(view)
        elif view.state is not self.picture.view.state:
            self._show_all()
        if self._run.handle is None and self._pull_timer.interval() != IDLE_PULL_MS:
            self._pull_timer.start(IDLE_PULL_MS)
        if ran and self._run.handle is None:
            self.run_over.emit()

    def _take_in(self, view: LiveView) -> None:
        if view.update is None:
            return
        self._calm.push(view.update.quality, view.update.t_s)
        self._hold_panel.take(view)
        self._show_steps(view.update)

    # -- showing ------------------------------------------------------------------------------

    def _show_all(self) -> None:
        self.picture.show_view(self._clicks.view or self._run.view)
        self._show_panels()

    def _show_steps(self, update: GaitUpdate) -> None:
        known = (update.left, update.right, update.baseline_deg)
        if self._run.handle is None or known == self._steps_known:
            return
        self._steps_known = known
        steps = self._run.handle.steps
        for side, panel in self.sides.items():
            panel.show_steps(last_steps(steps, side), update.side(side))

    def _show_panels(self) -> None:
        view = self._run.view
        for panel in (self._notices, self._run_panel, self._footer):
            panel.show_view(view)
        self._show_setup(view)
        handle = self._run.handle
        if handle is not None and self.chart.isVisible():
            self._show_chart(handle)
        said = state_message(view) or quality_message(self._calm.shown)
        if self._counts_holds and said is not None and said.small:
            said = None  # who stands on one leg counts no steps
        self.picture.set_message(self._clicks.message or said)
        self.picture.set_rings(self._clicks.rings)
        runs = self._run.handle is not None
        self._actions["start_stop"].setIconText("■ Stop" if runs else "▶ Start")

    def _show_chart(self, handle: SessionHandle) -> None:
        notebook, steps = handle.notebook, handle.steps
        marks = (*notebook.marks, *block_marks(notebook.blocks))
        self.chart.show_run(steps, handle.cues, marks, self.settings.limits)
        self._visit.show_run(steps, notebook.blocks)

    def _show_settings(self) -> None:
        settings = self.settings
        self.bar.show_settings(settings)
        self._list_sources()
        self.picture.set_look(self._look())
        self.picture.set_smoothing(settings.smoothing)
        self._run_panel.set_words(settings.words)
        for side, panel in self.sides.items():
            panel.gauge.set_threshold(settings.limits.of(side))

    def _look(self) -> Look:
        viewpoint = Viewpoint(View(self.settings.view), self.settings.mirror)
        parts = frozenset(part for part in Part if self._actions[f"part_{part}"].isChecked())
        return Look(viewpoint, self.settings.limits, self._unit_px, parts)

    def _show_parts(self) -> None:
        self.picture.set_look(self._look())

    def _show_setup(self, view: LiveView) -> None:
        """The points stand where the gauges will be; both together would leave no picture."""
        runs = self._run.handle is not None
        self._setup_panel.show_checks(view.checks if runs and not self._counts_holds else ())
        gauges = not self._counts_holds and self._setup_panel.isHidden()
        for panel in self.sides.values():
            panel.setVisible(gauges)

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
        if source == FILE_ENTRY:
            source = ask_file(self)
        elif source == ADDRESS_ENTRY:
            source = ask_address(self)
        if source:
            self._restart_with(source=source, stickers=None)
        else:
            self._list_sources()

    def _list_sources(self) -> None:
        self._cameras = self._controls.cameras()
        fill_sources(self.bar.source, self._cameras, self.settings.source)

    def _list_new_cameras(self) -> None:
        if self._controls.cameras() != self._cameras and not self.bar.source.view().isVisible():
            self._list_sources()

    def _other_view(self) -> None:
        other = View.FRONT if self.settings.view == View.BEHIND else View.BEHIND
        self._restart_with(view=other.value)

    def _toggle_mirror_display(self) -> None:
        self.picture.set_mirrored(self._actions["mirror_display"].isChecked())

    def _toggle_chart(self) -> None:
        for panel in (self.chart, self._visit):
            panel.setVisible(self._actions["strip_chart"].isChecked())
        self._show_panels()

    def _mark(self) -> None:
        """Ask for the words; the moment is the one at which they were asked for."""
        handle = self._run.handle
        if handle is not None and (words := ask_mark(self)):
            handle.notebook.mark(words)
            self._show_panels()

    def _next_block(self) -> None:
        """Go on from before to cue, to after, and out; the table that compares them is shown."""
        handle = self._run.handle
        if handle is None:
            return
        handle.notebook.begin_block(NEXT_BLOCK[handle.notebook.block])
        self._actions["strip_chart"].setChecked(True)
        self._toggle_chart()

    def _keep_picture(self) -> None:
        if self.picture.view.frame is not None:
            path = self._controls.keep_picture(self.picture.grab().toImage().save)
            self.told.emit(f"Picture kept: {path}")

    def _skip_setup(self) -> None:
        if self._run.handle is not None:
            self._run.handle.skip_setup()

    # -- stickers -----------------------------------------------------------------------------

    def _ask_for_stickers(self) -> None:
        view, handle = self.picture.view, self._run.handle
        if handle is not None and view.frame is not None:
            self._clicks.begin(view, handle.proposed_stickers(view.frame, view.pose))
        self._show_panels()

    def _take_click(self, x_px: float, y_px: float) -> None:
        self._place_stickers(self._clicks.take((x_px, y_px)))

    def _place_stickers(self, placed: Placed | None) -> None:
        if placed is not None and self._run.handle is not None:
            view, one_px, other_px = placed
            self._run.handle.place_stickers(view.frame, one_px, other_px, view.pose)
        self._show_panels()

    # -- the windows beside it ------------------------------------------------------------------

    def _toggle_runner_display(self) -> None:
        display = self._beside.get("runner_display")
        if display is not None:
            display.close()
            return
        display = self._beside.show("runner_display", lambda: RunnerDisplay(self._for_the_runner))
        display.show_on_other_screen(self)

    def _show_me(self) -> None:
        """Show the last seconds again; once more = the newest seconds."""
        mirrored = self._actions["mirror_display"].isChecked()
        shown = self._beside.get("show_me") or self._beside.show(
            "show_me", lambda: ShowMe(self._last_moments, self._look(), mirrored=mirrored)
        )
        shown.activateWindow()

    def _last_moments(self) -> tuple[Sequence[Moment], Sequence[StanceRecord]]:
        handle = self._run.handle
        if handle is None or handle.pictures is None:
            return (), ()
        return handle.pictures.moments, handle.steps

    def _for_the_runner(self) -> tuple[LiveView, Sequence[StanceRecord], Limits]:
        steps = () if self._run.handle is None else self._run.handle.steps
        return self._run.view, steps, self.settings.limits

    # -- the window itself --------------------------------------------------------------------

    def _toggle_full_screen(self) -> None:
        self.showNormal() if self.isFullScreen() else self.showFullScreen()
        self._actions["full_screen"].setChecked(self.isFullScreen())

    def _toggle_help(self) -> None:
        self._help.setVisible(self._help.isHidden())
        self._place_help()

    def _leave(self) -> None:
        if self._clicks.view is not None:
            self._clicks.leave()
            self._show_all()
        elif not self._help.isHidden():
            self._help.hide()
        elif self.isFullScreen():
            self._toggle_full_screen()

    def _place_help(self) -> None:
        # Between bar and footer: the safety line stays visible, also while reading.
        self.centralWidget().layout().activate()
        top, bottom = self.bar.geometry().bottom(), self._footer.geometry().top()
        inside = self.centralWidget().rect().adjusted(self._unit_px, 0, -self._unit_px, 0)
        self._help.setGeometry(inside.left(), top, inside.width(), bottom - top)

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        unit_px = theme.unit_px(self.width(), self.height())
        if unit_px != self._unit_px or not self.styleSheet():
            self._apply_unit(unit_px)
        self._place_help()

    def _apply_unit(self, unit_px: int) -> None:
        self._unit_px = unit_px
        self.setStyleSheet(theme.stylesheet(unit_px))
        for panel in (
            *self.sides.values(), self._run_panel, self._hold_panel, self._setup_panel, self.chart
        ):  # fmt: skip
            panel.set_unit(unit_px)
        gap = round(unit_px * 0.6)
        self._column.setContentsMargins(gap, gap // 2, gap, gap)
        self._column.setSpacing(gap)
        self.picture.set_look(self._look())

    def closeEvent(self, event: QCloseEvent | None) -> None:  # noqa: N802 - Qt's name
        """Accept at once; letting go is asked for and waited for elsewhere."""
        self._beside.close_all()
        self._pull_timer.stop()
        self._panel_timer.stop()
        self._camera_timer.stop()
        self._run.stop()
        event.accept()
