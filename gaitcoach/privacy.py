"""What must never leave this computer by accident: passwords and who the user is."""

from __future__ import annotations

import getpass
import platform
import re
from pathlib import Path

# A password may itself hold a slash or an @: everything up to the last @ of the word is hidden.
# One slash is enough: people mistype addresses, and the message repeats what they typed.
_CREDENTIALS = re.compile(r"(:/+)\S+@")
# Webcams often take theirs as ?user=...&pwd=...
_QUERY = re.compile(r"(://[^\s?]+)\?\S+")
# Recordings are often named after the person in them.
_MEDIA = re.compile(
    r"[^\n\"'=:,()\[\]]*\.(mp4|m4v|mov|avi|mkv|mpe?g|m?ts|webm|wmv|jsonl|csv|jpe?g|png)\b",
    re.IGNORECASE,
)
_SHORTEST_NAME = 3
"""Shorter user or computer names would hit ordinary words."""
_NOBODYS_NAMES = {"root", "user", "admin", "localhost", "runner", "linux", "windows"}


def hide_credentials(text: str) -> str:
    """Return the text with everything inside URLs that may be a secret replaced by ``***``."""
    return _QUERY.sub(r"\1?***", _CREDENTIALS.sub(r"\1***@", text))


def hide_person(text: str) -> str:
    """Return the text without credentials, home folder, user, computer and recording names.

    Meant for bug reports: it rather hides too much.
    """
    text = _MEDIA.sub(r" <file>.\1", hide_credentials(text))
    home = str(Path.home())
    if len(home) > 1:
        # Inside JSON the backslashes of Windows are doubled.
        text = text.replace(home, "~").replace(home.replace("\\", "\\\\"), "~")
    for name in _names():
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "***", text, flags=re.IGNORECASE)
    return text


def _names() -> list[str]:
    names = [platform.node(), platform.node().partition(".")[0]]
    try:
        names.append(getpass.getuser())
    except (OSError, KeyError):
        # A process without an account (a container) has no user name to hide.
        names.append("")
    return [
        name
        for name in names
        if len(name) >= _SHORTEST_NAME and name.casefold() not in _NOBODYS_NAMES
    ]
