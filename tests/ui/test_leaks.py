"""Every page opened and left many times leaves as many widgets as before."""

from __future__ import annotations

import gc

import pytest
from pages import PAGES, close_page, open_page
from PyQt6.QtCore import QCoreApplication, QEvent, QObject
from PyQt6.QtWidgets import QApplication
from test_shell import App, app

__all__ = ["app"]  # the fixture
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # windows of their own

TIMES = 2


def count(app: App) -> tuple[int, int]:
    """Number of objects in the app's tree, and of windows."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    return len(app.shell.findChildren(QObject)), len(QApplication.topLevelWidgets())


@pytest.mark.parametrize("name", PAGES)
def test_a_page_leaves_nothing_behind(app: App, name: str):
    """Mutant: a card, a toast, a dialog or a timer that is made anew each time and kept."""
    close_page(app, open_page(app, name))  # what a page makes once, it may keep
    before = count(app)
    for _ in range(TIMES):
        close_page(app, open_page(app, name))
    assert count(app) == before
