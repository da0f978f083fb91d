"""The room where drills are done: a mirror, a board that is read from three metres, no hands."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PyQt6.QtCore import Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QHideEvent, QResizeEvent
from PyQt6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gaitcoach.drills import DRILLS, Drill, Place
from gaitcoach.drills.words import TITLES
from gaitcoach.errors import GaitCoachError
from gaitcoach.language import tr
from gaitcoach.live.drill_face import Step
from gaitcoach.live.drill_view import DrillView
from gaitcoach.live.view import SessionState
from gaitcoach.settings import Settings
from gaitcoach.types import Quality
from gaitcoach.ui import theme
from gaitcoach.ui.controls import Controls, DrillHandle
from gaitcoach.ui.drill_banner import DrillBanner
from gaitcoach.ui.drill_board import DrillBoard
from gaitcoach.ui.drill_kept import KeptDrills
from gaitcoach.ui.drill_mirror import DrillMirror, judges_drop
from gaitcoach.ui.drill_summary import DrillSummary
from gaitcoach.ui.drill_texts import cannot_tell, session_message, words_of
from gaitcoach.ui.flow import FlowRow
from gaitcoach.ui.level_bubble import LevelBubble
from gaitcoach.ui.messages import Message
from gaitcoach.ui.panels import make_label
from gaitcoach.ui.phone_panel import PhonePanel
from gaitcoach.ui.press_button import PressButton
from gaitcoach.ui.run import OVER_STATES
from gaitcoach.ui.stylesheet import stylesheet
from gaitcoach.words import SAFETY_LINE

PULL_MS = 8
"""A look costs microseconds; a mirror must not lag."""
PANELS_MS = 100
"""Words and numbers that change more often than this cannot be read."""
_NOTHING_TO_PAUSE = (Step.LOOKING, Step.NEXT, Step.DONE)


class DrillRoom(QWidget):
    """Does drills, one after another. It pulls: a timer looks at the session.

    Signals
    -------
    left() : back to where a drill is chosen
    """

    left = pyqtSignal()

    def __init__(self, controls: Controls, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("drill_room")
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._controls = controls
        self._handle: DrillHandle | None = None
        self._drills: tuple[Drill, ...] = ()
        self._settings, self._load = Settings(), "none"
        self._view: DrillView | None = None
        self._sequence = self._unit_px = 0
        self._why = ""
        self._build()
        self._kept = KeptDrills(controls, self.summary, self)
        self._lay_out()
        self._pull_timer = self._timer(self._pull, PULL_MS, Qt.TimerType.PreciseTimer)
        self._panel_timer = self._timer(self._show_panels, PANELS_MS, Qt.TimerType.CoarseTimer)

    # -- building ------------------------------------------------------------------------------

    def _build(self) -> None:
        self.picture, self.board = DrillMirror(self), DrillBoard(self)
        self.bubble, self.summary, self.phone = LevelBubble(self), DrillSummary(self), PhonePanel()
        self._title = make_label(self, "drill_title", "door_title")
        self._place = make_label(self, "drill_place", "soft")
        self._banner = DrillBanner(self)
        self._notices = make_label(self, "drill_notices")
        self._notices.setWordWrap(True)
        self._leave = self._button("leave", tr("‹ Leave (Esc)"), "Esc", self.leave)
        self._pause = self._button("pause", "", "Space", self.pause_or_go_on)
        self._skip = self._button("skip", "", "N", self._skip_on)
        self._switches = {
            name: self._button(name, text, key, pressed, checkable=True)
            for name, text, key, pressed in (
                ("ghost", tr("Ghost (G)"), "G", self.picture.show_ghost),
                ("mirror", tr("Mirror (M)"), "M", self.picture.mirror),
                ("voice", tr("Voice (V)"), "V", self._set_voice),
            )
        }
        self._full = self._button("full", tr("Full screen (F)"), "F", self._full_screen)
        self.summary.again.connect(lambda: self.open(self._drills, self._settings, self._load))
        self.summary.following.connect(self._follow)

    def _button(
        self,
        name: str,
        text: str,
        key: str,
        pressed: Callable[..., object],
        *,
        checkable: bool = False,
    ) -> PressButton:
        button = PressButton(f"drill_{name}", text, "", self)
        button.setCheckable(checkable)
        button.setChecked(checkable)
        button.give_key(key)
        button.clicked.connect(pressed if checkable else lambda: pressed())
        return button

    def _timer(self, called: Callable[[], None], every_ms: int, kind: Qt.TimerType) -> QTimer:
        timer = QTimer(self)
        timer.setTimerType(kind)
        timer.setInterval(every_ms)
        timer.timeout.connect(called)
        return timer

    def _lay_out(self) -> None:
        head = FlowRow()
        for widget in (self._leave, self._title, self._place):
            head.addWidget(widget)
        head.addStretch()
        for widget in (self._pause, self._skip, *self._switches.values(), self._full):
            head.addWidget(widget)
        mirror = QVBoxLayout()
        mirror.addWidget(self.picture, 7)
        mirror.addWidget(self._banner)
        mirror.addWidget(self.bubble, 1)
        working, middle = QWidget(self), QHBoxLayout()
        working.setObjectName("drill_working")
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addWidget(self.phone)
        middle.addLayout(mirror, 8)
        middle.addWidget(self.board, 5)
        working.setLayout(middle)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(working)
        self._stack.addWidget(self.summary)
        column = QVBoxLayout(self)
        column.addLayout(head)
        column.addWidget(self._notices)
        column.addWidget(self._stack, 1)
        column.addWidget(make_label(self, "drill_safety", "safety", tr(SAFETY_LINE)))

    # -- the session ---------------------------------------------------------------------------

    def open(self, drills: Sequence[Drill], settings: Settings, load: str = "none") -> None:
        """Begin drills, letting go of those that run."""
        self.stop()
        self._drills, self._settings, self._load = tuple(drills), settings, load
        self._sequence, self._view, self._why = -1, None, ""
        self._switches["voice"].setChecked(settings.voice)
        self._stack.setCurrentIndex(0)
        self.picture.begin(settings.threshold_deg)
        self.bubble.begin(settings.threshold_deg, judges_drop(self._drills[0]))
        self.picture.set_message(None)
        self._kept.begin(settings.runner)
        try:
            self._handle = self._controls.start_drills(self._drills, settings, load)
        except GaitCoachError as error:
            self.picture.set_message(Message(tr(error.what), tr(error.todo)))
        self._pull_timer.start()
        self._panel_timer.start()
        self._show_panels()
        self.picture.setFocus()  # the keys are the drill's, not the first button's

    def stop(self) -> None:
        """Let go of the camera; what was done is kept."""
        self._pull_timer.stop()
        self._panel_timer.stop()
        handle, self._handle = self._handle, None
        if handle is not None:
            self._controls.stop_drills(handle)

    def leave(self) -> None:
        """Go back; what was done so far is kept."""
        self.stop()
        self.left.emit()

    def pause_or_go_on(self) -> None:
        """Count nothing for a while, or go on."""
        if self._handle is not None:
            self._handle.pause(not self._handle.is_paused)
            self._show_panels()

    def _skip_on(self) -> None:
        if self._handle is not None:
            self._handle.skip()

    def _set_voice(self, on: bool) -> None:
        self._settings = self._settings.with_changes(voice=on)
        if self._handle is not None:
            self._handle.set_voice(on)

    def _follow(self) -> None:
        self.open((self._following,), self._settings, self._load)

    @property
    def _following(self) -> Drill:
        """The drill after the last one, in the order of the table; the first after the last."""
        names = list(DRILLS)
        place = names.index(self._drills[-1].name) + 1
        return DRILLS[names[place % len(names)]]

    def _full_screen(self) -> None:
        whole = self.window()
        whole.showNormal() if whole.isFullScreen() else whole.showFullScreen()

    # -- showing -------------------------------------------------------------------------------

    def _pull(self) -> None:
        if self._handle is None:
            return
        view = self._view = self._handle.view()
        if view.sequence != self._sequence:
            self._sequence = view.sequence
            self.picture.show_drill(view)
            self._take_level(view)
            if view.face.reason is not Quality.OK:
                self._why = cannot_tell(view.drill, view.face.reason)
        self._kept.look(self._handle)
        if view.state in OVER_STATES:
            self._end(view)

    def _take_level(self, view: DrillView) -> None:
        watched = view.watched
        if watched is not None:
            self.bubble.take(
                watched.frame.t_s, watched.tilt_deg, view.face.side, self.picture.left_is_left
            )

    def _end(self, view: DrillView) -> None:
        self.stop()
        self._show_panels()
        if view.state is not SessionState.FAILED or view.done:
            self.summary.show_done(view.done, self._following.name, self._why)
            self._stack.setCurrentIndex(1)

    def _show_panels(self) -> None:
        """Show words and numbers."""
        view = self._view or DrillView(self._drills)
        words = words_of(view)
        self.board.show_words(words)
        self.bubble.show_now()
        self.bubble.setVisible(view.drill.place is not Place.SIDE and not view.lies_on_side)
        self._title.setText(tr(TITLES[view.drill.name]))
        place = tr("{n} of {total}", n=view.place + 1, total=len(view.drills))
        self._place.setText(place if len(view.drills) > 1 else "")
        self._banner.say(words.banner, words.is_fault)
        self._notices.setText("\n".join(tr(notice) for notice in view.notices))
        self._notices.setVisible(bool(view.notices))
        if self._view is not None:
            self.picture.set_message(session_message(view))
        self.phone.show_phone(None if self._handle is None else self._handle.phone)
        self._show_buttons(view)

    def _show_buttons(self, view: DrillView) -> None:
        runs, last = self._handle is not None, view.place + 1 == len(view.drills)
        paused = runs and self._handle.is_paused
        self._pause.setText(tr("Go on (Space)") if paused else tr("Pause (Space)"))
        rests = view.face.step is Step.NEXT
        forward = tr("Finish (N)") if last else tr("Next drill (N)")
        self._skip.setText(tr("Begin now (N)") if rests else forward)
        for button in (self._skip, *self._switches.values()):
            button.setVisible(runs)
        self._pause.setVisible(runs and view.face.step not in _NOTHING_TO_PAUSE)

    def resizeEvent(self, event: QResizeEvent | None) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        unit_px = theme.unit_px(self.width(), self.height())
        if unit_px != self._unit_px:
            self._unit_px = unit_px
            self.picture.set_unit(unit_px)
            self.phone.set_unit(unit_px)
            self.setStyleSheet(stylesheet(unit_px))
        self._banner.set_room(self.height())

    def hideEvent(self, event: QHideEvent | None) -> None:  # noqa: N802 - Qt's name
        """Let go of the camera when another page is shown; a window made small goes on."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.stop()
