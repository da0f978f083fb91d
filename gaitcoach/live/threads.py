"""The two threads of a live run, one that takes pictures and one that analyses them."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from gaitcoach.capture.reader import Reader
from gaitcoach.capture.slot import HandOff, LatestSlot
from gaitcoach.capture.source import Delivery, FrameSource, SourceSpec, SourceState
from gaitcoach.errors import GaitCoachError, SourceError
from gaitcoach.language import tr
from gaitcoach.live.view import SessionState
from gaitcoach.types import Frame

FROM_READER = {
    SourceState.OPENING: SessionState.OPENING,
    SourceState.STREAMING: SessionState.RUNNING,
    SourceState.STALLED: SessionState.STALLED,
    SourceState.RECONNECTING: SessionState.RECONNECTING,
    SourceState.ENDED: SessionState.ENDED,
    SourceState.FAILED: SessionState.FAILED,
    SourceState.STOPPED: SessionState.STOPPED,
}

STOP_DEADLINE_S = 1.0
"""How long `stop` waits for the threads: a blocked camera driver may take for ever."""
log = logging.getLogger(__name__)


class RunThreads:
    """They begin, fail and end together. All but `slot` may be used from any thread.

    Parameters
    ----------
    work : the analysis, done once in a thread of its own; what it raises becomes `failure`
    name : of that thread

    Attributes
    ----------
    slot : where the analysis takes its pictures
    is_live : the source goes on by itself, and pictures that come too late are left out
    """

    def __init__(
        self,
        spec: SourceSpec,
        open_source: Callable[[SourceSpec], FrameSource],
        work: Callable[[], None],
        *,
        name: str = "analysis",
    ) -> None:
        self.is_live = spec.delivery is Delivery.NEWEST
        self.slot: LatestSlot[Frame] | HandOff[Frame] = LatestSlot() if self.is_live else HandOff()
        self._reader = Reader(lambda: open_source(spec), spec, self.slot)
        self._work = work
        self._analysis = threading.Thread(target=self._run, name=name, daemon=False)
        self._stopping, self._over = threading.Event(), threading.Event()
        self._failure: GaitCoachError | None = None

    def start(self) -> None:
        """Open the source and begin; returns at once."""
        self._reader.start()
        self._analysis.start()

    def state(self) -> tuple[SessionState, str]:
        """Return where the run stands, with one or two lines about it or ""."""
        status = self._reader.status
        state, message = FROM_READER[status.state], status.message
        if self._failure is not None:
            state, message = SessionState.FAILED, str(self._failure)
        elif self.is_over and state is not SessionState.FAILED:
            state = SessionState.STOPPED if self.is_stopping else SessionState.ENDED
        return state, message

    @property
    def reconnects(self) -> int:
        """How often the source was lost and found again."""
        return self._reader.status.reconnects

    @property
    def failure(self) -> GaitCoachError | None:
        """Why the run could not go on, None when it could."""
        return self._failure

    @property
    def is_stopping(self) -> bool:
        return self._stopping.is_set()

    @property
    def is_over(self) -> bool:
        return self._over.is_set()

    def wait(self, timeout_s: float | None = None) -> bool:
        """Wait until the run is over; True when it is."""
        return self._over.wait(timeout_s)

    def ask_to_stop(self) -> None:
        """Begin to stop and return at once."""
        self._stopping.set()
        self.slot.close()

    def stop(self, deadline_s: float = STOP_DEADLINE_S) -> tuple[str, ...]:
        """Stop everything; return the names of the threads that did not end in time."""
        self.ask_to_stop()
        end_s = time.monotonic() + deadline_s
        if self._analysis.ident is not None:
            self._analysis.join(max(0.0, end_s - time.monotonic()))
        stuck = [self._analysis.name] if self._analysis.is_alive() else []
        if not self._reader.stop(max(0.0, end_s - time.monotonic())):
            stuck.append("capture")
        return tuple(stuck)

    def _run(self) -> None:
        try:
            self._work()
            self._failure = self._failure_of_the_source()
        except GaitCoachError as error:
            self._failure = error
        except Exception:
            log.exception("analysis failed")
            self._failure = GaitCoachError(
                tr("The analysis stopped by an error of its own."), tr("See the log file.")
            )
        finally:
            self._reader.stop(0.0)
            self._over.set()

    def _failure_of_the_source(self) -> SourceError | None:
        status = self._reader.status
        failed = status.state is SourceState.FAILED and not self.is_stopping
        return SourceError(status.message) if failed else None
