"""Keeps the app's window, and makes it anew when its language, colours or text size change."""

from __future__ import annotations

from PyQt6.QtCore import QTimer

from gaitcoach.settings import Settings
from gaitcoach.ui import theme
from gaitcoach.ui.controls import Controls
from gaitcoach.ui.shell import Shell
from gaitcoach.ui.translator import use_language
from gaitcoach.ui.window_memory import WindowMemory


class ShellKeeper:
    """window : the window that is open now; every one of them has the same memory."""

    def __init__(
        self, controls: Controls, settings: Settings, memory: WindowMemory | None = None
    ) -> None:
        self._controls, self._memory = controls, memory
        self._dress(settings)
        self.window = self._make(settings)

    def _dress(self, settings: Settings) -> None:
        use_language(settings.language)
        theme.use_text_size(settings.text_percent)
        theme.use_theme(settings.theme)

    def _make(self, settings: Settings) -> Shell:
        window = Shell(self._controls, settings, self._memory)
        # Later: the old window must not go while it is still telling.
        window.look_changed.connect(
            lambda settings: QTimer.singleShot(0, lambda: self._make_anew(settings))
        )
        return window

    def _make_anew(self, settings: Settings) -> None:
        old = self.window
        self._dress(settings)
        self._controls.voice_desk.use(settings)
        self.window = self._make(settings)
        self.window.setGeometry(old.geometry())
        # The new one first: the app ends with its last window.
        self.window.setWindowState(old.windowState())
        self.window.show()
        old.close()
        old.deleteLater()
