"""Every action of the window as data: menus, keys, tool tips and the help page read this table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PyQt6.QtGui import QAction, QKeySequence
from PyQt6.QtWidgets import QMainWindow


@dataclass(frozen=True, slots=True)
class Entry:
    """One action.

    name : also the object name, `action_<name>`
    keys : the first is shown in menu and tool tip
    short : its caption in the control bar, if it has a button there
    """

    name: str
    menu: str
    text: str
    keys: tuple[str, ...]
    tip: str
    checkable: bool = False
    short: str = ""


ENTRIES: tuple[Entry, ...] = (
    Entry("home", "Session", "Home", ("Home",), "Stop, and back to the first page", short="‹ Home"),
    Entry("start_stop", "Session", "Start / stop", ("Space",), "Start or stop measuring"),
    Entry("source", "Session", "Choose source", ("S",), "Open the list of cameras"),
    Entry("open_file", "Session", "Open video file …", ("Ctrl+O",), "Measure a video file"),
    Entry("open_address", "Session", "Open address …", ("Ctrl+L",), "A network camera's address"),
    Entry("view", "Session", "Behind / front", ("B",), "Where the camera stands"),
    Entry(
        "source_mirrored",
        "Session",
        "Source is mirrored",
        ("Ctrl+M",),
        "Tick this if the camera itself delivers a mirrored picture (starts again)",
        checkable=True,
        short="Source mirrored",
    ),
    Entry(
        "stickers",
        "Session",
        "Place stickers",
        ("P",),
        "Measure by two stickers: the picture stands still, click on each of them",
    ),
    Entry(
        "accept_stickers",
        "Session",
        "These are the stickers",
        ("Return", "Enter"),
        "Take the two stickers that were found in the picture",
    ),
    Entry("mark", "Session", "Mark this moment …", ("I",), "Changed speed, new shoes, a word"),
    Entry("block", "Session", "Next block", ("G",), "Before, with cue, after: what does it bring?"),
    Entry("keep_picture", "Session", "Keep this picture", ("Ctrl+S",), "With what is drawn on it"),
    Entry("skip_setup", "Session", "Run as it is", ("K",), "Leave out what is not set up yet"),
    Entry("quit", "Session", "Close", ("Ctrl+Q",), "Stop and close the window"),
    Entry("threshold_up", "Coach", "Limit up", ("+", "="), "Allow 0.5° more hip drop", short="+"),
    Entry("threshold_down", "Coach", "Limit down", ("-",), "Allow 0.5° less hip drop", short="−"),
    Entry("voice", "Coach", "Voice", ("V",), "Speak the cues", True, "Voice"),
    Entry(
        "step_tone",
        "Coach",
        "Step tone",
        ("T",),
        "Beep at every step: low = level, high = too far",
        checkable=True,
        short="Tone",
    ),
    Entry("metronome", "Coach", "Metronome", ("N",), "Click at your cadence + 0 (off), 5 or 10 %"),
    Entry(
        "mirror_display",
        "View",
        "Mirror display",
        ("M",),
        "Show the picture like a mirror; numbers and sides stay the same",
        checkable=True,
        short="Mirror",
    ),
    Entry(
        "strip_chart",
        "View",
        "Clinician's layout",
        ("C",),
        "Every step, cue and mark over the run; blocks of a visit and what they brought",
        checkable=True,
    ),
    Entry("show_me", "View", "Show me", ("W",), "The last 10 seconds again, slowly"),
    Entry("part_skeleton", "View", "Draw the skeleton", ("1",), "Draw the skeleton", True),
    Entry("part_pelvis", "View", "Draw the pelvis", ("2",), "Draw pelvic and level line", True),
    Entry("part_foot", "View", "Draw the stance foot", ("3",), "Mark the foot that carries", True),
    Entry("part_trunk", "View", "Draw the trunk line", ("4",), "Draw hips to shoulders", True),
    Entry("part_trail", "View", "Draw the trail", ("5",), "How the last steps were", True),
    Entry(
        "runner_display",
        "View",
        "Runner display",
        ("R",),
        "Two large numbers for the runner, on the second screen if there is one",
    ),
    Entry("swap_screens", "View", "Swap screens", ("X",), "Desk and runner display change places"),
    Entry("full_screen", "View", "Full screen", ("F", "F11"), "Fill the screen", checkable=True),
    Entry(
        "help",
        "Help",
        "What the numbers mean",
        ("H", "?", "F1"),
        "Explain every number",
        short="Help",
    ),
    Entry("first_steps", "Help", "How to set up", ("F2",), "Camera, standing, running"),
    Entry("about", "Help", "About gaitcoach", ("F3",), "Licences; not a medical device"),
    Entry("leave", "Help", "Leave help / full screen", ("Esc",), "Back to the plain window"),
)


def build_menus(
    window: QMainWindow, handlers: Mapping[str, Callable[[], None]]
) -> dict[str, QAction]:
    """Make every action with its keys and put it into its menu; returns them by name."""
    actions = {}
    menus = {}
    for entry in ENTRIES:
        if entry.menu not in menus:
            menus[entry.menu] = window.menuBar().addMenu(f"&{entry.menu}")
            menus[entry.menu].setObjectName(f"menu_{entry.menu.lower()}")
        actions[entry.name] = _make_action(window, entry, handlers[entry.name])
        menus[entry.menu].addAction(actions[entry.name])
    return actions


def _make_action(window: QMainWindow, entry: Entry, handler: Callable[[], None]) -> QAction:
    action = QAction(entry.text, window)
    action.setObjectName(f"action_{entry.name}")
    action.setShortcuts([QKeySequence(key) for key in entry.keys])
    action.setCheckable(entry.checkable)
    action.setToolTip(f"{entry.tip}  ({entry.keys[0]})")
    action.triggered.connect(lambda: handler())
    if entry.short:
        action.toggled.connect(lambda: _caption(action, entry))
        _caption(action, entry)
    return action


def _caption(action: QAction, entry: Entry) -> None:
    # A full or an empty ring says on or off without any colour.
    ring = {True: "● ", False: "○ "}[action.isChecked()] if entry.checkable else ""
    action.setIconText(ring + entry.short)
