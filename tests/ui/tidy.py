"""A test of the window leaves no widget behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PyQt6.QtCore import QCoreApplication, QEvent
from PyQt6.QtWidgets import QApplication


@contextmanager
def no_widget_left() -> Iterator[None]:
    """What was made inside must be gone afterwards."""
    before = set(QApplication.topLevelWidgets())
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = set(QApplication.topLevelWidgets()) - before
    assert not left, f"widgets left behind: {left}"
