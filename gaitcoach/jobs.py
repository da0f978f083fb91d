"""Work that takes its time, in a thread of its own: looked at, and called off, from the window."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any

from gaitcoach.errors import GaitCoachError
from gaitcoach.language import tr

log = logging.getLogger(__name__)


class JobCancelledError(Exception):
    """The user called the work off. Never leaves the job."""


class Job:
    """Begins at once. Everything but the work itself may be asked from any thread; nothing waits.

    Parameters
    ----------
    work : called with the job, in its thread; tells `reached` how far it is; what it returns is
        `result`
    """

    def __init__(self, work: Callable[[Job], Any], name: str = "job") -> None:
        self.name = name
        self.result: Any = None
        self.error: GaitCoachError | None = None
        self.share: float | None = None
        self.cancelled = False
        self._asked_to_stop = threading.Event()
        self._done = threading.Event()
        # A daemon: a disk that hangs must not hold the end of the program.
        self._thread = threading.Thread(target=self._run, args=(work,), name=name, daemon=True)
        self._thread.start()

    @property
    def is_done(self) -> bool:
        """True when it ended in any way: `result`, `error` or `cancelled` tells which."""
        return self._done.is_set()

    def cancel(self) -> None:
        """Call it off: it ends at the next `reached`."""
        self._asked_to_stop.set()

    def wait(self, timeout_s: float) -> bool:
        """Wait for its end; False when it takes longer."""
        return self._done.wait(timeout_s)

    def reached(self, share: float) -> None:
        """For the work: tell how much (0..1) is done; raises when the user called it off."""
        self.share = share
        if self._asked_to_stop.is_set():
            raise JobCancelledError

    def _run(self, work: Callable[[Job], Any]) -> None:
        try:
            self.result = work(self)
        except JobCancelledError:
            self.cancelled = True
        except GaitCoachError as error:
            self.error = error
        except Exception as error:
            log.exception("%s failed", self.name)
            self.error = GaitCoachError(
                tr("{name} failed ({error}).", name=self.name, error=error), tr("See the log file.")
            )
        finally:
            self._done.set()
