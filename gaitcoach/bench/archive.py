"""Archives: a file against the bare model, one worker against two, and what a clip costs beside.

Measuring processes are warm before anything is timed: a start costs two seconds, once.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import mean, median
from typing import Any

import psutil

from gaitcoach.batch.archive import Plan, Told, measure_archive
from gaitcoach.batch.hand import Hand
from gaitcoach.batch.hand_child import job_of
from gaitcoach.batch.manifest import find_clips
from gaitcoach.batch.measure import Measurer
from gaitcoach.batch.work import How, LocalWorkers, Workers
from gaitcoach.bench.file_rate import file_ratio
from gaitcoach.bench.short_clips import short_clips
from gaitcoach.capture.source import parse_file
from gaitcoach.errors import GaitCoachError
from gaitcoach.settings import Settings

MB = 1024 * 1024
N_SHORT = 20
N_VIDEOS = 6
"""Clips that are put beside the bare model: each is run through three times."""
N_ALONE = 30
"""Short clips that are measured without an archive, before and after the archive."""
FOR_EVER = 10**9
"""Clips for one process here: a new one in the middle would hide what the old one kept."""
N_WORKERS = 2
HOW = How({})
Figures = dict[str, Any]
Places = Sequence[str]


@dataclass(frozen=True, slots=True)
class Pass:
    """One archive run: seconds from its beginning to its tables, and memory after each clip.

    hand_bytes, own_bytes : of the largest measuring process, and of this program
    """

    took_s: float
    frames: int
    hand_bytes: tuple[int, ...] = ()
    own_bytes: tuple[int, ...] = ()


class ArchiveBench:
    """The parts of `gaitcoach bench --archive`; used as a context, for its temporary folder.

    Parameters
    ----------
    place : a folder of clips, or one
    n_short : short clips are made of them, so many

    Raises
    ------
    GaitCoachError
        There is no clip.
    """

    def __init__(self, place: Path, n_short: int = N_SHORT) -> None:
        self._clips = tuple(clip.place for clip in find_clips([str(place)]).clips)
        if not self._clips:
            raise GaitCoachError(f"There is no clip in {place}.", "Give a folder of videos.")
        self._n_short = n_short
        self._folder = tempfile.TemporaryDirectory(prefix="gaitcoach-bench-")

    def __enter__(self) -> ArchiveBench:
        return self

    def __exit__(self, *error: object) -> None:
        self._folder.cleanup()

    def parts(self) -> tuple[tuple[str, Callable[[], Figures]], ...]:
        """Return what can be measured, each with its name."""
        return (
            ("files against the bare model", self._files),
            ("workers", self._workers),
            (f"{self._n_short} short clips", self._short),
            ("scheduler", self._scheduler),
        )

    def _files(self) -> Figures:
        ratios = [file_ratio(parse_file(place)) for place in self._clips[:N_VIDEOS]]
        return {
            "archive_file_ratio": round(median(ratios), 3),
            "archive_file_ratio_clips": [round(ratio, 3) for ratio in ratios],
        }

    def _workers(self) -> Figures:
        self._need_two()
        one, two = self._local(self._clips, 1), self._local(self._clips, N_WORKERS)
        return {
            "archive_clips": len(self._clips),
            "archive_frames": one.frames,
            "archive_workers_ratio": round(one.took_s / two.took_s, 2),
            "archive_fps": {"1": round(one.frames / one.took_s, 1),
                            "2": round(two.frames / two.took_s, 1)},
        }  # fmt: skip

    def _short(self) -> Figures:
        folder = Path(self._folder.name) / "short"
        clips = short_clips(self._clips, self._n_short, folder)
        some = clips[:N_ALONE]
        with closing(Measurer()) as measurer:
            _seconds(measurer, clips[0])  # its models are loaded now
            before_s = [_seconds(measurer, clip) for clip in some]
            archive = self._local([str(folder)], 1)
            after_s = [_seconds(measurer, clip) for clip in some]
        return short_figures(archive, [*before_s, *after_s], len(clips))

    def _scheduler(self) -> Figures:
        from gaitcoach.batch.cluster import ClusterWorkers, cluster_here

        self._need_two()
        with cluster_here(N_WORKERS) as address:
            workers = partial(ClusterWorkers, address)
            self._run(self._clips[: 2 * N_WORKERS], workers)  # its measuring processes are warm now
            before = self._local(self._clips, N_WORKERS)
            cluster = self._run(self._clips, workers)
            after = self._local(self._clips, N_WORKERS)
        pool_s = mean((before.took_s, after.took_s))
        return {"archive_scheduler_percent": round(100.0 * (cluster.took_s / pool_s - 1.0), 1)}

    def _need_two(self) -> None:
        if len(self._clips) < N_WORKERS:
            raise GaitCoachError("One clip cannot keep two workers busy.", "Give more clips.")

    def _local(self, places: Places, n: int) -> Pass:
        with warm_hands(n, self._clips[0]) as hands:
            left = list(hands)
            return self._run(places, lambda: LocalWorkers(n, make_hand=left.pop), hands)

    def _run(self, places: Places, make: Callable[[], Workers], hands: Sequence[Hand] = ()) -> Pass:
        out = Path(tempfile.mkdtemp(prefix="out-", dir=self._folder.name))
        return run_archive(places, out, make, hands)


def run_archive(
    places: Places, out: Path, make: Callable[[], Workers], hands: Sequence[Hand] = ()
) -> Pass:
    """Measure an archive as `gaitcoach batch` does, from looking through its folders to its tables.

    Raises
    ------
    GaitCoachError
        A clip failed, or something stopped it: then the time says nothing.
    """
    hand_bytes, own_bytes, frames = [], [], []

    def tell(told: Told) -> None:
        hand_bytes.append(max((_memory_bytes(hand.pid) for hand in hands), default=0))
        own_bytes.append(_memory_bytes(None))
        frames.append(told.row["frames"] or 0)

    start_s = time.perf_counter()
    ended = measure_archive(Plan(tuple(places), out, HOW, Settings().threshold_deg), make, tell)
    took_s = time.perf_counter() - start_s
    if isinstance(ended.why, BaseException):
        raise ended.why
    if ended.failed:
        raise GaitCoachError(
            f"{ended.failed} clips could not be measured.",
            "Give clips that gaitcoach batch measures.",
        )
    return Pass(took_s, sum(frames), tuple(hand_bytes), tuple(own_bytes))


def short_figures(archive: Pass, alone_s: Sequence[float], n_clips: int) -> Figures:
    """Return what a clip costs beside its own measuring, and how the memory went.

    alone_s : seconds of clips in a warm process, without an archive around them
    """
    alone_ms, each_ms = 1000.0 * mean(alone_s), 1000.0 * archive.took_s / n_clips
    return {
        "archive_short_clips": n_clips,
        "archive_short_clip_ms": round(alone_ms, 1),
        "archive_overhead_ms": round(each_ms - alone_ms, 1),
        "archive_overhead_percent": round(100.0 * (each_ms / alone_ms - 1.0), 1),
        "archive_memory_mb": _course_mb(archive.hand_bytes),
        "archive_own_memory_mb": _course_mb(archive.own_bytes),
    }


def _course_mb(memory_bytes: Sequence[int]) -> dict[str, int]:
    places = {"first": 0, "middle": len(memory_bytes) // 2, "last": -1}
    return {name: round(memory_bytes[place] / MB) for name, place in places.items()}


def _memory_bytes(pid: int | None) -> int:
    """Return the resident memory. pid : None = this program"""
    try:
        return psutil.Process(pid).memory_info().rss
    except psutil.NoSuchProcess:
        return 0


@contextmanager
def warm_hands(n: int, clip: str, make: Callable[..., Hand] = Hand) -> Iterator[list[Hand]]:
    """Give measuring processes that have measured a clip already."""
    with ExitStack() as stack:
        hands = [make(most_clips=FOR_EVER) for _ in range(n)]
        for hand in hands:
            stack.callback(hand.close)
            hand.measure(_job(clip))
        yield hands


def _job(place: str) -> dict[str, Any]:
    return job_of(Path(place), dict(HOW.settings), HOW.find_view)


def _seconds(measurer: Measurer, clip: Path) -> float:
    """Return how long a clip takes in this process, as a measuring process measures it."""
    start_s = time.perf_counter()
    row = measurer.measure(_job(str(clip)))
    took_s = time.perf_counter() - start_s
    if row["error"]:
        raise GaitCoachError(str(row["error"]))
    return took_s
