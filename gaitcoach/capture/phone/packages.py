"""Whether the libraries of the phone are installed, and the line that installs them."""

from __future__ import annotations

from importlib.util import find_spec

from gaitcoach.errors import SourceError
from gaitcoach.extras import install_line
from gaitcoach.language import tr

PACKAGES = ("aiohttp", "aiortc", "cryptography", "segno")
"""What the extra `gaitcoach[phone]` brings."""


def need_packages() -> None:
    """Raise `SourceError` with the exact line to type when a library is missing."""
    if not has_packages():
        raise SourceError(
            tr("The phone as camera needs packages that are not installed."),
            tr("Install them, then start again: {command}", command=install_line("phone")),
        )


def has_packages() -> bool:
    """Tell whether every library is installed; imports none."""
    return all(find_spec(name) is not None for name in PACKAGES)
