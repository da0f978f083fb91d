"""Make the pictures of the documentation from the real app on the demo clip.

    xvfb-run -a python docs/screenshots.py OUT [--size WIDTHxHEIGHT]

Run by `make screenshots`. Nothing of the user's own is read or written.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

SCENE_S = {"home": 1.0, "live": 9.0, "runner": 3.0, "summary": 1.0}
"""How long each scene lasts before its picture is taken."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--size", default="1280x800")
    wanted = parser.parse_args()
    width, height = (int(part) for part in wanted.size.split("x"))
    with tempfile.TemporaryDirectory() as own:
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            os.environ[name] = own
        Stage(wanted.out, width, height).play()


class Stage:
    """Plays the scenes one after another and keeps a picture of each."""

    def __init__(self, out: Path, width: int, height: int) -> None:
        from PyQt6.QtWidgets import QApplication

        from gaitcoach.app import RunOptions, WindowControls
        from gaitcoach.settings import Settings
        from gaitcoach.ui.shell import Shell
        from gaitcoach.voice.silent import SilentSpeaker

        self._out = out
        self._app = QApplication([])
        self._controls = WindowControls(RunOptions(), Settings(), SilentSpeaker())
        self._settings = Settings(source="demo", runner="Kim")
        self._shell = Shell(self._controls, self._settings)
        self._shell.resize(width, height)
        self._shell.show()

    def play(self) -> None:
        """Play them all."""
        shell, live = self._shell, self._shell.live
        self._scene("home", shell.go_home, lambda: shell)
        self._scene("live", lambda: shell.run(self._settings), lambda: shell)
        self._scene("runner", self._open_runner_display, lambda: live._runner_display)
        self._scene("summary", live.stop, lambda: shell)
        shell.close()
        self._controls.close()

    def _open_runner_display(self) -> None:
        self._shell.live._toggle_runner_display()
        self._shell.live._runner_display.resize(self._shell.size())

    def _scene(self, name: str, begin: Callable[[], None], widget: Callable) -> None:
        from PyQt6.QtCore import QEventLoop, QTimer

        begin()
        loop = QEventLoop()
        QTimer.singleShot(int(1000 * SCENE_S[name]), loop.quit)
        loop.exec()
        path = self._out / f"{name}.png"
        widget().grab().save(str(path))
        print(path)


if __name__ == "__main__":
    main()
