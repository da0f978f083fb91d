"""Writes a run into the store while it happens, from a thread of its own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gaitcoach.errors import StorageError
from gaitcoach.storage.inbox import Inbox, tell
from gaitcoach.storage.store.frame import FrameSignals, RunHead
from gaitcoach.types import StanceRecord

if TYPE_CHECKING:  # SQLAlchemy and Arrow load for half a second: the thread does it, not the window
    from gaitcoach.storage.store.desk import Desk

QUEUE = 16_384
"""Nine minutes of frames: only a disk that hangs for so long fills it."""
APPEND_WAIT_S = 0.05
"""An event may hold the analysis up for a frame or two, and only once the queue is full."""
SAVE_EVERY_S = 0.5
"""Then what came is committed: with the time of the save a killed run loses under a second."""
RETRY_S = 1.0
MOST_WAITING = 200_000
"""Events kept in memory while the store refuses: over ten hours of steps."""

Event = Mapping[str, Any]
_log = logging.getLogger(__name__)


class StoreWriter:
    """Takes events and frames of one run. Trouble never reaches the caller as an exception.

    While the store refuses (disk full, read-only, database away) events stay in memory and are
    tried again every second; frames too, for an hour and a half.

    Parameters
    ----------
    place : file name or address of the store
    files : folder of the signals, None = beside the database
    head : what the run is
    on_problem : gets one plain sentence or two when trouble begins, from the writer's thread
    """

    def __init__(
        self,
        place: str | Path,
        files: Path | None,
        head: RunHead,
        *,
        on_problem: Callable[[str], None],
    ) -> None:
        self._place, self._files, self._head = place, files, head
        self._on_problem = on_problem
        self._inbox: Inbox[FrameSignals | Event] = Inbox(QUEUE)
        self._steps: tuple[StanceRecord, ...] | None = None
        self._begun = threading.Event()
        self._saved = threading.Event()
        self._complete = False
        self.problem: str | None = None
        self.lost_events = 0
        self.lost_frames = 0
        # A daemon: a disk that hangs in fsync must not hold the end of the program.
        self._thread = threading.Thread(target=self._run, name="store", daemon=True)
        self._thread.start()

    @property
    def uid(self) -> str:
        """The run's name in the store."""
        return self._head.uid

    def append(self, event: Event) -> None:
        """Add one event. Returns at once, raises nothing."""
        self._begun.set()
        if not self._inbox.put(event, APPEND_WAIT_S):
            self.lost_events += 1

    def push(self, frame: FrameSignals) -> None:
        """Add one frame. Returns at once; lost when the disk hangs for minutes."""
        self._begun.set()
        if not self._inbox.put(frame):
            self.lost_frames += 1

    def close(self, steps: Sequence[StanceRecord] | None = None, deadline_s: float = 1.0) -> bool:
        """Write what is left and end the run; may be called again.

        The signals are turned into Parquet afterwards, by the thread; if the program ends before,
        the next start does it.

        Parameters
        ----------
        steps : all steps as they are known at the end

        Returns
        -------
        bool
            True when the whole run is in the store.
        """
        if not self._inbox.is_closed:
            self._steps = None if steps is None else tuple(steps)
            self._inbox.close()
            self._begun.set()
        self._saved.wait(deadline_s)
        return self._complete and not self.lost_events

    def wait(self, timeout_s: float) -> bool:
        """Wait until the thread is through with everything; True when it is."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        desk = None
        try:
            # The libraries are loaded once frames come: not while the camera and the models open.
            self._begun.wait()
            desk = self._make_desk()
            self._keep_on(desk)
        except Exception:
            _log.exception("the store's writer failed")
            self._tell("The run is not kept in the store by an error of its own: see the log file.")
        finally:
            self._saved.set()
            if desk is not None:
                self._tidy(desk)

    def _make_desk(self) -> Desk:
        from gaitcoach.storage.store.desk import Desk
        from gaitcoach.storage.store.store import Store

        def open_store() -> Store:
            store = Store(self._place, self._files)
            if store.why_read_only:
                store.close()
                raise StorageError(store.why_read_only)
            return store

        return Desk(open_store, self._head)

    def _keep_on(self, desk: Desk) -> None:
        ended = False
        while not ended:
            span_s = SAVE_EVERY_S if self.problem is None else RETRY_S
            ended = self._inbox.take_all(span_s, lambda item: self._take(desk, item))
            if not ended:
                self._try(desk.save)
        self._complete = self._try(lambda: desk.end(self._steps))

    def _take(self, desk: Desk, item: FrameSignals | Event) -> None:
        if isinstance(item, FrameSignals):
            desk.take_frame(item)
        elif desk.waiting_events < MOST_WAITING:
            desk.take_event(item)
        else:
            self.lost_events += 1

    def _try(self, act: Callable[[], None]) -> bool:
        """Do what may fail by the disk or the database; True when it did not."""
        try:
            act()
        except (StorageError, OSError) as error:
            self._tell(str(error))
            return False
        if self.problem is not None:
            _log.info("the store is written again")
            self.problem = None
        return True

    def _tidy(self, desk: Desk) -> None:
        self.lost_frames += desk.lost_frames
        try:
            if self._complete:
                desk.tidy()
        except Exception:
            # The stream is as good as the Parquet file; the next start tries again.
            _log.exception("the signals were not turned into Parquet")
        finally:
            desk.close()

    def _tell(self, sentence: str) -> None:
        if self.problem is not None:
            return
        self.problem = sentence
        _log.warning(sentence)
        tell(self._on_problem, sentence, "store")
