"""Whether a window can be shown: asked before Qt is, which ends the process when it cannot."""

from __future__ import annotations

import os
import re
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

from gaitcoach.x_greeting import authority, greet

ANSWER_S = 1.0
"""A display on another computer that takes longer is none to run a live picture on."""
X_SOCKETS = Path("/tmp/.X11-unix")
X_PORT = 6000
_DISPLAY = re.compile(r"(?:unix/?|(?P<protocol>tcp/)?(?P<host>.*)):(?P<number>\d+)(?:\.\d+)?$")


def has_display(environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether a window can be shown; a display that is named must also let us in."""
    return display_trouble(environ) is None


def display_trouble(environ: Mapping[str, str] = os.environ) -> str | None:
    """Return why no window can be shown, "" when no display is named, None when one can."""
    if sys.platform in ("win32", "darwin"):
        return None
    if environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in ("offscreen", "minimal", "vnc"):
        return None
    if _wayland_answers(environ):
        return None
    refusal = _x_refusal(environ.get("DISPLAY", ""), environ)
    if refusal is None or not named_display(environ):
        return refusal
    told = f" refuses us ({refusal})" if refusal else " does not answer"
    return f"The display {named_display(environ)}{told}"


def named_display(environ: Mapping[str, str] = os.environ) -> str:
    """Return the display that the environment names, "" when it names none."""
    return environ.get("WAYLAND_DISPLAY") or environ.get("DISPLAY") or ""


def _wayland_answers(environ: Mapping[str, str]) -> bool:
    name = environ.get("WAYLAND_DISPLAY", "")
    # An absolute name replaces the folder.
    line = name and _call(Path(environ.get("XDG_RUNTIME_DIR", "")) / name)
    if line:
        line.close()
    return bool(line)


def _x_refusal(display: str, environ: Mapping[str, str]) -> str | None:
    """Greet the display as X clients do: its local sockets, or the other computer.

    Returns the reason of a refusal, "" when nobody answers, None when it lets us in.
    """
    match = _DISPLAY.match(display)
    number = int(match["number"]) if match else 0
    for address in _x_addresses(display, match, number):
        if line := _call(address):
            with line:
                return greet(line, authority(environ, line, number))
    return ""


def _x_addresses(
    display: str, match: re.Match[str] | None, number: int
) -> list[Path | str | tuple[str, int]]:
    if match is None:
        return [Path(display)] if display.startswith("/") else []
    host = match["host"] or ""
    if host and not match["protocol"]:
        return [(host, X_PORT + number)]
    path = X_SOCKETS / f"X{number}"
    return [path, f"\0{path}", ("localhost", X_PORT + number)]


def _call(address: Path | str | tuple[str, int]) -> socket.socket | None:
    """Return a line to whoever listens there, None when nobody does."""
    line = None
    try:
        if isinstance(address, tuple):
            return socket.create_connection(address, ANSWER_S)
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(ANSWER_S)
        line.connect(str(address))
    except (OSError, ValueError, OverflowError):
        if line is not None:
            line.close()
        return None
    return line
