"""What the windows remember from one start to the next: size, place, what was read already."""

from __future__ import annotations

from pathlib import Path

from PyQt6.QtCore import QByteArray, QSettings
from PyQt6.QtWidgets import QSplitter, QWidget


class WindowMemory:
    """Kept in one small file; a file that cannot be read or written is no reason to stop.

    Parameters
    ----------
    path : the file, or None to remember nothing
    """

    def __init__(self, path: Path | None) -> None:
        self._kept = None if path is None else QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def remembers(self) -> bool:
        """True when there is a place to keep things."""
        return self._kept is not None

    def has_read(self, page: str) -> bool:
        """Tell whether a page that is shown once was read; true where nothing is kept."""
        return self._kept is None or str(self._kept.value(f"read/{page}")).lower() == "true"

    def note_read(self, page: str) -> None:
        """Remember that a page was read."""
        if self._kept is not None:
            self._kept.setValue(f"read/{page}", True)

    def restore(self, window: QWidget) -> bool:
        """Give a window the size and place it had; False when nothing usable is kept."""
        state = self._bytes(f"{window.objectName()}/geometry")
        for splitter in _splitters(window):
            splitter.restoreState(self._bytes(f"splitter/{splitter.objectName()}"))
        return not state.isEmpty() and window.restoreGeometry(state)

    def keep(self, window: QWidget) -> None:
        """Remember a window's size and place, and how its parts are divided."""
        if self._kept is None:
            return
        self._kept.setValue(f"{window.objectName()}/geometry", window.saveGeometry())
        for splitter in _splitters(window):
            self._kept.setValue(f"splitter/{splitter.objectName()}", splitter.saveState())
        self._kept.sync()

    def _bytes(self, key: str) -> QByteArray:
        kept = None if self._kept is None else self._kept.value(key)
        return kept if isinstance(kept, QByteArray) else QByteArray()


def _splitters(window: QWidget) -> list[QSplitter]:
    return [one for one in window.findChildren(QSplitter) if one.objectName()]
