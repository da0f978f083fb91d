"""How often the window looks: at a running session, at words and numbers, at the cameras."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QObject, Qt, QTimer

PULL_MS = 2
"""Looking every 16 ms would add 8 ms to every picture's way."""
REST_SHARE = 0.6
REST_MAX_MS = 20
"""After a picture none comes for most of the time between two: 500 looks a second for 30 pictures
cost a twentieth of a core."""
IDLE_PULL_MS = 50
"""While nothing runs, nobody waits for a picture."""
PANELS_MS = 100
"""Words and numbers that change more often than this cannot be read."""
CAMERAS_MS = 1000
"""Cameras are looked for by a worker: a second is soon enough to see what it found."""


class Pace:
    """Three timers. The one for pictures goes as fast as pictures may come.

    Parameters
    ----------
    pictures, panels, cameras : called to look
    """

    def __init__(
        self,
        parent: QObject,
        pictures: Callable[[], None],
        panels: Callable[[], None],
        cameras: Callable[[], None],
    ) -> None:
        kinds = Qt.TimerType
        self._pictures = _timer(parent, pictures, IDLE_PULL_MS, kinds.PreciseTimer)
        self._panels = _timer(parent, panels, PANELS_MS, kinds.CoarseTimer)
        self._cameras = _timer(parent, cameras, CAMERAS_MS, kinds.CoarseTimer)

    def begin(self) -> None:
        """A session began: its first picture may come at any moment."""
        self._pictures.start(PULL_MS)

    def rest(self, fps: float | None) -> None:
        """A picture came: none will for a while."""
        self._pictures.setInterval(rest_ms(fps))

    def hurry(self) -> None:
        """The rest is over: the next picture may come at any moment."""
        self._go_by(PULL_MS)

    def idle(self) -> None:
        """Nothing runs."""
        self._go_by(IDLE_PULL_MS)

    def stop(self) -> None:
        """Look no longer."""
        for timer in (self._pictures, self._panels, self._cameras):
            timer.stop()

    def _go_by(self, every_ms: int) -> None:
        if self._pictures.interval() != every_ms:
            self._pictures.start(every_ms)


def rest_ms(fps: float | None) -> int:
    """Return how long nobody need look for the next picture."""
    return PULL_MS if not fps else max(PULL_MS, min(REST_MAX_MS, round(1000 * REST_SHARE / fps)))


def _timer(
    parent: QObject, called: Callable[[], None], every_ms: int, kind: Qt.TimerType
) -> QTimer:
    timer = QTimer(parent)
    timer.setTimerType(kind)
    timer.timeout.connect(called)
    timer.start(every_ms)
    return timer
