"""How a row of the table of settings is written, and the rows that each run chooses anew."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from gaitcoach.language import tr_later

CAMERA, COACHING, SOUND, SCREEN, FOLDERS = (
    tr_later("Camera and measuring"),
    tr_later("Coaching"),
    tr_later("Voice and sound"),
    tr_later("Screen"),
    tr_later("Folders"),
)
"""The headings of the settings page, in its order."""


def setting(default: Any, name: str, help_text: str, group: str = "", **limits: Any) -> Any:
    """Return a row of the table.

    group : its heading on the settings page; "" = chosen for each run elsewhere
    limits : choices (value -> what it is called), low and high, longest, numbers, keys;
        none = what it is called when it may be, and is, None
    """
    known = {"name": name, "help": help_text, "group": group, **limits}
    return field(default=default, metadata=known)


@dataclass(frozen=True, slots=True)
class OfARun:
    """What is chosen for each run elsewhere than on the settings page, and kept with it."""

    source: str = setting(
        "0",
        tr_later("Source"),
        tr_later(
            "Camera index or name, 'phone', rtsp:// or http:// address, video file, or 'demo'."
        ),
    )
    runner: str = setting(
        "guest",
        tr_later("Runner"),
        tr_later("Who is running: a name or a code, kept in the record."),
        longest=200,
    )
    speed_kmh: float | None = setting(
        None,
        tr_later("Speed"),
        tr_later("Speed of the treadmill in km/h, where it is known: kept with the run."),
        low=0.1,
        high=40.0,
        none=tr_later("not known"),
        unit="km/h",
    )
    incline_percent: float | None = setting(
        None,
        tr_later("Incline"),
        tr_later("Incline of the treadmill in percent, where it is known: kept with the run."),
        low=-20.0,
        high=40.0,
        none=tr_later("not known"),
        unit="%",
    )
    shoes: str | None = setting(
        None,
        tr_later("Shoes"),
        tr_later("The shoes of the run, in a few words: kept with the run."),
        longest=60,
        none=tr_later("not known"),
    )
    stickers: str | None = setting(
        None,
        tr_later("Stickers"),
        tr_later("Where the two stickers are in the first picture, as X1,Y1,X2,Y2 in pixels."),
        numbers=4,
    )
    vertical: str | None = setting(
        None,
        tr_later("Upright edge"),
        tr_later(
            "An upright edge in the picture, such as a door frame, as X1,Y1,X2,Y2 in pixels: "
            "takes camera roll off in place of standing."
        ),
        numbers=4,
    )
