"""The help page: every number in plain words, one key away."""

from __future__ import annotations

from PyQt6.QtGui import QShowEvent
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from gaitcoach.language import tr, tr_later
from gaitcoach.ui import theme
from gaitcoach.ui.actions import ENTRIES
from gaitcoach.ui.menu import key_text

NUMBERS: tuple[tuple[str, str, str, str], ...] = (
    (
        tr_later("Hip drop"),
        tr_later(
            "While you stand on one leg, how far the other hip hangs lower, in degrees, averaged "
            "around the middle of the step. Each gauge is named after the leg you stand on; "
            "a minus means that the hip was lifted; a grey cross: not measurable."
        ),
        tr_later(
            "The whisker on each step is one standard deviation: the true value lies inside "
            "it about "
            "two times in three. Orange pelvis: tilted past the limit now; grey: nothing "
            "can be told."
        ),
        tr_later(
            "In marker-based studies of runners the pelvis moved through 4.6° to 10.4° in "
            "all. More "
            "than 5° is often called too much; no limit is proven, so you set your own."
        ),
    ),
    (
        tr_later("Mean"),
        tr_later(
            "The mean drop of all usable steps on that leg (white line in the gauge), "
            "shown after 7 steps."
        ),
        tr_later(
            "The pale band and the figures below it hold the true mean 95 times in 100: scatter of "
            "the steps, error of the method and error of the level are all in it."
        ),
        tr_later(
            "Between two visits, a change smaller than about 2.8° is within the noise of "
            "this kind of "
            "video measurement."
        ),
    ),
    (
        tr_later("Limit"),
        tr_later(
            "The drop above your own standing level that is too much. Orange triangles lie "
            "past it, "
            "blue discs do not."
        ),
        tr_later("The voice waits for several steps and allows for the noise before it speaks."),
        tr_later("It starts at 5°. Change it with + and -."),
    ),
    (
        tr_later("Cadence"),
        tr_later(
            "Steps per minute, both feet. Below it: how long a foot stays on the ground, "
            "and how long "
            "both are in the air."
        ),
        tr_later("Contact and flight are read off camera frames: single values jump by a frame."),
        tr_later(
            "Slow running: 154 to 169 steps a minute, 271 to 284 ms on the ground, 80 to 112 ms in "
            "the air. In one small study (12 runners), 10 % quicker steps went with 3.1° less drop."
        ),
    ),
    (
        tr_later("fps, ms, left out"),
        tr_later(
            "Pictures measured per second; delay from picture to result; pictures "
            "skipped to stay live."
        ),
        tr_later("Counted."),
        tr_later("Fewer than 20 pictures a second are too few to measure steps."),
    ),
    (
        tr_later("“not validated”, “camera roll not removed”"),
        tr_later(
            "The first: the angle comes from the plain hip points of the body model, which can be "
            "wrong even in direction. The second: there was no quiet standing at the start, so a "
            "tilted camera tilts every number."
        ),
        tr_later("Neither can be judged from the screen."),
        tr_later(
            "Stand quietly with both feet on the ground for 3 seconds at the start, or give an "
            "upright edge of the picture (--vertical). The foot of the window then says by "
            "what the "
            "picture is level, and how sure that is."
        ),
    ),
)
"""(number, what it is, how sure it is, what is usual)"""

_CLOSING = tr_later(
    "gaitcoach does not diagnose. Pain, numbness or a recent operation: see a clinician. "
    "Pictures stay on this computer."
)


class HelpPanel(QFrame):
    """A page over the window; shown and hidden by the window."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("help")
        self._numbers = _page(self, "help_numbers", tr("What the numbers mean"))
        self._keys = _page(self, "help_keys", tr("Keys"))
        row = QHBoxLayout()
        row.addWidget(self._numbers, 5)
        row.addWidget(self._keys, 2)
        QVBoxLayout(self).addLayout(row)
        self.hide()

    def showEvent(self, event: QShowEvent | None) -> None:  # noqa: N802 - Qt's name
        super().showEvent(event)
        self._numbers.setHtml(numbers_html())
        self._keys.setHtml(keys_html())
        self.raise_()


def _page(parent: QWidget, name: str, title: str) -> QTextBrowser:
    page = QTextBrowser(parent)
    page.setAccessibleName(title)
    page.setObjectName(name)
    page.setOpenLinks(False)
    return page


def numbers_html() -> str:
    """Return the table of numbers: what, how sure, what is usual."""
    parts = [_heading(tr("What the numbers mean"))]
    how_sure, what_is_usual = _soft(tr("How sure")), _soft(tr("Usual"))
    for title, what, sure, usual in (map(tr, number) for number in NUMBERS):
        parts.append(f'<p style="margin:6px 0 0 0"><b style="color:{theme.LEVEL}">{title}</b><br>')
        parts.append(f"{what}<br>{how_sure} {sure}<br>{what_is_usual} {usual}</p>")
    parts.append(f'<p style="margin-top:8px"><b>{tr(_CLOSING)}</b></p>')
    return "".join(parts)


def keys_html() -> str:
    """Return the table of keys."""
    rows = "".join(
        f'<tr><td style="padding:2px 12px 2px 0"><b>{" ".join(map(key_text, entry.keys))}</b></td>'
        f'<td style="padding:2px 0">{tr(entry.text)}</td></tr>'
        for entry in ENTRIES
    )
    heading = _heading(tr("Keys"))
    return f"{heading}<table>{rows}</table>"


def _heading(text: str) -> str:
    return f'<p style="font-size:x-large; font-weight:600; margin:0 0 6px 0">{text}</p>'


def _soft(text: str) -> str:
    return f'<span style="color:{theme.SOFT}"><i>{text}:</i></span>'
