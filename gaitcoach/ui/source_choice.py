"""Which source the live window shows: the list of cameras, a file, an address."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtWidgets import QComboBox, QWidget

from gaitcoach.ui.controls import Controls
from gaitcoach.ui.sources import ADDRESS_ENTRY, FILE_ENTRY, ask_address, ask_file, fill_sources


class SourceChoice:
    """Keeps the box of sources true.

    Parameters
    ----------
    current : returns the source in use
    use : called with the source that the user chose
    """

    def __init__(
        self,
        controls: Controls,
        box: QComboBox,
        current: Callable[[], str],
        use: Callable[[str], None],
    ) -> None:
        self._controls = controls
        self._box = box
        self._current = current
        self._use = use
        self._cameras: list[tuple[str, str]] = []
        box.about_to_open.connect(self.list_all)
        box.activated.connect(lambda: self.choose(box.currentData()))

    def choose(self, source: str) -> None:
        """Use another source; the two asking entries open their dialog first."""
        parent: QWidget = self._box.window()
        if source == FILE_ENTRY:
            source = ask_file(parent)
        elif source == ADDRESS_ENTRY:
            source = ask_address(parent)
        if source:
            self._use(source)
        else:
            self.list_all()

    def list_all(self) -> None:
        """List what is known by now."""
        self._cameras = self._controls.cameras()
        fill_sources(self._box, self._cameras, self._current())

    def list_new(self) -> None:
        """List anew when other cameras are known than before, but never under the hand."""
        if self._controls.cameras() != self._cameras and not self._box.view().isVisible():
            self.list_all()
