"""Make the pictures of the documentation from the real app on the demo clip.

    xvfb-run -a python docs/screenshots.py OUT [--size WIDTHxHEIGHT] [--only NAME ...]

Run by `make screenshots`. Nothing of the user's own is read or written.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

LIMIT_DEG = 3.0
"""The demo runner drops by some 5 degrees on one side: a limit at which there is a cue to see."""
MAX_BYTES = 250_000
COLOURS = 256
"""Flat areas and a grainy picture: with a palette it is half the size and looks the same."""
PATIENCE_S = 120.0
"""So long a scene waits for what it is to show, on a busy computer."""
GOOD_STEPS = 14
HELD_S = 1.5
DRILL = Path(__file__).parent.parent / "tests/data/validate/drill_behind.mp4"
"""Somebody who stands on one leg, for the drills."""


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

        from gaitcoach.app.controls import WindowControls
        from gaitcoach.app.options import RunOptions
        from gaitcoach.settings import Settings
        from gaitcoach.ui.shell import Shell
        from gaitcoach.voice.silent import SilentSpeaker

        self._out, self._only = out, only
        self._app = QApplication([])
        self._settings = Settings(
            source="demo",
            runner="Kim",
            threshold_deg=LIMIT_DEG,
            baseline_s=None,
            model="lite",
        )
        self._controls = WindowControls(RunOptions(loop=True), self._settings, SilentSpeaker())
        self._shell = Shell(self._controls, self._settings)
        self._shell.resize(width, height)
        self._shell.show()

    def play(self) -> None:
        """Play them all."""
        shell, live = self._shell, self._shell.live
        self._scene("home", shell.go_home, lasts_s=1.0)
        self._scene("setup", lambda: shell.run(self._settings), until=self._sees_a_runner)
        self._scene("live", lambda: live.act("skip_setup"), until=self._has_good_steps)
        self._visit()
        self._scene(
            "runner",
            lambda: self._beside("runner_display"),
            until=self._tells_both_hips,
            lasts_s=0.0,
            beside="runner_display",
        )
        self._show_me()
        self._scene("summary", live.stop, lasts_s=2.0)
        self._scene("settings", lambda: self._press("door_settings"), lasts_s=0.5)
        self._drill()
        shell.close()
        self._controls.close()

    def _visit(self) -> None:
        """The three blocks of a visit, each until both legs have a mean."""
        from gaitcoach.types import Block

        live = self._shell.live
        for block in (Block.BEFORE, Block.CUE):
            live.act("block")
            self._until(lambda block=block: self._knows(block))
        live._run.handle.notebook.mark("new shoes")
        self._scene("clinician", lambda: live.act("block"), until=lambda: self._knows(Block.AFTER))

    def _show_me(self) -> None:
        from PyQt6.QtWidgets import QPushButton

        self._until(self._has_good_steps)
        self._beside("show_me")
        show_me = self._shell.live.window_beside("show_me")
        both = show_me.findChild(QPushButton, "show_me_both")
        self._scene("show_me", both.click, lasts_s=1.0, beside="show_me")
        show_me.close()

    def _drill(self) -> None:
        """The standing test, a few seconds into its hold."""
        self._shell.next_run.settings = self._settings.with_changes(
            source=str(DRILL), threshold_deg=5.0
        )
        self._scene("drill", lambda: self._press("door_mirror_check"), until=self._holds, lasts_s=0)
        self._shell.go_home()

    # -- what a scene waits for ------------------------------------------------------------------

    def _sees_a_runner(self) -> bool:
        view = self._shell.live._run.view
        return view.pose is not None and view.stats.fps is not None

    def _has_good_steps(self) -> bool:
        """Both legs have a mean, and of the newest steps all can be used."""
        newest = self._shell.live._run.handle.steps[-GOOD_STEPS:]
        return len(newest) == GOOD_STEPS and all(step.usable for step in newest)

    def _tells_both_hips(self) -> bool:
        display = self._shell.live.window_beside("runner_display")
        return all(hip.over is not None for hip in display.face.hips)

    def _holds(self) -> bool:
        view = self._shell.drills.room._view
        return view is not None and view.face.hold_s >= HELD_S

    def _knows(self, block: str) -> bool:
        names = (f"visit_left_{block}", f"visit_right_{block}")
        return all("°" in self._label(name).text() for name in names)

    def _label(self, name: str) -> object:
        from PyQt6.QtWidgets import QLabel

        return self._shell.findChild(QLabel, name)

    def _beside(self, name: str) -> None:
        self._shell.live.act(name)
        self._shell.live.window_beside(name).resize(self._shell.size())

    def _press(self, name: str) -> None:
        from PyQt6.QtWidgets import QPushButton

        self._shell.go_home()
        self._shell.findChild(QPushButton, name).click()

    def _scene(
        self,
        name: str,
        begin: Callable[[], object],
        *,
        lasts_s: float = 1.5,
        until: Callable[[], bool] = lambda: True,
        beside: str = "",
    ) -> None:
        begin()
        self._until(until)
        self._wait(lasts_s)
        if self._only is not None and name not in self._only:
            return
        widget = self._shell.live.window_beside(beside) if beside else self._shell
        path = self._out / f"{name}.png"
        _keep(widget.grab().toImage(), path)
        print(path, path.stat().st_size)

    def _until(self, fact: Callable[[], bool]) -> None:
        end_s = time.monotonic() + PATIENCE_S
        while not fact():
            if time.monotonic() > end_s:
                print("waited long enough: this picture may not show all", file=sys.stderr)
                return
            self._wait(0.1)

    def _wait(self, seconds: float) -> None:
        from PyQt6.QtCore import QEventLoop, QTimer

        loop = QEventLoop()
        QTimer.singleShot(int(1000 * seconds), loop.quit)
        loop.exec()


def _keep(image: object, path: Path) -> None:
    """Write a picture with a palette; ends the program when it is too large for a page."""
    from PIL import Image

    image.save(str(path))
    with Image.open(path) as whole:
        picture = whole.convert("RGB")
    palette = _with_swatches(picture).quantize(COLOURS, dither=Image.Dither.NONE, kmeans=3)
    picture.quantize(palette=palette, dither=Image.Dither.NONE).save(path, optimize=True)
    if path.stat().st_size > MAX_BYTES:
        raise SystemExit(f"{path} has more than {MAX_BYTES} bytes.")


def _with_swatches(picture: object) -> object:
    """Return the picture with patches of the theme below it: thin lines keep their colours too."""
    from PIL import Image

    from gaitcoach.ui import theme

    names = (theme.LEVEL, theme.OVER, theme.MARK, theme.INK, theme.SOFT)
    width, height = picture.size
    high = height // 32
    whole = Image.new("RGB", (width, height + high * len(names)))
    whole.paste(picture)
    for place, name in enumerate(names):
        top = height + place * high
        whole.paste(str(name), (0, top, width, top + high))
    return whole


if __name__ == "__main__":
    main()
