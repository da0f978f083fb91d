"""Every action of the window as data: menus, keys, tool tips and the help page read this table."""

from __future__ import annotations

from dataclasses import dataclass

from gaitcoach.language import tr_later


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
    Entry(
        "home",
        "Session",
        tr_later("Home"),
        (tr_later("Home"),),
        tr_later("Stop, and back to the first page"),
        short=tr_later("‹ Home"),
    ),
    Entry(
        "start_stop",
        "Session",
        tr_later("Start / stop"),
        ("Space",),
        tr_later("Start or stop measuring"),
    ),
    Entry(
        "source", "Session", tr_later("Choose source"), ("S",), tr_later("Open the list of cameras")
    ),
    Entry(
        "open_file",
        "Session",
        tr_later("Open video file …"),
        ("Ctrl+O",),
        tr_later("Measure a video file"),
    ),
    Entry(
        "open_address",
        "Session",
        tr_later("Open address …"),
        ("Ctrl+L",),
        tr_later("A network camera's address"),
    ),
    Entry(
        "view", "Session", tr_later("Behind / front"), ("B",), tr_later("Where the camera stands")
    ),
    Entry(
        "source_mirrored",
        "Session",
        tr_later("Source is mirrored"),
        ("Ctrl+M",),
        tr_later("Tick this if the camera itself delivers a mirrored picture (starts again)"),
        checkable=True,
        short=tr_later("Source mirrored"),
    ),
    Entry(
        "stickers",
        "Session",
        tr_later("Place stickers"),
        ("P",),
        tr_later("Measure by two stickers: the picture stands still, click on each of them"),
    ),
    Entry(
        "accept_stickers",
        "Session",
        tr_later("These are the stickers"),
        ("Return", "Enter"),
        tr_later("Take the two stickers that were found in the picture"),
    ),
    Entry(
        "mark",
        "Session",
        tr_later("Mark this moment …"),
        ("I",),
        tr_later("Changed speed, new shoes, a word"),
    ),
    Entry(
        "block",
        "Session",
        tr_later("Next block"),
        ("G",),
        tr_later("Before, with cue, after: what does it bring?"),
    ),
    Entry(
        "keep_picture",
        "Session",
        tr_later("Keep this picture"),
        ("Ctrl+S",),
        tr_later("With what is drawn on it"),
    ),
    Entry(
        "skip_setup",
        "Session",
        tr_later("Run as it is"),
        ("K",),
        tr_later("Leave out what is not set up yet"),
    ),
    Entry("quit", "Session", tr_later("Close"), ("Ctrl+Q",), tr_later("Stop and close the window")),
    Entry(
        "threshold_up",
        "Coach",
        tr_later("Limit up"),
        ("+", "="),
        tr_later("Allow 0.5° more hip drop"),
        short="+",
    ),
    Entry(
        "threshold_down",
        "Coach",
        tr_later("Limit down"),
        ("-",),
        tr_later("Allow 0.5° less hip drop"),
        short="−",
    ),
    Entry(
        "voice",
        "Coach",
        tr_later("Voice"),
        ("V",),
        tr_later("Speak the cues"),
        True,
        tr_later("Voice"),
    ),
    Entry(
        "step_tone",
        "Coach",
        tr_later("Step tone"),
        ("T",),
        tr_later("Beep at every step: low = level, high = too far"),
        checkable=True,
        short=tr_later("Tone"),
    ),
    Entry(
        "metronome",
        "Coach",
        tr_later("Metronome"),
        ("N",),
        tr_later("Click at your cadence + 0 (off), 5 or 10 %"),
    ),
    Entry(
        "mirror_display",
        "View",
        tr_later("Mirror display"),
        ("M",),
        tr_later("Show the picture like a mirror; numbers and sides stay the same"),
        checkable=True,
        short=tr_later("Mirror"),
    ),
    Entry(
        "strip_chart",
        "View",
        tr_later("Clinician's layout"),
        ("C",),
        tr_later("Every step, cue and mark over the run; blocks of a visit and what they brought"),
        checkable=True,
    ),
    Entry(
        "show_me",
        "View",
        tr_later("Show me"),
        ("W",),
        tr_later("The last 10 seconds again, slowly"),
    ),
    Entry(
        "part_skeleton",
        "View",
        tr_later("Draw the skeleton"),
        ("1",),
        tr_later("Draw the skeleton"),
        True,
    ),
    Entry(
        "part_pelvis",
        "View",
        tr_later("Draw the pelvis"),
        ("2",),
        tr_later("Draw pelvic and level line"),
        True,
    ),
    Entry(
        "part_foot",
        "View",
        tr_later("Draw the stance foot"),
        ("3",),
        tr_later("Mark the foot that carries"),
        True,
    ),
    Entry(
        "part_trunk",
        "View",
        tr_later("Draw the trunk line"),
        ("4",),
        tr_later("Draw hips to shoulders"),
        True,
    ),
    Entry(
        "part_trail",
        "View",
        tr_later("Draw the trail"),
        ("5",),
        tr_later("How the last steps were"),
        True,
    ),
    Entry(
        "runner_display",
        "View",
        tr_later("Runner display"),
        ("R",),
        tr_later("Two large numbers for the runner, on the second screen if there is one"),
    ),
    Entry(
        "swap_screens",
        "View",
        tr_later("Swap screens"),
        ("X",),
        tr_later("Desk and runner display change places"),
    ),
    Entry(
        "full_screen",
        "View",
        tr_later("Full screen"),
        ("F", "F11"),
        tr_later("Fill the screen"),
        checkable=True,
    ),
    Entry(
        "help",
        "Help",
        tr_later("What the numbers mean"),
        ("H", "?", "F1"),
        tr_later("Explain every number"),
        short="Help",
    ),
    Entry(
        "first_steps",
        "Help",
        tr_later("How to set up"),
        ("F2",),
        tr_later("Camera, standing, running"),
    ),
    Entry(
        "about",
        "Help",
        tr_later("About gaitcoach"),
        ("F3",),
        tr_later("Licences; not a medical device"),
    ),
    Entry(
        "leave",
        "Help",
        tr_later("Leave help / full screen"),
        ("Esc",),
        tr_later("Back to the plain window"),
    ),
)
