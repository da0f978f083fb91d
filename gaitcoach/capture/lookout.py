"""Which cameras are connected now, looked for behind: cameras come and go while the app is open."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from gaitcoach.capture.discovery import CameraInfo, list_cameras

LOOK_EVERY_S = 2.0
"""Soon enough for a plug; a look asks the system and takes some milliseconds."""

log = logging.getLogger(__name__)


class CameraLookout:
    """`cameras()` answers at once with what is known, and looks again when that is old.

    Parameters
    ----------
    look, clock : stand-ins for tests
    """

    def __init__(
        self,
        look: Callable[[], tuple[CameraInfo, ...]] = list_cameras,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._look, self._clock = look, clock
        self._known: tuple[CameraInfo, ...] = ()
        self._next_s = clock()
        self._looking = threading.Lock()
        self.cameras()

    def cameras(self) -> list[tuple[str, str]]:
        """Return (name, source) of the cameras known by now; never waits."""
        if self._clock() >= self._next_s and self._looking.acquire(blocking=False):
            self._next_s = self._clock() + LOOK_EVERY_S
            threading.Thread(target=self._run, name="cameras", daemon=True).start()
        return [(camera.name, str(camera.index)) for camera in self._known]

    def _run(self) -> None:
        try:
            self._known = self._look()
        except Exception:  # a driver's trouble: the cameras known before stay
            log.exception("the cameras could not be listed")
        finally:
            self._looking.release()
