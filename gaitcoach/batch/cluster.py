"""Clips through the workers of a Dask cluster, an extra.

Whatever happens to workers or scheduler, what was yielded is done and what was not is not.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any
from uuid import uuid4

from gaitcoach import __version__
from gaitcoach.batch.manifest import Clip
from gaitcoach.batch.progress import TELL_EVERY_S, Reached, Underway
from gaitcoach.batch.remote import INSTALL
from gaitcoach.batch.row import Row, failed_row
from gaitcoach.batch.there import measure_there, version
from gaitcoach.batch.work import How, Measured
from gaitcoach.errors import GaitCoachError

CONNECT_S = 10.0
WORKERS_S = 30.0
"""So long may a cluster be without any worker: they come and go."""
AHEAD = 3
"""Clips for each thread of the cluster that are on their way: none runs dry."""
GO_ON = "Give the same command again: it goes on with what is left."


class ClusterError(GaitCoachError):
    """A cluster that is not there or has gone."""


def _distributed() -> Any:
    try:
        import distributed
    except ImportError as error:
        raise GaitCoachError("A cluster needs packages that are not installed.", INSTALL) from error
    return distributed


@contextmanager
def cluster_here(n_workers: int) -> Iterator[str]:
    """Give the address of a cluster of processes on this machine alone; it ends with the context.

    Raises
    ------
    GaitCoachError
        A package is missing.
    """
    with _distributed().LocalCluster(
        n_workers=n_workers, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        yield cluster.scheduler_address


def measure_and_tell(topic: str, place: str, settings: dict[str, Any], find_view: bool) -> Row:
    """Run on a worker: measure a clip, and tell under a topic how far it is."""
    worker = _distributed().get_worker()

    def tell(reached: Reached) -> None:
        told = {"place": place, "frames": reached.frames, "share": reached.share}
        worker.log_event(topic, told)

    tell(Reached())
    return measure_there(place, settings, find_view, tell)


class ClusterWorkers:
    """The workers of a scheduler at an address such as tcp://host:8786.

    Raises
    ------
    GaitCoachError
        A package is missing, nobody answers there, or a worker has no gaitcoach.
    """

    def __init__(self, address: str, workers_s: float = WORKERS_S) -> None:
        self._dask, self._address, self._workers_s = _distributed(), address, workers_s
        self._running: dict[Any, Clip] = {}
        self._reached: dict[str, Reached] = {}
        self._alone_since_s: float | None = None
        self._topic = f"gaitcoach-{uuid4()}"
        self._client = self._connect()
        try:
            self._check_workers()
            self._client.subscribe_topic(self._topic, self._on_event)
        except BaseException:
            self.close()
            raise

    def _connect(self) -> Any:
        try:
            return self._dask.Client(self._address, timeout=CONNECT_S, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise ClusterError(
                f"No scheduler answers at {self._address}.",
                "Start one (dask scheduler), or leave --scheduler out to measure here.",
            ) from error

    def _check_workers(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=self._workers_s)
            found = self._client.run(version, on_error="return")
        except TimeoutError as error:
            raise ClusterError(
                f"The scheduler at {self._address} has no worker.",
                f"Start some: dask worker {self._address} --nthreads 1",
            ) from error
        for worker, told in found.items():
            if isinstance(told, Exception):
                raise ClusterError(f"The worker {worker} has no gaitcoach ({told}).", INSTALL)
            if told != __version__:
                raise ClusterError(
                    f"The worker {worker} has gaitcoach {told}, this is {__version__}.",
                    "Install the same version everywhere.",
                )

    def run(self, clips: Iterable[Clip], how: How) -> Iterator[Measured | None]:
        """Yield every clip as it is done; see `Workers`.

        Raises
        ------
        ClusterError
            The scheduler or every worker is gone, or a worker cannot measure.
        """
        waiting, running = iter(clips), self._running
        while True:
            for clip in islice(waiting, self._room(len(running))):
                running[self._submit(clip, how)] = clip
            if not running:
                return
            finished = self._finished(list(running))
            if not finished:
                yield None
            for future in finished:
                yield self._measured(future, running.pop(future))

    def underway(self) -> tuple[Underway, ...]:
        """Return the clips that workers have begun, as they told the scheduler; see `Workers`."""
        reached = self._reached.copy()
        clips = [clip for clip in self._running.values() if clip.place in reached]
        return tuple(Underway(clip, reached[clip.place]) for clip in clips)

    def _on_event(self, event: tuple[float, dict[str, Any]]) -> None:
        """Take what a worker tells; called in a thread of the client."""
        _, told = event
        self._reached[told["place"]] = Reached(told["frames"], told["share"])

    def close(self) -> None:
        """Call off what is on its way and leave."""
        self._client.close(timeout=CONNECT_S)

    def _room(self, n_running: int) -> int:
        return max(0, max(1, self._threads()) * AHEAD - n_running)

    def _submit(self, clip: Clip, how: How) -> Any:
        arguments = (self._topic, clip.place, dict(how.settings), how.find_view)
        self._reached.pop(clip.place, None)
        try:
            return self._client.submit(measure_and_tell, *arguments, pure=False)
        except Exception as error:  # the client has no one error for a scheduler that went away
            raise self._gone() from error

    def _threads(self) -> int:
        """Return how many clips can be measured at once; 0 = no worker is there."""
        try:
            workers = self._client.scheduler_info(n_workers=-1).get("workers", {})
        except (OSError, TimeoutError) as error:
            raise self._gone() from error
        return sum(worker["nthreads"] for worker in workers.values())

    def _finished(self, futures: list[Any]) -> list[Any]:
        """Return those that are done, after a second at most.

        Raises
        ------
        ClusterError
            Nobody is left who could finish them.
        """
        if self._client.status != "running":
            raise self._gone()
        if not any(future.done() for future in futures):
            self._wait(futures)
            self._check_somebody_is_left()
        return [future for future in futures if future.done()]

    def _check_somebody_is_left(self) -> None:
        if self._threads():
            self._alone_since_s = None
            return
        self._alone_since_s = self._alone_since_s or time.monotonic()
        if time.monotonic() - self._alone_since_s > self._workers_s:
            raise ClusterError(f"Every worker of {self._address} is gone.", f"Start some. {GO_ON}")

    def _wait(self, futures: list[Any]) -> None:
        try:
            with self._client.as_current():
                self._dask.wait(futures, timeout=TELL_EVERY_S, return_when="FIRST_COMPLETED")
        except TimeoutError:
            return
        except self._dask.CancelledError as error:
            raise self._gone() from error

    def _measured(self, future: Any, clip: Clip) -> Measured:
        self._reached.pop(clip.place, None)
        if future.status == "finished":
            return Measured(clip, future.result())
        if future.status != "error":
            raise self._gone()
        error = future.exception()
        if isinstance(error, self._dask.KilledWorker):
            return Measured(clip, failed_row("Every worker that measured it died."))
        raise ClusterError(f"A worker cannot measure ({error!r}).", INSTALL) from error

    def _gone(self) -> ClusterError:
        return ClusterError(f"The scheduler at {self._address} is gone.", GO_ON)
