"""What people and computers do to a window: small screens, huge letters, unplugged cameras, and
somebody who double-clicks everything and closes it in the middle."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace

import pytest
from pages import CHECKS, PAGES, close_page, controls_of, open_page
from PyQt6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PyQt6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot
from test_shell import App, app
from ui_fakes import FakeControls, running_view

from gaitcoach.errors import StorageError
from gaitcoach.live.view import SessionState
from gaitcoach.settings import Settings
from gaitcoach.ui import after_run, theme
from gaitcoach.ui.translator import use_language

__all__ = ["app"]  # the fixture
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # windows of their own

TINY_PX = (1000, 560)
"""What 1024 x 600 leaves beside title bar and task bar."""
IN_THE_FRAME = [name for name in PAGES if name not in ("about", "runner display", "show me")]


# -- small screens and huge letters -------------------------------------------------------------


def cut_off(page: QWidget) -> list[str]:
    """What has less room than its words need, or lies outside the window."""
    frame = QRect(QPoint(0, 0), page.window().size())
    bad = []
    for widget in shown(page):
        if not isinstance(widget, (QLabel, QAbstractButton, QLineEdit)) or scrolls(widget):
            continue
        needs = widget.minimumSizeHint()
        if isinstance(widget, QLabel) and widget.wordWrap():
            needs.setHeight(widget.heightForWidth(widget.width()))
        at = QRect(widget.mapTo(page.window(), QPoint(0, 0)), widget.size())
        fits = widget.width() >= needs.width() and widget.height() >= needs.height() - 1
        if not (fits and frame.contains(at)) and widget.objectName() not in MAY_BE_SHORT:
            bad.append(f"{widget.objectName()} {at} needs {needs}")
    return bad


def shown(page: QWidget) -> list[QWidget]:
    """Everything with words that is seen, switched on or off, but for Qt's own pieces."""
    found = page.findChildren(QWidget)
    return [one for one in found if one.isVisible() and not one.objectName().startswith("qt_")]


MAY_BE_SHORT = {"cue_reason"}
"""Shortened by the window, on purpose: the words are in the record."""


def scrolls(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, (QScrollArea, QTextBrowser)):
            return True
        parent = parent.parentWidget()
    return False


@pytest.mark.parametrize("name", IN_THE_FRAME)
def test_every_page_fits_a_tiny_screen(app: App, name: str):
    """Mutants: the old least size of 1020 x 620; a page whose buttons lie below the edge."""
    app.shell.resize(*TINY_PX)
    page = open_page(app, name)
    app.qtbot.waitUntil(lambda: cut_off(page) == [], timeout=3000)
    assert (app.shell.width(), app.shell.height()) == TINY_PX
    hint = app.shell.minimumSizeHint()
    assert hint.width() <= TINY_PX[0]
    assert hint.height() <= TINY_PX[1]


@pytest.fixture
def huge_letters() -> Iterator[None]:
    """The system's letters twice as large."""
    before = QApplication.font()
    large = QApplication.font()
    large.setPointSizeF(2 * before.pointSizeF())
    QApplication.setFont(large)
    yield
    QApplication.setFont(before)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_bears_huge_letters(huge_letters: None, app: App, name: str):
    """A system's text twice as large is followed: what does not fit goes on below, or scrolls.

    Mutants: sizes in pixels that nobody can change; a row that squeezes its buttons.
    """
    app.shell.resize(1280, 720)
    page = open_page(app, name)
    app.qtbot.waitUntil(lambda: cut_off(page) == [], timeout=3000)
    assert (app.shell.width(), app.shell.height()) == (1280, 720)
    assert app.find(QLabel, "home_line").fontInfo().pixelSize() > 1.5 * 12


@pytest.fixture
def largest_text() -> Iterator[None]:
    theme.use_text_size(200)
    yield
    theme.use_text_size(100)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_bears_the_largest_text(
    largest_text: None, qtbot: QtBot, language: str, name: str
):
    use_language(language)
    app = App(qtbot, FakeControls(), Settings(source="demo"))
    app.shell.resize(1280, 720)
    page = open_page(app, name)
    qtbot.waitUntil(lambda: cut_off(page) == [], timeout=5000)
    assert (app.shell.width(), app.shell.height()) == (1280, 720)
    close_page(app, page)
    app.shell.close()
    use_language("en")


@pytest.mark.parametrize(("wanted", "system", "scale"), [
    (100, 1.0, 1.0), (150, 1.0, 1.5), (100, 2.0, 1.6), (200, 2.0, 2.0), (100, 9.0, 2.0),
    (100, 0.5, 1.0),
])  # fmt: skip
def test_the_text_is_as_large_as_the_user_or_the_system_wishes(
    qtbot: QtBot, wanted: int, system: float, scale: float
):
    """Mutants: both multiplied; the system's wish without an end; a system that makes it tiny."""
    before = QApplication.font()
    large = QApplication.font()
    large.setPointSizeF(system * before.pointSizeF())
    QApplication.setFont(large)
    theme.use_text_size(wanted)
    unit_px = theme.unit_px(1280, 720)
    theme.use_text_size(100)
    QApplication.setFont(before)
    assert unit_px == round(scale * theme.unit_px(1280, 720))


# -- a camera that vanishes ---------------------------------------------------------------------


def test_at_home_a_vanished_camera_is_named(app: App):
    app.shell._take_source("1")
    app.shell._watch()
    label = app.find(QLabel, "home_missing")
    assert not label.isVisible()
    app.controls.connected = app.controls.connected[:1]
    app.qtbot.waitUntil(label.isVisible)
    assert label.text() == "Camera 1 is not connected: plug it in, or choose another one."
    # AND it comes back by itself
    app.controls.connected.append(("USB camera", "1"))
    app.qtbot.waitUntil(lambda: not label.isVisible())


@pytest.mark.parametrize("source", ["demo", "rtsp://cam.local/live", "/videos/run.mp4"])
def test_what_is_no_camera_is_never_missing(app: App, source: str):
    app.controls.connected = []
    app.shell._take_source(source)
    app.shell._watch()
    assert not app.find(QLabel, "home_missing").isVisible()


@pytest.mark.parametrize("name", ["set-up", "live"])
@pytest.mark.parametrize(
    ("state", "words", "goes_on"),
    [
        (SessionState.STALLED, "No new pictures", True),
        (SessionState.RECONNECTING, "keeps trying", True),
        (SessionState.FAILED, "does not work", False),
    ],
)
def test_in_a_run_a_vanished_camera_is_said_and_awaited(
    app: App, name: str, state: SessionState, words: str, goes_on: bool
):
    """Mutant: a set-up waits for ever without a word."""
    open_page(app, name)
    before = app.session.shown
    app.session.shown = replace(before, state=state, message="Camera 0 was unplugged.")
    message = app.find(QLabel, "picture_message")
    app.qtbot.waitUntil(lambda: message.isVisible() and words in message.text())
    assert "Camera 0 was unplugged." in message.text()
    assert (app.controls.stopped == []) is goes_on
    # THEN it goes on where it comes back, and else a way out is left
    if goes_on:
        app.session.shown = running_view(before.sequence + 1, checks=before.checks)
        app.qtbot.waitUntil(lambda: not (message.isVisible() and words in message.text()))
    app.shell.live.home_wanted.emit()
    assert app.shell.currentWidget() is app.shell.home
    assert app.controls.stopped == app.controls.started


# -- double clicks ------------------------------------------------------------------------------


@pytest.fixture
def patient(app: App, monkeypatch: pytest.MonkeyPatch) -> App:
    """The app, with every question of the system answered by "no" or nothing."""
    no = QMessageBox.StandardButton.No
    monkeypatch.setattr(QMessageBox, "question", lambda *asked, **how: no)
    monkeypatch.setattr(QInputDialog, "getText", lambda *asked, **how: ("", False))
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *asked, **how: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *asked, **how: ([], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *asked, **how: "")
    return app


@pytest.mark.parametrize("name", PAGES)
def test_a_double_click_on_everything_breaks_nothing(patient: App, name: str):
    """Mutants: two runs at once; a run that is stopped twice, or never."""
    app = patient
    count = len([one for one in controls_of(open_page(app, name))
                 if isinstance(one, QAbstractButton)])  # fmt: skip
    close_page(app, app.shell)
    for place in range(count):
        page = open_page(app, name)
        buttons = [one for one in controls_of(page) if isinstance(one, QAbstractButton)]
        if place >= len(buttons):
            break
        button = buttons[place]
        app.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        if _is_there(button):
            app.qtbot.mouseDClick(button, Qt.MouseButton.LeftButton)
        QCoreApplication.processEvents()
        stopped = [id(one) for one in app.controls.stopped]
        assert len(app.controls.started) - len(stopped) <= 1, "two runs at once"
        assert len(stopped) == len(set(stopped)), "a run was stopped twice"
        close_page(app, app.shell)
    assert app.controls.stopped == app.controls.started
    assert app.controls.exported == []
    assert app.controls.discarded == 0


def _is_there(button: QAbstractButton) -> bool:
    try:
        return button.isVisible()
    except RuntimeError:  # it is gone with its page
        return False


# -- closing in the middle ----------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_closing_anywhere_stops_the_run_once_and_leaves_nothing(app: App, name: str):
    open_page(app, name)
    app.shell.close()
    assert not app.shell.isVisible()
    assert app.controls.stopped == app.controls.started
    assert all(preview.stopped for preview in app.controls.previews)
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == []
    # AND nothing looks at anything any more
    assert not app.shell._watch_timer.isActive()
    assert not app.shell._voice_timer.isActive()
    app.shell.close()
    assert app.controls.stopped == app.controls.started


def test_closing_while_the_cue_of_the_set_up_is_asked_for(app: App):
    open_page(app, "set-up")
    app.press("sound_ask")
    app.shell.close()
    assert app.controls.stopped == app.controls.started


def test_closing_while_steps_are_written(app: App, monkeypatch: pytest.MonkeyPatch):
    """The writing goes on behind: `WindowControls.close` waits for it."""
    open_page(app, "summary")
    monkeypatch.setattr(after_run, "ask_new_table", lambda parent: "/tmp/steps.csv")
    app.press("summary_export")
    app.controls.works[-1].is_done = False
    app.shell.close()
    assert not app.controls.works[-1].cancelled


# -- errors of our own, and of what is over -----------------------------------------------------


def test_trouble_of_a_run_that_is_over_is_said_wherever_one_is(app: App):
    """Mutant: it goes to a run that nobody looks at any more."""
    app.press("door_settings")
    app.controls.trouble_later = ["Record kept at /tmp/run_rescued.jsonl."]
    app.qtbot.waitUntil(
        lambda: app.shell.toasts.shown == ("Record kept at /tmp/run_rescued.jsonl.",)
    )
    assert app.find(QPushButton, "toast_close").isVisible()


def test_a_picture_that_is_kept_is_said(app: App):
    """Mutant: `told` reaches nobody."""
    open_page(app, "live")
    app.shell.live._actions["keep_picture"].trigger()
    assert "one.png" in app.shell.toasts.shown[0]


def test_an_error_of_the_window_itself_is_said_and_the_run_goes_on(app: App, caplog):
    """Mutant: PyQt ends the process, and with it the run."""
    from gaitcoach.app.windowed import _tell_in

    open_page(app, "live")
    try:
        raise ZeroDivisionError("a bug")
    except ZeroDivisionError as error:
        _tell_in(SimpleNamespace(window=app.shell))(type(error), error, error.__traceback__)
    assert "a bug" in app.shell.toasts.shown[0]
    assert "a bug" in caplog.text
    assert app.controls.stopped == []


def test_a_full_disk_at_the_export_is_said_with_details(app: App, monkeypatch: pytest.MonkeyPatch):
    open_page(app, "summary")
    monkeypatch.setattr(after_run, "ask_new_table", lambda parent: "/tmp/steps.csv")
    try:
        raise StorageError("The disk is full.", "Free some space.") from OSError(28, "No space")
    except StorageError as error:
        app.controls.refuse = error
    app.press("summary_export")
    app.qtbot.waitUntil(lambda: "The disk is full.\nFree some space." in app.shell.toasts.shown)
    assert app.find(QPushButton, "toast_details").isVisible()
    assert app.shell.currentWidget() is app.shell.after_run.page, (
        "the run is still there to try again"
    )


def test_the_checks_of_these_tests_are_those_of_the_set_up(app: App):
    open_page(app, "set-up")
    assert app.find(QWidget, "setup_panel").isVisible()
    assert len(CHECKS) == 3
    assert theme.MIN_SIZE_PX == TINY_PX
