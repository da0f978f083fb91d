"""The window, from its opening until it is closed."""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from gaitcoach.app.controls import WindowControls
from gaitcoach.app.ending import leave_if_stuck
from gaitcoach.app.options import RunOptions, check_video_path, choose_source
from gaitcoach.capture.source import parse_source
from gaitcoach.settings import Settings
from gaitcoach.storage.places import (
    windows_path,
)
from gaitcoach.voice.speakers import bank_of, open_speaker

if TYPE_CHECKING:  # Qt is for those who want a window
    from types import TracebackType

    from gaitcoach.ui.shell_keeper import ShellKeeper

log = logging.getLogger(__name__)


def run_window(settings: Settings, options: RunOptions) -> int:
    """Open the window and run until it is closed. Returns the exit code."""
    from PyQt6.QtWidgets import QApplication

    from gaitcoach.ui.shell_keeper import ShellKeeper
    from gaitcoach.ui.translator import use_language
    from gaitcoach.ui.window_memory import WindowMemory

    check_video_path(options.video_path)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("gaitcoach")
    source = choose_source(options.source)
    parse_source(source)
    use_language(settings.language)
    controls = WindowControls(options, settings, open_speaker(bank=bank_of(settings)))
    keeper = ShellKeeper(
        controls, settings.with_changes(source=source), WindowMemory(windows_path())
    )
    sys.excepthook = _tell_in(keeper)
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: keeper.window.close())
    wish = options.drill
    if wish is not None:
        keeper.window.exercise(wish.drill, settings.with_changes(source=source), wish.load)
    elif options.source is not None:  # whoever names a source wants to run
        keeper.window.run(settings.with_changes(source=source))
    keeper.window.show()
    code = app.exec()
    sys.excepthook = sys.__excepthook__
    stuck = controls.close()
    for sentence in controls.news():
        print(sentence, file=sys.stderr)
    leave_if_stuck(stuck, code)
    return code


def _tell_in(keeper: ShellKeeper) -> Callable[..., None]:
    """Return a hook for errors of the window itself: PyQt would end the run for any of them."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log.error("an error of the window's own", exc_info=(kind, error, trace))
        keeper.window.toasts.fail(error)

    return hook
