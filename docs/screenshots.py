"""Make the pictures of the documentation from the real app on the demo clip.

    xvfb-run -a python docs/screenshots.py OUT [--size WIDTHxHEIGHT] [--only NAME ...]

Run by `make screenshots`. Nothing of the user's own is read or written.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

LIMIT_DEG = 3.0
"""The demo runner drops by some 5 degrees on one side: a limit at which there is a cue to see."""
MAX_BYTES = 250_000
COLOURS = 256
"""Flat areas and a grainy picture: a palette is a third of the size and looks the same."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--size", default="1280x800")
    parser.add_argument("--only", nargs="*", default=None)
    wanted = parser.parse_args()
    wanted.out.mkdir(parents=True, exist_ok=True)
    width, height = (int(part) for part in wanted.size.split("x"))
    with tempfile.TemporaryDirectory() as own:
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
            os.environ[name] = own
        Stage(wanted.out, width, height, wanted.only).play()


class Stage:
    """Plays the scenes one after another and keeps a picture of each."""

    def __init__(self, out: Path, width: int, height: int, only: list[str] | None) -> None:
        from PyQt6.QtWidgets import QApplication

        from gaitcoach.app import RunOptions, WindowControls
        from gaitcoach.settings import Settings
        from gaitcoach.ui.shell import Shell
        from gaitcoach.voice.silent import SilentSpeaker

        self._out, self._only = out, only
        self._app = QApplication([])
        self._controls = WindowControls(RunOptions(), SilentSpeaker())
        self._settings = Settings(
            source="demo", runner="Kim", threshold_deg=LIMIT_DEG, baseline_s=None
        )
        self._shell = Shell(self._controls, self._settings)
        self._shell.resize(width, height)
        self._shell.show()

    def play(self) -> None:
        """Play them all."""
        shell, live = self._shell, self._shell.live
        self._scene("home", 1.0, shell.go_home)
        self._scene("setup", 3.0, lambda: shell.run(self._settings))
        self._scene("live", 14.0, lambda: live.act("skip_setup"))
        self._visit()
        self._scene("runner", 1.5, lambda: self._beside("runner_display"), "runner_display")
        self._show_me()
        self._scene("summary", 2.0, live.stop)
        self._scene("settings", 0.5, lambda: self._press("door_settings"))
        self._scene("mirror_check", 5.0, lambda: self._press("door_mirror_check"))
        shell.close()
        self._controls.close()

    def _visit(self) -> None:
        """The three blocks of a visit, each long enough for its means."""
        live = self._shell.live
        for _ in range(2):
            live.act("block")
            self._wait(9.0)
        live._run.handle.notebook.mark("new shoes")
        self._scene("clinician", 9.0, lambda: live.act("block"))

    def _show_me(self) -> None:
        from PyQt6.QtWidgets import QPushButton

        self._beside("show_me")
        show_me = self._shell.live.window_beside("show_me")
        both = show_me.findChild(QPushButton, "show_me_both")
        self._scene("show_me", 1.0, both.click, "show_me")
        show_me.close()

    def _beside(self, name: str) -> None:
        self._shell.live.act(name)
        self._shell.live.window_beside(name).resize(self._shell.size())

    def _press(self, name: str) -> None:
        from PyQt6.QtWidgets import QPushButton

        self._shell.go_home()
        self._shell.findChild(QPushButton, name).click()

    def _scene(
        self, name: str, lasts_s: float, begin: Callable[[], object], beside: str = ""
    ) -> None:
        begin()
        self._wait(lasts_s)
        if self._only is not None and name not in self._only:
            return
        widget = self._shell.live.window_beside(beside) if beside else self._shell
        path = self._out / f"{name}.png"
        _keep(widget.grab().toImage(), path)
        print(path, path.stat().st_size)

    def _wait(self, seconds: float) -> None:
        from PyQt6.QtCore import QEventLoop, QTimer

        loop = QEventLoop()
        QTimer.singleShot(int(1000 * seconds), loop.quit)
        loop.exec()


def _keep(image: object, path: Path) -> None:
    """Write a picture with a palette; raises when it is too large for the documentation."""
    from PIL import Image

    image.save(str(path))
    with Image.open(path) as whole:
        small = whole.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(path, optimize=True)
    if path.stat().st_size > MAX_BYTES:
        raise SystemExit(f"{path} has more than {MAX_BYTES} bytes.")


if __name__ == "__main__":
    main()
