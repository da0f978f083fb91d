"""Show me: the last ten seconds again, slowly, picture by picture, or two stances side by side."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

from PyQt6.QtCore import Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSlider, QVBoxLayout, QWidget

from gaitcoach.language import degrees_text, tr, tr_later
from gaitcoach.live.memory import Moment, nearest
from gaitcoach.live.view import LiveView, SessionState
from gaitcoach.types import Side, Stance, StanceRecord
from gaitcoach.ui.flow import FlowRow
from gaitcoach.ui.overlay import Look
from gaitcoach.ui.panels import make_label
from gaitcoach.ui.picture import PictureWidget
from gaitcoach.ui.stylesheet import stylesheet
from gaitcoach.ui.texts import side_title

SLOWNESS = 4.0
"""It plays at a quarter of the speed: a contact of 0.25 s lasts a second."""
SIZE_PX = (1100, 720)
MIN_SIZE_PX = (640, 480)
BOTH = {False: tr_later("○ Two stances"), True: tr_later("● Two stances")}
THIS_STEP = tr_later("{drop} drop in this step")
NOT_MEASURED = tr_later("this step could not be measured")
NO_STEP = tr_later("no step in these seconds")
NOTHING = tr_later("Nothing to show yet: run a few seconds first.")


class ShowMe(QWidget):
    """A window of its own over a live run, which goes on.

    Parameters
    ----------
    fetch : returns the last moments and all steps
    look : how to paint them

    Signals
    -------
    closed() : the user closed it
    """

    closed = pyqtSignal()

    def __init__(
        self,
        fetch: Callable[[], tuple[Sequence[Moment], Sequence[StanceRecord]]],
        look: Look,
        *,
        mirrored: bool = False,
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName("show_me")
        self.setWindowTitle(tr("gaitcoach – the last 10 seconds"))
        self._fetch = fetch
        self._moments: tuple[Moment, ...] = ()
        self._steps: tuple[StanceRecord, ...] = ()
        self._at = 0
        self.picture = PictureWidget(look, self)
        self.stances = {side: _Stance(side, look, self) for side in (Side.LEFT, Side.RIGHT)}
        for picture in self._pictures():
            picture.set_mirrored(mirrored)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._play_on)
        self._lay_out()
        self.setStyleSheet(stylesheet(look.unit_px))
        self.setMinimumSize(*MIN_SIZE_PX)
        self.resize(*SIZE_PX)
        self.fetch_anew()

    # -- what is shown -----------------------------------------------------------------------

    @property
    def moment(self) -> Moment | None:
        """The picture that stands still or plays now."""
        return self._moments[self._at] if self._moments else None

    @property
    def is_playing(self) -> bool:
        return self._timer.isActive()

    def fetch_anew(self) -> None:
        """Take the newest ten seconds and play them."""
        moments, steps = self._fetch()
        self._moments, self._steps = tuple(moments), tuple(steps)
        self._slider.setRange(0, max(0, len(self._moments) - 1))
        self._told.setText("" if self._moments else tr(NOTHING))
        self._told.setVisible(not self._moments)
        self.go_to(0)
        self._show_stances()
        if self._moments and not self._both.isChecked():
            self.play()

    def go_to(self, place: int) -> None:
        """Show one picture by its place, 0 = the oldest; stays inside what there is."""
        if not self._moments:
            return
        self._at = max(0, min(place, len(self._moments) - 1))
        moment = self._moments[self._at]
        self.picture.show_view(still_view(moment, self._steps))
        self._slider.blockSignals(True)
        self._slider.setValue(self._at)
        self._slider.blockSignals(False)
        self._time.setText(f"−{self._moments[-1].t_s - moment.t_s:.2f} s")

    def step(self, by: int) -> None:
        """Stand still, some pictures on or back; with two stances: on or back by a step."""
        self.pause()
        if self._both.isChecked():
            for stance in self.stances.values():
                stance.move(by)
            return
        self.go_to(self._at + by)

    # -- playing -----------------------------------------------------------------------------

    def play(self) -> None:
        """Play from here, from the beginning when it stands at the end."""
        if self._at >= len(self._moments) - 1:
            self.go_to(0)
        self._wait_for_next()

    def pause(self) -> None:
        """Stand still."""
        self._timer.stop()
        self._show_playing()

    def play_or_pause(self) -> None:
        self.pause() if self.is_playing else self.play()

    def _play_on(self) -> None:
        self.go_to(self._at + 1)
        self._wait_for_next()

    def _wait_for_next(self) -> None:
        if self._at + 1 < len(self._moments):
            here, there = self._moments[self._at : self._at + 2]
            self._timer.start(round(1000 * SLOWNESS * max(0.0, there.t_s - here.t_s)))
        self._show_playing()

    def _show_playing(self) -> None:
        self._play.setText(tr("❚❚ Pause") if self.is_playing else tr("▶ Play slowly"))

    # -- two stances -------------------------------------------------------------------------

    def _show_both(self, on: bool) -> None:
        self.pause()
        self._both.setText(tr(BOTH[on]))
        self._play.setEnabled(not on)
        self.picture.setVisible(not on)
        self._slider.setVisible(not on)
        self._time.setVisible(not on)
        for stance in self.stances.values():
            stance.setVisible(on)

    def _show_stances(self) -> None:
        for stance in self.stances.values():
            stance.take(self._moments, self._steps)

    def _pictures(self) -> list[PictureWidget]:
        return [self.picture, *(stance.picture for stance in self.stances.values())]

    # -- building ----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._told = make_label(self, "show_me_told", "title")
        self._time = make_label(self, "show_me_time", "soft")
        self._slider = QSlider(Qt.Orientation.Horizontal, self)
        self._slider.setObjectName("show_me_slider")
        self._slider.setAccessibleName(tr("Moment of the last ten seconds"))
        self._slider.valueChanged.connect(self._slide)
        pictures = QHBoxLayout()
        for widget in (self.picture, *self.stances.values()):
            pictures.addWidget(widget, 1)
        when = QHBoxLayout()
        when.addWidget(self._slider, 1)
        when.addWidget(self._time)
        column = QVBoxLayout(self)
        column.addWidget(self._told)
        column.addLayout(pictures, 1)
        column.addLayout(when)
        column.addLayout(self._buttons())
        self._show_both(False)

    def _buttons(self) -> FlowRow:
        row = FlowRow()
        self._play = self._button("show_me_play", "", "Space", self.play_or_pause)
        self._both = self._button("show_me_both", tr(BOTH[False]), "T", lambda: None)
        self._both.setCheckable(True)
        self._both.toggled.connect(self._show_both)
        for button in (
            self._button("show_me_back", tr("‹ One back"), ",", lambda: self.step(-1)),
            self._play,
            self._button("show_me_on", tr("One on ›"), ".", lambda: self.step(1)),
            self._both,
            self._button("show_me_anew", tr("The newest 10 s"), "W", self.fetch_anew),
        ):
            row.addWidget(button)
        row.addStretch()
        row.addWidget(self._button("show_me_close", tr("Close"), "Esc", self.close))
        return row

    def _button(self, name: str, text: str, key: str, pressed: Callable) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setToolTip(tr("Key {key}", key=key))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: pressed())
        QShortcut(QKeySequence(key), self).activated.connect(button.click)
        return button

    def _slide(self, place: int) -> None:
        self.pause()
        self.go_to(place)

    def closeEvent(self, event: QCloseEvent | None) -> None:  # noqa: N802 - Qt's name
        self._timer.stop()
        self.closed.emit()
        event.accept()


class _Stance(QWidget):
    """One leg's steps of the last seconds, each by its middle, one at a time."""

    def __init__(self, side: Side, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"show_me_{side.value}")
        self._side = side
        self._found: list[tuple[StanceRecord, Moment]] = []
        self._steps: tuple[StanceRecord, ...] = ()
        self._at = 0
        self.picture = PictureWidget(look, self)
        self._number = QLabel(self)
        self._number.setObjectName(f"show_me_drop_{side.value}")
        self._number.setProperty("role", "value")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(make_label(self, "show_me_side", "title", side_title(side)))
        column.addWidget(self.picture, 1)
        column.addWidget(self._number)

    def take(self, moments: tuple[Moment, ...], steps: tuple[StanceRecord, ...]) -> None:
        """Show the newest of these steps that has a picture; best one that was measured."""
        self._steps = steps
        own = [step for step in steps if step.side is self._side]
        pairs = ((step, nearest(moments, step.mid_stance_s)) for step in own)
        self._found = [(step, moment) for step, moment in pairs if moment is not None]
        measured = [place for place, (step, _) in enumerate(self._found) if step.usable]
        self._at = measured[-1] if measured else len(self._found) - 1
        self.move(0)

    def move(self, by: int) -> None:
        """Show another step."""
        if not self._found:
            self.picture.clear()
            self._number.setText(tr(NO_STEP))
            return
        self._at = max(0, min(self._at + by, len(self._found) - 1))
        step, moment = self._found[self._at]
        self.picture.show_view(still_view(moment, self._steps))
        drop = degrees_text(step.drop_deg)
        self._number.setText(tr(THIS_STEP, drop=drop) if step.usable else tr(NOT_MEASURED))


def still_view(moment: Moment, steps: Sequence[StanceRecord]) -> LiveView:
    """Return a moment with the stance that is known by now: live it is told 0.13 s late."""
    view = replace(moment.view(), state=SessionState.RUNNING)
    step = step_at(moment.t_s, steps)
    update = view.update
    if update is None or update.obliquity_deg is None:
        return view
    if step is None:
        return replace(view, update=replace(update, stance=Stance.FLIGHT, drop_now_deg=None))
    drop_deg = step.side.drop_deg(update.obliquity_deg)
    stance = Stance(step.side.value)
    return replace(view, update=replace(update, stance=stance, drop_now_deg=drop_deg))


def step_at(t_s: float, steps: Sequence[StanceRecord]) -> StanceRecord | None:
    """Return the step during which a moment lies."""
    place = bisect_right(steps, t_s, key=lambda step: step.t_start_s) - 1
    if place < 0 or steps[place].t_end_s < t_s:
        return None
    return steps[place]
