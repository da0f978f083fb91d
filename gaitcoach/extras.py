"""What is installed only by those who want it, and the line that installs it."""

from __future__ import annotations

import sys
from pathlib import Path


def install_line(extra: str) -> str:
    """Return the command that installs an extra into this Python, for a checkout or a wheel."""
    root = Path(__file__).parents[1]
    is_checkout = (root / "pyproject.toml").is_file()
    what = f'-e "{root}[{extra}]"' if is_checkout else f'"gaitcoach[{extra}]"'
    return f'"{sys.executable}" -m pip install {what}'
