"""The capture thread: owns the source, fills the slot, reopens what breaks off."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from gaitcoach.capture.slot import Slot
from gaitcoach.capture.source import FrameSource, SourceKind, SourceSpec, SourceState
from gaitcoach.capture.timeline import Timeline
from gaitcoach.errors import SourceError
from gaitcoach.language import tr
from gaitcoach.types import Frame

log = logging.getLogger(__name__)

STALL_S = 2.0
"""Longer than any pause of a working camera: 1 s between pictures would be useless anyway."""
BACKOFF_S = (0.5, 1.0, 2.0, 4.0, 5.0)
"""Waits before reopening; the last one repeats for as long as it takes."""
STOP_DEADLINE_S = 1.5


@dataclass(frozen=True, slots=True)
class ReaderStatus:
    """Where the source stands.

    message : one or two sentences when there is something to say, else ""
    since_s : how long it has stood there, seconds
    reconnects : times it came back after breaking off
    """

    state: SourceState
    message: str
    since_s: float
    reconnects: int


@dataclass(frozen=True, slots=True)
class _Standing:
    """Replaced as a whole, so that any thread reads a state with its own message."""

    state: SourceState
    message: str
    start_s: float


class Reader:
    """Reads one source in its own thread until it ends, fails for good, or is stopped.

    A source that cannot be opened at first has failed. One that breaks off later is reopened for
    ever, unless it is a file; frame numbers and times go on as if it had never been away.

    Parameters
    ----------
    make_source : callable
        Returns a new, closed source; called in the capture thread, again at each reconnect.
    spec : SourceSpec
        For its kind and its name in messages.
    slot : Slot
        Filled with frames; closed when no more will come.
    clock : callable
        Monotonic seconds.
    stall_s : float
        A read that lasts longer is reported as `STALLED`.
    backoff_s : tuple of float
        Waits before each attempt to reopen.
    """

    def __init__(
        self,
        make_source: Callable[[], FrameSource],
        spec: SourceSpec,
        slot: Slot[Frame],
        *,
        clock: Callable[[], float] = time.monotonic,
        stall_s: float = STALL_S,
        backoff_s: tuple[float, ...] = BACKOFF_S,
    ) -> None:
        self._make_source = make_source
        self._spec = spec
        self._slot = slot
        self._clock = clock
        self._stall_s = stall_s
        self._backoff_s = backoff_s
        self._timeline = Timeline(clock)
        self._source: FrameSource | None = None
        self._stopping = threading.Event()
        self._waiting_since_s: float | None = None
        self._attempts = 0
        self._reconnects = 0
        self._standing = _Standing(SourceState.OPENING, "", clock())
        # Not a daemon: one left inside a driver call at interpreter exit aborts the process.
        self._thread = threading.Thread(target=self._run, name="capture", daemon=False)

    @property
    def status(self) -> ReaderStatus:
        """The state now. `STALLED` is worked out here, so it needs no thread that still runs."""
        now_s = self._clock()
        standing, waiting_since_s = self._standing, self._waiting_since_s
        if standing.state is SourceState.STREAMING and waiting_since_s is not None:
            waited_s = now_s - waiting_since_s
            if waited_s > self._stall_s:
                message = tr(
                    "No picture from {source} for {waited} s; still waiting.",
                    source=self._spec.name,
                    waited=f"{waited_s:.0f}",
                )
                return ReaderStatus(SourceState.STALLED, message, waited_s, self._reconnects)
        since_s = now_s - standing.start_s
        return ReaderStatus(standing.state, standing.message, since_s, self._reconnects)

    def start(self) -> None:
        """Start reading; once only."""
        self._thread.start()

    def stop(self, deadline_s: float = STOP_DEADLINE_S) -> bool:
        """Stop reading and wait for the thread.

        Returns
        -------
        bool
            False when the thread is still inside a driver call at the deadline. It lets go of the
            source when that call returns; until then it keeps the process alive.
        """
        self._stopping.set()
        self._slot.close()
        source = self._source
        if source is not None:
            source.interrupt()
        if self._thread.ident is None:
            self._stand(SourceState.STOPPED)
            return True
        self._thread.join(deadline_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            self._stand(SourceState.ENDED, self._read_until_over())
        except SourceError as error:
            self._stand(SourceState.FAILED, str(error))
        except Exception as error:
            # A bug or a library's own error: the thread dies, the session must learn why.
            log.exception("The capture thread failed.")
            self._stand(SourceState.FAILED, f"Reading {self._spec.name} failed ({error}).")
        if self._stopping.is_set():
            self._stand(SourceState.STOPPED)
        self._slot.close()

    def _read_until_over(self) -> str:
        """Read, reopening as often as needed; return what the source said about its end."""
        while True:
            source = self._source = self._make_source()
            try:
                self._read(source)
                return source.note
            except SourceError as error:
                if not self._may_reopen():
                    raise
                message = tr(
                    "{what} Trying again until it is back. {todo}",
                    what=tr(error.what),
                    todo=tr(error.todo),
                )
                self._stand(SourceState.RECONNECTING, message.strip())
            finally:
                source.close()
            self._stopping.wait(self._next_wait_s())

    def _read(self, source: FrameSource) -> None:
        """Open the source and pass its frames on until it ends or the reader is stopped."""
        if self._stopping.is_set():
            return
        source.open()
        is_new = True
        while not self._stopping.is_set():
            self._waiting_since_s = self._clock()
            frame = source.read()
            self._waiting_since_s = None
            if frame is None:
                return
            if is_new:
                self._note_streaming()
            self._slot.put(self._timeline.place(frame, is_new))
            is_new = False

    def _note_streaming(self) -> None:
        if self._standing.state is SourceState.RECONNECTING:
            self._reconnects += 1
        self._attempts = 0
        self._stand(SourceState.STREAMING)

    def _may_reopen(self) -> bool:
        return self._timeline.has_begun and self._spec.kind is not SourceKind.FILE

    def _next_wait_s(self) -> float:
        wait_s = self._backoff_s[min(self._attempts, len(self._backoff_s) - 1)]
        self._attempts += 1
        return wait_s

    def _stand(self, state: SourceState, message: str = "") -> None:
        self._standing = _Standing(state, message, self._clock())
