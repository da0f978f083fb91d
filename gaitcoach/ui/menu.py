"""Menus, keys and tool tips, made from the table of actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PyQt6.QtGui import QAction, QKeySequence
from PyQt6.QtWidgets import QMainWindow

from gaitcoach.language import tr, tr_later
from gaitcoach.ui.actions import ENTRIES, Entry

_MENUS = {
    "Session": tr_later("Session"),
    "Coach": tr_later("Coach"),
    "View": tr_later("View"),
    "Help": tr_later("Help"),
}


def key_text(key: str) -> str:
    """Return what is written on a key, in the user's language."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def build_menus(
    window: QMainWindow, handlers: Mapping[str, Callable[[], None]]
) -> dict[str, QAction]:
    """Make every action with its keys and put it into its menu; returns them by name."""
    actions = {}
    menus = {}
    for entry in ENTRIES:
        if entry.menu not in menus:
            menus[entry.menu] = window.menuBar().addMenu(f"&{tr(_MENUS[entry.menu])}")
            menus[entry.menu].setObjectName(f"menu_{entry.menu.lower()}")
        actions[entry.name] = _make_action(window, entry, handlers[entry.name])
        menus[entry.menu].addAction(actions[entry.name])
    return actions


def _make_action(window: QMainWindow, entry: Entry, handler: Callable[[], None]) -> QAction:
    action = QAction(tr(entry.text), window)
    action.setObjectName(f"action_{entry.name}")
    action.setShortcuts([QKeySequence(key) for key in entry.keys])
    action.setCheckable(entry.checkable)
    action.setToolTip(f"{tr(entry.tip)}  ({key_text(entry.keys[0])})")
    action.triggered.connect(lambda: handler())
    if entry.short:
        action.toggled.connect(lambda: _caption(action, entry))
        _caption(action, entry)
    return action


def _caption(action: QAction, entry: Entry) -> None:
    # A full or an empty ring says on or off without any colour.
    ring = {True: "● ", False: "○ "}[action.isChecked()] if entry.checkable else ""
    action.setIconText(ring + tr(entry.short))
