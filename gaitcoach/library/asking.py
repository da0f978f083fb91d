"""Questions to the store and their answers: a worker of its own, nothing blocks."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from gaitcoach.errors import GaitCoachError
from gaitcoach.language import tr
from gaitcoach.storage.setup import forget_runner

if TYPE_CHECKING:  # SQLAlchemy loads in the worker
    from gaitcoach.storage.store.store import Store

T = TypeVar("T")
_log = logging.getLogger(__name__)


class Answer(Generic[T]):
    """What a question will bring. is_ready : then `value`, or `error`, is there"""

    def __init__(self) -> None:
        self._ready = threading.Event()
        self.value: T | None = None
        self.error: GaitCoachError | None = None

    @property
    def is_ready(self) -> bool:
        return self._ready.is_set()

    def wait(self, timeout_s: float) -> bool:
        """Wait; only for those who may."""
        return self._ready.wait(timeout_s)

    def give(self, value: T | None, error: GaitCoachError | None = None) -> None:
        """Answer, once."""
        self.value, self.error = value, error
        self._ready.set()


class Questions:
    """Asks the store in a thread of its own; one question after the other.

    Parameters
    ----------
    place : file name or address of the store
    files : folder beside it
    records : folder of the plain records
    clinic : file of the clinic's name and logo
    on_deleted : called with the name of a person who was deleted, in the worker
    """

    def __init__(
        self,
        place: str,
        files: Path,
        records: Path,
        clinic: Path,
        on_deleted: Callable[[str], None] = forget_runner,
    ) -> None:
        self._on_deleted = on_deleted
        self._place, self._files, self._records, self._clinic = place, files, records, clinic
        self._questions: queue.Queue[tuple[Answer, Callable[[Store], Any]] | None] = queue.Queue()
        self._store: Store | None = None
        self._passed_over: set[Path] = set()
        self._worker: threading.Thread | None = None
        self._lock = threading.Lock()

    def look_for_records_in(self, folder: Path) -> None:
        """Take the plain records from another folder from now on."""
        self._records = folder

    def close(self, timeout_s: float = 1.0) -> None:
        """End the worker once it has answered; a long answer is not waited for."""
        with self._lock:
            worker = self._worker
        if worker is not None:
            self._questions.put(None)
            worker.join(timeout_s)

    def _ask(self, work: Callable[[Store], T]) -> Answer[T]:
        answer: Answer[T] = Answer()
        self._questions.put((answer, work))
        with self._lock:
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="library", daemon=True)
                self._worker.start()
        return answer

    def _work(self) -> None:
        while (asked := self._questions.get()) is not None:
            answer, work = asked
            try:
                answer.give(work(self._open()))
            except GaitCoachError as error:
                answer.give(None, error)
            except Exception as error:
                _log.exception("the store could not answer")
                what = tr("The store could not answer ({error}).", error=error)
                answer.give(None, GaitCoachError(what, tr("See the log file.")))
        if self._store is not None:
            self._store.close()

    def _open(self) -> Store:
        from gaitcoach.storage.store.store import Store

        if self._store is None:
            self._store = Store(self._place, self._files)
        return self._store
