"""Short work that the window does not wait for, and the trouble it leaves to be told."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable


class Behind:
    """A thread for each work. `stuck` collects the names of threads that would not end."""

    def __init__(self) -> None:
        self._workers: list[threading.Thread] = []
        self._news: deque[str] = deque()
        self.stuck: list[str] = []

    @property
    def workers(self) -> tuple[threading.Thread, ...]:
        """All that were begun so far, for whoever has to come after them."""
        return tuple(self._workers)

    def do(self, work: Callable[[], object]) -> None:
        """Begin a work."""
        worker = threading.Thread(target=work, name="stop", daemon=True)
        self._workers.append(worker)
        worker.start()

    def tell(self, sentence: str) -> None:
        """Note a trouble for the next who asks."""
        self._news.append(sentence)

    def news(self) -> tuple[str, ...]:
        """Return the troubles so far, each once."""
        told = []
        while self._news:
            told.append(self._news.popleft())
        return tuple(told)

    def wait(self) -> None:
        """Wait until everything is done."""
        for worker in self._workers:
            worker.join()
