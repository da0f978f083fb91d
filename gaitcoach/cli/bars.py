"""Bars on a terminal's stderr; nothing where nobody looks."""

from __future__ import annotations

import sys
from typing import Any

import click

PARTS = 1000
"""A bar moves in thousandths."""


class Bar:
    """A bar with the time left. Use as a context.

    label : before it
    """

    def __init__(self, label: str, hidden: bool | None = None) -> None:
        hidden = not sys.stderr.isatty() if hidden is None else hidden
        self._words = ""
        self._bar: Any = click.progressbar(
            length=PARTS,
            label=label,
            file=sys.stderr,
            hidden=hidden,
            item_show_func=lambda _: self._words,
        )

    def __enter__(self) -> Bar:
        self._bar.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._bar.__exit__(*error)

    def move(self, share: float | None, words: str) -> None:
        """Show how much (0..1) is done, None = not known, and a few words."""
        if words == self._words and share is None:
            return
        self._words = words
        ahead = 0 if share is None else round(share * PARTS) - self._bar.pos
        self._bar.update(max(0, ahead), words)


class FileBar(Bar):
    """A bar for one file."""

    def reached(self, share: float | None, t_s: float) -> None:
        """Show how far a file is. t_s : the clip's own time"""
        self.move(share, f"{t_s:.0f} s")


def file_bar(name: str) -> FileBar:
    """Return the bar of a file."""
    return FileBar(name)
