"""Every page and window of the app, opened one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from PyQt6.QtWidgets import QApplication, QDialog, QWidget
from test_shell import App
from ui_fakes import (
    GivenAnswer,
    drill_summary,
    drill_view,
    gait,
    grey_frame,
    running_view,
    step,
)

from gaitcoach.drills import drill_named
from gaitcoach.drills.values import FaultKind
from gaitcoach.errors import StorageError
from gaitcoach.live.drill_face import Face, Step
from gaitcoach.live.drill_view import DoneNow
from gaitcoach.live.view import Check, SessionState, State
from gaitcoach.types import Side, SideStats

CHECKS = (
    Check("body", State.GOOD, "Your whole body is in the picture."),
    Check("light", State.MEND, "Too dark: add light."),
    Check("sound", State.WAITING, "Cues play on Loudspeaker."),
)
NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
PAGES = (
    "home", "picker", "settings", "first_steps", "set-up", "live", "help",
    "summary", "toasts", "about", "first steps beside", "runner display", "show me", "history",
    "people", "programme", "exercises", "drill", "drill summary", "photos",
)  # fmt: skip


def open_page(app: App, name: str) -> QWidget:
    """Open a page as a user would come to it; return the widget that holds it."""
    opened = {
        "home": lambda: app.shell,
        "picker": lambda: _picker(app),
        "set-up": lambda: _run(app, checks=CHECKS),
        "live": lambda: _run(app),
        "help": lambda: _help(app),
        "summary": lambda: _summary(app),
        "drill": lambda: _drill(app),
        "drill summary": lambda: _drill_summary(app),
        "toasts": lambda: _toasts(app),
        "about": lambda: _beside(app, "about", "about"),
        "first steps beside": lambda: _beside(app, "first_steps", "beside_first_steps"),
        "runner display": lambda: _window(
            app, app.shell.live._beside.toggle_runner_display, "runner_display"
        ),
        "show me": lambda: _window(app, app.shell.live._beside.show_me, "show_me"),
    }.get(name, lambda: _door(app, name))()
    QApplication.processEvents()
    return opened


def close_page(app: App, page: QWidget) -> None:
    """Leave it, back to the first page."""
    if page is not app.shell:
        page.close()
    for toast in tuple(app.shell.toasts._toasts):
        app.shell.toasts.remove(toast)
    app.shell.live._room.help.hide()
    app.shell.live._beside.close_all()
    app.shell.go_home()


def controls_of(page: QWidget) -> Iterator[QWidget]:
    """Everything of a page that is there to be used: seen, switched on, not a piece of another."""
    for widget in page.findChildren(QWidget):
        if widget.isVisible() and widget.isEnabled() and not widget.objectName().startswith("qt_"):
            yield widget


def _door(app: App, name: str) -> QWidget:
    app.shell._doors[name]()
    return app.shell


def _picker(app: App) -> QWidget:
    app.shell.home.source_wanted.emit()
    app.qtbot.waitUntil(lambda: len(app.controls.previews) >= 2)
    for preview in app.controls.previews:
        preview.frame = grey_frame(90)
    return app.shell


def _run(app: App, **view: object) -> QWidget:
    app.shell.run(app.shell.next_run.chosen())
    app.session.shown = running_view(app.shell.live._shown_sequence + 2, **view)
    app.shell.live._pull()
    app.shell.live._show_panels()
    return app.shell


def _help(app: App) -> QWidget:
    _run(app)
    app.shell.live._toggle_help()
    return app.shell


def _summary(app: App) -> QWidget:
    _run(app)
    app.session.steps = tuple(
        step(side, 4.0 + i % 3, t_s=0.4 * i) for i in range(20) for side in Side
    )
    told = gait(left=SideStats(20, 20, 4.0, 1.0, (3.0, 5.0)), baseline_sigma_deg=0.3)
    app.session.shown = running_view(99, update=told)
    app.shell.live.stop()
    assert app.shell.currentWidget() is app.shell.after_run.page
    return app.shell


def _drill(app: App, **view: object) -> QWidget:
    """Two drills, in the first of them a fault."""
    app.shell.rooms.exercises.drill_asked.emit(("mirror_stance", "hip_hike"), "none")
    drills = app.controls.drills[-1]
    face = Face(Step.HOLD, Side.LEFT, hold_s=12.0, fault=FaultKind.DROP)
    drills.shown = drill_view(drills.drills, face=face, **view)
    app.shell.drills.room._pull()
    app.shell.drills.room._show_panels()
    return app.shell


def _drill_summary(app: App) -> QWidget:
    _drill(app)
    drills = app.controls.drills[-1]
    drills.kept = (GivenAnswer(),)
    done = (
        DoneNow(drills.drills[0], NOW, drill_summary()),
        DoneNow(drill_named("single_leg_stance"), NOW, drill_summary("single_leg_stance")),
    )
    drills.shown = replace(drills.shown, state=SessionState.ENDED, done=done)
    app.shell.drills.room._pull()
    app.shell.drills.room._kept._waiter._look()
    return app.shell


def _toasts(app: App) -> QWidget:
    try:
        raise StorageError("The disk is full.", "Free some space.") from OSError(28, "No space")
    except StorageError as error:
        app.shell.toasts.fail(error)
    app.shell.toasts.say("All is well.")
    return app.shell


def _beside(app: App, name: str, object_name: str) -> QWidget:
    _run(app)
    app.shell.live.page_wanted.emit(name)
    return next(one for one in app.shell.findChildren(QDialog, object_name) if one.isVisible())


def _window(app: App, opens: Callable[[], None], name: str) -> QWidget:
    _run(app)
    opens()
    return app.shell.live._beside.get(name)
