"""Whether the libraries of the phone are installed, and the line that installs them."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

from gaitcoach.errors import SourceError
from gaitcoach.language import tr

PACKAGES = ("aiohttp", "aiortc", "cryptography", "segno")
"""What the extra `gaitcoach[phone]` brings."""


def need_packages() -> None:
    """Raise `SourceError` with the exact line to type when a library is missing."""
    if not has_packages():
        raise SourceError(
            tr("The phone as camera needs packages that are not installed."),
            tr("Install them, then start again: {command}", command=install_line()),
        )


def has_packages() -> bool:
    """Tell whether every library is installed; imports none."""
    return all(find_spec(name) is not None for name in PACKAGES)


def install_line() -> str:
    """Return the command that installs the extra into this Python, for a checkout or a wheel."""
    root = Path(__file__).parents[3]
    what = f'-e "{root}[phone]"' if (root / "pyproject.toml").is_file() else '"gaitcoach[phone]"'
    return f'"{sys.executable}" -m pip install {what}'
