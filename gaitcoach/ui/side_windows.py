"""The windows beside the live one: the runner's display and the last ten seconds again."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtWidgets import QWidget


class SideWindows:
    """At most one of each name; a window that is closed is forgotten."""

    def __init__(self) -> None:
        self._open: dict[str, QWidget] = {}

    def get(self, name: str) -> QWidget | None:
        """Return an open window, None when it is not open."""
        return self._open.get(name)

    def show(self, name: str, make: Callable[[], QWidget]) -> QWidget:
        """Make a window that has a signal `closed`, and keep it until then."""
        window = make()
        self._open[name] = window
        window.closed.connect(lambda: self._forget(name))
        window.show()
        return window

    def close_all(self) -> None:
        """Close every window."""
        for window in tuple(self._open.values()):
            window.close()

    def _forget(self, name: str) -> None:
        window = self._open.pop(name, None)
        if window is not None:
            window.deleteLater()
