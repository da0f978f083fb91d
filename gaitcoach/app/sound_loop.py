"""Qt's event loop in the main thread, which sound needs where there is no window."""

from __future__ import annotations

import threading
from collections.abc import Callable

WAIT_S = 0.2


def sound_loop(is_wanted: bool) -> object | None:
    """Return Qt's application, or None when nothing is to be heard.

    Keep what is returned: Qt ends its application when nobody holds it.
    """
    if not is_wanted:
        return None
    from gaitcoach.voice.qt_loop import ensure_application

    return ensure_application()


def wait_until(done: Callable[[], bool], qt: object | None) -> None:
    """Wait for the end; with sound, in Qt's event loop."""
    if qt is not None:
        from gaitcoach.voice.qt_loop import run_event_loop_until

        run_event_loop_until(done)
        return
    pause = threading.Event()
    while not done():
        pause.wait(WAIT_S)
