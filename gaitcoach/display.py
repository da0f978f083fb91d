"""Whether a window can be shown: asked before Qt is, which ends the process when it cannot."""

from __future__ import annotations

import os
import re
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

ANSWER_S = 1.0
"""A display on another computer that takes longer is none to run a live picture on."""
X_SOCKETS = Path("/tmp/.X11-unix")
X_PORT = 6000
_DISPLAY = re.compile(r"(?:unix/?|(?P<protocol>tcp/)?(?P<host>.*)):(?P<number>\d+)(?:\.\d+)?$")


def has_display(environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether a window can be shown; a display that is named must also answer."""
    if sys.platform in ("win32", "darwin"):
        return True
    if environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in ("offscreen", "minimal", "vnc"):
        return True
    return _wayland_answers(environ) or _x_answers(environ.get("DISPLAY", ""))


def named_display(environ: Mapping[str, str] = os.environ) -> str:
    """Return the display that the environment names, "" when it names none."""
    return environ.get("WAYLAND_DISPLAY") or environ.get("DISPLAY") or ""


def _wayland_answers(environ: Mapping[str, str]) -> bool:
    name = environ.get("WAYLAND_DISPLAY", "")
    # An absolute name replaces the folder.
    return bool(name) and _takes_calls(Path(environ.get("XDG_RUNTIME_DIR", "")) / name)


def _x_answers(display: str) -> bool:
    """Try the display as X clients do: its local sockets, or the other computer."""
    match = _DISPLAY.match(display)
    if match is None:
        return _takes_calls(Path(display)) if display.startswith("/") else False
    number, host = int(match["number"]), match["host"] or ""
    if host and not match["protocol"]:
        return _takes_calls((host, X_PORT + number))
    path = X_SOCKETS / f"X{number}"
    return (
        _takes_calls(path)
        or _takes_calls(f"\0{path}")
        or _takes_calls(("localhost", X_PORT + number))
    )


def _takes_calls(address: Path | str | tuple[str, int]) -> bool:
    try:
        if isinstance(address, tuple):
            socket.create_connection(address, ANSWER_S).close()
            return True
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(ANSWER_S)
            line.connect(str(address))
            return True
    except (OSError, ValueError, OverflowError):
        return False
