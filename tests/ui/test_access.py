"""Without a mouse and without eyes: every control has a name, and Tab reaches it."""

from __future__ import annotations

import pytest
from pages import PAGES, controls_of, open_page
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QAbstractButton, QApplication, QWidget
from test_shell import App, app

from gaitcoach.ui.home import DOORS

FOOT = ("home_first_steps", "home_about")

__all__ = ["app"]  # the fixture
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # windows of their own


def is_for_use(widget: QWidget) -> bool:
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus or isinstance(widget, QAbstractButton)


def name_of(widget: QWidget) -> str:
    """What a screen reader would read: the name that was given, else the words on it."""
    text = getattr(widget, "text", None)
    return widget.accessibleName() or (text() if callable(text) else "")


@pytest.mark.parametrize("name", PAGES)
def test_every_control_has_a_name(app: App, name: str):
    """Mutant: any control without accessible name or text."""
    page = open_page(app, name)
    found = [widget for widget in controls_of(page) if is_for_use(widget)]
    nameless = [
        f"{type(widget).__name__} {widget.objectName()!r} in {widget.parentWidget().objectName()!r}"
        for widget in found
        if not name_of(widget).strip(" ●○–-‹›▶■")
    ]
    assert found or name == "runner display", "the page has nothing to use: the test sees nothing"
    assert nameless == []


@pytest.mark.parametrize("name", PAGES)
def test_tab_reaches_every_control_that_takes_the_keyboard(app: App, name: str):
    """Mutant: a control that only the mouse reaches (buttons with a key of their own aside)."""
    page = open_page(app, name)
    wanted = {
        widget
        for widget in controls_of(page)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
    }
    page.window().activateWindow()
    reached: set[QWidget] = set()
    for _ in range(3 * len(wanted) + 20):
        page.window().focusNextChild()
        reached.add(page.window().focusWidget())
    missed = {f"{type(one).__name__} {one.objectName()}" for one in wanted - reached}
    assert missed == set()


@pytest.mark.parametrize("name", PAGES)
def test_what_tab_does_not_reach_has_a_key(app: App, name: str):
    page = open_page(app, name)
    for button in page.findChildren(QAbstractButton):
        if not button.isVisible() or button.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        action = button.defaultAction() if hasattr(button, "defaultAction") else None
        keys = action.shortcuts() if isinstance(action, QAction) else []
        own = bool(keys) or not button.shortcut().isEmpty()
        inner = button.objectName().startswith("qt_")
        assert own or inner, f"{button.objectName()!r} {button.text()!r} needs a mouse"


def test_tab_goes_through_home_in_reading_order(app: App):
    app.shell.home.runner.box.setFocus()
    order = []
    doors = [f"door_{door.name}" for door in DOORS]
    fields = ["home_speed", "home_incline", "home_shoes"]
    wanted = ["runner", "runner_new", *fields, "home_source", *doors, *FOOT]
    for _ in wanted:
        order.append(QApplication.focusWidget().objectName())
        app.shell.focusNextChild()
    assert order == wanted
